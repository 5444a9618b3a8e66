// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_ageing.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/spec/csv.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;
namespace base = evpickup::base;
namespace spec = evpickup::spec;

namespace {

units::Time days(double x) { return units::hours(24.0 * x); }
units::Rate per_hour(double x) { return x / units::hours(1); }

const energy::AgeingLaw& law_named(const std::string& name) {
  const auto* law = energy::find_ageing_law(name);
  REQUIRE(law != nullptr);
  return *law;
}
const energy::AgeingLaw& lfp() { return law_named("lfp_250ah"); }

// Days that are all driven on, each with one charge.
energy::BatteryStress stretch(double count, double celsius, double highest, double depth) {
  return {.duration = days(count),
          .cells = units::celsius(celsius),
          .driving_share = 1.0,
          .highest_charge = highest,
          .depth = depth,
          .cycles = depth};
}

energy::BatteryHealth after(const energy::BatteryHealth& health, const energy::AgeingLaw& law,
                            const energy::BatteryStress& stress) {
  return energy::after(health, law, {&stress, 1});
}

double capacity_after(const energy::AgeingLaw& law, const energy::BatteryStress& stress) {
  return after({}, law, stress).capacity();
}

// A run of BLAST-Lite: constant conditions, capacity after each of ten years of 365 days.
struct GoldenRun {
  double celsius, highest, depth;
  std::array<double, 10> capacity;
  double calendar_rate, cycle_rate;
};

std::vector<GoldenRun> golden_runs(const std::string& file) {
  const auto table = spec::read_csv(
      base::read_text_file(std::string{EVPICKUP_TEST_SOURCE_DIR} + "/tests/golden/blast/" + file));
  const auto cell = [&](const std::string& name, std::size_t row) {
    const auto* column = table.find(name);
    REQUIRE(column != nullptr);
    return column->values[row];
  };
  std::vector<GoldenRun> runs;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    GoldenRun run{cell("temperature", row), cell("highest_charge", row),
                  cell("depth", row),       {},
                  cell("kcal", row),        cell("kcyc", row)};
    for (std::size_t year = 0; year < run.capacity.size(); ++year)
      run.capacity[year] = cell("y" + std::to_string(year + 1), row);
    runs.push_back(run);
  }
  REQUIRE(runs.size() == 9);
  return runs;
}

// The laws that have golden runs, and their files.
const std::vector<std::pair<std::string, std::string>> golden_laws{
    {"lfp_250ah", "lfp_gr_250ah.csv"}, {"nmc811_mj1", "nmc811_mj1.csv"}};

// Mean calendar rate of the golden day: 9 h, 10 h and 5 h at three levels.
double day_rate(const energy::AgeingLaw& law, const GoldenRun& run) {
  const auto at = [&](double charge) {
    return energy::calendar_rate(law, charge, units::celsius(run.celsius));
  };
  return (9.0 * at(run.highest) + 10.0 * at(run.highest - 0.5 * run.depth) +
          5.0 * at(run.highest - run.depth)) /
         24.0;
}

// BLAST-Lite's mean charging rate leaves out half an hour at both ends of the day.
double golden_cycle_rate(const energy::AgeingLaw& law, const GoldenRun& run) {
  return energy::cycle_rate(law, run.depth, per_hour(0.875 * 2.0 * run.depth / 24.0),
                            units::celsius(run.celsius));
}

// BLAST-Lite's own step: the slope at the start of a day holds for the whole of it.
double stepped(double loss, double rate, double power, double x) {
  if (loss == 0.0) return rate * std::pow(x, power);
  return loss + rate * power * std::pow(loss / rate, (power - 1.0) / power) * x;
}

}  // namespace

TEST_CASE("the rates of the golden runs come out to twelve digits") {
  for (const auto& [name, file] : golden_laws) {
    CAPTURE(name);
    const auto& law = law_named(name);
    for (const GoldenRun& run : golden_runs(file)) {
      CAPTURE(run.celsius);
      CHECK(day_rate(law, run) == Approx(run.calendar_rate).epsilon(1e-12));
      CHECK(golden_cycle_rate(law, run) == Approx(run.cycle_rate).epsilon(1e-12));
    }
  }
}

