// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/estimates.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using spec::How;

namespace {

// A trim that says no more than it must.
model::Vehicle bare_trim(const std::string& entries = "battery.energy_nominal = \"86 kWh\"\n") {
  return model::vehicle_file_of("[trim.one]\n" + entries).trims.front();
}

model::Vehicle estimated(const std::string& entries = "battery.energy_nominal = \"86 kWh\"\n") {
  auto vehicle = bare_trim(entries);
  model::estimate_missing(vehicle);
  return vehicle;
}

// A bare trim of each kind of powertrain.
std::vector<model::Vehicle> estimated_kinds() {
  const std::string engine = "engine.fuel = \"petrol\"\nengine.power = \"200 kW\"\n";
  const std::string pack = "battery.energy_nominal = \"30 kWh\"\n";
  std::vector<model::Vehicle> kinds{estimated()};
  kinds.push_back(estimated("powertrain.kind = \"ice\"\n" + engine));
  for (const std::string kind : {"hev", "phev", "erev"})
    kinds.push_back(estimated("powertrain.kind = \"" + kind + "\"\n" + engine + pack));
  kinds.push_back(estimated("powertrain.kind = \"phev\"\nengine.fuel = \"diesel\"\n" + pack +
                            "generator.power = \"90 kW\"\n"));
  return kinds;
}

// Low end, value and high end in SI units.
template <class T>
void check_si(const spec::Sourced<T>& value, double low, double middle, double high) {
  REQUIRE(value.estimated());
  REQUIRE(value.range.has_value());
  CHECK(units::in_si(value.range->first) == Approx(low));
  CHECK(units::in_si(*value) == Approx(middle));
  CHECK(units::in_si(value.range->second) == Approx(high));
}

constexpr double kwh = units::joules_per_kilowatt_hour;

}  // namespace

TEST_CASE("every rule has a key of a vehicle, a sentence and a basis") {
  std::set<std::string> keys;
  spec::visit_keys<model::Vehicle>("", [&](const spec::KeyDoc& doc) { keys.insert(doc.path); });
  CHECK(model::estimation_rules().size() >= 30);
  for (const auto& rule : model::estimation_rules()) {
    CAPTURE(rule.key);
    CHECK(keys.contains(std::string{rule.key}));
    CHECK(rule.rule.size() > 5);
    CHECK(rule.basis.size() > 10);
  }
}

TEST_CASE("every key of a rule is filled, its origin is one of the rules for that key") {
  std::multiset<std::string> met;
  for (const auto& vehicle : estimated_kinds()) {
    const auto keys = model::estimated_keys(vehicle);
    met.insert(keys.begin(), keys.end());
    spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
      if (leaf.origin->how != How::estimated) return;
      CAPTURE(leaf.path);
      CHECK(std::ranges::any_of(model::estimation_rules(), [&](const auto& rule) {
        return rule.key == leaf.path && rule.rule == leaf.origin->rule;
      }));
    });
  }
  for (const auto& rule : model::estimation_rules()) {
    CAPTURE(rule.key);
    CHECK(met.contains(std::string{rule.key}));
  }
}

TEST_CASE("a truck is given neither battery nor gears nor engine that it does not have") {
  const auto sections = [](const model::Vehicle& vehicle) {
    std::set<std::string> met;
    for (const auto& key : model::estimated_keys(vehicle)) met.insert(key.substr(0, key.find('.')));
    return met;
  };
  const auto kinds = estimated_kinds();
  for (const char* section : {"engine", "transmission", "tank", "generator", "operation"})
    CHECK_FALSE(sections(kinds[0]).contains(section));
  for (const char* section : {"battery", "powertrain", "generator", "operation"})
    CHECK_FALSE(sections(kinds[1]).contains(section));
  CHECK(sections(kinds[1]).contains("transmission"));
  CHECK_FALSE(sections(kinds[4]).contains("transmission"));
  CHECK(sections(kinds[4]).contains("generator"));
}

TEST_CASE("every estimated number has a range around it") {
  const std::set<std::string> words{
      "battery.chemistry", "body.tyre_class",   "powertrain.front_disconnect",
      "powertrain.layout", "climate.heating",   "engine.cycle",
      "engine.aspiration", "engine.stop_start", "engine.cylinder_deactivation"};
  for (const auto& vehicle : estimated_kinds())
    spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
      if (leaf.origin->how != How::estimated) return;
      CAPTURE(leaf.path);
      CHECK(leaf.range.empty() == words.contains(leaf.path));
    });
}

