// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/hours.hpp"

#include <doctest/doctest.h>

using doctest::Approx;
using evpickup::model::common;
using evpickup::model::Hours;
using evpickup::model::length;

TEST_CASE("a span that ends before it starts goes over midnight") {
  CHECK(length(Hours{9, 17}) == 8.0);
  CHECK(length(Hours{22, 6}) == 8.0);
  CHECK(length(Hours{0, 24}) == 24.0);
  CHECK(length(Hours{10, 10}) == 24.0);
  CHECK(length(Hours{23.5, 0.5}) == Approx(1.0));
}

TEST_CASE("two spans have in common what both hold, on either side of midnight") {
  CHECK(common({22, 6}, {5, 12}) == 1.0);
  CHECK(common({5, 12}, {22, 6}) == 1.0);
  CHECK(common({22, 6}, {6, 22}) == 0.0);
  CHECK(common({22, 6}, {23, 7}) == 7.0);
  CHECK(common({20, 4}, {2, 21}) == 3.0);
  CHECK(common({0, 24}, {22, 6}) == 8.0);
}
