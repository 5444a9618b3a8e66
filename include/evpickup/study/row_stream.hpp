// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// Studies whose rows come part by part, so that memory stays flat however many there are.
namespace evpickup::study {

struct RowStream {
  /// Scenario, title, inputs and columns; no rows.
  Results head;
  /// Number of rows, and how many of them are best made at a time.
  std::size_t size = 0;
  std::size_t at_a_time = 256;
  /// What makes two streams give the same rows, beside tool, columns and size: settings that are
  /// no input file, a line each.
  std::vector<std::string> settings;
  /// Rows [first, last), in the order of the columns. A row is the same whatever part of the
  /// stream it is made with. What the stream captures must outlive it.
  std::function<std::vector<std::vector<Cell>>(std::size_t first, std::size_t last)> rows;
  /// Notes on the rows made so far, and what they rest on; at most some of each.
  std::function<void(Results& results)> finish;
};

/// True if the scenario's rows can come part by part: it has a sweep, and drives cycles.
[[nodiscard]] bool can_stream(const model::Scenario& scenario);

/// A scenario's sweep as a stream: the same rows as run() gives. Everything that the rows need is
/// read before this returns, so that head.inputs is complete. The catalog must outlive the stream.
/// Throws InputError like run().
[[nodiscard]] RowStream stream_sweep(model::Catalog& catalog, model::Scenario scenario,
                                     const RunOptions& options);

/// A scenario's Monte Carlo as a stream: a row for each draw of each case, draw by draw, with its
/// figures, its weight where draws are weighed, and what was drawn of every input. The draws are
/// those of run(), all exact. The catalog must outlive the stream. Throws InputError like run().
[[nodiscard]] RowStream stream_draws(model::Catalog& catalog, model::Scenario scenario,
                                     const RunOptions& options);

/// A scenario's sensitivity study as a stream: a row for each point of each truck's design, truck
/// by truck, with its figures and the values of its inputs. The catalog must outlive the stream.
/// Throws InputError like run().
[[nodiscard]] RowStream stream_sensitivity(model::Catalog& catalog, model::Scenario scenario,
                                           const RunOptions& options);

/// A scenario's searches as a stream: a row for the truck that each search came to, or, of two
/// objectives, for each truck of its last generation; truck by truck, search by search. The catalog
/// must outlive the stream. Throws InputError like run().
[[nodiscard]] RowStream stream_searches(model::Catalog& catalog, model::Scenario scenario,
                                        const RunOptions& options);

}  // namespace evpickup::study
