// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/basis.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "battery_years.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/pack_scaling.hpp"

namespace evpickup::study {

namespace {

/// Years between two prices from which on they are not compared without a word.
constexpr double far_apart_years = 2.0;

bool has_epa_rating(const Plan& plan) {
  return std::ranges::any_of(plan.cases, [](const PlannedCase& c) {
    const auto epa = c.vehicle->rating.find("epa");
    return epa != c.vehicle->rating.end() && epa->second.range.has_value();
  });
}

/// One sentence for all trims of a model that share their estimates.
std::vector<std::string> estimated_inputs(const Plan& plan) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> trims_by_keys;
  for (const auto& planned : plan.cases) {
    std::vector<std::string> names;
    for (const auto& key : model::estimated_keys(*planned.vehicle))
      if (!key.starts_with("correction.")) names.push_back(plain_name(key));
    trims_by_keys[{planned.vehicle->model, fmt::format("{}", fmt::join(names, ", "))}].insert(
        planned.vehicle->trim);
  }
  std::vector<std::string> sentences;
  for (const auto& [key, trims] : trims_by_keys) {
    if (!key.second.empty())
      sentences.push_back(fmt::format("Estimated by rule for {} ({}): {}.", key.first,
                                      fmt::join(trims, ", "), key.second));
  }
  return sentences;
}

/// One sentence for each market with estimated values.
std::vector<std::string> estimated_prices(const Plan& plan) {
  std::map<std::string, const model::Market*> markets;
  for (const auto& planned : plan.cases)
    if (planned.market) markets[planned.market->id] = planned.market.get();
  std::vector<std::string> sentences;
  for (const auto& [id, market] : markets) {
    std::vector<std::string> values;
    spec::visit_leaves(*market, "", [&](const spec::Leaf& leaf) {
      if (leaf.origin->how != spec::How::estimated) return;
      values.push_back(leaf.range.empty()
                           ? fmt::format("{} {}", leaf.path, leaf.text)
                           : fmt::format("{} {} ({})", leaf.path, leaf.text, leaf.range));
    });
    sentences.push_back(fmt::format(
        "Market {} ({}, {}){}", id, market->name, market->date.text(),
        values.empty()
            ? "."
            : fmt::format("; estimated with their ranges: {}.", fmt::join(values, "; "))));
  }
  return sentences;
}

/// One sentence for all markets in which prices grow alike.
std::vector<std::string> growing_prices(const Plan& plan) {
  std::map<double, std::set<std::string>> markets_by_growth;
  bool nominal = false;
  for (const auto& planned : plan.cases) {
    if (!planned.market) continue;
    const auto& growth = planned.cost->inflation.has_value() ? planned.cost->inflation
                                                             : planned.market->finance.inflation;
    const double per_year = growth.has_value() ? units::effective_per_year(*growth) : 0.0;
    if (per_year != 0.0) markets_by_growth[per_year].insert(planned.market->id);
    nominal = nominal || *planned.cost->money == model::MoneyBasis::nominal;
  }
  std::vector<std::string> sentences;
  for (const auto& [per_year, markets] : markets_by_growth)
    sentences.push_back(fmt::format("Prices in {} grow by {:.3g} %/yr; sums are in money of {}.",
                                    fmt::join(markets, ", "), 100.0 * per_year,
                                    nominal ? "each year" : "the purchase year"));
  return sentences;
}

std::vector<std::string> exchange(const Plan& plan, units::Currency reporting,
                                  const units::ExchangeRates& rates) {
  std::set<units::Currency> met;
  for (const auto& planned : plan.cases) {
    if (planned.vehicle->price.msrp.has_value()) met.insert(planned.vehicle->price.msrp->currency);
    if (planned.market) met.insert(planned.market->currency());
  }
  met.erase(reporting);
  std::vector<std::string> sentences;
  for (const auto& currency : met) {
    if (rates.knows(currency) && rates.knows(reporting)) {
      const auto day = rates.date(currency).known() ? rates.date(currency) : rates.date(reporting);
      sentences.push_back(fmt::format("1 {} = {:.4g} {} ({}).", reporting.code(),
                                      rates.rate(reporting, currency), currency.code(),
                                      day.text()));
    }
  }
  return sentences;
}

void append(std::vector<std::string>& to, std::vector<std::string> from) {
  for (auto& sentence : from) to.push_back(std::move(sentence));
}

std::vector<std::string> old_prices(const Plan& plan) {
  std::map<std::string, units::Date> dates;
  for (const auto& planned : plan.cases) {
    const auto& price = planned.vehicle->price.msrp;
    if (price.has_value() && price->date.known()) dates[planned.vehicle->key()] = price->date;
  }
  if (dates.size() < 2) return {};
  const auto by_day = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [oldest, newest] = std::minmax_element(dates.begin(), dates.end(), by_day);
  if (newest->second.as_years() - oldest->second.as_years() <= far_apart_years) return {};
  return {fmt::format("List prices are of different years, from {} ({}) to {} ({}), and are not "
                      "adjusted to one.",
                      oldest->second.text(), oldest->first, newest->second.text(), newest->first)};
}

std::vector<std::string> mixed_ratings(const Plan& plan) {
  std::set<std::string> procedures;
  for (const auto& planned : plan.cases) {
    const auto rating = leading_rating(*planned.vehicle);
    if (rating) procedures.insert(rating->first);
  }
  if (procedures.size() < 2) return {};
  return {
      fmt::format("Rated ranges come from different procedures ({}) and cannot be compared with "
                  "one another; the other ranges can.",
                  fmt::join(procedures, ", "))};
}

std::vector<std::string> overloads(const Plan& plan) {
  std::set<std::string> sentences;
  for (const auto& planned : plan.cases) {
    const auto& vehicle = *planned.vehicle;
    const auto& duty = *planned.duty;
    const units::Mass load = *duty.payload + *duty.crew;
    if (vehicle.body.gross_mass.has_value() && vehicle.body.curb_mass.has_value() &&
        *vehicle.body.curb_mass + load > *vehicle.body.gross_mass)
      sentences.insert(fmt::format("{} is overloaded: {:.0f} kg with its load, {:.0f} kg allowed.",
                                   vehicle.key(),
                                   units::in_kilograms(*vehicle.body.curb_mass + load),
                                   units::in_kilograms(*vehicle.body.gross_mass)));
    if (vehicle.claims.payload.has_value() && *duty.payload > *vehicle.claims.payload)
      sentences.insert(fmt::format("{} carries {:.0f} kg, more than its payload of {:.0f} kg.",
                                   vehicle.key(), units::in_kilograms(*duty.payload),
                                   units::in_kilograms(*vehicle.claims.payload)));
    if (!vehicle.has_physics() && !duty.trailer) continue;
    const units::Mass trailer = duty.trailer ? *duty.trailer->mass : standard_trailer_mass;
    if (vehicle.claims.towing.has_value() && trailer > *vehicle.claims.towing)
      sentences.insert(fmt::format("{} may tow {:.0f} kg, less than the trailer of {:.0f} kg{}.",
                                   vehicle.key(), units::in_kilograms(*vehicle.claims.towing),
                                   units::in_kilograms(trailer),
                                   duty.trailer ? "; its range on this duty is a what-if"
                                                : "; its towing range is left out"));
  }
  return {sentences.begin(), sentences.end()};
}

}  // namespace

