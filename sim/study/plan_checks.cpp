// SPDX-License-Identifier: Apache-2.0
#include "plan_checks.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

#include "evpickup/model/catalog.hpp"
#include "evpickup/spec/table.hpp"

namespace evpickup::study {

namespace {

/// The first currency behind a number of a value as it is shown, "5 XAU/h", without a rate; empty
/// if there is none.
std::string unknown_currency(const std::string& shown, const units::ExchangeRates& rates) {
  constexpr std::size_t code_length = 3;
  for (std::size_t at = shown.find(' '); at != std::string::npos; at = shown.find(' ', at + 1)) {
    std::string code = shown.substr(at + 1, code_length);
    const auto after = at + 1 + code_length;
    const bool ends =
        after >= shown.size() || std::isalpha(static_cast<unsigned char>(shown[after])) == 0;
    const bool behind_number =
        at > 0 && std::isdigit(static_cast<unsigned char>(shown[at - 1])) != 0;
    if (behind_number && ends && units::is_currency_code(code) &&
        !rates.knows(units::Currency(code)))
      return code;
  }
  return {};
}

}  // namespace

void check_together(const model::Scenario& scenario, base::Diagnostics& diagnostics) {
  constexpr double share_tolerance = 1e-6;
  spec::Reader reader{diagnostics, nullptr};
  spec::check_required(scenario, nullptr, base::SourcePlace{}, "", reader);
  double sum = 0.0;
  for (const auto& part : scenario.duty.cycles) sum += part.share.value_or(0.0);
  const bool trip_alone = scenario.trip && scenario.duty.cycles.empty();
  if (!trip_alone && std::abs(sum - 1.0) > share_tolerance)
    diagnostics.error({}, "duty.cycles", fmt::format("the shares add up to {:.6g}, not to 1", sum));
  const auto& charging = scenario.duty.charging;
  sum = *charging.home + *charging.workplace + *charging.public_ac + *charging.dc_fast;
  if (std::abs(sum - 1.0) > share_tolerance)
    diagnostics.error({}, "duty.charging",
                      fmt::format("the shares of home, workplace, public_ac and dc_fast add up to "
                                  "{:.6g}, not to 1",
                                  sum),
                      "home is 1 unless it is given");
  const auto& months = scenario.duty.ambient_by_month;
  if (months.has_value() && months->size() != model::months_per_year)
    diagnostics.error({}, "duty.ambient_by_month",
                      fmt::format("expected twelve temperatures, got {}", months->size()),
                      "one for each month, January first");
  if (scenario.day && (scenario.day->legs.empty() || scenario.day->trucks.empty()))
    diagnostics.error({}, "day", "the scenario's day has no legs or no trucks");
  const auto nowhere = [](std::string_view) { return base::SourcePlace{}; };
  model::check_cost(scenario, nowhere, diagnostics);
  model::check_studies(scenario, nowhere, diagnostics);
  if (scenario.trip) model::check_trip(scenario, nowhere, diagnostics);
  if (scenario.parity) model::check_parity(scenario, nowhere, diagnostics);
}

void check_currencies(const model::Scenario& scenario, const units::ExchangeRates& rates) {
  base::Diagnostics findings;
  spec::visit_leaves(scenario, "", [&](const spec::Leaf& leaf) {
    if (!leaf.path.starts_with("cost.") || leaf.origin->how == spec::How::absent) return;
    const auto unknown = unknown_currency(leaf.text, rates);
    if (!unknown.empty())
      findings.error(leaf.origin->where, leaf.path, fmt::format("no exchange rate for {}", unknown),
                     "put it in scenarios/exchange_rates.toml, with its day and source");
  });
  findings.throw_if_errors();
}

}  // namespace evpickup::study
