// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/road_load.hpp"

#include <doctest/doctest.h>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

double density(double celsius, double altitude_m) {
  return energy::air_density(units::celsius(celsius), units::metres(altitude_m)).value();
}

constexpr double newtons_per_lbf = units::newtons_per_pound_force;
constexpr double m_per_s_per_mph = units::metres_per_mile / units::seconds_per_hour;

// The standard range Lightning, whose coastdown coefficients are 38.74 lbf, 0.335 lbf/mph and
// 0.03526 lbf/mph^2 at 6,500 lb.
constexpr double certified_a_n = 38.74 * newtons_per_lbf;
constexpr double certified_b_n_s_per_m = 0.335 * newtons_per_lbf / m_per_s_per_mph;
constexpr double certified_c_n_s2_per_m2 =
    0.03526 * newtons_per_lbf / (m_per_s_per_mph * m_per_s_per_mph);

model::Vehicle certified_truck() { return truck("ford_f150_lightning:pro_sr"); }

// Conditions in which the truck weighs `share` of its certified test mass.
energy::Conditions at_test_mass(const model::Vehicle& vehicle, double share = 1.0) {
  energy::Conditions conditions = neutral();
  conditions.crew = share * *vehicle.body.road_load_mass - *vehicle.body.curb_mass;
  return conditions;
}

// A truck of 2,000 kg without a coastdown: rolling resistance 0.008, drag area 1.2 m^2.
model::Vehicle plain_truck() {
  model::Vehicle vehicle = truck("radar_rd6:kwh86");
  give(vehicle.body.curb_mass, units::kilograms(2000));
  give(vehicle.body.rolling_resistance, 0.008);
  give(vehicle.body.drag_coefficient, 0.4);
  give(vehicle.body.frontal_area, units::square_metres(3.0));
  return vehicle;
}

}  // namespace

TEST_CASE("air has the density of the standard atmosphere") {
  // ISO 2533, temperature falling by 6.5 K per km from 15 degC at the sea.
  CHECK(density(15.0, 0) == Approx(1.2250).epsilon(1e-4));
  CHECK(density(8.5, 1000) == Approx(1.1117).epsilon(1e-4));
  CHECK(density(2.0, 2000) == Approx(1.0066).epsilon(1e-4));
  CHECK(density(-17.5, 5000) == Approx(0.7364).epsilon(1e-3));
  CHECK(density(21.5, -1000) == Approx(1.3470).epsilon(1e-4));
}

TEST_CASE("air is denser when it is colder, thinner with height") {
  CHECK(density(-20, 0) > density(20, 0));
  CHECK(density(20, 500) < density(20, 0));
  CHECK(density(-20, 0) / density(20, 0) == Approx(293.15 / 253.15));
}

TEST_CASE("a certified coastdown holds as it is at its mass, 20 degC and the sea") {
  const auto vehicle = certified_truck();
  const auto load = energy::road_load(vehicle, at_test_mass(vehicle));
  CHECK(load.rolling.value() == Approx(certified_a_n));
  CHECK(load.viscous.value() == Approx(certified_b_n_s_per_m));
  CHECK(load.aero.value() == Approx(certified_c_n_s2_per_m2));
  CHECK(units::in_kilograms(load.mass) == Approx(6500 * units::kilograms_per_pound));
}

TEST_CASE("with mass a coastdown's constant and linear parts grow, its square part does not") {
  const auto vehicle = certified_truck();
  const auto load = energy::road_load(vehicle, at_test_mass(vehicle, 1.2));
  CHECK(load.rolling.value() == Approx(1.2 * certified_a_n));
  CHECK(load.viscous.value() == Approx(1.2 * certified_b_n_s_per_m));
  CHECK(load.aero.value() == Approx(certified_c_n_s2_per_m2));
}

TEST_CASE("in thin air a coastdown's square part shrinks alone") {
  const auto vehicle = certified_truck();
  auto conditions = at_test_mass(vehicle);
  conditions.altitude = units::metres(2000);
  const auto load = energy::road_load(vehicle, conditions);
  CHECK(load.rolling.value() == Approx(certified_a_n));
  CHECK(load.viscous.value() == Approx(certified_b_n_s_per_m));
  CHECK(load.aero.value() == Approx(certified_c_n_s2_per_m2 * density(20, 2000) / density(20, 0)));
}

TEST_CASE("in the cold a coastdown grows by 0.8 % per kelvin of tyres and by the air") {
  const auto vehicle = certified_truck();
  auto conditions = at_test_mass(vehicle);
  conditions.ambient = units::celsius(-5);
  const auto load = energy::road_load(vehicle, conditions);
  CHECK(load.rolling.value() == Approx(1.2 * certified_a_n));
  CHECK(load.viscous.value() == Approx(1.2 * certified_b_n_s_per_m));
  CHECK(load.aero.value() == Approx(certified_c_n_s2_per_m2 * 293.15 / 268.15));
}

TEST_CASE("a coastdown without its test mass is not used") {
  auto vehicle = certified_truck();
  vehicle.body.road_load_mass = {};
  const auto load = energy::road_load(vehicle, neutral());
  CHECK(load.viscous.value() == 0.0);
  CHECK(load.rolling.value() != Approx(certified_a_n));
}

TEST_CASE("without a coastdown rolling resistance and drag area make the load") {
  auto conditions = neutral();
  conditions.ambient = units::celsius(25);
  conditions.crew = units::kilograms(100);
  conditions.payload = units::kilograms(400);
  const auto load = energy::road_load(plain_truck(), conditions);
  CHECK(units::in_kilograms(load.mass) == Approx(2500));
  CHECK(load.rolling.value() == Approx(0.008 * 2500 * 9.80665));
  CHECK(load.viscous.value() == 0.0);
  CHECK(load.aero.value() == Approx(0.5 * 1.2 * density(25, 0)));
  CHECK(units::in_kilograms(load.inertia) == Approx(1.03 * 2500));
}

TEST_CASE("tyres roll harder by 0.8 % per kelvin below 25 degC, easier above") {
  const auto vehicle = plain_truck();
  const auto rolling_n = [&](double celsius) {
    auto conditions = neutral();
    conditions.ambient = units::celsius(celsius);
    return energy::road_load(vehicle, conditions).rolling.value();
  };
  CHECK(rolling_n(-7) / rolling_n(25) == Approx(1.256));
  CHECK(rolling_n(-40) / rolling_n(25) == Approx(1.52));
  CHECK(rolling_n(35) / rolling_n(25) == Approx(0.92));
}

TEST_CASE("a trailer adds its weight, its rolling resistance and its drag area") {
  for (const auto& vehicle : {certified_truck(), plain_truck()}) {
    CAPTURE(vehicle.key());
    auto conditions = neutral();
    conditions.ambient = units::celsius(0);
    const auto alone = energy::road_load(vehicle, conditions);
    conditions.trailer =
        energy::TrailerLoad{units::kilograms(2000), units::square_metres(2.5), 0.012};
    const auto towing = energy::road_load(vehicle, conditions);
    CHECK((towing.mass - alone.mass).value() == Approx(2000));
    CHECK((towing.inertia - alone.inertia).value() == Approx(1.03 * 2000));
    CHECK((towing.rolling - alone.rolling).value() == Approx(1.2 * 0.012 * 2000 * 9.80665));
    CHECK((towing.aero - alone.aero).value() == Approx(0.5 * 2.5 * density(0, 0)));
    CHECK(towing.viscous.value() == alone.viscous.value());
  }
}