TEST_CASE("what a file gives is left alone") {
  const auto vehicle =
      estimated("battery.energy_gross = { value = \"100 kWh\", source = \"press\" }\n"
                "battery.energy_usable = { value = \"90 kWh\", source = \"press\" }\n"
                "body.drag_coefficient = { value = 0.3, source = \"press\" }\n");
  CHECK(units::in_kilowatt_hours(*vehicle.battery.energy_usable) == Approx(90.0));
  CHECK(vehicle.battery.energy_usable.origin.how == How::sourced);
  CHECK(*vehicle.body.drag_coefficient == 0.3);
  const auto keys = model::estimated_keys(vehicle);
  CHECK(std::ranges::count(keys, "body.drag_coefficient") == 0);
  CHECK(std::ranges::count(keys, "body.curb_mass") == 1);
}

TEST_CASE("charging, ratings, claims and prices are never estimated") {
  for (const std::string& key : model::estimated_keys(estimated())) {
    CAPTURE(key);
    const auto section = key.substr(0, key.find('.'));
    CHECK((section == "body" || section == "battery" || section == "powertrain" ||
           section == "climate"));
  }
}

TEST_CASE("estimating twice changes nothing") {
  auto once = estimated();
  const double before = units::in_kilograms(*once.body.curb_mass);
  model::estimate_missing(once);
  CHECK(units::in_kilograms(*once.body.curb_mass) == before);
}

TEST_CASE("a battery without a size is not estimated, whatever the rated range") {
  auto vehicle = bare_trim("rating.cltc.range = { value = \"550 km\", source = \"press\" }\n");
  CHECK_THROWS_AS(model::estimate_missing(vehicle), std::logic_error);
}

TEST_CASE("usable energy comes from the gross energy, else from the printed one") {
  const auto gross = estimated("battery.energy_gross = \"100 kWh\"\n");
  check_si(gross.battery.energy_usable, 91 * kwh, 95 * kwh, 99.5 * kwh);
  const auto printed = estimated("battery.energy_nominal = \"100 kWh\"\n");
  check_si(printed.battery.energy_usable, 90 * kwh, 95 * kwh, 100 * kwh);
  const auto both =
      estimated("battery.energy_nominal = \"120 kWh\"\nbattery.energy_gross = \"100 kWh\"\n");
  CHECK(units::in_kilowatt_hours(*both.battery.energy_usable) == Approx(95.0));
}

TEST_CASE("gross energy comes from the usable one") {
  const auto vehicle = estimated("battery.energy_usable = \"95 kWh\"\n");
  check_si(vehicle.battery.energy_gross, 95 * kwh / 0.995, 100 * kwh, 95 * kwh / 0.91);
}

TEST_CASE("pack mass follows the EPA's equations by chemistry") {
  using model::Chemistry;
  const auto mass_kg = [](double energy_kwh, Chemistry chemistry) {
    return units::in_kilograms(model::pack_mass(units::kilowatt_hours(energy_kwh), chemistry));
  };
  // 5.34 kg/kWh for 143 kWh of nickel cells, 6.88 kg/kWh for 86 kWh of LFP.
  CHECK(mass_kg(143, Chemistry::nmc) / 143 == Approx(5.34).epsilon(0.002));
  CHECK(mass_kg(86, Chemistry::lfp) / 86 == Approx(6.88).epsilon(0.002));
  CHECK(mass_kg(100, Chemistry::nca) == mass_kg(100, Chemistry::ncma));
  CHECK(mass_kg(100, Chemistry::lfp) > mass_kg(100, Chemistry::nmc));
  CHECK_THROWS_AS((void)model::pack_mass(units::kilowatt_hours(0), Chemistry::nmc),
                  std::logic_error);
}

TEST_CASE("resistance is that of cells with a time constant of 160 seconds") {
  const auto vehicle =
      estimated("battery.energy_usable = \"77 kWh\"\nbattery.voltage = \"400 V\"\n");
  const double unit = 400.0 * 400.0 / (77 * kwh);
  check_si(vehicle.battery.resistance, 97 * unit, 160 * unit, 270 * unit);
}

