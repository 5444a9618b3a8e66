// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "evpickup/study/trip.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::number;
using test::scenario_of;
using test::shipped;
using test::text;

namespace {

const std::string three_trucks =
    "[compare]\nvehicles = [\"radar_rd6:kwh63@cn\", \"radar_rd6:kwh86@cn\", "
    "\"ford_f150_lightning:pro_sr@us\"]\nbaseline = \"radar_rd6:kwh86@cn\"\n"
    "[cost]\nestimates = \"2026\"\n";
const std::string one_truck =
    "[compare]\nvehicles = [\"radar_rd6:kwh86@cn\"]\n[cost]\nestimates = \"2026\"\n";

study::Results page_of(const std::string& rest, bool page = true) {
  auto catalog = shipped();
  study::RunOptions options;
  options.page = options.charts = page;
  options.threads = 1;
  return study::run(catalog, scenario_of(rest), options);
}

const study::Chart& chart(const study::Results& results, const std::string& key) {
  const auto found = std::ranges::find(results.charts, key, &study::Chart::key);
  REQUIRE_MESSAGE(found != results.charts.end(), key);
  return *found;
}

std::set<std::string> keys(const study::Results& results) {
  std::set<std::string> all;
  for (const auto& each : results.charts) all.insert(each.key);
  return all;
}

double value(const study::Cell& cell) { return std::get<double>(cell); }

/// The row of a table whose first text is `name`.
const std::vector<study::Cell>& row_named(const study::Table& table, const std::string& name) {
  const auto found = std::ranges::find_if(
      table.rows, [&](const auto& row) { return std::get<std::string>(row[0]) == name; });
  REQUIRE_MESSAGE(found != table.rows.end(), name);
  return *found;
}

}  // namespace

TEST_CASE("charts, specifications and errors of the model are computed for pages alone") {
  const auto plain = page_of(three_trucks, false);
  CHECK(plain.charts.empty());
  CHECK(plain.specification.models.empty());
  CHECK(plain.background.empty());
  const auto page = page_of(three_trucks);
  CHECK(keys(page) == std::set<std::string>{"cost_per_distance", "range_by_condition",
                                            "cumulative_cost", "consumption_by_cause",
                                            "drive_cycle", "charge_curves"});
  REQUIRE(page.background.size() == 1);
  CHECK(page.background[0].table.rows.size() >= 5);
  CHECK(page.table.rows == plain.table.rows);
  for (const auto& each : page.charts) {
    CAPTURE(each.key);
    CHECK(test::is_sound(each.table));
    CHECK(test::is_sound(each.marks));
    CHECK(!each.title.empty());
  }
}

TEST_CASE("the parts of a bar add up to its total, and the total is the figure of the table") {
  const auto page = page_of(three_trucks);
  for (const char* key : {"cost_per_distance", "consumption_by_cause"})
    for (const auto& row : chart(page, key).table.rows) {
      double sum = 0.0;
      for (std::size_t c = 1; c + 1 < row.size(); ++c) sum += value(row[c]);
      CHECK(sum == Approx(value(row.back())).epsilon(1e-9));
    }
  const auto& costs = chart(page, "cost_per_distance").table;
  CHECK(value(row_named(costs, "Radar RD6, 86 kWh RWD · CN").back()) ==
        Approx(number(page.table, 1, "tco_usd_per_km")));
  const auto& energy = chart(page, "consumption_by_cause").table;
  CHECK(value(row_named(energy, "Radar RD6, 86 kWh RWD").back()) ==
        Approx(number(page.table, 1, "consumption_kwh_per_100km")).epsilon(1e-6));
}

TEST_CASE("bars are sorted: the cheapest and the most frugal come first, the farthest too") {
  const auto page = page_of(three_trucks);
  for (const auto& [key, column, rising] :
       {std::tuple{"cost_per_distance", -1, true}, std::tuple{"consumption_by_cause", -1, true},
        std::tuple{"range_by_condition", 1, false}}) {
    const auto& rows = chart(page, key).table.rows;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const auto at = column < 0 ? rows[i].size() - 1 : static_cast<std::size_t>(column);
      CHECK((value(rows[i - 1][at]) <= value(rows[i][at])) == rising);
    }
  }
}

