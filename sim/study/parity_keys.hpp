// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/study/parity.hpp"

/// The values that a parity is solved for: what each is today, and a pair with another value.
namespace evpickup::study {

/// A pair as it is today, with its finished use.
struct ParityToday {
  const ParityPair& pair;
  const ParityMoney& money;
  std::vector<model::AnnualUse> truck_use, baseline_use;
};

[[nodiscard]] ParityToday today_of(const ParityPair& pair, const ParityMoney& money);

/// A bracket in which a value is sought.
struct Bracket {
  double low = 0.0, high = 0.0;
};

/// A key. A new one is a row of parity_key_rows() and a word in the field table of [parity].
struct ParityKeyRow {
  model::ParityKey key;
  /// As the scenario writes it.
  std::string_view word;
  /// As people read it: "price of petrol".
  std::string_view label;
  /// "km/yr", or the denominator of a price such as "kWh"; "" for a sum of money.
  std::string_view unit;
  bool (*concerns)(const ParityToday& today) = nullptr;
  /// What stands in the way, or "".
  std::string (*lacks)(const ParityToday& today) = nullptr;
  double (*now)(const ParityToday& today) = nullptr;
  Bracket (*bracket)(const ParityToday& today) = nullptr;
  ParityPair (*moved)(const ParityToday& today, double value) = nullptr;
};

[[nodiscard]] std::span<const ParityKeyRow> parity_key_rows();
[[nodiscard]] const ParityKeyRow& parity_key_row(model::ParityKey key);
/// "km/yr", "USD/kWh" or "USD".
[[nodiscard]] std::string unit(const ParityKeyRow& row, units::Currency currency);

/// A pair's cases as the cost model takes them.
[[nodiscard]] cost::Case parity_case(const PlannedCase& planned, const EnergyFigures& energy);

/// Price of packs per joule in a purchase year, along the market's path, in the currency of the
/// costs; nothing if the market has none.
[[nodiscard]] std::optional<double> pack_price_cur_per_j(const model::Market& market, int year,
                                                         const ParityMoney& money);
/// The calendar year of the purchase.
[[nodiscard]] int purchase_year(const PlannedCase& planned);
/// The case with its truck's list price moved by the change of the price of its pack; as it is
/// without a battery, a markup or a change.
[[nodiscard]] PlannedCase with_pack_price(const PlannedCase& planned, double change_cur_per_j,
                                          const ParityMoney& money);
/// List price in the currency of the costs.
[[nodiscard]] double list_price_cur(const PlannedCase& planned, const ParityMoney& money);
/// True if the truck has a battery whose size is known.
[[nodiscard]] bool has_pack(const model::Vehicle& vehicle);

}  // namespace evpickup::study
