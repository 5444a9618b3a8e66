// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// What the tests of studies share: the shipped data, short scenarios, a look into results.
namespace test {

inline evpickup::model::Catalog shipped() {
  return evpickup::model::Catalog{EVPICKUP_TEST_SOURCE_DIR};
}

/// A cycle of a few long steps, which is driven in no time.
inline const std::string short_cycle = EVPICKUP_TEST_SOURCE_DIR "/tests/study/short.csv";

/// A scenario file on the short cycle; `rest` is put behind its [duty].
inline evpickup::model::Scenario scenario_of(const std::string& rest) {
  const std::string text = "format = 1\ntitle = \"Test\"\n[duty]\ncycle = \"" + short_cycle +
                           "\"\ndistance = \"20000 km/yr\"\n" + rest;
  return evpickup::model::read_scenario(std::make_shared<const evpickup::base::SourceText>(
                                            evpickup::base::SourceText{"test.toml", text}),
                                        "test");
}

/// A fee that the market of the United States leaves to its user.
inline const evpickup::study::Override registration{"market.us.ownership.registration",
                                                    "100 USD/yr"};

inline evpickup::study::RunOptions options_with(std::vector<evpickup::study::Override> overrides) {
  evpickup::study::RunOptions options;
  options.overrides = std::move(overrides);
  return options;
}

/// What a person reads when `act` refuses its input; empty if it does not.
template <class Act>
std::string refusal_of(const Act& act) {
  try {
    act();
  } catch (const evpickup::base::InputError& error) {
    return error.what();
  }
  return {};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// How many sentences hold the part.
inline auto count_with(const std::vector<std::string>& sentences, const std::string& part) {
  return std::ranges::count_if(sentences,
                               [&](const std::string& text) { return contains(text, part); });
}

inline double number(const evpickup::study::Table& table, std::size_t row, const std::string& key) {
  return std::get<double>(table.at(row, key));
}
inline std::string text(const evpickup::study::Table& table, std::size_t row,
                        const std::string& key) {
  return std::get<std::string>(table.at(row, key));
}
inline bool is_null(const evpickup::study::Table& table, std::size_t row, const std::string& key) {
  return std::holds_alternative<std::monostate>(table.at(row, key));
}

/// True if every row has a cell for each column and every number is finite.
inline bool is_sound(const evpickup::study::Table& table) {
  return std::ranges::all_of(table.rows, [&](const auto& row) {
    return row.size() == table.columns.size() &&
           std::ranges::all_of(row, [](const evpickup::study::Cell& cell) {
             const double* value = std::get_if<double>(&cell);
             return value == nullptr || std::isfinite(*value);
           });
  });
}

inline const evpickup::study::Section* find_section(const evpickup::study::Results& results,
                                                    const std::string& key) {
  for (const auto& section : results.sections)
    if (section.key == key) return &section;
  return nullptr;
}

}  // namespace test
