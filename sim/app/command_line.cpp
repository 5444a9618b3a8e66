// SPDX-License-Identifier: Apache-2.0
#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/report/writers.hpp"
#include "evpickup/study/validation.hpp"
#include "evpickup/version.hpp"
#include "typed.hpp"

namespace evpickup::app {

namespace {

// Options that several commands have.

void add_list_option(CLI::App& command, const std::string& name, std::vector<std::string>& target,
                     const std::string& text, const std::string& help, const std::string& group) {
  // One value for each time, so that the next argument is never swallowed.
  command.add_option(name, target, help)->allow_extra_args(false)->option_text(text)->group(group);
}

void add_input(CLI::App& command, Typed& typed) {
  command.add_option("--data", typed.data, "folder with vehicles/ and scenarios/")
      ->option_text("DIR")
      ->group("Input");
}

void add_set(CLI::App& command, Typed& typed) {
  add_list_option(command, "--set", typed.set, "KEY=VALUE",
                  "put a value on top of the files, such as \"battery.mass=500 kg\"; repeatable",
                  "Input");
}

std::string format_names() {
  std::vector<std::string> names;
  for (const report::Writer& writer : report::writers()) names.emplace_back(writer.name);
  return base::join(names, "|");
}

void add_quiet(CLI::App& command, Typed& typed) {
  command.add_flag("-q,--quiet", typed.quiet, "nothing on standard error but errors")
      ->group("Output");
}

void add_output(CLI::App& command, Typed& typed) {
  command.add_option("--format", typed.format, "form of the results on standard output")
      ->option_text(format_names())
      ->group("Output");
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "write to a file instead, in the form of its extension; repeatable", "Output");
  add_list_option(command, "--columns", typed.columns, "A,B,...",
                  "columns of table and md, by key; csv and json hold all", "Output");
  command.get_option("--columns")->delimiter(',');
  command.add_option("--units", typed.units, "units of table and md")
      ->option_text("si|us")
      ->group("Output");
  command.add_option("--color", typed.colour, "colour on standard output")
      ->option_text("auto|always|never")
      ->group("Output");
  add_quiet(command, typed);
}

void add_jobs(CLI::App& command, Typed& typed) {
  command.add_option("-j,--jobs", typed.threads, "threads, by default all cores")
      ->option_text("N")
      ->group("Run");
}

void add_study(CLI::App& command, Typed& typed) {
  add_input(command, typed);
  add_set(command, typed);
  command
      .add_flag("--include-announced", typed.include_announced,
                "run trucks too that are only announced, or cancelled")
      ->group("Input");
  command
      .add_option("--mode", typed.mode,
                  "blind: by specifications alone; anchored: each truck meets its rating; by "
                  "default the scenario's")
      ->option_text("blind|anchored")
      ->group("Run");
  add_list_option(command, "--procedure", typed.procedures, "A,B,...",
                  "rating procedures that every truck is put through: epa, epa_2_cycle, "
                  "epa_5_cycle, wltp, cltc, nedc, korea",
                  "Run");
  command.get_option("--procedure")->delimiter(',');
  command.add_option("--currency", typed.currency, "currency of the results")
      ->option_text("XXX")
      ->group("Run");
  command.add_flag("--audit", typed.audit, "energy balance by cause; exit 1 if it does not close")
      ->group("Run");
  add_jobs(command, typed);
  add_output(command, typed);
  command.add_option("--trace", typed.trace, "second-by-second table of one case")
      ->option_text("FILE")
      ->group("Output");
  command
      .add_option("--trace-vehicle", typed.trace_vehicle, "the case, such as radar_rd6:kwh86@cn")
      ->option_text("VEHICLE")
      ->group("Output");
}

// Commands.

void add_run(CLI::App& command, Typed& typed) {
  command
      .add_option("SCENARIO", typed.scenario, "a scenario's file, or its name in the data folder")
      ->required()
      ->option_text(" ");
  add_study(command, typed);
}
Command run_command(const Typed& typed) {
  return RunCommand{typed.data, study_of(typed), output_of(typed), typed.scenario};
}

void add_compare(CLI::App& command, Typed& typed) {
  command.add_option("VEHICLE", typed.names, "trucks as file:trim; file:* is all trims of a file")
      ->required()
      ->option_text("...");
  command
      .add_option("--market", typed.market,
                  "market that they are compared in, by default us; none: energy alone")
      ->option_text("NAME")
      ->group("Input");
  add_study(command, typed);
}
Command compare_command(const Typed& typed) {
  return CompareCommand{typed.data, study_of(typed), output_of(typed), typed.names,
                        typed.market.empty() ? "us" : typed.market};
}

void add_trip(CLI::App& command, Typed& typed) {
  command.add_option("VEHICLE", typed.names, "trucks as file:trim; file:* is all trims of a file")
      ->required()
      ->option_text("...");
  for (std::size_t i = 0; i < trip_options.size(); ++i) {
    const TripOption& option = trip_options[i];
    command.add_option(std::string{option.name}, typed.trip[i], std::string{option.help})
        ->option_text(std::string{option.text})
        ->group(std::string{option.group});
  }
  command
      .add_option("--market", typed.market, "market of the prices, by default us; none: no cost")
      ->option_text("NAME")
      ->group("Input");
  add_study(command, typed);
}
Command trip_command(const Typed& typed) {
  return TripCommand{typed.data,
                     study_of(typed),
                     output_of(typed),
                     typed.names,
                     typed.market.empty() ? "us" : typed.market,
                     trip_settings_of(typed)};
}

void add_list(CLI::App& command, Typed& typed) {
  command.add_option("WHAT", typed.what, base::join(study::listable(), ", "))
      ->required()
      ->option_text(" ");
  add_input(command, typed);
  add_output(command, typed);
}
Command list_command(const Typed& typed) {
  return ListCommand{typed.data, output_of(typed), typed.what};
}

void add_show(CLI::App& command, Typed& typed) {
  command.add_option("VEHICLE", typed.vehicle, "a truck as file or file:trim")->option_text(" ");
  command.add_option("--market", typed.market, "show a market instead of a truck")
      ->option_text("NAME")
      ->group("Input");
  add_input(command, typed);
  add_set(command, typed);
  add_output(command, typed);
  command
      .add_flag("--sources", typed.sources,
                "with the source, range and alternatives of every value")
      ->group("Output");
  command
      .add_flag("--claims", typed.claims,
                "hold what is claimed of the truck against physics, with verdicts")
      ->group("Output");
}
Command show_command(const Typed& typed) {
  if (typed.vehicle.empty() == typed.market.empty()) {
    throw base::InputError("show takes either a VEHICLE or --market NAME",
                           "evpickup list vehicles tells the trucks that there are");
  }
  if (typed.claims && (typed.sources || !typed.market.empty())) {
    throw base::InputError("--claims goes with a VEHICLE alone",
                           "--sources and --market are questions of their own");
  }
  return ShowCommand{typed.data,   output_of(typed), overrides_of(typed), typed.vehicle,
                     typed.market, typed.sources,    typed.claims};
}

void add_check(CLI::App& command, Typed& typed) {
  command
      .add_option("FILE", typed.names,
                  "vehicles, scenarios, markets (.toml) and cycles (.csv), or folders of them")
      ->required()
      ->option_text("...");
  add_input(command, typed);
  add_quiet(command, typed);
}
Command check_command(const Typed& typed) {
  return CheckCommand{typed.data, typed.names, typed.quiet};
}

void add_import(CLI::App& command, Typed& typed) {
  command.add_option("FORM FILE", typed.names, "fastsim, and its vehicle: .json, .yaml or .csv")
      ->required()
      ->option_text(" ");
  const auto add = [&](const char* name, std::string& target, const char* text, const char* help) {
    command.add_option(name, target, help)->option_text(text)->group("Input");
  };
  add("--select", typed.select, "NAME|NUMBER", "which vehicle of a file with several");
  add("--convention", typed.convention, "fastsim2|evpickup",
      "whose equations run it; evpickup is our own model on the same inputs");
  add("--name", typed.name, "TEXT", "name of the model");
  add("--id", typed.id, "WORD", "id of its trim, by default fastsim");
  add("--maker", typed.maker, "TEXT", "who makes it");
  add("--origin", typed.origin, "XX", "country of assembly, two lower-case letters");
  add("--drive", typed.drive, "rwd|fwd|awd", "driven axles");
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "write the vehicle file there, by default to standard output", "Output");
  add_quiet(command, typed);
}
Command import_command(const Typed& typed) { return import_of(typed); }
void add_validate(CLI::App& command, Typed& typed) {
  std::vector<std::string> kinds;
  for (const auto& kind : study::validation_kinds()) kinds.emplace_back(kind.key);
  add_list_option(command, "--kind", typed.kinds, "A,B,...",
                  "kinds of comparison, by default all: " + base::join(kinds, ", "), "Run");
  command.get_option("--kind")->delimiter(',');
  add_input(command, typed);
  add_jobs(command, typed);
  add_output(command, typed);
}
Command validate_command(const Typed& typed) {
  return ValidateCommand{typed.data, output_of(typed), typed.kinds, threads_of(typed)};
}

