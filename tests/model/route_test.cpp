// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/route.hpp"

#include <doctest/doctest.h>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::refusal_of;

TEST_CASE("a route in miles, feet and Fahrenheit is read in SI units, its distance from 0") {
  const auto route = model::read_route(
      model::text_of("# title: Hill\n# source: a map\ndistance [mi], speed_limit [mph], elevation "
                     "[ft], ambient [degF]\n10, 65, 1000, 32\n11, 55, 1100, 50\n"),
      "hill");
  CHECK(route.title == "Hill");
  CHECK(route.source == "a map");
  CHECK(route.distance_m.front() == 0.0);
  CHECK(route.distance_m.back() == Approx(1609.344));
  CHECK(route.speed_limit_m_per_s.front() == Approx(65 * 0.44704));
  CHECK(route.elevation_m.back() - route.elevation_m.front() == Approx(30.48));
  CHECK(route.ambient_k.front() == Approx(273.15));
  CHECK(route.ambient_k.back() == Approx(283.15));
}

TEST_CASE("height and temperature may be left out of a route") {
  const auto route = model::read_route(
      model::text_of("distance [km], speed_limit [km/h]\n0, 50\n2, 80\n5, 80\n"), "plain");
  CHECK(route.title == "plain");
  CHECK(route.elevation_m.empty());
  CHECK(route.ambient_k.empty());
  CHECK(units::in_kilometres(route.length()) == Approx(5.0));
}

TEST_CASE("all rows of a route that are wrong are told at once") {
  const auto message = refusal_of([] {
    (void)model::read_route(
        model::text_of("distance [km], speed_limit [km/h]\n0, 50\n2, 0\n1, 80\n3, 500\n"), "bad");
  });
  CHECK(model::contains(message, "0 is not above 0"));
  CHECK(model::contains(message, "1 does not come after 2"));
  CHECK(model::contains(message, "500 is 500 km/h"));
}
