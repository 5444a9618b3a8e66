// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/run.hpp"

namespace evpickup::study {

/// A truck of `compare.vehicles`, and the market it is pinned to ("radar_rd6:kwh86@cn"), if any.
struct Selected {
  model::Vehicle vehicle;
  std::string market;
  /// Chosen by "file:*" or "file": it is left out with a note if it cannot run.
  bool by_wildcard = false;
};

/// Looks up "file:trim", "file:*", "file" (all trims), each with "@market" or without. All unknown
/// names are reported at once.
[[nodiscard]] std::vector<Selected> select(model::Catalog& catalog,
                                           const std::vector<std::string>& references,
                                           const base::SourcePlace& where);

/// Why a truck cannot be run, as a full sentence; empty if it can.
[[nodiscard]] std::string reason_to_refuse(const model::Vehicle& vehicle, bool include_announced);

/// The truck of "file:trim", or all trims of "file", as their files have them with overrides on
/// top: no estimates. Throws InputError for an unknown name or an override that its key does not
/// accept.
[[nodiscard]] std::vector<model::Vehicle> given_trims(model::Catalog& catalog,
                                                      const std::string& reference,
                                                      const std::vector<Override>& overrides);

}  // namespace evpickup::study
