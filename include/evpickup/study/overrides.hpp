// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/market.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/spec/document.hpp"

/// Values on top of the files: `--set` and the axes of a sweep use the same paths.
namespace evpickup::study {

/// Whose value a path names.
enum class Target { vehicle, scenario, market };

/// A path taken apart: `market.us.energy.home`, `vehicle.radar_rd6:kwh86.price.msrp`,
/// `duty.ambient`, `battery.energy_usable`.
struct Path {
  Target target = Target::vehicle;
  /// Market id, or vehicle id with or without trim; empty for all vehicles.
  std::string owner;
  std::string key;
  std::string text;
};

/// Takes a path apart and checks that the key exists. An unknown one is an InputError with
/// did-you-mean.
[[nodiscard]] Path parse_path(const std::string& text, const base::SourcePlace& where);

/// True if the path means this vehicle.
[[nodiscard]] bool concerns(const Path& path, const model::Vehicle& vehicle);

/// Sets the value; a value that the key does not accept is an InputError at the node's place.
void set(model::Vehicle& vehicle, const Path& path, const spec::Node& value);
void set(model::Scenario& scenario, const Path& path, const spec::Node& value);
void set(model::Market& market, const Path& path, const spec::Node& value);

/// All keys that can be set, as paths.
[[nodiscard]] std::vector<std::string> settable_paths();

}  // namespace evpickup::study
