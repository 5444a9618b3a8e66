// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/row_stream.hpp"

namespace evpickup::study {

/// A stream with what all of them begin with, but for columns and rows. Every file that the rows
/// need has been read.
[[nodiscard]] RowStream begun_stream(const model::Catalog& catalog, const model::Scenario& ready,
                                     const RunOptions& options);

/// Adds what a reader must know of a plan whose study is told as rows, and what it rests on.
void tell_of_study(Results& results, const Plan& plan, const model::Scenario& scenario,
                   model::Catalog& catalog, const RunOptions& options);

/// The stream of a study's rows, which tell their scenario(), columns(), size(), at_a_time(),
/// rows(first, last) and finish(results).
template <class Rows>
[[nodiscard]] RowStream stream_of(std::shared_ptr<Rows> study, const model::Catalog& catalog,
                                  const RunOptions& options) {
  RowStream stream = begun_stream(catalog, study->scenario(), options);
  stream.head.table.columns = study->columns();
  stream.size = study->size();
  stream.at_a_time = study->at_a_time();
  stream.rows = [study](std::size_t first, std::size_t last) { return study->rows(first, last); };
  stream.finish = [study = std::move(study)](Results& results) { study->finish(results); };
  return stream;
}

}  // namespace evpickup::study
