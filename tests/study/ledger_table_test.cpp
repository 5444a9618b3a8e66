// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ledger_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "evpickup/study/ledger_report.hpp"
#include "evpickup/study/ledger_section.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::find_section;
using test::number;
using test::text;

namespace {

// Enough for a truck to cost something in the United States.
const std::vector<study::Override> fees{test::registration,
                                        {"market.us.import.cn.freight", "1750 USD"}};

study::RunOptions options_with(std::vector<study::Override> more) {
  more.insert(more.begin(), fees.begin(), fees.end());
  return test::options_with(std::move(more));
}

study::Results report_of(const std::string& vehicles, std::vector<study::Override> more = {},
                         cost::View view = cost::View::economic, const std::string& cost = {}) {
  auto catalog = test::shipped();
  return study::ledger_report(
      catalog,
      test::scenario_of(cost + "[compare]\nmarkets = [\"us\"]\nvehicles = [" + vehicles + "]\n"),
      options_with(std::move(more)), view);
}

bool is_shown(const study::Table& table, std::size_t row) {
  return std::ranges::find(table.data_only_rows, row) == table.data_only_rows.end();
}

std::size_t row_of(const study::Table& table, const std::string& column, const std::string& value) {
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (text(table, row, column) == value) return row;
  throw std::out_of_range(value);
}

// The rows of a kind.
std::vector<std::size_t> rows_of(const study::Table& table, const std::string& kind) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (text(table, row, "row") == kind) rows.push_back(row);
  return rows;
}

const std::string rd6 = "\"radar_rd6:kwh86\"";
const std::string lightning = "\"ford_f150_lightning:pro_sr\"";

/// The ledgers of trucks in the United States with their charts.
study::Results charted(const std::string& vehicles) {
  auto catalog = test::shipped();
  auto options = options_with({});
  options.charts = true;
  return study::ledger_report(
      catalog,
      test::scenario_of("[cost]\nestimates = \"2026\"\n[compare]\nmarkets = [\"us\"]\n"
                        "vehicles = [" +
                        vehicles + "]\n"),
      options, cost::View::economic);
}

}  // namespace

TEST_CASE("the chart of a ledger's years adds up to its table, small items as one") {
  const auto results = charted(rd6);
  REQUIRE(results.charts.size() == 2);
  const auto& years = results.charts[0];
  CHECK(years.key == "cost_by_year");
  CHECK(years.table.columns.size() == 11);  // the year, eight items, the others, the sum
  CHECK(years.note.find("Other items: ") != std::string::npos);
  REQUIRE(years.table.rows.size() == 9);
  const auto total = rows_of(results.table, "total").front();
  for (std::size_t year = 0; year < 9; ++year) {
    const auto& row = years.table.rows[year];
    double sum = 0.0;
    for (std::size_t c = 1; c + 1 < row.size(); ++c) sum += std::get<double>(row[c]);
    CHECK(sum == Approx(std::get<double>(row.back())));
    CHECK(sum == Approx(number(results.table, total, "year_" + std::to_string(year) + "_usd")));
  }
  CHECK(results.charts[1].key == "cumulative_cost");
}

TEST_CASE("every truck of a ledger has a chart of its years, and all of them one line each") {
  const auto results = charted(rd6 + ", " + lightning);
  REQUIRE(results.charts.size() == 3);
  CHECK(results.charts[0].key != results.charts[1].key);
  CHECK(results.charts[1].title.find("F-150 Lightning") != std::string::npos);
  CHECK(report_of(rd6).charts.empty());
}

