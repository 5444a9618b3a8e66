// SPDX-License-Identifier: Apache-2.0
#include "histograms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "evpickup/base/text.hpp"
#include "evpickup/report/unit_system.hpp"
#include "histogram.hpp"
#include "sparkline.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

using study::Section;
using study::Table;

constexpr std::size_t widest = 60;
constexpr std::size_t narrowest = 20;
constexpr std::size_t gap = 2;

/// The draws of one outcome of one truck.
struct Spread {
  std::string truck;
  std::vector<Bin> bins;
  double p10 = 0.0;
  double p50 = 0.0;
  double p90 = 0.0;
};

std::string text_at(const Table& table, std::size_t row, const char* key) {
  const auto* text = std::get_if<std::string>(&table.at(row, key));
  return text != nullptr ? *text : std::string{};
}

double number_at(const Table& table, std::size_t row, const char* key) {
  return std::get<double>(table.at(row, key));
}

/// "radar_rd6:kwh86@cn".
std::string truck_at(const Table& table, std::size_t row) {
  const std::string market = text_at(table, row, "market");
  return fmt::format("{}:{}{}", text_at(table, row, "vehicle"), text_at(table, row, "trim"),
                     market.empty() ? "" : "@" + market);
}

std::vector<Spread> spreads_of(const Table& percentiles, const Table& histogram,
                               const std::string& outcome) {
  std::vector<Spread> spreads;
  for (std::size_t row = 0; row < percentiles.rows.size(); ++row) {
    Spread spread{truck_at(percentiles, row),
                  {},
                  number_at(percentiles, row, "p10"),
                  number_at(percentiles, row, "p50"),
                  number_at(percentiles, row, "p90")};
    for (std::size_t bin = 0; bin < histogram.rows.size(); ++bin)
      if (text_at(histogram, bin, "outcome") == outcome && truck_at(histogram, bin) == spread.truck)
        spread.bins.push_back({number_at(histogram, bin, "from"), number_at(histogram, bin, "to"),
                               number_at(histogram, bin, "share_percent")});
    if (!spread.bins.empty()) spreads.push_back(std::move(spread));
  }
  return spreads;
}

Scale scale_of(const std::vector<Spread>& spreads, std::size_t width) {
  Scale scale{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(), width};
  for (const Spread& spread : spreads) {
    // Bins may run backwards in other units: mpg-equivalents.
    for (const Bin& bin : spread.bins) {
      scale.low = std::min({scale.low, bin.from, bin.to});
      scale.high = std::max({scale.high, bin.from, bin.to});
    }
  }
  return scale;
}

std::vector<Bin> rising(std::vector<Bin> bins) {
  for (Bin& bin : bins)
    if (bin.from > bin.to) std::swap(bin.from, bin.to);
  return bins;
}

std::string percentile_text(const Spread& spread, int decimals) {
  const auto [low, high] = std::minmax(spread.p10, spread.p90);
  return fmt::format("{}, {}, {}", base::grouped(low, decimals),
                     base::grouped(spread.p50, decimals), base::grouped(high, decimals));
}

/// Nothing where the page is too narrow.
std::string draw(const std::vector<Spread>& spreads, const study::Column& about, const Page& page) {
  std::size_t label = 0;
  std::size_t text = 0;
  for (const Spread& spread : spreads) {
    label = std::max(label, spread.truck.size());
    text = std::max(text, percentile_text(spread, about.decimals).size());
  }
  const std::size_t taken = label + text + 2 * gap;
  if (taken + narrowest > page.width) return {};
  const Scale scale = scale_of(spreads, std::min(page.width - taken, widest));

  // Each truck's own greatest share is as high as can be: a narrow spread would flatten the others.
  const std::string blank(label + gap, ' ');
  std::string out;
  for (const Spread& spread : spreads) {
    const auto columns = on_scale(rising(spread.bins), scale);
    const auto [low, high] = std::minmax(spread.p10, spread.p90);
    out += fmt::format("{}  {}\n", pad_right(spread.truck, label),
                       density_line(columns, std::ranges::max(columns), page.options.utf8));
    out += fmt::format("{}{}  {}\n", blank,
                       percentile_line(low, spread.p50, high, scale, page.options.utf8),
                       page.style.dim(percentile_text(spread, about.decimals)));
  }
  const std::string from = base::grouped(scale.low, about.decimals);
  const std::string to = base::grouped(scale.high, about.decimals);
  const std::size_t ends = from.size() + to.size();
  const std::size_t rest = scale.width > ends ? scale.width - ends : 1;
  return out + page.style.dim(fmt::format("{}{}{}{}\n", blank, from, std::string(rest, ' '), to));
}

}  // namespace

std::string draw_histograms(const study::Results& results, const Page& page) {
  constexpr std::string_view prefix = "monte_carlo_";
  const auto found = std::ranges::find(results.sections, "monte_carlo_histogram", &Section::key);
  if (found == results.sections.end()) return {};
  const Table histogram = in_units(found->table, page.options.units);

  std::string out;
  for (const Section& section : results.sections) {
    const bool told = std::ranges::any_of(section.table.columns, [](const study::Column& column) {
      return column.key == "p50" && !column.unit.empty();
    });
    if (!told || !section.key.starts_with(prefix)) continue;
    const Table percentiles = in_units(section.table, page.options.units);
    const study::Column& about = percentiles.columns[percentiles.index("p50")];
    const auto spreads = spreads_of(percentiles, histogram, section.key.substr(prefix.size()));
    if (spreads.empty()) continue;
    out +=
        fmt::format("\n{}\n{}", page.style.bold(fmt::format("{}, {}", section.title, about.unit)),
                    draw(spreads, about, page));
  }
  if (out.empty()) return out;
  return out + page.style.dim("The lines below go from 10 % over 50 % to 90 % of the draws.\n");
}

}  // namespace evpickup::report
