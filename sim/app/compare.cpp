// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"

namespace evpickup::app {

ExitCode execute(const CompareCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  // Without a market only energy is told.
  const std::string market = command.market == "none" ? std::string{} : command.market;
  return answer(catalog, study::comparison(command.vehicles, market), command.study,
                command.output);
}

}  // namespace evpickup::app
