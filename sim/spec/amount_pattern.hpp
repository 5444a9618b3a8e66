// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "evpickup/units/kinds.hpp"

namespace evpickup::spec {

/// What units::parse takes for a kind, as a regular expression (ECMAScript); `ending`, one too, may
/// stand behind the unit.
[[nodiscard]] std::string amount_pattern(units::Kind kind, std::string_view ending);

}  // namespace evpickup::spec
