// SPDX-License-Identifier: Apache-2.0
#include "gaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "evpickup/base/text.hpp"
#include "evpickup/spec/field.hpp"

namespace evpickup::cost {
namespace {

/// True if a dotted key is one of those that a path such as "import.NAME.freight" stands for.
bool matches(std::string_view key, std::string_view path) {
  return std::ranges::equal(base::split(key, '.'), base::split(path, '.'),
                            [](const std::string& part, const std::string& pattern) {
                              return pattern == "NAME" || pattern == part;
                            });
}

/// What the field tables say about a key of a market's file.
std::string meaning(std::string_view key) {
  std::string doc;
  spec::visit_keys<model::Market>("", [&](const spec::KeyDoc& row) {
    if (matches(key, row.path)) doc = row.doc;
  });
  return doc;
}

/// The market's file as it was read, or where it would be.
std::string file_of(const model::Market& market) {
  if (market.where.known()) return market.where.text->name;
  return fmt::format("scenarios/markets/{}.toml", market.id);
}

}  // namespace

void Gaps::market_lacks(const model::Market& market, std::string_view key, std::string hint) {
  const std::string_view section = key.substr(0, key.rfind('.'));
  add({},
      fmt::format("market {0} lacks {1} ({2}): put it in {3}, in the scenario's "
                  "[cost.markets.{0}.{4}], or give --set market.{0}.{1}=\"...\"",
                  market.id, key, meaning(key), file_of(market), section),
      std::move(hint));
}

void Gaps::no_rate(units::Currency currency) {
  add({}, fmt::format("no exchange rate for {}", currency.code()),
      "put it in scenarios/exchange_rates.toml, with its day and source");
}

void Gaps::shares_add_up_to(double sum) {
  add("duty.charging",
      fmt::format("the shares of home, workplace, public_ac and dc_fast add up to {:.6g}, not to 1",
                  sum),
      "home is 1 unless it is given");
}

void Gaps::no_state(const model::Market& market, const std::string& state) {
  std::vector<std::string> states;
  for (const auto& [name, fee] : market.ownership.ev_fee_by_state) states.push_back(name);
  add("cost.state", fmt::format("market {} has no ownership.ev_fee_by_state.{}", market.id, state),
      states.empty() ? "it lists no states" : fmt::format("it has {}", base::join(states, ", ")));
}

void Gaps::loan_beside_lease() {
  add("cost.lease", "a truck is either paid for by a loan or leased, not both",
      "leave out [cost.loan] or [cost.lease]");
}

void Gaps::add(std::string key, std::string message, std::string hint) {
  const auto& all = found_.all();
  if (std::ranges::find(all, message, &base::Diagnostic::message) != all.end()) return;
  found_.error({}, std::move(key), std::move(message), std::move(hint));
}

}  // namespace evpickup::cost
