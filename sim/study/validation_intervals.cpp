// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation_intervals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "evpickup/base/random.hpp"
#include "evpickup/base/statistics.hpp"
#include "evpickup/study/uncertain_inputs.hpp"
#include "evpickup/study/validation.hpp"
#include "evpickup/study/validation_quantities.hpp"
#include "validation_rows.hpp"

namespace evpickup::study {

namespace {

constexpr std::uint64_t seed = 1;

/// Shares of a Latin hypercube: each input visits each of `draws` equal strata once, in an order of
/// its own (M. D. McKay, R. J. Beckman, W. J. Conover, Technometrics 21 (1979), 239-245).
class Hypercube {
 public:
  explicit Hypercube(int draws) : draws_(static_cast<std::size_t>(draws)) {}

  double share(const std::string& name, std::size_t draw) {
    auto& shares = shares_[name];
    if (shares.empty()) {
      std::vector<double> order(draws_);
      base::fill_uniform(seed, 0, base::key_of_name(name), order);
      for (const double value : order) {
        const auto before = std::ranges::count_if(order, [&](double o) { return o < value; });
        shares.push_back((static_cast<double>(before) + 0.5) / static_cast<double>(draws_));
      }
    }
    return shares[draw];
  }

 private:
  std::size_t draws_;
  std::map<std::string, std::vector<double>> shares_;
};

/// Moves a truck's estimates to a draw. The factor that its rating tells is then solved for, so
/// that an anchored truck has none to draw.
void move(model::Vehicle& vehicle, model::Mode mode, std::size_t draw, Hypercube& hypercube) {
  const TruckInputs all = truck_inputs(vehicle, mode);
  const auto drawn = [&](std::size_t k) {
    return quantile(all.values[k].distribution, hypercube.share(all.inputs[k].name, draw));
  };
  for (std::size_t k = 0; k < all.values.size(); ++k) {
    const DrawnValue& value = all.values[k];
    if (mode == model::Mode::anchored && !value.estimated) continue;
    if (const auto number = spec::number_at(vehicle, value.key))
      number->put(followed(drawn(k), value, all.values, drawn));
  }
}

/// A row whose wind is drawn within its range.
model::ValidationRow windy(const model::ValidationRow& row, std::size_t draw,
                           Hypercube& hypercube) {
  model::ValidationRow moved = row;
  const auto& wind = row.conditions.wind;
  if (!wind.range) return moved;
  const Estimate estimate{units::in_metres_per_second(wind.range->first),
                          units::in_metres_per_second(*wind),
                          units::in_metres_per_second(wind.range->second), range_coverage};
  const double speed = quantile(prepared({estimate, 0.0}), hypercube.share("wind", draw));
  moved.conditions.wind.move_to(units::metres_per_second(speed));
  return moved;
}

bool takes_part(const model::ValidationRow& row) { return row.counted && !row.calibration; }

}  // namespace

std::vector<PredictedInterval> predicted_intervals(ValidationBench& bench, int draws,
                                                   const TellProgress& progress) {
  Hypercube hypercube(draws);
  std::vector<ValidationBench> drawn;
  for (std::size_t draw = 0; draw < static_cast<std::size_t>(draws); ++draw)
    drawn.emplace_back(bench.catalog(), bench.threads(),
                       [draw, &hypercube](model::Vehicle& vehicle, model::Mode mode) {
                         move(vehicle, mode, draw, hypercube);
                       });

  std::vector<PredictedInterval> intervals;
  const auto add = [&](const ValidationKind& kind, const model::ValidationRow& row,
                       model::Mode mode) {
    const ValidationQuantity& quantity = validation_quantity(row.quantity);
    std::vector<double> values;
    for (std::size_t draw = 0; draw < drawn.size(); ++draw) {
      const model::ValidationRow moved = windy(row, draw, hypercube);
      if (const auto predicted = quantity.predict({drawn[draw], moved, mode}))
        values.push_back(*predicted);
    }
    if (values.size() < 2) return;
    const auto sorted = base::sorted_sample(values, {});
    constexpr double tail = 0.5 * (1.0 - interval_share);
    intervals.push_back({std::string(kind.title), row.vehicles.front(), std::string(quantity.label),
                         mode == model::Mode::blind ? "blind" : "anchored", *row.measured,
                         base::percentile(sorted, tail), base::percentile(sorted, 1.0 - tail)});
  };
  std::vector<std::pair<const ValidationKind*, const model::ValidationRow*>> rows;
  for (const auto& kind : validation_kinds()) {
    if (kind.rows != file_rows) continue;
    for (const auto& row : bench.file(std::string(kind.key)).rows)
      if (takes_part(row)) rows.emplace_back(&kind, &row);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (progress) progress(i, rows.size(), "intervals");
    const auto& [kind, row] = rows[i];
    add(*kind, *row, model::Mode::blind);
    if (kind->mode == model::Mode::anchored) add(*kind, *row, model::Mode::anchored);
  }
  if (progress) progress(rows.size(), rows.size(), "intervals");
  return intervals;
}

Section interval_section(const std::vector<PredictedInterval>& intervals, int draws) {
  Section section;
  section.key = "intervals";
  section.title = fmt::format("Intervals of {:.0f} % of the draws", 100 * interval_share);
  section.table.columns = {{"mode", "mode", "", 0},
                           {"kind", "kind", "", 0},
                           {"rows", "rows", "", 0},
                           {"inside_percent", "inside", "%", 0},
                           {"width_percent", "mean width", "%", 0}};
  struct Sum {
    double rows = 0.0, inside = 0.0, width = 0.0;
  };
  std::map<std::string, std::map<std::string, Sum>> sums;
  for (const auto& interval : intervals) {
    const double width =
        interval.measured != 0.0 ? (interval.high - interval.low) / std::abs(interval.measured) : 0;
    for (const std::string& kind : {std::string("all"), interval.kind}) {
      Sum& sum = sums[interval.mode][kind];
      sum.rows += 1.0;
      sum.inside += interval.holds() ? 1.0 : 0.0;
      sum.width += width;
    }
  }
  for (const char* mode : {"blind", "anchored"})
    for (const auto& [kind, sum] : sums[mode])
      section.table.rows.push_back({std::string(mode), kind, sum.rows,
                                    100.0 * sum.inside / sum.rows, 100.0 * sum.width / sum.rows});
  section.remarks.push_back(fmt::format(
      "Each measurement is predicted {} times from drawn estimates; inside is the share of the "
      "measurements that their interval holds, width that of the interval over the measurement.",
      draws));
  return section;
}

}  // namespace evpickup::study
