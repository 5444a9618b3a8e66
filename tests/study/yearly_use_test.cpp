// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/yearly_use.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/fast_charging.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;

namespace {

const std::string lightning = "ford_f150_lightning:pro_sr";
const std::string petrol_file = EVPICKUP_TEST_SOURCE_DIR "/tests/data/good/measured_pickup.toml";

struct Planned {
  study::PlannedCase planned;
  study::EnergyFigures energy;

  [[nodiscard]] std::vector<model::AnnualUse> use(int years) const {
    return study::yearly_use(planned, energy, years);
  }
  [[nodiscard]] std::vector<model::AnnualUse> use() const {
    return use(study::years_of_use(*planned.duty, *planned.cost));
  }
};

// One truck on the short cycle; `rest` goes on behind [duty]. What it takes is driven, or given.
Planned planned(const std::string& rest, const std::string& truck = lightning,
                std::optional<double> kwh_per_100km = 20.0, const std::string& market = "us") {
  static auto catalog = test::shipped();
  const auto options = test::options_with({test::registration});
  std::string compare = "[compare]\nvehicles = [\"" + truck + "\"]\n";
  if (!market.empty()) compare += "markets = [\"" + market + "\"]\n";
  const auto scenario = study::ready_scenario(test::scenario_of(rest + compare), options);
  const auto plan = study::make_plan(catalog, scenario, options);
  Planned result{plan.cases.front(), {}};
  if (kwh_per_100km) {
    const auto use = units::kilowatt_hours_per_100km(*kwh_per_100km);
    result.energy.duty.consumption = use;
    if (scenario.duty.ambient_by_month.has_value()) result.energy.monthly.assign(12, use);
  } else {
    const study::EnergyCase input{result.planned.vehicle.get(), result.planned.duty.get()};
    result.energy = study::energy_figures({&input, 1}, catalog, 1).front();
  }
  return result;
}

std::string months(const std::vector<double>& celsius) {
  std::string text = "ambient_by_month = [";
  for (const double each : celsius) text += fmt::format("\"{} degC\", ", each);
  return text + "]\n";
}
const std::vector<double> oslo{-4, -3, 1, 6, 12, 16, 18, 17, 12, 7, 1, -3};

double kwh(units::Energy energy) { return units::in_kilowatt_hours(energy); }
double km(units::Length length) { return units::in_kilometres(length); }

}  // namespace

TEST_CASE("energy is distance times consumption, each year alike") {
  const auto uses = planned("years = 5\n").use();
  REQUIRE(uses.size() == 5);
  for (const auto& use : uses) {
    CHECK(km(use.distance) == Approx(20000));
    CHECK(kwh(use.battery_energy) == Approx(4000));
    CHECK(kwh(use.site_energy) == 0.0);
    CHECK(km(use.towing_distance) == 0.0);
    CHECK(use.tyre_load == 1.0);
    CHECK(units::in_hours(use.road_charging) == 0.0);
    CHECK_FALSE(use.new_pack);
  }
}

TEST_CASE("distance goes by age, and by the second owner's own") {
  const std::string by_age = "years = 3\ndistance_by_age = [\"30000 km/yr\", \"25000 km/yr\"]\n";
  const auto first = planned(by_age).use();
  REQUIRE(first.size() == 3);
  CHECK(km(first[0].distance) == Approx(30000));
  CHECK(km(first[1].distance) == Approx(25000));
  CHECK(km(first[2].distance) == Approx(25000));

  const auto second =
      planned(by_age + "[cost.second_life]\nyears = 2\ndistance = \"9000 km/yr\"\n").use();
  REQUIRE(second.size() == 5);
  CHECK(km(second[2].distance) == Approx(25000));
  CHECK(km(second[3].distance) == Approx(9000));
  CHECK(km(second[4].distance) == Approx(9000));
  CHECK(kwh(second[4].battery_energy) == Approx(1800));

  const auto as_before = planned(by_age + "[cost.second_life]\nyears = 2\n").use();
  CHECK(km(as_before[4].distance) == Approx(25000));
}

TEST_CASE("fewer years are the first of more") {
  const auto truck = planned(months(oslo) + "charging = { home = 0.5, dc_fast = 0.5 }\n");
  const auto four = truck.use(4);
  const auto nine = truck.use(9);
  REQUIRE(four.size() == 4);
  for (std::size_t i = 0; i < four.size(); ++i) {
    CHECK(four[i].health_end == nine[i].health_end);
    CHECK(four[i].battery_energy == nine[i].battery_energy);
  }
  CHECK(truck.use(0).empty());
  CHECK_THROWS_AS((void)truck.use(-1), std::logic_error);
}

