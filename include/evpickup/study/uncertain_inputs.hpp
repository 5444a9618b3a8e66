// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/model/study_settings.hpp"
#include "evpickup/study/distribution.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/rank_correlation.hpp"

/// The inputs that studies draw: every estimate of the trucks and markets of a plan, and what the
/// scenario varies.
namespace evpickup::study {

/// One source of chance. Trims of a model share the estimates of their body, so that a draw that
/// makes one of them heavier makes all of them heavier.
struct UncertainInput {
  /// Owner and key, "radar_rd6.body.curb_mass", "market.us.retention.bev", "duty.ambient": random
  /// numbers depend on this name, the seed and the number of the draw alone.
  std::string name;
  /// The estimate's rule, or "varied by the scenario".
  std::string reason;
};

/// Another value of a case that an estimate goes with (model::rule_factors); it follows none
/// itself.
struct Followed {
  std::size_t value = 0;
  double power = 1.0;
};

/// Where a drawn input goes in one case of the plan.
struct DrawnValue {
  /// Index into UncertainInputs::inputs.
  std::size_t input = 0;
  Target target = Target::vehicle;
  /// Key below the target: "body.curb_mass", "ambient" of the duty, "discount_rate" of the cost.
  std::string key;
  /// Section of a scenario's key: true for duty, false for cost.
  bool of_duty = false;
  /// An estimate by rule; others are set first, and rules see them.
  bool estimated = false;
  /// The battery's usable energy, which the truck is rebuilt around (pack_scaling.hpp).
  bool pack = false;
  units::Kind kind = units::Kind::ratio;
  /// The value without draws, in SI units; money in this currency.
  double base = 0.0;
  std::optional<units::Currency> currency;
  PreparedDistribution distribution;
  /// Drawn estimates that the rule of this one has as factors. The value is drawn about what the
  /// rule says without them; what they draw then multiplies it.
  std::vector<Followed> follows;
  /// Ends that are not the distribution's own: of what the key accepts, for a value that follows
  /// others, or of what the pack holds.
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  /// Other values of the case that it stays below, and above.
  std::optional<std::size_t> below = {}, above = {};
};

/// A drawn value within its ends, and on its side of others; `drawn(k)` is what is drawn of value
/// k.
template <class Drawn>
[[nodiscard]] double within_ends(double x, const DrawnValue& value, const Drawn& drawn) {
  x = std::clamp(x, value.lowest, value.highest);
  if (value.below) x = std::min(x, drawn(*value.below));
  if (value.above) x = std::max(x, drawn(*value.above));
  return x;
}

/// A drawn value times what others draw that it goes with, within its ends.
template <class Drawn>
[[nodiscard]] double followed(double drawn_alone, const DrawnValue& value,
                              std::span<const DrawnValue> all, const Drawn& drawn) {
  double factor = 1.0;
  for (const Followed& other : value.follows)
    factor *= std::pow(drawn(other.value) / all[other.value].base, other.power);
  return within_ends(drawn_alone * factor, value, drawn);
}

/// Values of one truck that are drawn, with the inputs that they come from.
struct TruckInputs {
  std::vector<UncertainInput> inputs;
  std::vector<DrawnValue> values;
};

struct UncertainInputs {
  std::vector<UncertainInput> inputs;
  /// Of each case of the plan.
  std::vector<std::vector<DrawnValue>> of_case;
  GaussianCopula copula;
};

/// Share of an estimate's range that holds the truth: ranges of rules are meant as what four of
/// five trucks keep to.
inline constexpr double range_coverage = 0.8;
/// An estimate is cut off this many half ranges from its value: a rule that is further off is
/// wrong, not uncertain.
inline constexpr double range_reach = 2.5;

/// A truck's estimates that have a range, and how far the model may be off a truck of known inputs:
/// on the part of its physics that a rating would tell of (`anchored`), or on the losses of its
/// drive (`blind`), between the bounds that are believed. Estimates of the truck must be filled in;
/// nothing for trucks without physics and of another convention.
[[nodiscard]] TruckInputs truck_inputs(const model::Vehicle& vehicle, model::Mode mode);

/// The inputs of a plan without axes. In anchored runs the factor that a rating would solve is an
/// input like others, between the bounds it is believed in; draws are then weighted by how well
/// they meet the rating. Nothing is drawn that a file could not hold: estimates, and distributions
/// without ends, are cut off at the bounds of their key. Throws InputError for keys of `vary` and
/// `correlate` that are unknown, no numbers, not part of the plan, and for distributions that
/// cannot be drawn from or whose ends the key does not accept.
[[nodiscard]] UncertainInputs uncertain_inputs(const Plan& plan,
                                               const model::InputSettings& settings);

}  // namespace evpickup::study
