// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/row_stream.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

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

RowStream stream_sweep(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  const auto sweep =
      std::make_shared<SweepRows>(catalog, ready_scenario(std::move(scenario), options), options);
  sweep->check_axes();
  const model::Scenario& ready = sweep->scenario();
  RowStream stream = begun_stream(catalog, ready, options);
  stream.head.table.columns = sweep->columns();
  stream.size = sweep->size();
  stream.at_a_time = sweep->at_a_time();
  stream.rows = [sweep](std::size_t first, std::size_t last) { return sweep->rows(first, last); };
  stream.finish = [sweep](Results& results) { sweep->finish(results); };
  return stream;
}

}  // namespace evpickup::study
