// SPDX-License-Identifier: Apache-2.0
#include "typed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/model/file_outline.hpp"
#include "evpickup/report/writers.hpp"
#include "starting_files.hpp"

namespace evpickup::app {

namespace {

void require_choice(std::string_view option, const std::string& value,
                    const std::vector<std::string>& choices) {
  if (std::ranges::find(choices, value) != choices.end()) return;
  const std::string hint = base::did_you_mean_hint(value, choices);
  throw base::InputError(
      fmt::format("{} takes {}, not \"{}\"", option, base::join(choices, " or "), value), hint);
}

std::optional<model::Mode> mode_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text == "blind" ? model::Mode::blind : model::Mode::anchored;
}

std::vector<std::string> procedure_keys() {
  std::vector<std::string> keys;
  for (const auto& procedure : energy::procedures()) keys.emplace_back(procedure.key);
  return keys;
}

/// What was typed for options that set keys.
template <std::size_t count>
std::vector<TripSetting> settings_of(const std::array<TripOption, count>& options,
                                     const std::array<std::string, count>& typed) {
  std::vector<TripSetting> settings;
  for (std::size_t i = 0; i < count; ++i)
    if (!typed[i].empty())
      settings.push_back({std::string{options[i].name}, std::string{options[i].key}, typed[i]});
  return settings;
}

/// "2/8"; empty for all.
Shard shard_of(const std::string& text) {
  constexpr double most_shards = 1e6;
  if (text.empty()) return {};
  const auto parts = base::split(text, '/');
  const auto whole = [](const std::string& part) -> std::size_t {
    const auto number = base::parse_number(part);
    const bool sound =
        number && *number >= 1.0 && *number <= most_shards && *number == std::floor(*number);
    return sound ? static_cast<std::size_t>(*number) : 0;
  };
  if (parts.size() == 2) {
    const Shard shard{whole(parts[0]), whole(parts[1])};
    if (shard.number > 0 && shard.of > 0 && shard.number <= shard.of) return shard;
  }
  throw base::InputError(fmt::format("--shard takes a part of a number of parts, not \"{}\"", text),
                         "such as 2/8, the second of eight");
}

/// A whole number from 0; nothing for an empty text.
std::optional<int> seed_of(const std::string& text) {
  constexpr double largest = 1e9;
  if (text.empty()) return std::nullopt;
  const auto number = base::parse_number(text);
  if (!number || *number < 0.0 || *number > largest || *number != std::floor(*number))
    throw base::InputError(
        fmt::format("--seed takes a whole number from 0 to 1000000000, not \"{}\"", text));
  return static_cast<int>(*number);
}

}  // namespace

std::vector<study::Override> overrides_of(const Typed& typed) {
  std::vector<study::Override> overrides;
  for (const std::string& entry : typed.set) {
    const std::size_t equals = std::min(entry.find('='), entry.size());
    study::Override override{std::string{base::trim(entry.substr(0, equals))},
                             entry.substr(std::min(equals + 1, entry.size()))};
    if (override.path.empty() || base::trim(override.value).empty()) {
      throw base::InputError(fmt::format("--set wants KEY=VALUE, not \"{}\"", entry),
                             "such as --set \"battery.energy_usable=98 kWh\"");
    }
    overrides.push_back(std::move(override));
  }
  return overrides;
}

OutputOptions output_of(const Typed& typed) {
  require_choice("--units", typed.units, {"si", "us"});
  require_choice("--color", typed.colour, {"auto", "always", "never"});
  if (typed.quiet && typed.verbose)
    throw base::InputError("--quiet and --verbose exclude one another");
  OutputOptions output;
  output.format = typed.format;
  output.files = typed.files;
  output.columns = typed.columns;
  output.units = report::unit_system(typed.units).value();
  output.colour = typed.colour == "auto"     ? ColourChoice::automatic
                  : typed.colour == "always" ? ColourChoice::always
                                             : ColourChoice::never;
  output.quiet = typed.quiet;
  output.command = typed.command;
  output.verbose = typed.verbose;
  output.deltas = typed.deltas;
  return output;
}

int threads_of(const Typed& typed) {
  constexpr int most_threads = 1024;
  if (typed.threads < 0 || typed.threads > most_threads) {
    throw base::InputError(
        fmt::format("-j takes 0 (all cores) to {}, not {}", most_threads, typed.threads));
  }
  return typed.threads;
}

