// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledgers.hpp"

/// Taxes on the purchase, and what a business gets back of them.
using namespace example;

namespace {

/// A price of 600,000 with 25 % on what is above 500,000, as in Norway: U + 0.25 (U - 500,000) =
/// 600,000 gives U = 580,000 and 20,000 of tax.
Example partly_free() {
  Example e = truck();
  give(e.vehicle.price.msrp, 600000.0, usd);
  give(e.market.purchase.vat_rate, 0.25);
  give(e.market.purchase.vat_free, 500000.0, usd);
  return e;
}

}  // namespace

TEST_CASE("the weight tax is on the curb mass above what is free of it") {
  Example e = truck();
  give(e.market.purchase.weight_tax, units::MassPrice{12.5, usd, {}});
  give(e.market.purchase.weight_free, units::kilograms(500));
  give(e.vehicle.body.curb_mass, units::kilograms(2400));
  check_to_the_cent(flow(ledger_of({e}), "weight_tax", 0), 12.5 * 1900.0);
  give(e.vehicle.body.curb_mass, units::kilograms(450));
  CHECK(flow(ledger_of({e}), "weight_tax", 0) == 0.0);
  e.market.purchase.weight_free = {};
  check_to_the_cent(flow(ledger_of({e}), "weight_tax", 0), 12.5 * 450.0);
}

TEST_CASE("a price of which a part is free of value-added tax holds tax on the rest alone") {
  Example e = partly_free();
  run_business(e);
  check_to_the_cent(flow(ledger_of({e}), "vat_reclaimed", 0), -20000.0);
  give(e.market.purchase.tax_base, model::TaxBase::price_without_vat);
  check_to_the_cent(flow(ledger_of({e}), "purchase_tax", 0), 0.05 * 580000.0);
  // All of it free, and nothing free.
  give(e.vehicle.price.msrp, 400000.0, usd);
  check_to_the_cent(flow(ledger_of({e}), "purchase_tax", 0), 0.05 * 400000.0);
  CHECK(flow(ledger_of({e}), "vat_reclaimed", 0) == 0.0);
  e.market.purchase.vat_free = {};
  check_to_the_cent(flow(ledger_of({e}), "purchase_tax", 0), 0.05 * 320000.0);
  check_to_the_cent(flow(ledger_of({e}), "vat_reclaimed", 0), -80000.0);
}

TEST_CASE("a truck landed at a price and one on sale for it hold the same value-added tax") {
  Example landed = import_from_china();
  landed.market.import["cn"].duties.clear();
  give(landed.market.import["cn"].duties["customs"], 0.0);
  give(landed.market.purchase.vat_rate, 0.25);
  give(landed.market.purchase.vat_free, 20000.0, usd);
  run_business(landed);
  // 25,000 and 2,000 of freight, 25 % on 7,000.
  const auto ledger = ledger_of({landed});
  check_to_the_cent(flow(ledger, "import_vat", 0), 1750.0);
  check_to_the_cent(flow(ledger, "vat_reclaimed", 0), -1750.0);

  Example on_sale = landed;
  on_sale.vehicle.origin = "us";
  give(on_sale.vehicle.price.msrp, 28750.0, usd);
  check_to_the_cent(flow(ledger_of({on_sale}), "vat_reclaimed", 0), -1750.0);
}

TEST_CASE("a business saves tax on what it writes off, and pays it on what the sale brings") {
  // 54,000 in fifths of 10,800, 25 % of each; after three years 21,600 stand in the books, and the
  // sale brings 25,600.
  Example e = truck();
  run_business(e);
  auto ledger = ledger_of({e});
  for (int year = 1; year <= 3; ++year) check_to_the_cent(flow(ledger, "tax_saved", year), -2700.0);
  check_to_the_cent(flow(ledger, "tax_on_sale", 3), 0.25 * 4000.0);
  check_to_the_cent(npv(ledger, "tax_on_sale"), 1000.0 / (1.05 * 1.05 * 1.05));

  // A loss saves tax: at a retention of 0.6 the truck brings 10,800.
  give(e.market.resale.retention, 0.6);
  check_to_the_cent(flow(ledger_of({e}), "tax_on_sale", 3), -0.25 * 10800.0);

  // Written off in two and a half years, it has no book value left.
  give(e.settings.business->write_off, units::years(2.5));
  ledger = ledger_of({e});
  check_to_the_cent(flow(ledger, "tax_saved", 1), -0.25 * 21600.0);
  check_to_the_cent(flow(ledger, "tax_saved", 3), -0.25 * 10800.0);
  check_to_the_cent(sum(ledger, "tax_saved"), -0.25 * 54000.0);
  check_to_the_cent(flow(ledger, "tax_on_sale", 3), 0.25 * 10800.0);
}

TEST_CASE("in all a business is taxed on the truck's loss of value and on no more") {
  for (const int years : {1, 3, 5, 8}) {
    Example e = truck();
    e.use = steady_use(years);
    run_business(e);
    const auto ledger = ledger_of({e});
    check_to_the_cent(sum(ledger, "tax_saved") + sum(ledger, "tax_on_sale"),
                      -0.25 * (54000.0 + sum(ledger, "resale")));
  }
}

TEST_CASE("the power of a connection is paid by the kilowatt and month") {
  Example e = truck();
  model::Business& business = e.settings.business.emplace();
  give(business.demand_charge_per_kw,
       units::TimePrice{9.5 * 12.0 / units::seconds_per_year, usd, {}});
  give(business.demand, units::kilowatts(7.4));
  check_to_the_cent(flow(ledger_of({e}), "demand_charge", 2), 9.5 * 12.0 * 7.4);
}
