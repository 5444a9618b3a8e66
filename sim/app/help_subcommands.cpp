// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "shared_options.hpp"
#include "subcommands.hpp"

namespace evpickup::app {

namespace {

void add_explain(CLI::App& command, Typed& typed) {
  command
      .add_option("KEY", typed.word,
                  "a key of a file, a section, a column of results, or an item of the ledger; "
                  "without it, the sections")
      ->option_text(" ");
  command
      .add_option("--reference", typed.reference,
                  "all keys of files, or all columns and items, as a page")
      ->option_text("keys|metrics");
  add_input(command, typed);
  add_output(command, typed);
}
Command explain_command(const Typed& typed) { return explain_of(typed); }

void add_schema(CLI::App& command, Typed& typed) {
  command
      .add_option("FORMAT", typed.kind,
                  "vehicle, scenario, market, estimates, exchange_rates or facts")
      ->required()
      ->option_text(" ");
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "write it there, by default to standard output", "Output");
  add_quiet(command, typed);
}
Command schema_command(const Typed& typed) { return schema_of(typed); }

void add_new(CLI::App& command, Typed& typed) {
  command.add_option("KIND", typed.kind, "vehicle, scenario or market")
      ->required()
      ->option_text(" ");
  command.add_option("NAME", typed.name, "its name: lower-case letters, digits and _")
      ->required()
      ->option_text(" ");
  add_input(command, typed);
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "write it there, by default to NAME.toml here; - is standard output", "Output");
  add_quiet(command, typed);
}
Command new_command(const Typed& typed) { return new_of(typed); }

void add_completion(CLI::App& command, Typed& typed) {
  command.add_option("SHELL", typed.shell, "bash, zsh or fish")->required()->option_text(" ");
}
Command completion_command(const Typed& typed) { return completion_of(typed); }

void add_man(CLI::App&, Typed&) {}
Command man_command(const Typed&) { return ManCommand{}; }

constexpr std::array all{
    Subcommand{"explain", "[KEY]", "what a key, a column or an item means",
               "evpickup explain battery.energy_usable\n"
               "  evpickup explain range_km\n"
               "  evpickup explain duty",
               &add_explain, &explain_command},
    Subcommand{"new", "KIND NAME", "a commented vehicle, scenario or market to begin with",
               "evpickup new vehicle my_truck\n"
               "  evpickup new scenario my_question -o my_question.toml\n"
               "  evpickup new market fr -o -",
               &add_new, &new_command},
    Subcommand{"schema", "FORMAT", "the JSON Schema of a kind of file, for editors",
               "evpickup schema vehicle -o vehicle.schema.json", &add_schema, &schema_command},
    Subcommand{"completion", "SHELL", "a script that completes words in bash, zsh or fish",
               "evpickup completion bash > ~/.local/share/bash-completion/completions/evpickup\n"
               "  source <(evpickup completion bash)",
               &add_completion, &completion_command},
    Subcommand{"man", "", "the manual page, for man -l", "evpickup man > evpickup.1", &add_man,
               &man_command},
};

}  // namespace

std::span<const Subcommand> help_subcommands() { return all; }

}  // namespace evpickup::app
