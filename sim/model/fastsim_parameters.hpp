// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fastsim_record.hpp"

namespace evpickup::model {

/// A battery-electric vehicle of FASTSim-2 with all that its equations need, in FASTSim's units.
struct FastsimParameters {
  std::string name;
  std::optional<int> year;
  double mass_kg = 0.0;
  /// How the mass came about: "veh_override_kg", or the sum of the parts.
  std::string mass_from;
  double cargo_kg = 0.0;
  double drag_coef = 0.0, frontal_area_m2 = 0.0, wheel_rr_coef = 0.0, wheel_radius_m = 0.0;
  double ess_max_kwh = 0.0, ess_max_kw = 0.0, ess_round_trip_eff = 0.0;
  double min_soc = 0.0, max_soc = 0.0;
  double mc_max_kw = 0.0, mc_sec_to_peak_pwr = 0.0;
  double trans_eff = 0.0, aux_kw = 0.0;
  double max_regen = 0.0, regen_a = 0.0, regen_b = 0.0;
  double num_wheels = 0.0, wheel_inertia_kg_m2 = 0.0;
  double wheel_coef_of_fric = 0.0, drive_axle_weight_frac = 0.0, veh_cg_m = 0.0, wheel_base_m = 0.0;
  /// Efficiency over the share of mc_max_kw.
  std::vector<std::pair<double, double>> motor_map;
  std::string motor_map_from;
  std::optional<double> motor_peak;
};

/// The parameters of a record. Throws InputError that names every parameter that is missing or no
/// number, and for what is no battery-electric vehicle. `notes` gets what is worth a word.
[[nodiscard]] FastsimParameters fastsim_parameters(const FastsimRecord& record,
                                                   const std::string& fallback_name,
                                                   std::vector<std::string>& notes);

}  // namespace evpickup::model