TEST_CASE("ranges fall with cold, speed, load and trailer") {
  const auto page = page_of(three_trucks);
  const auto& table = chart(page, "range_by_condition").table;
  CHECK(table.rows.size() == 3);
  for (const auto& row : table.rows) {
    CHECK(value(row[table.index("range_city_cold_km")]) < value(row[table.index("range_city_km")]));
    CHECK(value(row[table.index("range_highway_cold_km")]) <
          value(row[table.index("range_highway_km")]));
  }
  const auto& truck = row_named(table, "Ford F-150 Lightning, Pro SR");
  CHECK(value(truck[table.index("range_city_km")]) ==
        Approx(number(page.table, 2, "range_city_km")));
  CHECK(value(truck[table.index("range_tow_km")]) == Approx(number(page.table, 2, "range_tow_km")));
  CHECK(value(truck[table.index("range_loaded_km")]) < number(page.table, 2, "range_km"));
}

TEST_CASE("cost so far begins with the purchase, rises, and ends with the total cost") {
  const auto page = page_of(three_trucks);
  const auto& table = chart(page, "cumulative_cost").table;
  std::vector<double> costs;
  for (const auto& row : table.rows)
    if (std::get<std::string>(row[1]) == "Radar RD6, 86 kWh RWD · CN")
      costs.push_back(value(row[3]));
  REQUIRE(costs.size() == 10);  // day 0, eight years, and resale
  for (std::size_t i = 1; i + 1 < costs.size(); ++i) CHECK(costs[i] > costs[i - 1]);
  CHECK(costs.back() < costs[costs.size() - 2]);
  CHECK(costs.back() == Approx(number(page.table, 1, "tco_usd")));
}

TEST_CASE("a truck that earns its price back is marked where it does") {
  // A dear truck that needs nothing against a cheap one that needs much.
  const std::string market =
      "[compare]\nvehicles = [\"radar_rd6:kwh63\", \"radar_rd6:kwh86\"]\nmarkets = [\"cn\"]\n"
      "baseline = \"radar_rd6:kwh63\"\n[cost]\nestimates = \"2026\"\n";
  auto catalog = shipped();
  auto options = test::options_with({{"vehicle.radar_rd6:kwh63.body.rolling_resistance", "0.03"},
                                     {"vehicle.radar_rd6:kwh63.price.msrp", "178000 CNY"},
                                     {"vehicle.radar_rd6:kwh86.price.msrp", "179000 CNY"}});
  options.page = options.charts = true;
  options.mode = model::Mode::blind;
  const auto page = study::run(catalog, scenario_of(market), options);
  const auto& drawn = chart(page, "cumulative_cost");
  REQUIRE(drawn.marks.rows.size() == 1);
  const double years = number(page.table, 1, "break_even_years");
  CHECK(value(drawn.marks.rows[0][2]) == Approx(years));
  CHECK(contains(std::get<std::string>(drawn.marks.rows[0][4]), "breaks even"));
}

TEST_CASE("lines are marked where they cross that of a baseline in another market") {
  const std::string compare =
      "[compare]\nvehicles = [\"ford_f150_lightning:pro_sr@us\", \"radar_rd6:kwh86@cn\"]\n"
      "baseline = \"radar_rd6:kwh86@cn\"\n[cost]\nestimates = \"2026\"\n";
  // One is cheaper to buy and dearer to drive, and the other way round.
  const auto drawn = [&](const char* lightning, const char* resistance) {
    auto catalog = shipped();
    auto options = test::options_with({{"vehicle.ford_f150_lightning.price.msrp", lightning},
                                       {"vehicle.ford_f150_lightning.body.road_load_a", resistance},
                                       test::registration});
    options.charts = true;
    options.mode = model::Mode::blind;
    return chart(study::run(catalog, scenario_of(compare), options), "cumulative_cost");
  };
  const auto cheaper = drawn("20000 USD", "200 lbf");
  REQUIRE(cheaper.marks.rows.size() == 1);
  CHECK(contains(std::get<std::string>(cheaper.marks.rows[0][4]), "is dearer after"));
  const double years = value(cheaper.marks.rows[0][2]);
  CHECK(years > 0.0);
  CHECK(years < 8.0);

  const auto dearer = drawn("60000 USD", "20 lbf");
  CHECK(dearer.marks.rows.empty());
  CHECK(contains(dearer.note, "No line crosses that of Radar RD6, 86 kWh RWD · CN before the drop: "
                              "what is dearer to buy stays dearer"));
}

TEST_CASE("without a baseline, lines are held against the truck that is cheapest to buy") {
  auto catalog = shipped();
  auto options = test::options_with({{"vehicle.radar_rd6:kwh63.body.rolling_resistance", "0.03"},
                                     {"vehicle.radar_rd6:kwh63.price.msrp", "178000 CNY"},
                                     {"vehicle.radar_rd6:kwh86.price.msrp", "179000 CNY"}});
  options.charts = true;
  options.mode = model::Mode::blind;
  const auto results =
      study::run(catalog,
                 scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\", \"radar_rd6:kwh63\"]\n"
                             "markets = [\"cn\"]\n[cost]\nestimates = \"2026\"\n"),
                 options);
  const auto& drawn = chart(results, "cumulative_cost");
  REQUIRE(drawn.marks.rows.size() == 1);
  CHECK(std::get<std::string>(drawn.marks.rows[0][1]) == "Radar RD6, 86 kWh RWD");
  CHECK(contains(drawn.note, "than Radar RD6, 63 kWh RWD has earned that back"));
}

