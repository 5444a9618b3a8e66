// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/cost_figures.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;

namespace {

// Costs of a scenario's cases, all with the same use of energy, so that nothing has to be driven.
struct Costs {
  study::Plan plan;
  std::vector<std::optional<study::CostFigures>> figures;
};

Costs costs_of(model::Catalog& catalog, const std::string& rest,
               study::RunOptions options = test::options_with({test::registration})) {
  const auto scenario = study::ready_scenario(test::scenario_of(rest), options);
  Costs costs{study::make_plan(catalog, scenario, options), {}};
  study::EnergyFigures energy;
  energy.duty.range = units::kilometres(400);
  energy.duty.consumption = units::kilowatt_hours_per_100km(20);
  const std::vector<const study::EnergyFigures*> of_case(costs.plan.cases.size(), &energy);
  costs.figures =
      study::cost_figures(costs.plan, of_case, scenario.currency(), catalog.exchange_rates());
  return costs;
}

double sum_of_lines(const study::CostFigures& figures, cost::View left_out) {
  return std::accumulate(figures.lines.begin(), figures.lines.end(), 0.0,
                         [&](double sum, const study::CostLine& line) {
                           return line.view == left_out ? sum : sum + line.npv_cur;
                         });
}

const std::string in_us =
    "[compare]\nvehicles = [\"ford_f150_lightning:pro_sr\", \"rivian_r1t:dual_large\"]\n"
    "markets = [\"us\"]\n";
constexpr double cent = 0.005;

}  // namespace

TEST_CASE("the lines of a truck add up to its net present value to the cent") {
  auto catalog = test::shipped();
  for (const auto& figures : costs_of(catalog, in_us).figures) {
    REQUIRE(figures);
    CHECK(figures->lines.size() > 10);
    CHECK(std::abs(sum_of_lines(*figures, cost::View::cash) - figures->npv.amount) < cent);
    CHECK(figures->npv.amount > figures->price.amount);
  }
}

TEST_CASE("with a loan the lines of each view add up to that view") {
  auto catalog = test::shipped();
  const auto costs = costs_of(catalog, "[cost.loan]\ndown_payment = \"20 %\"\n" + in_us);
  const auto paid_at_once = costs_of(catalog, in_us);
  for (std::size_t i = 0; i < costs.figures.size(); ++i) {
    const auto& figures = costs.figures[i].value();
    REQUIRE(figures.cash_npv);
    CHECK(std::abs(sum_of_lines(figures, cost::View::cash) - figures.npv.amount) < cent);
    CHECK(std::abs(sum_of_lines(figures, cost::View::economic) - figures.cash_npv->amount) < cent);
    // The loan is a second view: the first stays what it is. Interest of 6.73 % is below the
    // nominal discount rate, 5 % real at 2 % inflation, so that the second is cheaper.
    CHECK(figures.npv.amount == Approx(paid_at_once.figures[i]->npv.amount));
    CHECK(figures.cash_npv->amount < figures.npv.amount);
  }
  CHECK_FALSE(paid_at_once.figures[0]->cash_npv);
}

TEST_CASE("energy per year is what the wall gives times its price") {
  auto catalog = test::shipped();
  const auto costs = costs_of(catalog, in_us);
  const auto market = catalog.market("us");
  const double kwh_per_year = 20000.0 * 20.0 / 100.0 / *market.charging.efficiency_home;
  const double usd_per_kwh = market.energy.home->amount_per_si * units::joules_per_kilowatt_hour;
  CHECK(costs.figures[0]->energy_per_year.amount == Approx(kwh_per_year * usd_per_kwh));
}

TEST_CASE("the levelised cost times the distance, undiscounted, is the plain sum") {
  auto catalog = test::shipped();
  const auto figures = costs_of(catalog, "years = 5\n[cost]\ndiscount_rate = \"0 %/yr\"\n" + in_us)
                           .figures[0]
                           .value();
  CHECK(figures.plain_sum.amount == Approx(figures.npv.amount));
  CHECK(1e3 * figures.per_distance->amount_per_si * 5 * 20000.0 == Approx(figures.npv.amount));
  CHECK(figures.equivalent_annual.amount == Approx(figures.npv.amount / 5));
}

