// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "evpickup/energy/range.hpp"
#include "fleet.hpp"

namespace {

using namespace evpickup;

void once(benchmark::State& state, const energy::Run& run) {
  const auto road = bench::road("epa_udds", 1024);
  for (auto _ : state) benchmark::DoNotOptimize(energy::drive_once(road.lanes, road.steps, run));
  state.counters["ns_per_lane_s"] = benchmark::Counter(
      1024.0 * road.steps.duration_s.sum() * 1e-9,
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
using enum energy::InstructionSet;
using enum energy::Precision;
BENCHMARK_CAPTURE(once, avx512, energy::Run{1, standard, avx512})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, avx512_narrow, energy::Run{1, standard, avx512, true})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, avx2, energy::Run{1, standard, avx2})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, portable, energy::Run{1, standard, portable})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, float_avx512, energy::Run{1, single, avx512})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, float_avx2, energy::Run{1, single, avx2})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(once, float_portable, energy::Run{1, single, portable})->Unit(benchmark::kMillisecond);

void to_empty(benchmark::State& state) {
  const auto road = bench::road("epa_udds", 512);
  for (auto _ : state) benchmark::DoNotOptimize(energy::range_to_empty(road.lanes, road.steps, 1));
  state.counters["us_per_lane"] = benchmark::Counter(
      512.0 * 1e-6, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(to_empty)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