TEST_CASE("charts alone do not bring the model's own errors and the trucks' values") {
  auto catalog = shipped();
  study::RunOptions options;
  options.charts = true;
  const auto results = study::run(catalog, scenario_of(one_truck), options);
  CHECK(results.charts.size() >= 4);
  CHECK(results.background.empty());
  CHECK(results.specification.models.empty());
}

TEST_CASE("the note of the ranges says that trucks with an engine have a tank too") {
  const auto note = [](const std::string& trucks) {
    auto catalog = shipped();
    study::RunOptions options;
    options.charts = true;
    const auto results =
        study::run(catalog, scenario_of("[compare]\nvehicles = [" + trucks + "]\n"), options);
    return chart(results, "range_by_condition").note;
  };
  CHECK(!contains(note("\"radar_rd6:kwh86\""), "tank"));
  CHECK(contains(note("\"radar_rd6:kwh86\", \"byd_shark_6:premium\""), "battery and tank"));
}

TEST_CASE("the answer names the cheapest truck of each market and the one that goes farthest") {
  const auto results = page_of(three_trucks, false);
  REQUIRE(results.answer.sentences.size() == 2);
  CHECK(contains(results.answer.sentences[0], "In China the Radar RD6 63 kWh RWD costs least"));
  CHECK(contains(results.answer.sentences[0], "less than the next, the Radar RD6 86 kWh RWD"));
  CHECK(contains(results.answer.sentences[0],
                 "in the United States the Ford F-150 Lightning Pro SR costs"));
  CHECK(contains(results.answer.sentences[1], "goes farthest"));
  const auto& ranking = results.answer.ranking;
  REQUIRE(ranking.rows.size() == 3);
  CHECK(number(ranking, 0, "rank") == 1.0);
  CHECK(number(ranking, 1, "rank") == 2.0);
  CHECK(number(ranking, 2, "rank") == 1.0);
  const double first = number(ranking, 0, "tco_usd_per_km");
  const double second = number(ranking, 1, "tco_usd_per_km");
  CHECK(number(ranking, 0, "to_next_percent") == Approx(100.0 * (second - first) / second));
  CHECK(test::is_null(ranking, 2, "to_next_percent"));
  CHECK(number(ranking, 0, "estimates") > 10.0);
}

TEST_CASE("every value of a specification with a source leads to one") {
  const auto specification = page_of(three_trucks).specification;
  REQUIRE(specification.models.size() == 4);  // two trucks, two markets
  CHECK(specification.models[0].trims.size() == 2);
  std::set<std::size_t> used;
  std::size_t estimated = 0;
  for (const auto& sheet : specification.models)
    for (const auto& row : sheet.rows) {
      CHECK(row.values.size() == sheet.trims.size());
      for (const auto& each : row.values) {
        if (!each) continue;
        CHECK(!each->text.empty());
        if (each->source) used.insert(*each->source);
        if (each->estimated) ++estimated;
        CHECK((each->source || each->estimated || each->rule.empty()));
      }
    }
  CHECK(estimated > 20);
  CHECK(used.size() > 5);
  CHECK(*used.rbegin() < specification.sources.size());
}

TEST_CASE("densities of the draws hold all of them, and chances of two trucks add up") {
  const auto page = page_of(three_trucks + "[monte_carlo]\nsamples = 300\nsampling = \"sobol\"\n");
  const auto& density = chart(page, "density_range_km").table;
  std::map<std::string, std::pair<double, double>> last;
  std::map<std::string, double> sums;
  for (const auto& row : density.rows) {
    const auto& name = std::get<std::string>(row[0]);
    if (last.contains(name)) sums[name] += (value(row[1]) - last[name].first) * value(row[2]);
    last[name] = {value(row[1]), value(row[2])};
  }
  CHECK(sums.size() == 3);
  for (const auto& [name, sum] : sums) CHECK(sum == Approx(100.0).epsilon(0.05));

  std::map<std::pair<std::string, std::string>, double> chances;
  for (const auto& row : chart(page, "chances_range_km").table.rows)
    chances[{std::get<std::string>(row[0]), std::get<std::string>(row[1])}] = value(row[2]);
  CHECK(chances.size() == 6);
  for (const auto& [pair, chance] : chances)
    CHECK(chance + chances.at({pair.second, pair.first}) == Approx(100.0));
  CHECK(contains(page.answer.sentences[0], "of the draws"));
  CHECK(page.inputs.seed == 1);
}

