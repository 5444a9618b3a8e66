// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/scenario.hpp"

#include "file_reading.hpp"

namespace evpickup::spec {

using namespace model;

namespace {

/// `cycle = "wltc_3b"`: a mix of one.
Field<Duty> single_cycle() {
  Field<Duty> field;
  field.key = "cycle";
  field.doc = "the drive cycle";
  field.read = [](Duty& duty, const Node& node, const std::string& path, Reader& reader) {
    if (!node.is_text() || node.text.empty()) {
      refuse(reader, node, path, "the name of a drive cycle", {});
    } else {
      duty.cycles = {CycleShare{node.text, Sourced<double>(1.0)}};
    }
  };
  field.present = [](const Duty& duty) { return !duty.cycles.empty(); };
  field.describe = [](const std::string& path, const KeyVisitor& visitor) {
    visitor(
        {path, "the name of a drive cycle", "one drive cycle for all of the distance", {}, false});
  };
  return field;
}

}  // namespace

template <>
const FieldTable<CycleShare>& fields() {
  static const FieldTable<CycleShare> table{
      plain("cycle", &CycleShare::cycle, any_text(), "name of a drive cycle", Need::required),
      value("share", &CycleShare::share, quantity<double>({0, 1, {}}), "share of the distance"),
  };
  return table;
}

template <>
const FieldTable<Trailer>& fields() {
  static const FieldTable<Trailer> table{
      value("mass", &Trailer::mass, quantity<units::Mass>({0, 12000, "kg"}),
            "mass of the loaded trailer", Need::required),
      value("drag_area", &Trailer::drag_area, quantity<units::Area>({0, 12, "m^2"}),
            "drag area that the trailer adds to the truck's own, wakes included", Need::required),
      value("rolling", &Trailer::rolling, quantity<double>({0.003, 0.04, {}}),
            "rolling resistance coefficient of the trailer's tyres at 25 degC"),
      value("share", &Trailer::share, quantity<double>({0, 1, {}}),
            "share of the distance driven with the trailer"),
  };
  return table;
}

template <>
const FieldTable<ChargingShares>& fields() {
  const auto share = quantity<double>({0, 1, {}});
  static const FieldTable<ChargingShares> table{
      value("home", &ChargingShares::home, share, "share of the energy charged at home"),
      value("workplace", &ChargingShares::workplace, share, "share charged at work"),
      value("public_ac", &ChargingShares::public_ac, share, "share from slow public chargers"),
      value("dc_fast", &ChargingShares::dc_fast, share, "share from fast chargers"),
  };
  return table;
}

template <>
const FieldTable<Duty>& fields() {
  static const FieldTable<Duty> table{
      single_cycle(),
      list_of_sections("cycles", &Duty::cycles, "a mix of drive cycles by share of distance"),
      value("distance", &Duty::distance,
            quantity<units::Mileage>({100, 500000, "km/yr"}, units::Kind::mileage),
            "distance driven in a year"),
      value("years", &Duty::years, whole_number(1, 40), "years of ownership"),
      value("ambient", &Duty::ambient, quantity<units::Temperature>({-40, 55, "degC"}),
            "temperature outside"),
      value("payload", &Duty::payload, quantity<units::Mass>({0, 5000, "kg"}),
            "load beside the crew"),
      value("crew", &Duty::crew, quantity<units::Mass>({0, 1000, "kg"}), "mass of the people"),
      optional_section("trailer", &Duty::trailer, "a trailer"),
      value("grade", &Duty::grade, quantity<double>({-0.4, 0.4, {}}),
            "slope of the road, rise over run, all along the way"),
      value("wind", &Duty::wind, quantity<units::Speed>({0, 40, "m/s"}),
            "wind at the height of the truck"),
      value("wind_from", &Duty::wind_from,
            one_of<WindFrom>({{"ahead", WindFrom::ahead},
                              {"behind", WindFrom::behind},
                              {"around", WindFrom::around}}),
            "where the wind comes from; around: the mean over all headings"),
      value("altitude", &Duty::altitude, quantity<units::Length>({-500, 6000, "m"}),
            "height above the sea"),
      value("trip", &Duty::trip, quantity<units::Length>({0.5, 2000, "km"}),
            "distance between two cold starts"),
      value("climate_control", &Duty::climate_control, yes_or_no(),
            "heating and cooling of the cabin are on"),
      section("charging", &Duty::charging, "where the energy is charged"),
  };
  return table;
}

template <>
const FieldTable<Loan>& fields() {
  static const FieldTable<Loan> table{
      value("down_payment", &Loan::down_payment, quantity<double>({0, 1, {}}),
            "share of the purchase paid at once"),
      value("apr", &Loan::apr, quantity<units::Rate>({0, 60, "%/yr"}),
            "interest, yearly rate paid monthly; the market's where absent"),
      value("term", &Loan::term, quantity<units::Time>({1, 240, "month"}),
            "length of the loan; the market's where absent"),
  };
  return table;
}

template <>
const FieldTable<CostLine>& fields() {
  static const FieldTable<CostLine> table{
      value("per_km", &CostLine::per_km, quantity<units::DistancePrice>({-1e6, 1e6, "km"}),
            "cost by distance"),
      value("per_year", &CostLine::per_year, quantity<units::TimePrice>({-1e9, 1e9, "yr"}),
            "cost by year"),
      value("once", &CostLine::once, quantity<units::Money>({-1e9, 1e9, {}}), "cost at purchase"),
  };
  return table;
}

template <>
const FieldTable<CostSettings>& fields() {
  static const FieldTable<CostSettings> table{
      value("discount_rate", &CostSettings::discount_rate, quantity<units::Rate>({-5, 50, "%/yr"}),
            "real discount rate; the market's if absent"),
      value(
          "timing", &CostSettings::timing,
          one_of<Timing>({{"start", Timing::start}, {"mid", Timing::middle}, {"end", Timing::end}}),
          "when in a year its costs are counted"),
      optional_section("loan", &CostSettings::loan, "a loan, shown as a second view"),
      named_sections("lines", &CostSettings::lines, "a free-form cost"),
      plain("estimates", &CostSettings::estimates, any_text(),
            "file of scenarios/estimates whose values come on top of the market files, mostly for "
            "their blanks"),
      raw("markets", &CostSettings::markets, "tables named like markets, with a market's keys",
          "values on top of a market's file, such as estimates for its blanks"),
  };
  return table;
}

template <>
const FieldTable<Compare>& fields() {
  static const FieldTable<Compare> table{
      plain("vehicles", &Compare::vehicles, text_list(),
            "trucks as file:trim, file:* for all trims, file:trim@market for one market only",
            Need::required),
      plain("markets", &Compare::markets, text_list(), "markets that every truck is tried in"),
      plain("baseline", &Compare::baseline, any_text(), "the truck that differences refer to"),
  };
  return table;
}

template <>
const FieldTable<Sweep>& fields() {
  const std::string accepts = "a value of the key's kind";
  static const FieldTable<Sweep> table{
      plain("key", &Sweep::key, any_text(), "the key that is varied", Need::required),
      raw("values", &Sweep::values, "a list of values of the key's kind", "the values"),
      raw("from", &Sweep::from, accepts, "first value"),
      raw("to", &Sweep::to, accepts, "last value"),
      raw("step", &Sweep::step, accepts, "distance between two values"),
      plain("scale", &Sweep::scale,
            one_of<SweepScale>({{"none", SweepScale::none}, {"pack", SweepScale::pack}}),
            "pack: mass and price of the truck follow the battery's energy"),
  };
  return table;
}

template <>
const FieldTable<Leg>& fields() {
  static const FieldTable<Leg> table{
      plain("name", &Leg::name, any_text(), "name of the leg", Need::required),
      plain("cycle", &Leg::cycle, any_text(), "name of a drive cycle", Need::required),
      value("distance", &Leg::distance, quantity<units::Length>({0.1, 2000, "km"}),
            "length of the leg", Need::required),
      value("payload", &Leg::payload, quantity<units::Mass>({0, 5000, "kg"}), "load on this leg"),
      optional_section("trailer", &Leg::trailer, "a trailer on this leg"),
  };
  return table;
}

template <>
const FieldTable<Day>& fields() {
  static const FieldTable<Day> table{
      plain("trucks", &Day::trucks, whole_numbers(1, 10000), "sizes of the fleet"),
      value("overnight", &Day::overnight, quantity<units::Time>({0.5, 23, "h"}),
            "time at the plug"),
      value("charge_power", &Day::charge_power, quantity<units::Power>({0.5, 400, "kW"}),
            "charging power of one truck, at the wall"),
      value("connection_power", &Day::connection_power, quantity<units::Power>({1, 100000, "kW"}),
            "power of the connection that all trucks share"),
      value("reserve", &Day::reserve, quantity<double>({0, 0.9, {}}),
            "share of the usable energy that must remain"),
      value("job_site_energy", &Day::job_site_energy, quantity<units::Energy>({0, 400, "kWh"}),
            "energy taken from the bed sockets"),
      list_of_sections("legs", &Day::legs, "the drives of the day, in order"),
  };
  return table;
}

template <>
const FieldTable<Trip>& fields() {
  static const FieldTable<Trip> table{
      value("distance", &Trip::distance, quantity<units::Length>({1, 20000, "km"}),
            "length of the road, with speed or cycle"),
      value("speed", &Trip::speed, quantity<units::Speed>({10, 200, "km/h"}),
            "speed that is kept along the road"),
      plain("cycle", &Trip::cycle, any_text(),
            "name of a drive cycle that is repeated along the road"),
      plain("route", &Trip::route, any_text(),
            "name of a route in scenarios/routes, or a .csv file with distance, speed_limit, "
            "elevation and ambient"),
      value("start", &Trip::start, quantity<double>({0.01, 1, {}}), "state of charge at the start"),
      value("arrive", &Trip::arrive, quantity<double>({0, 0.95, {}}),
            "least state of charge at chargers and at the destination"),
      value("stop_time", &Trip::stop_time, quantity<units::Time>({0, 120, "min"}),
            "time that a stop takes beside charging: leaving the road, plugging in, getting back"),
      value("charger", &Trip::charger, quantity<units::Power>({3, 2000, "kW"}),
            "power of the chargers along the road"),
      value("charger_spacing", &Trip::charger_spacing, quantity<units::Length>({1, 2000, "km"}),
            "distance between chargers; one wherever it is wanted if absent"),
      plain("minimise", &Trip::minimise,
            one_of<Minimise>({{"time", Minimise::time}, {"cost", Minimise::cost}}),
            "what the choice of stops makes as small as can be"),
      value("tow_rating", &Trip::tow_rating, yes_or_no(),
            "each truck pulls a trailer of its own tow rating; duty.trailer gives its drag area, "
            "and its mass where no rating is known"),
      value("least_speed", &Trip::least_speed, quantity<units::Speed>({1, 150, "km/h"}),
            "speed that the truck must hold on every climb"),
  };
  return table;
}

template <>
const FieldTable<ReportSettings>& fields() {
  static const FieldTable<ReportSettings> table{
      plain("write", &ReportSettings::write, text_list(),
            "what is written: table, or files such as csv:out/trucks.csv"),
  };
  return table;
}

template <>
const FieldTable<Scenario>& fields() {
  static const FieldTable<Scenario> table{
      plain("title", &Scenario::title, any_text(), "title", Need::required),
      plain("description", &Scenario::description, any_text(), "a few sentences"),
      plain("currency", &Scenario::currency_code, currency_code(), "currency of the results"),
      plain("mode", &Scenario::mode,
            one_of<Mode>({{"blind", Mode::blind}, {"anchored", Mode::anchored}}),
            "blind: physics from specifications alone; anchored: one factor a truck makes the "
            "model meet its rating"),
      section("duty", &Scenario::duty, "how the truck is used"),
      section("cost", &Scenario::cost, "how money is counted"),
      section("compare", &Scenario::compare, "which trucks, where"),
      list_of_sections("sweep", &Scenario::sweeps, "keys that are varied"),
      optional_section("day", &Scenario::day, "one working day on one night's charge"),
      optional_section("trip", &Scenario::trip, "one long drive with stops at fast chargers"),
      section("report", &Scenario::report, "what is written"),
  };
  return table;
}

}  // namespace evpickup::spec
