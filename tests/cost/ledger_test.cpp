// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/ledger.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "evpickup/cost/items.hpp"
#include "example.hpp"

using namespace example;
using doctest::Approx;

namespace {

constexpr double half_a_cent = 0.005;

cost::Ledger ledger_of(const std::vector<Example>& examples, units::Currency currency = usd) {
  std::vector<cost::Case> cases;
  for (const Example& e : examples) cases.push_back(e.as_case());
  return cost::build_ledger(cost::compile(cases, currency, rates()));
}

/// The flows of an item in the first lane.
std::vector<double> flows(const cost::Ledger& ledger, const std::string& key) {
  const cost::Item* item = ledger.find(key);
  REQUIRE_MESSAGE(item != nullptr, key);
  const Eigen::ArrayXd column = item->flows_cur.col(0);
  return {column.begin(), column.end()};
}

void check_to_the_cent(const std::vector<double>& actual, const std::vector<double>& expected) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    CAPTURE(i);
    CAPTURE(actual[i]);
    CAPTURE(expected[i]);
    CHECK(std::abs(actual[i] - expected[i]) < half_a_cent);
  }
}

double sum(const std::vector<double>& values) {
  double result = 0.0;
  for (const double value : values) result += value;
  return result;
}

}  // namespace

TEST_CASE("the ledger of a truck over three years is what one computes by hand") {
  const auto ledger = ledger_of({truck()});
  const std::map<std::string, std::vector<double>> by_hand{
      {"price", {50000, 0, 0, 0}},
      {"dealer_fees", {300, 0, 0, 0}},
      {"destination", {1500, 0, 0, 0}},
      {"purchase_tax", {2500, 0, 0, 0}},
      {"incentive", {-1000, 0, 0, 0}},
      {"home_charger", {700, 0, 0, 0}},
      // 5,000 kWh a year: 0.5 x 0.18 / 0.9, 0.1 x 0.09 / 0.9, 0.1 x 0.36 / 0.9, 0.3 x 0.475 / 0.95.
      {"energy_home", {0, 500, 500, 500}},
      {"energy_workplace", {0, 50, 50, 50}},
      {"energy_public_ac", {0, 200, 200, 200}},
      {"energy_dc_fast", {0, 750, 750, 750}},
      // 20,000 km a year.
      {"maintenance", {0, 1000, 1000, 1000}},
      {"repair", {0, 200, 200, 200}},
      {"tyres", {0, 160, 160, 160}},
      // 1,000 and 2 % of 50,000, 40,000 and 32,000.
      {"insurance", {0, 2000, 1800, 1640}},
      {"registration", {0, 150, 150, 150}},
      {"ev_fee", {0, 200, 200, 200}},
      {"road_charge", {0, 40, 40, 40}},
      {"line_parking", {250, 320, 320, 320}},
      // 50,000 x 0.8^3.
      {"resale", {0, 0, 0, -25600}},
  };
  for (const cost::Item& item : ledger.items) {
    CAPTURE(item.key);
    CHECK(by_hand.contains(item.key) != cost::is_zero(item));
  }
  for (const auto& [key, expected] : by_hand) {
    CAPTURE(key);
    check_to_the_cent(flows(ledger, key), expected);
  }
  for (const cost::View view : {cost::View::economic, cost::View::cash}) {
    const auto total = cost::total_flows(ledger, view);
    check_to_the_cent({total(0, 0), total(1, 0), total(2, 0), total(3, 0)},
                      {54250, 5570, 5370, 5210 - 25600});
  }
  CHECK(ledger.distance_m(0, 0) == 0.0);
  CHECK(ledger.distance_m(3, 0) == Approx(2e7));
}

TEST_CASE("use that differs from year to year is paid in its year") {
  Example e = truck();
  e.use[1] = {units::kilometres(30000), units::kilowatt_hours(8000)};
  const auto ledger = ledger_of({e});
  check_to_the_cent(flows(ledger, "maintenance"), {0, 1000, 1500, 1000});
  check_to_the_cent(flows(ledger, "energy_home"), {0, 500, 800, 500});
  check_to_the_cent(flows(ledger, "line_parking"), {250, 320, 330, 320});
}

