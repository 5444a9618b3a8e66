// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "evpickup/base/text.hpp"
#include "evpickup/study/parity.hpp"
#include "parity_keys.hpp"

/// What a reader sees of a parity.
namespace evpickup::study {

namespace {

constexpr int price_decimals = 2;

std::string word(ParityOutcome outcome) {
  switch (outcome) {
  case ParityOutcome::found:
    return "found";
  case ParityOutcome::cheaper:
    return "cheaper";
  case ParityOutcome::dearer:
    return "dearer";
  case ParityOutcome::equal:
    return "equal";
  case ParityOutcome::not_concerned:
    return "not concerned";
  case ParityOutcome::unknown:
    break;
  }
  return "unknown";
}

/// An end of a bracket, without decimals that nobody reads.
std::string bound(double value) {
  constexpr double large = 1000.0;
  return base::grouped(value, value < large ? price_decimals : 0);
}

/// "cheaper below", "dearer from 0.00 to 11.41 USD/L".
std::string verdict(const ParityAnswer& answer) {
  if (answer.outcome == ParityOutcome::equal) return "the same throughout";
  if (answer.outcome != ParityOutcome::found)
    return fmt::format("{} throughout, {} to {} {}", word(answer.outcome), bound(answer.low),
                       bound(answer.high), answer.unit);
  std::string text = answer.cheaper_above ? "cheaper above" : "cheaper below";
  if (answer.jumps) text += ", a jump";
  if (answer.others > 0) text += fmt::format(", {} more", answer.others);
  return text;
}

std::vector<Column> pair_columns() {
  return {{"vehicle", "vehicle", "", 0, Better::neither},
          {"trim", "trim", "", 0, Better::neither},
          {"market", "market", "", 0, Better::neither}};
}

std::vector<Cell> pair_cells(const ParityPair& pair) {
  return {pair.truck.vehicle->id, pair.truck.vehicle->trim, pair.truck.market->id};
}

Cell cell(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }

/// When running costs have earned back a dearer purchase, beside the solved values.
std::vector<Cell> break_even_row(const ParityPair& pair, const ParityMoney& money) {
  const cost::Case cases[] = {parity_case(pair.truck, *pair.truck_energy),
                              parity_case(pair.baseline, *pair.baseline_energy)};
  const auto ledger = cost::build_ledger(cost::compile(cases, money.currency, *money.rates));
  const auto time = cost::break_even_time(ledger, 0, 1);
  std::vector<Cell> row = pair_cells(pair);
  row.emplace_back("break-even time");
  row.emplace_back();
  row.push_back(time ? Cell(units::in_years(*time)) : Cell());
  row.emplace_back("yr");
  row.emplace_back(!time ? fmt::format("not earned back in {} years", ledger.years)
                   : *time > units::seconds(0) ? "purchase earned back"
                                               : "never dearer");
  row.emplace_back("break_even_time");
  row.emplace_back(word(time ? ParityOutcome::found : ParityOutcome::dearer));
  row.emplace_back(0.0);
  row.emplace_back(static_cast<double>(ledger.years));
  return row;
}

std::vector<Cell> answer_row(const ParityPair& pair, const ParityAnswer& answer) {
  std::vector<Cell> row = pair_cells(pair);
  row.emplace_back(std::string(parity_key_row(answer.key).label));
  row.push_back(cell(answer.today));
  row.push_back(cell(answer.value));
  row.emplace_back(answer.unit);
  row.emplace_back(verdict(answer));
  row.emplace_back(std::string(parity_key_row(answer.key).word));
  row.emplace_back(word(answer.outcome));
  row.emplace_back(answer.low);
  row.emplace_back(answer.high);
  return row;
}

/// Sentences on what a key moves beside its own value.
std::vector<std::string> key_remarks(std::span<const model::ParityKey> keys,
                                     std::span<const ParityPair> pairs) {
  std::vector<std::string> remarks;
  const auto asked = [&](model::ParityKey key) {
    return std::ranges::find(keys, key) != keys.end();
  };
  if (asked(model::ParityKey::electricity))
    remarks.emplace_back("Price of power: all prices of power go along by one factor; told is the "
                         "one at home.");
  if (asked(model::ParityKey::pack_price)) {
    std::set<std::string> trucks;
    for (const auto& pair : pairs)
      for (const PlannedCase* planned : {&pair.truck, &pair.baseline})
        if (has_pack(*planned->vehicle)) trucks.insert(planned->vehicle->key());
    if (!trucks.empty())
      remarks.push_back(fmt::format("Price of packs: its change x energy of the pack x "
                                    "battery.retail_markup goes onto the list price of {}.",
                                    fmt::join(trucks, ", ")));
  }
  return remarks;
}

/// Trucks by what holds for all of them, to tell it once.
using TrucksBySentence = std::map<std::string, std::vector<std::string>>;

Section answers_section(std::span<const ParityPair> pairs, std::span<const model::ParityKey> keys,
                        const ParityMoney& money, std::vector<std::string>& notes) {
  const std::string baseline = pairs.front().baseline.vehicle->key();
  Section section;
  section.key = "parity";
  section.title = fmt::format("Where the cost is that of {}", baseline);
  section.table.columns = pair_columns();
  section.shown_columns = 8;
  for (auto column : {Column{"value", "value", "", 0, Better::neither},
                      Column{"today", "today", "", price_decimals, Better::neither, true},
                      Column{"parity", "equal at", "", price_decimals, Better::neither, true},
                      Column{"unit", "unit", "", 0, Better::neither},
                      Column{"verdict", "the truck is", "", 0, Better::neither},
                      Column{"key", "key", "", 0, Better::neither},
                      Column{"outcome", "outcome", "", 0, Better::neither},
                      Column{"low", "from", "", price_decimals, Better::neither, true},
                      Column{"high", "to", "", price_decimals, Better::neither, true}})
    section.table.columns.push_back(std::move(column));

  TrucksBySentence unsolved;
  for (const auto& pair : pairs) {
    section.table.rows.push_back(break_even_row(pair, money));
    for (const auto key : keys) {
      const ParityAnswer answer = parity_answer(pair, key, money);
      const std::string_view label = parity_key_row(key).label;
      if (answer.outcome == ParityOutcome::not_concerned) {
        unsolved[fmt::format("Parity in {}: the {} makes no difference between {} and",
                             pair.truck.market->id, label, baseline)]
            .push_back(pair.truck.vehicle->key());
      } else if (answer.outcome == ParityOutcome::unknown) {
        unsolved[fmt::format("Parity is not solved for the {}, because {}, for", label,
                             answer.lacks)]
            .push_back(pair.truck.vehicle->key());
      } else {
        section.table.rows.push_back(answer_row(pair, answer));
      }
    }
  }
  for (const auto& [sentence, trucks] : unsolved)
    notes.push_back(fmt::format("{} {}.", sentence, fmt::join(trucks, ", ")));
  section.remarks.emplace_back(
      "One value moves at a time, the others stay as they are today, until "
      "the net present values of both trucks meet. Break-even is the "
      "time, of those values, in which running costs earn back a dearer "
      "purchase, resale left out.");
  for (auto& remark : key_remarks(keys, pairs)) section.remarks.push_back(std::move(remark));
  return section;
}

/// "from 2028 on (2027.6)".
std::string year_verdict(std::span<const ParityYear> years, const std::optional<FirstYear>& first) {
  if (!first) return fmt::format("not cheaper up to {}", years.back().year);
  std::string text = first->crossing
                         ? fmt::format("cheaper from {} ({:.1f})", first->year, *first->crossing)
                         : fmt::format("cheaper already in {}", first->year);
  if (!first->stays) text += ", not in all years after";
  return text;
}

Section years_section(std::span<const ParityPair> pairs,
                      const std::vector<std::vector<ParityYear>>& years, units::Currency currency) {
  const std::string code = base::lower_case(currency.code());
  Section section;
  section.key = "parity_years";
  section.title = fmt::format("The year of purchase from which the cost is below that of {}",
                              pairs.front().baseline.vehicle->key());
  section.table.columns = pair_columns();
  section.shown_columns = 6;
  const auto dearer = [&](const std::string& which, int year) {
    return Column{fmt::format("dearer_by_{}_{}", which, code), fmt::format("dearer in {}", year),
                  std::string(currency.code()), 0, Better::lower};
  };
  for (auto column : {Column{"verdict", "the truck is", "", 0, Better::neither},
                      dearer("first_year", years.front().front().year),
                      dearer("last_year", years.front().back().year),
                      Column{"first_year", "first year", "", 0, Better::lower},
                      Column{"crossing", "crossing", "", 1, Better::lower}})
    section.table.columns.push_back(std::move(column));
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto first = first_cheaper_year(years[i]);
    std::vector<Cell> row = pair_cells(pairs[i]);
    row.emplace_back(year_verdict(years[i], first));
    row.emplace_back(years[i].front().dearer_by_cur());
    row.emplace_back(years[i].back().dearer_by_cur());
    row.push_back(first ? Cell(static_cast<double>(first->year)) : Cell());
    row.push_back(first ? cell(first->crossing) : Cell());
    section.table.rows.push_back(std::move(row));
  }
  section.remarks.emplace_back("In brackets: where the difference is zero on a straight line from "
                               "one year of purchase to the next.");
  return section;
}

Section by_year_section(std::span<const ParityPair> pairs,
                        const std::vector<std::vector<ParityYear>>& years,
                        units::Currency currency) {
  const std::string code = base::lower_case(currency.code());
  const std::string unit(currency.code());
  Section section;
  section.key = "parity_by_year";
  section.title = "Cost by year of purchase";
  section.data_only = true;
  section.table.columns = pair_columns();
  for (auto column :
       {Column{"purchase_year", "purchase year", "", 0, Better::neither},
        Column{"tco_" + code, "cost", unit, 0, Better::lower},
        Column{"baseline_tco_" + code, "cost of the baseline", unit, 0, Better::neither},
        Column{"dearer_by_" + code, "dearer by", unit, 0, Better::lower},
        Column{"price_" + code, "price", unit, 0, Better::lower},
        Column{"baseline_price_" + code, "price of the baseline", unit, 0, Better::neither},
        Column{"pack_price_" + code + "_per_kwh", "packs", unit + "/kWh", 1, Better::lower}})
    section.table.columns.push_back(std::move(column));
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const auto& year : years[i]) {
      std::vector<Cell> row = pair_cells(pairs[i]);
      for (const double number :
           {static_cast<double>(year.year), year.truck_npv_cur, year.baseline_npv_cur,
            year.dearer_by_cur(), year.truck_price_cur, year.baseline_price_cur})
        row.emplace_back(number);
      row.push_back(cell(year.pack_cur_per_kwh));
      section.table.rows.push_back(std::move(row));
    }
  }
  return section;
}

