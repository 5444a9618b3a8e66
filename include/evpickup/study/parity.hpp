// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/cost/metrics.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// Where two trucks cost the same: the distance, price or year at which their net present values
/// (economic view) meet. Everything is solved on cases that the cost model compiles anew, with one
/// value of truck, market or duty changed in a copy. docs/cost.md, "Parity".
namespace evpickup::study {

/// A truck and the baseline of its comparison, in the same market on the same duty. The energy
/// figures must outlive it.
struct ParityPair {
  PlannedCase truck, baseline;
  const EnergyFigures* truck_energy = nullptr;
  const EnergyFigures* baseline_energy = nullptr;
};

/// In which currency costs are told, and how prices come into it.
struct ParityMoney {
  units::Currency currency;
  const units::ExchangeRates* rates = nullptr;
};

enum class ParityOutcome {
  found,
  /// The truck is cheaper, or dearer, at every value of the bracket.
  cheaper,
  dearer,
  /// Both cost the same at every value.
  equal,
  /// The value moves neither truck, or both alike: what they differ by stays the same.
  not_concerned,
  /// A value that is needed is missing.
  unknown,
};

/// What was found for one key.
struct ParityAnswer {
  model::ParityKey key = model::ParityKey::distance;
  ParityOutcome outcome = ParityOutcome::unknown;
  /// Unit of all values: "km/yr", "USD/L", "USD/kWh" or "USD".
  std::string unit;
  std::optional<double> today;
  /// The value at which both cost the same; of several, the one nearest to today's.
  std::optional<double> value;
  /// The bracket in which it was sought.
  double low = 0.0, high = 0.0;
  /// The truck is cheaper above the value, not below.
  bool cheaper_above = false;
  /// The difference jumps over zero there, as where a pack is replaced or not: the costs do not
  /// meet.
  bool jumps = false;
  /// Further values in the bracket at which both cost the same.
  int others = 0;
  /// Of an unknown outcome: what is missing, such as "market us lacks battery.retail_markup".
  std::string lacks;
};

/// Costs of a pair bought in one year.
struct ParityYear {
  int year = 0;
  double truck_npv_cur = 0.0, baseline_npv_cur = 0.0;
  double truck_price_cur = 0.0, baseline_price_cur = 0.0;
  /// Price of packs at the works per kWh; absent without a path.
  std::optional<double> pack_cur_per_kwh;

  [[nodiscard]] double dearer_by_cur() const { return truck_npv_cur - baseline_npv_cur; }
};

/// The first purchase year in which a truck is the cheaper one.
struct FirstYear {
  int year = 0;
  /// Where the difference of costs is zero on a straight line from the year before to this one;
  /// absent if the truck is cheaper from the first year on.
  std::optional<double> crossing;
  /// True if it stays cheaper up to the last year.
  bool stays = true;
};

/// Every truck of a plan with the truck of its baseline in the same market; trucks without a cost,
/// and markets in which the baseline is not compared, are left out. Empty without a baseline.
[[nodiscard]] std::vector<ParityPair> parity_pairs(const Plan& plan,
                                                   std::span<const EnergyFigures* const> energy);

/// Net present value of the truck's costs less the baseline's.
[[nodiscard]] double dearer_by_cur(const ParityPair& pair, const ParityMoney& money);

/// The pair with a key at another value, in the unit of parity_answer(). Throws std::logic_error
/// for a key that does not concern the pair or lacks a value.
[[nodiscard]] ParityPair moved(const ParityPair& pair, model::ParityKey key, double value,
                               const ParityMoney& money);

/// Solves one key.
///
/// distance: one factor on the distance of every year, told as the mean of the years. petrol,
/// diesel: the price in the year of purchase; a dated path goes along by the same factor.
/// electricity: one factor on all prices of power, told as the price at home. pack_price: the price
/// of packs at the works; its change times the pack's nominal energy and battery.retail_markup goes
/// onto the list price of each of the two that has a battery, and packs that are replaced cost
/// that much. price: the truck's own list price. incentive: what the truck's buyer is paid.
///
/// The difference of costs is looked at from `low` to `high` in equal steps; where it changes its
/// sign, TOMS 748 (Alefeld, Potra and Shi 1995, ACM Trans. Math. Softw. 21:327) finds the value.
/// Two values within one step are overlooked.
[[nodiscard]] ParityAnswer parity_answer(const ParityPair& pair, model::ParityKey key,
                                         const ParityMoney& money);

/// The pair bought in a year: prices of energy and packs by the market's dated paths, and list
/// prices moved by energy x change of the pack's price since their day x battery.retail_markup.
[[nodiscard]] ParityYear parity_year(const ParityPair& pair, int year, const ParityMoney& money);

/// Nothing if the truck is never cheaper. The years are in order, one after the other.
[[nodiscard]] std::optional<FirstYear> first_cheaper_year(std::span<const ParityYear> years);

/// Adds the sections "parity", "parity_years" and, for data files, "parity_by_year", with their
/// notes. A sweep has none.
void add_parity(Results& results, const Plan& plan, const model::Scenario& scenario,
                std::span<const EnergyFigures* const> energy, const units::ExchangeRates& rates);

}  // namespace evpickup::study
