// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/scenario.hpp"

#include "file_reading.hpp"
#include "hour_field.hpp"

namespace evpickup::spec {

using namespace model;

namespace {

/// `cycle = "wltc_3b"`: a mix of one.
Field<Duty> single_cycle() {
  const auto read = [](Duty& duty, const Node& node, const std::string& path, Reader& reader) {
    if (!node.is_text() || node.text.empty()) {
      refuse(reader, node, path, "the name of a drive cycle", {});
    } else {
      duty.cycles = {CycleShare{node.text, Sourced<double>(1.0)}};
    }
  };
  return custom<Duty>("cycle", read, "the name of a drive cycle",
                      "one drive cycle for all of the distance");
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
      value("home_from", &ChargingShares::home_from, hour_of_day(),
            "hour of the day from which the truck charges at home, for energy.home_tariff"),
      value("home_to", &ChargingShares::home_to, hour_of_day(),
            "hour of the day until which the truck charges at home"),
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
      value("distance_by_age", &Duty::distance_by_age,
            by_age(quantity<units::Mileage>({0, 500000, "km/yr"}, units::Kind::mileage)),
            "distance in each year of age, in place of distance"),
      value("years", &Duty::years, whole_number(1, 40), "years of ownership"),
      value("ambient", &Duty::ambient, quantity<units::Temperature>({-40, 55, "degC"}),
            "temperature outside"),
      value("ambient_by_month", &Duty::ambient_by_month,
            list_of(quantity<units::Temperature>({-40, 55, "degC"}),
                    "a list of twelve: temperature, -40 .. 55 degC"),
            "temperature outside from January to December, for the energy of a year"),
      value("payload", &Duty::payload, quantity<units::Mass>({0, 5000, "kg"}),
            "load beside the crew"),
      value("payload_share", &Duty::payload_share, quantity<double>({0, 1, {}}),
            "share of the distance driven with the payload"),
      value("crew", &Duty::crew, quantity<units::Mass>({0, 1000, "kg"}), "mass of the people"),
      optional_section("trailer", &Duty::trailer, "a trailer"),
      value("grade", &Duty::grade, quantity<double>({-0.4, 0.4, {}}),
            "slope of the road, rise over run, all along the way"),
      value("wind", &Duty::wind, quantity<units::Speed>({0, 40, "m/s"}),
            "wind at the height of the truck"),
      value("wind_from", &Duty::wind_from,
            one_of<WindFrom>({{"ahead", WindFrom::ahead},
                              {"behind", WindFrom::behind},
                              {"around", WindFrom::around},
                              {"climate", WindFrom::climate}}),
            "where the wind comes from; around: the mean over all headings of a steady wind; "
            "climate: the same of a place's wind, whose mean is given"),
      value("altitude", &Duty::altitude, quantity<units::Length>({-500, 6000, "m"}),
            "height above the sea"),
      value("trip", &Duty::trip, quantity<units::Length>({0.5, 2000, "km"}),
            "distance between two cold starts"),
      value("day_distances", &Duty::day_distances,
            list_of(quantity<units::Length>({0.5, 2000, "km"}), "a list of lengths such as 40 km"),
            "how far the truck drives on its days, charged each night, for trucks with an engine "
            "and a plug; the curve of SAE J2841 if absent"),
      value("climate_control", &Duty::climate_control, yes_or_no(),
            "heating and cooling of the cabin are on"),
      section("charging", &Duty::charging, "where the energy is charged"),
      optional_section("job_site", &Duty::job_site, "power that the truck gives to tools"),
      optional_section("house_supply", &Duty::house_supply, "power that the truck gives the house"),
  };
  return table;
}

template <>
const FieldTable<JobSite>& fields() {
  static const FieldTable<JobSite> table{
      value("energy", &JobSite::energy, quantity<units::Energy>({0, 400, "kWh"}),
            "energy from the bed sockets on a working day", Need::required),
      value("days", &JobSite::days, quantity<double>({0, 366, {}}), "such days in a year"),
      value("generator_price", &JobSite::generator_price,
            quantity<units::EnergyPrice>({0, 1e5, "kWh"}),
            "what this energy would cost from a generator; worth nothing if absent"),
  };
  return table;
}

template <>
const FieldTable<HouseSupply>& fields() {
  static const FieldTable<HouseSupply> table{
      value("energy", &HouseSupply::energy, quantity<units::Energy>({0, 400, "kWh"}),
            "energy from the battery to the house on such a day", Need::required),
      value("days", &HouseSupply::days, quantity<double>({0, 366, {}}), "such days in a year"),
      value("price", &HouseSupply::price, quantity<units::EnergyPrice>({0, 1e5, "kWh"}),
            "what this energy would have cost; the market's price at home if absent"),
  };
  return table;
}

template <>
const FieldTable<Loan>& fields() {
  static const FieldTable<Loan> table{
      value("down_payment", &Loan::down_payment, quantity<double>({0, 1, {}}),
            "share of the purchase paid at once"),
      value("apr", &Loan::apr, interest_rate({0, 60, "%/yr"}),
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
      value("per_event", &CostLine::per_event, quantity<units::Money>({-1e9, 1e9, {}}),
            "cost each time that the odometer has gone on by `every`"),
      value("every", &CostLine::every, quantity<units::Length>({1, 1e6, "km"}),
            "distance between two events"),
  };
  return table;
}

template <>
const FieldTable<Lease>& fields() {
  static const FieldTable<Lease> table{
      value("deposit", &Lease::deposit, quantity<units::Money>({0, 1e9, {}}),
            "paid at the start, not given back"),
      value("payment", &Lease::payment, quantity<units::TimePrice>({0, 1e8, "month"}),
            "paid each month, taxes included, the same for all years", Need::required),
      value("fee", &Lease::fee, quantity<units::Money>({0, 1e9, {}}), "paid at the end"),
      value("distance", &Lease::distance,
            quantity<units::Mileage>({0, 500000, "km/yr"}, units::Kind::mileage),
            "distance in a year that the payment includes; any distance if absent"),
      value("excess", &Lease::excess, quantity<units::DistancePrice>({0, 1e5, "km"}),
            "price of the distance beyond, paid at the end"),
  };
  return table;
}

template <>
const FieldTable<Downtime>& fields() {
  const auto per_hour = quantity<units::TimePrice>({0, 1e7, "h"});
  const auto hours = quantity<units::Time>({0, 8760, "h"});
  static const FieldTable<Downtime> table{
      value("opportunity", &Downtime::opportunity, per_hour,
            "what an hour of standing still costs the business"),
      value("labour", &Downtime::labour, per_hour,
            "the driver's wage while charging or refuelling"),
      value("planned", &Downtime::planned, hours, "hours of planned workshop visits in a year"),
      value("unplanned_by_age", &Downtime::unplanned_by_age,
            by_age(quantity<units::TimePerDistance>({0, 1000, "h/1000 km"})),
            "hours of unplanned workshop visits by distance, in each year of age"),
      value("tyre_change", &Downtime::tyre_change, hours, "hours that a set of new tyres takes"),
      value("tyre_life", &Downtime::tyre_life, quantity<units::Length>({1000, 1e6, "km"}),
            "distance that a set of tyres lasts"),
      value("refuelling_by_age", &Downtime::refuelling_by_age, by_age(hours),
            "hours of charging or refuelling in working time, in each year of age"),
  };
  return table;
}

template <>
const FieldTable<Business>& fields() {
  static const FieldTable<Business> table{
      value("vat_reclaimed", &Business::vat_reclaimed, quantity<double>({0, 1, {}}),
            "share of the purchase's value-added tax that comes back"),
      value("tax_rate", &Business::tax_rate, quantity<double>({0, 0.9, {}}),
            "tax on profit, which the write-off saves"),
      value("write_off", &Business::write_off, quantity<units::Time>({1, 40, "yr"}),
            "years over which the purchase is written off in equal parts"),
      value("demand_charge_per_kw", &Business::demand_charge_per_kw,
            quantity<units::TimePrice>({0, 1e6, "month"}),
            "price of one kilowatt of the connection that the trucks share"),
      value("demand", &Business::demand, quantity<units::Power>({0, 2000, "kW"}),
            "this truck's part of the connection's highest load"),
  };
  return table;
}

template <>
const FieldTable<SecondLife>& fields() {
  static const FieldTable<SecondLife> table{
      value("years", &SecondLife::years, whole_number(1, 30), "years with the second owner",
            Need::required),
      value("distance", &SecondLife::distance,
            quantity<units::Mileage>({100, 500000, "km/yr"}, units::Kind::mileage),
            "distance in a year; the first owner's if absent"),
  };
  return table;
}

template <>
const FieldTable<BatteryLife>& fields() {
  static const FieldTable<BatteryLife> table{
      value("law", &BatteryLife::law,
            one_of<Ageing>({{"automatic", Ageing::automatic},
                            {"lfp", Ageing::lfp},
                            {"nmc811", Ageing::nmc811},
                            {"linear", Ageing::linear},
                            {"none", Ageing::none}}),
            "how the battery ages; automatic: by its chemistry"),
      value("fade", &BatteryLife::fade, quantity<units::Rate>({0, 20, "%/yr"}),
            "share of the energy when new that the linear law takes each year"),
      value("replace_below", &BatteryLife::replace_below, quantity<double>({0, 0.99, {}}),
            "a pack below this share of its energy is replaced; 0: never"),
  };
  return table;
}

template <>
const FieldTable<Parity>& fields() {
  static const FieldTable<Parity> table{
      plain("solve", &Parity::solve,
            list_of(one_of<ParityKey>({{"distance", ParityKey::distance},
                                       {"petrol", ParityKey::petrol},
                                       {"diesel", ParityKey::diesel},
                                       {"electricity", ParityKey::electricity},
                                       {"pack_price", ParityKey::pack_price},
                                       {"price", ParityKey::price},
                                       {"incentive", ParityKey::incentive}}),
                    "a list of \"distance\", \"petrol\", \"diesel\", \"electricity\", "
                    "\"pack_price\", \"price\" and \"incentive\""),
            "for what the parity of each truck with the baseline is solved", Need::required),
      value("from", &Parity::from, whole_number(2000, 2100),
            "first purchase year in which the trucks are compared under the dated price paths"),
      value("to", &Parity::to, whole_number(2000, 2100), "last such year"),
  };
  return table;
}

template <>
const FieldTable<CostSettings>& fields() {
  static const FieldTable<CostSettings> table{
      value("discount_rate", &CostSettings::discount_rate, interest_rate({-5, 50, "%/yr"}),
            "discount rate, real unless it says nominal; the market's if absent"),
      value("inflation", &CostSettings::inflation, interest_rate({-5, 100, "%/yr"}),
            "growth of all prices; the market's if absent"),
      value("money", &CostSettings::money,
            one_of<MoneyBasis>({{"real", MoneyBasis::real}, {"nominal", MoneyBasis::nominal}}),
            "in which money sums and costs per distance are told: of the purchase year, or of each "
            "year"),
      value("purchase_year", &CostSettings::purchase_year, whole_number(2000, 2100),
            "calendar year of the purchase, for dated price paths; the market file's if absent"),
      value(
          "timing", &CostSettings::timing,
          one_of<Timing>({{"start", Timing::start}, {"mid", Timing::middle}, {"end", Timing::end}}),
          "when in a year its costs are counted"),
      value("resale", &CostSettings::resale,
            one_of<ResaleMethod>({{"retention", ResaleMethod::retention},
                                  {"by_age", ResaleMethod::by_age},
                                  {"battery_health", ResaleMethod::battery_health},
                                  {"end_of_life", ResaleMethod::end_of_life}}),
            "what a used truck is worth: a share each year, a table, a share that follows the "
            "battery's health, or the worth of its pack and metal"),
      value("resale_timing", &CostSettings::resale_timing,
            one_of<ResaleTiming>(
                {{"end", ResaleTiming::end}, {"with_costs", ResaleTiming::with_costs}}),
            "the truck is sold on the last day, or discounted like the costs of the last year"),
      value(
          "insurance", &CostSettings::insurance,
          one_of<InsuranceBase>({{"value", InsuranceBase::value}, {"price", InsuranceBase::price}}),
          "the sum insured: what the truck is worth each year, or its value when new"),
      value("maintenance", &CostSettings::maintenance,
            one_of<UpkeepMethod>({{"flat", UpkeepMethod::flat},
                                  {"by_age", UpkeepMethod::by_age},
                                  {"growing", UpkeepMethod::growing},
                                  {"events", UpkeepMethod::events}}),
            "maintenance: per distance, the same for all ages, by a table or in proportion to the "
            "odometer; or by jobs that come back every so many kilometres"),
      value("repair", &CostSettings::repair,
            one_of<UpkeepMethod>({{"flat", UpkeepMethod::flat},
                                  {"by_age", UpkeepMethod::by_age},
                                  {"growing", UpkeepMethod::growing}}),
            "repairs per distance: the same for all ages, by a table, or by EPA's law of the "
            "truck's price and age"),
      value("duties", &CostSettings::duties, yes_or_no(), "duties on imports count"),
      plain("state", &CostSettings::state, any_text(),
            "state whose fee on electric trucks counts, as market.ownership.ev_fee_by_state names "
            "it"),
      value("carbon_price", &CostSettings::carbon_price, quantity<units::MassPrice>({0, 1e6, "t"}),
            "price of greenhouse gases, as CO2 equivalent; none if absent"),
      value("value_of_time", &CostSettings::value_of_time,
            quantity<units::TimePrice>({0, 1e6, "h"}),
            "what an hour at a charger on the road is worth; nothing if absent"),
      value("extra_trips", &CostSettings::extra_trips, yes_or_no(),
            "a payload beyond what the truck may carry goes in more trips"),
      value("towing_maintenance", &CostSettings::towing_maintenance, quantity<double>({1, 10, {}}),
            "maintenance per distance with a trailer, relative to without"),
      value("payload_maintenance", &CostSettings::payload_maintenance,
            quantity<double>({1, 10, {}}),
            "maintenance per distance with the payload, relative to without"),
      value("payload_penalty", &CostSettings::payload_penalty, quantity<double>({1, 10, {}}),
            "trucks that the work of one takes whose payload no pack cuts, the same for all of a "
            "run: the whole sum, resale too, times this"),
      section("battery", &CostSettings::battery, "ageing and replacement of the pack"),
      optional_section("loan", &CostSettings::loan, "a loan, shown as a second view"),
      optional_section("lease", &CostSettings::lease, "a lease, shown as a second view"),
      optional_section("downtime", &CostSettings::downtime,
                       "hours in which the truck stands still"),
      optional_section("business", &CostSettings::business, "taxes and charges of a business"),
      optional_section("second_life", &CostSettings::second_life, "a second owner"),
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
      raw("log", &Sweep::log, "a whole number, 2 or more",
          "number of values from `from` to `to` by equal ratios, in place of step"),
      plain("scale", &Sweep::scale,
            one_of<SweepScale>({{"none", SweepScale::none},
                                {"pack", SweepScale::pack},
                                {"truck", SweepScale::truck}}),
            "pack: mass and price of the truck follow the battery's energy; truck: so do its "
            "structure and its motors"),
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
      plain("market_facts", &ReportSettings::market_facts, any_text(),
            "a file of scenarios/facts: what is reported of the markets that the trucks are sold "
            "in or come from"),
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
      optional_section("parity", &Scenario::parity, "where two trucks cost the same"),
      section("inputs", &Scenario::inputs, "inputs that monte_carlo and sensitivity draw"),
      optional_section("monte_carlo", &Scenario::monte_carlo, "many draws of uncertain inputs"),
      optional_section("sensitivity", &Scenario::sensitivity, "which inputs matter"),
      list_of_sections("require", &Scenario::required,
                       "bounds on columns of results that a sweep's answer must keep to"),
      optional_section("optimise", &Scenario::optimise, "a search for the best truck"),
      section("report", &Scenario::report, "what is written"),
  };
  return table;
}

}  // namespace evpickup::spec