TEST_CASE("power for tools comes out of the battery and wears it") {
  const auto without = planned("").use();
  const auto with = planned("job_site = { energy = \"20 kWh\", days = 100 }\n").use();
  CHECK(kwh(with[0].site_energy) == Approx(2000));
  CHECK(with[0].battery_energy == without[0].battery_energy);
  // The linear law knows no use; that of LFP cells does.
  const std::string lfp = "[cost.battery]\nlaw = \"lfp\"\n";
  CHECK(planned("job_site = { energy = \"20 kWh\", days = 100 }\n" + lfp).use()[7].health_end <
        planned(lfp).use()[7].health_end);
}

TEST_CASE("power for the house comes out of the battery as that for tools does") {
  const auto tools = planned("job_site = { energy = \"20 kWh\", days = 100 }\n").use();
  const auto house = planned("house_supply = { energy = \"20 kWh\", days = 100 }\n").use();
  CHECK(kwh(house[0].house_energy) == Approx(2000));
  CHECK(kwh(house[0].site_energy) == 0.0);
  CHECK(house[0].from_battery() == tools[0].from_battery());
  CHECK(house[0].road_charging == tools[0].road_charging);
  CHECK(kwh(planned("house_supply = { energy = \"20 kWh\" }\n", petrol_file + ":petrol")
                .use()[0]
                .house_energy) == 0.0);
}

TEST_CASE("the distance with the payload is its share, and none without a payload") {
  CHECK(km(planned("payload = \"300 kg\"\npayload_share = 0.25\n").use()[0].payload_distance) ==
        Approx(5000));
  CHECK(km(planned("").use()[0].payload_distance) == 0.0);
}

TEST_CASE("a fade that is given holds for cells of any chemistry") {
  const auto rd6 = [](const std::string& battery) {
    return planned(battery, "radar_rd6:kwh86@cn", 20.0, "").use().back().health_end;
  };
  const std::string fade = "[cost.battery]\nfade = \"3 %/yr\"\n";
  CHECK(rd6(fade) == Approx(1.0 - 8 * 0.03));
  CHECK(rd6("") != Approx(1.0 - 8 * 0.03));
}

TEST_CASE("twelve equal months are the plain year") {
  const std::string at = "ambient = \"-7 degC\"\ncharging = { home = 0.6, dc_fast = 0.4 }\n";
  const auto plain = planned(at, lightning, std::nullopt).use();
  const auto monthly =
      planned(at + months(std::vector<double>(12, -7.0)), lightning, std::nullopt).use();
  REQUIRE(plain.size() == monthly.size());
  const auto same = [](double a, double b) { return std::abs(a - b) <= 1e-12 * std::abs(b); };
  for (std::size_t i = 0; i < plain.size(); ++i) {
    CHECK(same(monthly[i].battery_energy.value(), plain[i].battery_energy.value()));
    CHECK(same(monthly[i].charging_heat.value(), plain[i].charging_heat.value()));
    CHECK(same(monthly[i].road_charging.value(), plain[i].road_charging.value()));
    CHECK(same(monthly[i].health_end, plain[i].health_end));
  }
  CHECK(plain[0].charging_heat > units::joules(0));
}

TEST_CASE("a year's energy is the mean of its months, and ranges stay those of the duty") {
  const auto plain = planned("", lightning, std::nullopt);
  const auto truck = planned(months(oslo), lightning, std::nullopt);
  CHECK(truck.energy.duty.range == plain.energy.duty.range);
  CHECK(truck.energy.range_highway == plain.energy.range_highway);
  CHECK(plain.energy.monthly.empty());
  REQUIRE(truck.energy.monthly.size() == 12);

  // Each month is the duty at that temperature; equal months are equal.
  double sum_n = 0.0;
  for (const auto& month : truck.energy.monthly) sum_n += units::in_newtons(month);
  CHECK(kwh(truck.use()[0].battery_energy) ==
        Approx(kwh(units::kilometres(20000) * units::newtons(sum_n / 12))));
  const auto january = planned("ambient = \"-4 degC\"\n", lightning, std::nullopt);
  CHECK(truck.energy.monthly[0].value() ==
        Approx(january.energy.duty.consumption->value()).epsilon(1e-4));
  CHECK(truck.energy.monthly[1] == truck.energy.monthly[11]);
  CHECK(truck.energy.monthly[0] > truck.energy.monthly[6]);
}

