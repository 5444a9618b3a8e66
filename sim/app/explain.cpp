// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/explain.hpp"

#include "commands.hpp"
#include "data_folder.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

study::Results explained(const ExplainCommand& command) {
  if (command.reference == "keys") return study::reference_of_keys();
  if (command.reference == "metrics") return study::reference_of_metrics();
  if (command.word.empty()) return study::explain_sections();
  return study::explain(model::Catalog{find_data_folder(command.data)}, command.word);
}

}  // namespace

ExitCode execute(const ExplainCommand& command) {
  Output out(command.output, destinations(command.output, {}));
  out.write(explained(command));
  return ExitCode::done;
}

}  // namespace evpickup::app