TEST_CASE("an estimate goes with the powers of others that its rule has as factors") {
  const auto resistance = [](const model::Vehicle& vehicle) {
    return units::in_si(*vehicle.battery.resistance);
  };
  const auto moved = [](model::Vehicle vehicle, const std::string& key) {
    const auto number = spec::number_at(vehicle, key);
    REQUIRE(number);
    number->put(1.1 * number->get().si);
    vehicle.battery.resistance = {};
    model::estimate_missing(vehicle);
    return vehicle;
  };
  for (const auto& vehicle : estimated_kinds()) {
    if (!vehicle.battery.resistance.estimated()) continue;
    CAPTURE(static_cast<int>(*vehicle.powertrain.kind));
    const auto factors = model::rule_factors(vehicle, "battery.resistance");
    CHECK(factors.size() == 2);
    for (const auto& factor : factors) {
      CAPTURE(factor.of);
      CHECK(resistance(moved(vehicle, std::string(factor.of))) / resistance(vehicle) ==
            Approx(std::pow(1.1, factor.power)));
    }
  }
  CHECK(model::rule_factors(estimated(), "body.curb_mass").empty());
}

TEST_CASE("curb mass comes from the certified test mass first") {
  const std::string battery = "battery.energy_gross = \"100 kWh\"\n";
  const double lb = units::kilograms_per_pound;
  const auto heavy =
      estimated(battery + "body.road_load_mass = \"6500 lb\"\nbody.gross_mass = \"3500 kg\"\n"
                          "claims.payload = \"900 kg\"\n");
  check_si(heavy.body.curb_mass, 5950 * lb, 6200 * lb, 6450 * lb);
  const auto light = estimated(battery + "body.road_load_mass = \"4000 lb\"\n");
  check_si(light.body.curb_mass, 3575 * lb, 3700 * lb, 3825 * lb);
}

TEST_CASE("curb mass comes from gross mass and payload second") {
  const auto vehicle =
      estimated("battery.energy_gross = \"100 kWh\"\nbody.gross_mass = \"3500 kg\"\n"
                "claims.payload = \"900 kg\"\n");
  check_si(vehicle.body.curb_mass, 0.95 * 2600, 2600, 1.05 * 2600);
}

TEST_CASE("curb mass comes from bulk and pack third, more for two driven axles") {
  const std::string size = "battery.energy_gross = \"100 kWh\"\nbattery.mass = \"600 kg\"\n"
                           "body.length = \"5 m\"\nbody.width = \"2 m\"\nbody.height = \"1.8 m\"\n";
  const auto one = estimated(size);
  check_si(one.body.curb_mass, 0.90 * 2256, 92 * 18 + 600, 1.10 * 2256);
  const auto two = estimated(size + "powertrain.drive = \"awd\"\n");
  check_si(two.body.curb_mass, 0.88 * 2508, 106 * 18 + 600, 1.12 * 2508);
}

TEST_CASE("rolling resistance goes by the class of the tyre") {
  const std::string battery = "battery.energy_gross = \"100 kWh\"\n";
  check_si(estimated(battery).body.rolling_resistance, 0.0057, 0.0067, 0.0085);
  check_si(estimated(battery + "body.tyre_class = \"sport\"\n").body.rolling_resistance, 0.0067,
           0.0079, 0.0092);
  check_si(estimated(battery + "body.tyre_class = \"all_terrain\"\n").body.rolling_resistance,
           0.0085, 0.0099, 0.0115);
  check_si(estimated(battery + "body.tyre_class = \"mud_terrain\"\n").body.rolling_resistance,
           0.0099, 0.0103, 0.0124);
}

TEST_CASE("tyre radius is read from sizes as printed") {
  const auto metres = [](std::string_view size) {
    const auto radius = model::tyre_radius(size);
    return radius ? units::in_metres(*radius) : 0.0;
  };
  CHECK(metres("275/65R18") == Approx(0.275 * 0.65 + 9 * 0.0254));
  CHECK(metres("LT275/65R18 116T") == metres("275/65R18"));
  CHECK(metres("275/50 ZR 22") == Approx(0.275 * 0.50 + 11 * 0.0254));
  CHECK(metres("35x12.50R20") == Approx(17.5 * 0.0254));
  CHECK(metres("35 in on 18 in wheels") == Approx(17.5 * 0.0254));
  CHECK(metres("20 in") == 0.0);
  CHECK(metres("24 in wheels") == 0.0);
  CHECK(metres("") == 0.0);
}

TEST_CASE("loaded tyre radius follows the size, and has a default by mass without one") {
  const std::string battery = "battery.energy_gross = \"100 kWh\"\nbody.curb_mass = \"2600 kg\"\n";
  const double unloaded = 0.275 * 0.65 + 9 * 0.0254;
  check_si(estimated(battery + "body.tyre_size = \"275/65R18\"\n").body.tyre_radius,
           0.95 * unloaded, 0.97 * unloaded, 0.99 * unloaded);
  check_si(estimated(battery + "body.tyre_size = \"24 in\"\n").body.tyre_radius, 0.35, 0.38, 0.42);
  const std::string heavy = "battery.energy_gross = \"200 kWh\"\nbody.curb_mass = \"2800 kg\"\n";
  check_si(estimated(heavy).body.tyre_radius, 0.40, 0.42, 0.44);
}

