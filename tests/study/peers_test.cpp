// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/peers.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "sample.hpp"

using namespace evpickup;

TEST_CASE("FASTSim's energies come out of its convention, vehicle by vehicle and cycle by cycle") {
  auto catalog = test::shipped();
  const auto rows = study::fastsim_rows(catalog);
  std::set<std::string> vehicles;
  std::set<std::string> cycles;
  for (const auto& row : rows) {
    CAPTURE(row.vehicle);
    CAPTURE(row.cycle);
    CAPTURE(row.convention_error());
    CHECK(row.fastsim > units::kilowatt_hours(0.1));
    CHECK(std::abs(row.convention_error()) < 1e-6);
    vehicles.insert(row.vehicle);
    cycles.insert(row.cycle);
  }
  CHECK(rows.size() == 40);
  CHECK(vehicles.size() == 5);
  CHECK(cycles.size() == 8);
}

TEST_CASE("some of the golden drives are too fast for their truck") {
  auto catalog = test::shipped();
  int missed = 0;
  for (const auto& row : study::fastsim_rows(catalog)) missed += row.missed > units::seconds(0);
  CHECK(missed >= 4);
}

TEST_CASE("our own model at FASTSim's inputs stays near it, and is not the same") {
  auto catalog = test::shipped();
  for (const auto& row : study::fastsim_rows(catalog)) {
    CAPTURE(row.vehicle);
    CAPTURE(row.cycle);
    CAPTURE(row.own_difference());
    CHECK(std::abs(row.own_difference()) < 0.25);
    CHECK(std::abs(row.own_difference()) > 1e-6);
  }
}