TEST_CASE("the total of each view is the sum of its items to the cent") {
  std::vector<Example> trucks{truck(), import_from_china(), truck(cny, 8.0)};
  for (Example& e : trucks) take_loan(e, 0.1, 0.0673, 68.6);
  const auto ledger = ledger_of(trucks);
  for (const cost::View view : {cost::View::economic, cost::View::cash}) {
    const auto total = cost::total_flows(ledger, view);
    for (Eigen::Index lane = 0; lane < ledger.lanes; ++lane)
      for (Eigen::Index year = 0; year <= ledger.years; ++year) {
        double by_item = 0.0;
        for (const cost::Item& item : ledger.items)
          if (item.view == cost::View::both || item.view == view)
            by_item += item.flows_cur(year, lane);
        CHECK(std::abs(total(year, lane) - by_item) < half_a_cent);
      }
  }
}

TEST_CASE("the list names each item once and says what it is") {
  std::set<std::string_view> keys;
  for (const cost::ItemRow& row : cost::item_rows()) {
    CAPTURE(row.key);
    CHECK(keys.insert(row.key).second);
    CHECK_FALSE(row.formula.empty());
    CHECK_FALSE(row.source.empty());
    CHECK((row.names != nullptr || !row.label.empty()));
    CHECK((row.flows_cur != nullptr) != row.of_all);
    // What the cash view pays in place of the purchase is a loan or a lease.
    if (row.group == cost::Group::purchase) CHECK((row.view == cost::View::economic));
    if (row.view == cost::View::cash) CHECK((row.group == cost::Group::finance));
  }
}

TEST_CASE("purchase items flow on day 0 alone, as a loan on their sum supposes") {
  const auto ledger = ledger_of({import_from_china(), truck()});
  for (const cost::Item& item : ledger.items) {
    if (item.group != cost::Group::purchase) continue;
    CAPTURE(item.key);
    CHECK((item.flows_cur.bottomRows(ledger.years) == 0.0).all());
  }
}

TEST_CASE("duties and free-form lines are items of their own names") {
  Example e = import_from_china();
  e.settings.lines["winter_tyres"] = model::CostLine{};
  const auto ledger = ledger_of({e});
  CHECK(ledger.find("duty_section_301")->label == "Duty: section 301");
  CHECK(ledger.find("duty_section_301")->group == cost::Group::purchase);
  CHECK(ledger.find("line_winter_tyres")->label == "winter tyres");
  CHECK(ledger.find("duty_") == nullptr);
  CHECK(ledger.find("fuel") == nullptr);
}

TEST_CASE("the lines of an import vanish when they are set to zero, but stay in the ledger") {
  Example e = import_from_china();
  const auto before = ledger_of({e});
  for (const char* key : {"duty_mfn", "duty_section_301", "freight"})
    CHECK_FALSE(cost::is_zero(*before.find(key)));
  check_to_the_cent(flows(before, "resale"), {0, 0, 0, -58250.0 * 0.512});

  auto& route = e.market.import["cn"];
  give(route.freight, 0.0, usd);
  give(route.duties["mfn"], 0.0);
  give(route.duties["section_301"], 0.0);
  const auto after = ledger_of({e});
  for (const char* key : {"duty_mfn", "duty_section_301", "freight"}) {
    REQUIRE(after.find(key) != nullptr);
    CHECK(cost::is_zero(*after.find(key)));
  }
  check_to_the_cent(flows(after, "purchase_tax"), {1250, 0, 0, 0});
  check_to_the_cent(flows(after, "resale"), {0, 0, 0, -25000.0 * 0.512});
}

TEST_CASE("nothing received is a plain zero, without a sign") {
  Example e = truck();
  e.market.purchase.incentive = {};
  CHECK_FALSE(std::signbit(flows(ledger_of({e}), "incentive")[0]));
}

TEST_CASE("two currencies in one ledger give what converting by hand gives") {
  const auto mixed = ledger_of({truck(cny, 8.0), truck(usd)});
  const auto by_hand = ledger_of({truck(usd)});
  for (const cost::Item& item : by_hand.items) {
    CAPTURE(item.key);
    const cost::Item* both = mixed.find(item.key);
    REQUIRE(both != nullptr);
    for (Eigen::Index year = 0; year <= by_hand.years; ++year)
      for (const Eigen::Index lane : {0, 1})
        CHECK(std::abs(both->flows_cur(year, lane) - item.flows_cur(year, 0)) < half_a_cent);
  }
}

