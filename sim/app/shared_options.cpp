// SPDX-License-Identifier: Apache-2.0
#include "shared_options.hpp"

#include "evpickup/base/text.hpp"
#include "evpickup/report/writers.hpp"

namespace evpickup::app {

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

namespace {

std::string format_names() {
  std::vector<std::string> names;
  for (const report::Writer& writer : report::writers()) names.emplace_back(writer.name);
  return base::join(names, "|");
}

}  // namespace

void add_quiet(CLI::App& command, Typed& typed) {
  command.add_flag("-q,--quiet", typed.quiet, "nothing on standard error but errors")
      ->group("Output");
}

void add_verbose(CLI::App& command, Typed& typed) {
  command
      .add_flag("-v,--verbose", typed.verbose,
                "what is read, what is estimated and how long it takes, on standard error")
      ->group("Output");
}

void add_output(CLI::App& command, Typed& typed) {
  command.add_option("--format", typed.format, "form of the results on standard output")
      ->option_text(format_names())
      ->group("Output");
  add_list_option(command, "-o,--output", typed.files, "FILE",
                  "write to a file instead, in the form of its extension; repeatable", "Output");
  add_list_option(command, "--columns", typed.columns, "A,B,...",
                  "columns of table and md, by key; data files hold all", "Output");
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

void add_case_options(CLI::App& command, Typed& typed) {
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
  command.add_option("--currency", typed.currency, "currency of the results")
      ->option_text("XXX")
      ->group("Run");
}

void add_study(CLI::App& command, Typed& typed) {
  add_case_options(command, typed);
  add_list_option(command, "--procedure", typed.procedures, "A,B,...",
                  "rating procedures that every truck is put through: epa, epa_2_cycle, "
                  "epa_5_cycle, wltp, cltc, nedc, korea",
                  "Run");
  command.get_option("--procedure")->delimiter(',');
  command.add_flag("--audit", typed.audit, "energy balance by cause; exit 1 if it does not close")
      ->group("Run");
  add_jobs(command, typed);
  add_output(command, typed);
  command
      .add_flag("--deltas", typed.deltas,
                "differences to the baseline, or to the first row, in table and md")
      ->group("Output");
  add_verbose(command, typed);
  command.add_option("--trace", typed.trace, "second-by-second table of one case")
      ->option_text("FILE")
      ->group("Output");
  command
      .add_option("--trace-vehicle", typed.trace_vehicle, "the case, such as radar_rd6:kwh86@cn")
      ->option_text("VEHICLE")
      ->group("Output");
}

}  // namespace evpickup::app
