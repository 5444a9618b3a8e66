// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/plan.hpp"

#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using study::RunOptions;
using test::contains;
using test::refusal_of;
using test::scenario_of;

namespace {

study::Plan plan_of(model::Catalog& catalog, const std::string& rest, RunOptions options = {}) {
  const auto scenario = study::ready_scenario(scenario_of(rest), options);
  return study::make_plan(catalog, scenario, options);
}

// "radar_rd6:kwh86@cn" for each case.
std::vector<std::string> names_of(const study::Plan& plan) {
  std::vector<std::string> names;
  for (const auto& planned : plan.cases)
    names.push_back(planned.vehicle->key() + (planned.market ? "@" + planned.market->id : ""));
  return names;
}

std::vector<double> axis_values(const study::Plan& plan, std::size_t axis) {
  std::vector<double> values;
  for (const auto& planned : plan.cases) values.push_back(std::get<double>(planned.axes[axis]));
  return values;
}

const std::string two_trucks = "vehicles = [\"radar_rd6:kwh86\", \"ford_f150_lightning:pro_sr\"]\n";

}  // namespace

TEST_CASE("every truck meets every market, a pinned one only its own") {
  auto catalog = test::shipped();
  const auto plan =
      plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\", \"radar_rd6:kwh63@cn\"]\n"
                       "markets = [\"us\", \"cn\"]\n");
  CHECK(names_of(plan) ==
        std::vector<std::string>{"radar_rd6:kwh86@us", "radar_rd6:kwh86@cn", "radar_rd6:kwh63@cn"});
}

TEST_CASE("without a market there is one case a truck, without prices") {
  auto catalog = test::shipped();
  const auto plan = plan_of(catalog, "[compare]\n" + two_trucks);
  CHECK(names_of(plan) ==
        std::vector<std::string>{"radar_rd6:kwh86", "ford_f150_lightning:pro_sr"});
  CHECK(plan.cases.front().market == nullptr);
}

TEST_CASE("cases share their trucks and duties, so that each is driven once") {
  auto catalog = test::shipped();
  const auto plan = plan_of(catalog, "[compare]\n" + two_trucks + "markets = [\"us\", \"cn\"]\n");
  REQUIRE(plan.cases.size() == 4);
  CHECK(plan.cases[0].vehicle == plan.cases[1].vehicle);
  CHECK(plan.cases[0].vehicle != plan.cases[2].vehicle);
  CHECK(plan.cases[0].market == plan.cases[2].market);
  for (const auto& planned : plan.cases) CHECK(planned.duty == plan.cases[0].duty);
}

TEST_CASE("a sweep copies only what it moves") {
  auto catalog = test::shipped();
  const std::string compare = "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"cn\"]\n";
  const auto prices =
      plan_of(catalog, compare + "[[sweep]]\nkey = \"market.cn.energy.home\"\nvalues = "
                                 "[\"0.5 CNY/kWh\", \"1 CNY/kWh\"]\n");
  REQUIRE(prices.cases.size() == 2);
  CHECK(prices.cases[0].vehicle == prices.cases[1].vehicle);
  CHECK(prices.cases[0].duty == prices.cases[1].duty);
  CHECK(prices.cases[1].market->energy.home->amount_per_si ==
        Approx(2.0 * prices.cases[0].market->energy.home->amount_per_si));

  const auto weather = plan_of(
      catalog,
      compare + "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"-10 degC\", \"20 degC\"]\n");
  CHECK(weather.cases[0].vehicle == weather.cases[1].vehicle);
  CHECK(units::in_celsius(*weather.cases[1].duty->ambient) == Approx(20.0));

  const auto drag = plan_of(
      catalog, compare + "[[sweep]]\nkey = \"body.drag_coefficient\"\nvalues = [0.3, 0.4]\n");
  CHECK(drag.cases[0].duty == drag.cases[1].duty);
  CHECK(*drag.cases[1].vehicle->body.drag_coefficient == Approx(0.4));
}

