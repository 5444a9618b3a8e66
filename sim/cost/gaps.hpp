// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/market.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::cost {

/// What stands between some cases and their cost, each thing once and in the order of its
/// discovery.
class Gaps {
 public:
  /// A market has no value for a key of its file, such as "ownership.registration". The message
  /// says what the key means and the three places where a value can be given.
  void market_lacks(const model::Market& market, std::string_view key, std::string hint = {});
  /// There is no exchange rate for a currency.
  void no_rate(units::Currency currency);
  /// Shares of charging that add up to something else than 1.
  void shares_add_up_to(double sum);
  /// A state whose fee the market does not list.
  void no_state(const model::Market& market, const std::string& state);
  /// A loan and a lease for one truck.
  void loan_beside_lease();

  /// Throws InputError with everything found, if there is anything.
  void throw_if_any() const { found_.throw_if_errors(); }

 private:
  void add(std::string key, std::string message, std::string hint);

  base::Diagnostics found_;
};

}  // namespace evpickup::cost
