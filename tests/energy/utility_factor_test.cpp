// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/utility_factor.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "evpickup/base/file.hpp"
#include "evpickup/spec/csv.hpp"

using namespace evpickup;
using energy::UtilityFactor;

namespace {

constexpr std::array<std::pair<const char*, UtilityFactor>, 4> curves{
    {{"fleet", UtilityFactor::fleet},
     {"individual", UtilityFactor::individual},
     {"city", UtilityFactor::city},
     {"highway", UtilityFactor::highway}}};

}  // namespace

TEST_CASE("the utility factors of SAE J2841 come out to their three decimals") {
  const auto table = spec::read_csv(base::read_text_file(std::string{EVPICKUP_TEST_SOURCE_DIR} +
                                                         "/tests/golden/omega/utility_factor.csv"));
  REQUIRE(table.rows.size() == 12);
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    for (const auto& [name, curve] : curves) {
      CAPTURE(name);
      const auto range = units::miles(table.find("range")->values[row]);
      CAPTURE(units::in_miles(range));
      const double factor = energy::utility_factor(curve, range);
      CHECK(std::round(1e3 * factor) / 1e3 == doctest::Approx(table.find(name)->values[row]));
    }
}

TEST_CASE("Europe's utility factor rises from a half at 25 km to 0.755 at 50 and 0.902 at 100") {
  const auto share = [](double km) {
    return energy::utility_factor(UtilityFactor::europe, units::kilometres(km));
  };
  CHECK(share(25) == doctest::Approx(0.536).epsilon(1e-3));
  CHECK(share(50) == doctest::Approx(0.755).epsilon(1e-3));
  CHECK(share(100) == doctest::Approx(0.902).epsilon(1e-3));
  CHECK(share(0) == 0.0);
  CHECK(share(900) == share(800));
  for (int km = 1; km < 800; ++km) CHECK(share(km + 1) >= share(km) - 1e-6);
}

TEST_CASE("a longer range never lowers the share that is driven on electricity") {
  for (const auto& [name, curve] : curves) {
    CAPTURE(name);
    CHECK(energy::utility_factor(curve, units::miles(0)) == 0.0);
    CHECK(energy::utility_factor(curve, units::miles(-5)) == 0.0);
    double before = 0.0;
    for (int mile = 1; mile <= 399; ++mile) {
      const double factor = energy::utility_factor(curve, units::miles(mile));
      CAPTURE(mile);
      CHECK(factor >= before);
      CHECK(factor < 1.0);
      before = factor;
    }
  }
}

TEST_CASE("beyond the longest distance of its survey a utility factor stays as it is") {
  for (const auto& [name, curve] : curves) {
    CAPTURE(name);
    const auto longest = energy::longest_fitted(curve);
    CHECK(units::in_miles(longest) >= 399.0);
    CHECK(energy::utility_factor(curve, 2.0 * longest) == energy::utility_factor(curve, longest));
  }
}
