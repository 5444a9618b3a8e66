// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/towing.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/road_load.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/estimates.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

model::Vehicle shipped(const std::string& key) {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  auto truck = catalog.vehicle(key);
  model::estimate_missing(truck);
  return truck;
}

constexpr energy::TrailerForm form{units::square_metres(2.0), 0.010};

}  // namespace

TEST_CASE("the start on 12 % ends where wheel force equals weight and rolling resistance") {
  const auto truck = shipped("radar_rd6:kwh86");
  const auto limits = energy::towing_limits(truck, form);
  const double force = energy::peak_wheel_force(truck).value();
  const double cosine = 1.0 / std::sqrt(1.0 + 0.12 * 0.12);
  const double warm = 1.0 - energy::rolling_per_kelvin * 13.0;
  const double trailer = units::in_kilograms(limits.launch);
  const double on_truck = units::in_kilograms(*truck.body.curb_mass) +
                          units::in_kilograms(energy::tow_crew) + 0.1 * trailer;
  const double needed =
      9.80665 * cosine *
      ((on_truck + 0.9 * trailer) * 0.12 +
       warm * (on_truck * *truck.body.rolling_resistance + 0.9 * trailer * 0.010));
  CHECK(needed == Approx(force).epsilon(1e-3));
}

TEST_CASE("more torque pulls more up the ramp, more power more up Davis Dam") {
  const auto truck = shipped("radar_rd6:kwh86");
  const auto base = energy::towing_limits(truck, form);
  auto weak = truck;
  weak.powertrain.torque = model::Sourced<units::Torque>(units::newton_metres(284.0));
  CHECK(energy::towing_limits(weak, form).launch < base.launch);
  weak = truck;
  weak.powertrain.power = model::Sourced<units::Power>(units::kilowatts(60.0));
  const auto slow = energy::towing_limits(weak, form);
  CHECK(slow.climb < base.climb);
  // At its limit the climb takes all of the wheel power.
  CHECK(energy::climbing_power(weak, form, slow.climb).value() ==
        Approx(energy::peak_wheel_power(weak).value()).epsilon(1e-3));
}

TEST_CASE("the hitch load and two people stay within the payload, if that is known") {
  auto truck = shipped("radar_rd6:kwh86");
  truck.claims.payload = model::Sourced<units::Mass>(units::kilograms(450.0));
  CHECK(units::in_kilograms(*energy::towing_limits(truck, form).hitch) ==
        Approx(10.0 * (450.0 - 300.0 * units::kilograms_per_pound)));
  truck.claims.payload = model::Sourced<units::Mass>(units::kilograms(100.0));
  CHECK(units::in_kilograms(energy::towing_limits(truck, form).least()) == 0.0);
  truck.claims.payload = {};
  CHECK_FALSE(energy::towing_limits(truck, form).hitch.has_value());
}