/// A command: its words in the overview, its options, and what becomes of them.
struct Subcommand {
  std::string_view name;
  std::string_view arguments;
  std::string_view help;
  std::string_view example;
  void (*add)(CLI::App&, Typed&);
  Command (*command)(const Typed&);
};

constexpr std::array subcommands{
    Subcommand{"run", "SCENARIO", "run a scenario: who drives what, where, for how long",
               "evpickup run rd6_vs_us_trucks", &add_run, &run_command},
    Subcommand{"compare", "VEHICLE...", "compare trucks with a standard duty in one market",
               "evpickup compare \"ford_f150_lightning:*\" rivian_r1t:dual_large", &add_compare,
               &compare_command},
    Subcommand{"trip", "VEHICLE...", "a long drive with the best stops at fast chargers",
               "evpickup trip rivian_r1t:dual_large ford_f150_lightning:lariat_er \\\n"
               "      --distance \"800 km\" --speed \"110 km/h\" --ambient \"0 degC\"\n"
               "  evpickup trip \"radar_rd6:*\" --distance \"500 mi\" --speed \"70 mph\" "
               "--trailer \"1500 kg\"",
               &add_trip, &trip_command},
    Subcommand{"list", "WHAT", "list vehicles, markets, cycles, scenarios, ...",
               "evpickup list vehicles", &add_list, &list_command},
    Subcommand{"show", "VEHICLE", "show what is known of a truck, or of a market",
               "evpickup show radar_rd6:kwh86 --sources", &add_show, &show_command},
    Subcommand{"check", "FILE...", "check input files and tell all that is wrong with them",
               "evpickup check vehicles/radar_rd6.toml", &add_check, &check_command},
    Subcommand{"import", "fastsim FILE", "make a vehicle file from a vehicle of FASTSim-2",
               "evpickup import fastsim FASTSim_py_veh_db.csv --select 52 -o lightning.toml",
               &add_import, &import_command},
    Subcommand{"validate", "", "hold predictions against published measurements",
               "evpickup validate --kind labels,highway", &add_validate, &validate_command},
};

