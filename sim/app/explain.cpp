// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/explain.hpp"

#include <optional>
#include <utility>

#include "commands.hpp"
#include "data_folder.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

/// The data that has examples: none is needed, unless the command line names it.
std::optional<model::Catalog> catalog_if_any(const std::string& named) {
  try {
    return std::optional<model::Catalog>(std::in_place, find_data_folder(named));
  } catch (const base::InputError&) {
    if (!named.empty()) throw;
    return std::nullopt;
  }
}

study::Results explained(const ExplainCommand& command) {
  if (command.reference == "keys") return study::reference_of_keys();
  if (command.reference == "metrics") return study::reference_of_metrics();
  if (command.word.empty()) return study::explain_sections();
  const auto catalog = catalog_if_any(command.data);
  return study::explain(catalog ? &*catalog : nullptr, command.word);
}

}  // namespace

ExitCode execute(const ExplainCommand& command) {
  Output out(command.output, destinations(command.output, {}));
  out.write(explained(command));
  return ExitCode::done;
}

}  // namespace evpickup::app
