// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/lanes.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "example.hpp"

namespace base = evpickup::base;
using namespace example;
using doctest::Approx;

namespace {

cost::Lanes compile(const std::vector<Example>& examples, units::Currency currency = usd) {
  std::vector<cost::Case> cases;
  for (const Example& e : examples) cases.push_back(e.as_case());
  return cost::compile(cases, currency, rates());
}

/// What compile says of cases that it refuses.
std::vector<base::Diagnostic> complaints(const std::vector<Example>& examples,
                                         units::Currency currency = usd) {
  try {
    (void)compile(examples, currency);
  } catch (const base::InputError& error) {
    return error.diagnostics();
  }
  return {};
}

template <class T>
void take_away(model::Sourced<T>& value) {
  value = model::Sourced<T>{};
}

}  // namespace

TEST_CASE("a truck is an import where it is neither built nor on sale") {
  Example e = truck();
  CHECK_FALSE(cost::is_import(e.vehicle, e.market));
  e.vehicle.origin = "mx";
  CHECK_FALSE(cost::is_import(e.vehicle, e.market));
  e.market.id = "cn";
  CHECK(cost::is_import(e.vehicle, e.market));
  take_away(e.vehicle.availability.sold_in);
  CHECK(cost::is_import(e.vehicle, e.market));
  e.vehicle.origin = "cn";
  CHECK_FALSE(cost::is_import(e.vehicle, e.market));
}

TEST_CASE("a missing value is told with its key, its meaning and the three places to give it") {
  Example e = truck();
  take_away(e.market.ownership.registration);
  const auto found = complaints({e});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message ==
        "market us lacks ownership.registration (registration and road tax): put it in "
        "scenarios/markets/us.toml, in the scenario's [cost.markets.us.ownership], or give "
        "--set market.us.ownership.registration=\"...\"");
}

TEST_CASE("a missing value names the market's file as it was read") {
  Example e = truck();
  take_away(e.market.resale.retention);
  e.market.where.text =
      std::make_shared<const base::SourceText>(base::SourceText{"elsewhere/markets/us.toml", {}});
  const auto found = complaints({e});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.find("put it in elsewhere/markets/us.toml,") != std::string::npos);
}

TEST_CASE("all missing values of all cases are told at once, each of them once") {
  Example first = truck();
  take_away(first.market.energy.home);
  take_away(first.market.ownership.tyres);
  const Example again = first;
  Example other = truck();
  other.market.id = "kr";
  other.vehicle.origin = "kr";
  take_away(other.market.ownership.tyres);

  const auto found = complaints({first, again, other});
  REQUIRE(found.size() == 3);
  CHECK(found[0].message.starts_with("market us lacks energy.home (price of power at home)"));
  CHECK(found[1].message.starts_with("market us lacks ownership.tyres (tyres)"));
  CHECK(found[2].message.starts_with("market kr lacks ownership.tyres (tyres)"));
}

