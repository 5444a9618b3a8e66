// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;

namespace {

const std::string market_heading =
    "format = 1\nname = \"Somewhere\"\ncurrency = \"USD\"\ndate = 2026-10-09\n"
    "[sources]\npress = { title = \"Prices\", date = 2025-11-01, kind = \"press\" }\n";

model::Market market_of(const std::string& rest) {
  return model::read_market(model::text_of(market_heading + rest), "us");
}

units::ExchangeRates rates_of(const std::string& rest) {
  return model::read_exchange_rates(
      model::text_of("format = 1\ndate = 2026-10-09\nbase = \"USD\"\n"
                     "[sources]\nbank = { title = \"Bank\", kind = \"press\" }\n" +
                     rest));
}

const std::string yuan = "[rates.CNY]\nper_usd = 6.5\ndate = 2026-10-08\nsource = \"bank\"\n";

}  // namespace

TEST_CASE("a market file gives its heading, its sources and its values") {
  const auto market =
      market_of("[energy]\nhome = { value = \"0.18 USD/kWh\", source = \"press\" }\n");
  CHECK(market.id == "us");
  CHECK(market.name == "Somewhere");
  CHECK(market.currency().code() == "USD");
  CHECK(market.date == units::Date{2026, 10, 9});
  CHECK(market.where.text->name == "test.toml");
  REQUIRE(market.sources != nullptr);
  CHECK(market.sources->contains("press"));
  const auto cost = *market.energy.home * units::kilowatt_hours(100);
  CHECK(cost.amount == Approx(18.0));
  CHECK(market.energy.home.origin.source == "press");
}

TEST_CASE("what a market file leaves blank stays absent") {
  const auto market = market_of("");
  spec::visit_leaves(market, "", [](const spec::Leaf& leaf) { FAIL_CHECK(leaf.path); });
}

TEST_CASE("duties go by the origin of the truck and may have any name") {
  const auto market = market_of(
      "[import.cn]\nfreight = \"1500 USD\"\n[import.cn.duties]\nmfn = \"25 %\"\nsection_301 = 1\n");
  const auto& route = market.import.at("cn");
  CHECK(*route.duties.at("mfn") == Approx(0.25));
  CHECK(*route.duties.at("section_301") == Approx(1.0));
  CHECK(*route.price_share == 1.0);
  CHECK_FALSE(market.import.contains("us"));
}

TEST_CASE("a patch goes on top of a market, with sources of its own") {
  auto market = market_of("[energy]\nhome = { value = \"0.18 USD/kWh\", source = \"press\" }\n"
                          "dc_fast = \"0.46 USD/kWh\"\n");
  const auto patch = spec::parse_document(
      model::text_of("[energy]\nhome = { value = \"0.20 USD/kWh\", source = \"bill\" }\n"
                     "workplace = \"0.15 USD/kWh\"\n"));
  spec::Sources sources;
  sources["bill"].title = "My bill";
  base::Diagnostics findings;
  model::apply_market_patch(market, patch, &sources, "cost.markets.us", findings);
  CHECK(findings.all().empty());
  CHECK(market.energy.home->amount_per_si * units::joules_per_kilowatt_hour == Approx(0.20));
  CHECK(market.energy.home.origin.source == "bill");
  CHECK(market.energy.workplace.has_value());
  CHECK(market.energy.dc_fast->amount_per_si * units::joules_per_kilowatt_hour == Approx(0.46));
}

TEST_CASE("a patch with a fault says where, and cannot change the currency") {
  auto market = market_of("");
  const auto patch =
      spec::parse_document(model::text_of("currency = \"CNY\"\n[energy]\nhome = \"1 CNY\"\n"));
  base::Diagnostics findings;
  model::apply_market_patch(market, patch, nullptr, "cost.markets.us", findings);
  REQUIRE(findings.all().size() == 2);
  CHECK(findings.all()[0].key == "cost.markets.us.currency");
  CHECK(findings.all()[1].key == "cost.markets.us.energy.home");
  CHECK(market.currency_code == "USD");
}

TEST_CASE("exchange rates convert both ways and know their day") {
  const auto rates = rates_of(yuan);
  const units::Currency cny{"CNY"};
  const units::Currency usd{"USD"};
  CHECK(rates.rate(usd, cny) == Approx(6.5));
  CHECK(rates.convert({650.0, cny, {}}, usd).amount == Approx(100.0));
  CHECK(rates.date(cny) == units::Date{2026, 10, 8});
  CHECK_FALSE(rates.knows(units::Currency{"EUR"}));
}

TEST_CASE("older rates beside a rate are checked and not used") {
  const auto also = [](const std::string& entry) { return yuan + "also = [" + entry + "]\n"; };
  const auto rates = rates_of(also("{ value = 7, date = 2025-01-01, source = \"bank\" }"));
  CHECK(rates.rate(units::Currency{"USD"}, units::Currency{"CNY"}) == Approx(6.5));
  const auto message = model::refusal_of([&] {
    (void)rates_of(also("{ value = 0, date = \"May\", source = \"x\" }, { value = 7 }, 3"));
  });
  CHECK(contains(message, "rates.CNY.also.value: expected number"));
  CHECK(contains(message, "rates.CNY.also.date: expected a date"));
  CHECK(contains(message, "unknown source \"x\""));
  CHECK(contains(message, "rates.CNY.also.date: missing value"));
  CHECK(contains(message, "rates.CNY.also.source: missing value"));
  CHECK(contains(message, "expected a table, got 3"));
}

TEST_CASE("the base currency has no rate of its own") {
  const auto message = model::refusal_of(
      [] { (void)rates_of("[rates.USD]\nper_usd = 1\ndate = 2026-10-08\nsource = \"bank\"\n"); });
  CHECK(contains(message, "the base currency has no rate of its own"));
}