TEST_CASE("years add up to the sum, items to their group, and groups to the total") {
  const auto table = report_of(rd6, {{"market.us.finance.inflation", "2 %/yr"}}).table;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (text(table, row, "row") == "cumulative") continue;
    double years = 0.0;
    for (int year = 0; year <= 8; ++year)
      years += number(table, row, "year_" + std::to_string(year) + "_usd");
    CHECK(years == Approx(number(table, row, "sum_usd")));
  }
  for (const char* key : {"year_0_usd", "year_3_usd", "year_8_usd", "sum_usd", "npv_usd"}) {
    CAPTURE(key);
    double all = 0.0;
    for (const std::size_t group : rows_of(table, "group")) {
      double items = 0.0;
      for (const std::size_t item : rows_of(table, "item"))
        if (text(table, item, "group") == text(table, group, "group") &&
            text(table, item, "view") != "cash")
          items += number(table, item, key);
      CHECK(items == Approx(number(table, group, key)));
      all += items;
    }
    const auto totals = rows_of(table, "total");
    REQUIRE(totals.size() == 1);
    CHECK(all == Approx(number(table, totals.front(), key)));
  }
}

TEST_CASE("the total of a ledger is what a comparison tells as cost and plain sum") {
  auto catalog = test::shipped();
  const auto scenario =
      test::scenario_of("[compare]\nmarkets = [\"us\"]\nvehicles = [" + rd6 + "]\n");
  const auto run = study::run(catalog, scenario, options_with({}));
  const auto table = report_of(rd6).table;
  const std::size_t total = rows_of(table, "total").front();
  CHECK(number(table, total, "npv_usd") == Approx(number(run.table, 0, "tco_usd")));
  CHECK(number(table, total, "sum_usd") == Approx(number(run.table, 0, "plain_sum_usd")));
  const auto figures = report_of(rd6);
  const auto& section = find_section(figures, "figures")->table;
  CHECK(number(section, 0, "tco_usd_per_km") == Approx(number(run.table, 0, "tco_usd_per_km")));
  CHECK(number(section, 0, "annual_usd_per_year") ==
        Approx(number(run.table, 0, "annual_usd_per_year")));
}

TEST_CASE("an item that is zero is hidden from people and kept for data files, with its formula") {
  const auto table = report_of(rd6).table;
  const std::size_t petrol = row_of(table, "item", "petrol");
  CHECK_FALSE(is_shown(table, petrol));
  CHECK(number(table, petrol, "sum_usd") == 0.0);
  const std::size_t duty = row_of(table, "item", "duty_section_301");
  CHECK(is_shown(table, duty));
  CHECK(text(table, duty, "label") == "Duty: section 301");
  for (const std::size_t item : rows_of(table, "item"))
    CHECK_FALSE(text(table, item, "formula").empty());

  // A group of which nothing is shown has no sum either.
  const auto groups = rows_of(table, "group");
  const auto finance = std::ranges::find_if(
      groups, [&](std::size_t row) { return text(table, row, "group") == "Finance"; });
  REQUIRE(finance != groups.end());
  CHECK_FALSE(is_shown(table, *finance));
}

TEST_CASE("free-form lines of a scenario are told by their names") {
  const auto table = report_of(lightning, {}, cost::View::economic,
                               "[cost]\nlines.night_parking.per_year = \"600 USD/yr\"\n")
                         .table;
  const std::size_t row = row_of(table, "item", "line_night_parking");
  CHECK(text(table, row, "label") == "night parking");
  CHECK(is_shown(table, row));
  CHECK(number(table, row, "year_1_usd") == Approx(600.0));
  CHECK(number(table, row, "sum_usd") == Approx(4800.0));
}

TEST_CASE("real money has the same fee every year, nominal money one that grows") {
  const study::Override inflation{"market.us.finance.inflation", "10 %/yr"};
  const auto real = report_of(lightning, {inflation}).table;
  const auto nominal = report_of(lightning, {inflation, {"cost.money", "nominal"}}).table;
  const std::size_t row = row_of(real, "item", "registration");
  CHECK(number(real, row, "year_1_usd") == Approx(100.0));
  CHECK(number(real, row, "year_8_usd") == Approx(100.0));
  // In the middle of the first and of the last year.
  CHECK(number(nominal, row, "year_1_usd") == Approx(100.0 * std::pow(1.1, 0.5)));
  CHECK(number(nominal, row, "year_8_usd") == Approx(100.0 * std::pow(1.1, 7.5)));
  CHECK(number(real, row, "npv_usd") == Approx(number(nominal, row, "npv_usd")));
}