TEST_CASE("several sweeps make a grid, the last one running fastest") {
  auto catalog = test::shipped();
  const auto plan =
      plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n"
                       "[[sweep]]\nkey = \"duty.ambient\"\nfrom = \"0 degC\"\nto = \"20 degC\"\n"
                       "step = \"20 K\"\n"
                       "[[sweep]]\nkey = \"body.drag_coefficient\"\nvalues = [0.3, 0.4, 0.5]\n");
  REQUIRE(plan.axes.size() == 2);
  CHECK(plan.axes[0].key == "duty_ambient_degc");
  CHECK(axis_values(plan, 0) == std::vector<double>{0, 0, 0, 20, 20, 20});
  CHECK(axis_values(plan, 1) == std::vector<double>{0.3, 0.4, 0.5, 0.3, 0.4, 0.5});
  for (const auto& planned : plan.cases) {
    CHECK(units::in_celsius(*planned.duty->ambient) ==
          Approx(std::get<double>(planned.axes[0])).epsilon(1e-9));
    CHECK(*planned.vehicle->body.drag_coefficient == std::get<double>(planned.axes[1]));
  }
}

TEST_CASE("without scale a sweep moves only what it names, with it mass and price follow") {
  auto catalog = test::shipped();
  const std::string sweep = "[compare]\nvehicles = [\"ford_f150_lightning:pro_sr\"]\n[[sweep]]\n"
                            "key = \"battery.energy_usable\"\nvalues = [\"60 kWh\", \"98 kWh\"]\n";
  const auto alone = plan_of(catalog, sweep);
  const auto& small = *alone.cases[0].vehicle;
  const auto& large = *alone.cases[1].vehicle;
  CHECK(units::in_kilowatt_hours(*small.battery.energy_usable) == Approx(60.0));
  CHECK(*small.body.curb_mass == *large.body.curb_mass);
  CHECK(*small.battery.energy_gross == *large.battery.energy_gross);
  CHECK(small.price.msrp->amount == large.price.msrp->amount);

  const auto scaled = plan_of(catalog, sweep + "scale = \"pack\"\n");
  CHECK(*scaled.cases[0].vehicle->body.curb_mass < *large.body.curb_mass);
  CHECK(scaled.cases[0].vehicle->price.msrp->amount < large.price.msrp->amount);
  CHECK(units::in_kilograms(*scaled.cases[1].vehicle->body.curb_mass) ==
        Approx(units::in_kilograms(*large.body.curb_mass)));
}

TEST_CASE("a sweep of one truck leaves the others as they are") {
  auto catalog = test::shipped();
  const auto plan = plan_of(catalog, "[compare]\n" + two_trucks +
                                         "[[sweep]]\nkey = \"vehicle.radar_rd6.body.curb_mass\"\n"
                                         "values = [\"2000 kg\", \"2500 kg\"]\n");
  REQUIRE(plan.cases.size() == 4);
  CHECK(units::in_kilograms(*plan.cases[1].vehicle->body.curb_mass) == Approx(2500.0));
  CHECK(plan.cases[2].vehicle == plan.cases[3].vehicle);
}

TEST_CASE("only a pack's usable energy can be scaled") {
  auto catalog = test::shipped();
  const std::string refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\n"
                           "key = \"body.curb_mass\"\nvalues = [\"2000 kg\"]\nscale = \"pack\"\n");
  });
  CHECK(contains(refusal, "scale = \"pack\" needs the key battery.energy_usable"));
  CHECK(contains(refusal, "test.toml:"));
}

TEST_CASE("a pack is swept of trucks that have one") {
  auto catalog = test::shipped();
  for (const std::string scale : {"pack", "truck"}) {
    const auto refusal = test::refusal_of([&] {
      (void)plan_of(catalog, "[compare]\nvehicles = [\"ford_f150:v6_27_4x4\"]\n[[sweep]]\n"
                             "key = \"battery.energy_usable\"\nvalues = [\"40 kWh\"]\nscale = \"" +
                                 scale + "\"\n");
    });
    CHECK(contains(refusal, "ford_f150:v6_27_4x4 has no battery whose size could be swept"));
    CHECK(contains(refusal, "test.toml:"));
  }
}

