// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "evpickup/spec/document.hpp"

/// As much of JSON Schema (draft 7) as the schemas of files use, the way an editor reads it.
namespace evpickup::test {

using nlohmann::json;

inline json as_json(const spec::Node& node) {
  switch (node.type) {
  case spec::NodeType::table: {
    json table = json::object();
    for (const auto& child : node.children) table[child.key] = as_json(child);
    return table;
  }
  case spec::NodeType::array: {
    json list = json::array();
    for (const auto& child : node.children) list.push_back(as_json(child));
    return list;
  }
  case spec::NodeType::text:
    return node.text;
  case spec::NodeType::integer:
    return node.integer;
  case spec::NodeType::number:
    return node.number;
  case spec::NodeType::boolean:
    return node.boolean;
  case spec::NodeType::date:
    return node.date.text();
  }
  return {};
}

class SchemaCheck {
 public:
  explicit SchemaCheck(json schema) : schema_(std::move(schema)) {}

  /// What is wrong with a document: "path: reason" each.
  [[nodiscard]] std::vector<std::string> problems(const json& document) const {
    std::vector<std::string> found;
    check(schema_, document, "", found);
    return found;
  }

 private:
  using Problems = std::vector<std::string>;

  static bool is_type(const std::string& type, const json& value) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    throw std::runtime_error("unknown type " + type);
  }

  static bool has_type(const json& types, const json& value) {
    if (types.is_string()) return is_type(types, value);
    for (const auto& type : types)
      if (is_type(type, value)) return true;
    return false;
  }

  void check(const json& schema, const json& value, const std::string& path,
             Problems& found) const {
    if (schema.contains("$ref")) {
      const std::string reference = schema["$ref"];
      check(schema_.at(json::json_pointer(reference.substr(1))), value, path, found);
      return;  // draft 7 ignores what stands beside a reference
    }
    const auto refuse = [&](const std::string& why) { found.push_back(path + ": " + why); };
    for (const auto& part : schema.value("allOf", json::array())) check(part, value, path, found);
    if (schema.contains("anyOf")) check_any(schema["anyOf"], value, path, found);
    if (schema.contains("type") && !has_type(schema["type"], value)) {
      refuse("is no " + schema["type"].dump());
      return;
    }
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
      refuse(value.dump() + " is none of " + schema["enum"].dump());
    if (schema.contains("pattern") && value.is_string() &&
        !std::regex_search(value.get<std::string>(),
                           std::regex(schema["pattern"].get<std::string>())))
      refuse(value.dump() + " does not match " + schema["pattern"].dump());
    if (value.is_number()) {
      if (schema.contains("minimum") && value < schema["minimum"]) refuse("too small");
      if (schema.contains("maximum") && value > schema["maximum"]) refuse("too large");
    }
    if (value.is_object()) check_table(schema, value, path, found);
    if (value.is_array()) check_list(schema, value, path, found);
  }

  void check_any(const json& choices, const json& value, const std::string& path,
                 Problems& found) const {
    Problems last;
    for (const auto& choice : choices) {
      last.clear();
      check(choice, value, path, last);
      if (last.empty()) return;
    }
    found.insert(found.end(), last.begin(), last.end());
  }

  void check_table(const json& schema, const json& value, const std::string& path,
                   Problems& found) const {
    for (const std::string key : schema.value("required", json::array()))
      if (!value.contains(key)) found.push_back(path + "." + key + ": is missing");
    const json properties = schema.value("properties", json::object());
    for (const auto& [key, entry] : value.items()) {
      const std::string own = path + "." + key;
      if (properties.contains(key)) {
        check(properties[key], entry, own, found);
      } else if (schema.contains("additionalProperties")) {
        if (schema["additionalProperties"] == false) {
          found.push_back(own + ": is unknown");
        } else {
          check(schema["additionalProperties"], entry, own, found);
        }
      }
    }
  }

  void check_list(const json& schema, const json& value, const std::string& path,
                  Problems& found) const {
    if (value.size() < schema.value("minItems", std::size_t{0}) ||
        value.size() > schema.value("maxItems", value.size()))
      found.push_back(path + ": has another length");
    if (!schema.contains("items")) return;
    const json& items = schema["items"];
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string own = fmt::format("{}[{}]", path, i);
      if (items.is_object()) check(items, value[i], own, found);
      if (items.is_array() && i < items.size()) check(items[i], value[i], own, found);
    }
  }

  json schema_;
};

}  // namespace evpickup::test
