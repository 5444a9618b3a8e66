// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "case_cells.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "evpickup/study/run.hpp"

namespace evpickup::study {

namespace {

/// Import duties have a column of their own beside the other purchase lines.
bool is_duty(const CostLine& line) { return line.key.starts_with("duty_"); }

bool in_economic_view(const CostLine& line) { return line.view != cost::View::cash; }

/// Groups in the order of a ledger; finance only where the economic view has some of it, as in a
/// business that writes off.
std::vector<cost::Group> groups_of(const std::vector<std::optional<CostFigures>>& cost) {
  const auto is_finance = [](const CostLine& line) {
    return line.group == cost::Group::finance && in_economic_view(line) && line.npv_cur != 0.0;
  };
  const bool has_finance = std::ranges::any_of(cost, [&](const auto& figures) {
    return figures && std::ranges::any_of(figures->lines, is_finance);
  });
  std::vector<cost::Group> groups{cost::Group::purchase, cost::Group::energy, cost::Group::upkeep,
                                  cost::Group::yearly, cost::Group::resale};
  if (has_finance) groups.insert(groups.end() - 1, cost::Group::finance);
  return groups;
}

Section cost_by_group(const Plan& plan, const std::vector<std::optional<CostFigures>>& cost,
                      units::Currency currency) {
  Section section;
  section.key = "cost_by_group";
  section.title = "Total cost by group, net present value";
  section.table.columns = case_columns();
  const std::string unit(currency.code());
  const auto groups = groups_of(cost);
  const auto add_column = [&](std::string_view label) {
    section.table.columns.push_back(
        {money_key(label, currency), std::string(label), unit, 0, Better::lower});
  };
  for (const auto group : groups) {
    add_column(label(group));
    if (group == cost::Group::purchase) add_column("import duties");
  }
  add_column("total");

  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (!cost[i]) continue;
    std::vector<Cell> row = case_cells(plan.cases[i]);
    double total = 0.0;
    double duties = 0.0;
    for (const auto group : groups) {
      double sum = 0.0;
      for (const auto& line : cost[i]->lines) {
        if (line.group != group || !in_economic_view(line)) continue;
        (is_duty(line) ? duties : sum) += line.npv_cur;
      }
      row.emplace_back(sum);
      total += sum;
      if (group == cost::Group::purchase) {
        row.emplace_back(duties);
        total += duties;
      }
    }
    row.emplace_back(total);
    section.table.rows.push_back(std::move(row));
  }
  return section;
}

/// Every line of the ledger of every case, for data files.
Section cost_by_item(const Plan& plan, const std::vector<std::optional<CostFigures>>& cost,
                     units::Currency currency) {
  Section section;
  section.key = "cost_by_item";
  section.title = "Total cost by item, net present value";
  section.data_only = true;
  section.table.columns = case_columns();
  section.table.columns.push_back({"item", "item", "", 0, Better::neither});
  section.table.columns.push_back({"label", "label", "", 0, Better::neither});
  section.table.columns.push_back({"group", "group", "", 0, Better::neither});
  section.table.columns.push_back(
      {money_key("npv", currency), "NPV", std::string(currency.code()), 2, Better::neither});
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (!cost[i]) continue;
    for (const auto& line : cost[i]->lines) {
      if (!in_economic_view(line)) continue;
      auto row = case_cells(plan.cases[i]);
      row.emplace_back(line.key);
      row.emplace_back(line.label);
      row.emplace_back(std::string(label(line.group)));
      row.emplace_back(line.npv_cur);
      section.table.rows.push_back(std::move(row));
    }
  }
  return section;
}

Section import_duties(const Plan& plan, const std::vector<std::optional<CostFigures>>& cost,
                      units::Currency currency) {
  Section section;
  section.key = "import_duties";
  section.title = "Import duties of trucks from abroad";
  section.table.columns = case_columns();
  section.table.columns.push_back({"duty", "duty", "", 0, Better::neither});
  section.table.columns.push_back({"rate_percent", "rate", "%", 1, Better::neither});
  section.table.columns.push_back(
      {money_key("amount", currency), "amount", std::string(currency.code()), 0, Better::neither});
  section.table.columns.push_back({"source", "source", "", 0, Better::neither});
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const auto& planned = plan.cases[i];
    if (!cost[i] || !cost::is_import(*planned.vehicle, *planned.market)) continue;
    const auto route = planned.market->import.find(planned.vehicle->origin);
    if (route == planned.market->import.end()) continue;
    for (const auto& [name, rate] : route->second.duties) {
      const auto line =
          std::find_if(cost[i]->lines.begin(), cost[i]->lines.end(),
                       [&](const CostLine& item) { return item.key == "duty_" + name; });
      auto row = case_cells(planned);
      row.emplace_back(name);
      row.emplace_back(100 * *rate);
      row.push_back(line != cost[i]->lines.end() ? Cell(line->npv_cur) : Cell());
      const auto source = planned.market->sources->find(rate.origin.source);
      row.emplace_back(source != planned.market->sources->end() ? source->second.title
                                                                : rate.origin.rule);
      section.table.rows.push_back(std::move(row));
    }
  }
  section.remarks.emplace_back("Each duty is a share of the customs value; --set "
                               "market.us.import.cn.duties.NAME=\"0 %\" leaves one out.");
  return section;
}

}  // namespace