TEST_CASE("a value that is set moves the total the way money goes") {
  auto catalog = test::shipped();
  const auto tco = [&](std::vector<study::Override> overrides) {
    overrides.push_back(test::registration);
    return costs_of(catalog, in_us, test::options_with(std::move(overrides)))
        .figures[0]
        ->npv.amount;
  };
  const double before = tco({});
  CHECK(tco({{"market.us.energy.home", "0.30 USD/kWh"}}) > before);
  CHECK(tco({{"market.us.charging.efficiency_home", "0.95"}}) < before);
  CHECK(tco({{"price.msrp", "45000 USD"}}) > before);
  CHECK(tco({{"vehicle.rivian_r1t.price.msrp", "45000 USD"}}) == before);
  CHECK(tco({{"cost.discount_rate", "10 %/yr"}}) < before);
  CHECK(tco({{"market.us.resale.retention", "0.9"}}) < before);
  CHECK(tco({{"duty.distance", "30000 km/yr"}}) > before);
  CHECK(tco({{"market.us.purchase.incentive", "7500 USD"}}) == Approx(before - 7500.0));
}

TEST_CASE("a free-form line is part of the total") {
  auto catalog = test::shipped();
  const double before = costs_of(catalog, in_us).figures[0]->npv.amount;
  const auto with = costs_of(catalog, "[cost.lines.rack]\nonce = \"1000 USD\"\n" + in_us);
  CHECK(with.figures[0]->npv.amount == Approx(before + 1000.0));
}

