// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "fastsim_record.hpp"

namespace evpickup::model {

namespace {

using Json = nlohmann::json;

/// Line and column of a byte.
base::SourcePlace place_of(const FastsimText& text, std::size_t byte) {
  const std::string_view before = std::string_view{text->text}.substr(0, byte);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  const std::size_t start = before.rfind('\n');
  return {text, line, start == std::string_view::npos ? before.size() + 1 : before.size() - start,
          1};
}

/// A list of numbers.
std::optional<std::vector<double>> numbers_of(const Json& node) {
  if (!node.is_array() || !std::ranges::all_of(node, [](const Json& n) { return n.is_number(); }))
    return std::nullopt;
  return node.get<std::vector<double>>();
}

FastsimValue value_of(const Json& node, const base::SourcePlace& where) {
  FastsimValue value{{}, where};
  if (node.is_number()) {
    value.value = node.get<double>();
  } else if (node.is_boolean()) {
    value.value = node.get<bool>();
  } else if (node.is_string()) {
    value = fastsim_cell(node.get<std::string>(), where);
  } else if (auto numbers =
                 numbers_of(node.is_object() && node.contains("data") ? node["data"] : node)) {
    // Plain, or as {v, dim, data}.
    value.value = std::move(*numbers);
  }
  return value;
}

void put_all(FastsimRecord& record, const Json& table, base::Diagnostics& findings) {
  for (const auto& [key, node] : table.items())
    put(record, key, value_of(node, record.where), findings);
}

FastsimRecord record_of(const Json& vehicle, const FastsimText& text, base::Diagnostics& findings) {
  FastsimRecord record;
  record.where = {text, 0, 0, 1};
  if (!vehicle.contains("inputs")) {
    put_all(record, vehicle, findings);
    return record;
  }
  for (const char* part : {"inputs", "motor_map"})
    if (vehicle.contains(part) && vehicle[part].is_object())
      put_all(record, vehicle[part], findings);
  return record;
}

}  // namespace

std::vector<FastsimRecord> fastsim_json(const FastsimText& text) {
  Json root;
  try {
    root = Json::parse(text->text);
  } catch (const Json::parse_error& error) {
    throw base::InputError(base::Diagnostic{
        base::Severity::error,
        place_of(text, std::max<std::size_t>(error.byte, 1) - 1),
        {},
        "this is no JSON: the text breaks off or has something here that JSON does "
        "not allow",
        {}});
  } catch (const Json::exception&) {
    throw base::InputError(fmt::format("{} holds a number that is too large", text->name));
  }
  base::Diagnostics findings;
  std::vector<FastsimRecord> records;
  const auto add = [&](const Json& vehicle) {
    if (vehicle.is_object()) {
      records.push_back(record_of(vehicle, text, findings));
    } else if (!findings.has_errors()) {
      findings.error({text, 0, 0, 1}, {}, "expected a vehicle, an object with its parameters");
    }
  };
  if (root.is_array() && !root.empty()) {
    for (const Json& vehicle : root) add(vehicle);
  } else {
    add(root);
  }
  findings.throw_if_errors();
  return records;
}

}  // namespace evpickup::model