void add_cost_sections(Results& results, const Plan& plan,
                       const std::vector<std::optional<CostFigures>>& cost,
                       units::Currency currency) {
  Section by_group = cost_by_group(plan, cost, currency);
  if (by_group.table.rows.empty()) return;
  results.sections.push_back(std::move(by_group));
  results.sections.push_back(cost_by_item(plan, cost, currency));
  Section duties = import_duties(plan, cost, currency);
  if (!duties.table.rows.empty()) results.sections.push_back(std::move(duties));
}

namespace {

/// Energy of the fuel that is burned with the charge kept.
Cell fuel_energy(const model::Vehicle& vehicle, const DriveFigures& drive) {
  if (!drive.fuel) return {};
  const double j_per_m3 = 1e3 * energy::fuel_j_per_l(*vehicle.engine.fuel);
  return units::in_kilowatt_hours_per_100km(units::newtons(j_per_m3 * drive.fuel->kept.value()));
}

}  // namespace

Section audit_section(const Plan& plan, const std::vector<const EnergyFigures*>& energy) {
  Section section;
  section.key = "energy_balance";
  section.title = "Energy balance on the duty by cause";
  section.table.columns = case_columns();
  section.table.columns.push_back({"imbalance", "imbalance", "", 12, Better::neither});
  section.table.columns.push_back(
      {"battery_kwh_per_100km", "battery", "kWh/100 km", 2, Better::neither});
  // Trucks with an engine have all causes of the others, and further ones behind them.
  const auto driven = std::ranges::max_element(
      energy, {}, [](const auto* figures) { return figures->duty.causes_j_per_m.size(); });
  if (driven == energy.end() || (*driven)->duty.causes_j_per_m.empty()) return section;
  const std::size_t width = (*driven)->duty.causes_j_per_m.size();
  const bool any_fuel = std::ranges::any_of(
      energy, [](const auto* figures) { return figures->duty.fuel.has_value(); });
  for (const auto& cause : (*driven)->duty.causes_j_per_m) {
    const std::string stem(cause.key.substr(0, cause.key.size() - 2));
    section.table.columns.push_back(
        {stem + "_kwh_per_100km", std::string(cause.label), "kWh/100 km", 2, Better::neither});
  }
  if (any_fuel)
    section.table.columns.push_back(
        {"fuel_kwh_per_100km", "fuel, charge kept", "kWh/100 km", 2, Better::neither});
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (!plan.cases[i].vehicle->has_physics()) continue;
    const auto& drive = energy[i]->duty;
    auto row = case_cells(plan.cases[i]);
    row.emplace_back(drive.imbalance);
    row.push_back(drive.consumption ? Cell(units::in_kilowatt_hours_per_100km(*drive.consumption))
                                    : Cell());
    for (const auto& cause : drive.causes_j_per_m)
      row.emplace_back(units::in_kilowatt_hours_per_100km(units::newtons(cause.energy_j)));
    row.resize(row.size() + width - drive.causes_j_per_m.size());
    if (any_fuel) row.push_back(fuel_energy(*plan.cases[i].vehicle, drive));
    section.table.rows.push_back(std::move(row));
  }
  section.remarks.emplace_back(
      "imbalance: largest relative difference between what the battery gave "
      "and the sum of the causes, "
      "over the drives of the duty and of the city.");
  if (any_fuel)
    section.remarks.emplace_back("With an engine: battery is the mean by the utility factor, the "
                                 "causes and the fuel are those "
                                 "of the drive with the charge kept.");
  return section;
}

double worst_imbalance(const Results& results) {
  double worst = 0.0;
  for (const auto& section : results.sections) {
    if (!section.key.ends_with("energy_balance")) continue;
    const std::size_t column = section.table.index("imbalance");
    for (const auto& row : section.table.rows)
      worst = std::max(worst, std::get<double>(row[column]));
  }
  return worst;
}

}  // namespace evpickup::study
