// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include "typed.hpp"

/// The tree of commands and options, which parsing, completion and the manual page share.
namespace evpickup::app {

/// Adds all commands to `app`. A name that is no name of ours goes to remaining().
void build_command_tree(CLI::App& app, Typed& typed);

}  // namespace evpickup::app
