// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "evpickup/model/estimates.hpp"
#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

// A certified road load: A + B v + C v^2 in lbf and mph.
struct Coastdown {
  double a = 0.0, b = 0.0, c = 0.0;
};

// EPA's test car list of model year 2022 (in NREL's FASTSim, 22-tstcar.csv) names trucks "MUD
// TERRAIN TIRES". Beside each stands the truck of the same make, engine and test weight without
// them, of several the one with the nearest B, which holds the gears' drag.
struct Pair {
  double test_mass_lb = 0.0;
  Coastdown road, mud_terrain;
};

const std::vector<Pair> pairs{
    {5500, {37.17, 0.5769, 0.03229}, {54.89, 0.5817, 0.03749}},  // Silverado 2.7
    {5500, {34.64, 0.6235, 0.03055}, {52.37, 0.6283, 0.03280}},  // Silverado 5.3
    {5500, {25.61, 0.8821, 0.02946}, {45.51, 0.9042, 0.03384}},  // Silverado 5.3
    {5500, {28.61, 0.9187, 0.03058}, {52.82, 0.8409, 0.03221}},  // Sierra 5.3
    {6000, {26.78, 0.9166, 0.03113}, {49.65, 0.9152, 0.03453}},  // Sierra 6.2
};

// Rolling resistance that makes m g c + k v^2 the least-squares line through the load of 10 to 75
// mph.
double rolling_resistance(const Coastdown& load, double mass_lb) {
  double n = 0.0, x = 0.0, xx = 0.0, y = 0.0, xy = 0.0;
  for (int speed = 10; speed <= 75; ++speed) {
    const double square = static_cast<double>(speed) * speed;
    const double force = load.a + load.b * speed + load.c * square;
    n += 1.0;
    x += square;
    xx += square * square;
    y += force;
    xy += square * force;
  }
  const double slope = (n * xy - x * y) / (n * xx - x * x);
  return (y - slope * x) / n / mass_lb;
}

}  // namespace

TEST_CASE("mud-terrain tyres roll harder than road tyres by as much as on certified trucks") {
  const auto rolling_of = [](const std::string& tyres) {
    auto vehicle = model::vehicle_file_of("[trim.one]\nbattery.energy_gross = \"100 kWh\"\n"
                                          "body.tyre_class = \"" +
                                          tyres + "\"\n")
                       .trims.front();
    model::estimate_missing(vehicle);
    return vehicle.body.rolling_resistance;
  };
  const double road = *rolling_of("road");
  const auto mud_terrain = rolling_of("mud_terrain");

  double sum = 0.0;
  double smallest = 1.0;
  double largest_load = 0.0;
  for (const Pair& pair : pairs) {
    const double load = rolling_resistance(pair.mud_terrain, pair.test_mass_lb);
    const double difference = load - rolling_resistance(pair.road, pair.test_mass_lb);
    sum += difference;
    smallest = std::min(smallest, difference);
    largest_load = std::max(largest_load, load);
  }
  constexpr double rounding = 1e-4;
  CHECK(std::abs(*mud_terrain - road - sum / static_cast<double>(pairs.size())) < rounding);
  CHECK(std::abs(mud_terrain.range->first - road - smallest) < rounding);
  CHECK(std::abs(mud_terrain.range->second - largest_load) < rounding);
}
