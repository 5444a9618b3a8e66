// SPDX-License-Identifier: Apache-2.0
#include "fastsim_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/model/fastsim2.hpp"

namespace evpickup::model {

namespace {

/// Motor maps of FASTSim-2 (python/fastsim/parameters.py): efficiency at shares of rated power of
/// large and of small motors, the peak that large ones have by now, and the powers between which it
/// goes from one to the other.
constexpr std::array default_shares{0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0};
constexpr std::array large_motor{0.83, 0.85, 0.87, 0.89, 0.90, 0.91, 0.93, 0.94, 0.94, 0.93, 0.92};
constexpr std::array small_motor{0.12, 0.16, 0.21, 0.29, 0.35, 0.42, 0.75, 0.92, 0.93, 0.93, 0.92};
constexpr double modern_peak = 0.95;
constexpr double small_motor_kw = 7.5;
constexpr double large_motor_kw = 75.0;

/// How far numbers that follow from one another may differ by rounding.
constexpr double rounding = 1e-9;

/// Takes parameters out of a record and remembers what is wrong with them.
class Taking {
 public:
  explicit Taking(const FastsimRecord& record) : record_(record) {}

  /// A needed number; 0 and a finding if there is none.
  double number(const std::string& name) {
    if (record_.find(name) == nullptr) {
      missing_.push_back(name);
      return 0.0;
    }
    return maybe(name).value_or(0.0);
  }

