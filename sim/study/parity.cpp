// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/parity.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>

#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "parity_keys.hpp"

namespace evpickup::study {

namespace {

/// Steps of the bracket in which the difference is looked at before a root is sought.
constexpr int steps = 40;
constexpr std::uintmax_t most_iterations = 100;
/// Bits to which a value is found.
constexpr int bits = 50;
/// Costs that differ by less are the same: far below the smallest coin, far above rounding.
constexpr double same_cur = 1e-6;
/// A root at which the costs still differ by this is a jump.
constexpr double jump_cur = 5e-3;

/// A value at which the difference changes its sign.
struct Root {
  double value = 0.0;
  bool falls = false;
  bool jumps = false;
};

/// The difference over a bracket at equal steps.
struct Scan {
  std::vector<double> values, dearer_by_cur;

  [[nodiscard]] double least() const { return *std::ranges::min_element(dearer_by_cur); }
  [[nodiscard]] double most() const { return *std::ranges::max_element(dearer_by_cur); }
};

template <class Difference>
Scan scan(const Bracket& bracket, const Difference& difference) {
  Scan result;
  for (int i = 0; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    result.values.push_back((1.0 - share) * bracket.low + share * bracket.high);
    result.dearer_by_cur.push_back(difference(result.values.back()));
  }
  return result;
}

bool is_same(double difference_cur) { return std::abs(difference_cur) < same_cur; }

template <class Difference>
std::vector<Root> roots(const Scan& scanned, const Difference& difference) {
  std::vector<Root> found;
  const auto& dearer = scanned.dearer_by_cur;
  for (std::size_t i = 0; i < dearer.size(); ++i) {
    // A step that hits it; of several in a row the first.
    if (is_same(dearer[i])) {
      if (i == 0 || !is_same(dearer[i - 1]))
        found.push_back({scanned.values[i],
                         i + 1 < dearer.size() ? dearer[i + 1] < 0.0 : dearer[i - 1] > 0.0, false});
      continue;
    }
    if (i + 1 == dearer.size() || is_same(dearer[i + 1]) ||
        (dearer[i] > 0.0) == (dearer[i + 1] > 0.0))
      continue;
    std::uintmax_t iterations = most_iterations;
    const auto [a, b] = boost::math::tools::toms748_solve(
        difference, scanned.values[i], scanned.values[i + 1], dearer[i], dearer[i + 1],
        boost::math::tools::eps_tolerance<double>(bits), iterations);
    // Of the two ends the one at which the costs are closer.
    const double at_a = std::abs(difference(a));
    const double at_b = std::abs(difference(b));
    found.push_back({at_a <= at_b ? a : b, dearer[i] > 0.0, std::min(at_a, at_b) > jump_cur});
  }
  return found;
}

}  // namespace

std::vector<ParityPair> parity_pairs(const Plan& plan,
                                     std::span<const EnergyFigures* const> energy) {
  std::vector<ParityPair> pairs;
  if (plan.baseline < 0) return pairs;
  const std::string wanted = plan.cases[static_cast<std::size_t>(plan.baseline)].vehicle->key();
  const auto costs = [&](std::size_t i) {
    const PlannedCase& planned = plan.cases[i];
    return has_cost(planned, *energy[i]) &&
           !yearly_use(planned, *energy[i], *planned.duty->years).empty();
  };
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (!costs(i)) continue;
    // The first case of the baseline's truck in this market; it is no pair with itself.
    for (std::size_t k = 0; k < plan.cases.size(); ++k) {
      if (plan.cases[k].vehicle->key() != wanted || !costs(k) ||
          plan.cases[k].market->id != plan.cases[i].market->id)
        continue;
      if (k != i) pairs.push_back({plan.cases[i], plan.cases[k], energy[i], energy[k]});
      break;
    }
  }
  return pairs;
}

double dearer_by_cur(const ParityPair& pair, const ParityMoney& money) {
  const cost::Case cases[] = {parity_case(pair.truck, *pair.truck_energy),
                              parity_case(pair.baseline, *pair.baseline_energy)};
  const cost::Ledger ledger =
      cost::build_ledger(cost::compile(cases, money.currency, *money.rates));
  return cost::net_present_value(ledger, 0).amount - cost::net_present_value(ledger, 1).amount;
}

