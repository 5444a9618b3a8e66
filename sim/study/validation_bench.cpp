// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation_bench.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/energy/range.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/validation_quantities.hpp"
#include "evpickup/units/kinds.hpp"
#include "validation_rows.hpp"

namespace evpickup::study {

ValidationBench::Entry& ValidationBench::entry(const std::string& reference,
                                               const base::SourcePlace& where) {
  if (const auto known = entries_.find(reference); known != entries_.end()) return known->second;
  model::Vehicle vehicle = catalog_.vehicle(reference, where);
  if (!vehicle.has_physics())
    throw base::InputError(base::Diagnostic{
        base::Severity::error, where, "vehicle",
        fmt::format("only the consumption of {} is known, no model of it", vehicle.key()), ""});
  if (!model::has_sizes(vehicle))
    throw base::InputError(base::Diagnostic{
        base::Severity::error, where, "vehicle",
        fmt::format("no source says which battery or engine {} has", reference), ""});
  model::estimate_missing(vehicle);

  Entry entry{vehicle, vehicle, {}, {}, {}};
  if (variation_) {
    variation_(entry.blind, model::Mode::blind);
    variation_(entry.anchored, model::Mode::anchored);
  }
  const std::array<const model::Vehicle*, 1> alone{&entry.anchored};
  entry.anchor = find_anchors(alone, cycles(), threads_).front();
  if (entry.anchor) apply(*entry.anchor, entry.anchored);
  return entries_.emplace(reference, std::move(entry)).first->second;
}

const model::Vehicle& ValidationBench::truck(const std::string& reference, model::Mode mode,
                                             const base::SourcePlace& where) {
  Entry& found = entry(reference, where);
  return mode == model::Mode::anchored ? found.anchored : found.blind;
}

const std::optional<Anchor>& ValidationBench::anchor(const std::string& reference) {
  return entry(reference).anchor;
}

const energy::EpaTest& ValidationBench::epa_test(const std::string& reference) {
  Entry& found = entry(reference);
  if (!found.epa_test) {
    const std::array<const model::Vehicle*, 1> alone{&found.blind};
    found.epa_test = energy::epa_tests(alone, cycles(), threads_).front();
  }
  return *found.epa_test;
}

const energy::Prediction& ValidationBench::rating(const std::string& reference,
                                                  const std::string& procedure, model::Mode mode,
                                                  const base::SourcePlace& where) {
  Entry& found = entry(reference, where);
  const auto known = found.ratings.find({procedure, mode});
  if (known != found.ratings.end()) return known->second;
  const std::array<const model::Vehicle*, 1> alone{mode == model::Mode::anchored ? &found.anchored
                                                                                 : &found.blind};
  const auto* list = energy::find_procedure(procedure);
  return found.ratings
      .emplace(std::pair{procedure, mode}, list->predict(alone, cycles(), threads_).front())
      .first->second;
}

units::Length ValidationBench::range(const model::Vehicle& vehicle,
                                     const model::TestConditions& test) {
  const energy::Conditions conditions = conditions_of(test);
  const std::array<energy::Case, 1> alone{energy::Case{&vehicle, conditions}};
  const auto driven_m = [&](const model::DriveCycle& cycle) {
    const energy::Lanes lanes = energy::compile(alone, cycle);
    const auto drive =
        energy::range_to_empty(lanes, energy::compile_steps(cycle, conditions.grade), threads_);
    return units::in_metres(energy::result(drive, 0).distance);
  };

  // A mix is blended by distance.
  double inverse_per_m = 0.0;
  if (test.speed.has_value()) {
    inverse_per_m = 1.0 / driven_m(model::constant_speed(*test.speed));
  } else {
    for (const auto& part : test.cycles)
      inverse_per_m += *part.share / driven_m(catalog_.cycle(part.cycle));
  }
  if (inverse_per_m <= 0.0) throw std::logic_error("a range needs a speed or cycles");
  return units::metres(*test.used / inverse_per_m);
}

const model::ValidationFile& ValidationBench::file(const std::string& key) {
  if (const auto known = files_.find(key); known != files_.end()) return known->second;
  auto read =
      model::read_validation_file(catalog_.validation_text(key), key, measured_quantities());
  return files_.emplace(key, std::move(read)).first->second;
}

energy::Conditions conditions_of(const model::TestConditions& test) {
  energy::Conditions result;
  result.ambient = *test.ambient;
  result.altitude = *test.altitude;
  result.wind = *test.wind;
  result.wind_from = *test.wind_from;
  result.payload = *test.payload;
  result.crew = *test.crew;
  result.trip = *test.trip;
  result.climate_control = *test.climate_control;
  if (test.dynamometer.has_value()) result.dynamometer = *test.dynamometer;
  if (test.trailer) result.trailer = energy::trailer_load(*test.trailer);
  return result;
}

std::string conditions_text(const model::TestConditions& test) {
  std::vector<std::string> parts;
  if (test.speed.has_value())
    parts.push_back(fmt::format("{:.0f} km/h", units::in_kilometres_per_hour(*test.speed)));
  for (const auto& part : test.cycles)
    parts.push_back(fmt::format("{:.0f} % {}", 100.0 * *part.share, part.cycle));
  if (test.charge_from.has_value() && test.charge_to.has_value()) {
    parts.push_back(
        fmt::format("{:.0f} to {:.0f} %", 100.0 * *test.charge_from, 100.0 * *test.charge_to));
  } else if (test.charge_from.has_value()) {
    parts.push_back(fmt::format("at {:.0f} %", 100.0 * *test.charge_from));
  }
  const bool drives = test.speed.has_value() || !test.cycles.empty();
  if (drives)
    parts.push_back(
        fmt::format("{:.3g} degC{}", units::in_celsius(*test.ambient),
                    test.ambient.origin.how == spec::How::standard ? " (not told)" : ""));
  if (units::in_metres(*test.altitude) != 0.0)
    parts.push_back(fmt::format("{:.0f} m high", units::in_metres(*test.altitude)));
  if (units::in_metres_per_second(*test.wind) != 0.0)
    parts.push_back(fmt::format("{}wind {:.2g} m/s",
                                *test.wind_from == model::WindFrom::climate ? "mean " : "",
                                units::in_metres_per_second(*test.wind)));
  if (units::in_kilograms(*test.payload) != 0.0)
    parts.push_back(fmt::format("load {:.0f} kg", units::in_kilograms(*test.payload)));
  if (test.trailer)
    parts.push_back(fmt::format("trailer {:.0f} kg, {:.2g} m2",
                                units::in_kilograms(*test.trailer->mass),
                                units::in_square_metres(*test.trailer->drag_area)));
  if (test.dynamometer.has_value())
    parts.emplace_back(*test.dynamometer == 1.0
                           ? "dynamometer"
                           : fmt::format("dynamometer x {:.2f}", *test.dynamometer));
  if (drives && !*test.climate_control) parts.emplace_back("climate off");
  if (*test.used != 1.0) parts.push_back(fmt::format("{:.0f} % of the charge", 100.0 * *test.used));
  return base::join(parts, ", ");
}

const std::vector<energy::Calibration>& ValidationBench::calibrations() {
  if (!calibrations_) calibrations_ = study::calibrations(*this);
  return *calibrations_;
}

const std::vector<PeerRow>& ValidationBench::fastsim_rows() {
  if (!fastsim_rows_) fastsim_rows_ = study::fastsim_rows(catalog_);
  return *fastsim_rows_;
}

}  // namespace evpickup::study