TEST_CASE("what has been spent so far ends at the net present value") {
  const auto table = report_of(rd6).table;
  const auto rows = rows_of(table, "cumulative");
  REQUIRE(rows.size() == 1);
  const std::size_t total = rows_of(table, "total").front();
  CHECK(number(table, rows.front(), "year_0_usd") == Approx(number(table, total, "year_0_usd")));
  CHECK(number(table, rows.front(), "year_8_usd") == Approx(number(table, total, "npv_usd")));
  CHECK(test::is_null(table, rows.front(), "sum_usd"));
}

TEST_CASE("with a loan both views have a total, and the chosen one shows its items") {
  const std::string loan =
      "[cost.loan]\ndown_payment = 0.2\napr = \"6 %/yr\"\nterm = \"60 month\"\n";
  const auto economic = report_of(lightning, {}, cost::View::economic, loan).table;
  const auto cash = report_of(lightning, {}, cost::View::cash, loan).table;
  const auto totals = rows_of(economic, "total");
  REQUIRE(totals.size() == 2);
  CHECK(text(economic, totals[0], "label") == "Total, economic view");
  CHECK(text(economic, totals[1], "label") == "Total, cash view");
  CHECK(number(economic, totals[1], "npv_usd") == Approx(number(cash, totals[1], "npv_usd")));

  CHECK(is_shown(economic, row_of(economic, "item", "price")));
  CHECK_FALSE(is_shown(economic, row_of(economic, "item", "down_payment")));
  CHECK_FALSE(is_shown(cash, row_of(cash, "item", "price")));
  CHECK(is_shown(cash, row_of(cash, "item", "down_payment")));
  CHECK(is_shown(cash, row_of(cash, "item", "tyres")));

  // The groups of a view add up to the total of that view.
  double npv = 0.0;
  for (const std::size_t group : rows_of(cash, "group")) npv += number(cash, group, "npv_usd");
  CHECK(npv == Approx(number(cash, totals[1], "npv_usd")));
}

TEST_CASE("the cash view wants a loan or a lease") {
  CHECK(contains(test::refusal_of([] { (void)report_of(lightning, {}, cost::View::cash); }),
                 "the scenario has neither"));
}

TEST_CASE("trucks without a cost are named, all of them, with what would help") {
  const std::string refusal = test::refusal_of([] {
    (void)report_of(
        "\"radar_rd6:kwh86\", \"radar_rd6:kwh63\"",
        {{"duty.grade", "40 %"}, {"duty.payload", "5000 kg"}, {"battery.energy_usable", "5 kWh"}});
  });
  CHECK(contains(refusal, "radar_rd6:kwh86: it cannot move on this duty"));
  CHECK(contains(refusal, "radar_rd6:kwh63: it cannot move on this duty"));
  const std::string priceless =
      test::refusal_of([] { (void)report_of("\"rivian_r1t:perf_dual_large\""); });
  INFO(priceless);
  CHECK(contains(priceless, "rivian_r1t:perf_dual_large: no source gives its price"));
}

TEST_CASE("several ledgers stand below one another, each under its own headings") {
  const auto results = report_of(rd6 + ", " + lightning);
  const auto& table = results.table;
  CHECK(rows_of(table, "total").size() == 2);
  CHECK(text(table, 0, "heading") == "Radar RD6, 86 kWh RWD: Purchase");
  CHECK(text(table, table.rows.size() - 1, "heading") == "Ford F-150 Lightning, Pro SR: All items");
  CHECK(test::is_sound(table));
  CHECK(find_section(results, "figures")->table.rows.size() == 2);
  // Both drive as far under the same rates: one sentence.
  REQUIRE(find_section(results, "figures")->remarks.size() == 1);
  CHECK(contains(find_section(results, "figures")->remarks[0],
                 "8 years and 160,000 km; costs fall in the middle of each year, resale on the "
                 "last day; discount rate"));
}

