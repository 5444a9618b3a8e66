// SPDX-License-Identifier: Apache-2.0
#include "explanation_words.hpp"

#include <map>
#include <utility>

namespace evpickup::study {

Column text_column(std::string key, std::string label) {
  return {std::move(key), std::move(label), "", 0, Better::neither};
}

std::string standard_of(const KeyEntry& entry) {
  static const auto values = standard_values();
  const auto found = values.find(entry.file + " " + entry.path);
  return found != values.end() ? found->second : std::string{};
}

std::string basis_of(const Metric& metric) {
  switch (metric.needs) {
  case Needs::duty:
    return "the drive of the duty (docs/physics.md)";
  case Needs::years:
    return "the years of use and the ageing of the battery (docs/physics.md)";
  case Needs::sides:
    return "further drives: other conditions, performance, charging (docs/physics.md)";
  case Needs::cost:
    return "the ledger (docs/cost.md)";
  }
  return {};
}

std::string_view better_of(const Column& column) {
  if (column.better == Better::lower) return "lower is better";
  if (column.better == Better::higher) return "higher is better";
  return "";
}

std::string key_of(const cost::ItemRow& row) {
  return std::string{row.key} + (row.names == nullptr ? "" : "NAME");
}

std::string label_of(const cost::ItemRow& row) {
  return std::string{row.label} + (row.names == nullptr ? "" : "NAME");
}

std::string cash_key(const cost::ItemRow& row) { return row.of_all ? key_of(row) + "_cash" : ""; }

std::string cash_label(const cost::ItemRow& row) {
  return row.of_all ? label_of(row) + ", in the cash view" : "";
}

}  // namespace evpickup::study
