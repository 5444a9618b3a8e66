// SPDX-License-Identifier: Apache-2.0
#include <variant>

#include "command_line.hpp"
#include "commands.hpp"
#include "exit_code.hpp"

int main(int argc, char** argv) {
  using namespace evpickup::app;
  return exit_code_of([&] {
    const Command command = parse_command_line(argc, argv);
    return std::visit([](const auto& chosen) { return execute(chosen); }, command);
  });
}
