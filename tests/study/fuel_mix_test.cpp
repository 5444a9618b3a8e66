// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/energy/utility_factor.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/energy_figures.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

model::Vehicle truck(std::string_view trim) {
  base::Diagnostics warnings;
  const std::string path =
      std::string{EVPICKUP_TEST_SOURCE_DIR} + "/tests/data/good/engine_trucks.toml";
  for (auto each : model::read_vehicle_file(base::read_text_file(path), "engines", warnings).trims)
    if (each.trim == trim) {
      model::estimate_missing(each);
      return each;
    }
  throw std::logic_error("no such truck");
}

model::Duty city_duty() {
  model::Duty duty;
  model::CycleShare city;
  city.cycle = "epa_udds";
  city.share = spec::Sourced<double>(1.0);
  duty.cycles.push_back(city);
  return duty;
}

study::DriveFigures drive(const model::Vehicle& vehicle, const model::Duty& duty) {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  const study::EnergyCase one{&vehicle, &duty};
  return study::drive_figures({&one, 1}, catalog, 1).front();
}

}  // namespace

TEST_CASE("range on a duty is that on the battery and on the tank") {
  const auto ram = truck("ram");
  const auto figures = drive(ram, city_duty());
  REQUIRE(figures.fuel);
  CHECK(figures.range == figures.fuel->electric_range + figures.fuel->tank_range);
  CHECK(figures.fuel->tank_range / (*ram.tank.volume / figures.fuel->kept) == Approx(1.0));
  CHECK(figures.fuel->utility_factor ==
        energy::utility_factor(energy::UtilityFactor::individual, figures.fuel->electric_range));
  CHECK(figures.imbalance < 1e-9);
}

TEST_CASE("a user's own days decide how far a truck drives on what was charged") {
  const auto shark = truck("shark6");
  model::Duty duty = city_duty();
  duty.day_distances =
      spec::Sourced<std::vector<units::Length>>({units::kilometres(10), units::kilometres(10)});
  const auto short_days = drive(shark, duty);
  CHECK(short_days.fuel->utility_factor == 1.0);
  CHECK(short_days.fuel->mean < 0.1 * short_days.fuel->kept);

  duty.day_distances = spec::Sourced<std::vector<units::Length>>({units::kilometres(1000)});
  const auto long_days = drive(shark, duty);
  CHECK(long_days.fuel->utility_factor ==
        Approx(units::in_kilometres(long_days.fuel->electric_range) / 1000.0));
  CHECK(long_days.fuel->mean > 0.8 * long_days.fuel->kept);
}

TEST_CASE("a petrol truck takes no power from its battery, an electric one burns nothing") {
  const auto petrol = drive(truck("f150_2wd"), city_duty());
  CHECK(*petrol.consumption == units::newtons(0));
  CHECK(petrol.fuel->mean == petrol.fuel->kept);
  CHECK(petrol.fuel->electric_range == units::metres(0));

  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  auto electric = catalog.vehicle("radar_rd6:kwh86");
  model::estimate_missing(electric);
  CHECK_FALSE(drive(electric, city_duty()).fuel);
}
