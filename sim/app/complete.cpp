// SPDX-License-Identifier: Apache-2.0
#include "complete.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command_tree.hpp"
#include "commands.hpp"
#include "complete_values.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

/// What was typed before the word that is to be completed.
struct Typing {
  const CLI::App* command = nullptr;
  /// The option whose value comes next.
  const CLI::Option* open = nullptr;
  std::size_t positionals = 0;
  std::string data;
};

const CLI::Option* option_named(const CLI::App& command, const std::string& word) {
  const auto options = command.get_options();
  const auto found = std::ranges::find_if(options, [&](const CLI::Option* option) {
    return option->check_name(word.substr(0, word.find('=')));
  });
  return found == options.end() ? nullptr : *found;
}

const CLI::App* command_named(const CLI::App& root, const std::string& word) {
  const auto all = root.get_subcommands([](const CLI::App*) { return true; });
  const auto found = std::ranges::find(all, word, [](const auto* app) { return app->get_name(); });
  return found == all.end() ? nullptr : *found;
}

Typing typed_so_far(const CLI::App& root, const std::vector<std::string>& words) {
  Typing typing;
  typing.command = &root;
  for (const std::string& word : words) {
    if (typing.open != nullptr) {
      if (typing.open->check_name("--data")) typing.data = word;
      typing.open = nullptr;
    } else if (word.starts_with('-')) {
      const CLI::Option* option = option_named(*typing.command, word);
      const bool has_value = word.find('=') != std::string::npos;
      if (option != nullptr && takes_value(*option) && !has_value) typing.open = option;
      if (word.starts_with("--data=")) typing.data = word.substr(word.find('=') + 1);
    } else if (const CLI::App* command = command_named(root, word);
               typing.command == &root && command != nullptr) {
      typing.command = command;
    } else {
      ++typing.positionals;
    }
  }
  return typing;
}

/// The option that takes the positional word of a number; the last one may take many.
const CLI::Option* positional(const CLI::App& command, std::size_t number) {
  const auto all =
      command.get_options([](const CLI::Option* option) { return option->get_positional(); });
  if (all.empty()) return nullptr;
  if (number < all.size()) return all[number];
  return all.back()->get_items_expected_max() > 1 ? all.back() : nullptr;
}

std::vector<Candidate> commands_of(const CLI::App& root) {
  std::vector<Candidate> all;
  for (const CLI::App* command : root.get_subcommands([](const CLI::App*) { return true; }))
    all.push_back({command->get_name(), command->get_description()});
  return all;
}

std::vector<Candidate> options_of(const CLI::App& command) {
  std::vector<Candidate> all;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames())
      all.push_back({"--" + name, option->get_description()});
  return all;
}

/// The values of an option behind what is typed of it: the last part of a list.
std::vector<Candidate> values_of(const CLI::Option& option, const std::string& data,
                                 const std::string& prefix, const std::string& typed) {
  const std::size_t comma = option.get_delimiter() == ',' ? typed.rfind(',') : std::string::npos;
  const std::string before =
      prefix + (comma == std::string::npos ? "" : typed.substr(0, comma + 1));
  auto all = values_for(option, data);
  for (Candidate& each : all) each.word = before + each.word;
  return all;
}

std::vector<Candidate> all_candidates(const CLI::App& root, const Typing& typing,
                                      const std::string& current) {
  if (typing.open != nullptr) return values_of(*typing.open, typing.data, "", current);
  if (current.starts_with('-')) {
    const std::size_t equals = current.find('=');
    if (equals == std::string::npos) return options_of(*typing.command);
    const CLI::Option* option = option_named(*typing.command, current);
    return option == nullptr ? std::vector<Candidate>{}
                             : values_of(*option, typing.data, current.substr(0, equals + 1),
                                         current.substr(equals + 1));
  }
  if (typing.command == &root) return commands_of(root);
  const CLI::Option* option = positional(*typing.command, typing.positionals);
  return option == nullptr ? std::vector<Candidate>{}
                           : values_of(*option, typing.data, "", current);
}

}  // namespace

std::vector<Candidate> candidates(const std::vector<std::string>& words) {
  Typed typed;
  CLI::App root{"", "evpickup"};
  build_command_tree(root, typed);
  const std::string current = words.empty() ? std::string{} : words.back();
  const std::vector<std::string> before{words.begin(), words.end() - (words.empty() ? 0 : 1)};
  auto all = all_candidates(root, typed_so_far(root, before), current);
  std::erase_if(all, [&](const Candidate& each) { return !each.word.starts_with(current); });
  return all;
}

ExitCode execute(const CompleteCommand& command) {
  // A shell waits for an answer: what goes wrong leaves it without one.
  std::string text;
  try {
    for (const Candidate& each : candidates(command.words))
      text += fmt::format("{}\t{}\n", each.word, each.help);
  } catch (const base::InputError&) {
    return ExitCode::done;
  }
  print(text);
  return ExitCode::done;
}

}  // namespace evpickup::app
