// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/cost/metrics.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "sample.hpp"

/// Cases of money that others have computed, run from their files: tests/golden/README.md.
using namespace evpickup;
using doctest::Approx;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path{EVPICKUP_TEST_SOURCE_DIR} / "tests" / "golden";
constexpr double half_a_cent = 0.005;

/// Cells of a table's rows below its heading; comments and empty lines left out.
std::vector<std::vector<std::string>> rows_of(const fs::path& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines{base::read_text_file(path)->text};
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line.front() != '#') rows.push_back(base::split(line, ','));
  REQUIRE(rows.size() > 1);
  rows.erase(rows.begin());
  return rows;
}

/// What must come out: an item in a year, or the total over all years.
struct Line {
  std::string item;
  int year = 0;
  double nominal = 0.0;
  double discounted = 0.0;
};

std::vector<Line> lines_of(const fs::path& path) {
  std::vector<Line> lines;
  for (const auto& row : rows_of(path)) {
    REQUIRE(row.size() == 4);
    lines.push_back(
        {row[0], row[1].empty() ? -1 : std::stoi(row[1]), std::stod(row[2]), std::stod(row[3])});
  }
  return lines;
}

/// All scenarios with a table beside them, by path and sorted.
std::vector<fs::path> golden_scenarios(const std::string& among = "") {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder / among)) {
    fs::path table = entry.path();
    if (entry.path().extension() == ".toml" && fs::exists(table.replace_extension(".csv")))
      found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

fs::path table_of(fs::path scenario) { return scenario.replace_extension(".csv"); }

/// The way of a run from its files to the ledger.
cost::Ledger ledger_of(const fs::path& path) {
  auto catalog = test::shipped();
  const auto scenario = study::ready_scenario(catalog.scenario(path.string()), {});
  const study::Plan plan = study::make_plan(catalog, scenario, {});
  REQUIRE(plan.cases.size() == 1);
  const study::EnergyFigures none;
  const std::vector<const study::EnergyFigures*> energy{&none};
  const auto all = study::ledgers(plan, energy, scenario.currency(), catalog.exchange_rates());
  REQUIRE(all[0].has_value());
  return *all[0]->ledger;
}

double flow(const cost::Ledger& ledger, const std::string& key, int year) {
  const cost::Item* item = ledger.find(key);
  REQUIRE_MESSAGE(item != nullptr, key);
  return item->flows_cur(year, 0);
}

void check_to_the_cent(double actual, double expected) {
  CAPTURE(actual);
  CAPTURE(expected);
  CHECK(std::abs(actual - expected) < half_a_cent);
}

}  // namespace

TEST_CASE("every line of the golden money cases comes out to the cent, and no other") {
  const auto scenarios = golden_scenarios();
  CHECK(scenarios.size() >= 16);
  for (const fs::path& path : scenarios) {
    CAPTURE(path.filename().string());
    const auto ledger = ledger_of(path);
    std::set<std::pair<std::string, int>> told;
    for (const Line& line : lines_of(table_of(path))) {
      CAPTURE(line.item);
      CAPTURE(line.year);
      if (line.item == "total") {
        check_to_the_cent(cost::plain_sum(ledger, 0).amount, line.nominal);
        check_to_the_cent(cost::net_present_value(ledger, 0).amount, line.discounted);
        continue;
      }
      const cost::Item* item = ledger.find(line.item);
      REQUIRE(item != nullptr);
      REQUIRE(line.year <= ledger.years);
      check_to_the_cent(item->flows_cur(line.year, 0), line.nominal);
      check_to_the_cent(item->discounted_cur(line.year, 0), line.discounted);
      told.emplace(line.item, line.year);
    }
    for (const cost::Item& item : ledger.items)
      for (int year = 0; year <= ledger.years; ++year)
        if (!told.contains({item.key, year})) {
          CAPTURE(item.key);
          CAPTURE(year);
          check_to_the_cent(item.flows_cur(year, 0), 0.0);
        }
  }
}

