// SPDX-License-Identifier: Apache-2.0
#include "battery_years.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace evpickup::study {

namespace {

/// Share of its energy below which a pack is taken for empty: it is used no further.
constexpr double worn_out = 0.01;

}  // namespace

std::optional<energy::AgeingLaw> ageing_law(const model::Vehicle& vehicle,
                                            const model::BatteryLife& life) {
  using enum model::Ageing;
  model::Ageing law = *life.law;
  if (!vehicle.is_charged()) law = none;
  // A fade that is given is meant.
  if (law == automatic)
    law = !life.fade.has_value() &&
                  vehicle.battery.chemistry.value_or(model::Chemistry::nmc) == model::Chemistry::lfp
              ? lfp
              : linear;
  switch (law) {
  case lfp:
    return energy::default_ageing_law(model::Chemistry::lfp);
  case nmc811:
    return *energy::find_ageing_law("nmc811_mj1");
  case linear:
    return energy::linear_fade(life.fade.value_or(energy::usual_linear_fade));
  case automatic:
  case none:
    break;
  }
  return std::nullopt;
}

BatteryYears::BatteryYears(const model::Vehicle& vehicle, const model::BatteryLife& life,
                           const std::vector<units::Temperature>& ambient)
    : vehicle_(&vehicle),
      law_(ageing_law(vehicle, life)),
      replace_below_(*life.replace_below),
      warranty_(energy::battery_warranty(vehicle.battery)),
      has_months_(ambient.size() > 1) {
  use_.highest_charge = energy::usual_highest_charge(*vehicle.battery.chemistry);
  use_.ambient = energy::all_year(ambient.front());
  if (has_months_) std::ranges::copy(ambient, use_.ambient.begin());
}

energy::BatteryWear BatteryYears::wear(const model::AnnualUse& year) const {
  energy::BatteryUse use = use_;
  use.usable = health_.capacity() * *vehicle_->battery.energy_usable;
  auto months = energy::battery_year(year, use);
  if (has_months_) return energy::wear(*law_, months);
  // Twelve equal months are one stretch.
  months.front().duration = units::years(1);
  return energy::wear(*law_, std::span(months).first(1));
}

void BatteryYears::pass(model::AnnualUse& year) {
  if (!law_) return;
  if (replace_below_ > 0.0) {
    const auto who = energy::replacement(health_, replace_below_, warranty_, age_, odometer_);
    if (who != energy::Replacement::none) health_ = {};
    year.new_pack = who == energy::Replacement::by_owner;
  }
  year.health_start = health_.capacity();
  if (health_.capacity() > worn_out) health_ = energy::after(health_, *law_, wear(year));
  year.health_end = health_.capacity();
  age_ += units::years(1);
  odometer_ += year.distance;
}

std::vector<std::string> ageing_basis(const Plan& plan) {
  std::map<std::string, std::set<std::string>> trucks;
  for (const PlannedCase& planned : plan.cases) {
    const model::BatteryLife& life = planned.cost->battery;
    const auto law = ageing_law(*planned.vehicle, life);
    if (!law) continue;
    const bool own = law->name == "linear" && life.fade.has_value();
    const std::string text =
        own ? fmt::format("linear, {:.3g} % a year", 100 * units::in_per_year(*life.fade))
            : fmt::format("{} ({}; {})", law->name, law->measured_on, law->source);
    trucks[text].insert(planned.vehicle->model);
  }
  std::vector<std::string> sentences;
  for (const auto& [law, models] : trucks)
    sentences.push_back(fmt::format("Battery ageing of {}: {}.", fmt::join(models, ", "), law));
  return sentences;
}

}  // namespace evpickup::study
