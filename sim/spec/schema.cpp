// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/schema.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

namespace evpickup::spec {

namespace {

using Json = nlohmann::ordered_json;

/// Schemas by name; what is the same stands there once.
class Definitions {
 public:
  /// A reference to a schema, which is called `name` or nearly so.
  Json refer(const std::string& name, const Json& schema) {
    const auto [known, is_new] = names_.try_emplace(schema.dump(), name);
    if (is_new) {
      std::string& own = known->second;
      for (int i = 2; all_.contains(own); ++i) own = fmt::format("{}_{}", name, i);
      all_[own] = schema;
    }
    return {{"$ref", "#/definitions/" + known->second}};
  }
  [[nodiscard]] const Json& all() const { return all_; }

 private:
  std::map<std::string, std::string> names_;
  Json all_ = Json::object();
};

Json schema_of(const Shape& shape);

Json number_schema(const Shape& shape, const char* type) {
  Json schema{{"type", type}};
  if (shape.low) schema["minimum"] = *shape.low;
  if (shape.high) schema["maximum"] = *shape.high;
  return schema;
}

Json text_schema(const Shape& shape) {
  Json schema{{"type", "string"}};
  if (!shape.words.empty()) schema["enum"] = shape.words;
  if (!shape.pattern.empty()) schema["pattern"] = shape.pattern;
  return schema;
}

Json list_schema(const Shape& shape) {
  const bool pair = shape.form == Shape::Form::pair;
  Json schema{{"type", "array"}};
  if (!pair) {
    schema["items"] = schema_of(shape.elements.front());
    return schema;
  }
  schema["items"] = Json::array();
  for (const Shape& element : shape.elements) schema["items"].push_back(schema_of(element));
  schema["minItems"] = shape.elements.size();
  schema["maxItems"] = shape.elements.size();
  return schema;
}

Json schema_of(const Shape& shape) {
  using Form = Shape::Form;
  switch (shape.form) {
  case Form::any:
    return Json::object();
  case Form::text:
    return text_schema(shape);
  case Form::number:
    if (shape.pattern.empty()) return number_schema(shape, "number");
    return {{"anyOf", {number_schema(shape, "number"), text_schema(shape)}}};
  case Form::whole_number:
    return number_schema(shape, "integer");
  case Form::yes_or_no:
    return {{"type", "boolean"}};
  case Form::date:
    // TOML's own dates, texts such as "2026-10", and years.
    return {{"type", {"string", "integer"}}};
  case Form::list:
  case Form::pair:
    return list_schema(shape);
  }
  return Json::object();
}

/// `{ value = ..., source = ..., ... }` around a value, which is a reference.
Json annotated(const Json& plain) {
  const Json text{{"type", "string"}};
  const Json date{{"type", {"string", "integer"}}};
  const Json other{
      {"type", "object"},
      {"required", {"value", "source"}},
      {"additionalProperties", false},
      {"properties", {{"value", plain}, {"source", text}, {"note", text}, {"date", date}}}};
  return {{"type", "object"},
          {"required", {"value"}},
          {"additionalProperties", false},
          {"properties",
           {{"value", plain},
            {"source", {{"type", "string"}, {"description", "an id of [sources]"}}},
            {"range",
             {{"type", "array"},
              {"items", plain},
              {"minItems", 2},
              {"maxItems", 2},
              {"description", "two values that it lies between"}}},
            {"note", text},
            {"date", date},
            {"kind", {{"type", "string"}, {"enum", {"estimate"}}}},
            {"rule", {{"type", "string"}, {"description", "how an estimate was made"}}},
            {"also",
             {{"type", "array"}, {"items", other}, {"description", "what other sources say"}}}}}};
}

Json table_schema(const std::vector<Outline>& keys, Definitions& definitions);

Json content_schema(const Outline& key, Definitions& definitions) {
  if (key.kind == Outline::Kind::value) {
    Json plain = schema_of(key.shape);
    if (!key.sourced) return plain;
    const std::string name = key.key.empty() ? "named" : key.key;
    const Json reference = definitions.refer(name + "_value", plain);
    return definitions.refer(name, {{"anyOf", {reference, annotated(reference)}}});
  }

  // Values by name have no key of their own.
  const bool values = key.children.size() == 1 && key.children.front().key.empty();
  Json inner = values ? content_schema(key.children.front(), definitions)
                      : definitions.refer(key.key, table_schema(key.children, definitions));
  if (key.kind == Outline::Kind::section) return inner;
  if (key.kind == Outline::Kind::list) return {{"type", "array"}, {"items", std::move(inner)}};
  if (key.names.empty()) return {{"type", "object"}, {"additionalProperties", std::move(inner)}};
  Json table{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  for (const auto& name : key.names) table["properties"][name] = inner;
  return table;
}

/// A schema with the words about its key. Beside a reference draft 7 reads nothing, hence allOf.
Json described(const Outline& key, Json schema) {
  Json told{{"description",
             key.accepts.empty() ? key.doc : fmt::format("{} ({})", key.doc, key.accepts)}};
  if (schema.contains("$ref")) {
    told["allOf"] = Json::array({std::move(schema)});
  } else {
    told.update(schema);
  }
  return told;
}

Json table_schema(const std::vector<Outline>& keys, Definitions& definitions) {
  Json table{{"type", "object"}, {"additionalProperties", false}, {"properties", Json::object()}};
  Json required = Json::array();
  for (const Outline& key : keys) {
    table["properties"][key.key] = described(key, content_schema(key, definitions));
    if (key.required) required.push_back(key.key);
  }
  if (!required.empty()) table["required"] = std::move(required);
  return table;
}

}  // namespace

std::string json_schema(std::string_view title, const std::vector<Outline>& keys) {
  Definitions definitions;
  const Json top = table_schema(keys, definitions);
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
  schema.update(top);
  schema["definitions"] = definitions.all();
  return schema.dump(1) + "\n";
}

}  // namespace evpickup::spec