TEST_CASE("a run of a golden money case tells its totals") {
  auto catalog = test::shipped();
  for (const fs::path& path : golden_scenarios()) {
    CAPTURE(path.filename().string());
    const auto results = study::run(catalog, catalog.scenario(path.string()), {});
    const auto lines = lines_of(table_of(path));
    const auto total = std::ranges::find(lines, "total", &Line::item);
    REQUIRE(total != lines.end());
    check_to_the_cent(test::number(results.table, 0, "plain_sum_usd"), total->nominal);
    check_to_the_cent(test::number(results.table, 0, "tco_usd"), total->discounted);
  }
}

TEST_CASE("upkeep by EPA's OMEGA model comes out to nine digits") {
  const auto scenarios = golden_scenarios("omega");
  REQUIRE(scenarios.size() == 4);
  for (const fs::path& path : scenarios) {
    CAPTURE(path.filename().string());
    const auto ledger = ledger_of(path);
    int upkeep = 0;
    for (const Line& line : lines_of(table_of(path))) {
      if (line.item != "maintenance" && line.item != "repair") continue;
      CHECK(flow(ledger, line.item, line.year) == Approx(line.nominal).epsilon(1e-9));
      ++upkeep;
    }
    CHECK(upkeep == 15 + 13);
  }
}

TEST_CASE("the cases that T3CO ships come out as it prints them") {
  // Its results file of 24 July 2022: manufacturer's price, and what is discounted in all.
  struct Printed {
    std::string scenario;
    double price, total;
  };
  for (const auto& [scenario, price, total] :
       {Printed{"class8_conventional_4y", 141075.34, 375905.3666},
        Printed{"class8_electric_4y", 426679.7257, 747957.1872},
        Printed{"class8_hybrid_4y", 152026.2028, 377825.5299}}) {
    CAPTURE(scenario);
    const auto ledger = ledger_of(folder / "t3co" / (scenario + ".toml"));
    double components = 0.0;
    for (const cost::Item& item : ledger.items)
      if (item.key.starts_with("price_")) components += item.flows_cur(0, 0);
    check_to_the_cent(components, price);
    check_to_the_cent(cost::net_present_value(ledger, 0).amount, total);
  }
}

TEST_CASE("hours in which a truck stands still cost what one computes by hand") {
  // The first year: 17,986 mi, 8 h planned, 0.0002 h/mi unplanned, new tyres of 1 h each 50,000 mi,
  // and 17,986 / 194.52 full charges of 0.86 h + 0.1 h; 40 USD/h and 25 USD/h.
  const auto ledger = ledger_of(folder / "t3co" / "pickup_electric_downtime_5y.toml");
  const double workshop_h = 8.0 + 3.5972 + 0.35972;
  check_to_the_cent(flow(ledger, "downtime", 1), 40.0 * workshop_h);
  const double charging_h = 17986.0 / 194.52380952380955 * 0.96;
  check_to_the_cent(flow(ledger, "refuelling_downtime", 1), 40.0 * charging_h);
  check_to_the_cent(flow(ledger, "refuelling_labour", 1), 25.0 * charging_h);
  // The fifth: 14,726 mi, 0.00028 h/mi.
  check_to_the_cent(flow(ledger, "downtime", 5), 40.0 * (8.0 + 4.12328 + 0.29452));
}