ParityPair moved(const ParityPair& pair, model::ParityKey key, double value,
                 const ParityMoney& money) {
  const ParityKeyRow& row = parity_key_row(key);
  const ParityToday today = today_of(pair, money);
  if (!row.concerns(today) || !row.lacks(today).empty())
    throw std::logic_error("this value cannot be moved for these trucks");
  return row.moved(today, value);
}

ParityAnswer parity_answer(const ParityPair& pair, model::ParityKey key, const ParityMoney& money) {
  const ParityKeyRow& row = parity_key_row(key);
  const ParityToday today = today_of(pair, money);
  ParityAnswer answer;
  answer.key = key;
  answer.unit = unit(row, money.currency);
  if (!row.concerns(today)) {
    answer.outcome = ParityOutcome::not_concerned;
    return answer;
  }
  answer.lacks = row.lacks(today);
  if (!answer.lacks.empty()) return answer;

  answer.today = row.now(today);
  const Bracket bracket = row.bracket(today);
  answer.low = bracket.low;
  answer.high = bracket.high;
  const auto difference = [&](double value) {
    return dearer_by_cur(row.moved(today, value), money);
  };
  const Scan scanned = scan(bracket, difference);
  if (is_same(scanned.least()) && is_same(scanned.most())) {
    answer.outcome = ParityOutcome::equal;
    return answer;
  }
  if (scanned.most() - scanned.least() < same_cur) {
    answer.outcome = ParityOutcome::not_concerned;
    return answer;
  }
  const auto found = roots(scanned, difference);
  if (found.empty()) {
    answer.outcome = scanned.most() > 0.0 ? ParityOutcome::dearer : ParityOutcome::cheaper;
    return answer;
  }
  const auto nearest = std::ranges::min_element(
      found, {}, [&](const Root& root) { return std::abs(root.value - *answer.today); });
  answer.outcome = ParityOutcome::found;
  answer.value = nearest->value;
  answer.cheaper_above = nearest->falls;
  answer.jumps = nearest->jumps;
  answer.others = static_cast<int>(found.size()) - 1;
  return answer;
}

ParityYear parity_year(const ParityPair& pair, int year, const ParityMoney& money) {
  ParityPair then = pair;
  auto settings = std::make_shared<model::CostSettings>(*pair.truck.cost);
  settings->purchase_year.set(year, settings->purchase_year.origin);
  then.truck.cost = settings;
  then.baseline.cost = settings;

  ParityYear result;
  result.year = year;
  if (const model::Market& market = *pair.truck.market;
      market.battery.pack_price_path.has_value()) {
    const double price_cur_per_j = pack_price_cur_per_j(market, year, money).value_or(0.0);
    result.pack_cur_per_kwh = price_cur_per_j * units::in_joules(units::kilowatt_hours(1));
    for (PlannedCase* planned : {&then.truck, &then.baseline}) {
      const units::Date day = cost::list_price(*planned->vehicle, market)->date;
      const int priced_in = day.known() ? day.year : market.date.year;
      const double then_cur_per_j = pack_price_cur_per_j(market, priced_in, money).value_or(0.0);
      *planned = with_pack_price(*planned, price_cur_per_j - then_cur_per_j, money);
    }
  }
  const cost::Case cases[] = {parity_case(then.truck, *then.truck_energy),
                              parity_case(then.baseline, *then.baseline_energy)};
  const cost::Ledger ledger =
      cost::build_ledger(cost::compile(cases, money.currency, *money.rates));
  result.truck_npv_cur = cost::net_present_value(ledger, 0).amount;
  result.baseline_npv_cur = cost::net_present_value(ledger, 1).amount;
  result.truck_price_cur = list_price_cur(then.truck, money);
  result.baseline_price_cur = list_price_cur(then.baseline, money);
  return result;
}

std::optional<FirstYear> first_cheaper_year(std::span<const ParityYear> years) {
  const auto cheaper = [](const ParityYear& year) { return year.dearer_by_cur() < -same_cur; };
  const auto found = std::ranges::find_if(years, cheaper);
  if (found == years.end()) return std::nullopt;
  FirstYear first{found->year, std::nullopt, std::all_of(found, years.end(), cheaper)};
  if (found != years.begin()) {
    const double before = (found - 1)->dearer_by_cur();
    first.crossing = (found - 1)->year + before / (before - found->dearer_by_cur());
  }
  return first;
}

}  // namespace evpickup::study
