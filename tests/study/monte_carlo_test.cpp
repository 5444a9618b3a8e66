// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/monte_carlo.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::scenario_of;
using test::shipped;

namespace {

const std::string two_trucks = "[compare]\nvehicles = [\"radar_rd6:kwh86\", \"radar_rd6:kwh63\"]\n"
                               "baseline = \"radar_rd6:kwh86\"\n";

study::Results run(const std::string& rest, int threads = 1) {
  auto catalog = shipped();
  study::RunOptions options;
  options.threads = threads;
  return study::run(catalog, scenario_of(rest), options);
}

const study::Section& section(const study::Results& results, const std::string& key) {
  const auto found =
      std::ranges::find_if(results.sections, [&](const auto& each) { return each.key == key; });
  REQUIRE(found != results.sections.end());
  return *found;
}

}  // namespace

TEST_CASE("percentiles rise, and hold the figure without draws between them") {
  const auto results = run(two_trucks + "[monte_carlo]\nsamples = 200\nsampling = \"sobol\"\n");
  const auto& table = section(results, "monte_carlo_range_km").table;
  CHECK(test::is_sound(table));
  const double range = test::number(results.table, 0, "range_km");
  CHECK(test::number(table, 0, "p05") < range);
  CHECK(test::number(table, 0, "p95") > range);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    CHECK(test::number(table, row, "p10") <= test::number(table, row, "p50"));
    CHECK(test::number(table, row, "p50") <= test::number(table, row, "p90"));
    CHECK(test::number(table, row, "error_p50") > 0.0);
  }
}

TEST_CASE("studies of many draws tell how far they have got, from nothing to all") {
  for (const auto& [study, what] :
       {std::pair{"[monte_carlo]\nsamples = 100\n", "draws"},
        {"[sensitivity]\nmethod = \"tornado\"\noutcomes = [\"range_km\"]\n", "evaluations"}}) {
    CAPTURE(study);
    std::vector<std::size_t> told;
    std::size_t last = 0;
    study::RunOptions options;
    options.progress = [&](std::size_t done, std::size_t all, std::string_view of) {
      CHECK(of == what);
      CHECK(done <= all);
      told.push_back(done);
      last = all;
    };
    auto catalog = shipped();
    (void)study::run(catalog, scenario_of(two_trucks + study), options);
    REQUIRE(told.size() >= 2);
    CHECK(told.front() == 0);
    CHECK(told.back() == last);
  }
}

TEST_CASE("the figures are the same bits for any number of threads") {
  const std::string text = two_trucks + "[monte_carlo]\nsamples = 100\n";
  const auto one = run(text, 1);
  const auto two = run(text, 2);
  CHECK(section(one, "monte_carlo_range_km").table.rows ==
        section(two, "monte_carlo_range_km").table.rows);
}

TEST_CASE("a draw does not change when there are more of them, or other inputs") {
  auto catalog = shipped();
  const auto first = [&](const std::string& rest) {
    const auto scenario = scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[inputs]\n"
                                      "estimates = false\n" +
                                      rest);
    const auto plan = study::make_plan(catalog, scenario, {});
    const auto inputs = study::uncertain_inputs(plan, scenario.inputs);
    const study::ShareSource source(inputs, model::Sampling::random, 7);
    return source.block(3, 1)(0, 0);
  };
  const std::string mass =
      "vary.\"body.curb_mass\" = { dist = \"uniform\", low = \"2 t\", high = \"3 t\" }\n";
  const std::string drag =
      "vary.\"body.drag_coefficient\" = { dist = \"uniform\", low = 0.3, high = 0.4 }\n";
  CHECK(first(mass) == first(mass + drag));
}

TEST_CASE("the larger pack of one truck goes further than the smaller in nearly every draw") {
  const auto results = run(two_trucks + "[monte_carlo]\nsamples = 200\n");
  const auto& table = section(results, "monte_carlo_against_baseline").table;
  REQUIRE_FALSE(table.rows.empty());
  CHECK(test::text(table, 0, "trim") == "kwh63");
  CHECK(test::number(table, 0, "probability_percent") < 10.0);
}

