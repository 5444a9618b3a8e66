// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/cost_figures.hpp"

#include <map>
#include <utility>

#include "evpickup/study/yearly_use.hpp"

namespace evpickup::study {

namespace {

bool has_cost(const PlannedCase& planned, const EnergyFigures& energy) {
  return planned.market != nullptr && planned.vehicle->price.msrp.has_value() &&
         energy.duty.consumption.has_value();
}

CostFigures figures_of(const cost::Ledger& ledger, Eigen::Index lane, int baseline,
                       const PlannedCase& planned) {
  CostFigures figures;
  figures.npv = cost::net_present_value(ledger, lane);
  figures.plain_sum = cost::plain_sum(ledger, lane);
  figures.per_distance = cost::levelised_cost(ledger, lane);
  figures.equivalent_annual = cost::equivalent_annual_cost(ledger, lane);
  if (planned.cost->loan)
    figures.cash_npv = cost::net_present_value(ledger, lane, cost::View::cash);
  if (baseline >= 0 && lane != baseline) {
    figures.break_even_time = cost::break_even_time(ledger, lane, baseline);
    figures.break_even_distance = cost::break_even_distance(ledger, lane, baseline);
  }
  double energy_cur = 0.0;
  for (const auto& item : ledger.items) {
    figures.lines.push_back({item.key, item.label, item.group, item.view,
                             cost::net_present_value(ledger, item, lane).amount});
    if (item.group == cost::Group::energy) energy_cur += item.flows_cur(1, lane);
  }
  figures.energy_per_year = {energy_cur, ledger.currency, {}};
  return figures;
}

}  // namespace

std::vector<std::optional<CostFigures>> cost_figures(const Plan& plan,
                                                     std::span<const EnergyFigures* const> energy,
                                                     units::Currency currency,
                                                     const units::ExchangeRates& rates) {
  // Cases that can share a ledger.
  using Key = std::pair<const model::CostSettings*, int>;
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    if (has_cost(plan.cases[i], *energy[i]))
      groups[{plan.cases[i].cost.get(), *plan.cases[i].duty->years}].push_back(i);

  std::vector<std::optional<CostFigures>> result(plan.cases.size());
  for (const auto& [key, members] : groups) {
    std::vector<cost::Case> cases;
    int baseline = -1;
    for (const std::size_t i : members) {
      const PlannedCase& planned = plan.cases[i];
      if (static_cast<int>(i) == plan.baseline) baseline = static_cast<int>(cases.size());
      cases.push_back({planned.vehicle.get(), planned.market.get(), planned.cost.get(),
                       &planned.duty->charging,
                       yearly_use(planned, *energy[i], *planned.duty->years)});
    }
    const cost::Ledger ledger = cost::build_ledger(cost::compile(cases, currency, rates));
    for (std::size_t lane = 0; lane < members.size(); ++lane) {
      const PlannedCase& planned = plan.cases[members[lane]];
      auto figures = figures_of(ledger, static_cast<Eigen::Index>(lane), baseline, planned);
      figures.price = rates.convert(*planned.vehicle->price.msrp, currency);
      result[members[lane]] = std::move(figures);
    }
  }
  return result;
}

std::optional<units::Consumption> wall_consumption(units::Consumption battery,
                                                   const model::ChargingShares& shares,
                                                   const model::Market& market) {
  const auto& charging = market.charging;
  const std::pair<const spec::Sourced<double>*, const spec::Sourced<double>*> places[] = {
      {&shares.home, &charging.efficiency_home},
      {&shares.workplace, &charging.efficiency_public_ac},
      {&shares.public_ac, &charging.efficiency_public_ac},
      {&shares.dc_fast, &charging.efficiency_dc}};
  double taken_per_stored = 0.0;
  for (const auto& [share, efficiency] : places) {
    if (**share <= 0.0) continue;
    if (!efficiency->has_value()) return std::nullopt;
    taken_per_stored += **share / **efficiency;
  }
  return taken_per_stored * battery;
}

}  // namespace evpickup::study
