// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/study/claims.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

study::Results described(model::Catalog& catalog, const ShowCommand& command) {
  if (!command.market.empty()) {
    if (!command.overrides.empty())
      throw base::InputError("--set does not go with show --market",
                             "show --market tells what the market's file holds");
    return study::describe_market(catalog, command.market);
  }
  study::RunOptions options;
  options.overrides = command.overrides;
  // Looking at a truck needs no leave.
  options.include_announced = true;
  if (command.claims) return study::describe_claims(catalog, command.vehicle, options);
  return study::describe(catalog, command.vehicle, options);
}

}  // namespace

ExitCode execute(const ShowCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  Output out(command.output, destinations(command.output, {}));
  study::Results results = described(catalog, command);

  // With sources everything that is known of a value is told.
  results.as_records = command.sources;
  tell_warnings(catalog, command.output.quiet);
  out.write(results, command.sources || command.claims);
  return ExitCode::done;
}

}  // namespace evpickup::app
