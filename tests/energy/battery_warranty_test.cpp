// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_warranty.hpp"

#include <doctest/doctest.h>

#include "trucks.hpp"

using namespace trucks;
using energy::Replacement;

namespace {

energy::BatteryHealth at(double capacity) { return {.calendar_loss = 1.0 - capacity}; }

model::Battery warranted(double years, double kilometres) {
  model::Battery battery;
  give(battery.warranty_years, units::years(years));
  give(battery.warranty_distance, units::kilometres(kilometres));
  return battery;
}

// Eight years or 160,000 km.
Replacement usual(double capacity, double smallest, double years, double kilometres) {
  return energy::replacement(at(capacity), smallest, energy::battery_warranty(warranted(8, 160000)),
                             units::years(years), units::kilometres(kilometres));
}

}  // namespace

TEST_CASE("the maker replaces a battery below 70 % within time and distance") {
  CHECK(usual(0.69, 0.6, 5, 100000) == Replacement::by_maker);
  CHECK(usual(0.69, 0.6, 8, 160000) == Replacement::by_maker);
  CHECK(usual(0.71, 0.6, 5, 100000) == Replacement::none);
}

TEST_CASE("after the warranty's time or distance the owner replaces what is too small") {
  CHECK(usual(0.59, 0.6, 8.1, 100000) == Replacement::by_owner);
  CHECK(usual(0.59, 0.6, 5, 160001) == Replacement::by_owner);
  CHECK(usual(0.69, 0.6, 8.1, 100000) == Replacement::none);
}

TEST_CASE("an owner who needs more than is warranted pays for it") {
  CHECK(usual(0.75, 0.8, 5, 100000) == Replacement::by_owner);
  CHECK(usual(0.85, 0.8, 5, 100000) == Replacement::none);
}

TEST_CASE("without a warranty the owner pays") {
  const auto none = energy::battery_warranty(model::Battery{});
  CHECK_FALSE(none.has_value());
  CHECK(energy::replacement(at(0.5), 0.7, none, units::years(1), units::kilometres(1)) ==
        Replacement::by_owner);
}

TEST_CASE("a limit that no source tells does not end a warranty") {
  model::Battery battery;
  give(battery.warranty_years, units::years(8));
  const auto warranty = energy::battery_warranty(battery);
  REQUIRE(warranty.has_value());
  const auto after_a_million_km = [&](double years) {
    return energy::replacement(at(0.5), 0.6, warranty, units::years(years), units::kilometres(1e6));
  };
  CHECK(after_a_million_km(7) == Replacement::by_maker);
  CHECK(after_a_million_km(9) == Replacement::by_owner);
}

TEST_CASE("the warranted capacity may be another one") {
  const auto strict = energy::battery_warranty(warranted(8, 160000), 0.8);
  CHECK(energy::replacement(at(0.75), 0.6, strict, units::years(2), units::kilometres(30000)) ==
        Replacement::by_maker);
}

TEST_CASE("the F-150 Lightning and the R1T are warranted for eight years") {
  for (const auto* reference : {"ford_f150_lightning:pro_sr", "rivian_r1t:quad_large_21in"}) {
    CAPTURE(reference);
    const auto warranty = energy::battery_warranty(as_published(reference).battery);
    REQUIRE(warranty.has_value());
    CHECK(units::in_years(warranty->duration) == doctest::Approx(8));
    CHECK(units::in_kilometres(warranty->distance) > 160000);
    CHECK(warranty->capacity == 0.70);
  }
}

TEST_CASE("a battery needs replacement below the capacity that its owner can do with") {
  CHECK(energy::needs_replacement(at(0.69), 0.7));
  CHECK_FALSE(energy::needs_replacement(at(0.71), 0.7));
}