TEST_CASE("payload and trailer count by their share of the distance") {
  const auto consumption = [](const std::string& rest) {
    return planned(rest, lightning, std::nullopt).energy.duty.consumption->value();
  };
  const double empty = consumption("");
  const double loaded = consumption("payload = \"600 kg\"\n");
  CHECK(loaded > empty);
  CHECK(consumption("payload = \"600 kg\"\npayload_share = 0.25\n") ==
        Approx(0.75 * empty + 0.25 * loaded).epsilon(1e-4));
  CHECK(consumption("payload = \"600 kg\"\npayload_share = 0\n") == Approx(empty).epsilon(1e-4));

  const auto truck =
      planned("payload = \"600 kg\"\npayload_share = 0.5\n"
              "trailer = { mass = \"2000 kg\", drag_area = \"2 m^2\", share = 0.3 }\n");
  const auto use = truck.use()[0];
  CHECK(km(use.towing_distance) == Approx(6000));
  const double alone_kg = units::in_kilograms(*truck.planned.vehicle->body.curb_mass) +
                          units::in_kilograms(*truck.planned.duty->crew);
  // Hitch load: a tenth of the trailer (SAE J2807).
  CHECK(use.tyre_load == Approx((alone_kg + 0.5 * 600 + 0.3 * 200) / alone_kg));
}

TEST_CASE("a pack is kept warm at the plug only in frost, by the law of driving") {
  CHECK(planned("ambient = \"5 degC\"\n").use()[0].charging_heat.value() == 0.0);
  CHECK(planned("").use()[0].charging_heat.value() == 0.0);

  const auto truck = planned("ambient = \"-15 degC\"\n");
  const double hold_w = energy::battery_heating_w_per_k_kg * 20.0 *
                        units::in_kilograms(*truck.planned.vehicle->battery.mass);
  const double hours = 4000.0 / *truck.planned.market->charging.efficiency_home / 7.4;
  CHECK(kwh(truck.use()[0].charging_heat) == Approx(hold_w / 1e3 * hours));

  // Without a market, losses are not counted.
  const auto anywhere = planned("ambient = \"-15 degC\"\n", lightning, 20.0, "");
  CHECK(kwh(anywhere.use()[0].charging_heat) == Approx(hold_w / 1e3 * 4000.0 / 7.4));
}

TEST_CASE("time at fast chargers is what their share of the energy takes from 10 to 80 per cent") {
  const std::string half = "charging = { home = 0.5, dc_fast = 0.5 }\n";
  const auto truck = planned(half);
  const auto& vehicle = *truck.planned.vehicle;
  const auto charger = energy::fast_charger(vehicle, units::kilowatts(350)).value();
  const auto stop = charger.charge(0.1, 0.8, units::in_kelvin(units::celsius(23)));
  const double stops = 0.5 * 4000.0 / kwh(energy::stored_energy(charger.battery, 0.1, 0.8));
  CHECK(units::in_hours(truck.use()[0].road_charging) ==
        Approx(stops * (stop.time_s + 360.0) / 3600.0));
  CHECK(planned(half + "ambient = \"-15 degC\"\n").use()[0].road_charging >
        truck.use()[0].road_charging);

  // Unknown power: no time, and no complaint.
  auto unknown = truck;
  model::Vehicle slow = vehicle;
  slow.charging.dc_curve = {};
  slow.charging.dc_peak = {};
  slow.charging.dc_time = {};
  unknown.planned.vehicle = std::make_shared<const model::Vehicle>(slow);
  CHECK(unknown.use()[0].road_charging.value() == 0.0);
}

TEST_CASE("health goes on from year to year and falls until there is a new pack") {
  for (const std::string law : {"lfp", "linear", "nmc811", "automatic"}) {
    CAPTURE(law);
    const auto uses =
        planned("years = 40\n[cost.battery]\nlaw = \"" + law + "\"\nreplace_below = 0\n").use();
    CHECK(uses[0].health_start == 1.0);
    for (std::size_t i = 0; i < uses.size(); ++i) {
      CHECK(uses[i].health_end <= uses[i].health_start);
      if (i > 0) CHECK(uses[i].health_start == uses[i - 1].health_end);
      CHECK_FALSE(uses[i].new_pack);
    }
    CHECK(uses.back().health_end < 0.9);
  }
  for (const auto& use : planned("[cost.battery]\nlaw = \"none\"\n").use()) {
    CHECK(use.health_start == 1.0);
    CHECK(use.health_end == 1.0);
  }
}

