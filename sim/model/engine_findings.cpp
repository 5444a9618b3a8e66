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

/// What a truck says of itself that contradicts itself; values of rules are not asked.
template <class Value>
void check_order(const spec::Sourced<Value>& low, const spec::Sourced<Value>& high, const char* key,
                 std::string problem, std::string hint, Findings& findings) {
  if (!low.has_value() || !high.has_value() || *low <= *high) return;
  findings.push_back(
      {Severity::error, high.origin.where, key, std::move(problem), std::move(hint)});
}

void check_operation(const Vehicle& vehicle, Findings& findings) {
  const Operation& operation = vehicle.operation;
  check_order(operation.sustain_charge, operation.hold_charge, "operation.hold_charge",
              "operation.hold_charge is below operation.sustain_charge",
              "the hold mode keeps more charge than is kept without it", findings);
  const auto& band = operation.charge_band;
  const auto& kept = operation.sustain_charge;
  if (band.has_value() && kept.has_value() && (*band > *kept || *kept + *band > 1.0))
    findings.push_back({Severity::error, band.origin.where, "operation.charge_band",
                        fmt::format("a charge of {:.3g} is kept, and a band of {:.3g} on both "
                                    "sides of it leaves the battery",
                                    *kept, *band),
                        "operation.sustain_charge less and plus operation.charge_band lie between "
                        "0 and 1"});
  check_order(vehicle.transmission.top_gear, vehicle.transmission.first_gear,
              "transmission.first_gear", "transmission.first_gear is below transmission.top_gear",
              "the first gear has the largest ratio", findings);
}

}  // namespace

std::vector<Diagnostic> engine_findings(const Vehicle& vehicle) {
  Findings findings;
  check_engine(vehicle, findings);
  check_layout(vehicle, findings);
  check_generator(vehicle, findings);
  check_operation(vehicle, findings);
  return findings;
}

}  // namespace evpickup::model
