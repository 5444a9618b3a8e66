// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"

namespace evpickup::app {

ExitCode execute(const CompareCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  return answer(catalog, study::comparison(command.vehicles, command.market), command.study,
                command.output);
}

}  // namespace evpickup::app