TEST_CASE("stepped by day as BLAST-Lite does, the golden capacities come out to ten digits") {
  for (const auto& [name, file] : golden_laws) {
    CAPTURE(name);
    const auto& law = law_named(name);
    for (const GoldenRun& run : golden_runs(file)) {
      const double calendar_rate = day_rate(law, run);
      const double cycle_rate = golden_cycle_rate(law, run);
      double calendar = 0.0;
      double cycle = 0.0;
      for (int day = 1; day <= 3650; ++day) {
        calendar = stepped(calendar, calendar_rate, law.calendar.power, 1.0);
        cycle = stepped(cycle, cycle_rate, law.cycle.power, run.depth);
        if (day % 365 == 0)
          CHECK(1.0 - calendar - cycle ==
                Approx(run.capacity[static_cast<std::size_t>(day / 365 - 1)]).epsilon(1e-10));
      }
    }
  }
}

TEST_CASE("the closed form meets every golden capacity within 0.1 %") {
  // What is left is BLAST-Lite's mean charging rate (LFP, 0.07 %) and its steps of a day (NMC811,
  // 0.05 %).
  for (const auto& [name, file] : golden_laws) {
    CAPTURE(name);
    const auto& law = law_named(name);
    double worst = 0.0;
    for (const GoldenRun& run : golden_runs(file)) {
      energy::BatteryHealth health;
      for (const double expected : run.capacity) {
        health = after(health, law, stretch(365, run.celsius, run.highest, run.depth));
        worst = std::max(worst, std::abs(health.capacity() / expected - 1.0));
      }
    }
    CHECK(worst < (name == "lfp_250ah" ? 7.1e-4 : 5.2e-4));
  }
}

TEST_CASE("a traction cell of NMC at 25 degC ends within the range of the linear law") {
  const auto slow = energy::linear_fade(energy::slow_linear_fade);
  const auto fast = energy::linear_fade(energy::fast_linear_fade);
  const auto ten_years = stretch(3650, 25, 1.0, 0.3);
  int compared = 0;
  for (const GoldenRun& run : golden_runs("nmc_gr_50ah_b1.csv")) {
    if (run.celsius != 25.0) continue;
    CHECK(run.capacity.back() < capacity_after(slow, ten_years));
    CHECK(run.capacity.back() > capacity_after(fast, ten_years));
    ++compared;
  }
  CHECK(compared == 3);
}

TEST_CASE("the linear law is 1 - f t in any weather and use") {
  for (const double years : {0.0, 0.5, 5.0, 8.0, 20.0})
    for (const double celsius : {-20.0, 25.0, 45.0})
      for (const double depth : {0.0, 1.0}) {
        const auto stress = stretch(365.25 * years, celsius, 1.0, depth);
        for (const double fade : {0.015, 0.018, 0.023, 0.03})
          CHECK(std::abs(capacity_after(energy::linear_fade(units::per_year(fade)), stress) -
                         (1.0 - fade * years)) < 1e-15);
      }
  // 2.3 % a year leaves 81.6 % after eight years (Geotab's study of 2025, by evshift.com), 1.8 % a
  // year 91 % after five (of 2024, by electriquity.com).
  CHECK(capacity_after(law_named("linear"), stretch(8 * 365.25, 25, 1.0, 0.3)) ==
        Approx(0.816).epsilon(1e-15));
  CHECK(capacity_after(energy::linear_fade(units::per_year(0.018)),
                       stretch(5 * 365.25, 25, 1.0, 0.3)) == Approx(0.91).epsilon(1e-15));
  // 50 years of 2.3 % are more than there is.
  CHECK(capacity_after(law_named("linear"), stretch(50 * 365.25, 25, 1.0, 0.3)) == 0.0);
}

TEST_CASE("parts of a stretch add up to the stretch") {
  for (const auto& law : energy::ageing_laws()) {
    CAPTURE(law.name);
    const double whole = capacity_after(law, stretch(3650, 25, 0.9, 0.4));
    energy::BatteryHealth health;
    for (const double part : {1.0, 29.0, 335.0, 0.5, 1284.5, 2000.0})
      health = after(health, law, stretch(part, 25, 0.9, 0.4));
    CHECK(std::abs(health.capacity() - whole) < 1e-12);
  }
}

