// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/quantities.hpp"

/// What a truck with an engine has beside motors and battery, as its file describes it.
namespace evpickup::model {

using spec::Sourced;

enum class Fuel { petrol, diesel };
/// Class of efficiency: a common petrol engine, one that expands further than it compresses, and a
/// diesel.
enum class EngineCycle { otto, atkinson, diesel };
enum class Aspiration { natural, turbo };
/// How engine and motors drive the wheels: parallel: motor at the gearbox, both by its gears;
/// power_split: part of the engine's power goes by generator and motor; series: all of it does.
enum class Layout { parallel, power_split, series };
/// When the truck keeps its charge instead of using it up first (mountain or tow mode).
enum class Hold { off, towing, always };

struct Engine {
  Sourced<Fuel> fuel;
  Sourced<EngineCycle> cycle;
  Sourced<Aspiration> aspiration;
  Sourced<units::Power> power;
  Sourced<units::Torque> torque;
  Sourced<units::Volume> displacement;
  Sourced<units::AngularSpeed> idle_speed;
  /// It stops while the truck stands.
  Sourced<bool> stop_start;
  /// It runs on part of its cylinders at low load.
  Sourced<bool> cylinder_deactivation;
};

/// The automatic gearbox between engine and wheels. Ratios are turns of the engine for one of the
/// gearbox's output, and of that for one of the wheel.
struct Transmission {
  Sourced<int> gears;
  Sourced<double> first_gear;
  Sourced<double> top_gear;
  Sourced<double> final_drive;
  Sourced<double> efficiency;
};

/// What makes power of the engine's work.
struct Generator {
  Sourced<units::Power> power;
  Sourced<double> efficiency;
};

struct Tank {
  Sourced<units::Volume> volume;
};

/// When the engine of a truck that is charged runs. Charges are shares of the usable energy.
struct Operation {
  /// The charge is used up to here; then it is kept, and this is the mean that it is kept at.
  Sourced<double> sustain_charge;
  /// Half the width of the band about the mean in which a generator starts (below) and stops.
  Sourced<double> charge_band;
  Sourced<Hold> hold{Hold::off};
  /// What the hold mode keeps.
  Sourced<double> hold_charge;
};

[[nodiscard]] std::string_view name(Fuel fuel);
[[nodiscard]] std::string_view name(Layout layout);

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::Engine>& fields();
template <>
const FieldTable<model::Transmission>& fields();
template <>
const FieldTable<model::Generator>& fields();
template <>
const FieldTable<model::Tank>& fields();
template <>
const FieldTable<model::Operation>& fields();
}  // namespace evpickup::spec
