// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::spec {

namespace {

// The ids of a file's sources.
std::vector<std::string> ids(const Sources& sources) {
  std::vector<std::string> result;
  for (const auto& [id, source] : sources) result.push_back(id);
  return result;
}

// `did you mean "x"?`, or all the words there are.
std::string hint_among(std::string_view word, const std::vector<std::string>& words,
                       std::string_view what) {
  std::string hint = base::did_you_mean_hint(word, words);
  if (hint.empty() && !words.empty()) hint = fmt::format("{}: {}", what, base::join(words, ", "));
  return hint;
}

// A value of a codec, or its default after an error.
template <class T>
T read_or_default(const Codec<T>& codec, const Node& node, const std::string& path,
                  Reader& reader) {
  Refusal refusal;
  const auto value = codec.read(node, refusal);
  if (!value) refuse(reader, node, path, codec.accepts, refusal);
  return value.value_or(T{});
}

// The keys of an annotated value.
const std::vector<std::string>& annotation_keys() {
  static const std::vector<std::string> keys{"value", "source", "range", "note",
                                             "also",  "date",   "kind",  "rule"};
  return keys;
}

// Reads one entry of an annotated value; false for a key that does not belong there.
bool read_entry(Annotation& annotation, const Node& entry, const std::string& path,
                Reader& reader) {
  const std::string entry_path = joined(path, entry.key);
  if (entry.key == "value") {
    annotation.value = &entry;
  } else if (entry.key == "range") {
    annotation.range = &entry;
  } else if (entry.key == "source") {
    annotation.origin.source = read_source_id(entry, entry_path, reader);
  } else if (entry.key == "note") {
    annotation.origin.note = read_or_default(any_text(), entry, entry_path, reader);
  } else if (entry.key == "rule") {
    annotation.origin.rule = read_or_default(any_text(), entry, entry_path, reader);
  } else if (entry.key == "date") {
    annotation.date = read_or_default(calendar_date(), entry, entry_path, reader);
  } else if (entry.key == "kind") {
    read_or_default(one_of<How>({{"estimate", How::estimated}}), entry, entry_path, reader);
    annotation.origin.how = How::estimated;
  } else if (entry.key == "also" && entry.type == NodeType::array) {
    annotation.also = &entry;
  } else if (entry.key == "also") {
    refuse(reader, entry, entry_path, "a list of { value = ..., source = ... }", {});
  } else {
    refuse_unknown_key(reader, entry, entry_path, annotation_keys());
    return false;
  }
  return true;
}

// How the value came to be, from what is written around it and the kind of its source.
void settle_origin(Annotation& annotation, const Node& node, const std::string& path,
                   Reader& reader) {
  Origin& origin = annotation.origin;
  const Source* source = nullptr;
  if (!origin.source.empty()) source = &reader.sources->at(origin.source);
  if (source != nullptr && !annotation.date.known()) annotation.date = source->date;

  // An estimate says by which rule: in its own words, or in those of its source.
  const bool own_estimate = origin.how == How::estimated;
  if (own_estimate && origin.rule.empty() && node.find("rule") == nullptr)
    reader.diagnostics.error(node.where, joined(path, "rule"), "missing value",
                             "say how it was estimated: rule = \"...\"");
  if (!own_estimate && source != nullptr && source->kind == SourceKind::estimate) {
    origin.how = How::estimated;
    for (const std::string& words : {origin.note, source->note, source->title})
      if (origin.rule.empty()) origin.rule = words;
  }
  if (origin.how == How::estimated) return;

  origin.how = source != nullptr ? How::sourced : How::given;
  if (const Node* rule = node.find("rule"))
    reader.diagnostics.error(rule->key_where, joined(path, "rule"), "only an estimate has a rule",
                             "add kind = \"estimate\"");
}

}  // namespace

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string{key} : fmt::format("{}.{}", path, key);
}

void refuse(Reader& reader, const Node& node, const std::string& path, const std::string& accepts,
            const Refusal& refusal) {
  const Node& fault = refusal.element != nullptr ? *refusal.element : node;
  std::string message = fmt::format("expected {}, got {}", accepts, fault.shown());
  if (!refusal.reason.empty()) message += fmt::format(" ({})", refusal.reason);
  reader.diagnostics.error(fault.where, path, std::move(message), refusal.hint);
}

void refuse_unknown_key(Reader& reader, const Node& entry, const std::string& path,
                        const std::vector<std::string>& known) {
  reader.diagnostics.error(entry.key_where, path, "unknown key",
                           hint_among(entry.key, known, "known keys"));
}

bool expect_table(Reader& reader, const Node& node, const std::string& path) {
  if (!node.is_table()) refuse(reader, node, path, "a table", {});
  return node.is_table();
}

Annotation read_annotation(const Node& node, const std::string& path, Reader& reader) {
  Annotation annotation;
  annotation.origin.how = How::given;
  annotation.origin.where = node.where;
  if (!node.is_table()) {
    annotation.value = &node;
    return annotation;
  }

  bool all_known = true;
  for (const Node& entry : node.children)
    all_known = read_entry(annotation, entry, path, reader) && all_known;

  // An unknown key may be the value misspelt, and has been reported.
  if (annotation.value != nullptr) {
    annotation.origin.where = annotation.value->where;
  } else if (all_known) {
    reader.diagnostics.error(node.where, path, "missing value",
                             "write { value = ..., source = \"...\" }");
  }
  settle_origin(annotation, node, path, reader);
  return annotation;
}

std::string read_source_id(const Node& node, const std::string& path, Reader& reader) {
  std::string id = read_or_default(any_text(), node, path, reader);
  if (id.empty()) return id;
  if (reader.sources == nullptr) {
    reader.diagnostics.error(node.where, path, fmt::format("unknown source {}", node.shown()),
                             "this file has no [sources] table");
    return {};
  }
  if (reader.sources->contains(id)) return id;
  reader.diagnostics.error(node.where, path, fmt::format("unknown source {}", node.shown()),
                           hint_among(id, ids(*reader.sources), "sources of this file"));
  return {};
}

bool check_range(Reader& reader, const Node& range, const std::string& path,
                 const std::optional<units::Amount>& low, const std::optional<units::Amount>& value,
                 const std::optional<units::Amount>& high) {
  std::string problem;
  if (!low || !value || !high) {
    problem = "only numbers have a range";
  } else if (low->currency != value->currency || high->currency != value->currency) {
    problem = "the range is in another currency than the value";
  } else if (low->si > high->si) {
    problem = "the range ends below its start";
  } else if (value->si < low->si || value->si > high->si) {
    problem = "the range does not contain the value";
  }
  if (!problem.empty()) reader.diagnostics.error(range.where, path, problem);
  return problem.empty();
}

bool check_alternative(Reader& reader, const Node& node, const std::string& path,
                       const Annotation& annotation) {
  std::string problem;
  if (annotation.range != nullptr || annotation.also != nullptr) {
    problem = "another value has no range and no alternatives of its own";
  } else if (!node.is_table() || node.find("source") == nullptr) {
    problem = "another value needs its source";
  }
  if (!problem.empty())
    reader.diagnostics.error(node.where, path, problem, "write { value = ..., source = \"...\" }");
  return problem.empty();
}

}  // namespace evpickup::spec
