// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "answer.hpp"
#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/overrides.hpp"
#include "trip_options.hpp"

namespace evpickup::app {

namespace {

void set_key(model::Scenario& scenario, const std::string& key, const std::string& option,
             const std::string& value) {
  const auto node = spec::parse_value(value, fmt::format("{} {}", option, value));
  study::set(scenario, {study::Target::scenario, {}, key, option}, node);
}

/// "2767 kg,2 m^2", "2767 kg" or "rating".
void set_trailer(model::Scenario& scenario, const TripSetting& setting) {
  const std::size_t comma = std::min(setting.value.find(','), setting.value.size());
  const std::string mass{base::trim(setting.value.substr(0, comma))};
  const std::string area{
      base::trim(setting.value.substr(std::min(comma + 1, setting.value.size())))};
  scenario.duty.trailer.emplace();
  scenario.duty.trailer->mass = spec::Sourced<units::Mass>(study::standard_trailer_mass);
  scenario.duty.trailer->drag_area = spec::Sourced<units::Area>(study::standard_trailer_drag_area);
  if (mass == "rating") {
    set_key(scenario, "trip.tow_rating", setting.name, "true");
  } else {
    set_key(scenario, "duty.trailer.mass", setting.name, mass);
  }
  if (comma < setting.value.size()) set_key(scenario, "duty.trailer.drag_area", setting.name, area);
}

}  // namespace

void apply(model::Scenario& scenario, const std::vector<TripSetting>& settings) {
  base::Diagnostics diagnostics;
  for (const TripSetting& setting : settings) {
    try {
      if (setting.key == trailer_key) {
        set_trailer(scenario, setting);
      } else {
        set_key(scenario, setting.key, setting.name, setting.value);
      }
    } catch (const base::InputError& error) {
      for (const auto& diagnostic : error.diagnostics()) diagnostics.add(diagnostic);
    }
  }
  diagnostics.throw_if_errors();
}

ExitCode execute(const TripCommand& command) {
  model::Catalog catalog(find_data_folder(command.data));
  const std::string market = command.market == "none" ? std::string{} : command.market;
  model::Scenario scenario = study::road_trip(command.vehicles, market);
  apply(scenario, command.settings);
  return answer(catalog, std::move(scenario), command.study, command.output);
}

}  // namespace evpickup::app