TEST_CASE("hours of a tariff that overlap are refused wherever they come from") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of("[compare]\nvehicles = [\"ford_f150_lightning:pro_sr\"]\n"
                                          "markets = [\"us\"]\n");
  const auto refusal = test::refusal_of([&] {
    (void)study::make_plan(catalog, scenario,
                           test::options_with({{"market.us.energy.home_tariff",
                                                "[{from=22,to=6,price=\"0.08 USD/kWh\"},"
                                                "{from=5,to=7,price=\"0.1 USD/kWh\"}]"}}));
  });
  CHECK_FALSE(refusal.empty());
  CHECK(contains(refusal, "home_tariff"));
}

TEST_CASE("a value of a sweep that the key does not accept is refused where it stands") {
  auto catalog = test::shipped();
  const std::string refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\n"
                           "key = \"battery.energy_usable\"\nvalues = [\"60 kWh\", \"500 kWh\"]\n");
  });
  CHECK(contains(refusal, "test.toml:10:21: error: battery.energy_usable"));
}

TEST_CASE("a grid with too many points is refused before it is made") {
  auto catalog = test::shipped();
  const std::string axis = "from = \"1000 kg\"\nto = \"9000 kg\"\nstep = \"1 kg\"\n";
  const std::string refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\nkey = "
                           "\"body.curb_mass\"\n" +
                               axis + "[[sweep]]\nkey = \"body.gross_mass\"\n" + axis);
  });
  CHECK(contains(refusal, "the sweep has 64016001 rows, more than the 20000 that a table holds"));
  CHECK(contains(refusal, "stream them to one file"));
}

TEST_CASE("the baseline is found by its truck, or by truck and market") {
  auto catalog = test::shipped();
  const std::string compare =
      "[compare]\n" + two_trucks + "markets = [\"us\", \"cn\"]\nbaseline = ";
  CHECK(plan_of(catalog, compare + "\"ford_f150_lightning:pro_sr\"\n").baseline == 2);
  CHECK(plan_of(catalog, compare + "\"radar_rd6:kwh86@cn\"\n").baseline == 1);
  CHECK(plan_of(catalog, "[compare]\n" + two_trucks).baseline == -1);
}

TEST_CASE("a baseline that is set and not compared is refused") {
  auto catalog = test::shipped();
  const std::string refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\n" + two_trucks,
                  test::options_with({{"compare.baseline", "radar_rd6:kwh68"}}));
  });
  CHECK(contains(refusal, "\"radar_rd6:kwh68\" is not among the vehicles compared"));
}

TEST_CASE("a truck that cannot run is an error by name and a note by wildcard") {
  auto catalog = test::shipped();
  const std::string sentence =
      "radar_rd6:horizon_awd cannot run: no source gives the size of its battery";
  CHECK(contains(refusal_of([&] {
                   (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:horizon_awd\"]\n");
                 }),
                 sentence));
  const auto plan = plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:*\"]\n");
  CHECK(plan.notes == std::vector<std::string>{sentence + "."});
  CHECK(plan.cases.size() + 1 == catalog.vehicle_file("radar_rd6").trims.size());
  for (const auto& planned : plan.cases) CHECK(planned.vehicle->trim != "horizon_awd");
}

TEST_CASE("a battery size given by --set lets a truck run") {
  auto catalog = test::shipped();
  const auto plan = plan_of(
      catalog, "[compare]\nvehicles = [\"radar_rd6:horizon_awd\"]\n",
      test::options_with({{"vehicle.radar_rd6:horizon_awd.battery.energy_nominal", "86 kWh"}}));
  CHECK(plan.cases.size() == 1);
}

