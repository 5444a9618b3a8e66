// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/row_stream.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "evpickup/study/basis.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"
#include "stream_head.hpp"
#include "sweep_rows.hpp"

namespace evpickup::study {

bool can_stream(const model::Scenario& scenario) {
  return !scenario.sweeps.empty() && !scenario.duty.cycles.empty();
}

RowStream begun_stream(const model::Catalog& catalog, const model::Scenario& ready,
                       const RunOptions& options) {
  RowStream stream;
  stream.head.scenario = ready.id;
  stream.head.title = ready.title;
  stream.head.description = ready.description;
  stream.head.inputs = inputs_of(catalog, ready, options);
  stream.settings = {
      fmt::format("mode {}", ready.mode == model::Mode::anchored ? "anchored" : "blind"),
      fmt::format("announced {}", options.include_announced)};
  return stream;
}

void tell_of_study(Results& results, const Plan& plan, const model::Scenario& scenario,
                   model::Catalog& catalog, const RunOptions& options) {
  results.notes = cautions(plan);
  for (auto& note : cycle_notes(plan, catalog)) results.notes.push_back(std::move(note));
  results.basis = basis(plan, scenario, catalog.exchange_rates());
  add_override_note(results, options);
}

RowStream stream_sweep(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  const auto sweep =
      std::make_shared<SweepRows>(catalog, ready_scenario(std::move(scenario), options), options);
  sweep->check_axes();
  return stream_of(sweep, catalog, options);
}

}  // namespace evpickup::study
