// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/money.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace units = evpickup::units;
using doctest::Approx;
using units::Currency;
using units::Date;
using units::Money;

namespace {

const Currency usd{"USD"};
const Currency cny{"CNY"};
const Currency eur{"EUR"};

}  // namespace

TEST_CASE("a date has a day, a month or a year") {
  CHECK(units::parse_date("2026-10-09") == Date{2026, 10, 9});
  CHECK(units::parse_date("2026-10") == Date{2026, 10, 0});
  CHECK(units::parse_date("2026") == Date{2026, 0, 0});
  CHECK(units::parse_date("2024-02-29") == Date{2024, 2, 29});
  for (const char* bad : {"", "2023-02-29", "2026-13", "2026-00", "2026-10-00", "2026-10-32",
                          "26-10-09", "2026/10/09", "2026-1-09", "2026-10-9", "2026-10-09 ", "0000",
                          "-026", "2026-1a", "2026-+1"}) {
    CAPTURE(bad);
    CHECK_FALSE(units::parse_date(bad).has_value());
  }
}

TEST_CASE("a date is written as it was read") {
  for (const char* text : {"2026-10-09", "2026-10", "2026", "0042-01-02"}) {
    CHECK(units::parse_date(text)->text() == text);
  }
  CHECK(Date{}.text().empty());
  CHECK_FALSE(Date{}.known());
}

TEST_CASE("dates are places in time, in order") {
  CHECK(Date{2026, 0, 0}.as_years() == 2026.5);
  CHECK(Date{2026, 1, 0}.as_years() == Approx(2026.0 + 0.5 / 12.0));
  CHECK(Date{2026, 1, 1}.as_years() == Approx(2026.0 + 0.5 / 365.0).epsilon(1e-6));
  CHECK(Date{2025, 12, 31}.as_years() < 2026.0);
  CHECK(Date{2025, 12, 31}.as_years() < Date{2026, 1, 1}.as_years());
  CHECK(Date{2026, 2, 28}.as_years() < Date{2026, 3, 1}.as_years());
  CHECK_THROWS_AS((void)Date{}.as_years(), std::logic_error);
}

TEST_CASE("a currency is three upper-case letters") {
  CHECK(cny.code() == "CNY");
  CHECK(Currency{} == usd);
  CHECK(units::is_currency_code("KRW"));
  for (const char* bad : {"", "US", "usd", "USDT", "U$D", "US "}) {
    CAPTURE(bad);
    CHECK_FALSE(units::is_currency_code(bad));
    CHECK_THROWS_AS(Currency{bad}, std::logic_error);
  }
}

TEST_CASE("money of one currency adds up and keeps the later date") {
  const Money old{100.0, cny, {2023, 2, 1}};
  const Money recent{30.5, cny, {2026, 0, 0}};
  const Money sum = old + recent;
  CHECK(sum.amount == 130.5);
  CHECK(sum.currency == cny);
  CHECK(sum.date == Date{2026, 0, 0});
  CHECK((recent - old).amount == -69.5);
  CHECK((recent - old).date == Date{2026, 0, 0});
  CHECK((2.0 * old).amount == 200.0);
  CHECK((2.0 * old).date == old.date);
}

TEST_CASE("money of two currencies does not add up") {
  const Money dollars{1.0, usd, {}};
  const Money yuan{1.0, cny, {}};
  CHECK_THROWS_WITH_AS((void)(dollars + yuan), "USD and CNY have no sum: convert one of them first",
                       units::CurrencyMismatch);
  CHECK_THROWS_AS((void)(yuan - dollars), units::CurrencyMismatch);
}

TEST_CASE("a price times a quantity is money") {
  const units::EnergyPrice price{0.18 / 3.6e6, usd, {2026, 5, 0}};
  const Money bill = price * units::kilowatt_hours(50.0);
  CHECK(bill.amount == Approx(9.0));
  CHECK(bill.currency == usd);
  CHECK(bill.date == Date{2026, 5, 0});
}

TEST_CASE("exchange rates convert in both directions and across") {
  units::ExchangeRates rates(usd);
  rates.set(cny, 7.2, {2026, 10, 1});
  rates.set(eur, 0.9, {2026, 9, 1});
  CHECK(rates.rate(usd, cny) == 7.2);
  CHECK(rates.rate(cny, usd) == Approx(1.0 / 7.2));
  CHECK(rates.rate(cny, eur) == Approx(0.125));
  CHECK(rates.rate(cny, cny) == 1.0);

  const Money price = rates.convert(Money{72000.0, cny, {2025, 0, 0}}, usd);
  CHECK(price.amount == Approx(10000.0));
  CHECK(price.currency == usd);
  CHECK(price.date == Date{2025, 0, 0});
  const units::EnergyPrice energy = rates.convert(units::EnergyPrice{3.6, cny, {}}, usd);
  CHECK(energy.amount_per_si == Approx(0.5));
  CHECK(energy.currency == usd);
}

TEST_CASE("exchange rates know what they know") {
  units::ExchangeRates rates(usd);
  rates.set(cny, 7.2, {2026, 10, 1});
  CHECK(rates.knows(usd));
  CHECK(rates.knows(cny));
  CHECK_FALSE(rates.knows(eur));
  CHECK(rates.date(cny) == Date{2026, 10, 1});
  CHECK_FALSE(rates.date(usd).known());
  CHECK_THROWS_WITH_AS((void)rates.rate(usd, eur), "no exchange rate between EUR and USD",
                       std::out_of_range);
  CHECK_THROWS_AS((void)rates.convert(Money{1.0, eur, {}}, cny), std::out_of_range);
  CHECK_THROWS_AS((void)rates.date(eur), std::out_of_range);
}

TEST_CASE("an impossible exchange rate is a fault of the program") {
  units::ExchangeRates rates(usd);
  for (const double bad : {0.0, -7.2, std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(rates.set(cny, bad, {}), std::logic_error);
  }
  CHECK_THROWS_AS(rates.set(usd, 2.0, {}), std::logic_error);
}
