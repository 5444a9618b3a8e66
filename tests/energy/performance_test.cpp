// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/performance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/road_load.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

// One driver of 80 kg.
energy::Conditions test_drive() {
  energy::Conditions conditions = neutral();
  conditions.crew = units::kilograms(80);
  return conditions;
}

double to_60mph_s(const model::Vehicle& vehicle,
                  const energy::Conditions& conditions = test_drive()) {
  return energy::performance(vehicle, conditions).accel_0_60mph.value().value();
}

double to_100_s(const model::Vehicle& vehicle,
                const energy::Conditions& conditions = test_drive()) {
  return energy::performance(vehicle, conditions).accel_0_100.value().value();
}

double force_n(const model::Vehicle& vehicle, double speed_m_per_s) {
  return energy::largest_wheel_force(vehicle, test_drive(), units::metres_per_second(speed_m_per_s))
      .value();
}

// A truck whose battery and tyres never limit it: the force is motor torque, then motor power.
model::Vehicle motor_limited() {
  model::Vehicle vehicle = truck("radar_rd6:kwh86");
  give(vehicle.powertrain.drive, model::Drive::all);
  give(vehicle.powertrain.torque, units::newton_metres(400));
  give(vehicle.powertrain.reduction, 10.0);
  give(vehicle.body.tyre_radius, units::metres(0.4));
  give(vehicle.powertrain.power, units::kilowatts(200));
  give(vehicle.battery.discharge_power, units::kilowatts(900));
  return vehicle;
}

}  // namespace

TEST_CASE("0 to 60 mph comes within 15 % of road tests") {
  // The first foot not counted. Rivian R1T quad: 3.3 s (Car and Driver, 275/65R-20 all-terrain
  // tyres, 2022) and 3.1 s (MotorTrend). F-150 Lightning Platinum: 4.0 s (Car and Driver,
  // MotorTrend, 2022).
  struct Tested {
    std::string reference;
    double quickest_s, slowest_s;
  };
  for (const auto& tested : {Tested{"rivian_r1t:quad_large_at", 3.3, 3.3},
                             Tested{"rivian_r1t:quad_large_2022", 3.1, 3.3},
                             Tested{"ford_f150_lightning:platinum_er", 4.0, 4.0}}) {
    CAPTURE(tested.reference);
    const double time_s = to_60mph_s(truck(tested.reference));
    CHECK(time_s > 0.85 * tested.quickest_s);
    CHECK(time_s < 1.15 * tested.slowest_s);
  }
}

TEST_CASE("the first foot is what a time from a stand has beyond one with rollout") {
  // Constant force: sqrt(2 x / a) on the first 0.3048 m.
  auto vehicle = motor_limited();
  give(vehicle.powertrain.power, units::kilowatts(2000));
  give(vehicle.battery.discharge_power, units::kilowatts(9000));
  const auto figures = energy::performance(vehicle, test_drive());
  const double first_foot_s =
      figures.accel_0_60mph_standing.value().value() - figures.accel_0_60mph.value().value();
  const auto load = energy::road_load(vehicle, test_drive());
  const double acceleration = (force_n(vehicle, 1.0) - load.rolling.value()) / load.inertia.value();
  CHECK(first_foot_s == Approx(std::sqrt(2.0 * 0.3048 / acceleration)).epsilon(0.01));
}

TEST_CASE("full power is torque at first, then motor power over speed") {
  const auto vehicle = motor_limited();
  CHECK(force_n(vehicle, 0) == Approx(9700));
  CHECK(force_n(vehicle, 10) == Approx(9700));
  CHECK(force_n(vehicle, 40) == Approx(194e3 / 40));
}

TEST_CASE("full power is limited by the battery, drive losses included") {
  auto vehicle = motor_limited();
  give(vehicle.battery.discharge_power, units::kilowatts(100));
  const auto losses = energy::drive_losses(vehicle);
  for (const double speed : {15.0, 30.0, 45.0}) {
    CAPTURE(speed);
    const double force = force_n(vehicle, speed);
    const double electric_w = force * speed * (1.0 + losses.force_speed_share) + losses.standby_w +
                              losses.speed_w_per_m_s * speed +
                              losses.force_squared_w_per_n2 * force * force;
    CHECK(electric_w == Approx(100e3));
  }
}

TEST_CASE("full power is limited by grip: load moves to the rear axle and off the front one") {
  auto vehicle = motor_limited();
  give(vehicle.powertrain.torque, units::newton_metres(4000));
  give(vehicle.body.curb_mass, units::kilograms(1920));
  give(vehicle.body.rear_axle_share, 0.5);
  give(vehicle.body.centre_of_gravity, units::metres(0.6));
  give(vehicle.body.wheelbase, units::metres(3.0));
  const double weight_n = 2000 * 9.80665;
  CHECK(force_n(vehicle, 0) == Approx(weight_n));
  give(vehicle.powertrain.drive, model::Drive::rear);
  CHECK(force_n(vehicle, 0) == Approx(0.5 * weight_n / 0.8));
  give(vehicle.powertrain.drive, model::Drive::front);
  CHECK(force_n(vehicle, 0) == Approx(0.5 * weight_n / 1.2));
}

TEST_CASE("at constant force the time is that of constant acceleration, less the first foot") {
  auto vehicle = motor_limited();
  give(vehicle.powertrain.power, units::kilowatts(5000));
  give(vehicle.battery.discharge_power, units::kilowatts(9000));
  give(vehicle.battery.resistance, units::ohms(1e-6));
  give(vehicle.body.drag_coefficient, 1e-9);
  give(vehicle.body.rolling_resistance, 1e-9);
  const double inertia_kg = 1.03 * (vehicle.body.curb_mass->value() + 80);
  const double acceleration = 9700 / inertia_kg;
  CHECK(to_100_s(vehicle) == Approx(100 / 3.6 / acceleration).epsilon(1e-3));
  const double to_60mph = 60 * 0.44704 / acceleration;
  CHECK(to_60mph_s(vehicle) ==
        Approx(to_60mph - std::sqrt(2 * 0.3048 / acceleration)).epsilon(2e-3));
}

