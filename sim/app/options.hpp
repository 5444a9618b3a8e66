// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "evpickup/cost/ledger.hpp"
#include "evpickup/model/fastsim_import.hpp"
#include "evpickup/report/unit_system.hpp"
#include "evpickup/study/run.hpp"
#include "row_stamp.hpp"
#include "row_studies.hpp"
#include "terminal.hpp"
#include "trip_options.hpp"

/// What the command line asks for, as plain values.
namespace evpickup::app {

/// Where results go and how they look.
struct OutputOptions {
  /// Name of a writer for standard output; empty if it was not given.
  std::string format;
  /// Files to write, each in the form that its extension says; "-" is standard output.
  std::vector<std::string> files;
  std::vector<std::string> columns;
  report::UnitSystem units = report::UnitSystem::si;
  ColourChoice colour = ColourChoice::automatic;
  /// Nothing on standard error but errors.
  bool quiet = false;
  /// The command line, for pages that tell how to repeat a run.
  std::string command;
  /// What is read, what is estimated and how long it takes, on standard error.
  bool verbose = false;
  /// Differences to the baseline, or to the first row, in the place of values.
  bool deltas = false;
};

/// How a study runs.
struct StudyOptions {
  study::RunOptions run;
  /// Currency of the results; empty for the scenario's own.
  std::string currency;
  /// File for the second-by-second table of one case; empty for none.
  std::string trace;
  /// The case to trace; empty for the baseline, else the first truck.
  std::string trace_vehicle;
  /// Start of the random numbers, in place of the scenario's own.
  std::optional<int> seed;
  /// Draws are shortened, as monte_carlo.screening says it.
  bool screening = false;
  /// The study whose rows are written in place of its tables (row_studies.hpp); null for none.
  const RowStudy* rows = nullptr;
  /// Go on with the rows that are in the file.
  bool resume = false;
  Shard shard;
};

struct RunCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::string scenario;
};

struct CompareCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::vector<std::string> vehicles;
  std::string market = "us";
};

/// A comparison over the values of one key; texts as they were typed, empty where they were not.
struct SweepCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::vector<std::string> vehicles;
  std::string market = "us";
  std::string key;
  std::vector<std::string> values;
  std::string from;
  std::string to;
  std::string step;
  std::string log;
  /// Mass and price of the truck follow its pack.
  bool pack = false;
};

struct CostCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::vector<std::string> vehicles;
  /// Empty for those of the scenario, else us.
  std::vector<std::string> markets;
  /// Whose duty and cost settings are taken; empty for the standard comparison.
  std::string scenario;
  std::vector<TripSetting> settings;
  cost::View view = cost::View::economic;
};

struct TripCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::vector<std::string> vehicles;
  std::string market = "us";
  std::vector<TripSetting> settings;
};

struct ListCommand {
  std::string data;
  OutputOptions output;
  std::string what;
};

struct ShowCommand {
  std::string data;
  OutputOptions output;
  std::vector<study::Override> overrides;
  /// One of the two is empty.
  std::string vehicle;
  std::string market;
  /// Every column, source and remark instead of a sheet.
  bool sources = false;
  /// What is claimed of the truck, held against physics.
  bool claims = false;
};

struct CheckCommand {
  std::string data;
  std::vector<std::string> files;
  bool quiet = false;
};

struct ImportCommand {
  /// A vehicle of FASTSim-2.
  std::string input;
  model::FastsimImportOptions options;
  /// Empty for standard output.
  std::string output;
  bool quiet = false;
};

struct ValidateCommand {
  std::string data;
  OutputOptions output;
  /// Keys of kinds; empty for all.
  std::vector<std::string> kinds;
  int threads = 0;
};

struct MergeCommand {
  /// Files of shards.
  std::vector<std::string> shards;
  std::string output;
  bool quiet = false;
};

struct ExplainCommand {
  std::string data;
  OutputOptions output;
  /// Empty for all sections.
  std::string word;
  /// "keys" or "metrics": a reference page in the place of a word; empty for none.
  std::string reference;
};

struct SchemaCommand {
  /// "vehicle", "scenario" or "market".
  std::string kind;
  std::string output;
  bool quiet = false;
};

struct NewCommand {
  std::string data;
  std::string kind;
  std::string name;
  /// Empty for NAME.toml, "-" for standard output.
  std::string output;
  bool quiet = false;
};

struct WatchCommand {
  std::string data;
  StudyOptions study;
  OutputOptions output;
  std::string scenario;
};

/// A script that completes words in a shell.
struct CompletionCommand {
  std::string shell;
};

/// What may stand in the place of the last of these words.
struct CompleteCommand {
  std::vector<std::string> words;
};

struct ManCommand {};

struct VersionCommand {
  std::string data;
};

/// A text to print, such as help.
struct PrintCommand {
  std::string text;
};

using Command =
    std::variant<RunCommand, CompareCommand, SweepCommand, CostCommand, TripCommand, ListCommand,
                 ShowCommand, CheckCommand, ImportCommand, ValidateCommand, MergeCommand,
                 ExplainCommand, SchemaCommand, NewCommand, WatchCommand, CompletionCommand,
                 CompleteCommand, ManCommand, VersionCommand, PrintCommand>;

}  // namespace evpickup::app
