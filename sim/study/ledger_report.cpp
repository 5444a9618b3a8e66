// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ledger_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/ledger_section.hpp"
#include "page.hpp"
#include "price_notes.hpp"
#include "run_parts.hpp"

namespace evpickup::study {

namespace {

/// True if the scenario names the truck itself and not all trims of its file.
bool is_named(const model::Scenario& scenario, const std::string& truck) {
  return std::ranges::any_of(scenario.compare.vehicles, [&](const std::string& reference) {
    return reference.substr(0, reference.find('@')) == truck;
  });
}

/// Why a case has no ledger, and what would help.
base::Diagnostic reason_without_ledger(const PlannedCase& planned) {
  const std::string truck = planned.vehicle->key();
  base::Diagnostic reason{base::Severity::error, {}, truck, {}, {}};
  if (!planned.market) {
    reason.message = "its cost needs a market";
    reason.hint = "--market NAME";
  } else if (cost::list_price(*planned.vehicle, *planned.market)) {
    reason.message = "it cannot move on this duty, so that it has no cost";
    reason.hint = "leave it out, or ask less of it";
  } else {
    reason.message = "no source gives its price, so that it has no cost";
    reason.hint = fmt::format("leave it out, or give a price for this run: --set "
                              "vehicle.{}.price.msrp=\"...\"",
                              truck);
  }
  return reason;
}

/// Leaves out trims without a ledger that nobody asked for by name, a note for each. Refuses the
/// others, and a report without any ledger, all at once.
void require_ledgers(const Plan& plan, const std::vector<std::optional<CaseLedger>>& ledgers,
                     const model::Scenario& scenario, std::vector<std::string>& notes) {
  base::Diagnostics problems;
  base::Diagnostics left_out;
  std::vector<std::string> told;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (ledgers[i]) continue;
    const PlannedCase& planned = plan.cases[i];
    const auto reason = reason_without_ledger(planned);
    (is_named(scenario, reason.key) ? problems : left_out).add(reason);
    told.push_back(fmt::format("{}{} is left out: {}.", reason.key,
                               planned.market ? " in " + planned.market->id : "", reason.message));
  }
  problems.throw_if_errors();
  if (told.size() == ledgers.size()) left_out.throw_if_errors();
  notes.insert(notes.end(), told.begin(), told.end());
}

void require_cash(const model::Scenario& scenario, cost::View view) {
  if (view != cost::View::cash || scenario.cost.loan || scenario.cost.lease) return;
  throw base::InputError("the cash view needs a loan or a lease, and the scenario has neither",
                         "such as --set cost.loan.down_payment=0.2");
}

Cell per_kilometre(const std::optional<units::DistancePrice>& price) {
  return price ? Cell(1e3 * price->amount_per_si) : Cell();
}

/// What each ledger comes to, a row for each view that there is.
Section figures_of(std::span<const LedgerCase> cases) {
  const units::Currency currency = cases.front().at.ledger->currency;
  const std::string unit(currency.code());
  Section section;
  section.key = "figures";
  section.title = "What it comes to";
  section.table.columns = case_columns();
  const auto add = [&](const std::string& label, const std::string& stem, const std::string& per,
                       int decimals) {
    std::string key = money_key(stem, currency);
    if (!per.empty()) key += "_per_" + per;
    section.table.columns.push_back(
        {key, label, per.empty() ? unit : unit + "/" + per, decimals, Better::neither});
  };
  section.table.columns.push_back({"view", "view", "", 0, Better::neither});
  add("net present value", "tco", "", 0);
  add("plain sum", "plain_sum", "", 0);
  add("per distance", "tco", "km", 3);
  add("level payment", "annual", "year", 0);
  section.table.columns.back().unit = unit + "/yr";

  for (const LedgerCase& one : cases) {
    const model::CostSettings& settings = *one.planned->cost;
    std::vector<cost::View> views{cost::View::economic};
    if (settings.loan || settings.lease) views.push_back(cost::View::cash);
    for (const cost::View view : views) {
      const cost::Ledger& ledger = *one.at.ledger;
      auto row = case_cells(*one.planned);
      row.emplace_back(view == cost::View::cash ? "cash" : "economic");
      row.emplace_back(cost::net_present_value(ledger, one.at.lane, view).amount);
      row.emplace_back(cost::plain_sum(ledger, one.at.lane, view).amount);
      row.push_back(per_kilometre(cost::levelised_cost(ledger, one.at.lane, view)));
      row.emplace_back(cost::equivalent_annual_cost(ledger, one.at.lane, view).amount);
      section.table.rows.push_back(std::move(row));
    }
  }
  section.remarks = ledger_assumptions(cases);
  return section;
}

std::string title_of(std::span<const LedgerCase> cases) {
  if (cases.size() > 1) return "Ledgers by year";
  const PlannedCase& planned = *cases.front().planned;
  return fmt::format("Ledger by year: {}, {}", truck_name(*planned.vehicle), planned.market->id);
}

}  // namespace

Results ledger_report(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options,
                      cost::View view) {
  scenario.sweeps.clear();
  scenario.day.reset();
  scenario.trip.reset();
  scenario.parity.reset();
  scenario.compare.baseline.clear();
  scenario = ready_scenario(std::move(scenario), options);
  require_cash(scenario, view);
  const units::Currency currency = scenario.currency();
  const Plan plan = make_plan(catalog, scenario, options);
  const SharedEnergy energy = compute_energy(plan, catalog, options.threads);
  const auto all = ledgers(plan, energy.of_case, currency, catalog.exchange_rates());
  std::vector<std::string> left_out;
  require_ledgers(plan, all, scenario, left_out);
  const auto cases = cases_with_ledger(plan, all);

  Results results;
  results.scenario = scenario.id;
  results.title = title_of(cases);
  results.description = scenario.description;
  results.table = ledger_by_year(cases, view);
  results.shown = ledger_columns(results.table);
  results.grouped_by = "heading";
  results.sections.push_back(figures_of(cases));
  results.notes = plan.notes;
  for (auto& note : price_notes(plan, catalog.exchange_rates()))
    results.notes.push_back(std::move(note));
  for (auto& note : left_out) results.notes.push_back(std::move(note));
  for (auto& remark : ledger_remarks(*cases.front().at.ledger))
    results.notes.push_back(std::move(remark));
  add_override_note(results, options);
  results.basis = basis(plan, scenario, catalog.exchange_rates());
  if (options.charts)
    results.charts = ledger_charts(
        {plan, scenario, energy.of_case, {}, all, results, catalog, options.threads, view});
  results.inputs = inputs_of(catalog, scenario, options);
  return results;
}

}  // namespace evpickup::study
