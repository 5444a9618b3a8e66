// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_model.hpp"

#include <doctest/doctest.h>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;
using model::Chemistry;

namespace {

constexpr Chemistry chemistries[] = {Chemistry::nmc, Chemistry::lfp, Chemistry::nca,
                                     Chemistry::ncma};

double voltage(Chemistry chemistry, double charge) {
  return energy::normalised_voltage(energy::voltage_shape(chemistry), charge);
}

model::Battery battery_of(double volts, double ohms) {
  model::Battery battery;
  give(battery.energy_usable, units::kilowatt_hours(90));
  give(battery.chemistry, Chemistry::nmc);
  give(battery.voltage, units::volts(volts));
  give(battery.resistance, units::ohms(ohms));
  give(battery.discharge_power, units::kilowatts(300));
  give(battery.charge_power, units::kilowatts(150));
  return battery;
}

}  // namespace

TEST_CASE("a polynomial is evaluated from its lowest term up") {
  CHECK(energy::normalised_voltage({1, 2, 3, 0, 0, 4}, 0.0) == 1.0);
  CHECK(energy::normalised_voltage({1, 2, 3, 0, 0, 4}, 2.0) == 1.0 + 4.0 + 12.0 + 128.0);
}

TEST_CASE("voltage over the whole charge has a mean of one") {
  for (const auto chemistry : chemistries) {
    CAPTURE(model::name(chemistry));
    // Midpoint rule, error far below the tolerance.
    constexpr int parts = 2000;
    double sum = 0.0;
    for (int i = 0; i < parts; ++i) sum += voltage(chemistry, (i + 0.5) / parts);
    CHECK(sum / parts == Approx(1.0).epsilon(1e-6));
  }
}

TEST_CASE("voltage rises with charge") {
  for (const auto chemistry : chemistries) {
    CAPTURE(model::name(chemistry));
    for (int i = 0; i < 1000; ++i) {
      CAPTURE(i);
      REQUIRE(voltage(chemistry, (i + 1) / 1000.0) > voltage(chemistry, i / 1000.0));
    }
  }
}

TEST_CASE("the shape passes within 1.5 % of the measured cells") {
  // LG M50 at 3, 50.5 and 98 % of its charge: 2.87, 3.755 and 4.17 V; A123 at 5, 51.5 and 98 %:
  // 2.785, 3.267 and 3.350 V. Means over these windows are 3.74 and 3.23 V.
  CHECK(voltage(Chemistry::nmc, 0.0) == Approx(2.87 / 3.74).epsilon(0.04));
  CHECK(voltage(Chemistry::nmc, 0.5) == Approx(3.755 / 3.74).epsilon(0.015));
  CHECK(voltage(Chemistry::nmc, 1.0) == Approx(4.17 / 3.74).epsilon(0.015));
  CHECK(voltage(Chemistry::lfp, 0.5) == Approx(3.267 / 3.23).epsilon(0.015));
  CHECK(voltage(Chemistry::lfp, 1.0) == Approx(3.350 / 3.23).epsilon(0.015));
}

TEST_CASE("the voltage of LFP is flatter than that of nickel cells, which are alike") {
  const auto swing = [](Chemistry chemistry) {
    return voltage(chemistry, 0.9) - voltage(chemistry, 0.2);
  };
  CHECK(swing(Chemistry::lfp) < 0.5 * swing(Chemistry::nmc));
  CHECK(energy::voltage_shape(Chemistry::nca) == energy::voltage_shape(Chemistry::nmc));
  CHECK(energy::voltage_shape(Chemistry::ncma) == energy::voltage_shape(Chemistry::nmc));
}

TEST_CASE("charging voltage lies above the voltage of a full battery") {
  for (const auto chemistry : chemistries)
    CHECK(energy::charging_voltage(chemistry) > voltage(chemistry, 1.0));
}

TEST_CASE("resistance grows in the cold and not in the heat") {
  CHECK(energy::resistance_factor(units::celsius(25)) == 1.0);
  CHECK(energy::resistance_factor(units::celsius(45)) == 1.0);
  CHECK(energy::resistance_factor(units::celsius(-6.7)) == Approx(2.6).epsilon(0.02));
  for (double celsius = -40.0; celsius < 25.0; celsius += 1.0)
    CHECK(energy::resistance_factor(units::celsius(celsius)) >
          energy::resistance_factor(units::celsius(celsius + 1.0)));
}

TEST_CASE("packs of 400 V and 800 V with equal losses are equal") {
  const auto low = energy::battery_model(battery_of(400, 0.08), units::celsius(10));
  const auto high = energy::battery_model(battery_of(800, 0.32), units::celsius(10));
  CHECK(low.resistance_per_w == Approx(high.resistance_per_w));
  CHECK(low.shape == high.shape);
  CHECK(low.largest_voltage == high.largest_voltage);
}

TEST_CASE("a warm battery has its resistance and powers as given") {
  const auto warm = energy::battery_model(battery_of(400, 0.08), units::celsius(25));
  CHECK(warm.resistance_per_w == Approx(0.08 / 160e3));
  CHECK(units::in_kilowatt_hours(warm.usable) == Approx(90));
  CHECK(units::in_kilowatts(warm.discharge_limit) == Approx(300));
  CHECK(units::in_kilowatts(warm.charge_limit) == Approx(150));
}

TEST_CASE("in the cold charge power falls as resistance grows, usable energy stays") {
  const auto temperature = units::celsius(-10);
  const double factor = energy::resistance_factor(temperature);
  const auto cold = energy::battery_model(battery_of(400, 0.08), temperature);
  CHECK(factor > 2.5);
  CHECK(cold.resistance_per_w == Approx(factor * 0.08 / 160e3));
  CHECK(units::in_kilowatts(cold.charge_limit) == Approx(150 / factor));
  CHECK(units::in_kilowatts(cold.discharge_limit) == Approx(300));
  CHECK(units::in_kilowatt_hours(cold.usable) == Approx(90));
}
