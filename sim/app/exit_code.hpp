// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace evpickup::app {

enum class ExitCode {
  done = 0,
  beyond_bar = 1,  ///< an audit found more than its bar allows
  bad_input = 2,   ///< usage, input files, or a file that cannot be written
  fault = 70,      ///< our own fault (EX_SOFTWARE of sysexits.h)
};

/// Runs `work` and tells what it throws on standard error. What is thrown decides the code.
[[nodiscard]] int exit_code_of(const std::function<ExitCode()>& work);

}  // namespace evpickup::app
