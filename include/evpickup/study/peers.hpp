// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/units/quantities.hpp"

/// Other simulators on the same inputs.
namespace evpickup::study {

/// A vehicle of FASTSim-2 on a cycle, once from a full battery: energy out of the cells by
/// FASTSim itself, by its convention in our kernel, and by our own model.
struct PeerRow {
  std::string vehicle;  ///< id of its file: "fs52_f150_lightning_sr"
  std::string name;     ///< "2022 Ford F-150 Lightning 4WD"
  std::string cycle;
  units::Energy fastsim;
  units::Energy convention;
  units::Energy own;
  /// Time in which the convention's truck was slower than the trace.
  units::Time missed;

  /// Relative to FASTSim.
  [[nodiscard]] double convention_error() const { return convention / fastsim - 1.0; }
  [[nodiscard]] double own_difference() const { return own / fastsim - 1.0; }
};

/// Ambient temperature of our own model's runs. Air is as dense as in FASTSim-2, 1.200 kg/m^3, and
/// neither heating nor cooling runs.
inline constexpr units::Temperature peer_ambient = units::celsius(21);

/// Every vehicle on every cycle of tests/golden/fastsim in the data folder, in the order of its
/// summary. Our own model gets mass with cargo, drag, area, rolling coefficient, wheel radius,
/// power, auxiliary power and battery as FASTSim has them; what FASTSim does not know is estimated
/// by our rules. Throws InputError if the files are not there or not as expected.
[[nodiscard]] std::vector<PeerRow> fastsim_rows(model::Catalog& catalog);

}  // namespace evpickup::study
