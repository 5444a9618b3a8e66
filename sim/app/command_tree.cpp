// SPDX-License-Identifier: Apache-2.0
#include "command_tree.hpp"

#include <fmt/format.h>

#include <string>

#include "subcommands.hpp"

namespace evpickup::app {

void build_command_tree(CLI::App& app, Typed& typed) {
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.add_flag("--version", typed.version, "version, kernel and data folder");
  app.add_option("--data", typed.data, "folder with vehicles/ and scenarios/")->option_text("DIR");
  for (const Subcommand& row : subcommands()) {
    CLI::App* command = app.add_subcommand(std::string{row.name}, std::string{row.help});
    command->allow_extras();
    const bool several = row.example.find("\n  evpickup") != std::string_view::npos;
    command->footer(fmt::format("Example{}:\n  {}", several ? "s" : "", row.example));
    row.add(*command, typed);
  }
}

}  // namespace evpickup::app
