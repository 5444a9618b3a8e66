// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/fuel_label.hpp"

#include <doctest/doctest.h>

using namespace evpickup;
using doctest::Approx;

TEST_CASE("25.3 mpg in the city test are 20 mpg on the label, 36.7 on the highway are 26") {
  const auto mpg = [](double value) { return units::litres_per_100km(235.214583 / value); };
  CHECK(235.214583 / units::in_litres_per_100km(energy::on_label(energy::city_line, mpg(25.27))) ==
        Approx(20.0).epsilon(1e-3));
  CHECK(235.214583 /
            units::in_litres_per_100km(energy::on_label(energy::highway_line, mpg(36.70))) ==
        Approx(26.0).epsilon(1e-3));
}
