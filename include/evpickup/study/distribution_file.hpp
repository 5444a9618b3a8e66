// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/study/distribution.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::study {

/// What a distribution of a file is read for.
struct DrawnNumber {
  std::string path;
  units::Kind kind = units::Kind::ratio;
  /// The value that is drawn in place of, in SI units, with its currency.
  units::Amount base;
};

/// Reads a distribution as a scenario writes it, for a number in SI units:
/// `{ dist = "normal", mean = "80 kWh", sd = "2 kWh", min = "70 kWh" }`; parameters are normal:
/// mean, sd; lognormal: median, factor (the ratio that holds 68 % with its inverse); triangular:
/// low, mode, high; uniform: low, high; pert: low, mode, high, shape; discrete: values, weights;
/// empirical: file (a CSV path, beside the scenario), column, unit of its numbers; `min` and `max`
/// truncate. With `relative = true` parameters are plain numbers, factors on the present value,
/// which must not be a temperature. Findings go
/// to `findings`, at their place; the distribution is then of no use.
[[nodiscard]] Distribution read_distribution(const spec::Node& node, const DrawnNumber& number,
                                             base::Diagnostics& findings);

}  // namespace evpickup::study
