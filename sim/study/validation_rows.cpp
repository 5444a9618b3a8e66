// SPDX-License-Identifier: Apache-2.0
#include "validation_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "evpickup/base/text.hpp"
#include "evpickup/study/validation_quantities.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::study {

namespace {

/// A value in SI units in the unit of a table.
double in_unit(double si, const ValidationQuantity& quantity) {
  if (quantity.unit == "%") return 100.0 * si;
  for (const auto& symbol : units::symbols(quantity.measured.kind))
    if (symbol.symbol == quantity.unit) return (si - symbol.offset) / symbol.factor;
  throw std::logic_error("a quantity has a unit that its kind lacks");
}

std::optional<double> in_unit(const std::optional<double>& si, const ValidationQuantity& quantity) {
  return si ? std::optional(in_unit(*si, quantity)) : std::nullopt;
}

std::string url_of(const spec::Sources* sources, const std::string& id) {
  if (sources == nullptr) return {};
  const auto found = sources->find(id);
  return found == sources->end() ? std::string{} : found->second.url;
}

/// True if a value of the vehicle under `prefix` has its source at `url`.
bool has_value_of(const model::Vehicle& vehicle, std::string_view prefix, const std::string& url) {
  bool found = false;
  spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
    found = found || (leaf.path.starts_with(prefix) && !leaf.origin->source.empty() &&
                      url_of(vehicle.sources.get(), leaf.origin->source) == url);
  });
  return found;
}

/// The rating that a truck is anchored on has the row's source, or the prediction is scaled on a
/// value of that source.
bool same_source(const model::ValidationRow& row, const ValidationQuantity& quantity,
                 const std::string& url, model::Mode mode, ValidationBench& bench) {
  if (row.calibration) return true;
  if (url.empty()) return false;
  return std::ranges::any_of(row.vehicles, [&](const std::string& name) {
    const auto& truck = bench.truck(name, model::Mode::blind, row.where);
    if (quantity.scaled_on != nullptr && has_value_of(truck, quantity.scaled_on(truck), url))
      return true;
    if (mode != model::Mode::anchored) return false;
    const auto& anchor = bench.anchor(name);
    if (!anchor || !anchor->refusal.empty()) return false;
    return has_value_of(truck, "rating." + anchor->target.procedure, url);
  });
}

std::string trucks_text(const model::ValidationRow& row) {
  if (row.vehicles.size() == 1) return row.vehicles.front();
  return row.quantity == "five_cycle_difference"
             ? row.vehicles.front() + " less others"
             : fmt::format("mean of {} trucks", row.vehicles.size());
}

ValidatedRow validated(const model::ValidationRow& row, const model::ValidationFile& file,
                       const ValidationKind& kind, ValidationBench& bench) {
  const ValidationQuantity& quantity = validation_quantity(row.quantity);
  ValidatedRow result;
  result.truck = trucks_text(row);
  result.quantity = quantity.label;
  result.conditions = conditions_text(row.conditions);
  result.unit = quantity.unit;
  result.relative = quantity.relative;
  result.measured = in_unit(*row.measured, quantity);
  if (row.measured.range) {
    result.low = in_unit(row.measured.range->first, quantity);
    result.high = in_unit(row.measured.range->second, quantity);
  }

  const auto& source = file.sources->at(row.measured.origin.source);
  result.source = source.title;
  result.url = source.url;
  result.mode = row.calibration                      ? "calibration"
                : kind.mode == model::Mode::anchored ? "anchored"
                                                     : "blind";
  result.counted = row.counted;
  result.remark = row.reason;
  result.note = row.measured.origin.note;

  for (const auto& name : row.vehicles) (void)bench.truck(name, kind.mode, row.where);
  result.predicted = in_unit(quantity.predict({bench, row, kind.mode}), quantity);
  result.same_source = same_source(row, quantity, source.url, kind.mode, bench);
  return result;
}

}  // namespace

std::vector<ValidatedRow> file_rows(const ValidationKind& kind, ValidationBench& bench) {
  const auto& file = bench.file(std::string(kind.key));
  std::vector<ValidatedRow> rows;
  rows.reserve(file.rows.size());
  for (const auto& row : file.rows) rows.push_back(validated(row, file, kind, bench));
  return rows;
}

}  // namespace evpickup::study
