// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/study/validation_quantities.hpp"
#include "sample.hpp"

using namespace evpickup;
using study::Statistic;
using study::ValidatedRow;
using study::ValidationKind;

namespace {

ValidatedRow row(double measured, double predicted) {
  ValidatedRow result;
  result.truck = "a:b";
  result.quantity = "range";
  result.measured = measured;
  result.predicted = predicted;
  return result;
}

/// Every quantity as some row of the shipped files uses it, with the kind of the file.
struct Used {
  const ValidationKind* kind;
  const model::ValidationRow* row;
};
std::vector<Used> used_rows(study::ValidationBench& bench) {
  std::vector<Used> rows;
  for (const auto& kind : study::validation_kinds()) {
    if (kind.key == "leave_one_out" || kind.key.starts_with("fastsim2")) continue;
    for (const auto& each : bench.file(std::string(kind.key)).rows) rows.push_back({&kind, &each});
  }
  return rows;
}

}  // namespace

TEST_CASE("an error is relative, or a difference in points") {
  CHECK(*row(200, 210).error() == doctest::Approx(5.0));
  ValidatedRow points = row(-12, -10.5);
  points.relative = false;
  CHECK(*points.error() == doctest::Approx(1.5));
  points.predicted.reset();
  CHECK(!points.error());
}

TEST_CASE("a prediction inside its band is not outside of it") {
  ValidatedRow band = row(70, 68);
  band.low = 67;
  band.high = 70;
  CHECK(*band.outside() == 0.0);
  band.predicted = 66.5;
  CHECK(*band.outside() == doctest::Approx(0.5));
  band.predicted = 71.0;
  CHECK(*band.outside() == doctest::Approx(1.0));
}

TEST_CASE("a summary tells mean, mean absolute and worst error of the rows that count") {
  const ValidationKind kind{"test", "test", model::Mode::blind, {}, nullptr};
  std::vector<ValidatedRow> rows{row(100, 104), row(100, 94), row(100, 101), row(100, 150)};
  rows[1].truck = "c:d";
  rows[3].counted = false;
  const auto summary = study::summarise(kind, rows);
  CHECK(summary.counted == 3);
  CHECK(summary.shown == 1);
  CHECK(summary.mean == doctest::Approx(-1.0 / 3.0));
  CHECK(summary.mean_absolute == doctest::Approx(11.0 / 3.0));
  CHECK(summary.worst == doctest::Approx(-6.0));
  CHECK(summary.worst_row == "c:d, range");
  CHECK(summary.missed.empty());
}

TEST_CASE("a bar that is missed is said with its name and its number") {
  const std::vector<ValidatedRow> rows{row(100, 103), row(100, 91)};
  const ValidationKind kind{"test",
                            "trucks on rails",
                            model::Mode::blind,
                            {{Statistic::mean_absolute, 6.5}, {Statistic::worst, 8.0}},
                            nullptr};
  const auto summary = study::summarise(kind, rows);
  REQUIRE(summary.missed.size() == 1);
  CHECK(summary.missed.front() == "trucks on rails: worst error 9.0 %, the bar is 8");
}

TEST_CASE("a kind with a bar and no row that counts misses its bar") {
  const ValidationKind kind{"test", "test", model::Mode::blind, {{Statistic::worst, 8.0}}, nullptr};
  CHECK(study::summarise(kind, {}).missed == std::vector<std::string>{"test: no row counts"});
}

TEST_CASE("every quantity has a row in the shipped files and predicts it within a factor of two") {
  model::Catalog catalog = test::shipped();
  study::ValidationBench bench(catalog);
  std::set<std::string> tried;
  for (const auto& [kind, each] : used_rows(bench)) {
    if (!tried.insert(each->quantity).second) continue;
    CAPTURE(each->quantity);
    const auto predicted =
        study::validation_quantity(each->quantity).predict({bench, *each, kind->mode});
    REQUIRE(predicted);
    CHECK(std::abs(*predicted) > 0.5 * std::abs(*each->measured));
    CHECK(std::abs(*predicted) < 2.0 * std::abs(*each->measured));
  }
  CHECK(tried.size() == study::validation_quantities().size());
}

