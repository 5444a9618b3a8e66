// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "consistency_findings.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::model {

namespace {

using base::Diagnostic;
using base::Severity;
using Findings = std::vector<Diagnostic>;

// A generator gives less than what turns it.
void check_generator(const Vehicle& vehicle, Findings& findings) {
  const auto& generator = vehicle.generator.power;
  const auto& engine = vehicle.engine.power;
  if (!generator.has_value() || !engine.has_value() || *generator <= *engine) return;
  findings.push_back(
      {Severity::error, generator.origin.where, "generator.power",
       fmt::format("generator power of {} is above the {} of the engine that turns it",
                   units::format(units::in_si(*generator), units::Kind::power, {}, 4),
                   units::format(units::in_si(*engine), units::Kind::power, {}, 4)),
       "for a short peak above it the battery helps"});
}

// The word that a kind of powertrain leaves no choice in.
void check_layout(const Vehicle& vehicle, Findings& findings) {
  const auto kind = *vehicle.powertrain.kind;
  const auto& layout = vehicle.powertrain.layout;
  if (!layout.has_value()) return;
  const auto tell = [&](std::string problem, std::string hint) {
    findings.push_back({Severity::error, layout.origin.where, "powertrain.layout",
                        std::move(problem), std::move(hint)});
  };
  if (kind == PowertrainKind::erev && *layout != Layout::series)
    tell(fmt::format("an erev with the layout \"{}\"", name(*layout)),
         "an erev is driven by motors alone; a truck whose engine also drives wheels is a phev");
  if (!vehicle.has_engine() || kind == PowertrainKind::ice)
    tell(fmt::format("a truck of the kind \"{}\" has no layout of engine and motors", name(kind)),
         "hev and phev have one");
}

void check_engine(const Vehicle& vehicle, Findings& findings) {
  const Engine& engine = vehicle.engine;
  const std::string kind{name(*vehicle.powertrain.kind)};
  const auto& where = vehicle.powertrain.kind;
  if (!vehicle.has_engine()) {
    if (!engine.fuel.has_value() || !vehicle.has_physics()) return;
    findings.push_back({Severity::error, engine.fuel.origin.where, "engine.fuel",
                        fmt::format("a truck of the kind \"{}\" burns no fuel", kind),
                        "powertrain.kind is \"ice\", \"hev\", \"phev\" or \"erev\""});
    return;
  }
  if (!engine.fuel.has_value())
    findings.push_back({Severity::error, where.origin.where, "engine.fuel",
                        fmt::format("a truck of the kind \"{}\" needs its fuel", kind),
                        "engine.fuel is \"petrol\" or \"diesel\""});
  if (engine.fuel.has_value() && engine.cycle.has_value() &&
      (*engine.fuel == Fuel::diesel) != (*engine.cycle == EngineCycle::diesel))
    findings.push_back({Severity::error, engine.cycle.origin.where, "engine.cycle",
                        "engine.fuel and engine.cycle do not fit",
                        "a diesel engine burns diesel; otto and atkinson engines burn petrol"});
}

}  // namespace

std::vector<Diagnostic> engine_findings(const Vehicle& vehicle) {
  Findings findings;
  check_engine(vehicle, findings);
  check_layout(vehicle, findings);
  check_generator(vehicle, findings);
  return findings;
}

}  // namespace evpickup::model
