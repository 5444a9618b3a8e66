// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/units/kinds.hpp"
#include "evpickup/units/quantities.hpp"

/// Files of measurements that predictions are held against: tests/validation/*.toml.
namespace evpickup::model {

/// What a row may be about, as its reader must know it: how the measured value is written.
struct MeasuredQuantity {
  std::string_view key;
  units::Kind kind = units::Kind::ratio;
  spec::Bounds bounds;
};

/// How a test was done. What the source leaves open has the default.
struct TestConditions {
  /// Steady speed; otherwise the mix of cycles.
  Sourced<units::Speed> speed;
  std::vector<CycleShare> cycles;
  /// A mild day, where the source does not tell.
  Sourced<units::Temperature> ambient{units::celsius(20)};
  Sourced<units::Length> altitude{units::metres(0)};
  Sourced<units::Speed> wind{units::metres_per_second(0)};
  Sourced<WindFrom> wind_from{WindFrom::around};
  Sourced<units::Mass> payload{units::kilograms(0)};
  Sourced<units::Mass> crew{*Duty{}.crew};
  std::optional<Trailer> trailer;
  Sourced<bool> climate_control{true};
  /// Distance between two cold starts; by default about what one charge lasts.
  Sourced<units::Length> trip{units::kilometres(400)};
  /// On a chassis dynamometer: factor on the coastdown's road load.
  Sourced<double> dynamometer;
  /// Share of the usable energy that was driven.
  Sourced<double> used{1.0};
  /// State of charge at start and end of a charge.
  Sourced<double> charge_from;
  Sourced<double> charge_to;
};

/// One measurement.
struct ValidationRow {
  /// "file:trim". Several are a mean over trucks, or a difference, as the quantity says.
  std::vector<std::string> vehicles;
  std::string quantity;
  /// In SI units.
  Sourced<double> measured;
  TestConditions conditions;
  /// What a change is counted from, if the quantity is one.
  std::optional<TestConditions> reference;
  /// It counts towards the bar of its kind; otherwise it is only shown, and `reason` says why.
  bool counted = true;
  std::string reason;
  /// A constant of the program was fitted to it.
  bool calibration = false;
  base::SourcePlace where;
};

struct ValidationFile {
  std::string id;
  std::string title;
  std::shared_ptr<const spec::Sources> sources;
  std::vector<ValidationRow> rows;
};

/// Reads a file; all its problems are one InputError. `[conditions]` holds for every row that does
/// not say otherwise; a row's `reference` is its conditions with what differs.
[[nodiscard]] ValidationFile
read_validation_file(const std::shared_ptr<const base::SourceText>& text, std::string id,
                     std::span<const MeasuredQuantity> quantities);

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::TestConditions>& fields();
}  // namespace evpickup::spec
