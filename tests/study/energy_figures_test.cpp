// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/energy_figures.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "evpickup/model/estimates.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using study::EnergyCase;
using test::short_cycle;
using units::in_kilometres;

namespace {

model::Vehicle estimated(model::Catalog& catalog, const std::string& reference) {
  auto vehicle = catalog.vehicle(reference);
  model::estimate_missing(vehicle);
  return vehicle;
}

model::Duty duty_on(std::vector<std::pair<std::string, double>> mix) {
  model::Duty duty;
  for (auto& [cycle, share] : mix)
    duty.cycles.push_back({std::move(cycle), spec::Sourced<double>(share)});
  return duty;
}
model::Duty short_duty() { return duty_on({{short_cycle, 1.0}}); }

model::Trailer camper(double share) {
  model::Trailer trailer;
  trailer.mass = spec::Sourced<units::Mass>(study::standard_trailer_mass);
  trailer.drag_area = spec::Sourced<units::Area>(study::standard_trailer_drag_area);
  trailer.share = spec::Sourced<double>(share);
  return trailer;
}

study::DriveFigures drive_of(model::Catalog& catalog, const model::Vehicle& truck,
                             const model::Duty& duty) {
  const EnergyCase input{&truck, &duty};
  return study::drive_figures({&input, 1}, catalog, 1).at(0);
}

study::EnergyFigures figures_of(model::Catalog& catalog, const model::Vehicle& truck,
                                const model::Duty& duty) {
  const EnergyCase input{&truck, &duty};
  return study::energy_figures({&input, 1}, catalog, 1).at(0);
}

}  // namespace

TEST_CASE("the range of a mix is the harmonic mean of its cycles' ranges by share") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh63");
  const auto fast = drive_of(catalog, truck, short_duty());
  const auto slow = drive_of(catalog, truck, duty_on({{"nycc", 1.0}}));
  const auto mix = drive_of(catalog, truck, duty_on({{short_cycle, 0.3}, {"nycc", 0.7}}));
  REQUIRE(slow.range < 0.9 * fast.range);
  CHECK(in_kilometres(mix.range) ==
        Approx(1.0 / (0.3 / in_kilometres(fast.range) + 0.7 / in_kilometres(slow.range))));
  CHECK(mix.consumption->value() ==
        Approx(0.3 * fast.consumption->value() + 0.7 * slow.consumption->value()));
}

TEST_CASE("a trailer that is towed on part of the way counts for that part") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "ford_f150_lightning:pro_sr");
  const auto range = [&](double share) {
    auto duty = short_duty();
    duty.trailer = camper(share);
    return in_kilometres(drive_of(catalog, truck, duty).range);
  };
  const double alone = in_kilometres(drive_of(catalog, truck, short_duty()).range);
  const double towing = range(1.0);
  CHECK(range(0.0) == Approx(alone));
  CHECK(towing < 0.8 * alone);
  CHECK(range(0.25) == Approx(1.0 / (0.25 / towing + 0.75 / alone)));
}

TEST_CASE("the causes of a drive add up to what the battery gave, and that to what it holds") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh63");
  const auto drive = drive_of(catalog, truck, duty_on({{short_cycle, 0.5}, {"nycc", 0.5}}));
  const double sum =
      std::accumulate(drive.causes_j_per_m.begin(), drive.causes_j_per_m.end(), 0.0,
                      [](double total, const auto& cause) { return total + cause.energy_j; });
  CHECK(drive.causes_j_per_m.size() == 10);
  CHECK(sum == Approx(units::in_newtons(*drive.consumption)).epsilon(1e-9));
  CHECK(drive.imbalance < 1e-9);
  CHECK(units::in_kilowatt_hours(*drive.consumption * drive.range) ==
        Approx(units::in_kilowatt_hours(*truck.battery.energy_usable)).epsilon(2e-3));
}

TEST_CASE("city and highway figures are those of mild weather and no load, whatever the duty") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh63");
  auto hard = short_duty();
  hard.ambient = spec::Sourced<units::Temperature>(units::celsius(-20));
  hard.payload = spec::Sourced<units::Mass>(units::kilograms(400));
  const auto easy_figures = figures_of(catalog, truck, duty_on({{"epa_udds", 1.0}}));
  const auto hard_figures = figures_of(catalog, truck, hard);
  CHECK(in_kilometres(hard_figures.range_city) ==
        Approx(in_kilometres(easy_figures.range_city)).epsilon(5e-4));
  CHECK(hard_figures.range_highway == easy_figures.range_highway);
  // The easy duty is the one that the city figure refers to.
  CHECK(in_kilometres(easy_figures.range_city) ==
        Approx(in_kilometres(easy_figures.duty.range)).epsilon(5e-4));
  CHECK(easy_figures.range_cold < easy_figures.duty.range);
}

