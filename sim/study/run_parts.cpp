// SPDX-License-Identifier: Apache-2.0
#include "run_parts.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::study {

SharedEnergy compute_energy(const Plan& plan, model::Catalog& catalog, int threads) {
  using Key = std::pair<const model::Vehicle*, const model::Duty*>;
  std::map<Key, std::size_t> index;
  std::vector<EnergyCase> distinct;
  std::vector<std::size_t> place;
  for (const auto& planned : plan.cases) {
    const auto [found, is_new] =
        index.try_emplace({planned.vehicle.get(), planned.duty.get()}, distinct.size());
    if (is_new) distinct.push_back({planned.vehicle.get(), planned.duty.get()});
    place.push_back(found->second);
  }
  SharedEnergy shared;
  shared.figures = energy_figures(distinct, catalog, threads);
  for (const std::size_t at : place) shared.of_case.push_back(&shared.figures[at]);
  return shared;
}

Inputs inputs_of(const model::Catalog& catalog, const model::Scenario& scenario,
                 const RunOptions& options) {
  Inputs inputs;
  inputs.files = catalog.files_read();
  for (const auto& item : options.overrides)
    inputs.overrides.push_back(item.path + "=" + item.value);
  inputs.currency = scenario.currency_code;
  return inputs;
}

void add_override_note(Results& results, const RunOptions& options) {
  if (options.overrides.empty()) return;
  std::vector<std::string> set;
  for (const auto& item : options.overrides) set.push_back(item.path + " = " + item.value);
  results.notes.insert(results.notes.begin(),
                       fmt::format("Put on top of the files for this run, whatever title and "
                                   "description say: {}.",
                                   base::join(set, "; ")));
}

}  // namespace evpickup::study
