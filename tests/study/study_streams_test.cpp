// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/row_stream.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

using Rows = std::vector<std::vector<study::Cell>>;

const std::string two_trucks =
    "[compare]\nvehicles = [\"radar_rd6:kwh86@cn\", \"ford_f150_lightning:pro_sr@us\"]\n"
    "[cost]\nestimates = \"2026\"\n[monte_carlo]\nsamples = 40\nseed = 7\n";

study::RunOptions blind(int threads = 1) {
  study::RunOptions options;
  options.mode = model::Mode::blind;
  options.threads = threads;
  return options;
}

Rows rows_of(const study::RowStream& stream, std::size_t part) {
  Rows rows;
  for (std::size_t first = 0; first < stream.size; first += part)
    for (auto& row : stream.rows(first, std::min(first + part, stream.size)))
      rows.push_back(std::move(row));
  return rows;
}

study::Table table_of(const study::RowStream& stream, std::size_t part) {
  study::Table table = stream.head.table;
  table.rows = rows_of(stream, part);
  return table;
}

}  // namespace

TEST_CASE("the rows of draws hold the figures that percentiles are told of") {
  auto catalog = test::shipped();
  const auto stream = study::stream_draws(catalog, test::scenario_of(two_trucks), blind());
  REQUIRE(stream.size == 80);
  const auto table = table_of(stream, 80);
  const auto scenario = study::ready_scenario(test::scenario_of(two_trucks), blind());
  const auto plan = study::make_plan(catalog, scenario, blind());
  const auto sample = study::draw(plan, scenario, catalog, blind());
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::size_t of = row % 2;
    CHECK(test::number(table, row, "draw") == static_cast<double>(row / 2 + 1));
    CHECK(test::text(table, row, "vehicle") == plan.cases[of].vehicle->id);
    for (std::size_t k = 0; k < sample.outcomes.size(); ++k)
      CHECK(test::number(table, row, sample.outcomes[k].key) ==
            sample.of_case[of].outcomes[k][row / 2]);
  }
}

TEST_CASE("rows of draws do not depend on their parts, nor on threads") {
  auto catalog = test::shipped();
  const auto whole =
      rows_of(study::stream_draws(catalog, test::scenario_of(two_trucks), blind()), 80);
  for (const std::size_t part : {1, 3, 16}) {
    CAPTURE(part);
    CHECK(rows_of(study::stream_draws(catalog, test::scenario_of(two_trucks), blind()), part) ==
          whole);
  }
  CHECK(rows_of(study::stream_draws(catalog, test::scenario_of(two_trucks), blind(2)), 33) ==
        whole);
}

TEST_CASE("a truck with the values of a draw has the figures of that draw") {
  const std::string scenario =
      "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[inputs]\nestimates = false\n[inputs.vary]\n"
      "\"body.curb_mass\" = { dist = \"uniform\", low = \"2000 kg\", high = \"2400 kg\" }\n"
      "\"duty.ambient\" = { dist = \"uniform\", low = \"-10 degC\", high = \"30 degC\" }\n"
      "[monte_carlo]\nsamples = 16\noutcomes = [\"range_km\"]\n";
  auto catalog = test::shipped();
  const auto table =
      table_of(study::stream_draws(catalog, test::scenario_of(scenario), blind()), 16);
  for (const std::size_t row : {0, 7, 15}) {
    auto options = blind();
    options.overrides = {
        {"body.curb_mass",
         fmt::format("{:.17g} kg", test::number(table, row, "body_curb_mass_kg"))},
        {"duty.ambient",
         fmt::format("{:.17g} degC", test::number(table, row, "duty_ambient_degc"))}};
    const auto plain = study::run(
        catalog, test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n"), options);
    CHECK(test::number(plain.table, 0, "range_km") ==
          Approx(test::number(table, row, "range_km")).epsilon(1e-9));
  }
}

TEST_CASE("draws that are weighed tell their weights") {
  auto catalog = test::shipped();
  auto options = blind();
  options.mode = model::Mode::anchored;
  const auto table =
      table_of(study::stream_draws(catalog, test::scenario_of(two_trucks), options), 80);
  double least = 1.0;
  double most = 0.0;
  for (std::size_t row = 1; row < 80; row += 2) {
    least = std::min(least, test::number(table, row, "weight"));
    most = std::max(most, test::number(table, row, "weight"));
  }
  CHECK(least < most);
  CHECK(most <= 1.0);
}

TEST_CASE("a stream of draws tells what was drawn, and refuses a sweep") {
  auto catalog = test::shipped();
  const auto stream = study::stream_draws(catalog, test::scenario_of(two_trucks), blind());
  study::Results words;
  stream.finish(words);
  CHECK(test::count_with(words.notes, "Monte Carlo: 40 draws of") == 1);
  CHECK(test::count_with(words.notes, "seed 7.") == 1);
  CHECK(test::count_with(words.basis, "Mode blind") == 1);
  CHECK(test::contains(test::refusal_of([&] {
                         (void)study::stream_draws(
                             catalog,
                             test::scenario_of(two_trucks +
                                               "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"0 "
                                               "degC\", \"20 degC\"]\n"),
                             blind());
                       }),
                       "this scenario has a sweep"));
}

TEST_CASE("nothing is drawn that a file could not hold") {
  auto catalog = test::shipped();
  const std::string scenario =
      "[compare]\nvehicles = [\"ford_f150:powerboost_4x4\", \"radar_rd6:kwh86\"]\n[monte_carlo]\n"
      "samples = 300\noutcomes = [\"range_km\"]\n";
  const auto table =
      table_of(study::stream_draws(catalog, test::scenario_of(scenario), blind()), 600);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    CHECK(test::number(table, row, "battery_resistance_ohm") <= 5.0 + 1e-9);
    if (!test::is_null(table, row, "battery_energy_usable_kwh") &&
        !test::is_null(table, row, "battery_energy_gross_kwh"))
      CHECK(test::number(table, row, "battery_energy_usable_kwh") <=
            test::number(table, row, "battery_energy_gross_kwh") * (1 + 1e-12));
  }
}