TEST_CASE("power is the sum over the driven axles, else it goes by mass") {
  const std::string given = "battery.energy_gross = \"100 kWh\"\nbody.curb_mass = \"2000 kg\"\n";
  const std::string motors =
      "powertrain.front_power = \"100 kW\"\npowertrain.rear_power = \"200 kW\"\n";
  check_si(estimated(given + motors + "powertrain.drive = \"awd\"\n").powertrain.power, 270e3,
           300e3, 300e3);
  check_si(estimated(given + motors).powertrain.power, 180e3, 200e3, 200e3);
  check_si(estimated(given + "powertrain.front_power = \"100 kW\"\n").powertrain.power, 120e3,
           220e3, 380e3);
}

TEST_CASE("torque is the sum over the driven axles, else it goes by power") {
  const std::string given = "battery.energy_gross = \"100 kWh\"\npowertrain.power = \"200 kW\"\n";
  check_si(estimated(given + "powertrain.rear_torque = \"384 N*m\"\n").powertrain.torque, 0.9 * 384,
           384, 384);
  check_si(estimated(given).powertrain.torque, 350, 410, 620);
}

TEST_CASE("the reduction fits motor speed and claimed top speed, within gears in use") {
  const auto reduction = [](const std::string& more) {
    return estimated("battery.energy_gross = \"100 kWh\"\nbody.tyre_radius = \"0.4 m\"\n"
                     "powertrain.motor_speed_max = \"16000 rpm\"\n" +
                     more)
        .powertrain.reduction;
  };
  const double motor_rad_per_s = 16000 * 3.14159265358979 / 30;
  const double ratio = motor_rad_per_s * 0.4 / (200 / 3.6);
  check_si(reduction("claims.top_speed = \"200 km/h\"\n"), 0.85 * ratio, ratio, 1.15 * ratio);
  CHECK(*reduction("claims.top_speed = \"120 km/h\"\n") == 13.0);
  CHECK(*reduction("claims.top_speed = \"310 km/h\"\n") == 8.0);
  check_si(reduction(""), 8.5, 10, 12);
}

TEST_CASE("motor speed is what the claimed top speed needs where the reduction is given") {
  const auto vehicle =
      estimated("battery.energy_gross = \"100 kWh\"\nbody.tyre_radius = \"0.4 m\"\n"
                "powertrain.reduction = 12\nclaims.top_speed = \"180 km/h\"\n");
  check_si(vehicle.powertrain.motor_speed_max, 1500, 1500, 1950);
  CHECK(*vehicle.powertrain.reduction == 12.0);
}

TEST_CASE("battery power follows the power of the motors") {
  const auto vehicle =
      estimated("battery.energy_gross = \"100 kWh\"\npowertrain.power = \"180 kW\"\n");
  check_si(vehicle.battery.discharge_power, 180e3 / 0.95, 200e3, 180e3 / 0.85);
  check_si(vehicle.battery.charge_power, 80e3, 120e3, 160e3);
}

TEST_CASE("frontal area is a share of width times height") {
  const auto vehicle = estimated(
      "battery.energy_gross = \"100 kWh\"\nbody.width = \"2 m\"\nbody.height = \"1.8 m\"\n");
  check_si(vehicle.body.frontal_area, 0.82 * 3.6, 0.86 * 3.6, 0.90 * 3.6);
}

TEST_CASE("published masses lie within the range of the rule for mass") {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  int compared = 0;
  for (const auto& entry : catalog.vehicles()) {
    for (const auto& published : catalog.vehicle_file(entry.id).trims) {
      if (!published.body.curb_mass.has_value() || published.body.curb_mass.estimated()) continue;
      if (!published.has_motor() || !model::has_sizes(published)) continue;

      // The same truck as if nobody had weighed it.
      model::Vehicle vehicle = published;
      vehicle.body.curb_mass = {};
      vehicle.body.road_load_mass = {};
      vehicle.body.gross_mass = {};
      vehicle.battery.mass = {};
      model::estimate_missing(vehicle);
      CAPTURE(vehicle.key());
      CHECK(*published.body.curb_mass >= vehicle.body.curb_mass.range->first);
      CHECK(*published.body.curb_mass <= vehicle.body.curb_mass.range->second);
      ++compared;
    }
  }
  CHECK(compared >= 10);
}