/// "packs 2025 to 2030"; nothing without a path.
template <class T>
void tell_path(std::vector<std::string>& told, std::string_view what,
               const spec::Sourced<spec::Path<T>>& path) {
  if (path.has_value())
    told.push_back(fmt::format("{} {} to {}", what, path->front().first, path->back().first));
}

/// One sentence for each market on its paths.
std::vector<std::string> path_notes(std::span<const ParityPair> pairs, int from, int to) {
  std::set<std::string> told;
  for (const auto& pair : pairs) {
    const model::Market& market = *pair.truck.market;
    std::vector<std::string> paths;
    tell_path(paths, "packs", market.battery.pack_price_path);
    tell_path(paths, "power at home", market.energy.path.home);
    tell_path(paths, "power at work", market.energy.path.workplace);
    tell_path(paths, "slow public charging", market.energy.path.public_ac);
    tell_path(paths, "fast charging", market.energy.path.dc_fast);
    tell_path(paths, "petrol", market.energy.path.petrol);
    tell_path(paths, "diesel", market.energy.path.diesel);
    const bool moves_trucks =
        market.battery.pack_price_path.has_value() && market.battery.retail_markup.has_value();
    told.insert(fmt::format(
        "Years of purchase {} to {} in {}: {}. Before and after its years a path is level; what "
        "has none is the same in every year, and grows only from the purchase on.{}",
        from, to, market.id,
        paths.empty() ? "no price has a dated path"
                      : fmt::format("paths of {}", fmt::join(paths, ", ")),
        moves_trucks ? " List prices follow packs alone: change of the price since the list "
                       "price's day x energy x battery.retail_markup."
                     : " List prices stay: that takes a path of packs and battery.retail_markup."));
  }
  return {told.begin(), told.end()};
}