TEST_CASE("the linear law takes its fade each year, and LFP trucks have the law of their cells") {
  const auto uses = planned("[cost.battery]\nlaw = \"linear\"\nfade = \"4 %/yr\"\n").use();
  for (std::size_t i = 0; i < uses.size(); ++i)
    CHECK(uses[i].health_end == Approx(1.0 - 0.04 * static_cast<double>(i + 1)));
  const std::string lfp_truck = "kgm_musso_ev:2wd";
  const auto of_cells = planned("[cost.battery]\nlaw = \"lfp\"\n", lfp_truck);
  const auto by_itself = planned("", lfp_truck);
  REQUIRE(*by_itself.planned.vehicle->battery.chemistry == model::Chemistry::lfp);
  CHECK(by_itself.use()[7].health_end == of_cells.use()[7].health_end);
  CHECK(planned("").use()[0].health_end == Approx(0.977));
}

TEST_CASE("a weak pack is replaced by the maker inside the warranty and by the owner after it") {
  const std::string fast = "years = 12\n[cost.battery]\nlaw = \"linear\"\nfade = \"8 %/yr\"\n";
  auto truck = planned(fast);
  model::Vehicle vehicle = *truck.planned.vehicle;
  const auto with = [&](double years, double distance_km) {
    vehicle.battery.warranty_years = spec::Sourced(units::years(years));
    vehicle.battery.warranty_distance = spec::Sourced(units::kilometres(distance_km));
    truck.planned.vehicle = std::make_shared<const model::Vehicle>(vehicle);
    return truck.use();
  };

  // 92, 84, 76, 68 %: below 70 % at the start of the fifth year, and again of the ninth.
  const auto covered = with(8, 160000);
  CHECK(covered[3].health_end == Approx(0.68));
  CHECK(covered[4].health_start == 1.0);
  CHECK_FALSE(covered[4].new_pack);
  CHECK(covered[8].health_start == 1.0);
  CHECK_FALSE(covered[8].new_pack);

  const auto far = with(8, 79000);
  CHECK(far[4].new_pack);
  CHECK(far[4].health_start == 1.0);
  CHECK(far[8].new_pack);
  CHECK(with(7, 1e6)[8].new_pack);

  // No source tells a warranty: not covered.
  vehicle.battery.warranty_years = {};
  vehicle.battery.warranty_distance = {};
  truck.planned.vehicle = std::make_shared<const model::Vehicle>(vehicle);
  CHECK(truck.use()[4].new_pack);
}

TEST_CASE("a pack that is worn to nothing is used no further") {
  const auto uses = planned("years = 10\n[cost.battery]\nlaw = \"linear\"\nfade = \"20 "
                            "%/yr\"\nreplace_below = 0\n")
                        .use();
  CHECK(uses.back().health_end == Approx(0.0));
}

TEST_CASE("days that need more than the battery holds are several cycles") {
  const std::string lfp = "[cost.battery]\nlaw = \"lfp\"\n";
  const auto far = planned("distance_by_age = [\"250000 km/yr\"]\n" + lfp).use();
  CHECK(far[0].health_end < planned(lfp).use()[0].health_end);
  CHECK(far[0].health_end > 0.5);
}

TEST_CASE("the fuel of a measured truck is exact, and it has no battery") {
  const auto truck =
      planned("job_site = { energy = \"20 kWh\" }\n"
              "trailer = { mass = \"1000 kg\", drag_area = \"2 m^2\", share = 0.5 }\n",
              petrol_file + ":petrol");
  for (const auto& use : truck.use()) {
    CHECK(units::in_litres(use.petrol) == Approx(2400).epsilon(1e-14));
    CHECK(units::in_litres(use.diesel) == 0.0);
    CHECK(use.battery_energy.value() == 0.0);
    CHECK(use.wall_energy.value() == 0.0);
    CHECK(use.site_energy.value() == 0.0);
    CHECK(use.health_end == 1.0);
    CHECK(use.tyre_load == 1.0);
    CHECK(km(use.towing_distance) == Approx(10000));
  }
  const auto diesel = planned("payload = \"243.607773 kg\"\n", petrol_file + ":diesel").use()[0];
  CHECK(units::in_litres(diesel.diesel) == Approx(1800).epsilon(1e-14));
  CHECK(diesel.tyre_load == Approx(1.1));
  const auto electric = planned("", petrol_file + ":electric").use()[0];
  CHECK(kwh(electric.wall_energy) == Approx(6000).epsilon(1e-14));
  CHECK(electric.battery_energy.value() == 0.0);
}

