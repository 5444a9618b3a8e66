// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/peers.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/energy/range.hpp"
#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

namespace fs = std::filesystem;

/// The trim that an import writes.
constexpr const char* imported_trim = ":fastsim";
/// Columns of the summary that are read: vehicle, cycle, energy.
constexpr std::size_t summary_columns = 3;
constexpr std::string_view summary_heading = "vehicle,cycle,batt_internal_kwh";

/// Rows without our own figures.
std::vector<PeerRow> summary(const fs::path& file) {
  const auto text = base::read_text_file(file);
  std::vector<PeerRow> rows;
  std::size_t number = 0;
  bool headed = false;
  for (const auto& line : base::split(text->text, '\n')) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (!std::exchange(headed, true) && line.starts_with(summary_heading)) continue;
    const auto cells = base::split(line, ',');
    const auto kwh = cells.size() < summary_columns ? std::nullopt : base::parse_number(cells[2]);
    if (!kwh) {
      throw base::InputError(
          base::Diagnostic{base::Severity::error,
                           {text, number, 1, line.size()},
                           {},
                           fmt::format("expected a row of {} and so on", summary_heading),
                           {}});
    }
    PeerRow row;
    row.vehicle = cells[0];
    row.cycle = cells[1];
    row.fastsim = units::kilowatt_hours(*kwh);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// A cycle of the golden folder, else one that is shipped.
const model::DriveCycle& cycle_of(model::Catalog& catalog, const fs::path& folder,
                                  const std::string& id) {
  const fs::path own = folder / "cycles" / (id + ".csv");
  std::error_code error;
  return catalog.cycle(fs::is_regular_file(own, error) ? own.string() : id);
}

/// The energies of one cycle from full batteries.
energy::Drive driven(const std::vector<energy::Case>& cases, const model::DriveCycle& cycle) {
  return energy::drive_once(energy::compile(cases, cycle), energy::compile_steps(cycle, 0.0), 1);
}

}  // namespace

std::vector<PeerRow> fastsim_rows(model::Catalog& catalog) {
  const fs::path folder = catalog.folder() / "tests" / "golden" / "fastsim";
  std::vector<PeerRow> rows = summary(folder / "summary.csv");

  // Each vehicle twice: by FASTSim's equations, and by ours with what these need estimated.
  struct Twice {
    model::Vehicle convention, own;
  };
  std::map<std::string, Twice> vehicles;
  std::map<std::string, std::vector<PeerRow*>> by_cycle;
  for (PeerRow& row : rows) {
    const auto [found, is_new] = vehicles.try_emplace(row.vehicle);
    Twice& twice = found->second;
    if (is_new) {
      const fs::path file = folder / "vehicles" / (row.vehicle + ".toml");
      twice.convention = catalog.vehicle(file.string() + imported_trim);
      twice.own = twice.convention;
      twice.own.convention = model::Convention::evpickup;
      model::estimate_missing(twice.own);
    }
    row.name = twice.convention.model;
    by_cycle[row.cycle].push_back(&row);
  }

  for (const auto& [id, members] : by_cycle) {
    const model::DriveCycle& cycle = cycle_of(catalog, folder, id);
    std::vector<energy::Case> conventions;
    std::vector<energy::Case> owns;
    for (const PeerRow* row : members) {
      const Twice& twice = vehicles.at(row->vehicle);
      energy::Conditions conditions;
      conditions.ambient = peer_ambient;
      conventions.push_back({&twice.convention, conditions});
      conditions.crew = *twice.convention.fastsim2->cargo;
      owns.push_back({&twice.own, conditions});
    }
    const energy::Drive convention = driven(conventions, cycle);
    const energy::Drive own = driven(owns, cycle);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto lane = static_cast<Eigen::Index>(i);
      members[i]->convention = energy::result(convention, lane).battery;
      members[i]->missed = energy::result(convention, lane).missed;
      members[i]->own = energy::result(own, lane).battery;
    }
  }
  return rows;
}

}  // namespace evpickup::study