TEST_CASE("cold figures are taken at the cold day, whatever the duty's temperature") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh63");
  auto cold = short_duty();
  cold.ambient = spec::Sourced<units::Temperature>(study::cold);
  const auto figures = figures_of(catalog, truck, cold);
  const auto mild = figures_of(catalog, truck, short_duty());
  CHECK(figures.range_cold == figures.duty.range);
  CHECK(in_kilometres(mild.range_cold) == Approx(in_kilometres(figures.range_cold)).epsilon(5e-4));
  CHECK(mild.range_cold < 0.95 * mild.duty.range);
}

TEST_CASE("towing range is that with the duty's trailer, else with the standard camper") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "ford_f150_lightning:pro_sr");
  auto duty = short_duty();
  const auto without = figures_of(catalog, truck, duty);
  duty.trailer = camper(1.0);
  const auto with = figures_of(catalog, truck, duty);
  REQUIRE(without.range_tow);
  REQUIRE(with.range_tow);
  CHECK(in_kilometres(*with.range_tow) == Approx(in_kilometres(*without.range_tow)).epsilon(5e-4));
  CHECK(in_kilometres(*with.range_tow) == Approx(in_kilometres(with.duty.range)).epsilon(5e-4));
  CHECK(with.duty.range < without.duty.range);
}

TEST_CASE("a truck has no towing range with a trailer that it may not pull") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh63");
  REQUIRE(*truck.claims.towing < study::standard_trailer_mass);
  auto duty = short_duty();
  CHECK_FALSE(figures_of(catalog, truck, duty).range_tow);
  duty.trailer = camper(0.5);
  duty.trailer->mass = spec::Sourced<units::Mass>(units::kilograms(1000));
  CHECK(figures_of(catalog, truck, duty).range_tow.has_value());
}

TEST_CASE("charging figures are there where a source gives power or time") {
  auto catalog = test::shipped();
  const auto known = figures_of(catalog, estimated(catalog, "radar_rd6:kwh63"), short_duty());
  CHECK(units::in_minutes(known.charge_10_80.value()) == Approx(48.0).epsilon(0.01));
  CHECK(known.charge_10_min.value() > units::kilometres(30));
  auto truck = estimated(catalog, "radar_rd6:kwh63");
  truck.charging = {};
  const auto unknown = figures_of(catalog, truck, short_duty());
  CHECK_FALSE(unknown.charge_10_80);
  CHECK_FALSE(unknown.charge_10_min);
}

TEST_CASE("a truck that cannot climb has a range of zero and no consumption") {
  auto catalog = test::shipped();
  auto truck = estimated(catalog, "radar_rd6:kwh63");
  truck.battery.energy_usable = spec::Sourced<units::Energy>(units::kilowatt_hours(5));
  auto duty = short_duty();
  duty.grade = spec::Sourced<double>(0.4);
  duty.payload = spec::Sourced<units::Mass>(units::kilograms(5000));
  const auto drive = drive_of(catalog, truck, duty);
  CHECK(drive.range == units::metres(0));
  CHECK_FALSE(drive.consumption);
}

TEST_CASE("a truck whose battery never empties downhill is followed no further than 20,000 km") {
  auto catalog = test::shipped();
  // What heating takes and what so much resistance lets through meet at a quarter charge.
  auto truck = estimated(catalog, "radar_rd6:kwh63");
  truck.battery.resistance = spec::Sourced<units::Resistance>(units::ohms(0.5));
  auto duty = short_duty();
  duty.grade = spec::Sourced<double>(-0.08);
  duty.ambient = spec::Sourced<units::Temperature>(units::celsius(-20));
  const double range_km = in_kilometres(drive_of(catalog, truck, duty).range);
  CHECK(range_km >= 20000.0);
  CHECK(range_km < 20100.0);
}

TEST_CASE("figures do not depend on threads, and hardly on the company a truck keeps") {
  auto catalog = test::shipped();
  std::vector<model::Vehicle> trucks;
  for (const std::string reference :
       {"radar_rd6:kwh63", "radar_rd6:kwh86", "ford_f150_lightning:pro_sr", "gmc_hummer_ev:ed1"})
    trucks.push_back(estimated(catalog, reference));
  const auto duty = duty_on({{short_cycle, 0.55}, {"nycc", 0.45}});
  std::vector<EnergyCase> cases;
  for (int copies = 0; copies < 3; ++copies)
    for (const auto& truck : trucks) cases.push_back({&truck, &duty});
  const auto one_thread = study::drive_figures(cases, catalog, 1);
  const auto two_threads = study::drive_figures(cases, catalog, 2);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    CHECK(one_thread[i].range == two_threads[i].range);
    CHECK(*one_thread[i].consumption == *two_threads[i].consumption);
    // Five parts in 10,000 are what the fast method is allowed beside the driven one.
    if (i < trucks.size())
      CHECK(in_kilometres(one_thread[i].range) ==
            Approx(in_kilometres(drive_of(catalog, trucks[i], duty).range)).epsilon(5e-4));
  }
}