TEST_CASE(
    "a measured fuel takes the place of all fuel of the model, and its stops that of theirs") {
  auto truck = planned("", "ford_f150:v6_27_4x4");
  truck.energy.duty.fuel.emplace();
  truck.energy.duty.fuel->mean = units::litres_per_100km(10);
  const auto modelled = truck.use()[0];
  CHECK(modelled.petrol.value() > 0.0);
  CHECK(modelled.refuelling.value() > 0.0);
  CHECK(modelled.road_charging.value() == 0.0);
  model::Vehicle vehicle = *truck.planned.vehicle;
  vehicle.measured.emplace();
  vehicle.measured->diesel = spec::Sourced(units::litres_per_100km(7));
  truck.planned.vehicle = std::make_shared<const model::Vehicle>(vehicle);
  const auto measured = truck.use()[0];
  CHECK(measured.petrol.value() == 0.0);
  CHECK(measured.refuelling / modelled.refuelling == Approx(measured.diesel / modelled.petrol));
}

TEST_CASE("a measured consumption takes the place of the model's, which still ages the battery") {
  auto truck = planned("[cost.battery]\nlaw = \"lfp\"\n");
  const auto modelled = truck.use();
  model::Vehicle vehicle = *truck.planned.vehicle;
  vehicle.measured.emplace();
  vehicle.measured->electricity = spec::Sourced(units::kilowatt_hours_per_100km(33));
  truck.planned.vehicle = std::make_shared<const model::Vehicle>(vehicle);
  const auto measured = truck.use();
  CHECK(kwh(measured[0].wall_energy) == Approx(6600));
  CHECK(measured[0].battery_energy.value() == 0.0);
  CHECK(measured[7].health_end == modelled[7].health_end);
}

TEST_CASE("a truck that does not move has no use, nor one that is measured without a value") {
  auto truck = planned("");
  truck.energy = {};
  CHECK(truck.use().empty());
  auto frozen = planned(months(oslo));
  frozen.energy.monthly.clear();
  CHECK(frozen.use().empty());
  auto measured = planned("", petrol_file + ":petrol");
  model::Vehicle vehicle = *measured.planned.vehicle;
  vehicle.measured.reset();
  measured.planned.vehicle = std::make_shared<const model::Vehicle>(vehicle);
  CHECK(measured.use().empty());
}

TEST_CASE("unwanted times at chargers change nothing else, and are told where the pack is held") {
  const std::string fast = "charging = { home = 0.5, dc_fast = 0.5 }\n";
  const auto both = [](const Planned& at) {
    return std::pair{study::yearly_use(at.planned, at.energy, 3),
                     study::yearly_use(at.planned, at.energy, 3, study::StopTimes::unwanted)};
  };
  const auto [timed, untimed] = both(planned("ambient = \"20 degC\"\n" + fast));
  REQUIRE(timed.size() == 3);
  for (std::size_t year = 0; year < 3; ++year) {
    CHECK(timed[year].road_charging > units::seconds(0));
    CHECK(untimed[year].road_charging == units::seconds(0));
    CHECK(untimed[year].battery_energy == timed[year].battery_energy);
    CHECK(untimed[year].charging_heat == timed[year].charging_heat);
    CHECK(untimed[year].health_end == timed[year].health_end);
  }
  const auto [cold, cold_too] = both(planned("ambient = \"-10 degC\"\n" + fast));
  CHECK(cold[0].charging_heat > units::joules(0));
  CHECK(cold_too[0].charging_heat == cold[0].charging_heat);
  CHECK(cold_too[0].road_charging == cold[0].road_charging);
}

TEST_CASE("results tell the health at the end and the range that it leaves") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog,
                                  test::scenario_of("years = 3\n[cost.battery]\nlaw = "
                                                    "\"linear\"\nfade = \"5 "
                                                    "%/yr\"\n[cost.second_life]\nyears = "
                                                    "2\n[compare]\nvehicles = [\"" +
                                                    lightning + "\"]\n"),
                                  {});
  CHECK(test::number(results.table, 0, "battery_health_end") == Approx(0.85));
  CHECK(test::number(results.table, 0, "range_last_year_km") ==
        Approx(0.90 * test::number(results.table, 0, "range_km")));
  CHECK(test::count_with(results.basis,
                         "Battery ageing of Ford F-150 Lightning: linear, 5 % a year.") == 1);
}
