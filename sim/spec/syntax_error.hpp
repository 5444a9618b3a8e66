// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "evpickup/base/diagnostic.hpp"

namespace evpickup::spec {

/// What a person reads when the TOML parser refuses a text. `description` is the parser's own
/// sentence and `at` the place where it stopped, which is often behind the cause.
[[nodiscard]] base::Diagnostic syntax_error(std::string_view description, base::SourcePlace at);

}  // namespace evpickup::spec
