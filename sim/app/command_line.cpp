// SPDX-License-Identifier: Apache-2.0
#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "command_tree.hpp"
#include "complete.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/version.hpp"
#include "subcommands.hpp"

namespace evpickup::app {

namespace {

/// The examples that run anywhere.
constexpr std::array<std::string_view, 3> shown_examples{"run", "compare", "show"};

std::string overview() {
  std::string text = fmt::format("evpickup {} compares pickup trucks by physics and by money.\n\n"
                                 "Usage: evpickup COMMAND [OPTIONS]\n\nCommands:\n",
                                 version);
  for (const Subcommand& command : subcommands()) {
    text += fmt::format("  {:<22}{}\n", fmt::format("{} {}", command.name, command.arguments),
                        command.help);
  }
  text += "\nExamples:\n";
  for (const Subcommand& command : subcommands()) {
    const bool shown = std::ranges::find(shown_examples, command.name) != shown_examples.end();
    if (shown) text += fmt::format("  {}\n", command.example);
  }
  return text + "\nevpickup COMMAND --help tells the options of a command, evpickup --version what "
                "this is.\n";
}

// Mistakes.

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

[[noreturn]] void refuse_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Subcommand& command : subcommands()) names.emplace_back(command.name);
  const std::string hint = base::did_you_mean_hint(word, names);
  throw base::InputError(fmt::format("there is no command \"{}\"", word),
                         hint.empty() ? "commands: " + base::join(names, ", ") : hint);
}

/// Refuses the first argument that nobody took. `chosen` is nullptr if no command was found.
void refuse_extras(const CLI::App& command, const CLI::App* chosen) {
  const std::vector<std::string> extras = command.remaining();
  if (extras.empty()) return;
  const bool is_root = command.get_parent() == nullptr;
  if (is_root && chosen == nullptr && !extras.front().starts_with('-')) {
    refuse_command(extras.front());
  }

  const auto option =
      std::ranges::find_if(extras, [](const auto& extra) { return extra.starts_with('-'); });
  const std::string name = is_root ? "evpickup" : "evpickup " + command.get_name();
  if (option == extras.end()) {
    throw base::InputError(fmt::format("\"{}\" is one argument too many", extras.front()),
                           name + " --help tells what it takes");
  }

  // "--formt=csv" is about --formt.
  const std::string word = option->substr(0, option->find('='));
  std::string hint = base::did_you_mean_hint(word, option_names(command));
  if (is_root && chosen != nullptr && chosen->get_option_no_throw(word) != nullptr) {
    hint = fmt::format("options stand behind the command: evpickup {} ... {}", chosen->get_name(),
                       word);
  }
  throw base::InputError(fmt::format("there is no option {}", word),
                         hint.empty() ? name + " --help tells the options" : hint);
}

const Subcommand* chosen_subcommand(const CLI::App& app) {
  for (const Subcommand& row : subcommands())
    if (app.got_subcommand(std::string{row.name})) return &row;
  return nullptr;
}

/// CLI11 puts two empty lines between groups of options.
std::string without_double_gaps(std::string text) {
  for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at)) {
    text.erase(at, 1);
  }
  return text;
}

/// Parses; the text to print instead of work, if there is one.
std::optional<std::string> parse(CLI::App& app, int argc, const char* const* argv) {
  std::optional<CLI::ParseError> error;
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return app.get_subcommands().empty() ? overview() : without_double_gaps(app.help());
  } catch (const CLI::ParseError& caught) {
    error = caught;
  }

  // An unknown word explains more than what follows from it.
  const auto chosen = app.get_subcommands();
  refuse_extras(app, chosen.empty() ? nullptr : chosen.front());
  for (const CLI::App* command : chosen) refuse_extras(*command, command);
  if (!error) return std::nullopt;
  const std::string name = chosen.empty() ? "" : " " + chosen.front()->get_name();
  throw base::InputError(error->what(), fmt::format("evpickup{} --help tells what it takes", name));
}

/// The arguments as a shell takes them.
std::string as_typed(int argc, const char* const* argv) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  std::string text = "evpickup";
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string::npos) {
      text += " " + argument;
      continue;
    }
    text += " '";
    for (const char letter : argument)
      text += letter == '\'' ? std::string("'\\''") : std::string{letter};
    text += "'";
  }
  return text;
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  // A shell asks for what may come next; what was typed so far need not make sense.
  constexpr int first_word = 2;
  if (argc > 1 && argv[1] == complete_word)
    return CompleteCommand{{argv + first_word, argv + argc}};
  Typed typed;
  typed.command = as_typed(argc, argv);
  CLI::App app{"", "evpickup"};
  build_command_tree(app, typed);
  if (auto text = parse(app, argc, argv)) return PrintCommand{std::move(*text)};

  if (typed.version) return VersionCommand{typed.data};
  if (const Subcommand* subcommand = chosen_subcommand(app)) return subcommand->command(typed);
  if (argc <= 1) return PrintCommand{overview()};
  throw base::InputError("a command is missing", "evpickup --help tells the commands");
}

}  // namespace evpickup::app