TEST_CASE("wear of different stretches adds up in any order, and by number") {
  const std::array warm_first{stretch(200, 35, 1.0, 0.8), stretch(165, 12, 0.8, 0.2)};
  const std::array cold_first{warm_first[1], warm_first[0]};
  for (const auto& law : energy::ageing_laws()) {
    CAPTURE(law.name);
    const double expected = energy::after({}, law, warm_first).capacity();
    CHECK(std::abs(energy::after({}, law, cold_first).capacity() - expected) < 1e-12);

    energy::BatteryHealth by_year;
    for (int year = 0; year < 7; ++year) by_year = energy::after(by_year, law, warm_first);
    const auto one = energy::wear(law, warm_first);
    const energy::BatteryWear seven{7.0 * one.calendar, 7.0 * one.cycle};
    CHECK(std::abs(energy::after({}, law, seven).capacity() - by_year.capacity()) < 1e-12);
  }
}

TEST_CASE("changing conditions go on from the loss that there is") {
  // By hand for LFP: a year at 35 degC is worth some days at 12 degC, from which the law goes on.
  const auto hot = stretch(365, 35, 1.0, 0.0);
  const auto mild = stretch(365, 12, 1.0, 0.0);
  const double k_hot = energy::calendar_rate(lfp(), 1.0, hot.cells);
  const double k_mild = energy::calendar_rate(lfp(), 1.0, mild.cells);
  const double worth_days = std::pow(k_hot * std::pow(365.0, 0.526) / k_mild, 1.0 / 0.526);
  CHECK(worth_days > 10 * 365.0);
  CHECK(after(after({}, lfp(), hot), lfp(), mild).calendar_loss ==
        Approx(k_mild * std::pow(worth_days + 365.0, 0.526)).epsilon(1e-12));
}

TEST_CASE("capacity never rises, whatever the conditions") {
  for (const auto& law : energy::ageing_laws()) {
    CAPTURE(law.name);
    energy::BatteryHealth health;
    double before = 1.0;
    for (int i = 0; i < 3000; ++i) {
      // Conditions that hop around: short and long, hot and cold, with and without use.
      const double depth = 0.1 * (i % 11);
      auto stress = stretch(0.001 + i % 7, -10.0 + 5.0 * (i % 12), 1.0, depth);
      stress.driving_share = 0.25 * (i % 5);
      health = after(health, law, stress);
      CHECK(health.capacity() <= before);
      before = health.capacity();
    }
    CHECK(before < 1.0);
    // Nothing wears nothing.
    const auto same = energy::after(health, law, std::span<const energy::BatteryStress>{});
    CHECK(same.calendar_loss == health.calendar_loss);
    CHECK(same.cycle_loss == health.cycle_loss);
  }
}

TEST_CASE("a battery of LFP that is used more is never healthier") {
  // At the same depth: charged more often.
  for (const double celsius : {10.0, 25.0, 45.0})
    for (const double years : {0.1, 1.0, 10.0}) {
      auto stress = stretch(365 * years, celsius, 1.0, 0.8);
      double before = 2.0;
      for (double cycles = 0.8; cycles < 4.0; cycles += 0.1) {
        stress.cycles = cycles;
        const double capacity = capacity_after(lfp(), stress);
        CHECK(capacity < before);
        before = capacity;
      }
      // On more of the days, in the cycle loss. The calendar loss gains from less charge.
      double loss_before = -1.0;
      for (double share = 0.0; share <= 1.0; share += 0.125) {
        stress.driving_share = share;
        const double loss = after({}, lfp(), stress).cycle_loss;
        CHECK(loss > loss_before);
        loss_before = loss;
      }
    }
}

TEST_CASE("a battery of LFP that is drained deeper each day is never healthier, up to 25 degC") {
  for (const double celsius : {10.0, 15.0, 20.0, 25.0})
    for (const double years : {1.0, 3.0, 10.0})
      for (const double highest : {0.9, 1.0}) {
        CAPTURE(celsius);
        CAPTURE(years);
        double before = 2.0;
        for (int percent = 0; percent <= 100; percent += 2) {
          const double depth = 0.01 * percent;
          const auto stress = stretch(365 * years, celsius, std::max(highest, depth), depth);
          const double capacity = capacity_after(lfp(), stress);
          CHECK(capacity < before);
          before = capacity;
        }
      }
}

TEST_CASE("in great heat time at full charge costs a battery of LFP more than deeper cycles do") {
  const auto gain = [](double celsius) {
    return capacity_after(lfp(), stretch(3650, celsius, 1.0, 0.8)) -
           capacity_after(lfp(), stretch(3650, celsius, 1.0, 0.3));
  };
  CHECK(gain(45) > 0.0);
  CHECK(gain(25) < -0.03);
}

