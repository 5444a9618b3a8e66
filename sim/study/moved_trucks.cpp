// SPDX-License-Identifier: Apache-2.0
#include "moved_trucks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

struct Words {
  std::string value, range;
};

/// Value and range of the named inputs, as listings show them.
std::map<std::string, Words> words_of(const model::Vehicle& filled) {
  std::map<std::string, Words> words;
  spec::visit_leaves(filled, "", [&](const spec::Leaf& leaf) {
    if (!leaf.range.empty()) words[leaf.path] = {leaf.text, leaf.range};
  });
  words[std::string(charge_form_key)] = {std::string(charge_form_value),
                                         std::string(charge_form_range)};
  return words;
}

}  // namespace

void MovedTrucks::add(const model::Vehicle& given, const model::Vehicle& filled,
                      std::span<const std::string_view> keys) {
  Truck truck{&filled, {}, moved_.size()};
  for (const auto& input : uncertain_inputs()) {
    if (std::ranges::find(keys, input.key) == keys.end() || !input.is_open(filled)) continue;
    truck.inputs.push_back(&input);
    for (const bool high : {false, true}) {
      auto& moved = moved_.emplace_back(given);
      input.put(filled, high, moved);
      model::estimate_missing(moved);
    }
  }
  trucks_.push_back(std::move(truck));
}

std::vector<const model::Vehicle*> MovedTrucks::pointers() const {
  std::vector<const model::Vehicle*> all;
  for (const auto& vehicle : moved_) all.push_back(&vehicle);
  return all;
}

std::vector<InputEffect> MovedTrucks::effects(std::size_t index,
                                              std::span<const std::optional<double>> figures,
                                              double central) const {
  const Truck& truck = trucks_[index];
  if (truck.inputs.empty()) return {};
  const auto words = words_of(*truck.filled);
  std::vector<InputEffect> effects;
  for (std::size_t i = 0; i < truck.inputs.size(); ++i) {
    const std::size_t at = truck.first + 2 * i;
    const std::string key(truck.inputs[i]->key);
    const auto& [value, range] = words.at(key);
    effects.push_back(
        {key, value, range, figures[at].value_or(central), figures[at + 1].value_or(central)});
  }
  sort_by_size(effects, central);
  return effects;
}

void sort_by_size(std::vector<InputEffect>& effects, double central) {
  std::ranges::stable_sort(effects, std::greater{}, [&](const InputEffect& effect) {
    return std::max(std::abs(effect.at_low - central), std::abs(effect.at_high - central));
  });
}

Interval interval(double central, std::span<const InputEffect> effects, double model_error) {
  double below = model_error * model_error;
  double above = below;
  for (const auto& effect : effects) {
    const auto [low, high] = std::minmax(effect.at_low, effect.at_high);
    below += std::pow(std::max(0.0, central - low), 2);
    above += std::pow(std::max(0.0, high - central), 2);
  }
  return {central - std::sqrt(below), central, central + std::sqrt(above)};
}

}  // namespace evpickup::study
