// SPDX-License-Identifier: Apache-2.0
#include "subcommands.hpp"

#include <array>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/validation.hpp"
#include "shared_options.hpp"

namespace evpickup::app {

namespace {

void add_scenario(CLI::App& command, Typed& typed) {
  command
      .add_option("SCENARIO", typed.scenario, "a scenario's file, or its name in the data folder")
      ->required()
      ->option_text(" ");
}

void add_vehicles(CLI::App& command, Typed& typed) {
  command.add_option("VEHICLE", typed.names, "trucks as file:trim; file:* is all trims of a file")
      ->required()
      ->option_text("...");
}

void add_market(CLI::App& command, Typed& typed, const char* help) {
  command.add_option("--market", typed.market, help)->option_text("NAME")->group("Input");
}

/// What draws of a scenario take.
void add_draws(CLI::App& command, Typed& typed) {
  command.add_option("--seed", typed.seed, "start of the random numbers of a scenario's draws")
      ->option_text("N")
      ->group("Run");
  command
      .add_flag("--screening", typed.screening,
                "shorten the draws of a scenario's Monte Carlo; the error is measured and told")
      ->group("Run");
}

/// What studies of a scenario take that can be told as rows.
void add_row_studies(CLI::App& command, Typed& typed) {
  command
      .add_option("--rows", typed.rows,
                  "the rows behind a study in place of its tables: each draw, point or search")
      ->option_text("monte_carlo|sensitivity|optimise")
      ->group("Run");
  add_list_option(command, "--from-rows", typed.recorded, "FILE",
                  "take what a study would compute from its rows; repeatable", "Run");
}

/// What rows of a sweep or of another study take.
void add_rows(CLI::App& command, Typed& typed) {
  command
      .add_flag("--resume", typed.resume,
                "go on with the rows that an interrupted run left in its file")
      ->group("Run");
  command
      .add_option("--shard", typed.shard,
                  "part i of n of the rows of a study, for evpickup merge to join")
      ->option_text("i/n")
      ->group("Run");
}

void add_run(CLI::App& command, Typed& typed) {
  add_scenario(command, typed);
  add_study(command, typed);
  add_draws(command, typed);
  add_row_studies(command, typed);
  add_rows(command, typed);
}
Command run_command(const Typed& typed) {
  return RunCommand{typed.data, study_of(typed), output_of(typed), typed.scenario};
}

void add_watch(CLI::App& command, Typed& typed) {
  add_scenario(command, typed);
  add_study(command, typed);
  add_draws(command, typed);
}
Command watch_command(const Typed& typed) { return watch_of(typed); }

void add_compare(CLI::App& command, Typed& typed) {
  add_vehicles(command, typed);
  add_market(command, typed, "market that they are compared in, by default us; none: energy alone");
  add_study(command, typed);
}
Command compare_command(const Typed& typed) {
  return CompareCommand{typed.data, study_of(typed), output_of(typed), typed.names,
                        typed.market.empty() ? "us" : typed.market};
}

void add_sweep(CLI::App& command, Typed& typed) {
  add_vehicles(command, typed);
  const auto add = [&](const char* name, std::string& target, const char* text, const char* help) {
    return command.add_option(name, target, help)->option_text(text)->group("Sweep");
  };
  add("--key", typed.key, "KEY", "the key that is varied: evpickup list keys")->required();
  add_list_option(command, "--values", typed.values, "A,B,...", "its values", "Sweep");
  command.get_option("--values")->delimiter(',');
  add("--from", typed.from, "VALUE", "first value, such as \"40 kWh\"");
  add("--to", typed.to, "VALUE", "last value");
  add("--step", typed.step, "VALUE", "distance between two values");
  add("--log", typed.log, "N", "so many values by equal ratios, in place of a step");
  command.add_flag("--pack", typed.pack, "mass and price of the truck follow the battery's energy")
      ->group("Sweep");
  add_market(command, typed, "market that they are compared in, by default us; none: energy alone");
  add_study(command, typed);
  add_rows(command, typed);
}
Command sweep_command(const Typed& typed) { return sweep_of(typed); }

void add_cost(CLI::App& command, Typed& typed) {
  add_vehicles(command, typed);
  add_list_option(command, "--market", typed.markets, "A,B,...",
                  "markets, by default those of the scenario, or us; repeatable", "Input");
  command.get_option("--market")->delimiter(',');
  command
      .add_option("--scenario", typed.scenario,
                  "take duty and cost settings from a scenario: its file, or its name in the data "
                  "folder; by default the standard duty of compare")
      ->option_text("NAME")
      ->group("Input");
  for (std::size_t i = 0; i < cost_options.size(); ++i)
    command
        .add_option(std::string{cost_options[i].name}, typed.cost[i],
                    std::string{cost_options[i].help})
        ->option_text(std::string{cost_options[i].text})
        ->group("Input");
  command
      .add_option("--view", typed.view,
                  "economic: the purchase is paid on day 0; cash: the loan or lease is paid")
      ->option_text("economic|cash")
      ->group("Run");
  add_case_options(command, typed);
  add_jobs(command, typed);
  add_output(command, typed);
  add_verbose(command, typed);
}
Command cost_command(const Typed& typed) { return cost_of(typed); }

void add_trip(CLI::App& command, Typed& typed) {
  add_vehicles(command, typed);
  for (std::size_t i = 0; i < trip_options.size(); ++i) {
    const TripOption& option = trip_options[i];
    command.add_option(std::string{option.name}, typed.trip[i], std::string{option.help})
        ->option_text(std::string{option.text})
        ->group(std::string{option.group});
  }
  add_market(command, typed, "market of the prices, by default us; none: no cost");
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

void add_merge(CLI::App& command, Typed& typed) {
  command.add_option("SHARD", typed.names, "files that run --shard i/n wrote, in any order")
      ->required()
      ->option_text("...");
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "file to write, with the extension of the shards", "Output");
  add_quiet(command, typed);
}
Command merge_command(const Typed& typed) { return merge_of(typed); }

constexpr std::array all{
    Subcommand{"run", "SCENARIO", "run a scenario: who drives what, where, for how long",
               "evpickup run rd6_vs_us_trucks", &add_run, &run_command},
    Subcommand{"watch", "SCENARIO", "run a scenario again whenever a file of it changes",
               "evpickup watch rd6_trims", &add_watch, &watch_command},
    Subcommand{"compare", "VEHICLE...", "compare trucks with a standard duty in one market",
               "evpickup compare \"ford_f150_lightning:*\" rivian_r1t:dual_large", &add_compare,
               &compare_command},
    Subcommand{"sweep", "VEHICLE...", "compare trucks over the values of one key",
               "evpickup sweep radar_rd6:kwh86 --key duty.ambient --from \"-20 degC\" \\\n"
               "      --to \"40 degC\" --step \"20 K\"\n"
               "  evpickup sweep radar_rd6:kwh86 --key battery.energy_usable "
               "--values \"60 kWh,80 kWh,100 kWh\" --pack",
               &add_sweep, &sweep_command},
    Subcommand{"cost", "VEHICLE...", "what trucks cost in markets, item by item and year by year",
               "evpickup cost radar_rd6:kwh86 --market th,br --years 5", &add_cost, &cost_command},
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
    Subcommand{"merge", "SHARD...", "join shards of rows to one file",
               "evpickup run big_sweep.toml --shard 1/2 -o one.csv\n"
               "  evpickup run big_sweep.toml --shard 2/2 -o two.csv\n"
               "  evpickup merge one.csv two.csv -o all.csv",
               &add_merge, &merge_command},
    Subcommand{"validate", "", "hold predictions against published measurements",
               "evpickup validate --kind labels,highway", &add_validate, &validate_command},
};

}  // namespace

std::span<const Subcommand> study_subcommands() { return all; }

std::span<const Subcommand> subcommands() {
  static const std::vector<Subcommand> both = [] {
    std::vector<Subcommand> rows{all.begin(), all.end()};
    const auto helpers = help_subcommands();
    rows.insert(rows.end(), helpers.begin(), helpers.end());
    return rows;
  }();
  return both;
}

}  // namespace evpickup::app
