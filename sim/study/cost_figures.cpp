// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/cost_figures.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "evpickup/base/parallel.hpp"
#include "evpickup/study/yearly_use.hpp"

namespace evpickup::study {

namespace {

int years_owned(const PlannedCase& planned) { return *planned.duty->years; }

/// The years of the first owner.
std::vector<model::AnnualUse> first_years(const std::vector<model::AnnualUse>& use, int years) {
  return {use.begin(), use.begin() + years};
}

/// What the duty says that power out of the truck is worth.
void price_sockets(cost::Case& one, const model::Duty& duty) {
  if (duty.job_site && duty.job_site->generator_price.has_value())
    one.generator_price = *duty.job_site->generator_price;
  if (duty.house_supply && duty.house_supply->price.has_value())
    one.house_price = *duty.house_supply->price;
}

/// A case's lane in the sums of a ledger.
struct CaseSums {
  const cost::Lanes& lanes;
  const cost::LedgerSums& sums;
  Eigen::Index lane = 0;
  /// Lane of the plan's baseline, or -1.
  Eigen::Index baseline = -1;
};

/// What a second owner pays and drives on, in money of the first purchase year: the truck is bought
/// for what it brings the first one.
std::optional<SecondOwner> second_owner(const PlannedCase& planned,
                                        const std::vector<model::AnnualUse>& use,
                                        const CaseSums& first, const units::ExchangeRates& rates) {
  const int years = years_owned(planned);
  if (!planned.cost->second_life || static_cast<int>(use.size()) <= years) return std::nullopt;
  const units::Currency currency = first.sums.currency;
  const double price_level = std::pow(1.0 + first.lanes.inflation_per_year(first.lane), years);

  cost::Case second = cost::Case{planned.vehicle.get(), planned.market.get(), planned.cost.get(),
                                 &planned.duty->charging};
  second.use.assign(use.begin() + years, use.end());
  price_sockets(second, *planned.duty);
  second.age = years;
  for (int year = 0; year < years; ++year)
    second.odometer += use[static_cast<std::size_t>(year)].distance;
  second.bought_for =
      units::Money{first.lanes.value.resale_cur(first.lane) / price_level, currency, {}};
  const cost::LedgerSums sums =
      cost::sum_ledger(cost::compile(std::span(&second, 1), currency, rates));
  return SecondOwner{*second.bought_for, cost::net_present_value(sums, 0),
                     cost::levelised_cost(sums, 0)};
}

/// What is driven in more trips because the truck may not carry the load at once, as a share of the
/// distance.
double extra_share(const PlannedCase& planned) {
  if (!*planned.cost->extra_trips || !planned.vehicle->has_physics()) return 0.0;
  const auto with_people = model::payload(*planned.vehicle);
  if (!with_people || *with_people <= *planned.duty->crew) return 0.0;
  const double loads = *planned.duty->payload / (*with_people - *planned.duty->crew);
  return *planned.duty->payload_share * std::max(0.0, loads - 1.0);
}

double mean_payload_kg(const model::Duty& duty) {
  return *duty.payload_share * units::in_kilograms(*duty.payload);
}

CostFigures figures_of(const CaseSums& at, const PlannedCase& planned,
                       const std::vector<model::AnnualUse>& use,
                       const units::ExchangeRates& rates) {
  const cost::LedgerSums& sums = at.sums;
  CostFigures figures;
  figures.price =
      rates.convert(*cost::list_price(*planned.vehicle, *planned.market), sums.currency);
  figures.npv = cost::net_present_value(sums, at.lane);
  figures.plain_sum = cost::plain_sum(sums, at.lane);
  figures.per_distance = cost::levelised_cost(sums, at.lane);
  figures.equivalent_annual = cost::equivalent_annual_cost(sums, at.lane);
  if (planned.cost->loan || planned.cost->lease)
    figures.cash_npv = cost::net_present_value(sums, at.lane, cost::View::cash);
  if (at.baseline >= 0 && at.lane != at.baseline) {
    figures.break_even_time = cost::break_even_time(sums, at.lane, at.baseline);
    figures.break_even_distance = cost::break_even_distance(sums, at.lane, at.baseline);
  }
  figures.energy_per_year = {sums.energy_cur(at.lane), sums.currency, {}};
  figures.emitted_kg_per_m =
      cost::emitted_kg_per_m(at.lanes, at.lane, cost::EmissionScope::lifetime);
  figures.emitted_in_use_kg_per_m =
      cost::emitted_kg_per_m(at.lanes, at.lane, cost::EmissionScope::use);
  figures.emitted = cost::emitted(at.lanes, at.lane, cost::EmissionScope::lifetime);
  figures.mean_payload_kg = mean_payload_kg(*planned.duty);
  figures.second_owner = second_owner(planned, use, at, rates);
  return figures;
}

std::vector<CostLine> lines_of(const cost::Ledger& ledger, Eigen::Index lane) {
  std::vector<CostLine> lines;
  for (const auto& item : ledger.items)
    lines.push_back({item.key, item.label, item.group, item.view,
                     cost::net_present_value(ledger, item, lane).amount});
  return lines;
}

using Uses = std::span<const std::vector<model::AnnualUse>>;

/// Cases that can share a ledger, as indices: the same settings and years.
std::vector<std::vector<std::size_t>>
groups_of(const Plan& plan, std::span<const EnergyFigures* const> energy, Uses use) {
  using Key = std::pair<const model::CostSettings*, int>;
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (!has_cost(plan.cases[i], *energy[i]) || use[i].empty()) continue;
    groups[{plan.cases[i].cost.get(), years_owned(plan.cases[i])}].push_back(i);
  }
  std::vector<std::vector<std::size_t>> all;
  for (auto& [key, members] : groups) all.push_back(std::move(members));
  return all;
}

/// Some cases of a plan as lanes of the cost model, and which of them is the plan's baseline.
struct Compiled {
  cost::Lanes lanes;
  Eigen::Index baseline = -1;
};
Compiled compiled(const Plan& plan, Uses use, std::span<const std::size_t> members,
                  units::Currency currency, const units::ExchangeRates& rates) {
  std::vector<cost::Case> cases;
  Eigen::Index baseline = -1;
  for (const std::size_t i : members) {
    if (static_cast<int>(i) == plan.baseline) baseline = static_cast<Eigen::Index>(cases.size());
    cases.push_back(case_of(plan.cases[i], use[i]));
  }
  return {cost::compile(cases, currency, rates), baseline};
}

/// Cases of a sweep that are summed together: few enough to stay in the processor's cache.
constexpr std::size_t lanes_at_a_time = 32;

}  // namespace

