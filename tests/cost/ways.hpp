// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ledgers.hpp"

namespace example {

inline Example second_hand() {
  Example e = truck();
  e.age = 3;
  e.odometer = units::kilometres(60000);
  e.bought_for = units::Money{25600.0, usd, {}};
  return e;
}

/// Examples of all ways to pay and to use, with prices that grow.
inline std::vector<std::pair<std::string, Example>> all_ways() {
  std::vector<std::pair<std::string, Example>> ways{{"new", truck()},
                                                    {"import", import_from_china()},
                                                    {"second hand", second_hand()},
                                                    {"loan", truck()},
                                                    {"lease", truck()},
                                                    {"business", truck()},
                                                    {"downtime", truck()},
                                                    {"all of it", import_from_china()}};
  take_loan(ways[3].second, 0.2, 0.0673, 68.6);
  take_lease(ways[4].second);
  run_business(ways[5].second);
  stand_still(ways[6].second);
  take_loan(ways[7].second, 0.1, 0.05, 24.0);
  run_business(ways[7].second);
  stand_still(ways[7].second);
  for (auto& [name, e] : ways) {
    give(e.market.finance.inflation, nominal(0.03));
    give(e.market.purchase.home_charger_life, units::years(2));
    give(e.market.purchase.vat_rate, 0.25);
    e.use[1].new_pack = true;
    give(e.vehicle.battery.energy_nominal, units::kilowatt_hours(80));
    give(e.market.battery.pack_price, per_kwh(100.0, usd));
    give(e.market.battery.retail_markup, 1.5);
  }
  return ways;
}

}  // namespace example
