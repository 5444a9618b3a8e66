// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/convention.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "evpickup/base/text.hpp"
#include "evpickup/study/energy_figures.hpp"

namespace evpickup::study {

namespace {

bool of_fastsim2(const PlannedCase& planned) {
  return planned.vehicle->convention == model::Convention::fastsim2;
}

bool tows(const model::Duty& duty) { return duty.trailer && *duty.trailer->share > 0.0; }

/// What of a duty the equations have no place for.
std::vector<std::string> left_out(const PlannedCase& planned) {
  constexpr double small_kg = 0.5;
  const model::Duty& duty = *planned.duty;
  std::vector<std::string> parts;
  if (*duty.ambient != mild)
    parts.push_back(fmt::format("{:.4g} degC outside", units::in_celsius(*duty.ambient)));
  if (*duty.altitude != units::metres(0))
    parts.push_back(fmt::format("{:.4g} m above the sea", units::in_metres(*duty.altitude)));
  if (*duty.wind != units::metres_per_second(0))
    parts.push_back(fmt::format("wind of {:.3g} m/s", units::in_metres_per_second(*duty.wind)));
  const double crew_kg = units::in_kilograms(*duty.crew);
  const double cargo_kg = units::in_kilograms(*planned.vehicle->fastsim2->cargo);
  if (std::abs(crew_kg - cargo_kg) > small_kg)
    parts.push_back(fmt::format("a crew of {:.4g} kg (it carries the {:.4g} kg of its file)",
                                crew_kg, cargo_kg));
  return parts;
}

}  // namespace

void refuse_trailers_and_trips(const Plan& plan, const model::Scenario& scenario) {
  const bool towing_day =
      scenario.day && std::ranges::any_of(scenario.day->legs, [](const model::Leg& leg) {
        return leg.trailer && *leg.trailer->share > 0.0;
      });
  for (const auto& planned : plan.cases) {
    if (of_fastsim2(planned) && scenario.trip)
      throw base::InputError(
          fmt::format("{} makes no trip: its convention fastsim2 has no weather along the road",
                      planned.vehicle->key()),
          "import it with --convention evpickup");
    if (!of_fastsim2(planned) || !(tows(*planned.duty) || towing_day)) continue;
    throw base::InputError(
        fmt::format("{} cannot tow: its convention fastsim2 has no trailer",
                    planned.vehicle->key()),
        "take the truck or the trailer out, or import it with --convention evpickup");
  }
}

std::vector<std::string> convention_cautions(const Plan& plan) {
  std::set<std::string> sentences;
  for (const auto& planned : plan.cases) {
    if (!of_fastsim2(planned)) continue;
    const std::string key = planned.vehicle->key();
    sentences.insert(fmt::format(
        "{} runs by the equations of FASTSim-2: no weather, no ranges in the cold and with a "
        "trailer, no procedures of ratings; its acceleration, top speed and charging are our own "
        "model's.",
        key));
    const auto parts = left_out(planned);
    if (!parts.empty())
      sentences.insert(fmt::format("{}: FASTSim-2 has no place for, and leaves out: {}.", key,
                                   base::join(parts, ", ")));
  }
  return {sentences.begin(), sentences.end()};
}

}  // namespace evpickup::study
