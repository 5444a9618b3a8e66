// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <string>

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/spec/document.hpp"

namespace evpickup::app {

namespace {

std::optional<spec::Node> node_of(const std::string& name, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return spec::parse_value(text, fmt::format("{} {}", name, text));
}

/// The values as TOML would list them: numbers bare, all else as texts.
std::optional<spec::Node> list_of(const std::vector<std::string>& values) {
  if (values.empty()) return std::nullopt;
  std::vector<std::string> written;
  for (const std::string& value : values) {
    const std::string text{base::trim(value)};
    written.push_back(base::parse_number(text) ? text : fmt::format("\"{}\"", text));
  }
  return spec::parse_value(fmt::format("[{}]", base::join(written, ", ")), "--values");
}

model::Sweep sweep_of(const SweepCommand& command) {
  model::Sweep sweep;
  sweep.key = command.key;
  sweep.values = list_of(command.values);
  sweep.from = node_of("--from", command.from);
  sweep.to = node_of("--to", command.to);
  sweep.step = node_of("--step", command.step);
  sweep.log = node_of("--log", command.log);
  if (command.pack) sweep.scale = model::SweepScale::pack;

  const bool any_end = sweep.from || sweep.to || sweep.step || sweep.log;
  const bool all_ends = sweep.from && sweep.to && (sweep.step.has_value() != sweep.log.has_value());
  if (sweep.values.has_value() ? any_end : !all_ends)
    throw base::InputError("a sweep takes --values, or --from and --to with --step or --log",
                           "evpickup sweep --help has examples");
  return sweep;
}

}  // namespace

ExitCode execute(const SweepCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  const std::string market = command.market == "none" ? std::string{} : command.market;
  model::Scenario scenario = study::comparison(command.vehicles, market);
  scenario.title = fmt::format("Comparison over {}", command.key);
  scenario.sweeps = {sweep_of(command)};
  return answer(catalog, std::move(scenario), command.study, command.output);
}

}  // namespace evpickup::app