TEST_CASE("mass, a trailer and a slope slow a truck down") {
  const auto vehicle = truck("radar_rd6:kwh86");
  auto loaded = test_drive();
  loaded.payload = units::kilograms(700);
  auto towing = test_drive();
  towing.trailer = energy::TrailerLoad{units::kilograms(2000), units::square_metres(2), 0.01};
  auto uphill = test_drive();
  uphill.grade = 0.05;
  auto windy = test_drive();
  windy.wind = units::metres_per_second(15);
  for (const auto& harder : {loaded, towing, uphill, windy})
    CHECK(to_100_s(vehicle, harder) > to_100_s(vehicle));

  const auto alone = energy::performance(vehicle, test_drive());
  const auto behind = energy::performance(vehicle, towing);
  CHECK(behind.start_grade < alone.start_grade);
  CHECK(behind.grade_at_90 < alone.grade_at_90);
  CHECK(behind.top_speed <= alone.top_speed);
}

TEST_CASE("a truck that does not get there has no time") {
  auto vehicle = truck("radar_rd6:kwh86");
  give(vehicle.powertrain.power, units::kilowatts(10));
  const auto slow = energy::performance(vehicle, test_drive());
  CHECK_FALSE(slow.accel_0_100.has_value());
  CHECK_FALSE(slow.accel_0_60mph.has_value());
  CHECK(slow.grade_at_90 == 0.0);
  CHECK(units::in_kilometres_per_hour(slow.top_speed) > 20);
  CHECK(units::in_kilometres_per_hour(slow.top_speed) < 90);

  auto steep = test_drive();
  steep.grade = 0.9;
  CHECK_FALSE(energy::performance(truck("radar_rd6:kwh86"), steep).accel_0_100.has_value());
}

TEST_CASE("top speed is where force and resistance meet, unless motor or maker say less") {
  auto vehicle = motor_limited();
  vehicle.claims.top_speed = {};
  give(vehicle.powertrain.motor_speed_max, units::radians_per_second(1e5));
  const auto balanced = energy::performance(vehicle, test_drive()).top_speed;
  const double speed = balanced.value();
  const auto load = energy::road_load(vehicle, test_drive());
  CHECK(force_n(vehicle, speed) ==
        Approx(load.rolling.value() + load.aero.value() * speed * speed).epsilon(1e-6));

  // 1,200 rad/s over a reduction of 10 on tyres of 0.4 m.
  give(vehicle.powertrain.motor_speed_max, units::radians_per_second(1200));
  CHECK(energy::performance(vehicle, test_drive()).top_speed.value() == Approx(48));
  give(vehicle.claims.top_speed, units::kilometres_per_hour(150));
  CHECK(units::in_kilometres_per_hour(energy::performance(vehicle, test_drive()).top_speed) ==
        Approx(150));
}

TEST_CASE("the steepest slope is the one whose pull is the force that is left") {
  auto vehicle = motor_limited();
  const double weight_n = (vehicle.body.curb_mass->value() + 80) * 9.80665;
  const auto load = energy::road_load(vehicle, test_drive());
  const auto p = energy::performance(vehicle, test_drive());
  const double start = std::sin(std::atan(p.start_grade));
  CHECK(start * weight_n == Approx(9700 - load.rolling.value()));
  const double at_90 = std::sin(std::atan(p.grade_at_90));
  CHECK(at_90 * weight_n == Approx(194e3 / 25 - load.rolling.value() - load.aero.value() * 625));
}

TEST_CASE("every shipped truck gets to 100 km/h in 2.5 to 12 s and climbs a ramp of 30 %") {
  for (const auto& vehicle : all_trucks()) {
    CAPTURE(vehicle.key());
    const auto p = energy::performance(vehicle, test_drive());
    REQUIRE(p.accel_0_100.has_value());
    CHECK(p.accel_0_100->value() > 2.5);
    CHECK(p.accel_0_100->value() < 12.0);
    CHECK(*p.accel_0_60mph < *p.accel_0_100);
    CHECK(p.start_grade > 0.3);
    CHECK(units::in_kilometres_per_hour(p.top_speed) > 130);
    CHECK(units::in_kilometres_per_hour(p.top_speed) < 300);
  }
}

TEST_CASE("no truck starts on a slope that its tyres do not hold") {
  for (const auto& vehicle : all_trucks()) {
    CAPTURE(vehicle.key());
    const auto p = energy::performance(vehicle, test_drive());
    CHECK(p.start_grade < energy::tyre_grip);
    CHECK(p.grade_at_90 < energy::tyre_grip);
  }
}

TEST_CASE("a top speed by rules alone is not known, a claim or the motors' speed makes it known") {
  auto vehicle = truck("ford_f150_lightning:pro_sr");
  vehicle.claims.top_speed = {};
  CHECK_FALSE(energy::performance(vehicle, test_drive()).top_speed_known);
  give(vehicle.claims.top_speed, units::kilometres_per_hour(180));
  CHECK(energy::performance(vehicle, test_drive()).top_speed_known);

  auto geared = truck("ford_f150_lightning:pro_sr");
  geared.claims.top_speed = {};
  give(geared.powertrain.motor_speed_max, *geared.powertrain.motor_speed_max);
  give(geared.powertrain.reduction, 9.0);
  CHECK(energy::performance(geared, test_drive()).top_speed_known);
}
