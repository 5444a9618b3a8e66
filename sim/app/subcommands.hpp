// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string_view>

#include "options.hpp"
#include "typed.hpp"

namespace evpickup::app {

/// A command: its words in the overview, its options, and what becomes of them.
struct Subcommand {
  std::string_view name;
  std::string_view arguments;
  std::string_view help;
  std::string_view example;
  void (*add)(CLI::App&, Typed&);
  Command (*command)(const Typed&);
};

/// All commands, in the order of the overview: those of studies and files, then those that help.
[[nodiscard]] std::span<const Subcommand> subcommands();

/// Commands that run studies and handle files. A new one is its options and one row there.
[[nodiscard]] std::span<const Subcommand> study_subcommands();
/// Commands that explain, begin files and serve shells; the same.
[[nodiscard]] std::span<const Subcommand> help_subcommands();

}  // namespace evpickup::app
