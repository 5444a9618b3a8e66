// SPDX-License-Identifier: Apache-2.0
#include <yaml-cpp/yaml.h>

#include <utility>

#include "fastsim_record.hpp"

namespace evpickup::model {

namespace {

base::SourcePlace place_of(const FastsimText& text, const YAML::Mark& mark) {
  if (mark.line < 0) return {text, 0, 0, 1};
  return {text, static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1,
          1};
}

/// A list of numbers, plain or as {v, dim, data}.
std::optional<std::vector<double>> numbers_of(const YAML::Node& node) {
  if (node.IsMap() && node["data"]) return numbers_of(node["data"]);
  if (!node.IsSequence()) return std::nullopt;
  std::vector<double> numbers;
  for (const auto& element : node) {
    if (!element.IsScalar()) return std::nullopt;
    const auto cell = fastsim_cell(element.Scalar(), {});
    const auto* number = std::get_if<double>(&cell.value);
    if (number == nullptr) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

FastsimValue value_of(const YAML::Node& node, const base::SourcePlace& where) {
  if (node.IsScalar()) return fastsim_cell(node.Scalar(), where);
  FastsimValue value{{}, where};
  if (auto numbers = numbers_of(node)) value.value = std::move(*numbers);
  return value;
}

void put_all(FastsimRecord& record, const YAML::Node& table, const FastsimText& text,
             base::Diagnostics& findings) {
  for (const auto& entry : table) {
    if (!entry.first.IsScalar()) continue;
    put(record, entry.first.Scalar(), value_of(entry.second, place_of(text, entry.first.Mark())),
        findings);
  }
}

FastsimRecord record_of(const YAML::Node& vehicle, const FastsimText& text,
                        base::Diagnostics& findings) {
  FastsimRecord record;
  record.where = {text, 0, 0, 1};
  if (!vehicle["inputs"]) {
    put_all(record, vehicle, text, findings);
    return record;
  }
  for (const char* part : {"inputs", "motor_map"})
    if (vehicle[part] && vehicle[part].IsMap()) put_all(record, vehicle[part], text, findings);
  return record;
}

}  // namespace

std::vector<FastsimRecord> fastsim_yaml(const FastsimText& text) {
  base::Diagnostics findings;
  std::vector<FastsimRecord> records;
  try {
    const YAML::Node root = YAML::Load(text->text);
    if (root.IsMap()) {
      records.push_back(record_of(root, text, findings));
    } else {
      for (const auto& vehicle : root)
        if (vehicle.IsMap()) records.push_back(record_of(vehicle, text, findings));
    }
  } catch (const YAML::Exception& error) {
    throw base::InputError(base::Diagnostic{base::Severity::error,
                                            place_of(text, error.mark),
                                            {},
                                            "this is no YAML: " + error.msg,
                                            {}});
  }
  if (records.empty())
    findings.error({text, 0, 0, 1}, {}, "expected a vehicle, a map with its parameters");
  findings.throw_if_errors();
  return records;
}

}  // namespace evpickup::model
