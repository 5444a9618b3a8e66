// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/selection.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using test::contains;

TEST_CASE("a wildcard or a file alone takes all trims in the order of the file") {
  auto catalog = test::shipped();
  const auto& trims = catalog.vehicle_file("radar_rd6").trims;
  REQUIRE(trims.size() > 3);
  for (const std::string reference : {"radar_rd6:*", "radar_rd6"}) {
    CAPTURE(reference);
    const auto selected = study::select(catalog, {reference}, {});
    REQUIRE(selected.size() == trims.size());
    for (std::size_t i = 0; i < trims.size(); ++i) {
      CHECK(selected[i].vehicle.trim == trims[i].trim);
      CHECK(selected[i].by_wildcard);
      CHECK(selected[i].market.empty());
    }
  }
}

TEST_CASE("a named trim is taken alone, in the order of the references") {
  auto catalog = test::shipped();
  const auto selected =
      study::select(catalog, {"radar_rd6:kwh86", "ford_f150_lightning:pro_sr"}, {});
  REQUIRE(selected.size() == 2);
  CHECK(selected[0].vehicle.key() == "radar_rd6:kwh86");
  CHECK(selected[1].vehicle.key() == "ford_f150_lightning:pro_sr");
  CHECK_FALSE(selected[0].by_wildcard);
}

TEST_CASE("a reference can be pinned to a market, a wildcard too") {
  auto catalog = test::shipped();
  const auto selected = study::select(catalog, {"radar_rd6:kwh86@cn", "radar_rd6:*@us"}, {});
  CHECK(selected.front().market == "cn");
  for (std::size_t i = 1; i < selected.size(); ++i) CHECK(selected[i].market == "us");
}

TEST_CASE("all unknown vehicles and trims are told at once, each with what may be meant") {
  auto catalog = test::shipped();
  const std::string refusal = test::refusal_of([&] {
    (void)study::select(catalog, {"rdar_rd6:kwh86", "radar_rd6:kwh86", "radar_rd6:kwh68"}, {});
  });
  CHECK(
      contains(refusal, "there is no vehicle \"rdar_rd6\"\n   hint: did you mean \"radar_rd6\"?"));
  CHECK(contains(refusal,
                 "radar_rd6 has no trim \"kwh68\"\n   hint: did you mean \"kwh63\" or \"kwh86\"?"));
  CHECK(contains(refusal, "2 errors"));
}

TEST_CASE("an unknown vehicle is reported at the place that names it") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n");
  const std::string refusal = test::refusal_of([&] {
    (void)study::select(catalog, {"hovercraft:x"}, {scenario.text, 7, 12, 5});
  });
  CHECK(contains(refusal, "test.toml:7:12: error: there is no vehicle \"hovercraft\""));
}

TEST_CASE("a truck that is on sale or was runs without more") {
  auto catalog = test::shipped();
  for (const std::string reference : {"tesla_cybertruck:awd", "radar_rd6:kwh100"})
    CHECK(study::reason_to_refuse(catalog.vehicle(reference), false).empty());
}

TEST_CASE("a truck without a battery size is refused with that sentence, announced or not") {
  auto catalog = test::shipped();
  const auto horizon = catalog.vehicle("radar_rd6:horizon_awd");
  const std::string sentence =
      "radar_rd6:horizon_awd cannot run: no source gives the size of its battery";
  CHECK(study::reason_to_refuse(horizon, false) == sentence);
  CHECK(study::reason_to_refuse(horizon, true) == sentence);
  CHECK(study::reason_to_refuse(catalog.vehicle("tesla_cybertruck:rwd"), true) ==
        "tesla_cybertruck:rwd cannot run: no source gives the size of its battery, and it is "
        "cancelled");
}

TEST_CASE("announced and cancelled trucks run only if that is asked for") {
  auto catalog = test::shipped();
  for (const auto& [reference, status] : {std::pair{"slate_truck:kwh53", "announced"},
                                          std::pair{"ram_1500_rev:kwh168", "cancelled"}}) {
    const auto vehicle = catalog.vehicle(reference);
    CHECK(study::reason_to_refuse(vehicle, true).empty());
    CHECK(study::reason_to_refuse(vehicle, false) ==
          std::string(reference) + " is " + status +
              " and runs only with --include-announced: its figures are the maker's intentions");
  }
}
