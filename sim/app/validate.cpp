// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation.hpp"

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace evpickup::app {

ExitCode execute(const ValidateCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  Output out(command.output, destinations(command.output, {}));
  const study::Validation validation =
      study::validate(catalog, {.kinds = command.kinds,
                                .threads = command.threads,
                                .progress = shown_progress(command.output.quiet)});
  tell_warnings(catalog, command.output.quiet);
  out.write(validation.results);

  // The table stands; the bars that it misses decide the exit code.
  for (const std::string& sentence : validation.missed) tell("bar missed: " + sentence);
  return validation.missed.empty() ? ExitCode::done : ExitCode::beyond_bar;
}

}  // namespace evpickup::app
