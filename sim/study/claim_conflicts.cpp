// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "evpickup/base/text.hpp"
#include "evpickup/energy/performance.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/claims.hpp"
#include "evpickup/study/overrides.hpp"

/// Conflicting values of one input: what a truck's claims say of each.
namespace evpickup::study {

namespace {

/// Effects below this share of a figure are no reason to choose a value.
constexpr double worth_telling = 0.005;

/// What is no input of physics.
constexpr std::array other_sections{"availability.", "claims.", "rating.", "price.", "correction."};

/// Coefficients of one coastdown go together.
constexpr std::array coastdown{"body.road_load_a", "body.road_load_b", "body.road_load_c",
                               "body.road_load_mass"};

/// One published value of an input.
struct Published {
  std::string key, value, source, note;
  bool chosen = false;
};

/// All values of an input, the file's choice first.
using Conflict = std::vector<Published>;

bool is_input(const std::string& key) {
  return std::ranges::none_of(other_sections,
                              [&](const char* section) { return key.starts_with(section); });
}

bool is_of_coastdown(const std::string& key) {
  return std::ranges::find(coastdown, key) != coastdown.end();
}

std::vector<Conflict> conflicts_of(const model::Vehicle& truck) {
  std::vector<Conflict> conflicts;
  spec::visit_leaves(truck, "", [&](const spec::Leaf& leaf) {
    // The claims are about charging times; other coefficients of a coastdown follow the first.
    const bool follows = is_of_coastdown(leaf.path) && leaf.path != coastdown.front();
    if (leaf.also.empty() || !is_input(leaf.path) || follows || leaf.path == "charging.dc_time")
      return;
    Conflict conflict{{leaf.path, leaf.text, leaf.origin->source, leaf.origin->note, true}};
    for (const auto& [value, source, note] : leaf.also)
      conflict.push_back({leaf.path, value, source, note, false});
    conflicts.push_back(std::move(conflict));
  });
  return conflicts;
}

void put(model::Vehicle& truck, const std::string& key, const std::string& value) {
  const auto node = spec::parse_value(value, key);
  set(truck, parse_path(key, node.where), node);
}

/// The truck with one of the published values; its coastdown is changed as a whole.
model::Vehicle with_value(const model::Vehicle& truck, const Published& published) {
  model::Vehicle result = truck;
  put(result, published.key, published.value);
  if (!is_of_coastdown(published.key)) return result;
  spec::visit_leaves(truck, "", [&](const spec::Leaf& leaf) {
    if (!is_of_coastdown(leaf.path)) return;
    for (const auto& [value, source, note] : leaf.also)
      if (source == published.source) put(result, leaf.path, value);
  });
  return result;
}

std::optional<double> acceleration(model::Vehicle truck, const ClaimCheck& check,
                                   double reduction) {
  truck.powertrain.reduction = spec::Sourced<double>(reduction);
  model::estimate_missing(truck);
  energy::Conditions conditions;
  conditions.crew = *model::Duty{}.crew;
  const auto performance = energy::performance(truck, conditions);
  const auto& time =
      check.claim == "accel_0_100" ? performance.accel_0_100 : performance.accel_0_60mph;
  return time ? std::optional(units::in_seconds(*time)) : std::nullopt;
}

/// Accelerations over the gears in use, where no source gives the truck's own.
void add_gears(ConflictCheck& conflict, const model::Vehicle& truck) {
  if (!conflict.check.claim.starts_with("accel") || truck.powertrain.reduction.has_value()) return;
  conflict.at_long_gear = acceleration(truck, conflict.check, long_gear);
  conflict.at_short_gear = acceleration(truck, conflict.check, short_gear);
}

bool depends(const ClaimCheck& chosen, const ClaimCheck& other) {
  return chosen.physics && other.physics &&
         std::abs(*other.physics / *chosen.physics - 1.0) > worth_telling;
}

bool is_telling(const ClaimCheck& chosen, const ClaimCheck& other) {
  return chosen.physics && other.physics &&
         std::abs(*other.physics / *chosen.physics - 1.0) > chosen.model_error;
}

bool same_claim(const ClaimCheck& a, const ClaimCheck& b) {
  return a.claim == b.claim && a.claimed == b.claimed && a.source == b.source;
}

const ClaimCheck* find(const std::vector<ClaimCheck>& checks, const ClaimCheck& wanted) {
  const auto found = std::ranges::find_if(
      checks, [&](const ClaimCheck& check) { return same_claim(check, wanted); });
  return found == checks.end() ? nullptr : &*found;
}

/// The rows of one input: for each claim that depends on it, one for each value.
std::vector<ConflictCheck> checks_of(const Conflict& conflict, const model::Vehicle& truck,
                                     const energy::CycleLibrary& cycles, int threads) {
  std::vector<model::Vehicle> trucks;
  for (const auto& published : conflict) trucks.push_back(with_value(truck, published));
  std::vector<std::vector<ClaimCheck>> of_value;
  for (const auto& each : trucks)
    of_value.push_back(check_claims(std::span(&each, 1), cycles, Depth::intervals, threads));

  std::vector<ConflictCheck> rows;
  for (const auto& chosen : of_value.front()) {
    const bool counts = std::ranges::any_of(of_value, [&](const auto& checks) {
      const auto* other = find(checks, chosen);
      return other != nullptr && depends(chosen, *other);
    });
    if (!counts) continue;
    const std::size_t first = rows.size();
    for (std::size_t i = 0; i < conflict.size(); ++i) {
      const auto* check = find(of_value[i], chosen);
      if (check == nullptr) continue;
      const Published& published = conflict[i];
      rows.push_back({published.key, published.value, published.source, published.note,
                      published.chosen, false, *check, std::nullopt, std::nullopt});
      add_gears(rows.back(), trucks[i]);
    }
    const bool telling =
        std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                    [&](const auto& row) { return is_telling(chosen, row.check); });
    for (std::size_t i = first; i < rows.size(); ++i) rows[i].telling = telling;
  }
  return rows;
}

// Sentences.

std::string figure(double value, const ClaimCheck& check) {
  return fmt::format("{:.{}f} {}", value, check.decimals, check.unit);
}

bool fits(const ConflictCheck& row) {
  return row.check.verdict == Verdict::agrees || row.check.verdict == Verdict::cautious;
}

/// "0-100 km/h 9.1 s (7.4 .. 10.7), over reductions 10 to 13 9.1 to 7.6 s, claimed 6.9 s".
std::string what_it_gives(const ConflictCheck& row) {
  const auto& check = row.check;
  std::string text =
      fmt::format("{} {} ({:.{}f} .. {:.{}f})", check.label, figure(*check.physics, check),
                  *check.low, check.decimals, *check.high, check.decimals);
  if (row.at_long_gear && row.at_short_gear)
    text += fmt::format(", over reductions {:.0f} to {:.0f} {:.1f} to {:.1f} s", long_gear,
                        short_gear, *row.at_long_gear, *row.at_short_gear);
  return text + fmt::format(", claimed {}: {}", figure(check.claimed, check), name(check.verdict));
}

using Rows = std::vector<const ConflictCheck*>;

/// "284 N*m does not fit (0-100 km/h 9.1 s ...)", for the rows of one value.
std::string verdict_on_value(const Rows& rows) {
  const bool all_fit = std::ranges::all_of(rows, [](const auto* row) { return fits(*row); });
  std::vector<std::string> given;
  for (const auto* row : rows)
    if (all_fit || !fits(*row)) given.push_back(what_it_gives(*row));
  return fmt::format("{}{} {} ({})", rows.front()->value,
                     rows.front()->chosen ? ", which is used," : "",
                     all_fit ? "fits" : "does not fit", base::join(given, "; "));
}

/// All rows of one input.
std::string verdict_on_input(const Rows& rows) {
  std::vector<std::string> values;
  for (const auto* row : rows)
    if (std::ranges::find(values, row->value) == values.end()) values.push_back(row->value);

  std::vector<std::string> told;
  for (const auto& value : values) {
    Rows telling;
    for (const auto* row : rows)
      if (row->value == value && row->telling) telling.push_back(row);
    if (!telling.empty()) told.push_back(verdict_on_value(telling));
  }
  if (!told.empty()) return base::join(told, "; ");
  return fmt::format("the claims do not tell {} apart; {} would change by less than the model's "
                     "own error",
                     base::join(values, ", "), rows.front()->check.label);
}

}  // namespace

std::vector<ConflictCheck> check_conflicts(const model::Vehicle& truck,
                                           const energy::CycleLibrary& cycles, int threads) {
  std::vector<ConflictCheck> all;
  for (const auto& conflict : conflicts_of(truck))
    for (auto& row : checks_of(conflict, truck, cycles, threads)) all.push_back(std::move(row));
  return all;
}

std::vector<std::string> verdicts_on_values(std::span<const ConflictCheck> conflicts,
                                            bool one_truck) {
  // By input of each truck, in order.
  std::vector<std::pair<std::string, std::vector<const ConflictCheck*>>> by_input;
  for (const auto& row : conflicts) {
    if (row.check.alternative) continue;
    const std::string name = (one_truck ? "" : row.check.trim + ", ") + row.key;
    auto found = std::ranges::find(by_input, name, [](const auto& each) { return each.first; });
    if (found == by_input.end()) found = by_input.insert(by_input.end(), {name, {}});
    found->second.push_back(&row);
  }
  std::vector<std::string> sentences;
  for (const auto& [name, rows] : by_input)
    sentences.push_back(fmt::format("{}: {}.", name, verdict_on_input(rows)));
  return sentences;
}

}  // namespace evpickup::study