TEST_CASE("a lane's figures are the same bits beside any other lanes") {
  Example other = truck();
  give(other.vehicle.price.msrp, 61234.56, usd);
  give(other.market.resale.retention, 0.77);
  std::vector<Example> many{other,           import_from_china(), truck(), other,
                            truck(cny, 7.3), import_from_china(), other};
  for (Example& e : many) take_loan(e, 0.15, 0.0673, 30.4);
  const auto all = ledger_of(many);
  for (std::size_t lane = 0; lane < many.size(); ++lane) {
    const auto alone = ledger_of({many[lane]});
    for (const cost::Item& item : alone.items) {
      CAPTURE(item.key);
      const auto column = static_cast<Eigen::Index>(lane);
      CHECK((all.find(item.key)->flows_cur.col(column) == item.flows_cur.col(0)).all());
    }
    CHECK((cost::total_flows(all).col(static_cast<Eigen::Index>(lane)) ==
           cost::total_flows(alone).col(0))
              .all());
  }
}

TEST_CASE("a loan takes the place of the purchase in the cash view alone") {
  Example e = truck();
  take_loan(e, 0.2, 0.06, 24.0);
  const auto ledger = ledger_of({e});
  CHECK(ledger.find("price")->view == cost::View::economic);
  CHECK(ledger.find("loan_interest")->view == cost::View::cash);
  CHECK(ledger.find("energy_home")->view == cost::View::both);

  // The purchase is 54,000; the free-form line is paid apart.
  check_to_the_cent(flows(ledger, "down_payment"), {10800, 0, 0, 0});
  CHECK(cost::total_flows(ledger, cost::View::economic)(0, 0) == Approx(54250.0));
  CHECK(cost::total_flows(ledger, cost::View::cash)(0, 0) == Approx(11050.0));
}

TEST_CASE("a loan is an annuity by month") {
  // 43,200 at 0.5 % a month over 24 months: A = 43,200 x 0.005 / (1 - 1.005^-24) = 1,914.65; after
  // a year 1.005^12 x 43,200 - A (1.005^12 - 1) / 0.005 = 22,246.19 is owed.
  Example e = truck();
  take_loan(e, 0.2, 0.06, 24.0);
  const auto ledger = ledger_of({e});
  const auto principal = flows(ledger, "loan_principal");
  const auto interest = flows(ledger, "loan_interest");
  check_to_the_cent(principal, {0, 20953.81, 22246.19, 0});
  check_to_the_cent(interest, {0, 2022.00, 729.61, 0});
  CHECK(principal[1] + interest[1] == Approx(principal[2] + interest[2]));
  CHECK(sum(principal) == Approx(43200.0));
}

TEST_CASE("a loan that outlasts the ownership is paid back in its last year") {
  Example e = truck();
  take_loan(e, 0.0, 0.06, 72.0);
  const auto ledger = ledger_of({e});
  const auto principal = flows(ledger, "loan_principal");
  const auto interest = flows(ledger, "loan_interest");
  CHECK(sum(principal) == Approx(54000.0));
  CHECK(principal[3] > principal[1] + principal[2]);
  CHECK(interest[1] > interest[2]);
  CHECK(interest[2] > interest[3]);
}

TEST_CASE("a loan term that is not whole ends with a smaller payment") {
  Example e = truck();
  take_loan(e, 0.0, 0.06, 12.5);
  const auto ledger = ledger_of({e});
  const auto principal = flows(ledger, "loan_principal");
  const auto interest = flows(ledger, "loan_interest");
  const double payment = (principal[1] + interest[1]) / 12.0;
  CHECK(payment == Approx(54000.0 * 0.005 / (1.0 - std::pow(1.005, -12.5))));
  CHECK(principal[2] + interest[2] < 0.51 * payment);
  CHECK(principal[2] + interest[2] > 0.49 * payment);
  CHECK(sum(principal) == Approx(54000.0));
}

TEST_CASE("a loan without interest is paid back in equal parts") {
  Example e = truck();
  take_loan(e, 0.0, 0.0, 36.0);
  const auto ledger = ledger_of({e});
  check_to_the_cent(flows(ledger, "loan_principal"), {0, 18000, 18000, 18000});
  CHECK(cost::is_zero(*ledger.find("loan_interest")));
}

TEST_CASE("a ledger of no lanes holds the items all the same") {
  const auto ledger = ledger_of({});
  CHECK(ledger.find("price") != nullptr);
  CHECK(cost::total_flows(ledger).cols() == 0);
}

TEST_CASE("groups have the labels of their headings") {
  CHECK(cost::label(cost::Group::purchase) == "Purchase");
  CHECK(cost::label(cost::Group::resale) == "Resale");
}
