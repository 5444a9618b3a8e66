// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "options.hpp"

namespace evpickup::app {

/// The command that the arguments ask for. Throws base::InputError for an unknown command or option
/// (with did-you-mean), a missing or superfluous argument, and a value that an option does not
/// take.
[[nodiscard]] Command parse_command_line(int argc, const char* const* argv);

}  // namespace evpickup::app
