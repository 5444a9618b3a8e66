// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_trace.hpp"

#include <doctest/doctest.h>

#include "engine_trucks.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

struct Traced {
  energy::EngineTrace trace;
  energy::EngineTally steps, whole;
  double drained_j = 0.0, whole_drained_j = 0.0;
};

// One cycle step by step, and the same in one go.
Traced traced(const model::Vehicle& truck, double drained, const energy::Conditions& conditions) {
  const auto cycle = trucks::cycle("epa_udds");
  const energy::Case one{&truck, conditions};
  const auto lanes = energy::compile_engines({&one, 1}, cycle);
  const auto steps = energy::compile_steps(cycle, conditions.grade);
  const Eigen::Index padded = lanes.lanes.padded;
  Traced result{{}, energy::EngineTally(padded), energy::EngineTally(padded)};
  energy::EngineState state(padded);
  state.common.drained_j = drained * lanes.lanes.usable_j;
  energy::EngineState whole = state;
  result.trace = energy::trace_engines(lanes, steps, state, result.steps);
  energy::drive_engines(lanes, steps, 1, energy::EngineEnd::cycle, whole, result.whole, 1);
  result.drained_j = state.common.drained_j(0);
  result.whole_drained_j = whole.common.drained_j(0);
  return result;
}

}  // namespace

TEST_CASE("step by step a truck with an engine comes to the same sums as in one go") {
  for (const auto& truck : trucks::engine_trucks()) {
    for (const double drained : {0.1, 0.85}) {
      CAPTURE(truck.trim);
      CAPTURE(drained);
      auto t = traced(truck, drained, {});
      CHECK(t.drained_j == Approx(t.whole_drained_j).epsilon(1e-9));
      const auto steps = t.steps.all();
      const auto whole = t.whole.all();
      const double scale = t.whole.fuel_j(0) + std::abs(t.whole.common.battery_j(0)) + 1.0;
      for (std::size_t k = 0; k < steps.size(); ++k) {
        CAPTURE(k);
        CHECK(std::abs((*steps[k])(0) - (*whole[k])(0)) <= 1e-9 * scale);
      }
    }
  }
}

TEST_CASE("in every step battery and fuel give what wheels, losses and loads take") {
  for (const auto& truck : trucks::engine_trucks()) {
    CAPTURE(truck.trim);
    const auto t = traced(truck, 0.85, {});
    REQUIRE(t.trace.common.size() == t.trace.engine.size());
    for (std::size_t k = 0; k < t.trace.common.size(); ++k) {
      const auto& c = t.trace.common[k];
      const auto& e = t.trace.engine[k];
      const double taken_w = c.wheel_power_w + c.brake_power_w + c.drive_loss_w +
                             c.auxiliary_power_w + c.resistance_loss_w + e.engine_loss_w +
                             e.gearbox_loss_w + e.generator_loss_w;
      CHECK(c.battery_power_w + e.fuel_power_w == Approx(taken_w).epsilon(1e-6).scale(1e5));
    }
  }
}

TEST_CASE("an engine that runs burns, and one that rests burns nothing but its warm-up") {
  const auto truck = trucks::engine_truck("powerboost_2wd");
  energy::Conditions warm;
  warm.warm_up_share = 0.0;
  const auto t = traced(truck, 0.5, warm);
  bool runs = false;
  bool rests = false;
  for (const auto& step : t.trace.engine) {
    runs = runs || step.running > 0.0;
    rests = rests || step.running == 0.0;
    CHECK((step.running > 0.0) == (step.fuel_power_w > 0.0));
  }
  CHECK(runs);
  CHECK(rests);
}