std::string plain_name(const std::string& key) {
  // Sections whose keys say too little alone, and what they are called.
  static const std::map<std::string, std::string, std::less<>> told{
      {"battery", "battery"}, {"engine", "engine"}, {"transmission", "gearbox"},
      {"tank", "tank"},       {"price", "price"},   {"generator", "generator"},
  };
  const auto section = told.find(std::string_view(key).substr(0, key.find('.')));
  std::string name = key.substr(key.rfind('.') + 1);
  std::ranges::replace(name, '_', ' ');
  if (section == told.end()) return name;
  // "price.msrp" is the price, "price.abroad.au" the one in Australia.
  if (section->second == "price")
    return name == "msrp" ? "price" : fmt::format("price in {}", name);
  return section->second + " " + name;
}

std::vector<std::string> basis(const Plan& plan, const model::Scenario& scenario,
                               const units::ExchangeRates& rates) {
  std::vector<std::string> sentences{
      scenario.mode == model::Mode::anchored
          ? "Mode anchored: one factor a truck, on its road load or its losses, makes the model "
            "meet the truck's own rating on the rating's procedure; everything else follows from "
            "mass, drag, tyres and battery."
          : "Mode blind: ranges follow from mass, drag, tyres and battery alone, not from rated "
            "figures.",
      "Drive losses are calibrated once, on the certified energy of four trucks (Ford F-150 "
      "Lightning SR, ER, Platinum; Rivian R1T of 2022)."};
  if (std::ranges::any_of(plan.cases, [](const auto& c) { return c.vehicle->has_engine(); }))
    sentences.emplace_back(
        "Engines are calibrated once, on certification tests of 45 petrol pickups of Ford and "
        "General "
        "Motors and 11 diesel ones (EPA test car list of 2022); hybrids on the F-150 PowerBoost.");
  if (has_epa_rating(plan) && !scenario.duty.cycles.empty())
    sentences.emplace_back(
        "Ranges on a duty are those of its speed traces as they are. Rated ranges of the EPA are "
        "about 0.7 of what its own tests give (40 CFR 600.210-12), for faster driving, cold and "
        "air conditioning.");
  for (const auto& sweep : scenario.sweeps) {
    if (sweep.scale == model::SweepScale::none) continue;
    sentences.push_back(pack_scaling_rule());
    if (sweep.scale == model::SweepScale::truck) sentences.push_back(compounding_rule());
  }
  append(sentences, estimated_inputs(plan));
  append(sentences, estimated_prices(plan));
  if (!scenario.duty.cycles.empty()) append(sentences, ageing_basis(plan));
  append(sentences, growing_prices(plan));
  append(sentences, exchange(plan, scenario.currency(), rates));
  sentences.emplace_back(
      "Every value with its source, range and what other sources say: evpickup show VEHICLE:TRIM "
      "--sources.");
  return sentences;
}

std::vector<std::string> cautions(const Plan& plan) {
  std::vector<std::string> sentences = plan.notes;
  append(sentences, mixed_ratings(plan));
  append(sentences, old_prices(plan));
  append(sentences, overloads(plan));
  append(sentences, convention_cautions(plan));
  return sentences;
}

}  // namespace evpickup::study