TEST_CASE("a rating narrows the range of a truck's figures") {
  const std::string truck = "[compare]\nvehicles = [\"rivian_r1t:dual_large\"]\n";
  const auto spread = [&](const std::string& mode) {
    auto catalog = shipped();
    study::RunOptions options;
    options.mode = mode == "blind" ? model::Mode::blind : model::Mode::anchored;
    const auto results =
        study::run(catalog, scenario_of(truck + "[monte_carlo]\nsamples = 2000\n"), options);
    const auto& table = section(results, "monte_carlo_range_km").table;
    return (test::number(table, 0, "p90") - test::number(table, 0, "p10")) /
           test::number(table, 0, "p50");
  };
  CHECK(spread("anchored") < spread("blind"));
}

TEST_CASE("histograms hold nearly all of the draws") {
  const auto results = run(two_trucks + "[monte_carlo]\nsamples = 300\n");
  const auto& table = section(results, "monte_carlo_histogram").table;
  double sum = 0.0;
  for (std::size_t row = 0; row < 40; ++row) sum += test::number(table, row, "share_percent");
  CHECK(sum > 98.0);
  CHECK(sum <= Approx(100.0));
}

TEST_CASE("the notes tell draws, seed and sampling") {
  const auto results = run(two_trucks + "[monte_carlo]\nsamples = 50\nseed = 9\n");
  CHECK(test::count_with(results.notes, "50 draws") == 1);
  CHECK(test::count_with(results.notes, "seed 9") == 1);
}

TEST_CASE("trucks that share no figure have no chance against one another, and a note") {
  const auto results = run("[compare]\nvehicles = [\"radar_rd6:kwh86\", \"radar_rd6:export_86\"]\n"
                           "markets = [\"cn\"]\n[cost]\nestimates = \"2026\"\n"
                           "[monte_carlo]\nsamples = 20\n");
  CHECK(test::count_with(results.notes, "radar_rd6:export_86@cn: no draw has a figure") >= 1);
  const auto& pairs = section(results, "monte_carlo_pairs").table;
  bool any_blank = false;
  for (std::size_t row = 0; row < pairs.rows.size(); ++row)
    any_blank = any_blank || test::is_null(pairs, row, "probability_percent");
  CHECK(any_blank);
}

TEST_CASE("a study that would not fit into memory is refused") {
  const auto refusal =
      test::refusal_of([] { (void)run(two_trucks + "[monte_carlo]\nsamples = 1000000000\n"); });
  CHECK(contains(refusal, "GB of memory"));
}

TEST_CASE("a screening is near the exact draws, and tells its error") {
  const std::string settings = "[monte_carlo]\nsamples = 6000\n";
  const auto exact = run(two_trucks + settings);
  const auto screened = run(two_trucks + settings + "screening = true\n");
  REQUIRE(test::count_with(screened.notes, "Screening: read from polynomials") == 1);
  CHECK(test::count_with(screened.notes, "largest error") == 1);
  const auto& right = section(exact, "monte_carlo_range_km").table;
  const auto& told = section(screened, "monte_carlo_range_km").table;
  REQUIRE(right.rows.size() == told.rows.size());
  for (std::size_t row = 0; row < right.rows.size(); ++row)
    for (const std::string percentile : {"p10", "p50", "p90"})
      CHECK(test::number(told, row, percentile) ==
            doctest::Approx(test::number(right, row, percentile)).epsilon(0.003));
}

TEST_CASE("fewer draws than a screening takes to begin with are exact, and it is said") {
  const auto results = run(two_trucks + "[monte_carlo]\nsamples = 50\nscreening = true\n");
  CHECK(test::count_with(results.notes, "exact draws to begin with: all draws are exact") == 1);
  const auto exact = run(two_trucks + "[monte_carlo]\nsamples = 50\n");
  CHECK(section(results, "monte_carlo_range_km").table.rows ==
        section(exact, "monte_carlo_range_km").table.rows);
}
