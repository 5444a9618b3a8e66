// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "evpickup/base/diagnostic.hpp"

/// A vehicle of FASTSim-2 as its file has it, whatever the form of the file.
namespace evpickup::model {

/// A parameter: nothing, a number, a switch, a text or a list of numbers.
struct FastsimValue {
  std::variant<std::monostate, double, bool, std::string, std::vector<double>> value;
  base::SourcePlace where;

  [[nodiscard]] bool absent() const { return std::holds_alternative<std::monostate>(value); }
  /// The value as a message shows it.
  [[nodiscard]] std::string shown() const;
};

struct FastsimRecord {
  /// By FASTSim's name of today (drag_coef).
  std::map<std::string, FastsimValue> values;
  base::SourcePlace where;
  /// Names that FASTSim-2 does not have, as they are written.
  std::vector<std::string> unknown;

  /// The value, nullptr if it is absent.
  [[nodiscard]] const FastsimValue* find(const std::string& name) const;
  [[nodiscard]] std::string text(const std::string& name) const;
};

/// FASTSim's name of today for one that is written "dragCoef", "drag coef" or "drag_coef"; nothing
/// if FASTSim-2 has no such parameter.
[[nodiscard]] std::optional<std::string> fastsim_name(std::string_view written);

/// The text of a table's cell: a number, "83 %", TRUE, "[0.1, 0.2]", nothing, or else text.
[[nodiscard]] FastsimValue fastsim_cell(std::string_view text, base::SourcePlace where);

/// Puts a parameter into a record; an error if it is there already under another name.
void put(FastsimRecord& record, std::string_view written, FastsimValue value,
         base::Diagnostics& findings);

using FastsimText = std::shared_ptr<const base::SourceText>;
/// All vehicles of a file. InputError with line and column where the form itself is broken.
[[nodiscard]] std::vector<FastsimRecord> fastsim_json(const FastsimText& text);
[[nodiscard]] std::vector<FastsimRecord> fastsim_yaml(const FastsimText& text);
[[nodiscard]] std::vector<FastsimRecord> fastsim_csv(const FastsimText& text);

}  // namespace evpickup::model
