// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/peers.hpp"
#include "validation_rows.hpp"

namespace evpickup::study {

namespace {

/// A row of one energy beside FASTSim's own.
ValidatedRow beside_fastsim(const PeerRow& peer, units::Energy energy) {
  ValidatedRow row;
  row.truck = peer.vehicle;
  row.quantity = "battery energy";
  row.conditions = peer.cycle;
  row.source = "FASTSim-2 (NREL), branch fastsim-2, commit bd9111bb";
  row.url = "https://github.com/NREL/fastsim";
  row.measured = units::in_kilowatt_hours(peer.fastsim);
  row.predicted = units::in_kilowatt_hours(energy);
  row.unit = "kWh";
  row.mode = "blind";
  return row;
}

}  // namespace

std::vector<ValidatedRow> fastsim_convention_rows(const ValidationKind&, ValidationBench& bench) {
  std::vector<ValidatedRow> rows;
  for (const auto& peer : bench.fastsim_rows())
    rows.push_back(beside_fastsim(peer, peer.convention));
  return rows;
}

std::vector<ValidatedRow> fastsim_own_rows(const ValidationKind&, ValidationBench& bench) {
  std::vector<ValidatedRow> rows;
  for (const auto& peer : bench.fastsim_rows()) {
    rows.push_back(beside_fastsim(peer, peer.own));
    rows.back().counted = false;
    rows.back().remark = "a difference between two models on the same inputs, not an error";
  }
  return rows;
}

}  // namespace evpickup::study
