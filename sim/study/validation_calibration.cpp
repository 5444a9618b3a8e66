// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evpickup/energy/calibration.hpp"
#include "validation_rows.hpp"

namespace evpickup::study {

namespace {

/// The file whose rows the losses of drives were fitted to.
constexpr const char* calibration_file = "certified";

/// A truck of the calibration with its two rows.
struct Calibrated {
  std::string name;
  const model::ValidationRow* udds = nullptr;
  const model::ValidationRow* hwfet = nullptr;
};

std::vector<Calibrated> calibrated_trucks(const model::ValidationFile& file) {
  std::vector<Calibrated> trucks;
  for (const auto& row : file.rows) {
    const bool city = row.quantity == "udds_wall";
    if (!row.calibration || (!city && row.quantity != "hwfet_wall")) continue;
    const auto& name = row.vehicles.front();
    auto found = std::ranges::find(trucks, name, &Calibrated::name);
    if (found == trucks.end()) found = trucks.insert(trucks.end(), Calibrated{name});
    (city ? found->udds : found->hwfet) = &row;
  }
  std::erase_if(trucks, [](const auto& truck) { return !truck.udds || !truck.hwfet; });
  return trucks;
}

/// Losses fitted to all trucks but one; to all if `left_out` is beyond the last.
energy::Calibration fitted(ValidationBench& bench, const std::vector<Calibrated>& trucks,
                           std::size_t left_out) {
  std::vector<energy::CalibrationTruck> inputs;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    if (i == left_out) continue;
    const auto battery = [](const model::ValidationRow& row) {
      return energy::recharge_efficiency * units::newtons(*row.measured);
    };
    inputs.push_back({&bench.truck(trucks[i].name, model::Mode::blind), battery(*trucks[i].udds),
                      battery(*trucks[i].hwfet)});
  }
  return energy::calibrate(inputs, bench.cycles(), bench.threads());
}

ValidatedRow left_out_row(const Calibrated& truck, const model::ValidationRow& row,
                          units::Consumption battery, const model::ValidationFile& file) {
  const auto& source = file.sources->at(row.measured.origin.source);
  ValidatedRow result;
  result.truck = truck.name;
  result.quantity = row.quantity == "udds_wall" ? "UDDS, from the wall" : "HWFET, from the wall";
  result.conditions = "left out of the calibration";
  result.source = source.title;
  result.url = source.url;
  result.measured = units::in_kilowatt_hours_per_100km(units::newtons(*row.measured));
  result.predicted = units::in_kilowatt_hours_per_100km(energy::at_wall(battery));
  result.unit = "kWh/100 km";
  result.mode = "blind";
  return result;
}

/// A coefficient of the losses in a unit in which it is a handy number.
struct Wording {
  const char* name;
  const char* unit;
  double factor;
};
/// In the order of energy::loss_terms.
constexpr std::array<Wording, energy::loss_terms.size()> wordings{{
    {"standby", "W", 1.0},
    {"speed", "W/(m/s)", 1.0},
    {"windage", "W/(10 m/s)^3", 1e3},
    {"force squared", "W/kN^2", 1e6},
    {"force x speed", "%", 100.0},
}};

}  // namespace

std::vector<energy::Calibration> calibrations(ValidationBench& bench) {
  const auto trucks = calibrated_trucks(bench.file(calibration_file));
  std::vector<energy::Calibration> fits{fitted(bench, trucks, trucks.size())};
  for (std::size_t i = 0; i < trucks.size(); ++i) fits.push_back(fitted(bench, trucks, i));
  return fits;
}

std::vector<ValidatedRow> leave_one_out_rows(const ValidationKind&, ValidationBench& bench) {
  const auto& file = bench.file(calibration_file);
  const auto trucks = calibrated_trucks(file);
  std::vector<ValidatedRow> rows;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto& losses = bench.calibrations()[i + 1].losses;
    const std::array<const model::Vehicle*, 1> alone{
        &bench.truck(trucks[i].name, model::Mode::blind)};
    const auto test =
        energy::multi_cycle_tests(alone, bench.cycles(), bench.threads(), losses).front();
    rows.push_back(left_out_row(trucks[i], *trucks[i].udds, test.udds, file));
    rows.push_back(left_out_row(trucks[i], *trucks[i].hwfet, test.hwfet, file));
  }
  return rows;
}

Section calibration_section(ValidationBench& bench) {
  const auto trucks = calibrated_trucks(bench.file(calibration_file));
  Section section;
  section.key = "calibration";
  section.title = "Calibration of the drive losses";
  section.table.columns = {{"coefficient", "coefficient", "", 0, Better::neither},
                           {"unit", "unit", "", 0, Better::neither},
                           {"in_use", "in use", "", 2, Better::neither},
                           {"fitted", "fitted here", "", 2, Better::neither}};
  const auto& fits = bench.calibrations();
  for (const auto& truck : trucks) {
    const std::string trim = truck.name.substr(truck.name.find(':') + 1);
    section.table.columns.push_back({"without_" + trim, "without " + trim, "", 2, Better::neither});
  }

  for (std::size_t k = 0; k < wordings.size(); ++k) {
    const auto term = energy::loss_terms[k];
    const auto& [name, unit, factor] = wordings[k];
    std::vector<Cell> row{std::string(name), std::string(unit),
                          factor * energy::calibrated_losses.*term};
    for (const auto& fit : fits) row.emplace_back(factor * fit.losses.*term);
    section.table.rows.push_back(std::move(row));
  }
  double worst = 0.0;
  for (const double error : fits.front().errors) worst = std::max(worst, std::abs(error));
  section.remarks.push_back(fmt::format(
      "Losses of a drive of {:.0f} kW, W = standby + speed v + windage v^3 + force squared F^2 + "
      "force x speed |F| v, fitted by non-negative least squares to UDDS and HWFET of {} trucks; "
      "the worst error of the fit is {:.1f} %. The constants in use are an earlier run of the same "
      "fit and are not changed by this one.",
      units::in_kilowatts(energy::calibrated_power), trucks.size(), 100.0 * worst));
  return section;
}

}  // namespace evpickup::study
