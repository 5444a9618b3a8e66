// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/vehicle.hpp"

/// Rules for what no source tells. Each has a name, a sentence, a range, and a basis that can be
/// checked; every estimate carries the rule's sentence as its origin.
namespace evpickup::model {

/// One rule as documentation shows it.
struct EstimationRule {
  std::string_view key;
  std::string_view rule;
  std::string_view basis;
};
[[nodiscard]] std::span<const EstimationRule> estimation_rules();

/// A truck has what is never estimated: motors a battery of known size (Battery::has_size), an
/// engine its fuel and size (Vehicle::has_engine_size).
[[nodiscard]] bool has_sizes(const Vehicle& vehicle);

/// Fills absent physical parameters of a truck, in an order in which later rules may use what
/// earlier ones gave, and passes by the rules for what it does not have. No size is estimated from
/// a rated range: a truck without its sizes (has_sizes) or its driven axles is a std::logic_error.
/// Words and switches (chemistry, tyre class, heating, front disconnect) have no range. A truck
/// without physics (Vehicle::has_physics) stays as it is.
void estimate_missing(Vehicle& vehicle);

/// Pack mass for a gross energy by chemistry: EPA OMEGA mass_scaling.csv for model year 2023,
/// m = E (5.266 + 20.60 / E^1.129) for nickel chemistries, E (6.602 + 25.62 / E^1.016) for LFP, kg
/// and kWh.
[[nodiscard]] units::Mass pack_mass(units::Energy gross, Chemistry chemistry);

/// Unloaded tyre radius from a size such as 275/65R18, 35x12.50R20 or 35 in (the outer diameter);
/// nothing if the text is no such size.
[[nodiscard]] std::optional<units::Length> tyre_radius(std::string_view size);

/// A factor of a rule: an estimate goes with a power of another value.
struct RuleFactor {
  std::string_view of;
  double power = 1.0;
};
/// The factors of the rule that estimates a truck's key, as far as they may be estimates
/// themselves: a study that moves one of them moves what follows from it. None for most keys.
[[nodiscard]] std::vector<RuleFactor> rule_factors(const Vehicle& vehicle, std::string_view key);

/// Keys of all estimated values, for results that say what they rest on.
[[nodiscard]] std::vector<std::string> estimated_keys(const Vehicle& vehicle);

}  // namespace evpickup::model
