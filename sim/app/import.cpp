// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>

#include "commands.hpp"
#include "evpickup/base/file.hpp"
#include "terminal.hpp"

namespace evpickup::app {

ExitCode execute(const ImportCommand& command) {
  // The output is opened first: a path that cannot be written fails before any work.
  std::optional<base::AtomicFile> file;
  if (!command.output.empty()) file.emplace(command.output);
  const model::ImportedVehicle imported =
      model::import_fastsim(base::read_text_file(command.input), command.options);

  if (!command.quiet)
    for (const std::string& note : imported.notes) tell("note: " + note);
  if (!file) {
    print(imported.toml);
    return ExitCode::done;
  }
  file->commit(imported.toml);
  if (!command.quiet) tell(fmt::format("wrote {}", file->target().string()));
  return ExitCode::done;
}

}  // namespace evpickup::app