TEST_CASE("the rows of a sensitivity study do not depend on their parts, nor on threads") {
  const std::string scenario =
      two_trucks + "[sensitivity]\nmethod = \"morris\"\ntrajectories = 4\n";
  auto catalog = test::shipped();
  const auto stream = study::stream_sensitivity(catalog, test::scenario_of(scenario), blind());
  const auto whole = rows_of(stream, stream.size);
  REQUIRE(whole.size() == stream.size);
  for (const std::size_t part : {1, 7}) {
    CAPTURE(part);
    CHECK(rows_of(study::stream_sensitivity(catalog, test::scenario_of(scenario), blind(2)),
                  part) == whole);
  }
}

TEST_CASE("points of a sensitivity study are numbered truck by truck, with their inputs") {
  auto catalog = test::shipped();
  const auto stream = study::stream_sensitivity(
      catalog, test::scenario_of(two_trucks + "[sensitivity]\nmethod = \"tornado\"\n"), blind());
  const auto table = table_of(stream, 50);
  CHECK(test::text(table, 0, "vehicle") == "radar_rd6");
  CHECK(test::number(table, 0, "point") == 1.0);
  const std::size_t last = table.rows.size() - 1;
  CHECK(test::text(table, last, "vehicle") == "ford_f150_lightning");
  // Around the first point, one input at a time: the second has another first input alone.
  CHECK(test::number(table, 1, "body_curb_mass_kg") < test::number(table, 0, "body_curb_mass_kg"));
  CHECK(test::number(table, 1, "body_frontal_area_m_2") ==
        test::number(table, 0, "body_frontal_area_m_2"));
  study::Results words;
  stream.finish(words);
  CHECK(test::count_with(words.notes, "one input at a time.") == 1);
}

TEST_CASE("each search is a row with its seed's optimum") {
  const std::string scenario =
      two_trucks + "[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 60\nsearches = 2\n"
                   "[[optimise.vary]]\nkey = \"battery.energy_usable\"\nfrom = \"40 kWh\"\nto = "
                   "\"140 kWh\"\npack = true\n";
  auto catalog = test::shipped();
  const auto stream = study::stream_searches(catalog, test::scenario_of(scenario), blind());
  REQUIRE(stream.size == 4);
  const auto table = table_of(stream, 4);
  CHECK(rows_of(study::stream_searches(catalog, test::scenario_of(scenario), blind(2)), 1) ==
        table.rows);
  for (std::size_t row = 0; row < 4; ++row) {
    CHECK(test::number(table, row, "search") == static_cast<double>(row % 2 + 1));
    CHECK(test::number(table, row, "battery_energy_usable_kwh") == Approx(40.0).epsilon(1e-3));
  }
  CHECK(test::text(table, 3, "vehicle") == "ford_f150_lightning");
}