TEST_CASE("a truck without price, without market or without motion has no cost") {
  auto catalog = test::shipped();
  study::RunOptions options;
  options.include_announced = true;
  CHECK_FALSE(costs_of(catalog,
                       "[compare]\nvehicles = [\"slate_truck:kwh84\"]\nmarkets = [\"us\"]\n",
                       options)
                  .figures[0]);
  CHECK_FALSE(costs_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n").figures[0]);

  const auto scenario = test::scenario_of(in_us);
  const auto plan = study::make_plan(catalog, scenario, test::options_with({test::registration}));
  const study::EnergyFigures standing;
  const std::vector<const study::EnergyFigures*> of_case(plan.cases.size(), &standing);
  for (const auto& figures :
       study::cost_figures(plan, of_case, units::Currency("USD"), catalog.exchange_rates()))
    CHECK_FALSE(figures);
}

TEST_CASE("a value that a market lacks is named with its file and the --set that gives it") {
  auto catalog = test::shipped();
  const std::string refusal =
      test::refusal_of([&] { (void)costs_of(catalog, in_us, study::RunOptions{}); });
  CHECK(contains(refusal, "market us lacks ownership.registration"));
  CHECK(contains(refusal, "scenarios/markets/us.toml"));
  CHECK(contains(refusal, "--set market.us.ownership.registration=\"...\""));
}

TEST_CASE("all values that the markets lack are told at once, each once") {
  auto catalog = test::shipped();
  const std::string refusal = test::refusal_of([&] {
    (void)costs_of(catalog, "[compare]\nvehicles = [\"radar_rd6:kwh63\", \"radar_rd6:kwh86\"]\n"
                            "markets = [\"cn\", \"us\"]\n");
  });
  for (const std::string key :
       {"market cn lacks energy.home", "market cn lacks purchase.tax_rate",
        "market cn lacks resale.retention", "market us lacks import.cn.freight"}) {
    CAPTURE(key);
    const auto at = refusal.find(key);
    REQUIRE(at != std::string::npos);
    CHECK(refusal.find(key, at + 1) == std::string::npos);
  }
  // What a charger in public costs does not matter to somebody who charges at home.
  CHECK_FALSE(contains(refusal, "lacks energy.dc_fast"));
}

TEST_CASE("costs can be told in any currency with an exchange rate") {
  auto catalog = test::shipped();
  const auto in_usd = costs_of(catalog, in_us).figures[0].value();
  const auto in_eur =
      costs_of(catalog, in_us, test::options_with({test::registration, {"currency", "EUR"}}))
          .figures[0]
          .value();
  const double rate = catalog.exchange_rates().rate(units::Currency("USD"), units::Currency("EUR"));
  CHECK(in_eur.npv.currency == units::Currency("EUR"));
  CHECK(in_eur.npv.amount == Approx(rate * in_usd.npv.amount));
  CHECK(in_eur.price.amount == Approx(rate * 39974.0));
  CHECK(contains(test::refusal_of([&] {
                   (void)costs_of(catalog, in_us,
                                  test::options_with({test::registration, {"currency", "CLP"}}));
                 }),
                 "no exchange rate for CLP"));
}

TEST_CASE("break-even refers to the baseline, which has none itself") {
  auto catalog = test::shipped();
  const auto costs = costs_of(catalog, in_us + "baseline = \"rivian_r1t:dual_large\"\n");
  // The cheaper truck is ahead from the first day, as both use the same energy.
  CHECK(costs.figures[0]->break_even_time == units::years(0));
  CHECK(costs.figures[0]->break_even_distance == units::kilometres(0));
  CHECK_FALSE(costs.figures[1]->break_even_time);
  const auto other_way = costs_of(catalog, in_us + "baseline = \"ford_f150_lightning:pro_sr\"\n");
  CHECK_FALSE(other_way.figures[1]->break_even_time);
}

TEST_CASE("wall use is battery use over the efficiency at each place by its share") {
  model::Market market;
  market.charging.efficiency_home = spec::Sourced<double>(0.88);
  market.charging.efficiency_dc = spec::Sourced<double>(0.90);
  const auto battery = units::kilowatt_hours_per_100km(20);
  model::ChargingShares shares;
  CHECK(study::wall_consumption(battery, shares, market)->value() ==
        Approx(battery.value() / 0.88));
  shares.home = spec::Sourced<double>(0.8);
  shares.dc_fast = spec::Sourced<double>(0.2);
  CHECK(study::wall_consumption(battery, shares, market)->value() ==
        Approx(battery.value() * (0.8 / 0.88 + 0.2 / 0.90)));
}

TEST_CASE("wall use is unknown only where a place that is used has no efficiency") {
  model::Market market;
  market.charging.efficiency_home = spec::Sourced<double>(0.88);
  model::ChargingShares shares;
  CHECK(study::wall_consumption(units::newtons(700), shares, market));
  shares.home = spec::Sourced<double>(0.9);
  shares.public_ac = spec::Sourced<double>(0.1);
  CHECK_FALSE(study::wall_consumption(units::newtons(700), shares, market));
}

TEST_CASE("a charger at work loses what a public one loses, in energy as in cost") {
  auto catalog = test::shipped();
  const auto options = test::options_with({test::registration,
                                           {"market.us.energy.workplace", "0.1 USD/kWh"},
                                           {"market.us.charging.efficiency_home", "0.5"},
                                           {"market.us.charging.efficiency_public_ac", "0.8"}});
  const auto costs =
      costs_of(catalog, "charging = { home = 0.0, workplace = 1.0 }\n" + in_us, options);
  const auto& planned = costs.plan.cases[0];
  const auto wall = study::wall_consumption(units::kilowatt_hours_per_100km(20),
                                            planned.duty->charging, *planned.market);
  CHECK(units::in_kilowatt_hours_per_100km(wall.value()) == Approx(20.0 / 0.8));
  CHECK(costs.figures[0]->energy_per_year.amount == Approx(200.0 * 20.0 / 0.8 * 0.1));
}
