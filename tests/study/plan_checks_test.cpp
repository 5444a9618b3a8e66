// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;

namespace {

std::string refusal_of(const std::string& rest) {
  return test::refusal_of([&] {
    auto catalog = test::shipped();
    (void)study::run(catalog,
                     test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n" + rest), {});
  });
}

}  // namespace

TEST_CASE("an amount of the cost in a currency without a rate is refused where it stands") {
  const auto refusal = refusal_of("[cost.lines.foo]\nonce = \"5 QQQ\"\n");
  CHECK(contains(refusal, "test.toml:9:8: error: cost.lines.foo.once: no exchange rate for QQQ"));
  CHECK(contains(refusal, "scenarios/exchange_rates.toml"));
}

TEST_CASE("columns that there are none of are refused where they stand, with what was meant") {
  const auto draws = refusal_of("[monte_carlo]\nsamples = 16\noutcomes = [\"range_km\", \"range\", "
                                "\"tco_eur_per_km\", \"tco\"]\n");
  CHECK(contains(draws, "test.toml:10:25: error: monte_carlo.outcomes: no column of numbers is "
                        "called \"range\""));
  CHECK(contains(draws, "did you mean \"range_km\"?"));
  CHECK(contains(draws, "did you mean \"tco_usd_per_km\"?"));
  CHECK(contains(draws, "did you mean \"tco_usd\"?"));
  CHECK(contains(draws, "3 errors"));

  const auto causes = refusal_of("[sensitivity]\noutcomes = [\"qwertz\"]\n");
  CHECK(contains(causes, "test.toml:9:13: error: sensitivity.outcomes"));
  CHECK(contains(causes, "evpickup list metrics"));

  const auto search = refusal_of(
      "[optimise]\nminimise = [\"mass\"]\n[[optimise.vary]]\nkey = \"body.curb_mass\"\nfrom = \"2 "
      "t\"\nto = \"3 t\"\n[[optimise.constraint]]\noutcome = \"range_kn\"\nat_least = 3\n");
  CHECK(contains(search, "test.toml:9:13: error: optimise.minimise"));
  CHECK(contains(search, "error: optimise.constraint.outcome"));
  CHECK(contains(search, "did you mean \"range_km\"?"));
}

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
