// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_model.hpp"

#include <doctest/doctest.h>

#include "engine_trucks.hpp"

using namespace trucks;
using doctest::Approx;

TEST_CASE("thin air weakens an engine without a turbocharger, and one with it only high up") {
  const auto natural = engine_truck("silverado_2wd");
  const auto turbo = engine_truck("f150_2wd");
  const auto at = [](const model::Vehicle& truck, double metres) {
    return energy::engine_power(truck, units::celsius(25), units::metres(metres)) /
           *truck.engine.power;
  };
  CHECK(at(natural, 0) == Approx(1.0));
  CHECK(at(natural, 2000) == Approx(0.80).epsilon(0.03));
  CHECK(at(turbo, 2000) == Approx(1.0));
  CHECK(at(turbo, 4000) < 0.95);
}

TEST_CASE("a diesel burns less for the same work, its litre holds more energy") {
  CHECK(energy::diesel_line.slope > energy::otto_line.slope);
  CHECK(energy::diesel_line.friction_pa < energy::otto_line.friction_pa);
  CHECK(energy::fuel_j_per_l(model::Fuel::diesel) > energy::fuel_j_per_l(model::Fuel::petrol));
  CHECK(energy::petrol_j_per_l == Approx(32.06e6).epsilon(1e-3));
}

TEST_CASE("a colder or a larger engine takes more fuel to warm up, a warm one none") {
  const auto small = engine_truck("f150_2wd");
  const auto large = engine_truck("silverado_2wd");
  CHECK(energy::engine_warm_up(small, units::celsius(-7)) >
        energy::engine_warm_up(small, units::celsius(23)));
  CHECK(energy::engine_warm_up(large, units::celsius(23)) >
        energy::engine_warm_up(small, units::celsius(23)));
  CHECK(energy::engine_warm_up(small, units::celsius(95)) == units::joules(0));
}

TEST_CASE("hold mode keeps its charge where it is on, else the charge at which the engine starts") {
  auto truck = engine_truck("ram");
  CHECK(energy::kept_charge(truck, true) == *truck.operation.sustain_charge);
  give(truck.operation.hold, model::Hold::towing);
  CHECK(energy::kept_charge(truck, true) == *truck.operation.hold_charge);
  CHECK(energy::kept_charge(truck, false) == *truck.operation.sustain_charge);
  give(truck.operation.hold, model::Hold::always);
  CHECK(energy::kept_charge(truck, false) == *truck.operation.hold_charge);
  CHECK(energy::kept_charge(engine_truck("f150_2wd"), true) == 1.0);
}
