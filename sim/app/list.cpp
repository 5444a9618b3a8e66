// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/text.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

void require_listable(const std::string& what) {
  const auto& all = study::listable();
  if (std::ranges::find(all, what) != all.end()) return;
  const std::string hint = base::did_you_mean_hint(what, all);
  throw base::InputError(fmt::format("there is no list of \"{}\"", what),
                         hint.empty() ? "lists: " + base::join(all, ", ") : hint);
}

}  // namespace

ExitCode execute(const ListCommand& command) {
  require_listable(command.what);
  model::Catalog catalog(find_data_folder(command.data));
  Output out(command.output, destinations(command.output, {}));
  const study::Results results = study::list(catalog, command.what);
  tell_warnings(catalog, command.output.quiet);
  out.write(results);
  return ExitCode::done;
}

}  // namespace evpickup::app
