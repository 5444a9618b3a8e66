// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ledgers.hpp"
#include "ways.hpp"

/// What holds of every ledger, however a truck is bought and used.
using namespace example;
using cost::View;
using doctest::Approx;

TEST_CASE("in both views the total of each year is the sum of the items, however a truck is paid") {
  for (const auto& [name, e] : all_ways()) {
    CAPTURE(name);
    const auto ledger = ledger_of({e});
    for (const View view : {View::economic, View::cash}) {
      const auto total = cost::total_flows(ledger, view);
      double all_years = 0.0;
      for (int year = 0; year <= ledger.years; ++year) {
        double by_item = 0.0;
        for (const cost::Item& i : ledger.items)
          if (i.view == View::both || i.view == view) by_item += i.flows_cur(year, 0);
        check_to_the_cent(total(year, 0), by_item);
        all_years += by_item;
      }
      double npv_by_item = 0.0;
      for (const cost::Item& i : ledger.items)
        if (i.view == View::both || i.view == view)
          npv_by_item += cost::net_present_value(ledger, i, 0).amount;
      check_to_the_cent(npv(ledger, view), npv_by_item);
      check_to_the_cent(cost::cumulative_cost_cur(ledger, 0, view).back(), npv_by_item);
      CHECK(all_years != 0.0);
    }
  }
}

TEST_CASE("the views differ by what takes the place of the purchase and nothing else") {
  for (const auto& [name, e] : all_ways()) {
    CAPTURE(name);
    const auto ledger = ledger_of({e});
    double only_cash = 0.0;
    double only_economic = 0.0;
    for (const cost::Item& i : ledger.items) {
      if (i.view == View::cash) only_cash += i.flows_cur.sum();
      if (i.view == View::economic) only_economic += i.flows_cur.sum();
    }
    check_to_the_cent(cost::total_flows(ledger, View::cash).sum(),
                      cost::total_flows(ledger, View::economic).sum() - only_economic + only_cash);
    if (!e.settings.loan && !e.settings.lease) {
      CHECK(only_cash == 0.0);
      check_to_the_cent(npv(ledger, View::cash), npv(ledger, View::economic));
    }
  }
}

TEST_CASE("at a rate of zero the net present value is the plain sum, in either money") {
  for (auto& [name, e] : all_ways()) {
    CAPTURE(name);
    for (const bool told_nominal : {false, true}) {
      give(e.settings.money, told_nominal ? model::MoneyBasis::nominal : model::MoneyBasis::real);
      give(e.settings.discount_rate, told_nominal ? nominal(0.0) : real(0.0));
      const auto ledger = ledger_of({e});
      for (const View view : {View::economic, View::cash})
        check_to_the_cent(npv(ledger, view), cost::plain_sum(ledger, 0, view).amount);
    }
  }
}

TEST_CASE("a year's distance costs the same in one part or in two") {
  // One truck drives 30,000 km, two drive 10,000 and 20,000: what is paid by distance adds up.
  const auto of = [](double km) {
    Example e = truck();
    e.use = steady_use(3, km);
    for (auto& year : e.use) year.petrol = units::litres(km / 10.0);
    give(e.market.energy.petrol, units::VolumePrice{1000.0, usd, {}});
    return e;
  };
  const auto whole = ledger_of({of(30000)});
  const auto parts = ledger_of({of(10000), of(20000)});
  for (const std::string key : {"maintenance", "repair", "tyres", "road_charge", "energy_home",
                                "energy_dc_fast", "petrol"}) {
    CAPTURE(key);
    CHECK(sum(whole, key) > 0.0);
    check_to_the_cent(sum(parts, key, 0) + sum(parts, key, 1), sum(whole, key));
  }
  // Of the free line 250 and 300 a year do not go by distance.
  check_to_the_cent(sum(parts, "line_parking", 0) + sum(parts, "line_parking", 1) - 250.0 - 900.0,
                    sum(whole, "line_parking"));
}

TEST_CASE("what goes by the odometer costs the same however the years divide it") {
  const auto of = [](const std::vector<double>& km) {
    Example e = truck();
    e.use.clear();
    for (const double year : km) e.use.push_back(steady_use(1, year).front());
    give(e.settings.maintenance, model::UpkeepMethod::growing);
    give(e.market.ownership.maintenance_at_100000_km, per_km(0.08, usd));
    model::CostLine& line = e.settings.lines["timing_belt"];
    give(line.per_event, 700.0, usd);
    give(line.every, units::kilometres(25000));
    return ledger_of({e});
  };
  const auto even = of({20000, 20000, 20000});
  const auto uneven = of({55000, 1000, 4000});
  // Half of the rate at 60,000 km over 60,000 km; belts at 25,000 and 50,000 km.
  check_to_the_cent(sum(even, "maintenance"), 0.5 * (0.08 * 0.6) * 60000.0);
  check_to_the_cent(sum(uneven, "maintenance"), sum(even, "maintenance"));
  check_to_the_cent(sum(even, "line_timing_belt"), 1400.0);
  check_to_the_cent(sum(uneven, "line_timing_belt"), 1400.0);
}