  [[nodiscard]] std::optional<double> maybe(const std::string& name) {
    const FastsimValue* value = record_.find(name);
    if (value == nullptr) return std::nullopt;
    const auto* number = std::get_if<double>(&value->value);
    if (number != nullptr && std::isfinite(*number)) return *number;
    findings_.error(value->where, name, fmt::format("expected a number, got {}", value->shown()));
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::vector<double>> list(const std::string& name) {
    const FastsimValue* value = record_.find(name);
    if (value == nullptr) return std::nullopt;
    const auto* numbers = std::get_if<std::vector<double>>(&value->value);
    if (numbers != nullptr && !numbers->empty()) return *numbers;
    if (numbers == nullptr)
      findings_.error(value->where, name,
                      fmt::format("expected a list of numbers, got {}", value->shown()));
    return std::nullopt;
  }

  void refuse(const std::string& name, std::string message, std::string hint = {}) {
    const FastsimValue* value = record_.find(name);
    findings_.error(value != nullptr ? value->where : record_.where, name, std::move(message),
                    std::move(hint));
  }

  /// Everything found, in one error.
  void finish() {
    if (!missing_.empty()) {
      findings_.error(record_.where, {},
                      fmt::format("missing {}: {}",
                                  missing_.size() == 1 ? "parameter" : "parameters",
                                  base::join(missing_, ", ")),
                      "FASTSim-2 needs them of every battery-electric vehicle");
    }
    findings_.throw_if_errors();
  }

 private:
  const FastsimRecord& record_;
  base::Diagnostics findings_;
  std::vector<std::string> missing_;
};

/// Anything that burns is no truck of ours.
void check_powertrain(const FastsimRecord& record, Taking& taking) {
  const std::string type = record.text("veh_pt_type");
  if (record.find("veh_pt_type") == nullptr) {
    taking.number("veh_pt_type");
    taking.finish();
  }
  if (type != "BEV") {
    taking.refuse("veh_pt_type",
                  fmt::format("the powertrain is {}: only battery-electric vehicles (BEV) can be "
                              "imported",
                              type));
    taking.finish();
  }
  for (const char* name : {"fc_max_kw", "fs_max_kw", "fs_kwh"}) {
    const auto engine = taking.maybe(name);
    if (engine.value_or(0.0) > 0.0)
      taking.refuse(name, fmt::format("{} of an engine in a vehicle of type BEV", *engine),
                    "FASTSim-2 refuses it as well");
  }
  for (const char* name : {"force_aux_on_fc", "stop_start"}) {
    const FastsimValue* value = record.find(name);
    if (value == nullptr) continue;
    const auto* flag = std::get_if<bool>(&value->value);
    const auto* number = std::get_if<double>(&value->value);
    if ((flag != nullptr && *flag) || (number != nullptr && *number != 0.0))
      taking.refuse(name, "is set, which makes no sense without an engine");
  }
}

/// veh_override_kg, or the sum of the parts.
void take_mass(FastsimParameters& p, Taking& taking) {
  p.cargo_kg = taking.number("cargo_kg");
  const double given = taking.maybe("veh_override_kg").value_or(0.0);
  if (given > 0.0) {
    p.mass_kg = given;
    p.mass_from = "veh_override_kg";
    return;
  }
  const double multiplier = taking.number("comp_mass_multiplier");
  const double battery =
      (p.ess_max_kwh * taking.number("ess_kg_per_kwh") + taking.number("ess_base_kg")) * multiplier;
  const double motor =
      (taking.number("mc_pe_base_kg") + taking.number("mc_pe_kg_per_kw") * p.mc_max_kw) *
      multiplier;
  p.mass_kg = p.cargo_kg + taking.number("glider_kg") + taking.number("trans_kg") * multiplier +
              battery + motor;
  p.mass_from = "cargo, glider, transmission, pack and motor summed up as FASTSim does";
}

bool same(double a, double b) {
  return std::abs(a - b) <= rounding * std::max({1.0, std::abs(a), std::abs(b)});
}

/// The map on a grid of shares; made from motor sizes if no efficiency is given.
void take_motor_map(FastsimParameters& p, Taking& taking) {
  auto shares = taking.list("mc_pwr_out_perc")
                    .value_or(std::vector<double>(default_shares.begin(), default_shares.end()));
  auto efficiency = taking.list("mc_eff_map");
  p.motor_map_from = "mc_pwr_out_perc and mc_eff_map";
  if (!efficiency) {
    const double share =
        std::clamp((p.mc_max_kw - small_motor_kw) / (large_motor_kw - small_motor_kw), 0.0, 1.0);
    const double raise = modern_peak - std::ranges::max(large_motor);
    efficiency.emplace();
    for (std::size_t i = 0; i < large_motor.size(); ++i)
      efficiency->push_back(share * (large_motor[i] + raise) + (1 - share) * small_motor[i]);
    p.motor_map_from = "FASTSim's map of large and small motors";
  }
  if (shares.size() != efficiency->size() || shares.size() < 2) {
    taking.refuse("mc_pwr_out_perc", fmt::format("has {} points, the efficiency has {}",
                                                 shares.size(), efficiency->size()));
    return;
  }
  for (std::size_t i = 0; i < shares.size(); ++i)
    p.motor_map.emplace_back(shares[i], (*efficiency)[i]);
}

/// The table of 101 points wins over the map where it says something else.
void take_motor_table(FastsimParameters& p, Taking& taking, std::vector<std::string>& notes) {
  p.motor_peak = taking.maybe("mc_peak_eff_override");
  if (p.motor_peak && !(*p.motor_peak > 0.0 && *p.motor_peak < 1.0)) p.motor_peak.reset();
  const auto table = taking.list("mc_full_eff_array");
  if (table && !p.motor_map.empty()) {
    if (table->size() != fastsim2_motor_points) {
      taking.refuse("mc_full_eff_array", fmt::format("has {} points, FASTSim-2 has {}",
                                                     table->size(), fastsim2_motor_points));
      return;
    }
    bool follows = true;
    for (int k = 1; k < fastsim2_motor_points; ++k)
      follows = follows && same(fastsim2_motor_efficiency(p.motor_map, k),
                                (*table)[static_cast<std::size_t>(k)]);
    if (!follows) {
      p.motor_map.clear();
      for (int k = 1; k < fastsim2_motor_points; ++k)
        p.motor_map.emplace_back(k * (1.0 / (fastsim2_motor_points - 1)),
                                 (*table)[static_cast<std::size_t>(k)]);
      p.motor_map.back().first = 1.0;
      p.motor_map_from = "mc_full_eff_array";
      // The table has the peak in it already.
      p.motor_peak.reset();
    }
  }

  // Input powers must be output powers over efficiency.
  const auto in = taking.list("mc_kw_in_array");
  const bool fits = !in || (in->size() == fastsim2_motor_points && [&] {
    for (int k = 1; k < fastsim2_motor_points; ++k) {
      const double out_kw = k * (1.0 / (fastsim2_motor_points - 1)) * p.mc_max_kw;
      if (!same(out_kw / fastsim2_motor_efficiency(p.motor_map, k),
                (*in)[static_cast<std::size_t>(k)]))
        return false;
    }
    return true;
  }());
  if (!fits)
    notes.emplace_back("mc_kw_in_array does not follow from mc_max_kw and the efficiency; it is "
                       "computed anew");
}

/// The year, or the four digits that the name begins with.
std::optional<int> year_of(const std::string& name, Taking& taking) {
  constexpr double first_year = 2000.0;
  constexpr double last_year = 2040.0;
  double year = taking.maybe("veh_year").value_or(0.0);
  if (year == 0.0) year = base::parse_number(std::string_view{name}.substr(0, 4)).value_or(0.0);
  if (year < first_year || year > last_year || year != std::floor(year)) return std::nullopt;
  return static_cast<int>(year);
}

}  // namespace

FastsimParameters fastsim_parameters(const FastsimRecord& record, const std::string& fallback_name,
                                     std::vector<std::string>& notes) {
  Taking taking(record);
  check_powertrain(record, taking);

  FastsimParameters p;
  p.name = record.text("scenario_name");
  if (p.name.empty()) p.name = fallback_name;
  p.year = year_of(p.name, taking);
  for (const auto& [member, name] :
       std::initializer_list<std::pair<double FastsimParameters::*, const char*>>{
           {&FastsimParameters::drag_coef, "drag_coef"},
           {&FastsimParameters::frontal_area_m2, "frontal_area_m2"},
           {&FastsimParameters::wheel_rr_coef, "wheel_rr_coef"},
           {&FastsimParameters::wheel_radius_m, "wheel_radius_m"},
           {&FastsimParameters::ess_max_kwh, "ess_max_kwh"},
           {&FastsimParameters::ess_max_kw, "ess_max_kw"},
           {&FastsimParameters::ess_round_trip_eff, "ess_round_trip_eff"},
           {&FastsimParameters::min_soc, "min_soc"},
           {&FastsimParameters::max_soc, "max_soc"},
           {&FastsimParameters::mc_max_kw, "mc_max_kw"},
           {&FastsimParameters::mc_sec_to_peak_pwr, "mc_sec_to_peak_pwr"},
           {&FastsimParameters::trans_eff, "trans_eff"},
           {&FastsimParameters::aux_kw, "aux_kw"},
           {&FastsimParameters::max_regen, "max_regen"},
           {&FastsimParameters::num_wheels, "num_wheels"},
           {&FastsimParameters::wheel_inertia_kg_m2, "wheel_inertia_kg_m2"},
           {&FastsimParameters::wheel_coef_of_fric, "wheel_coef_of_fric"},
           {&FastsimParameters::drive_axle_weight_frac, "drive_axle_weight_frac"},
           {&FastsimParameters::veh_cg_m, "veh_cg_m"},
           {&FastsimParameters::wheel_base_m, "wheel_base_m"}})
    p.*member = taking.number(name);
  p.regen_a = taking.maybe("regen_a").value_or(fastsim2_regeneration_a);
  p.regen_b = taking.maybe("regen_b").value_or(fastsim2_regeneration_b);
  take_mass(p, taking);
  take_motor_map(p, taking);
  take_motor_table(p, taking, notes);
  if (p.num_wheels != std::floor(p.num_wheels))
    taking.refuse("num_wheels", fmt::format("{} is no whole number", p.num_wheels));
  taking.finish();
  return p;
}

}  // namespace evpickup::model
