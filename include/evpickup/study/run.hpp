// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::study {

/// `--set path=value`. Paths: keys of a vehicle (battery.energy_usable) for every truck of the run,
/// of a scenario (duty.ambient, cost.discount_rate), and of a market (market.us.energy.home).
struct Override {
  std::string path;
  std::string value;
};

/// How far a long study has got: `done` of about `all` of `what` ("draws", "evaluations"). It is
/// told 0 first and `all` last; several studies come one after the other.
using TellProgress = std::function<void(std::size_t done, std::size_t all, std::string_view what)>;

struct RunOptions {
  std::vector<Override> overrides;
  /// Announced and cancelled trucks are refused unless this is set.
  bool include_announced = false;
  /// In place of the scenario's own mode.
  std::optional<model::Mode> mode;
  /// Procedures that every truck is put through, beside those it is rated by.
  std::vector<std::string> procedures;
  /// 0 means all cores.
  int threads = 0;
  /// Add the energy balance by cause as a section.
  bool audit = false;
  /// Add charts.
  bool charts = false;
  /// Add what only a page shows beside its charts: specifications, the model's own errors.
  bool page = false;
  /// Files of rows that the scenario's studies wrote earlier (row_stream.hpp): what they hold is
  /// not computed again.
  std::vector<std::string> recorded = {};
  /// Called now and then by studies of many draws; may be empty.
  TellProgress progress = {};
};

/// Runs a scenario: every vehicle in every market, its sweeps, its working day. Trucks that cannot
/// be run (no battery size in any source, only announced) are refused with a sentence in the notes
/// when a wildcard chose them, and with InputError when they were named. Throws InputError for
/// whatever else is wrong with the inputs.
[[nodiscard]] Results run(model::Catalog& catalog, model::Scenario scenario,
                          const RunOptions& options);

/// A scenario that compares trucks in one market with the standard duty: EPA city and highway
/// cycles 55/45, 15,000 miles a year, 8 years, 23 degC.
[[nodiscard]] model::Scenario comparison(const std::vector<std::string>& vehicles,
                                         const std::string& market);

/// One case second by second: time, speed, forces, powers, losses, state of charge.
[[nodiscard]] Table trace(model::Catalog& catalog, model::Scenario scenario,
                          const RunOptions& options, const std::string& vehicle);

/// Largest imbalance of energy over all lanes of a run, relative (from the audit section).
[[nodiscard]] double worst_imbalance(const Results& results);

/// Everything known of one truck: values with unit, source, range, alternatives, estimates by rule.
[[nodiscard]] Results describe(model::Catalog& catalog, const std::string& reference,
                               const RunOptions& options);
/// The same for a market.
[[nodiscard]] Results describe_market(model::Catalog& catalog, const std::string& id);

/// Lists by name: vehicles, markets, market-facts, keys and the others of listable().
[[nodiscard]] Results list(model::Catalog& catalog, const std::string& what);
[[nodiscard]] const std::vector<std::string>& listable();

}  // namespace evpickup::study
