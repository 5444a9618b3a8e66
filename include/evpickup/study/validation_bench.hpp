// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/energy/calibration.hpp"
#include "evpickup/energy/epa_test.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/validation_file.hpp"
#include "evpickup/study/anchoring.hpp"
#include "evpickup/study/peers.hpp"

namespace evpickup::study {

/// The trucks of a validation, each estimated, anchored and put through the EPA's tests once, when
/// somebody first asks.
class ValidationBench {
 public:
  /// Moves the estimates of a truck that will run in a mode, before it is anchored.
  using Variation = std::function<void(model::Vehicle& vehicle, model::Mode mode)>;

  explicit ValidationBench(model::Catalog& catalog, int threads = 0, Variation variation = {})
      : catalog_(catalog), threads_(threads), variation_(std::move(variation)) {}

  /// A truck with its estimates, anchored if `mode` says so and it has a rating. An unknown one is
  /// an InputError at `where`.
  [[nodiscard]] const model::Vehicle& truck(const std::string& reference, model::Mode mode,
                                            const base::SourcePlace& where = {});
  /// What a truck is anchored on; nothing without a rating.
  [[nodiscard]] const std::optional<Anchor>& anchor(const std::string& reference);
  /// The EPA's tests of the blind truck.
  [[nodiscard]] const energy::EpaTest& epa_test(const std::string& reference);
  /// What a procedure would rate the truck at.
  [[nodiscard]] const energy::Prediction& rating(const std::string& reference,
                                                 const std::string& procedure, model::Mode mode,
                                                 const base::SourcePlace& where = {});
  /// Range until the battery is empty, on a speed or a mix of cycles.
  [[nodiscard]] units::Length range(const model::Vehicle& vehicle,
                                    const model::TestConditions& test);

  /// The drive losses fitted anew, once: to all trucks of the calibration, then without each in
  /// turn.
  [[nodiscard]] const std::vector<energy::Calibration>& calibrations();

  /// FASTSim-2 on its own vehicles and cycles beside this program, run once.
  [[nodiscard]] const std::vector<PeerRow>& fastsim_rows();

  /// The rows of tests/validation/KEY.toml, read once.
  [[nodiscard]] const model::ValidationFile& file(const std::string& key);

  [[nodiscard]] model::Catalog& catalog() { return catalog_; }
  [[nodiscard]] energy::CycleLibrary cycles() { return cycle_library(catalog_); }
  [[nodiscard]] int threads() const { return threads_; }

 private:
  struct Entry {
    model::Vehicle blind, anchored;
    std::optional<Anchor> anchor;
    std::optional<energy::EpaTest> epa_test;
    std::map<std::pair<std::string, model::Mode>, energy::Prediction> ratings;
  };
  Entry& entry(const std::string& reference, const base::SourcePlace& where = {});

  model::Catalog& catalog_;
  int threads_;
  Variation variation_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, model::ValidationFile> files_;
  std::optional<std::vector<energy::Calibration>> calibrations_;
  std::optional<std::vector<PeerRow>> fastsim_rows_;
};

/// The conditions of a test as the energy model takes them.
[[nodiscard]] energy::Conditions conditions_of(const model::TestConditions& test);

/// "113 km/h, 15 degC, 1750 m, wind 4 m/s" for a table; what is as usual is left out.
[[nodiscard]] std::string conditions_text(const model::TestConditions& test);

}  // namespace evpickup::study
