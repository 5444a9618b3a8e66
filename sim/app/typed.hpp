// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "options.hpp"

namespace evpickup::app {

/// What was typed, as texts. It is checked after parsing and not by the parser, so that every
/// message is ours.
struct Typed {
  /// All of it, as a shell takes it.
  std::string command;
  std::string data, format, currency, trace, trace_vehicle, shard, rows;
  std::string units = "si", colour = "auto", view = "economic", mode;
  std::string scenario, what, vehicle, market, word, reference, kind, shell, seed;
  std::string key, from, to, step, log;
  std::string convention = "fastsim2", select, id, name, maker, origin, drive;
  std::vector<std::string> set, files, columns, names, markets, procedures, kinds, values, recorded;
  /// What was typed for each of trip_options.
  std::array<std::string, trip_options.size()> trip;
  /// The same for each of cost_options.
  std::array<std::string, cost_options.size()> cost;
  bool quiet = false, audit = false, include_announced = false, sources = false, version = false;
  bool claims = false, resume = false, verbose = false, deltas = false, screening = false;
  bool pack = false;
  int threads = 0;
};

/// The options as values. Each throws base::InputError for a text that its option does not take.
[[nodiscard]] std::vector<study::Override> overrides_of(const Typed& typed);
[[nodiscard]] OutputOptions output_of(const Typed& typed);
[[nodiscard]] StudyOptions study_of(const Typed& typed);
[[nodiscard]] std::vector<TripSetting> trip_settings_of(const Typed& typed);
[[nodiscard]] CostCommand cost_of(const Typed& typed);
[[nodiscard]] ImportCommand import_of(const Typed& typed);
[[nodiscard]] MergeCommand merge_of(const Typed& typed);
[[nodiscard]] SweepCommand sweep_of(const Typed& typed);
[[nodiscard]] WatchCommand watch_of(const Typed& typed);
[[nodiscard]] ExplainCommand explain_of(const Typed& typed);
[[nodiscard]] SchemaCommand schema_of(const Typed& typed);
[[nodiscard]] NewCommand new_of(const Typed& typed);
[[nodiscard]] CompletionCommand completion_of(const Typed& typed);
/// Number of threads; 0 for all cores.
[[nodiscard]] int threads_of(const Typed& typed);

}  // namespace evpickup::app