StudyOptions study_of(const Typed& typed) {
  if (!typed.mode.empty()) require_choice("--mode", typed.mode, {"blind", "anchored"});
  for (const std::string& procedure : typed.procedures)
    require_choice("--procedure", procedure, procedure_keys());
  const int threads = threads_of(typed);
  if (!typed.trace_vehicle.empty() && typed.trace.empty()) {
    throw base::InputError(
        "--trace-vehicle says which case to trace, but there is no --trace FILE");
  }
  // One after the other: g++ 12 frees what is in braces twice when a later part throws.
  StudyOptions study;
  study.run.overrides = overrides_of(typed);
  study.run.include_announced = typed.include_announced;
  study.run.mode = mode_of(typed.mode);
  study.run.procedures = typed.procedures;
  study.run.threads = threads;
  study.run.audit = typed.audit;
  study.run.recorded = typed.recorded;
  study.currency = typed.currency;
  study.trace = typed.trace;
  study.trace_vehicle = typed.trace_vehicle;
  study.seed = seed_of(typed.seed);
  study.screening = typed.screening;
  study.rows = typed.rows.empty() ? nullptr : &row_study_named(typed.rows);
  study.resume = typed.resume;
  study.shard = shard_of(typed.shard);
  return study;
}

std::vector<TripSetting> trip_settings_of(const Typed& typed) {
  return settings_of(trip_options, typed.trip);
}

CostCommand cost_of(const Typed& typed) {
  require_choice("--view", typed.view, {"economic", "cash"});
  return {.data = typed.data,
          .study = study_of(typed),
          .output = output_of(typed),
          .vehicles = typed.names,
          .markets = typed.markets,
          .scenario = typed.scenario,
          .settings = settings_of(cost_options, typed.cost),
          .view = typed.view == "cash" ? cost::View::cash : cost::View::economic};
}

MergeCommand merge_of(const Typed& typed) {
  if (typed.files.size() > 1) throw base::InputError("merge writes one file: give -o once");
  return {typed.names, typed.files.empty() ? "" : typed.files.front(), typed.quiet};
}

SweepCommand sweep_of(const Typed& typed) {
  return {.data = typed.data,
          .study = study_of(typed),
          .output = output_of(typed),
          .vehicles = typed.names,
          .market = typed.market.empty() ? "us" : typed.market,
          .key = typed.key,
          .values = typed.values,
          .from = typed.from,
          .to = typed.to,
          .step = typed.step,
          .log = typed.log,
          .pack = typed.pack};
}

WatchCommand watch_of(const Typed& typed) {
  WatchCommand command{typed.data, study_of(typed), output_of(typed), typed.scenario};
  if (!command.output.files.empty() || !command.study.trace.empty())
    throw base::InputError("watch shows what moves and writes no files",
                           "evpickup run writes them");
  return command;
}

ExplainCommand explain_of(const Typed& typed) {
  if (!typed.reference.empty()) {
    require_choice("--reference", typed.reference, {"keys", "metrics"});
    if (!typed.word.empty()) throw base::InputError("explain takes a KEY or --reference, not both");
  }
  return {typed.data, output_of(typed), typed.word, typed.reference};
}

namespace {

std::string one_output(const Typed& typed, std::string_view command) {
  if (typed.files.size() > 1)
    throw base::InputError(fmt::format("{} writes one file: give -o once", command));
  return typed.files.empty() ? std::string{} : typed.files.front();
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& format : model::file_formats()) names.emplace_back(format.name);
  return names;
}

}  // namespace

SchemaCommand schema_of(const Typed& typed) {
  require_choice("schema", typed.kind, format_names());
  return {typed.kind, one_output(typed, "schema"), typed.quiet};
}

NewCommand new_of(const Typed& typed) {
  require_choice("new", typed.kind, starting_kinds());
  return {typed.data, typed.kind, typed.name, one_output(typed, "new"), typed.quiet};
}

CompletionCommand completion_of(const Typed& typed) {
  require_choice("completion", typed.shell, {"bash", "zsh", "fish"});
  return {typed.shell};
}

ImportCommand import_of(const Typed& typed) {
  // FORM and FILE come as two words.
  constexpr std::size_t words = 2;
  require_choice("--convention", typed.convention, {"fastsim2", "evpickup"});
  if (!typed.drive.empty()) require_choice("--drive", typed.drive, {"rwd", "fwd", "awd"});
  if (typed.names.size() != words || typed.names.front() != "fastsim") {
    throw base::InputError("import takes the form and one file: evpickup import fastsim FILE",
                           "the one form that it knows is fastsim: a vehicle of FASTSim-2");
  }
  if (typed.files.size() > 1) throw base::InputError("import writes one file: give -o once");
  return {.input = typed.names.back(),
          .options = {.convention = typed.convention == "fastsim2" ? model::Convention::fastsim2
                                                                   : model::Convention::evpickup,
                      .select = typed.select,
                      .id = typed.id,
                      .name = typed.name,
                      .maker = typed.maker,
                      .origin = typed.origin,
                      .drive = typed.drive},
          .output = typed.files.empty() || typed.files.front() == "-" ? "" : typed.files.front(),
          .quiet = typed.quiet};
}

}  // namespace evpickup::app
