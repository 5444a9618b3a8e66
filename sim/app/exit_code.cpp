// SPDX-License-Identifier: Apache-2.0
#include "exit_code.hpp"

#include <fmt/format.h>

#include <exception>
#include <string_view>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/version.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

void tell_fault(std::string_view what) {
  tell(
      fmt::format("internal fault: {}\n"
                  "This is an error of evpickup {}, not of your input. Please report it with this\n"
                  "message, the command and the files that it read.",
                  what, version));
}

}  // namespace

int exit_code_of(const std::function<ExitCode()>& work) {
  auto code = ExitCode::fault;
  try {
    code = work();
  } catch (const base::InputError& error) {
    tell(error.what());
    code = ExitCode::bad_input;
  } catch (const std::exception& error) {
    tell_fault(error.what());
  } catch (...) {
    tell_fault("an exception of unknown type");
  }
  return static_cast<int>(code);
}

}  // namespace evpickup::app
