// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <thread>

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/report/changes.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "watched_files.hpp"

namespace evpickup::app {

namespace {

constexpr auto look_again_after = std::chrono::milliseconds(300);

/// What a run gave, and the files that it read up to its end or its mistake.
struct Attempt {
  std::optional<study::Results> results;
  std::vector<std::filesystem::path> files;
};

Attempt attempt(const WatchCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  Attempt done;
  try {
    model::Scenario scenario = catalog.scenario(command.scenario);
    prepare(catalog, scenario, command.study);
    done.results = study::run(catalog, std::move(scenario), command.study.run);
    tell_warnings(catalog, command.output.quiet);
  } catch (const base::InputError& error) {
    tell(error.what());
  }
  done.files = paths_read(catalog, command.scenario);
  return done;
}

void show(const WatchCommand& command, const study::Results& results) {
  const auto form = command.output.format.empty() ? std::string{"table"} : command.output.format;
  report::WriteOptions options = standard_output_options(command.output);
  options.details = false;
  print(report::writer_named(form).write(results, options));
}

}  // namespace

ExitCode execute(const WatchCommand& command) {
  // Until the first run there is nothing to watch: its mistakes end the command.
  const InterruptGuard guard([] {});
  if (!command.output.format.empty()) (void)report::writer_named(command.output.format);
  Attempt last = attempt(command);
  if (!last.results) return ExitCode::bad_input;
  show(command, *last.results);
  WatchedFiles watched;
  watched.add(last.files);
  if (!command.output.quiet) tell(fmt::format("watching {} files; Ctrl-C ends", watched.count()));

  for (;;) {
    std::this_thread::sleep_for(look_again_after);
    const auto changed = watched.changed();
    if (changed.empty()) continue;
    for (const auto& path : changed) tell(fmt::format("changed: {}", path.string()));
    Attempt next = attempt(command);
    watched.add(next.files);
    if (!next.results) continue;
    print(report::write_changes(*last.results, *next.results,
                                standard_output_options(command.output)));
    last = std::move(next);
  }
}

}  // namespace evpickup::app
