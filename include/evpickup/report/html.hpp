// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// The results as one HTML page that needs no other file: the answer and a ranking, charts with
/// their numbers, tables that can be sorted, what is known of the trucks with a source for each
/// value, the model's errors, and how to repeat the run. Charts are drawn by the runtime that the
/// program was built with, which the page holds; without one the page loads it from a CDN, and says
/// so. Without scripts all tables are there. Texts of files are escaped. The same results give the
/// same bytes.
[[nodiscard]] std::string write_html(const study::Results& results, const WriteOptions& options);

/// The charts of the results alone, as one Vega-Lite specification (version 6, JSON) with a view
/// for each of them below the other, named by its key. Throws base::InputError for results without
/// charts.
[[nodiscard]] std::string write_vega_lite(const study::Results& results,
                                          const WriteOptions& options);

}  // namespace evpickup::report