TEST_CASE("announced trucks are planned only if that is asked for") {
  auto catalog = test::shipped();
  const std::string slate = "[compare]\nvehicles = [\"slate_truck:*\"]\n";
  CHECK(contains(refusal_of([&] { (void)plan_of(catalog, slate); }),
                 "no truck is left to run: slate_truck:kwh53 is announced"));
  RunOptions options;
  options.include_announced = true;
  CHECK(plan_of(catalog, slate, options).cases.size() == 2);
  CHECK(study::ready_vehicle(catalog, "slate_truck:kwh53", options).body.curb_mass.has_value());
  CHECK_THROWS_AS((void)study::ready_vehicle(catalog, "slate_truck:kwh53", {}), base::InputError);
}

TEST_CASE("a value that is set comes before the estimates and over the files") {
  auto catalog = test::shipped();
  const auto options = test::options_with(
      {{"body.curb_mass", "2500 kg"}, {"vehicle.ford_f150_lightning.body.curb_mass", "3000 kg"}});
  const auto plan = plan_of(catalog, "[compare]\n" + two_trucks, options);
  CHECK(units::in_kilograms(*plan.cases[0].vehicle->body.curb_mass) == Approx(2500.0));
  CHECK_FALSE(plan.cases[0].vehicle->body.curb_mass.estimated());
  CHECK(units::in_kilograms(*plan.cases[1].vehicle->body.curb_mass) == Approx(3000.0));
}

TEST_CASE("a market is its file, the scenario's values on top, and --set on top of these") {
  auto catalog = test::shipped();
  const auto scenario =
      scenario_of("[cost.markets.cn.energy]\nhome = \"0.5 CNY/kWh\"\ndc_fast = \"1.5 CNY/kWh\"\n"
                  "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n");
  const auto options = test::options_with(
      {{"market.cn.energy.home", "0.7 CNY/kWh"}, {"market.us.energy.home", "9 USD/kWh"}});
  const auto per_kwh = [](const units::EnergyPrice& price) {
    return price.amount_per_si * units::joules_per_kilowatt_hour;
  };
  const auto file = catalog.market("cn");
  const auto market = study::ready_market(catalog, scenario, "cn", options);
  CHECK_FALSE(file.energy.home.has_value());
  CHECK(per_kwh(*market.energy.home) == Approx(0.7));
  CHECK(per_kwh(*market.energy.dc_fast) == Approx(1.5));
  CHECK(*market.charging.efficiency_home == *file.charging.efficiency_home);
}

TEST_CASE("an unknown market is refused with those there are") {
  auto catalog = test::shipped();
  CHECK(contains(refusal_of([&] {
                   (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86@uk\"]\n");
                 }),
                 "there is no market \"uk\""));
}

TEST_CASE("a --set for a truck or market that is not there is refused where it stands") {
  auto catalog = test::shipped();
  for (const std::string path :
       {"vehicle.rdar_rd6.body.curb_mass", "vehicle.radar_rd6:kwh68.body.curb_mass",
        "market.cm.energy.home"}) {
    CAPTURE(path);
    const std::string value = path.starts_with("market") ? "1 CNY/kWh" : "2000 kg";
    const std::string refusal = refusal_of([&] {
      (void)plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"cn\"]\n",
                    test::options_with({{path, value}}));
    });
    CHECK(contains(refusal, "--set " + path + "=" + value + ":1:1: error: "));
    CHECK(contains(refusal, " no "));
  }
}

TEST_CASE("a --set for what is not part of the run brings a note, and a sweep of it is refused") {
  auto catalog = test::shipped();
  const std::string compare = "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"cn\"]\n";
  const auto plan = plan_of(catalog, compare,
                            test::options_with({{"vehicle.radar_rd6:kwh63.price.msrp", "1000 USD"},
                                                {"market.us.energy.home", "1 USD/kWh"}}));
  REQUIRE(plan.notes.size() == 2);
  CHECK(contains(plan.notes[0], "--set vehicle.radar_rd6:kwh63.price.msrp changes nothing"));
  CHECK(contains(plan.notes[1], "--set market.us.energy.home changes nothing"));
  CHECK(contains(refusal_of([&] {
                   (void)plan_of(catalog, compare + "[[sweep]]\nkey = \"market.us.energy.home\"\n"
                                                    "values = [\"0.1 USD/kWh\"]\n");
                 }),
                 "market.us.energy.home: the sweep moves nothing: us is not part of this run"));
}

