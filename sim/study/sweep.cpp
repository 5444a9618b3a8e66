// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

/// A number and the unit written behind it.
struct Written {
  double number = 0.0;
  std::string unit;
};

[[noreturn]] void refuse(const spec::Node& node, const std::string& key, std::string message,
                         std::string hint = {}) {
  throw base::InputError(base::Diagnostic{base::Severity::error, node.where, key,
                                          std::move(message), std::move(hint)});
}

Written written(const spec::Node& node, const std::string& key) {
  if (node.is_number() && std::isfinite(node.number)) return {node.number, {}};
  if (node.is_text()) {
    const auto space = node.text.find(' ');
    const auto number = base::parse_number(node.text.substr(0, space));
    if (number)
      return {*number, space == std::string::npos
                           ? std::string{}
                           : std::string(base::trim(node.text.substr(space + 1)))};
  }
  refuse(node, key, fmt::format("expected a number with its unit, got {}", node.shown()));
}

/// A temperature's step is a difference, written in K.
bool step_fits(const std::string& step_unit, const std::string& unit) {
  return step_unit == unit || (step_unit == "K" && unit == "degC");
}

spec::Node value_node(const spec::Node& like, double number, const std::string& unit) {
  spec::Node node = like;
  node.number = number;
  if (!unit.empty()) {
    node.type = spec::NodeType::text;
    node.text = base::shortest(number) + " " + unit;
  } else {
    node.type = spec::NodeType::number;
  }
  return node;
}

/// Removes the noise of repeated addition: 12 significant digits.
double tidy(double number) { return *base::parse_number(fmt::format("{:.12g}", number)); }

/// Values that a number of steps gives, if a sweep may have so many.
std::size_t checked_count(const spec::Node& node, const std::string& key, double count) {
  if (count > static_cast<double>(most_points))
    refuse(node, key,
           fmt::format("{:.0f} values are more than the {} that a sweep may have", count,
                       most_points));
  return static_cast<std::size_t>(count);
}

/// The two ends, in one unit.
Axis::Series between(const model::Sweep& sweep) {
  const Written from = written(*sweep.from, sweep.key);
  const Written to = written(*sweep.to, sweep.key);
  if (to.unit != from.unit)
    refuse(*sweep.to, sweep.key, fmt::format("from is in {} and to in {}", from.unit, to.unit),
           sweep.step ? "write from, to and step in one unit" : "write from and to in one unit");
  return {.from = *sweep.from, .unit = from.unit, .first = from.number, .last = to.number};
}

Axis::Series stepped(const model::Sweep& sweep) {
  Axis::Series series = between(sweep);
  const Written step = written(*sweep.step, sweep.key);
  if (!step_fits(step.unit, series.unit))
    refuse(*sweep.step, sweep.key,
           fmt::format("from is in {} and step in {}", series.unit, step.unit),
           series.unit == "degC" ? "a difference of temperatures is written in K"
                                 : "write from, to and step in one unit");
  const double length = series.last - series.first;
  if (step.number == 0.0 || length / step.number < 0.0)
    refuse(*sweep.step, sweep.key, "this step does not lead from `from` to `to`");
  series.step = step.number;
  series.count =
      checked_count(*sweep.step, sweep.key, std::floor(length / step.number * (1 + 1e-12)) + 1);
  return series;
}

Axis::Series logarithmic(const model::Sweep& sweep) {
  Axis::Series series = between(sweep);
  series.logarithmic = true;
  const spec::Node& count = *sweep.log;
  if (count.type != spec::NodeType::integer || count.integer < 2)
    refuse(count, sweep.key,
           fmt::format("log is a whole number of values, 2 or more, not {}", count.shown()));
  if (!(series.first > 0.0) || !(series.last > 0.0) || series.unit == "degC")
    refuse(*sweep.from, sweep.key, "logarithmic values need two ends above zero",
           series.unit == "degC" ? "temperatures are stepped: from, to and step" : "");
  series.count = checked_count(count, sweep.key, count.number);
  return series;
}

