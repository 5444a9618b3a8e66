// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/study/outcome_checks.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/row_stream.hpp"
#include "evpickup/study/run.hpp"
#include "narration.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "row_file.hpp"
#include "stream_answer.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

/// Energy that an audit may lose, relative to what the battery gave.
constexpr double audit_bar = 1e-9;

/// The case to trace where the command line names none: the baseline, else the first truck.
std::string traced_vehicle(const model::Scenario& scenario, const std::string& named) {
  if (!named.empty()) return named;
  if (!scenario.compare.baseline.empty()) return scenario.compare.baseline;
  return scenario.compare.vehicles.empty() ? std::string{} : scenario.compare.vehicles.front();
}

ExitCode judge_audit(const study::Results& results) {
  const double worst = study::worst_imbalance(results);
  if (worst <= audit_bar) return ExitCode::done;
  tell(fmt::format("audit: the worst imbalance of energy is {:.2g}, the bar is {:.0e}", worst,
                   audit_bar));
  return ExitCode::beyond_bar;
}

/// Puts what the command line says of draws in the place of what the scenario says.
void set_draws(model::Scenario& scenario, const StudyOptions& study) {
  if (study.screening && !scenario.monte_carlo)
    throw base::InputError("--screening needs a Monte Carlo study",
                           "a scenario with [monte_carlo]");
  if (study.screening) scenario.monte_carlo->screening = true;
  if (!study.seed) return;
  if (!scenario.monte_carlo && !scenario.sensitivity && !scenario.optimise)
    throw base::InputError("--seed needs a study that draws",
                           "a scenario with [monte_carlo], [sensitivity] or [optimise]");
  if (scenario.monte_carlo) scenario.monte_carlo->seed = *study.seed;
  if (scenario.sensitivity) scenario.sensitivity->seed = *study.seed;
  if (scenario.optimise) scenario.optimise->seed = *study.seed;
}

/// Throws InputError for options that cannot be had together, or with this scenario.
void check_rows(const model::Scenario& scenario, const StudyOptions& study) {
  if (study.rows != nullptr && !study.rows->is_in(scenario))
    throw base::InputError(fmt::format("--rows {0} needs a scenario with [{0}]", study.rows->name));
  if (study.rows != nullptr && !study.run.recorded.empty())
    throw base::InputError("--rows writes the rows that --from-rows reads", "one of the two");
  if (!study.run.recorded.empty() && study::can_stream(scenario))
    throw base::InputError("--from-rows is for studies, and this scenario has a sweep",
                           "a scenario with [monte_carlo], [sensitivity] or [optimise]");
  if (study.rows != nullptr && scenario.monte_carlo && scenario.monte_carlo->screening)
    throw base::InputError("--rows writes what is computed, and a screening computes few draws",
                           "leave out the screening; it is for percentiles");
}

/// Throws InputError if a file of rows that is read would be written over.
void keep_recorded(const StudyOptions& study, const std::vector<Destination>& all) {
  std::error_code ignored;
  for (const std::string& path : study.run.recorded)
    for (const Destination& destination : all)
      if (!destination.path.empty() && std::filesystem::equivalent(path, destination.path, ignored))
        throw base::InputError(fmt::format("\"{}\" holds the rows that are read", path),
                               "write the results to another file");
}

/// True if rows are written as they come: of a sweep or another study, to one place in a form of
/// rows.
bool comes_by_rows(const model::Scenario& scenario, const StudyOptions& study,
                   const std::vector<Destination>& all) {
  check_rows(scenario, study);
  const bool by_rows = (study.rows != nullptr || study::can_stream(scenario)) &&
                       study.trace.empty() && !study.run.audit && all.size() == 1 &&
                       all.front().writer->by_rows.has_value();
  if (study.rows != nullptr && !by_rows)
    throw base::InputError("--rows needs one place for rows, in a form of rows",
                           "-o FILE.csv or -o FILE.jsonl, without --trace and --audit");
  const bool wanted = study.resume || study.shard.of > 1;
  if (wanted && (!by_rows || all.front().path.empty()))
    throw base::InputError(
        fmt::format("{} needs the rows of a study, and one file to write them to",
                    study.resume ? "--resume" : "--shard"),
        "a scenario with [[sweep]], or --rows STUDY, and -o FILE.csv or -o FILE.jsonl, without "
        "--trace and --audit");
  return by_rows;
}

}  // namespace

void set_currency(model::Catalog& catalog, model::Scenario& scenario, const std::string& code) {
  if (code.empty()) return;
  if (!units::is_currency_code(code) || !catalog.exchange_rates().knows(units::Currency(code))) {
    throw base::InputError(fmt::format("--currency: there is no exchange rate for \"{}\"", code),
                           "a currency is a code such as USD; rates are in "
                           "scenarios/exchange_rates.toml");
  }
  study::tell_in(scenario, units::Currency(code), catalog.exchange_rates());
}

void prepare(model::Catalog& catalog, model::Scenario& scenario, const StudyOptions& study) {
  set_currency(catalog, scenario, study.currency);
  set_draws(scenario, study);
}

void tell_warnings(const model::Catalog& catalog, bool quiet) {
  const auto& warnings = catalog.warnings().all();
  if (quiet || warnings.empty()) return;
  std::set<std::string> files;
  for (const base::Diagnostic& warning : warnings) {
    if (warning.where.known()) files.insert(warning.where.text->name);
  }
  tell(fmt::format("{} warning{} about the files read; evpickup check {} tells more",
                   warnings.size(), warnings.size() == 1 ? "" : "s", fmt::join(files, " ")));
}

ExitCode answer(model::Catalog& catalog, model::Scenario scenario, const StudyOptions& study,
                const OutputOptions& output) {
  prepare(catalog, scenario, study);
  const auto all = destinations(output, study::ready_report(scenario, study.run).write);
  keep_recorded(study, all);
  if (comes_by_rows(scenario, study, all)) {
    if (!all.front().path.empty()) require_writable_place(all.front().path);
    const auto begin = [&] {
      const auto stream_rows = study.rows != nullptr ? study.rows->stream : study::stream_sweep;
      auto stream = stream_rows(catalog, std::move(scenario), study.run);
      tell_warnings(catalog, output.quiet);
      return stream;
    };
    return answer_by_rows(begin, all.front(),
                          {.resume = study.resume,
                           .shard = study.shard,
                           .threads = study.run.threads,
                           .quiet = output.quiet});
  }
  Output out(output, all, study.trace);
  Narration narration(output.verbose);

  study::RunOptions options = study.run;
  options.charts = any_shows(all, &report::Writer::charts);
  options.page = any_shows(all, &report::Writer::page);
  options.progress = shown_progress(output.quiet);
  const study::Results results = study::run(catalog, scenario, options);
  narration.rests_on(results);
  narration.step("read and run");
  std::optional<study::Table> trace;
  if (!study.trace.empty()) {
    trace =
        study::trace(catalog, scenario, study.run, traced_vehicle(scenario, study.trace_vehicle));
  }
  tell_warnings(catalog, output.quiet);
  out.write(results, true, trace);
  narration.step("write");
  return study.run.audit ? judge_audit(results) : ExitCode::done;
}

}  // namespace evpickup::app
