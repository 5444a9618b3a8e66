// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/engine.hpp"

#include "evpickup/units/kinds.hpp"

namespace evpickup::model {

std::string_view name(Fuel fuel) {
  switch (fuel) {
  case Fuel::petrol:
    return "petrol";
  case Fuel::diesel:
    return "diesel";
  }
  return "";
}

std::string_view name(Layout layout) {
  switch (layout) {
  case Layout::parallel:
    return "parallel";
  case Layout::power_split:
    return "power_split";
  case Layout::series:
    return "series";
  }
  return "";
}

}  // namespace evpickup::model

namespace evpickup::spec {

using namespace model;

template <>
const FieldTable<Engine>& fields() {
  static const FieldTable<Engine> table{
      value("fuel", &Engine::fuel,
            one_of<Fuel>({{"petrol", Fuel::petrol}, {"diesel", Fuel::diesel}}),
            "what the engine burns; a truck with an engine needs it"),
      value("cycle", &Engine::cycle,
            one_of<EngineCycle>({{"otto", EngineCycle::otto},
                                 {"atkinson", EngineCycle::atkinson},
                                 {"diesel", EngineCycle::diesel}}),
            "class of the engine's efficiency"),
      value("aspiration", &Engine::aspiration,
            one_of<Aspiration>({{"natural", Aspiration::natural}, {"turbo", Aspiration::turbo}}),
            "whether a turbocharger or compressor fills the cylinders"),
      value("power", &Engine::power, quantity<units::Power>({20, 800, "kW"}),
            "largest power of the engine"),
      value("torque", &Engine::torque, quantity<units::Torque>({50, 2000, "N*m"}),
            "largest torque of the engine"),
      value("displacement", &Engine::displacement, quantity<units::Volume>({0.5, 9, "L"}),
            "volume that its pistons sweep"),
      value("idle_speed", &Engine::idle_speed, quantity<units::AngularSpeed>({400, 1500, "rpm"}),
            "speed while it idles warm"),
      value("stop_start", &Engine::stop_start, yes_or_no(), "it stops while the truck stands"),
      value("cylinder_deactivation", &Engine::cylinder_deactivation, yes_or_no(),
            "it runs on part of its cylinders at low load"),
  };
  return table;
}

template <>
const FieldTable<Transmission>& fields() {
  static const FieldTable<Transmission> table{
      value("gears", &Transmission::gears, whole_number(1, 12), "number of forward gears"),
      value("first_gear", &Transmission::first_gear, quantity<double>({1, 8, {}}),
            "ratio of the first gear"),
      value("top_gear", &Transmission::top_gear, quantity<double>({0.3, 2, {}}),
            "ratio of the highest gear"),
      value("final_drive", &Transmission::final_drive, quantity<double>({1.5, 6, {}}),
            "ratio of the axle"),
      value("efficiency", &Transmission::efficiency, quantity<double>({0.6, 1, {}}),
            "share of the engine's work that reaches the wheels in gear"),
  };
  return table;
}

template <>
const FieldTable<Generator>& fields() {
  static const FieldTable<Generator> table{
      value("power", &Generator::power, quantity<units::Power>({5, 500, "kW"}),
            "largest electric power of the generator set for as long as needed"),
      value("efficiency", &Generator::efficiency, quantity<double>({0.6, 1, {}}),
            "electricity from the engine's work, rectifier included"),
  };
  return table;
}

template <>
const FieldTable<Tank>& fields() {
  static const FieldTable<Tank> table{
      value("volume", &Tank::volume, quantity<units::Volume>({10, 400, "L"}),
            "what the fuel tank holds"),
  };
  return table;
}

template <>
const FieldTable<Operation>& fields() {
  static const FieldTable<Operation> table{
      value("sustain_charge", &Operation::sustain_charge, quantity<double>({0.02, 0.9, {}}),
            "charge, as a share of the usable energy, down to which the battery is used alone and "
            "that is kept from there on"),
      value("charge_band", &Operation::charge_band, quantity<double>({0.005, 0.3, {}}),
            "how far below that charge the generator starts, and above it stops"),
      value("hold", &Operation::hold,
            one_of<Hold>({{"off", Hold::off}, {"towing", Hold::towing}, {"always", Hold::always}}),
            "when the charge is held instead of used first: never, with a trailer, or always"),
      value("hold_charge", &Operation::hold_charge, quantity<double>({0.05, 1, {}}),
            "charge that is held then"),
  };
  return table;
}

}  // namespace evpickup::spec