/// A value of an axis that is no number, as a table shows it; of a list, equal neighbours once.
std::string text_of(const spec::Node& node) {
  if (node.is_text()) return node.text;
  if (node.type != spec::NodeType::array) return node.shown();
  std::string text;
  const auto& items = node.children;
  for (std::size_t i = 0, next = 0; i < items.size(); i = next) {
    const std::string item = text_of(items[i]);
    while (next < items.size() && text_of(items[next]) == item) ++next;
    if (!text.empty()) text += ", ";
    text += next - i > 1 ? fmt::format("{} x {}", next - i, item) : item;
  }
  return text;
}

std::vector<AxisValue> listed(const model::Sweep& sweep, std::string& unit) {
  if (sweep.values->type != spec::NodeType::array || sweep.values->children.empty())
    refuse(*sweep.values, sweep.key, "expected a list of values, got " + sweep.values->shown());
  std::vector<AxisValue> values;
  for (const auto& node : sweep.values->children) {
    const bool numeric =
        node.is_number() ||
        (node.is_text() && base::parse_number(node.text.substr(0, node.text.find(' '))));
    if (!numeric) {
      values.push_back({node, Cell(text_of(node))});
      continue;
    }
    const Written value = written(node, sweep.key);
    if (!values.empty() && value.unit != unit)
      refuse(node, sweep.key,
             fmt::format("the first value is in {}, this one in {}", unit, value.unit),
             "write all values in one unit");
    unit = value.unit;
    values.push_back({node, value.number});
  }
  return values;
}

}  // namespace

AxisValue Axis::at(std::size_t index) const {
  if (!series) return listed.at(index);
  const auto place = static_cast<double>(index);
  double number = series->first + place * series->step;
  if (series->logarithmic) {
    const double share = place / static_cast<double>(series->count - 1);
    number = index + 1 == series->count
                 ? series->last
                 : series->first * std::pow(series->last / series->first, share);
  }
  number = tidy(number);
  return {value_node(series->from, number, series->unit), number};
}

std::string column_key(std::string_view path, std::string_view unit) {
  std::string text(path);
  for (const char letter : unit.empty() ? std::string{} : "_" + std::string(unit)) {
    if (letter == '/') text += "_per_";
    if (letter == '%') text += "percent";
    text += letter;
  }
  std::string key;
  for (const char letter : text) {
    const auto plain = static_cast<unsigned char>(letter);
    if (std::isalnum(plain) != 0) {
      key += static_cast<char>(std::tolower(plain));
    } else if (!key.empty() && key.back() != '_') {
      key += '_';
    }
  }
  while (key.ends_with('_')) key.pop_back();
  return key;
}

Axis make_axis(const model::Sweep& sweep) {
  const spec::Node& first = sweep.values ? *sweep.values : *sweep.from;
  Axis axis;
  axis.path = parse_path(sweep.key, first.where);
  axis.scale = sweep.scale;
  std::string unit;
  if (sweep.values) {
    axis.listed = listed(sweep, unit);
  } else {
    axis.series = sweep.log ? logarithmic(sweep) : stepped(sweep);
    unit = axis.series->unit;
  }
  const auto dot = sweep.key.rfind('.');
  std::string label = sweep.key.substr(dot == std::string::npos ? 0 : dot + 1);
  std::replace(label.begin(), label.end(), '_', ' ');
  axis.column = {column_key(sweep.key, unit), label, unit, 0, Better::neither};

  // As many decimals as the values need, at most four; a page never shows more values than these.
  constexpr std::size_t shown_values = 1000;
  for (std::size_t i = 0; i < std::min(axis.size(), shown_values); ++i) {
    const Cell shown = axis.at(i).shown;
    const double* number = std::get_if<double>(&shown);
    while (number != nullptr && axis.column.decimals < 4 &&
           std::abs(*number * std::pow(10, axis.column.decimals) -
                    std::round(*number * std::pow(10, axis.column.decimals))) > 1e-6)
      ++axis.column.decimals;
  }
  return axis;
}

}  // namespace evpickup::study
