// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// What is known of the trucks of a run, value by value, for pages that show it.
namespace evpickup::study {

/// A source of values.
struct SourceEntry {
  std::string title;
  std::string url;
  /// "regulator", "manufacturer", "press" or "estimate".
  std::string kind;
  std::string date;
};

/// A value of one trim.
struct SpecificationValue {
  std::string text;
  /// Place in Specification::sources.
  std::optional<std::size_t> source;
  /// Made by a rule, in words.
  bool estimated = false;
  std::string rule;
  std::string range;
  std::string note;
  /// What other sources say.
  std::string others;
};

/// A row of a model's sheet: a value for each trim, absent where the trim has none.
struct SpecificationRow {
  std::string group;
  std::string label;
  std::vector<std::optional<SpecificationValue>> values;
};

/// All trims of one model.
struct ModelSheet {
  std::string name;
  std::vector<std::string> trims;
  std::vector<SpecificationRow> rows;
};

struct Specification {
  std::vector<ModelSheet> models;
  /// Those that a value refers to, each once.
  std::vector<SourceEntry> sources;
};

}  // namespace evpickup::study
