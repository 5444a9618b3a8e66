// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_use.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

// 365.25 days with 20 kWh each, of a battery of 80 kWh.
energy::BatteryUse every_day() {
  return {.usable = units::kilowatt_hours(80),
          .driving_days = 365.25,
          .ambient = energy::all_year(units::celsius(25))};
}
model::AnnualUse using_kwh(double kwh) {
  return {.distance = units::kilometres(20000), .battery_energy = units::kilowatt_hours(kwh)};
}

double capacity_after_years(int years, const model::AnnualUse& year,
                            const energy::BatteryUse& use) {
  const auto& law = energy::default_ageing_law(model::Chemistry::lfp);
  energy::BatteryHealth health;
  for (int i = 0; i < years; ++i) health = energy::after(health, law, battery_year(year, use));
  return health.capacity();
}

}  // namespace

TEST_CASE("a year of use is twelve months that make a year and its energy") {
  auto use = every_day();
  use.driving_days = energy::usual_driving_days;
  units::Time time{};
  double cycles = 0.0;
  for (const auto& month : energy::battery_year(using_kwh(8000), use)) {
    time += month.duration;
    cycles += units::in_years(month.duration) * 365.25 * month.driving_share * month.cycles;
  }
  CHECK(units::in_years(time) == Approx(1.0).epsilon(1e-12));
  CHECK(cycles == Approx(100.0).epsilon(1e-12));
}

TEST_CASE("a day of a quarter of the battery is a cycle of a quarter") {
  const auto months = energy::battery_year(using_kwh(365.25 * 20), every_day());
  CHECK(months[0].depth == Approx(0.25));
  CHECK(months[0].cycles == Approx(0.25));
  CHECK(months[0].driving_share == 1.0);
  CHECK(months[0].highest_charge == 1.0);
}

TEST_CASE("energy to the sockets of the bed wears like energy to the wheels") {
  auto year = using_kwh(365.25 * 12);
  year.site_energy = units::kilowatt_hours(365.25 * 8);
  CHECK(energy::battery_year(year, every_day())[0].cycles == Approx(0.25));
}

TEST_CASE("fewer driving days are deeper ones") {
  auto use = every_day();
  use.driving_days = 365.25 / 2.0;
  const auto months = energy::battery_year(using_kwh(365.25 * 20), use);
  CHECK(months[0].driving_share == Approx(0.5));
  CHECK(months[0].depth == Approx(0.5));
}

TEST_CASE("a day that needs more than the battery goes through all of it, several times") {
  auto use = every_day();
  use.highest_charge = 0.8;
  const auto much = energy::battery_year(using_kwh(365.25 * 200), use);
  CHECK(much[0].depth == 1.0);
  CHECK(much[0].cycles == Approx(2.5));
  CHECK(much[0].highest_charge == 1.0);
  // One that needs 90 % starts at 90 %, one that needs 30 % at 80 %.
  CHECK(energy::battery_year(using_kwh(365.25 * 72), use)[0].highest_charge == Approx(0.9));
  CHECK(energy::battery_year(using_kwh(365.25 * 24), use)[0].highest_charge == 0.8);
}

TEST_CASE("cells follow the months, but are held at 5 degC in winter") {
  auto use = every_day();
  use.ambient[0] = units::celsius(-15);
  use.ambient[6] = units::celsius(32);
  const auto months = energy::battery_year(using_kwh(5000), use);
  CHECK(units::in_celsius(months[0].cells) == Approx(5));
  CHECK(units::in_celsius(months[1].cells) == Approx(25));
  CHECK(units::in_celsius(months[6].cells) == Approx(32));
}

TEST_CASE("more distance a year never leaves a healthier battery of LFP, up to 30 degC") {
  for (const double celsius : {10.0, 23.0, 30.0}) {
    auto use = every_day();
    use.ambient = energy::all_year(units::celsius(celsius));
    for (const int years : {1, 5, 10}) {
      CAPTURE(celsius);
      CAPTURE(years);
      // From a parked truck to one that needs three batteries a day.
      double before = 2.0;
      for (double kwh = 0; kwh <= 240; kwh += 4) {
        const double capacity = capacity_after_years(years, using_kwh(365.25 * kwh), use);
        CHECK(capacity < before);
        before = capacity;
      }
    }
  }
}

TEST_CASE("LFP is charged full from day to day, nickel chemistries to 90 %") {
  CHECK(energy::usual_highest_charge(model::Chemistry::lfp) == 1.0);
  for (const auto chemistry :
       {model::Chemistry::nmc, model::Chemistry::nca, model::Chemistry::ncma})
    CHECK(energy::usual_highest_charge(chemistry) == 0.9);
}

TEST_CASE("a battery of nothing or a year of no driving days is a fault of the program") {
  auto nothing = every_day();
  nothing.usable = units::kilowatt_hours(0);
  CHECK_THROWS_AS((void)energy::battery_year(using_kwh(5000), nothing), std::logic_error);
  for (const double days : {0.0, -1.0, 366.0}) {
    auto use = every_day();
    use.driving_days = days;
    CHECK_THROWS_AS((void)energy::battery_year(using_kwh(5000), use), std::logic_error);
  }
}
