// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/plan_axes.hpp"

#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;

TEST_CASE("values of a sweep need no space before their unit") {
  auto catalog = test::shipped();
  for (const std::string values : {"values = [\"40kWh\", \"60kWh\"]\n",
                                   "from = \"40kWh\"\nto = \"60kWh\"\nstep = \"20kWh\"\n"}) {
    const auto results = study::run(
        catalog,
        test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\nkey = "
                          "\"battery.energy_usable\"\n" +
                          values),
        {});
    CHECK(results.table.rows.size() == 2);
    CHECK(test::number(results.table, 1, "battery_energy_usable_kwh") == 60.0);
  }
}

TEST_CASE("an axis in per cent has a key of words") {
  auto catalog = test::shipped();
  const auto results = study::run(
      catalog,
      test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"us\"]\n"
                        "[cost]\nestimates = \"2026\"\n[[sweep]]\nkey = \"cost.discount_rate\"\n"
                        "values = [\"2 %/yr\", \"5 %/yr\"]\n"),
      {});
  CHECK(test::number(results.table, 1, "cost_discount_rate_percent_per_yr") == 5.0);
}

TEST_CASE("two axes that may move the same value are refused, those of two trucks are not") {
  const auto run = [](const std::string& first, const std::string& second) {
    return test::refusal_of([&] {
      auto catalog = test::shipped();
      (void)study::run(
          catalog,
          test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\", \"radar_rd6:kwh63\"]\n"
                            "[[sweep]]\nkey = \"" +
                            first + "\"\nvalues = [\"900 kg\"]\n[[sweep]]\nkey = \"" + second +
                            "\"\nvalues = [\"300 kg\", \"310 kg\"]\n"),
          {});
    });
  };
  for (const std::string first :
       {"battery.mass", "vehicle.radar_rd6.battery.mass", "vehicle.radar_rd6:kwh63.battery.mass"}) {
    CAPTURE(first);
    const auto refusal = run(first, "battery.mass");
    CHECK(test::contains(refusal, "the sweep of " + first + " moves the same value"));
    CHECK(test::contains(refusal, "test.toml:"));
  }
  CHECK(run("vehicle.radar_rd6:kwh63.battery.mass", "vehicle.radar_rd6:kwh86.battery.mass") == "");
}
