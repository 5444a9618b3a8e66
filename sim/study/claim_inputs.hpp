// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "evpickup/model/vehicle.hpp"

/// Inputs that may not be known exactly, and how to move each to the ends of its range.
namespace evpickup::study {

struct UncertainInput {
  std::string_view key;
  /// True if the truck (estimates filled in) has a range for it that its physics uses.
  bool (*is_open)(const model::Vehicle& filled);
  /// Puts the low or high end of the range in `filled` on the truck as its file has it, so that
  /// estimates that follow from it move along.
  void (*put)(const model::Vehicle& filled, bool high, model::Vehicle& truck);
};

/// One row for each input that any claim depends on.
[[nodiscard]] std::span<const UncertainInput> uncertain_inputs();

/// The form of a charge curve where only its peak is known: the standard form, or flat at the peak.
inline constexpr std::string_view charge_form_key = "charging.dc_curve";
inline constexpr std::string_view charge_form_value = "standard form";
inline constexpr std::string_view charge_form_range = "flat at the peak .. standard form";

}  // namespace evpickup::study