TEST_CASE("every needed value is missed when it is gone") {
  const auto missed = [](auto&& section, auto&& member) {
    Example e = truck();
    take_loan(e, 0.1, 0.06, 60.0);
    take_away(e.settings.loan->apr);
    take_away(e.settings.loan->term);
    give(e.market.finance.apr, units::per_year(0.06));
    give(e.market.finance.loan_term, units::years(5.0));
    give(e.market.purchase.tax_base, model::TaxBase::price_without_vat);
    give(e.market.purchase.vat_rate, 0.13);
    REQUIRE(complaints({e}).empty());
    take_away((e.market.*section).*member);
    const auto found = complaints({e});
    return found.size() == 1 ? found[0].message.substr(0, found[0].message.find(" (")) : "";
  };
  using model::Market;
  CHECK(missed(&Market::energy, &model::EnergyPrices::home) == "market us lacks energy.home");
  CHECK(missed(&Market::energy, &model::EnergyPrices::workplace) ==
        "market us lacks energy.workplace");
  CHECK(missed(&Market::energy, &model::EnergyPrices::public_ac) ==
        "market us lacks energy.public_ac");
  CHECK(missed(&Market::energy, &model::EnergyPrices::dc_fast) == "market us lacks energy.dc_fast");
  CHECK(missed(&Market::charging, &model::ChargingEfficiency::efficiency_home) ==
        "market us lacks charging.efficiency_home");
  CHECK(missed(&Market::charging, &model::ChargingEfficiency::efficiency_public_ac) ==
        "market us lacks charging.efficiency_public_ac");
  CHECK(missed(&Market::purchase, &model::Purchase::tax_rate) ==
        "market us lacks purchase.tax_rate");
  CHECK(missed(&Market::purchase, &model::Purchase::vat_rate) ==
        "market us lacks purchase.vat_rate");
  CHECK(missed(&Market::ownership, &model::Ownership::maintenance) ==
        "market us lacks ownership.maintenance");
  CHECK(missed(&Market::ownership, &model::Ownership::tyres) == "market us lacks ownership.tyres");
  CHECK(missed(&Market::ownership, &model::Ownership::repair) ==
        "market us lacks ownership.repair");
  CHECK(missed(&Market::ownership, &model::Ownership::registration) ==
        "market us lacks ownership.registration");
  CHECK(missed(&Market::resale, &model::Resale::retention) == "market us lacks resale.retention");
  CHECK(missed(&Market::finance, &model::Finance::discount_rate) ==
        "market us lacks finance.discount_rate");
  CHECK(missed(&Market::finance, &model::Finance::apr) == "market us lacks finance.apr");
  CHECK(missed(&Market::finance, &model::Finance::loan_term) ==
        "market us lacks finance.loan_term");
}

TEST_CASE("what a market has no line for costs nothing") {
  Example e = truck();
  e.market.purchase = model::Purchase{};
  give(e.market.purchase.tax_rate, 0.05);
  take_away(e.vehicle.price.destination);
  take_away(e.market.ownership.ev_fee);
  take_away(e.market.ownership.road_charge);
  const auto lanes = compile({e});
  CHECK(lanes.purchase.incentive_cur(0) == 0.0);
  CHECK(lanes.purchase.dealer_fees_cur(0) == 0.0);
  CHECK(lanes.purchase.home_charger_cur(0) == 0.0);
  CHECK(lanes.purchase.destination_cur(0) == 0.0);
  CHECK(lanes.yearly.ev_fee_cur_per_year(0) == 0.0);
  CHECK(lanes.upkeep.road_charge_cur_per_m(0) == 0.0);
  CHECK(lanes.purchase.tax_cur(0) == Approx(2500.0));
}

TEST_CASE("either part of the insurance is enough, none is not") {
  Example e = truck();
  take_away(e.market.ownership.insurance_rate);
  CHECK(compile({e}).yearly.insurance_cur_per_year(0) == Approx(1000.0));
  give(e.market.ownership.insurance_rate, units::per_year(0.02));
  take_away(e.market.ownership.insurance_fixed);
  CHECK(compile({e}).yearly.insurance_rate_by_year(0, 0) == Approx(0.02));
  take_away(e.market.ownership.insurance_rate);
  const auto found = complaints({e});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message.starts_with("market us lacks ownership.insurance_fixed ("));
  CHECK(found[0].hint == "or ownership.insurance_rate; one of them is enough");
}

TEST_CASE("a place without a share of the charging needs no price and no efficiency") {
  Example e = truck();
  e.charging = model::ChargingShares{};
  e.market.energy = model::EnergyPrices{};
  give(e.market.energy.home, per_kwh(0.18, usd));
  take_away(e.market.charging.efficiency_public_ac);
  take_away(e.market.charging.efficiency_dc);
  const auto lanes = compile({e});
  CHECK(lanes.energy.home_cur_per_j_by_year(0, 0) * units::joules_per_kilowatt_hour ==
        Approx(0.18));
  CHECK(lanes.energy.dc_fast_j_by_year(0, 0) == 0.0);
}