TEST_CASE("a sweep marks its least cost, and two axes become cells") {
  const std::string axis = "[[sweep]]\nkey = \"battery.energy_usable\"\nvalues = [\"60 kWh\", "
                           "\"80 kWh\", \"100 kWh\"]\nscale = \"pack\"\n";
  const auto line = page_of(one_truck + axis);
  const auto& sweep = chart(line, "sweep");
  CHECK(sweep.table.rows.size() == 3);
  REQUIRE(sweep.marks.rows.size() == 1);
  const std::size_t cost = sweep.table.index("tco_usd_per_km");
  for (const auto& row : sweep.table.rows)
    CHECK(value(row[cost]) >= value(sweep.marks.rows[0][cost]));
  CHECK(keys(line) == std::set<std::string>{"sweep"});
  CHECK(contains(line.answer.sentences.at(0), "Least cost per distance of the sweep"));

  const auto grid = page_of(
      one_truck + axis + "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"0 degC\", \"20 degC\"]\n");
  CHECK(chart(grid, "sweep_1").kind == study::ChartKind::cells);
  CHECK(chart(grid, "sweep_1").table.rows.size() == 6);
}

TEST_CASE("a value with which the truck falls behind is told beside the answer and wins nothing") {
  const auto with = [](const std::string& values) {
    return page_of(one_truck + "[[sweep]]\nkey = \"battery.energy_usable\"\nvalues = [" + values +
                   "]\nscale = \"pack\"\n");
  };
  const auto some = with("\"0.5 kWh\", \"60 kWh\"");
  CHECK(contains(some.answer.sentences.at(0), " at energy usable 60"));
  const auto& marks = chart(some, "sweep").marks;
  REQUIRE(marks.rows.size() == 1);
  CHECK(value(marks.rows[0][marks.index("battery_energy_usable_kwh")]) == 60.0);
  CHECK(contains(some.answer.sentences.at(0), " at energy usable 0.5 kWh has "));
  CHECK(contains(some.answer.sentences.at(0), "but is slower than the speed trace for"));
  CHECK(test::count_with(some.notes, " at energy usable 0.5 kWh is slower than the speed trace") ==
        1);
  const auto all = with("\"0.5 kWh\", \"0.6 kWh\"");
  CHECK(contains(all.answer.sentences.at(0), "where it is slower than the speed trace for"));
}

TEST_CASE("a tornado shows the weightiest inputs first") {
  const auto page =
      page_of(one_truck + "[sensitivity]\nmethod = \"tornado\"\noutcomes = [\"range_km\"]\n");
  const auto& table = chart(page, "sensitivity_range_km_1").table;
  REQUIRE(table.rows.size() > 3);
  CHECK(table.rows.size() <= 12);
  const auto span = [&](const auto& row) {
    return std::abs(value(row[table.index("at_high")]) - value(row[table.index("at_low")]));
  };
  for (std::size_t i = 1; i < table.rows.size(); ++i)
    CHECK(span(table.rows[i - 1]) >= span(table.rows[i]));
}

TEST_CASE("a trip shows the state of charge from start to destination") {
  auto catalog = shipped();
  study::RunOptions options;
  options.page = options.charts = true;
  const auto page = study::run(catalog, catalog.scenario("road_trip"), options);
  const auto& table = chart(page, "trip_charge").table;
  CHECK(value(table.rows.front()[2]) == 0.0);
  for (const auto& row : table.rows) {
    CHECK(value(row[3]) >= 0.0);
    CHECK(value(row[3]) <= 100.0);
  }
}

TEST_CASE("trucks that stop at pumps have no course of charge") {
  auto catalog = shipped();
  auto options = test::options_with({{"trip.distance", "900 km"}, {"trip.speed", "110 km/h"}});
  options.page = options.charts = true;
  const auto page = study::run(
      catalog, study::road_trip({"byd_shark_6:premium", "radar_rd6:kwh86"}, "us"), options);
  for (const auto& row : chart(page, "trip_charge").table.rows)
    CHECK(contains(std::get<std::string>(row[1]), "Radar RD6"));
}

TEST_CASE("the answer of a sensitivity study names what the figure hangs on") {
  const auto results = page_of(
      one_truck + "[sensitivity]\nmethod = \"tornado\"\noutcomes = [\"range_km\"]\n", false);
  REQUIRE(results.answer.sentences.size() == 2);
  CHECK(contains(results.answer.sentences[1],
                 "For the Radar RD6 86 kWh RWD, range on the duty hangs most on "));
}
