// SPDX-License-Identifier: Apache-2.0
#include "evpickup/version.hpp"

#include <fmt/format.h>

#include <string>

#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/energy/kernel.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

/// The data folder in use; a version can be told without one.
std::string data_text(const std::string& option) {
  if (!option.empty()) return find_data_folder(option).string();
  try {
    return find_data_folder(option).string();
  } catch (const base::InputError&) {
    return "none found";
  }
}

}  // namespace

ExitCode execute(const VersionCommand& command) {
  print(fmt::format("evpickup {}\ncompiler: {}\nkernel: {}\ndata: {}\n", version, compiler,
                    energy::kernel_name(), data_text(command.data)));
  return ExitCode::done;
}

ExitCode execute(const PrintCommand& command) {
  print(command.text);
  return ExitCode::done;
}

}  // namespace evpickup::app