TEST_CASE("a prediction without what it needs is nothing") {
  model::Catalog catalog = test::shipped();
  study::ValidationBench bench(catalog);
  model::ValidationRow bare;
  bare.vehicles = {"radar_rd6:kwh86"};
  for (const char* key : {"range", "range_change", "charge_time", "five_cycle_difference"}) {
    CAPTURE(key);
    CHECK(!study::validation_quantity(key).predict({bench, bare, model::Mode::blind}));
  }
}

TEST_CASE("the efficiency between battery and road solves its own definition") {
  const auto traction = units::newtons(800);
  const auto braking = units::newtons(400);
  const auto speed = units::metres_per_second(10);
  const double eta = 0.88;
  const auto battery = traction / eta - 0.95 * eta * braking + units::newtons(25);
  CHECK(study::battery_to_road(battery, traction, braking, speed) == doctest::Approx(eta));
}

TEST_CASE("rows say how they were predicted and what they share with their source") {
  model::Catalog catalog = test::shipped();
  const auto validation = study::validate(catalog, {.kinds = {"towing", "charging"}, .threads = 0});
  const auto& table = validation.results.table;
  const auto text = [&](std::size_t at, const char* column) {
    return std::get<std::string>(table.at(at, column));
  };
  int calibration = 0;
  int shared_charges = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (text(i, "mode") == "calibration") {
      ++calibration;
      CHECK(text(i, "same_source") == "yes");
      CHECK(text(i, "counted") == "no");
    }
    if (text(i, "kind") == "fast charging" && text(i, "same_source") == "yes") {
      ++shared_charges;
      CHECK(text(i, "counted") == "no");
    }
    if (text(i, "counted") == "no") CHECK(!text(i, "remark").empty());
  }
  CHECK(calibration == 1);
  CHECK(shared_charges >= 2);
  CHECK(validation.results.sections.front().key == "summary");
  CHECK(validation.results.sections.front().table.rows.size() == 2);
}

TEST_CASE("the chart of errors has every row with an error, and what its bar allows") {
  model::Catalog catalog = test::shipped();
  std::vector<std::size_t> told;
  study::ValidationOptions options{.kinds = {"towing", "cold"}};
  options.progress = [&](std::size_t done, std::size_t all, std::string_view what) {
    CHECK(all == 2);
    CHECK(what == "kinds");
    told.push_back(done);
  };
  const auto validation = study::validate(catalog, options);
  CHECK(told == std::vector<std::size_t>{0, 1, 2});
  const auto& table = validation.results.table;
  std::size_t with_error = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (std::holds_alternative<double>(table.at(i, "error"))) ++with_error;
  REQUIRE(validation.results.charts.size() == 1);
  const auto& chart = validation.results.charts.front();
  CHECK(chart.table.rows.size() == with_error);
  std::vector<std::pair<std::string, double>> marks;
  for (const auto& row : chart.marks.rows)
    marks.emplace_back(std::get<std::string>(row[1]), std::get<double>(row[3]));
  REQUIRE(marks.size() == 4);
  CHECK(marks[0] == std::pair<std::string, double>{"allowed_mean", 6.0});
  CHECK(marks[1].first == "mean");
  CHECK(marks[2] == std::pair<std::string, double>{"allowed_each", 4.0});
  CHECK(marks[3].second ==
        doctest::Approx(std::get<double>(
            validation.results.sections.front().table.at(1, "mean_absolute_error"))));
}

TEST_CASE("a truck left out of the calibration is predicted by the others") {
  model::Catalog catalog = test::shipped();
  const auto validation = study::validate(catalog, {.kinds = {"leave_one_out"}, .threads = 0});
  CHECK(validation.results.table.rows.size() == 8);
  const auto& sections = validation.results.sections;
  const auto calibration = std::ranges::find(sections, "calibration", &study::Section::key);
  REQUIRE(calibration != sections.end());
  CHECK(calibration->table.rows.size() == 5);
  // Two columns of names, in use, fitted, and one for each truck that is left out.
  CHECK(calibration->table.columns.size() == 8);
}

TEST_CASE("an unknown kind of validation is refused with the likely one") {
  model::Catalog catalog = test::shipped();
  const std::string message =
      test::refusal_of([&] { (void)study::validate(catalog, {.kinds = {"towin"}, .threads = 0}); });
  CHECK(test::contains(message, "there is no kind of validation \"towin\""));
  CHECK(test::contains(message, "towing"));
}