TEST_CASE("calendar ageing grows with temperature and with state of charge") {
  for (const std::string name : {"lfp_250ah", "nmc811_mj1"}) {
    CAPTURE(name);
    const auto& law = law_named(name);
    for (const double charge : {0.2, 0.5, 0.8, 1.0}) {
      double before = 0.0;
      for (double celsius = 0.0; celsius <= 50.0; celsius += 1.0) {
        const double rate = energy::calendar_rate(law, charge, units::celsius(celsius));
        CHECK(rate > before);
        before = rate;
      }
    }
    double before = 0.0;
    for (double charge = 0.0; charge <= 1.0; charge += 0.01) {
      const double rate = energy::calendar_rate(law, charge, units::celsius(25));
      CHECK(rate > before);
      before = rate;
    }
  }
}

TEST_CASE("a parked truck loses by the calendar alone") {
  auto stress = stretch(3650, 25, 0.8, 0.5);
  stress.driving_share = 0.0;
  const auto parked = after({}, lfp(), stress);
  CHECK(parked.cycle_loss == 0.0);
  CHECK(parked.calendar_loss ==
        Approx(energy::calendar_rate(lfp(), 0.8, stress.cells) * std::pow(3650.0, 0.526))
            .epsilon(1e-12));
  // The same as driving nowhere.
  const auto idle = after({}, lfp(), stretch(3650, 25, 0.8, 0.0));
  CHECK(idle.cycle_loss == 0.0);
  CHECK(idle.calendar_loss == Approx(parked.calendar_loss).epsilon(1e-12));
}

TEST_CASE("only LFP has a law of its own by default") {
  using model::Chemistry;
  CHECK(energy::default_ageing_law(Chemistry::lfp).name == "lfp_250ah");
  for (const auto chemistry : {Chemistry::nmc, Chemistry::nca, Chemistry::ncma})
    CHECK(energy::default_ageing_law(chemistry).name == "linear");
  CHECK(energy::default_ageing_law(std::nullopt).name == "linear");
  CHECK(energy::find_ageing_law("none such") == nullptr);
}

TEST_CASE("conditions beyond a law's tests are told, with their share of the time") {
  auto winter = stretch(90, 5, 1.0, 0.3);
  winter.charging_rate = per_hour(1.5);
  winter.driving_share = 0.5;
  const std::array year{winter, stretch(270, 25, 1.0, 0.9)};
  const auto beyond = energy::extrapolation(lfp(), year);
  CHECK(beyond.any());
  CHECK(beyond.colder == Approx(0.25));
  CHECK(beyond.warmer == 0.0);
  CHECK(beyond.depth == Approx(0.125));
  CHECK(beyond.charge == 0.0);
  CHECK(beyond.charging_rate == Approx(0.125));
  const auto told = energy::notes(lfp(), beyond);
  REQUIRE(told.size() == 3);
  CHECK(told[0] ==
        "battery ageing by the law lfp_250ah goes beyond its tests for 25 % of the time: "
        "cells colder than 10 degC");

  // MJ1 from 90 to 10 % is within its tests, from 100 to 50 % or from 50 to 5 % is not.
  const auto& mj1 = law_named("nmc811_mj1");
  const auto charge_beyond = [&](double highest, double depth) {
    const auto stress = stretch(1, 25, highest, depth);
    return energy::extrapolation(mj1, {&stress, 1}).charge;
  };
  CHECK(charge_beyond(0.9, 0.8) == 0.0);
  CHECK(charge_beyond(1.0, 0.5) == 1.0);
  CHECK(charge_beyond(0.5, 0.45) == 1.0);
  CHECK(energy::extrapolation(mj1, std::array{stretch(1, 55, 0.9, 0.8)}).warmer == 1.0);
  CHECK(energy::extrapolation(mj1, std::array{stretch(1, 50, 0.9, 0.8)}).any() == false);
}

TEST_CASE("the linear law has no bounds, and no time goes beyond nothing") {
  const std::array wild{stretch(1, 70, 1.0, 1.0), stretch(1, -40, 1.0, 0.01)};
  CHECK_FALSE(energy::extrapolation(law_named("linear"), wild).any());
  CHECK_FALSE(energy::extrapolation(lfp(), {}).any());
  CHECK_FALSE(energy::extrapolation(lfp(), std::array{stretch(0, -40, 1.0, 1.0)}).any());
}
