// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/outcome_checks.hpp"

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

TEST_CASE("a requirement is on a column of numbers, and is answered along one axis") {
  const std::string axis =
      "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"0 degC\", \"20 degC\"]\n";
  const auto words = refusal_of(axis + "[[require]]\noutcome = \"market\"\nat_least = 3\n");
  CHECK(contains(words, "test.toml:"));
  CHECK(contains(words, "require.outcome: no column of numbers is called \"market\""));

  auto catalog = test::shipped();
  const std::string bound = "[[require]]\noutcome = \"range_km\"\nat_least = 3\n";
  const auto notes_with = [&](const std::string& axes) {
    const auto results = study::run(
        catalog, test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n" + axes + bound),
        {});
    return test::count_with(results.notes, "[[require]] asks for the smallest value of an axis");
  };
  CHECK(notes_with("") == 1);
  CHECK(notes_with(axis) == 0);
  CHECK(notes_with(axis + "[[sweep]]\nkey = \"duty.payload\"\nvalues = [\"0 kg\", \"300 kg\"]\n") ==
        1);
}

TEST_CASE("a column that --set asks for is not looked for in the file") {
  auto catalog = test::shipped();
  const auto refusal = test::refusal_of([&] {
    (void)study::run(catalog,
                     test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n"
                                       "[monte_carlo]\noutcomes = [\"range_km\"]\n"),
                     test::options_with({{"monte_carlo.outcomes", "[\"tco\"]"}}));
  });
  CHECK(contains(refusal, "no column of numbers is called \"tco\""));
  CHECK_FALSE(contains(refusal, "test.toml"));
}

TEST_CASE("in another currency a scenario asks for its columns of money in that one") {
  auto catalog = test::shipped();
  auto scenario = test::scenario_of(
      "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"cn\"]\n[cost]\nestimates = "
      "\"2026\"\n[monte_carlo]\nsamples = 16\noutcomes = [\"tco_usd_per_km\", \"range_km\"]\n"
      "[[require]]\noutcome = \"tco_usd\"\nat_most = 1000\n[[require]]\noutcome = "
      "\"range_km\"\nat_least = 300\n");
  const units::Currency yuan{"CNY"};
  const auto& rates = catalog.exchange_rates();
  study::tell_in(scenario, yuan, rates);
  CHECK(scenario.currency() == yuan);
  CHECK(scenario.monte_carlo->outcomes == std::vector<std::string>{"tco_cny_per_km", "range_km"});
  CHECK(scenario.required[0].outcome == "tco_cny");
  CHECK(*scenario.required[0].at_most ==
        doctest::Approx(1000.0 * rates.rate(units::Currency("USD"), yuan)));
  CHECK(*scenario.required[1].at_least == 300.0);
  CHECK(test::find_section(study::run(catalog, scenario, {}), "monte_carlo_tco_cny_per_km") !=
        nullptr);
}