TEST_CASE("an event falls in the year that completes its distance, to the last mile") {
  // 7,500 mi are no whole number of metres: 15,000 mi a year complete two of them each year.
  Example e = truck();
  e.use = steady_use(12, 15000.0 * units::metres_per_mile / 1e3);
  model::CostLine& line = e.settings.lines["tyre_rotation"];
  give(line.per_event, 50.0, usd);
  give(line.every, units::miles(7500));
  const auto ledger = ledger_of({e});
  for (int year = 1; year <= 12; ++year)
    check_to_the_cent(flow(ledger, "line_tyre_rotation", year), 100.0);
}

TEST_CASE("maintenance beside a trailer changes nothing at a factor of one") {
  Example e = truck();
  for (auto& year : e.use) year.towing_distance = 0.4 * year.distance;
  const double before = sum(ledger_of({truck()}), "maintenance");
  check_to_the_cent(sum(ledger_of({e}), "maintenance"), before);
  give(e.settings.towing_maintenance, 1.5);
  check_to_the_cent(sum(ledger_of({e}), "maintenance"), before * 1.2);
}

TEST_CASE("maintenance with the payload counts on the distance that it is carried") {
  Example e = truck();
  for (auto& year : e.use) year.payload_distance = 0.25 * year.distance;
  const double before = sum(ledger_of({truck()}), "maintenance");
  check_to_the_cent(sum(ledger_of({e}), "maintenance"), before);
  give(e.settings.payload_maintenance, 1.4);
  check_to_the_cent(sum(ledger_of({e}), "maintenance"), before * 1.1);
  // Beside a trailer on 0.4 of it both add up.
  for (auto& year : e.use) year.towing_distance = 0.4 * year.distance;
  give(e.settings.towing_maintenance, 1.5);
  check_to_the_cent(sum(ledger_of({e}), "maintenance"), before * 1.3);
}

TEST_CASE("a payload penalty multiplies the sum of each view, and of the resale, by itself") {
  for (auto [name, e] : all_ways()) {
    CAPTURE(name);
    const auto before = ledger_of({e});
    give(e.settings.payload_penalty, 1.08);
    const auto after = ledger_of({e});
    for (const cost::View view : {cost::View::economic, cost::View::cash}) {
      check_to_the_cent(npv(after, view), 1.08 * npv(before, view));
      const auto spent = cost::cumulative_cost_cur(before, 0, view);
      const auto more = cost::cumulative_cost_cur(after, 0, view);
      for (std::size_t year = 0; year < spent.size(); ++year)
        check_to_the_cent(more[year], 1.08 * spent[year]);
    }
    check_to_the_cent(cost::plain_sum(after, 0, cost::View::economic).amount,
                      1.08 * cost::plain_sum(before, 0, cost::View::economic).amount);
    CHECK(after.find("payload_penalty")->group != cost::Group::resale);
  }
}

TEST_CASE("a ledger in another currency and back is the same to the cent") {
  for (const auto& [name, e] : all_ways()) {
    CAPTURE(name);
    const auto in_usd = ledger_of({e});
    const auto in_cny = ledger_of({e}, cny);
    CHECK(in_cny.currency == cny);
    for (const cost::Item& i : in_usd.items) {
      CAPTURE(i.key);
      for (int year = 0; year <= in_usd.years; ++year) {
        const units::Money there{item(in_cny, i.key).flows_cur(year, 0), cny, {}};
        check_to_the_cent(rates().convert(there, usd).amount, i.flows_cur(year, 0));
      }
    }
    for (const View view : {View::economic, View::cash}) {
      const units::Money there = cost::net_present_value(in_cny, 0, view);
      check_to_the_cent(rates().convert(there, usd).amount, npv(in_usd, view));
    }
  }
}

TEST_CASE("the earlier in their year costs are counted, the more they weigh") {
  std::vector<double> values;
  for (const model::Timing timing :
       {model::Timing::start, model::Timing::middle, model::Timing::end}) {
    Example e = truck();
    give(e.settings.timing, timing);
    const auto ledger = ledger_of({e});
    values.push_back(npv(ledger));
    CHECK(npv(ledger, "price") == 50000.0);
    // 1.05^-3 in any timing, unless the truck is sold with the costs of its last year.
    check_to_the_cent(npv(ledger, "resale"), -25600.0 / (1.05 * 1.05 * 1.05));
    give(e.settings.resale_timing, model::ResaleTiming::with_costs);
    check_to_the_cent(npv(ledger_of({e}), "resale"),
                      -25600.0 * cost::discount_factor(0.05, 3, timing));
  }
  CHECK(values[0] > values[1]);
  CHECK(values[1] > values[2]);
  // Half a year is a factor of the square root of 1.05 on all that is paid by the year.
  const double at_once = 54250.0 - 25600.0 / (1.05 * 1.05 * 1.05);
  CHECK((values[0] - at_once) / (values[1] - at_once) == Approx(std::sqrt(1.05)));
  CHECK((values[1] - at_once) / (values[2] - at_once) == Approx(std::sqrt(1.05)));
}
