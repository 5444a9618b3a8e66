// SPDX-License-Identifier: Apache-2.0
#include "price_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "evpickup/cost/lanes.hpp"

namespace evpickup::study {

namespace {

/// A growth that a path takes the place of.
void note_growth(std::vector<std::string>& notes, const model::Market& market, bool grows,
                 std::string_view growth, std::string_view path, bool has_path) {
  if (!grows || !has_path) return;
  notes.push_back(fmt::format(
      "Market {0}: energy.growth.{1} does not move the price that energy.path.{2} gives "
      "year by year.",
      market.id, growth, path));
}

std::vector<std::string> notes_of(const PlannedCase& planned) {
  const model::Market& market = *planned.market;
  const auto& energy = market.energy;
  const auto& path = energy.path;
  std::vector<std::string> notes;
  if (!energy.home_tariff.empty()) {
    if (path.home.has_value()) {
      notes.push_back(fmt::format("Market {}: energy.home_tariff is left aside, because "
                                  "energy.path.home gives the price at home year by year.",
                                  market.id));
    } else if (!planned.duty->charging.home_from.has_value()) {
      notes.push_back(fmt::format("Market {}: energy.home_tariff is left aside, because nothing "
                                  "tells when trucks charge at home: duty.charging.home_from and "
                                  "home_to.",
                                  market.id));
    }
  }
  const bool power = energy.growth.electricity.has_value();
  note_growth(notes, market, power, "electricity", "home", path.home.has_value());
  note_growth(notes, market, power, "electricity", "workplace", path.workplace.has_value());
  note_growth(notes, market, power, "electricity", "public_ac", path.public_ac.has_value());
  note_growth(notes, market, power, "electricity", "dc_fast", path.dc_fast.has_value());
  note_growth(notes, market, energy.growth.petrol.has_value(), "petrol", "petrol",
              path.petrol.has_value());
  note_growth(notes, market, energy.growth.diesel.has_value(), "diesel", "diesel",
              path.diesel.has_value());
  return notes;
}

/// An incentive that more than pays for the truck.
std::string incentive_note(const PlannedCase& planned, const units::ExchangeRates& rates) {
  const auto& incentive = planned.market->purchase.incentive;
  const auto price = cost::list_price(*planned.vehicle, *planned.market);
  if (!incentive.has_value() || !price || !rates.knows(price->currency) ||
      !rates.knows(incentive->currency))
    return {};
  const units::Money paid = rates.convert(*incentive, price->currency);
  if (paid.amount <= price->amount) return {};
  return fmt::format("{}: the incentive in {} is more than its list price.", planned.vehicle->key(),
                     planned.market->id);
}

}  // namespace

std::vector<std::string> price_notes(const Plan& plan, const units::ExchangeRates& rates) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& note) {
    if (!note.empty() && std::ranges::find(all, note) == all.end()) all.push_back(note);
  };
  for (const auto& planned : plan.cases) {
    if (!planned.market) continue;
    for (const auto& note : notes_of(planned)) add(note);
    add(incentive_note(planned, rates));
  }
  return all;
}

}  // namespace evpickup::study
