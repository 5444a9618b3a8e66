// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>
#include <span>
#include <string>

#include "evpickup/model/estimates.hpp"

namespace evpickup::model {

/// A rule with what it does. `apply` fills the value of the rule's key if that is still absent and
/// the rule has what it needs; `origin` is the sentence that the estimate carries.
struct AppliedRule {
  EstimationRule rule;
  void (*apply)(Vehicle& vehicle, const std::string& origin);
};

/// All rules in the order of their use: the engine, the battery, the size, masses, tyres, and the
/// drive.
[[nodiscard]] std::span<const AppliedRule> engine_rules();
[[nodiscard]] std::span<const AppliedRule> battery_rules();
[[nodiscard]] std::span<const AppliedRule> body_rules();
[[nodiscard]] std::span<const AppliedRule> drive_rules();

/// Motor speed where neither file nor top speed tell: 16,000 rpm, as in SUMO's VW ID.4.
inline constexpr double motor_speed_default_rad_per_s = 16000.0 * std::numbers::pi / 30.0;

/// Fills a value that is absent; the range goes by factors of it.
template <class T>
void fill(Sourced<T>& target, T value, double low, double high, const std::string& origin) {
  if (!target.has_value()) target.estimate(value, low * value, high * value, origin);
}

/// The same with the ends of the range themselves.
template <class T>
void fill_between(Sourced<T>& target, T low, T value, T high, const std::string& origin) {
  if (!target.has_value()) target.estimate(value, low, high, origin);
}

/// Fills a word or a yes or no, which has no range.
template <class T>
void fill_word(Sourced<T>& target, T value, const std::string& origin) {
  if (target.has_value()) return;
  target.set(value,
             {.how = spec::How::estimated, .source = {}, .rule = origin, .note = {}, .where = {}});
}

}  // namespace evpickup::model