TEST_CASE("what a sweep cannot move is refused as its key") {
  auto catalog = test::shipped();
  CHECK(contains(refusal_of([&] {
                   (void)plan_of(catalog,
                                 "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\n"
                                 "key = \"compare.baseline\"\nvalues = [\"radar_rd6:kwh86\"]\n");
                 }),
                 "compare.baseline: a sweep moves trucks, markets, duty and cost only"));
}

TEST_CASE("all --set that name no key are told at once") {
  auto catalog = test::shipped();
  const std::string refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\n" + two_trucks,
                  test::options_with({{"duty.ambeint", "1 degC"}, {"body.curb_mas", "1 kg"}}));
  });
  CHECK(contains(refusal, "duty.ambeint: unknown key"));
  CHECK(contains(refusal, "body.curb_mas: unknown key"));
  CHECK(contains(refusal, "2 errors"));
}

TEST_CASE("a duty that --set or a sweep makes incomplete or inconsistent is refused") {
  auto catalog = test::shipped();
  const auto refusal = [&](const std::string& path, const std::string& value) {
    return refusal_of([&] {
      (void)plan_of(catalog, "[compare]\n" + two_trucks, test::options_with({{path, value}}));
    });
  };
  CHECK(contains(refusal("duty.trailer.mass", "800 kg"), "duty.trailer.drag_area: missing value"));
  CHECK(contains(refusal("duty.cycles", "[]"), "duty.cycles: the shares add up to 0, not to 1"));
  CHECK(contains(
      refusal("duty.cycles", "[{cycle=\"epa_udds\",share=0.5},{cycle=\"epa_hwfet\",share=0.6}]"),
      "duty.cycles: the shares add up to 1.1, not to 1"));
  CHECK(contains(refusal("duty.charging.home", "0.5"), "duty.charging: the shares"));
  CHECK(contains(refusal("day.reserve", "0.2"), "the scenario's day has no legs"));
  CHECK(contains(refusal_of([&] {
                   (void)plan_of(catalog, "[compare]\n" + two_trucks +
                                              "[[sweep]]\nkey = \"duty.trailer.mass\"\n"
                                              "values = [\"800 kg\"]\n");
                 }),
                 "duty.trailer.drag_area: missing value"));
}

TEST_CASE("values that --set gives together are checked together") {
  auto catalog = test::shipped();
  const auto plan = plan_of(catalog, "[compare]\n" + two_trucks,
                            test::options_with({{"duty.trailer.mass", "800 kg"},
                                                {"duty.trailer.drag_area", "1 m^2"},
                                                {"duty.charging.home", "0.5"},
                                                {"duty.charging.dc_fast", "0.5"}}));
  REQUIRE(plan.cases[0].duty->trailer);
  CHECK(units::in_kilograms(*plan.cases[0].duty->trailer->mass) == Approx(800.0));
}

TEST_CASE("a sweep of what no truck of the run has is refused, where it stands") {
  auto catalog = test::shipped();
  const auto refusal = refusal_of([&] {
    (void)plan_of(catalog, "[compare]\n" + two_trucks +
                               "[[sweep]]\nkey = \"engine.power\"\n"
                               "values = [\"100 kW\", \"200 kW\"]\n");
  });
  CHECK(contains(refusal, "test.toml:"));
  CHECK(contains(refusal, "engine.power: the sweep moves nothing: radar_rd6:kwh86 has no engine, "
                          "ford_f150_lightning:pro_sr has no engine"));
  // A truck that has one is enough.
  CHECK(plan_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\", \"ford_f150:v6_27_4x4\"]\n"
                         "[[sweep]]\nkey = \"engine.power\"\nvalues = [\"200 kW\", \"250 kW\"]\n")
            .cases.size() == 4);
}
