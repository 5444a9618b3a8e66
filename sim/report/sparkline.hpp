// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

namespace evpickup::report {

/// Numbers as one line of heights, a column each, the least one lowest; a gap where there is none.
/// Equal numbers stand at half height. Without UTF-8 a row of ASCII signs of rising weight.
[[nodiscard]] std::string sparkline(std::span<const std::optional<double>> values, bool utf8);

/// The same with zero at the bottom, for shares and densities: zero is a blank.
[[nodiscard]] std::string density_line(std::span<const double> values, double largest, bool utf8);

}  // namespace evpickup::report
