// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "evpickup/base/file.hpp"
#include "terminal.hpp"
#include "text_output.hpp"

namespace evpickup::app {

ExitCode execute(const ImportCommand& command) {
  // The output is opened first: a path that cannot be written fails before any work.
  TextOutput out(command.output, command.quiet);
  const model::ImportedVehicle imported =
      model::import_fastsim(base::read_text_file(command.input), command.options);

  if (!command.quiet)
    for (const std::string& note : imported.notes) tell("note: " + note);
  out.write(imported.toml);
  return ExitCode::done;
}

}  // namespace evpickup::app
