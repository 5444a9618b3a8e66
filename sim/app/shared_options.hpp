// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "typed.hpp"

/// Options that several commands have.
namespace evpickup::app {

/// An option that may be given several times, one value each time; `text` stands for the value in
/// the help.
void add_list_option(CLI::App& command, const std::string& name, std::vector<std::string>& target,
                     const std::string& text, const std::string& help, const std::string& group);
/// --data
void add_input(CLI::App& command, Typed& typed);
/// --set
void add_set(CLI::App& command, Typed& typed);
/// -q
void add_quiet(CLI::App& command, Typed& typed);
/// -v
void add_verbose(CLI::App& command, Typed& typed);
/// --format, -o, --columns, --units, --color, -q
void add_output(CLI::App& command, Typed& typed);
/// -j
void add_jobs(CLI::App& command, Typed& typed);
/// What chooses inputs and mode of a study: --data, --set, --include-announced, --mode, --currency
void add_case_options(CLI::App& command, Typed& typed);
/// All options of a study.
void add_study(CLI::App& command, Typed& typed);

}  // namespace evpickup::app
