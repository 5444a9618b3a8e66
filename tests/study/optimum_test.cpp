// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimum.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::scenario_of;
using test::shipped;

namespace {

study::Results optimise(const std::string& settings) {
  auto catalog = shipped();
  return study::run(catalog,
                    scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n" + settings), {});
}

const study::Table& table_of(const study::Results& results, const std::string& key) {
  for (const auto& section : results.sections)
    if (section.key == key) return section.table;
  FAIL("no section " << key);
  return results.table;
}

const std::string pack = "[[optimise.vary]]\nkey = \"battery.energy_usable\"\nfrom = \"40 kWh\"\n"
                         "to = \"140 kWh\"\npack = true\n";

}  // namespace

TEST_CASE("the lightest truck that still goes far enough has just the pack for it") {
  const auto results =
      optimise("[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 400\n" + pack +
               "[[optimise.constraint]]\noutcome = \"range_km\"\nat_least = 400\n");
  const auto& table = table_of(results, "optimum");
  REQUIRE(table.rows.size() == 2);
  CHECK(test::text(table, 0, "truck") == "as it is");
  CHECK(test::text(table, 1, "truck") == "best");
  CHECK(test::number(table, 1, "range_km") == Approx(400.0).epsilon(0.001));
  CHECK(test::text(table, 1, "meets_constraints") == "yes");
  CHECK(test::count_with(results.notes, "evaluations") >= 1);
}

TEST_CASE("a front trades mass for range") {
  const auto results = optimise("[optimise]\nminimise = [\"mass_kg\"]\nmaximise = [\"range_km\"]\n"
                                "evaluations = 400\n" +
                                pack);
  const auto& table = table_of(results, "pareto_front");
  REQUIRE(table.rows.size() > 5);
  for (std::size_t row = 2; row < table.rows.size(); ++row) {
    CHECK(test::number(table, row, "mass_kg") >= test::number(table, row - 1, "mass_kg"));
    CHECK(test::number(table, row, "range_km") >= test::number(table, row - 1, "range_km"));
  }
}

TEST_CASE("bounds that no truck meets are told") {
  const auto results =
      optimise("[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 200\n" + pack +
               "[[optimise.constraint]]\noutcome = \"range_km\"\nat_least = 9000\n");
  CHECK(test::text(table_of(results, "optimum"), 1, "meets_constraints") == "no");
  CHECK(test::count_with(results.notes, "no truck meets the bounds") == 1);
}

TEST_CASE("a search without an objective, a key or a bound is refused") {
  const auto refusal = [](const std::string& text) {
    return test::refusal_of([&] { (void)optimise(text); });
  };
  CHECK(contains(refusal("[optimise]\n" + pack), "expected one or two columns"));
  CHECK(contains(refusal("[optimise]\nminimise = [\"mass_kg\"]\n"), "nothing is searched over"));
  CHECK(contains(refusal("[optimise]\nminimise = [\"mass_kg\"]\n[[optimise.vary]]\nkey = "
                         "\"battery.energy_usable\"\nfrom = \"90 kWh\"\nto = \"60 kWh\"\n"),
                 "must be less"));
  CHECK(contains(refusal("[optimise]\nminimise = [\"mass\"]\n" + pack), "mass"));
}

TEST_CASE("variables are told in the unit they are written in") {
  const auto results =
      optimise("[optimise]\nmaximise = [\"range_km\"]\nevaluations = 100\n[[optimise.vary]]\nkey = "
               "\"duty.ambient\"\nfrom = \"0 degC\"\nto = \"20 degC\"\n");
  const auto& table = table_of(results, "optimum");
  CHECK(test::number(table, 0, "duty.ambient") == Approx(23.0));
  CHECK(test::number(table, 1, "duty.ambient") <= 20.0);
  CHECK(test::number(table, 1, "duty.ambient") > 15.0);
}

TEST_CASE("another currency, another truck's key and a key given twice are refused") {
  const auto refusal = [](const std::string& vary) {
    return test::refusal_of(
        [&] { (void)optimise("[optimise]\nminimise = [\"mass_kg\"]\n" + vary); });
  };
  CHECK(contains(refusal("[[optimise.vary]]\nkey = \"price.msrp\"\nfrom = \"20000 USD\"\nto = "
                         "\"30000 USD\"\n"),
                 "expected CNY"));
  CHECK(contains(refusal("[[optimise.vary]]\nkey = \"vehicle.ford_f150_lightning.body.curb_mass\"\n"
                         "from = \"2 t\"\nto = \"3 t\"\n"),
                 "not part of radar_rd6:kwh86"));
  CHECK(contains(refusal(pack + pack), "given twice"));
}

TEST_CASE("a truck that lies outside of what is searched and is better is told of") {
  const auto results =
      optimise("[optimise]\nmaximise = [\"range_km\"]\nevaluations = 100\n[[optimise.vary]]\nkey = "
               "\"battery.energy_usable\"\nfrom = \"40 kWh\"\nto = \"60 kWh\"\npack = true\n");
  CHECK(test::count_with(results.notes,
                         "radar_rd6:kwh86 as it is, is better than what was found: it "
                         "lies outside of what is searched (battery.energy_usable ") == 1);
  CHECK(test::count_with(results.notes, "is not within 40 .. 60 kWh") == 1);

  const auto inside = optimise("[optimise]\nmaximise = [\"range_km\"]\nevaluations = 100\n" + pack);
  CHECK(test::count_with(inside.notes, "is better than") == 0);
}

TEST_CASE("a truck without a figure is not shown as the best") {
  // Without a market nothing has a cost.
  const auto results = optimise("[optimise]\nminimise = [\"tco_usd\"]\nevaluations = 50\n" + pack);
  const auto& table = table_of(results, "optimum");
  REQUIRE(table.rows.size() == 1);
  CHECK(test::text(table, 0, "truck") == "as it is");
  CHECK(test::count_with(results.notes, "none qualifies") == 1);
}

TEST_CASE("a search that only comes near its bounds does not call it the best") {
  const auto results =
      optimise("[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 100\n" + pack +
               "[[optimise.constraint]]\noutcome = \"range_km\"\nat_least = 9000\n");
  CHECK(test::text(table_of(results, "optimum"), 1, "truck") == "nearest");
}

TEST_CASE("a variable that moves neither an objective nor a bound is refused where it stands") {
  const auto refusal = test::refusal_of([] {
    (void)optimise("[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 50\n" + pack +
                   "[[optimise.vary]]\nkey = \"duty.ambient\"\nfrom = \"0 degC\"\nto = \"20 "
                   "degC\"\n");
  });
  CHECK(contains(refusal, "test.toml:"));
  CHECK(contains(refusal, "duty.ambient: it moves neither an objective nor a bound of "
                          "radar_rd6:kwh86"));
}

TEST_CASE("several searches tell the best of all, and how many came to it") {
  const std::string lightest =
      pack + "[[optimise.constraint]]\noutcome = \"range_km\"\nat_least = 400\n";
  const std::string settings = "[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 400\n";
  double best = 1e9;
  for (int seed = 1; seed <= 3; ++seed) {
    const auto one = optimise(settings + "seed = " + std::to_string(seed) + "\n" + lightest);
    best = std::min(best, test::number(table_of(one, "optimum"), 1, "mass_kg"));
  }
  const auto all = optimise(settings + "searches = 3\n" + lightest);
  REQUIRE(table_of(all, "optimum").rows.size() == 2);
  CHECK(test::number(table_of(all, "optimum"), 1, "mass_kg") == best);
  CHECK(test::count_with(all.notes, "3 searches, ") == 1);
  CHECK(test::count_with(all.notes, "seeds 1 to 3; 3 of the searches came within 0.1 % of it") ==
        1);
}

TEST_CASE("the front of several searches is beaten by none of its own points") {
  const auto results = optimise("[optimise]\nminimise = [\"mass_kg\"]\nmaximise = [\"range_km\"]\n"
                                "evaluations = 400\nsearches = 2\n" +
                                pack);
  const auto& table = table_of(results, "pareto_front");
  REQUIRE(table.rows.size() > 5);
  // As many points as a search has candidates, beside the truck as it is.
  CHECK(table.rows.size() <= 13);
  for (std::size_t row = 2; row < table.rows.size(); ++row) {
    CHECK(test::number(table, row, "mass_kg") > test::number(table, row - 1, "mass_kg"));
    CHECK(test::number(table, row, "range_km") > test::number(table, row - 1, "range_km"));
  }
}
