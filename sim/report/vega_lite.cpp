// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/report/html.hpp"
#include "spelling.hpp"
#include "vega.hpp"

namespace evpickup::report {

std::string write_vega_lite(const study::Results& results, const WriteOptions& options) {
  constexpr int width = 640;
  constexpr int indent = 1;
  if (results.charts.empty())
    throw base::InputError(
        "these results have no charts",
        "charts are made by run and compare; other commands write html, md, csv");
  Json all = Json::array();
  for (const auto& chart : results.charts)
    all.push_back(vega_spec(in_units(chart, options.units), width));
  const Json document{
      {"$schema", "https://vega.github.io/schema/vega-lite/v6.json"},
      {"description", spelled(results.title)},
      {"vconcat", std::move(all)},
      {"spacing", 48},
      {"resolve", {{"scale", {{"color", "independent"}, {"shape", "independent"}}}}}};
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evpickup::report