/// The examples that run anywhere.
constexpr std::array<std::string_view, 3> shown_examples{"run", "compare", "show"};

std::string overview() {
  std::string text = fmt::format("evpickup {} compares pickup trucks by physics and by money.\n\n"
                                 "Usage: evpickup COMMAND [OPTIONS]\n\nCommands:\n",
                                 version);
  for (const Subcommand& command : subcommands) {
    text += fmt::format("  {:<22}{}\n", fmt::format("{} {}", command.name, command.arguments),
                        command.help);
  }
  text += "\nExamples:\n";
  for (const Subcommand& command : subcommands) {
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
  for (const Subcommand& command : subcommands) names.emplace_back(command.name);
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

/// The tree of commands. A name that is no name of ours goes to remaining().
void build(CLI::App& app, Typed& typed) {
  app.allow_extras();
  app.require_subcommand(0, 1);
  app.add_flag("--version", typed.version, "version, kernel and data folder");
  app.add_option("--data", typed.data, "folder with vehicles/ and scenarios/");
  for (const Subcommand& row : subcommands) {
    CLI::App* command = app.add_subcommand(std::string{row.name}, std::string{row.help});
    command->allow_extras();
    command->footer(fmt::format("Example:\n  {}", row.example));
    row.add(*command, typed);
  }
}

const Subcommand* chosen_subcommand(const CLI::App& app) {
  const auto* const found = std::ranges::find_if(subcommands, [&](const Subcommand& row) {
    return app.got_subcommand(std::string{row.name});
  });
  return found == subcommands.end() ? nullptr : found;
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

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  Typed typed;
  CLI::App app{"", "evpickup"};
  build(app, typed);
  if (auto text = parse(app, argc, argv)) return PrintCommand{std::move(*text)};

  if (typed.version) return VersionCommand{typed.data};
  if (const Subcommand* subcommand = chosen_subcommand(app)) return subcommand->command(typed);
  if (argc <= 1) return PrintCommand{overview()};
  throw base::InputError("a command is missing", "evpickup --help tells the commands");
}

}  // namespace evpickup::app
