// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/ledger_report.hpp"
#include "evpickup/study/plan.hpp"
#include "narration.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

/// The standard comparison, or a scenario's duty and cost settings with these trucks.
model::Scenario scenario_of(model::Catalog& catalog, const CostCommand& command) {
  constexpr const char* usual_market = "us";
  if (command.scenario.empty()) {
    model::Scenario standard = study::comparison(command.vehicles, usual_market);
    if (!command.markets.empty()) standard.compare.markets = command.markets;
    return standard;
  }
  model::Scenario scenario = catalog.scenario(command.scenario);
  if (scenario.duty.cycles.empty())
    throw base::InputError(fmt::format("{} is a trip alone and has no duty to cost", scenario.id),
                           "take a scenario with a drive cycle in [duty]");
  scenario.description =
      fmt::format("Duty and cost settings of the scenario {}: {}.", scenario.id, scenario.title);
  scenario.compare.vehicles = command.vehicles;
  if (!command.markets.empty()) scenario.compare.markets = command.markets;
  if (scenario.compare.markets.empty()) scenario.compare.markets = {usual_market};
  return scenario;
}

}  // namespace

ExitCode execute(const CostCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  model::Scenario scenario = scenario_of(catalog, command);
  apply(scenario, command.settings);
  if (!command.settings.empty()) {
    std::vector<std::string> words;
    for (const TripSetting& setting : command.settings)
      words.push_back(setting.name + " " + setting.value);
    scenario.description += fmt::format(" In place of that: {}.", base::join(words, ", "));
  }
  // A distance on the command line holds for every year.
  if (std::ranges::find(command.settings, "--distance", &TripSetting::name) !=
      command.settings.end())
    scenario.duty.distance_by_age = {};
  set_currency(catalog, scenario, command.study.currency);
  const auto all = destinations(command.output, study::ready_report({}, command.study.run).write);
  Output out(command.output, all);
  Narration narration(command.output.verbose);
  study::RunOptions options = command.study.run;
  options.charts = any_shows(all, &report::Writer::charts);
  const study::Results results = study::ledger_report(catalog, scenario, options, command.view);
  narration.rests_on(results);
  narration.step("read and run");
  tell_warnings(catalog, command.output.quiet);
  out.write(results);
  return ExitCode::done;
}

}  // namespace evpickup::app