/// Trucks that are compared where the baseline is not.
void tell_left_out(const Plan& plan, std::span<const ParityPair> pairs,
                   std::vector<std::string>& notes) {
  const std::string baseline = plan.cases[static_cast<std::size_t>(plan.baseline)].vehicle->key();
  TrucksBySentence alone;
  for (const auto& planned : plan.cases) {
    if (!planned.market || planned.vehicle->key() == baseline) continue;
    if (std::ranges::none_of(pairs, [&](const ParityPair& pair) {
          return pair.truck.market->id == planned.market->id &&
                 pair.truck.vehicle->key() == planned.vehicle->key();
        }))
      alone[fmt::format("Parity in {} is not solved, because it or {} has no cost there, for",
                        planned.market->id, baseline)]
          .push_back(planned.vehicle->key());
  }
  for (const auto& [sentence, trucks] : alone)
    notes.push_back(fmt::format("{} {}.", sentence, fmt::join(trucks, ", ")));
}

}  // namespace

void add_parity(Results& results, const Plan& plan, const model::Scenario& scenario,
                std::span<const EnergyFigures* const> energy, const units::ExchangeRates& rates) {
  if (!plan.axes.empty()) {
    results.notes.emplace_back("Parity is not solved at the points of a sweep.");
    return;
  }
  const ParityMoney money{scenario.currency(), &rates};
  const auto pairs = parity_pairs(plan, energy);
  if (plan.baseline >= 0) tell_left_out(plan, pairs, results.notes);
  if (pairs.empty()) return;
  results.sections.push_back(answers_section(pairs, scenario.parity->solve, money, results.notes));

  if (!scenario.parity->from.has_value() || !scenario.parity->to.has_value()) return;
  const int from = *scenario.parity->from;
  const int to = *scenario.parity->to;
  std::vector<std::vector<ParityYear>> years;
  for (const auto& pair : pairs) {
    auto& row = years.emplace_back();
    for (int year = from; year <= to; ++year) row.push_back(parity_year(pair, year, money));
  }
  results.sections.push_back(years_section(pairs, years, money.currency));
  results.sections.push_back(by_year_section(pairs, years, money.currency));
  for (auto& note : path_notes(pairs, from, to)) results.notes.push_back(std::move(note));
}

}  // namespace evpickup::study
