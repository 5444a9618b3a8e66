// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/consistency.hpp"

#include <doctest/doctest.h>

#include "reading.hpp"

using namespace evpickup;
using base::Severity;
using model::contains;

namespace {

// Findings about a trim, kept whether reading succeeds or not.
std::vector<base::Diagnostic> findings_of(const std::string& entries) {
  base::Diagnostics warnings;
  try {
    const auto file = model::read_vehicle_file(
        model::text_of(model::vehicle_text("[trim.one]\n" + entries)), "test", warnings);
    base::Diagnostics again;
    model::check_consistency(file.trims.front(), again);
    CHECK(again.all().size() == warnings.all().size());
  } catch (const base::InputError& error) {
    return error.diagnostics();
  }
  return warnings.all();
}

void check_one(const std::string& entries, Severity severity, const std::string& key,
               const std::string& message) {
  const auto findings = findings_of(entries);
  CAPTURE(entries);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().severity == severity);
  CHECK(findings.front().key == key);
  CHECK(findings.front().message == message);
  CHECK(findings.front().where.line > 0);
}

}  // namespace

TEST_CASE("values that agree bring no finding") {
  CHECK(findings_of("battery.energy_gross = \"100 kWh\"\nbattery.energy_usable = \"95 kWh\"\n"
                    "body.curb_mass = \"2000 kg\"\nbody.gross_mass = \"2800 kg\"\n"
                    "claims.payload = \"780 kg\"\nbattery.mass = \"600 kg\"\n"
                    "body.road_load_a = \"38.74 lbf\"\nbody.road_load_b = \"0.335 lbf/mph\"\n"
                    "body.road_load_c = \"0.03526 lbf/mph^2\"\nbody.road_load_mass = \"6500 lb\"\n"
                    "powertrain.power = \"300 kW\"\npowertrain.torque = \"600 N*m\"\n"
                    "powertrain.motor_speed_max = \"14000 rpm\"\n"
                    "powertrain.front_power = \"110 kW\"\npowertrain.rear_power = \"200 kW\"\n")
            .empty());
}

TEST_CASE("usable above gross energy is an error, equal is not") {
  check_one("battery.energy_gross = \"100 kWh\"\nbattery.energy_usable = \"100.5 kWh\"\n",
            Severity::error, "battery.energy_usable",
            "usable energy of 100.5 kWh is above the gross energy of 100 kWh, in trim one");
  CHECK(findings_of("battery.energy_gross = \"100 kWh\"\nbattery.energy_usable = \"100 kWh\"\n")
            .empty());
}

TEST_CASE("a road load that pushes the truck is an error, wherever between 0 and 130 km/h") {
  const auto load = [](const std::string& a, const std::string& b, const std::string& c) {
    return "body.road_load_a = \"" + a + " N\"\nbody.road_load_b = \"" + b +
           " N/(m/s)\"\nbody.road_load_c = \"" + c +
           " N/(m/s)^2\"\nbody.road_load_mass = \"6000 lb\"\n";
  };
  // The smallest force of 100 - 10 v + v^2 is 75 N at 5 m/s; of 20 - 10 v + v^2 it is -5 N.
  CHECK(findings_of(load("100", "-10", "1")).empty());
  check_one(
      load("20", "-10", "1"), Severity::error, "body.road_load_b",
      "the road load A + B v + C v^2 is -5 N at 18 km/h: it would push the truck, in trim one");
  // Falling all the way: the smallest force is at the top.
  CHECK(contains(findings_of(load("100", "-13", "0.1")).front().message, "at 130 km/h"));
}

TEST_CASE("payload more than a tenth off gross minus curb mass is a warning") {
  const std::string mass = "body.curb_mass = \"2000 kg\"\nbody.gross_mass = \"2800 kg\"\n";
  check_one(mass + "claims.payload = \"1000 kg\"\n", Severity::warning, "claims.payload",
            "payload of 1000 kg is 25 % above gross minus curb mass, 800 kg, in trim one");
  check_one(mass + "claims.payload = \"600 kg\"\n", Severity::warning, "claims.payload",
            "payload of 600 kg is 25 % below gross minus curb mass, 800 kg, in trim one");
  CHECK(findings_of(mass + "claims.payload = \"725 kg\"\n").empty());
  check_one(
      "body.curb_mass = \"2000 kg\"\nbody.gross_mass = \"2000 kg\"\n", Severity::warning,
      "body.gross_mass",
      "gross mass of 2000 kg leaves nothing to carry above the curb mass of 2000 kg, in trim one");
}

TEST_CASE("power above torque times motor speed is a warning") {
  const std::string motor = "powertrain.power = \"200 kW\"\npowertrain.torque = \"150 N*m\"\n";
  check_one(
      motor + "powertrain.motor_speed_max = \"10000 rpm\"\n", Severity::warning, "powertrain.power",
      "power of 200 kW is above the 157.1 kW that 150 N*m at 10000 rpm can give, in trim one");
  CHECK(findings_of(motor).empty());
  CHECK(contains(findings_of("powertrain.power = \"300 kW\"\npowertrain.torque = \"150 N*m\"\n")
                     .front()
                     .message,
                 "at 16000 rpm (assumed)"));
}

TEST_CASE("motors that do not add up to the system power within a tenth are a warning") {
  const std::string motors =
      "powertrain.front_power = \"100 kW\"\npowertrain.rear_power = \"200 kW\"\n";
  check_one(motors + "powertrain.power = \"250 kW\"\n", Severity::warning, "powertrain.power",
            "front and rear motors add up to 300 kW, the system is given as 250 kW, in trim one");
  CHECK(findings_of(motors + "powertrain.power = \"280 kW\"\n").empty());
}

TEST_CASE("a pack of more than half the truck is a warning") {
  check_one("body.curb_mass = \"2000 kg\"\nbattery.mass = \"1100 kg\"\n", Severity::warning,
            "battery.mass", "pack of 1100 kg is 55 % of the curb mass of 2000 kg, in trim one");
}

TEST_CASE("estimates are held against nothing") {
  CHECK(
      findings_of(
          "battery.energy_gross = { value = \"90 kWh\", kind = \"estimate\", rule = \"a guess\" }\n"
          "battery.energy_usable = \"95 kWh\"\n")
          .empty());
}

TEST_CASE("trims that share a faulty value share its finding") {
  base::Diagnostics warnings;
  (void)model::read_vehicle_file(
      model::text_of(model::vehicle_text("[base.body]\ncurb_mass = \"2000 kg\"\n"
                                         "[base.battery]\nmass = \"1100 kg\"\n"
                                         "[trim.one]\n[trim.two]\n[trim.light]\n"
                                         "battery.mass = \"500 kg\"\n")),
      "test", warnings);
  REQUIRE(warnings.all().size() == 1);
  CHECK(contains(warnings.all().front().message, "in trims one, two"));
}
