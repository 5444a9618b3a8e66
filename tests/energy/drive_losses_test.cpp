// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/drive_losses.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

energy::DriveLosses losses_of(double kilowatts, bool front_disconnect = false) {
  model::Vehicle vehicle;
  give(vehicle.powertrain.power, units::kilowatts(kilowatts));
  give(vehicle.powertrain.front_disconnect, front_disconnect);
  return energy::drive_losses(vehicle);
}

// A truck with a certified road load and its unadjusted consumption at the wall.
struct Certified {
  std::string reference;
  double city_kwh_per_100mi;
  double highway_kwh_per_100mi;
};

// EPA, model year 2022: fuel economy guide as patched into the OMEGA model
// (github.com/USEPA/EPA_OMEGA_Model).
const Certified certified_trucks[] = {
    {"ford_f150_lightning:pro_sr", 30.95, 38.88},
    {"ford_f150_lightning:lariat_er", 30.31, 37.49},
    {"ford_f150_lightning:platinum_er", 32.32, 39.42},
    {"rivian_r1t:quad_large_2022", 32.72, 37.04},
};

// Battery energy per energy from the wall, as in the calibration.
constexpr double recharge_efficiency = 0.86;

// A truck at its test mass on the dynamometer, its cycle repeated from full to empty (the single
// cycle test of SAE J1634).
struct Certification {
  Certification(const std::string& reference, const std::string& cycle_id) {
    const model::Vehicle vehicle = truck(reference);
    const model::DriveCycle trace = cycle(cycle_id);
    energy::Conditions conditions = neutral();
    conditions.crew = *vehicle.body.road_load_mass - *vehicle.body.curb_mass;
    const energy::Case input{&vehicle, conditions};
    const auto drive = energy::drive_to_empty(energy::compile({&input, 1}, trace),
                                              energy::compile_steps(trace, 0.0), 1);
    tally = drive.tally;
  }

  // Energy per distance of one of the sums.
  [[nodiscard]] double kwh_per_100mi(const Eigen::ArrayXd& energy_j) const {
    return energy_j(0) / units::joules_per_kilowatt_hour /
           (tally.distance_m(0) / units::metres_per_mile) * 100.0;
  }

  // Efficiency n of a drive that takes `battery` for the same work at the wheels, the same both
  // ways: battery - auxiliaries = driving / n - n x braking.
  [[nodiscard]] double one_way_efficiency(double battery) const {
    const double net = battery - kwh_per_100mi(tally.base_j);
    const double driving = kwh_per_100mi(tally.traction_j);
    const double braking = kwh_per_100mi(tally.recovered_j);
    return (std::sqrt(net * net + 4.0 * driving * braking) - net) / (2.0 * braking);
  }

  energy::Tally tally{1};
};

// Calls `check(certification, published kWh/100 mi at the wall)` for each truck and cycle.
template <class Check>
void for_each_certification(const Check& check) {
  for (const auto& certified : certified_trucks) {
    CAPTURE(certified.reference);
    check(Certification{certified.reference, "epa_udds"}, certified.city_kwh_per_100mi);
    check(Certification{certified.reference, "epa_hwfet"}, certified.highway_kwh_per_100mi);
  }
}

}  // namespace

TEST_CASE("a drive of 400 kW has the calibrated losses") {
  const auto losses = losses_of(400);
  CHECK(losses.standby_w == Approx(energy::calibrated_losses.standby_w));
  CHECK(losses.speed_w_per_m_s == Approx(energy::calibrated_losses.speed_w_per_m_s));
  CHECK(losses.force_squared_w_per_n2 == Approx(energy::calibrated_losses.force_squared_w_per_n2));
  CHECK(losses.force_speed_share == energy::calibrated_losses.force_speed_share);
}

TEST_CASE("a quarter of the power halves the losses without load and doubles the copper's") {
  const auto losses = losses_of(100);
  CHECK(losses.standby_w == Approx(0.5 * energy::calibrated_losses.standby_w));
  CHECK(losses.speed_w_per_m_s == Approx(0.5 * energy::calibrated_losses.speed_w_per_m_s));
  CHECK(losses.force_squared_w_per_n2 ==
        Approx(2.0 * energy::calibrated_losses.force_squared_w_per_n2));
  CHECK(losses.force_speed_share == energy::calibrated_losses.force_speed_share);
}

TEST_CASE("front motors that uncouple spare half of standby and speed losses") {
  const auto coupled = losses_of(300);
  const auto uncoupled = losses_of(300, true);
  CHECK(uncoupled.standby_w == Approx(0.5 * coupled.standby_w));
  CHECK(uncoupled.speed_w_per_m_s == Approx(0.5 * coupled.speed_w_per_m_s));
  CHECK(uncoupled.force_squared_w_per_n2 == coupled.force_squared_w_per_n2);
}

TEST_CASE("the wheels get the motors' torque through the gear, and their power, less 3 %") {
  model::Vehicle vehicle;
  give(vehicle.powertrain.torque, units::newton_metres(400));
  give(vehicle.powertrain.reduction, 10.0);
  give(vehicle.powertrain.power, units::kilowatts(200));
  give(vehicle.body.tyre_radius, units::metres(0.4));
  CHECK(units::in_newtons(energy::peak_wheel_force(vehicle)) == Approx(9700));
  CHECK(units::in_kilowatts(energy::peak_wheel_power(vehicle)) == Approx(194));
}

TEST_CASE("certified trucks use within 2.5 % of what the EPA measured on its cycles") {
  for_each_certification([](const Certification& test, double published) {
    const double wall = test.kwh_per_100mi(test.tally.battery_j) / recharge_efficiency;
    INFO("kWh/100 mi at the wall: ", wall, " against ", published, ", error ",
         100.0 * (wall / published - 1.0), " %");
    CHECK(wall == Approx(published).epsilon(0.025));
    // Only with its last charge may a truck fall behind.
    CHECK(test.tally.missed_s(0) < 0.001 * test.tally.time_s(0));
  });
}

TEST_CASE("between battery and road certified trucks lose what the EPA measured, to 1.5 points") {
  for_each_certification([](const Certification& test, double published) {
    const double ours = test.one_way_efficiency(test.kwh_per_100mi(test.tally.battery_j));
    const double certified = test.one_way_efficiency(recharge_efficiency * published);
    INFO("one way: ", ours, " against ", certified);
    CHECK(std::abs(ours - certified) < 0.015);
    CHECK(ours > 0.84);
    CHECK(ours < 0.95);
  });
}
