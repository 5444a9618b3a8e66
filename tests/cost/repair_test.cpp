// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/repair.hpp"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "evpickup/base/file.hpp"
#include "evpickup/spec/csv.hpp"
#include "ledgers.hpp"

/// Repair as in EPA's OMEGA model, whose table is tests/golden/omega/repair.csv.
using namespace example;
using cost::RepairKind;
using doctest::Approx;
namespace spec = evpickup::spec;

namespace {

constexpr std::array<std::pair<const char*, RepairKind>, 4> kinds{
    {{"combustion", RepairKind::combustion},
     {"hybrid", RepairKind::hybrid},
     {"plug_in_hybrid", RepairKind::plug_in_hybrid},
     {"electric", RepairKind::electric}}};

spec::CsvTable table() {
  return spec::read_csv(evpickup::base::read_text_file(std::string{EVPICKUP_TEST_SOURCE_DIR} +
                                                       "/tests/golden/omega/repair.csv"));
}

/// Gives a truck what makes it one of a kind.
void drive_by(Example& e, RepairKind kind) {
  if (kind == RepairKind::electric) return;
  model::Measured& measured = e.vehicle.measured.emplace();
  give(measured.petrol, units::litres(1) / units::kilometres(10));
  give(measured.hybrid, kind == RepairKind::hybrid);
  if (kind == RepairKind::plug_in_hybrid)
    give(measured.electricity, units::kilowatt_hours_per_100km(20));
  e.market.ownership.combustion = e.market.ownership;
  give(e.market.resale.retention_combustion, 0.8);
}

}  // namespace

TEST_CASE("every row of the table of EPA's model comes out to nine digits") {
  const auto rows = table();
  REQUIRE(rows.rows.size() == 80);
  for (std::size_t row = 0; row < rows.rows.size(); ++row)
    for (const auto& [name, kind] : kinds) {
      const units::Money price{rows.find("price")->values[row], usd, {}};
      const auto rate =
          cost::omega_repair(kind, price, static_cast<int>(rows.find("age")->values[row]));
      CHECK(rate.currency == usd);
      CHECK(rate.amount_per_si * units::metres_per_mile ==
            Approx(rows.find(name)->values[row]).epsilon(1e-9));
    }
}

TEST_CASE("the ledger pays the table's repair for price, age and kind of truck") {
  const auto rows = table();
  constexpr int years = 16;
  for (std::size_t first = 0; first < rows.rows.size(); first += years)
    for (const auto& [name, kind] : kinds) {
      CAPTURE(name);
      Example e = truck();
      e.use = steady_use(years);
      drive_by(e, kind);
      give(e.vehicle.price.msrp, rows.find("price")->values[first], usd);
      give(e.settings.repair, model::UpkeepMethod::growing);
      const auto ledger = ledger_of({e});
      for (int year = 1; year <= years; ++year) {
        const std::size_t row = first + static_cast<std::size_t>(year - 1);
        REQUIRE(rows.find("age")->values[row] == year - 1);
        CHECK(
            flow(ledger, "repair", year) ==
            Approx(rows.find(name)->values[row] * 20000e3 / units::metres_per_mile).epsilon(1e-9));
      }
    }
}

TEST_CASE("the law of repair needs no rate of the market and minds the currency of the price") {
  Example e = truck();
  give(e.settings.repair, model::UpkeepMethod::growing);
  e.market.ownership.repair = {};
  const double in_usd = sum(ledger_of({e}), "repair");
  CHECK(in_usd > 0.0);
  check_to_the_cent(sum(ledger_of({e}, cny), "repair"), 8.0 * in_usd);
  check_to_the_cent(sum(ledger_of({truck(cny, 8.0)}), "repair"),
                    sum(ledger_of({truck()}), "repair"));
}

TEST_CASE("a truck's repair does not follow the price that its second owner pays") {
  Example e = truck();
  e.use = steady_use(6);
  give(e.settings.repair, model::UpkeepMethod::growing);
  const auto whole = ledger_of({e});
  e.use = steady_use(2);
  e.age = 4;
  e.bought_for = units::Money{50000.0 * 0.4096, usd, {}};
  const auto rest = ledger_of({e});
  check_to_the_cent(flow(rest, "repair", 1), flow(whole, "repair", 5));
  check_to_the_cent(flow(rest, "repair", 2), flow(whole, "repair", 6));
}

TEST_CASE("the kind of a truck follows from what it burns and takes from the wall") {
  model::Vehicle vehicle;
  CHECK(cost::repair_kind(vehicle) == RepairKind::electric);
  model::Measured& measured = vehicle.measured.emplace();
  give(measured.electricity, units::kilowatt_hours_per_100km(20));
  CHECK(cost::repair_kind(vehicle) == RepairKind::electric);
  give(measured.diesel, units::litres(1) / units::kilometres(10));
  CHECK(cost::repair_kind(vehicle) == RepairKind::plug_in_hybrid);
  measured.electricity = {};
  CHECK(cost::repair_kind(vehicle) == RepairKind::combustion);
  give(measured.hybrid, true);
  CHECK(cost::repair_kind(vehicle) == RepairKind::hybrid);
}

TEST_CASE("the law of repair refuses another currency and an age below zero") {
  CHECK_THROWS_AS((void)cost::omega_repair(RepairKind::electric, {1.0, cny, {}}, 0),
                  units::CurrencyMismatch);
  CHECK_THROWS_AS((void)cost::omega_repair(RepairKind::electric, {1.0, usd, {}}, -1),
                  std::logic_error);
}