cost::Case case_of(const PlannedCase& planned, const std::vector<model::AnnualUse>& use) {
  cost::Case result{planned.vehicle.get(), planned.market.get(), planned.cost.get(),
                    &planned.duty->charging, first_years(use, years_owned(planned))};
  price_sockets(result, *planned.duty);
  result.extra_share = extra_share(planned);
  return result;
}

bool has_cost(const PlannedCase& planned, const EnergyFigures& energy) {
  return planned.market != nullptr && cost::list_price(*planned.vehicle, *planned.market) &&
         (planned.vehicle->measured || energy.duty.consumption.has_value());
}

std::vector<std::optional<CaseLedger>> ledgers(const Plan& plan,
                                               std::span<const EnergyFigures* const> energy,
                                               units::Currency currency,
                                               const units::ExchangeRates& rates) {
  const auto use = yearly_uses(plan, energy);
  std::vector<std::optional<CaseLedger>> result(plan.cases.size());
  for (const auto& members : groups_of(plan, energy, use)) {
    const Compiled group = compiled(plan, use, members, currency, rates);
    const auto lanes = std::make_shared<const cost::Lanes>(group.lanes);
    const auto ledger = std::make_shared<const cost::Ledger>(cost::build_ledger(*lanes));
    for (std::size_t lane = 0; lane < members.size(); ++lane)
      result[members[lane]] =
          CaseLedger{lanes, ledger, static_cast<Eigen::Index>(lane), group.baseline};
  }
  return result;
}

std::vector<std::optional<CostFigures>> cost_figures(const Plan& plan,
                                                     std::span<const EnergyFigures* const> energy,
                                                     units::Currency currency,
                                                     const units::ExchangeRates& rates) {
  const auto use = yearly_uses(plan, energy);
  auto result = cost_figures(plan, energy, use, currency, rates, 1);
  const auto all = ledgers(plan, energy, currency, rates);
  for (std::size_t i = 0; i < result.size(); ++i)
    if (result[i]) result[i]->lines = lines_of(*all[i]->ledger, all[i]->lane);
  return result;
}

std::vector<std::optional<CostFigures>>
cost_figures(const Plan& plan, std::span<const EnergyFigures* const> energy, Uses use,
             units::Currency currency, const units::ExchangeRates& rates, int threads) {
  // Groups cut into parts of a few lanes, unless there is a baseline that all are held against.
  std::vector<std::vector<std::size_t>> parts;
  for (const auto& members : groups_of(plan, energy, use)) {
    const std::size_t length = plan.baseline >= 0 ? members.size() : lanes_at_a_time;
    for (std::size_t first = 0; first < members.size(); first += length)
      parts.emplace_back(members.begin() + static_cast<std::ptrdiff_t>(first),
                         members.begin() +
                             static_cast<std::ptrdiff_t>(std::min(first + length, members.size())));
  }
  std::vector<std::optional<CostFigures>> result(plan.cases.size());
  base::for_each_block(parts.size(), 1, threads, [&](std::size_t first, std::size_t last) {
    for (std::size_t part = first; part < last; ++part) {
      const auto& members = parts[part];
      const Compiled group = compiled(plan, use, members, currency, rates);
      const cost::LedgerSums sums = cost::sum_ledger(group.lanes);
      for (std::size_t lane = 0; lane < members.size(); ++lane) {
        const std::size_t i = members[lane];
        const CaseSums at{group.lanes, sums, static_cast<Eigen::Index>(lane), group.baseline};
        result[i] = figures_of(at, plan.cases[i], use[i], rates);
      }
    }
  });
  return result;
}

std::optional<units::Consumption> wall_consumption(units::Consumption battery,
                                                   const model::ChargingShares& shares,
                                                   const model::Market& market) {
  const auto& charging = market.charging;
  const auto at_fast_chargers = charging.at_fast_chargers();
  const std::pair<const spec::Sourced<double>*, const spec::Sourced<double>*> places[] = {
      {&shares.home, &charging.efficiency_home},
      {&shares.workplace, &charging.efficiency_public_ac},
      {&shares.public_ac, &charging.efficiency_public_ac},
      {&shares.dc_fast, &at_fast_chargers}};
  double taken_per_stored = 0.0;
  for (const auto& [share, efficiency] : places) {
    if (**share <= 0.0) continue;
    if (!efficiency->has_value()) return std::nullopt;
    taken_per_stored += **share / **efficiency;
  }
  return taken_per_stored * battery;
}

}  // namespace evpickup::study