TEST_CASE("the market of the United States keeps EPA's table of maintenance, job by job") {
  auto catalog = test::shipped();
  const model::Market market = catalog.market("us");
  const auto words = [](std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char letter) {
      return std::isalnum(letter) ? static_cast<char>(std::tolower(letter)) : '_';
    });
    return name;
  };
  // Columns: item, cost, and miles between two for combustion, hybrid, plug-in hybrid, electric.
  std::vector<double> usd_per_mile(4, 0.0);
  std::size_t jobs = 0;
  for (const auto& row : rows_of(folder / "omega" / "maintenance_components.csv")) {
    REQUIRE(row.size() == 6);
    CAPTURE(row[0]);
    const double cost = std::stod(row[1]);
    for (std::size_t kind = 0; kind < 4; ++kind)
      if (const double every = std::stod(row[kind + 2]); every > 0.0)
        usd_per_mile[kind] += cost / every;

    // What is shipped: tyres have a line of their own.
    for (const auto& [kind, services] : {std::pair{0, &market.ownership.combustion.services},
                                         std::pair{3, &market.ownership.services}}) {
      const double every = std::stod(row[static_cast<std::size_t>(kind) + 2]);
      if (every == 0.0) {
        CHECK_FALSE(services->contains(words(row[0])));
      } else if (row[0] == "Tires Replaced") {
        CHECK(market.ownership.tyres->amount_per_si * units::metres_per_mile ==
              Approx(cost / every));
      } else {
        REQUIRE(services->contains(words(row[0])));
        const model::Service& service = services->at(words(row[0]));
        CHECK(units::in_miles(*service.every) == Approx(every));
        CHECK(service.cost->amount == Approx(cost));
        ++jobs;
      }
    }
  }
  CHECK(jobs == market.ownership.services.size() + market.ownership.combustion.services.size());

  // Argonne's 10.1 and 6.1 cents a mile, and 9.413 and 8.980 between them.
  const std::vector<double> cents{10.139, 9.413, 8.980, 6.142};
  for (std::size_t kind = 0; kind < 4; ++kind)
    CHECK(std::abs(100.0 * usd_per_mile[kind] - cents[kind]) <= 0.0005);
  const auto in_cents = [&](const model::Sourced<units::DistancePrice>& rate) {
    return 100.0 * (rate->amount_per_si + market.ownership.tyres->amount_per_si) *
           units::metres_per_mile;
  };
  CHECK(in_cents(market.ownership.combustion.maintenance) == Approx(10.14).epsilon(1e-9));
  CHECK(in_cents(market.ownership.maintenance) == Approx(6.14).epsilon(1e-9));
}

TEST_CASE("the jobs of the table add up to Argonne's cents a mile in the ledger") {
  // 18 million miles hold each interval a whole number of times.
  auto catalog = test::shipped();
  constexpr double miles = 18e6;
  for (const auto& [trim, cents] : {std::pair{"petrol", 10.139}, std::pair{"electric", 6.142}}) {
    CAPTURE(trim);
    const auto scenario = study::ready_scenario(
        test::scenario_of("years = 1\n[cost]\nmaintenance = \"events\"\n[compare]\nmarkets = "
                          "[\"us\"]\nvehicles = [\"" EVPICKUP_TEST_SOURCE_DIR
                          "/tests/data/good/measured_pickup.toml:" +
                          std::string{trim} + "\"]\n"),
        test::options_with({test::registration}));
    const study::Plan plan =
        study::make_plan(catalog, scenario, test::options_with({test::registration}));
    model::AnnualUse use;
    use.distance = units::miles(miles);
    const cost::Case one = study::case_of(plan.cases.front(), {use});
    const auto ledger =
        cost::build_ledger(cost::compile({&one, 1}, scenario.currency(), catalog.exchange_rates()));
    const double level = std::sqrt(1.0 + ledger.inflation_per_year(0));
    const double usd = flow(ledger, "maintenance", 1) + flow(ledger, "tyres", 1);
    CHECK(std::abs(100.0 * usd / level / miles - cents) <= 0.0005);
  }
}

TEST_CASE("a golden case made worse is found out") {
  // The lines are compared, not passed over: with another price of petrol they differ.
  auto catalog = test::shipped();
  const fs::path path = folder / "published" / "fuel_mpg_20.toml";
  const auto results =
      study::run(catalog, catalog.scenario(path.string()),
                 test::options_with({{"market.fuel_alone.energy.petrol", "3.68 USD/gal"}}));
  CHECK(test::number(results.table, 0, "tco_usd") == Approx(2760.0));
}