TEST_CASE("fast chargers lose in money what they lose in physics, unless a market knows better") {
  Example e = truck();
  const auto wall_kwh = [&] {
    return compile({e}).energy.dc_fast_j_by_year(0, 0) / units::joules_per_kilowatt_hour;
  };
  // 0.3 of 5,000 kWh; the example's market has 0.95.
  CHECK(wall_kwh() == Approx(1500.0 / 0.95));
  take_away(e.market.charging.efficiency_dc);
  CHECK(wall_kwh() == Approx(1500.0 / model::dc_stored_share));
}

TEST_CASE("shares of charging that do not add up to one are refused") {
  Example e = truck();
  give(e.charging.home, 0.7);
  const auto found = complaints({e});
  REQUIRE(found.size() == 1);
  CHECK(found[0].key == "duty.charging");
  CHECK(found[0].message ==
        "the shares of home, workplace, public_ac and dc_fast add up to 1.2, not to 1");
}

TEST_CASE("purchase tax is taken of the price, or of the price without value-added tax") {
  Example e = truck();
  give(e.vehicle.price.msrp, 56500.0, usd);
  give(e.market.purchase.tax_rate, 0.10);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(5650.0));
  give(e.market.purchase.tax_base, model::TaxBase::price);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(5650.0));
  give(e.market.purchase.tax_base, model::TaxBase::price_without_vat);
  give(e.market.purchase.vat_rate, 0.13);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(5000.0));
}

TEST_CASE("relief forgives a share of the purchase tax up to its cap") {
  Example e = truck();
  give(e.market.purchase.tax_rate, 0.10);
  give(e.market.purchase.tax_relief, 0.5);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(2500.0));
  give(e.market.purchase.tax_relief_cap, 3000.0, usd);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(2500.0));
  give(e.market.purchase.tax_relief_cap, 2000.0, usd);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(3000.0));
  // In another currency the cap is worth another sum: 8,000 CNY are 1,000 USD.
  give(e.market.purchase.tax_relief_cap, 8000.0, cny);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(4000.0));
}

TEST_CASE("an import pays its price at home, freight, duties on the price, and tax on all of it") {
  // 226,000 CNY are 28,250 USD, without 13 % value-added tax 25,000.
  const auto lanes = compile({import_from_china()});
  CHECK(lanes.purchase.price_cur(0) == Approx(25000.0));
  CHECK(lanes.purchase.freight_cur(0) == Approx(2000.0));
  CHECK(lanes.purchase.duties_cur.at("mfn")(0) == Approx(6250.0));
  CHECK(lanes.purchase.duties_cur.at("section_301")(0) == Approx(25000.0));
  CHECK(lanes.purchase.import_vat_cur(0) == 0.0);
  CHECK(lanes.value.new_cur(0) == Approx(58250.0));
  CHECK(lanes.purchase.tax_cur(0) == Approx(2912.5));
  CHECK(lanes.purchase.destination_cur(0) == 0.0);
}

TEST_CASE("an import pays the value-added tax that list prices of the market hold") {
  Example e = import_from_china();
  give(e.market.purchase.vat_rate, 0.10);
  const auto with_tax = compile({e});
  CHECK(with_tax.purchase.import_vat_cur(0) == Approx(5825.0));
  CHECK(with_tax.value.new_cur(0) == Approx(64075.0));
  CHECK(with_tax.purchase.tax_cur(0) == Approx(3203.75));
  // Without it the purchase tax is on what has landed.
  give(e.market.purchase.tax_base, model::TaxBase::price_without_vat);
  CHECK(compile({e}).purchase.tax_cur(0) == Approx(2912.5));
}

TEST_CASE("only imports pay duties, whatever other lanes have") {
  const auto lanes = compile({truck(), import_from_china()});
  CHECK(lanes.purchase.duties_cur.at("mfn")(0) == 0.0);
  CHECK(lanes.purchase.freight_cur(0) == 0.0);
  CHECK(lanes.purchase.duties_cur.at("mfn")(1) == Approx(6250.0));
  CHECK(lanes.purchase.destination_cur(0) == Approx(1500.0));
}

