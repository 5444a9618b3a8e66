// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <string>

#include "evpickup/energy/runs.hpp"
#include "fleet.hpp"
#include "scalar_loop.hpp"

// Times per lane. Names are read by scripts/bench.

namespace {

using namespace evpickup;
using energy::InstructionSet;
using energy::Precision;
using energy::Run;

constexpr std::size_t lanes_driven = 1024;

/// Seconds of one lane, and of one simulated second of it.
void count(benchmark::State& state, std::size_t lanes, double simulated_s) {
  const auto per = benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert;
  state.counters["lane_s"] = benchmark::Counter(static_cast<double>(lanes), per);
  state.counters["step_s"] = benchmark::Counter(static_cast<double>(lanes) * simulated_s, per);
}

template <class Work>
void measure(const std::string& name, const std::string& cycle, std::size_t lanes, bool wall,
             Work work) {
  auto* bench = benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    const auto road = bench::road(cycle, lanes);
    for (auto _ : state) benchmark::DoNotOptimize(work(road));
    count(state, lanes, road.steps.duration_s.sum());
  });
  if (wall) bench->UseRealTime();
}

void once(const std::string& name, const Run& run, std::size_t lanes = lanes_driven) {
  if (!energy::kernel_runs(run.instructions)) return;
  measure("once/" + name, "epa_udds", lanes, run.threads != 1, [run](const bench::Road& r) {
    return energy::run_once(r.lanes, r.steps, run).tally.battery_j.sum();
  });
}

/// Trucks with an engine once along UDDS from a full battery, and with the charge that they keep.
void engine(const std::string& name, const std::vector<model::PowertrainKind>& kinds, bool kept) {
  benchmark::RegisterBenchmark(("engine/" + name).c_str(), [=](benchmark::State& state) {
    const auto road = bench::engine_road("epa_udds", kinds, lanes_driven);
    for (auto _ : state) {
      energy::EngineState start(road.lanes.lanes.padded);
      energy::EngineTally tally(road.lanes.lanes.padded);
      if (kept) start.common.drained_j = road.lanes.kept_drained * road.lanes.lanes.usable_j;
      energy::drive_engines(road.lanes, road.steps, 1, energy::EngineEnd::cycle, start, tally, 1);
      benchmark::DoNotOptimize(tally.fuel_j.sum());
    }
    count(state, lanes_driven, road.steps.duration_s.sum());
  });
}

void register_engines() {
  using Kind = model::PowertrainKind;
  const std::pair<const char*, std::vector<Kind>> kinds[] = {
      {"ice", {Kind::ice}},
      {"hev", {Kind::hev}},
      {"phev", {Kind::phev}},
      {"erev", {Kind::erev}},
      {"mixed", {Kind::ice, Kind::hev, Kind::phev, Kind::erev}}};
  for (const auto& [name, which] : kinds) {
    engine(name, which, false);
    engine(std::string{name} + "_kept", which, true);
  }
}

void register_all() {
  measure("once/scalar", "epa_udds", 64, false, [](const bench::Road& r) {
    double sum = 0.0;
    for (Eigen::Index i = 0; i < r.lanes.size; ++i) sum += bench::scalar_drive(r.lanes, i, r.steps);
    return sum;
  });
  const std::pair<const char*, InstructionSet> sets[] = {{"portable", InstructionSet::portable},
                                                         {"avx2", InstructionSet::avx2},
                                                         {"avx512", InstructionSet::avx512}};
  for (const auto& [name, set] : sets) {
    once(name, {1, Precision::standard, set});
    once(std::string{name} + "_float", {1, Precision::single, set});
  }
  once("single_truck", {1}, 1);
  once("threads_1", {.threads = 1, .precision = Precision::standard}, 8 * lanes_driven);
  once("threads_2", {.threads = 2, .precision = Precision::standard}, 8 * lanes_driven);
  for (const std::string cycle : {"epa_udds", "epa_hwfet"}) {
    measure("range_to_empty/" + cycle, cycle, lanes_driven, false, [](const bench::Road& r) {
      return energy::range_to_empty(r.lanes, r.steps, 1).tally.distance_m.sum();
    });
    const std::pair<const char*, Precision> precisions[] = {{"double", Precision::standard},
                                                            {"float", Precision::single}};
    for (const auto& [name, precision] : precisions) {
      measure(std::string{"range_figures_"} + name + "/" + cycle, cycle, lanes_driven, false,
              [precision = precision](const bench::Road& r) {
                return energy::range_figures(r.lanes, r.steps, precision, 1).distance_m.sum();
              });
    }
  }
  measure("drive_to_empty/epa_udds", "epa_udds", 64, false, [](const bench::Road& r) {
    return energy::drive_to_empty(r.lanes, r.steps, 1).tally.distance_m.sum();
  });
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  register_all();
  register_engines();
  benchmark::RunSpecifiedBenchmarks();
}
