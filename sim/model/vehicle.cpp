// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/vehicle.hpp"

#include "evpickup/units/kinds.hpp"

namespace evpickup::model {

const std::vector<std::string>& rating_procedures() {
  static const std::vector<std::string> procedures{"epa", "wltp", "cltc", "nedc", "korea"};
  return procedures;
}

std::optional<units::Mass> gross_less_curb(const Vehicle& vehicle) {
  if (!vehicle.body.gross_mass.has_value()) return std::nullopt;
  return *vehicle.body.gross_mass - *vehicle.body.curb_mass;
}

std::optional<units::Mass> payload(const Vehicle& vehicle) {
  if (vehicle.claims.payload.has_value()) return *vehicle.claims.payload;
  return gross_less_curb(vehicle);
}

std::string_view name(TyreClass tyre_class) {
  switch (tyre_class) {
  case TyreClass::road:
    return "road";
  case TyreClass::sport:
    return "sport";
  case TyreClass::all_terrain:
    return "all_terrain";
  case TyreClass::mud_terrain:
    return "mud_terrain";
  }
  return "";
}

std::string_view name(Chemistry chemistry) {
  switch (chemistry) {
  case Chemistry::nmc:
    return "nmc";
  case Chemistry::lfp:
    return "lfp";
  case Chemistry::nca:
    return "nca";
  case Chemistry::ncma:
    return "ncma";
  }
  return "";
}

std::string_view name(Drive drive) {
  switch (drive) {
  case Drive::rear:
    return "rwd";
  case Drive::front:
    return "fwd";
  case Drive::all:
    return "awd";
  }
  return "";
}

std::string_view name(Status status) {
  switch (status) {
  case Status::on_sale:
    return "on_sale";
  case Status::discontinued:
    return "discontinued";
  case Status::announced:
    return "announced";
  case Status::cancelled:
    return "cancelled";
  }
  return "";
}

std::string_view name(Convention convention) {
  switch (convention) {
  case Convention::evpickup:
    return "evpickup";
  case Convention::fastsim2:
    return "fastsim2";
  }
  return "";
}

std::string_view name(PowertrainKind kind) {
  switch (kind) {
  case PowertrainKind::bev:
    return "bev";
  case PowertrainKind::ice:
    return "ice";
  case PowertrainKind::hev:
    return "hev";
  case PowertrainKind::phev:
    return "phev";
  case PowertrainKind::erev:
    return "erev";
  case PowertrainKind::measured:
    return "measured";
  }
  return "";
}

}  // namespace evpickup::model