namespace {

// The section that a comparison shows.
study::Section section_of(const std::string& vehicles, const std::string& rest = {}) {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of("[cost]\nestimates = \"2026\"\n[compare]\nmarkets = "
                                          "[\"us\"]\nvehicles = [" +
                                          vehicles + "]\n" + rest);
  const auto results = study::run(catalog, scenario, {});
  for (const char* key : {"ledger_by_year", "ledger_by_case"})
    if (const auto* section = find_section(results, key)) return *section;
  return {};
}

}  // namespace

TEST_CASE("a comparison of one truck shows its ledger by year") {
  const auto section = section_of(rd6);
  CHECK(section.key == "ledger_by_year");
  CHECK(section.title == "Ledger of the first truck by year: Radar RD6, 86 kWh RWD, us");
  CHECK(section.grouped_by == "heading");
  // People see the item, nine columns of years, the sum and the value.
  CHECK(section.shown_columns == 13);
  CHECK(section.table.columns[1].key == "label");
  CHECK(section.table.columns[2].key == "year_0_usd");
  CHECK(section.table.columns[12].key == "npv_usd");
  CHECK(test::is_sound(section.table));
}

TEST_CASE("a truck in several markets has a column for each, and the totals of the comparison") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of(
      "[cost]\nestimates = \"2026\"\n[compare]\nbaseline = \"radar_rd6:kwh86@cn\"\nvehicles = "
      "[\"radar_rd6:kwh63@cn\", \"radar_rd6:kwh63@th\", \"radar_rd6:kwh63@br\", "
      "\"radar_rd6:kwh86@cn\", \"radar_rd6:kwh86@th\", \"radar_rd6:kwh86@br\", "
      "\"radar_rd6:kwh86@ae\"]\n");
  const auto results = study::run(catalog, scenario, {});
  const auto* section = find_section(results, "ledger_by_case");
  REQUIRE(section != nullptr);
  CHECK(contains(section->title, "What the truck costs in each market: Radar RD6, 86 kWh RWD"));
  REQUIRE(section->shown_columns == 6);
  CHECK(section->table.columns[2].label == "China");
  CHECK(section->table.columns[3].label == "Thailand");
  const std::size_t total = section->table.rows.size() - 1;
  CHECK(number(section->table, total, "radar_rd6_kwh86_br_usd") ==
        Approx(number(results.table, 5, "tco_usd")));
  // Rates differ from market to market, and each has its sentence.
  CHECK(test::count_with(section->remarks, "br: 8 years") == 1);
}

TEST_CASE("a few trucks stand side by side, and one that is named twice has two columns") {
  const auto section = section_of(rd6 + ", " + lightning + ", " + lightning);
  CHECK(section.key == "ledger_by_case");
  CHECK(section.title == "What each truck costs, net present value");
  CHECK(section.shown_columns == 5);
  CHECK(section.table.columns[2].label == "Radar RD6, 86 kWh RWD");
  CHECK(test::is_sound(section.table));
}

TEST_CASE("without a ledger there is no table of it") {
  CHECK_FALSE(study::ledger_section(study::Plan{}, {}).has_value());
  CHECK_THROWS_AS((void)study::ledger_by_year({}, cost::View::economic), std::logic_error);
}

TEST_CASE("trims of a file without a price are left out with a note while others have one") {
  const auto results = report_of("\"radar_rd6:*\"");
  CHECK(test::count_with(results.notes,
                         "radar_rd6:export_63 in us is left out: no source gives its "
                         "price, so that it has no cost.") == 1);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row)
    CHECK(test::text(results.table, row, "trim") != "export_63");
  // Named, it is refused.
  CHECK(contains(
      test::refusal_of([] { (void)report_of("\"radar_rd6:kwh86\", \"radar_rd6:export_63\""); }),
      "radar_rd6:export_63: no source gives its price"));
}