TEST_CASE("an import into a market without its route is an error that says why") {
  Example e = import_from_china();
  e.market.import.clear();
  const auto found = complaints({e});
  REQUIRE(found.size() == 2);
  CHECK(found[0].message ==
        "market us lacks import.cn.freight (sea freight and insurance for one truck): put it in "
        "scenarios/markets/us.toml, in the scenario's [cost.markets.us.import.cn], or give --set "
        "market.us.import.cn.freight=\"...\"");
  CHECK(found[0].hint == "Maker Truck is built in cn and not on sale there: it comes as an import");
  CHECK(found[1].message.starts_with("market us lacks import.cn.duties.customs ("));
}

TEST_CASE("amounts in another currency are converted at the door") {
  const auto in_usd = compile({truck(usd), truck(cny, 8.0)});
  CHECK(in_usd.currency == usd);
  CHECK(in_usd.purchase.price_cur(1) == Approx(in_usd.purchase.price_cur(0)).epsilon(1e-14));
  CHECK(in_usd.energy.home_cur_per_j_by_year(0, 1) ==
        Approx(in_usd.energy.home_cur_per_j_by_year(0, 0)).epsilon(1e-14));
  CHECK(in_usd.upkeep.maintenance_cur_by_year(0, 1) ==
        Approx(in_usd.upkeep.maintenance_cur_by_year(0, 0)).epsilon(1e-14));
  CHECK(in_usd.yearly.registration_cur_per_year(1) == Approx(150.0).epsilon(1e-14));
  CHECK(compile({truck(usd)}, cny).purchase.price_cur(0) == Approx(400000.0));
}

TEST_CASE("a missing exchange rate is named, once") {
  Example e = truck(units::Currency{"THB"});
  auto found = complaints({e});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "no exchange rate for THB");
  found = complaints({truck()}, units::Currency{"NOK"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].message == "no exchange rate for NOK");
  // A currency that needs no conversion needs no rate.
  CHECK(complaints({e}, units::Currency{"THB"}).empty());
}

TEST_CASE("the settings' rates stand above the market's") {
  Example e = truck();
  CHECK(compile({e}).discount_per_year(0) == Approx(0.05));
  give(e.settings.discount_rate, units::per_year(0.03));
  CHECK(compile({e}).discount_per_year(0) == Approx(0.03));
  give(e.market.finance.apr, units::per_year(0.09));
  take_loan(e, 0.2, 0.06, 60.0);
  const auto lanes = compile({e});
  CHECK(lanes.finance.has_loan);
  CHECK(lanes.finance.loan_rate_per_month(0) == Approx(0.005));
  CHECK(lanes.finance.loan_months(0) == Approx(60.0));
  CHECK(lanes.finance.down_payment_share(0) == Approx(0.2));
}

TEST_CASE("no cases make no lanes") {
  const auto lanes = compile(std::vector<Example>{});
  CHECK(lanes.size == 0);
  CHECK(lanes.purchase.price_cur.size() == 0);
}

TEST_CASE("cases that cannot share a ledger are a fault of the program") {
  Example longer = truck();
  longer.use = steady_use(4);
  CHECK_THROWS_AS((void)compile({truck(), longer}), std::logic_error);
  Example earlier = truck();
  give(earlier.settings.timing, model::Timing::start);
  CHECK_THROWS_AS((void)compile({truck(), earlier}), std::logic_error);
  Example lent = truck();
  take_loan(lent, 0.1, 0.06, 60.0);
  CHECK_THROWS_AS((void)compile({truck(), lent}), std::logic_error);
  Example unused = truck();
  unused.use.clear();
  CHECK_THROWS_AS((void)compile({unused}), std::logic_error);
  Example priceless = truck();
  take_away(priceless.vehicle.price.msrp);
  CHECK_THROWS_WITH_AS((void)compile({priceless}), "maker_truck:base has no price",
                       std::logic_error);
  CHECK_THROWS_AS((void)cost::compile(std::vector<cost::Case>(1), usd, rates()), std::logic_error);
}