namespace evpickup::spec {

using namespace model;

template <>
const FieldTable<Availability>& fields() {
  static const FieldTable<Availability> table{
      value("status", &Availability::status,
            one_of<Status>({{"on_sale", Status::on_sale},
                            {"discontinued", Status::discontinued},
                            {"announced", Status::announced},
                            {"cancelled", Status::cancelled}}),
            "whether the truck can be bought; announced and cancelled ones run only on request"),
      value("model_year", &Availability::model_year, whole_number(2000, 2040), "model year"),
      value("sold_in", &Availability::sold_in, text_list(), "countries where it is sold"),
      plain("remark", &Availability::remark, any_text(), "a sentence for the reader"),
  };
  return table;
}

template <>
const FieldTable<Body>& fields() {
  static const FieldTable<Body> table{
      value("curb_mass", &Body::curb_mass, quantity<units::Mass>({500, 6000, "kg"}),
            "mass in running order without people and load"),
      value("gross_mass", &Body::gross_mass, quantity<units::Mass>({1000, 9000, "kg"}),
            "gross vehicle mass rating (GVWR)"),
      value("length", &Body::length, quantity<units::Length>({3000, 8000, "mm"}), "overall length"),
      value("width", &Body::width, quantity<units::Length>({1400, 2600, "mm"}),
            "overall width without mirrors"),
      value("height", &Body::height, quantity<units::Length>({1300, 2800, "mm"}), "overall height"),
      value("wheelbase", &Body::wheelbase, quantity<units::Length>({2000, 5000, "mm"}),
            "distance between the axles"),
      value("drag_coefficient", &Body::drag_coefficient, quantity<double>({0.15, 1.2, {}}),
            "aerodynamic drag coefficient Cd"),
      value("frontal_area", &Body::frontal_area, quantity<units::Area>({1.2, 6.0, "m^2"}),
            "frontal area A"),
      value("tyre_class", &Body::tyre_class,
            one_of<TyreClass>({{"road", TyreClass::road},
                               {"sport", TyreClass::sport},
                               {"all_terrain", TyreClass::all_terrain},
                               {"mud_terrain", TyreClass::mud_terrain}}),
            "kind of tyre; decides the rolling resistance where that is not given"),
      value("tyre_size", &Body::tyre_size, any_text(), "tyre size as printed, such as 275/65R18"),
      value("tyre_radius", &Body::tyre_radius, quantity<units::Length>({0.25, 0.6, "m"}),
            "loaded rolling radius"),
      value("rolling_resistance", &Body::rolling_resistance, quantity<double>({0.003, 0.03, {}}),
            "rolling resistance coefficient at 25 degC, bearing and gear drag included"),
      value("road_load_a", &Body::road_load_a, quantity<units::Force>({0, 200, "lbf"}),
            "certified coastdown coefficient A"),
      value("road_load_b", &Body::road_load_b, quantity<units::ForcePerSpeed>({-3, 5, "lbf/mph"}),
            "certified coastdown coefficient B"),
      value("road_load_c", &Body::road_load_c,
            quantity<units::ForcePerSpeedSquared>({0.001, 0.15, "lbf/mph^2"}),
            "certified coastdown coefficient C"),
      value("road_load_mass", &Body::road_load_mass, quantity<units::Mass>({700, 7000, "kg"}),
            "test mass of the coastdown (equivalent test weight)"),
      value("rear_axle_share", &Body::rear_axle_share, quantity<double>({0.3, 0.7, {}}),
            "share of the unladen weight on the rear axle"),
      value("centre_of_gravity", &Body::centre_of_gravity, quantity<units::Length>({0.3, 1.2, "m"}),
            "height of the centre of gravity"),
  };
  return table;
}

template <>
const FieldTable<Battery>& fields() {
  static const FieldTable<Battery> table{
      value("energy_gross", &Battery::energy_gross, quantity<units::Energy>({0.3, 400, "kWh"}),
            "energy of the whole pack"),
      value("energy_usable", &Battery::energy_usable, quantity<units::Energy>({0.3, 400, "kWh"}),
            "energy between full and empty as the driver sees it"),
      value("energy_nominal", &Battery::energy_nominal, quantity<units::Energy>({0.3, 400, "kWh"}),
            "energy as printed by a source that does not say gross or usable"),
      value("chemistry", &Battery::chemistry,
            one_of<Chemistry>({{"nmc", Chemistry::nmc},
                               {"lfp", Chemistry::lfp},
                               {"nca", Chemistry::nca},
                               {"ncma", Chemistry::ncma}}),
            "cathode chemistry"),
      value("voltage", &Battery::voltage, quantity<units::Voltage>({40, 1000, "V"}),
            "nominal pack voltage"),
      value("mass", &Battery::mass, quantity<units::Mass>({5, 2500, "kg"}), "mass of the pack"),
      // As much as the rule of a hybrid's pack gives at 1000 V: 0.08 s x V^2 / 37 kW, and range.
      value("resistance", &Battery::resistance, quantity<units::Resistance>({0.001, 5, "ohm"}),
            "internal resistance of the pack at 25 degC and half charge"),
      value("discharge_power", &Battery::discharge_power, quantity<units::Power>({5, 10000, "kW"}),
            "largest power out of the pack"),
      value("charge_power", &Battery::charge_power, quantity<units::Power>({5, 10000, "kW"}),
            "largest power into the pack while braking"),
      value("warranty_years", &Battery::warranty_years, quantity<units::Time>({0, 20, "yr"}),
            "battery warranty, time"),
      value("warranty_distance", &Battery::warranty_distance,
            quantity<units::Length>({0, 1e6, "km"}), "battery warranty, distance"),
  };
  return table;
}

template <>
const FieldTable<Powertrain>& fields() {
  static const FieldTable<Powertrain> table{
      value("kind", &Powertrain::kind,
            one_of<PowertrainKind>({{"bev", PowertrainKind::bev},
                                    {"ice", PowertrainKind::ice},
                                    {"hev", PowertrainKind::hev},
                                    {"phev", PowertrainKind::phev},
                                    {"erev", PowertrainKind::erev},
                                    {"measured", PowertrainKind::measured}}),
            "bev: battery alone; ice: engine alone; hev: both, not charged from the wall; phev: "
            "both, charged; erev: motors drive, an engine makes power; measured: only consumption "
            "is known"),
      value("layout", &Powertrain::layout,
            one_of<Layout>({{"parallel", Layout::parallel},
                            {"power_split", Layout::power_split},
                            {"series", Layout::series}}),
            "how the engine's power reaches the wheels: by gears, partly or wholly by generator "
            "and motor"),
      value("drive", &Powertrain::drive,
            one_of<Drive>({{"rwd", Drive::rear}, {"fwd", Drive::front}, {"awd", Drive::all}}),
            "driven axles", Need::required),
      value("power", &Powertrain::power, quantity<units::Power>({5, 1500, "kW"}),
            "largest power of all motors together"),
      value("torque", &Powertrain::torque, quantity<units::Torque>({20, 3000, "N*m"}),
            "largest torque of all motors together, at the motor shafts"),
      value("front_power", &Powertrain::front_power, quantity<units::Power>({10, 1000, "kW"}),
            "power of the front motors"),
      value("rear_power", &Powertrain::rear_power, quantity<units::Power>({10, 1000, "kW"}),
            "power of the rear motors"),
      value("front_torque", &Powertrain::front_torque, quantity<units::Torque>({20, 2000, "N*m"}),
            "torque of the front motors"),
      value("rear_torque", &Powertrain::rear_torque, quantity<units::Torque>({20, 2000, "N*m"}),
            "torque of the rear motors"),
      value("reduction", &Powertrain::reduction, quantity<double>({3, 25, {}}),
            "motor turns for one turn of the wheel"),
      value("motor_speed_max", &Powertrain::motor_speed_max,
            quantity<units::AngularSpeed>({3000, 30000, "rpm"}), "largest motor speed"),
      value("front_disconnect", &Powertrain::front_disconnect, yes_or_no(),
            "the front motors are uncoupled while cruising"),
      value("system_power", &Powertrain::system_power, quantity<units::Power>({20, 1500, "kW"}),
            "largest power of engine and motors together"),
      value("system_torque", &Powertrain::system_torque, quantity<units::Torque>({50, 3000, "N*m"}),
            "largest torque of engine and motors together"),
  };
  return table;
}

template <>
const FieldTable<Charging>& fields() {
  static const FieldTable<Charging> table{
      value("dc_peak", &Charging::dc_peak, quantity<units::Power>({10, 1000, "kW"}),
            "largest fast-charging power"),
      value("dc_curve", &Charging::dc_curve, curve<units::Power>({0, 1, {}}, {1, 1000, "kW"}),
            "fast-charging power over the state of charge"),
      value("dc_time", &Charging::dc_time, quantity<units::Time>({3, 600, "min"}),
            "fast-charging time from dc_from to dc_to"),
      value("dc_from", &Charging::dc_from, quantity<double>({0, 0.9, {}}),
            "state of charge at the start of dc_time"),
      value("dc_to", &Charging::dc_to, quantity<double>({0.1, 1, {}}),
            "state of charge at the end of dc_time"),
      value("ac_onboard", &Charging::ac_onboard, quantity<units::Power>({1, 50, "kW"}),
            "power of the on-board charger"),
      value("ac_time", &Charging::ac_time, quantity<units::Time>({1, 60, "h"}),
            "time of a full charge at the on-board charger"),
      value("v2l", &Charging::v2l, quantity<units::Power>({0.1, 50, "kW"}),
            "power available at the bed sockets"),
  };
  return table;
}

template <>
const FieldTable<Climate>& fields() {
  static const FieldTable<Climate> table{
      value("heating", &Climate::heating,
            one_of<Heating>({{"ptc", Heating::resistive}, {"heat_pump", Heating::heat_pump}}),
            "how the cabin is heated"),
      value("auxiliary_power", &Climate::auxiliary_power, quantity<units::Power>({0, 20, "kW"}),
            "electronics, lights and pumps, in any weather"),
  };
  return table;
}

template <>
const FieldTable<Correction>& fields() {
  static const FieldTable<Correction> table{
      value("road_load", &Correction::road_load, quantity<double>({0.5, 2, {}}),
            "factor on the truck's road load; solved in anchored runs where it is estimated"),
      value("losses", &Correction::losses, quantity<double>({0.3, 3, {}}),
            "factor on drive losses and electronics; solved in anchored runs where the road load "
            "is certified"),
  };
  return table;
}

template <>
const FieldTable<Rating>& fields() {
  const auto consumption =
      quantity<units::Consumption>({5, 150, "kWh/100 km"}, units::Kind::consumption);
  const auto fuel =
      quantity<units::FuelConsumption>({1, 40, "L/100 km"}, units::Kind::fuel_consumption);
  static const FieldTable<Rating> table{
      value("range", &Rating::range, quantity<units::Length>({50, 2500, "km"}),
            "rated range; with an engine, on battery and tank together"),
      value("range_city", &Rating::range_city, quantity<units::Length>({50, 1500, "km"}),
            "rated city range"),
      value("range_highway", &Rating::range_highway, quantity<units::Length>({50, 1500, "km"}),
            "rated highway range"),
      value("range_cold", &Rating::range_cold, quantity<units::Length>({30, 1500, "km"}),
            "rated range in the cold, where the procedure has one"),
      value("consumption", &Rating::consumption, consumption, "rated consumption at the wall"),
      value("consumption_city", &Rating::consumption_city, consumption,
            "rated city consumption at the wall"),
      value("consumption_highway", &Rating::consumption_highway, consumption,
            "rated highway consumption at the wall"),
      value("fuel_combined", &Rating::fuel_combined, fuel,
            "rated fuel, charge sustained; L/100 km or mpg"),
      value("fuel_city", &Rating::fuel_city, fuel, "rated fuel in the city, charge sustained"),
      value("fuel_highway", &Rating::fuel_highway, fuel,
            "rated fuel on the highway, charge sustained"),
      value("fuel_weighted", &Rating::fuel_weighted,
            quantity<units::FuelConsumption>({0.1, 40, "L/100 km"}, units::Kind::fuel_consumption),
            "rated fuel weighted with the distance on what was charged"),
      value("electric_range", &Rating::electric_range, quantity<units::Length>({5, 600, "km"}),
            "rated range on what was charged, before the engine starts"),
      value("utility_factor", &Rating::utility_factor, quantity<double>({0, 1, {}}),
            "share of the distance that the rating counts as driven on what was charged"),
      value("estimated", &Rating::estimated, yes_or_no(),
            "the maker's own estimate or target, not a certified figure"),
  };
  return table;
}

template <>
const FieldTable<Claims>& fields() {
  static const FieldTable<Claims> table{
      value("accel_0_100", &Claims::accel_0_100, quantity<units::Time>({1.5, 60, "s"}),
            "time from 0 to 100 km/h"),
      value("accel_0_60mph", &Claims::accel_0_60mph, quantity<units::Time>({1.5, 60, "s"}),
            "time from 0 to 60 mph"),
      value("top_speed", &Claims::top_speed, quantity<units::Speed>({60, 320, "km/h"}),
            "top speed"),
      value("payload", &Claims::payload, quantity<units::Mass>({50, 3000, "kg"}), "payload"),
      value("towing", &Claims::towing, quantity<units::Mass>({100, 10000, "kg"}),
            "largest braked trailer mass"),
  };
  return table;
}

template <>
const FieldTable<PriceComponent>& fields() {
  const auto money = quantity<units::Money>({0, 1e9, {}});
  static const FieldTable<PriceComponent> table{
      value("fixed", &PriceComponent::fixed, money, "part that does not depend on size"),
      value("per_kwh", &PriceComponent::per_kwh, quantity<units::EnergyPrice>({0, 1e5, "kWh"}),
            "price by energy"),
      value("energy", &PriceComponent::energy, quantity<units::Energy>({0, 1e5, "kWh"}),
            "energy of the component, such as a pack's or a tank's"),
      value("per_kw", &PriceComponent::per_kw, money, "price of one kilowatt"),
      value("power", &PriceComponent::power, quantity<units::Power>({0, 2000, "kW"}),
            "power of the component"),
      value("markup", &PriceComponent::markup, quantity<double>({0.1, 10, {}}),
            "factor from cost to price"),
  };
  return table;
}

template <>
const FieldTable<Measured>& fields() {
  const auto fuel =
      quantity<units::FuelConsumption>({0, 500, "L/100 km"}, units::Kind::fuel_consumption);
  static const FieldTable<Measured> table{
      value("electricity", &Measured::electricity,
            quantity<units::Consumption>({0, 500, "kWh/100 km"}, units::Kind::consumption),
            "energy from the wall by distance"),
      value("petrol", &Measured::petrol, fuel, "petrol by distance"),
      value("diesel", &Measured::diesel, fuel, "diesel by distance"),
      value("hybrid", &Measured::hybrid, yes_or_no(),
            "the truck has a motor and a battery beside its engine, for cost.repair = \"growing\""),
  };
  return table;
}

template <>
const FieldTable<Price>& fields() {
  static const FieldTable<Price> table{
      value("msrp", &Price::msrp, quantity<units::Money>({100, 1e9, {}}),
            "list price in its home market"),
      value("destination", &Price::destination, quantity<units::Money>({0, 1e8, {}}),
            "delivery fee that the list price does not include"),
      named_values("abroad", &Price::abroad, quantity<units::Money>({100, 1e9, {}}),
                   "list price in another market, in which the truck is then no import"),
      named_sections("components", &Price::components,
                     "parts that a price is built of where there is no list price"),
  };
  return table;
}

template <>
const FieldTable<Vehicle>& fields() {
  static const FieldTable<Vehicle> table{
      section("availability", &Vehicle::availability, "whether and where it is sold"),
      section("body", &Vehicle::body, "mass, size, drag and tyres"),
      section("battery", &Vehicle::battery, "energy, chemistry, limits"),
      section("powertrain", &Vehicle::powertrain, "motors and driven axles"),
      section("engine", &Vehicle::engine, "engine: fuel, power, size"),
      section("transmission", &Vehicle::transmission, "gearbox between engine and wheels"),
      section("generator", &Vehicle::generator, "what makes power of the engine's work"),
      section("tank", &Vehicle::tank, "fuel tank"),
      section("operation", &Vehicle::operation, "when the engine of a charged truck runs"),
      section("charging", &Vehicle::charging, "charging power and times"),
      section("climate", &Vehicle::climate, "cabin heating"),
      section("correction", &Vehicle::correction, "factors on the physics, 1 without reason"),
      named_sections("rating", &Vehicle::rating, "rated range and consumption by procedure",
                     rating_procedures()),
      section("claims", &Vehicle::claims, "what the maker says"),
      section("price", &Vehicle::price, "list price"),
      optional_section("measured", &Vehicle::measured,
                       "consumption as measured, in place of the model's"),
      optional_section("fastsim2", &Vehicle::fastsim2, "what the convention fastsim2 needs"),
      plain("name", &Vehicle::name, any_text(), "name of the trim as shown"),
  };
  return table;
}

}  // namespace evpickup::spec
