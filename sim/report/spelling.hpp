// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace evpickup::report {

/// Text as a page with all letters spells it: "°C" for "degC", "m²" for "m^2".
[[nodiscard]] std::string spelled(std::string_view text);

/// Text as HTML shows it and never reads it: &, <, >, " and ' are written as entities.
[[nodiscard]] std::string escaped_html(std::string_view text);

}  // namespace evpickup::report
