// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/vehicle.hpp"

/// Vehicles of NREL's FASTSim-2 (github.com/NREL/fastsim, branch fastsim-2) as vehicle files of
/// ours.
namespace evpickup::model {

/// What the vehicle of FASTSim does not tell. Empty texts are made up from its name, which is
/// noted.
struct FastsimImportOptions {
  /// fastsim2 reproduces FASTSim; evpickup runs our own model on the same inputs.
  Convention convention = Convention::fastsim2;
  /// Which vehicle of a file with several: its scenario_name or its selection number.
  std::string select = {};
  std::string id = {};      ///< of the trim, "fastsim" by default
  std::string name = {};    ///< of the model, scenario_name by default
  std::string maker = {};   ///< by default the word behind the year in scenario_name
  std::string origin = {};  ///< country of assembly, by default zz: unknown
  std::string drive = {};   ///< rwd, fwd or awd; by default by the sign of veh_cg_m
};

struct ImportedVehicle {
  /// The whole file; read_vehicle_file takes it.
  std::string toml;
  /// What was left out or made up, for people.
  std::vector<std::string> notes;
};

/// Reads a battery-electric vehicle of FASTSim-2 from JSON or YAML (its parameters at the top, or
/// in `inputs` and `motor_map`), or from CSV (one row a vehicle as in FASTSim_py_veh_db.csv, or one
/// row a parameter as in its vehdb folder). The name's extension says which. Names may be those of
/// before 2022 (dragCoef). Arrays are lists or {v, dim, data}. An absent motor map is made as
/// FASTSim makes it, an absent mass is summed up from its parts; an override of 0 counts as absent.
/// Throws InputError for a file that is none of these, for missing parameters (all are named), for
/// other powertrains than BEV, and for values outside of our bounds.
[[nodiscard]] ImportedVehicle import_fastsim(const std::shared_ptr<const base::SourceText>& text,
                                             const FastsimImportOptions& options);

}  // namespace evpickup::model
