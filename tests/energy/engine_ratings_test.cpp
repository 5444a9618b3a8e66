// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "engine_trucks.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/energy/utility_factor.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

std::vector<energy::Prediction> predict(std::string_view procedure,
                                        const std::vector<model::Vehicle>& all) {
  auto files = catalog();
  std::vector<const model::Vehicle*> pointers;
  for (const auto& each : all) pointers.push_back(&each);
  return energy::find_procedure(procedure)->predict(
      pointers,
      [&](const std::string& name) -> const model::DriveCycle& { return files.cycle(name); }, 1);
}

}  // namespace

TEST_CASE("the EPA label of certified petrol and hybrid trucks comes out from their road loads") {
  const auto all = engine_trucks();
  const auto labels = predict("epa", all);
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].body.has_road_load()) continue;
    CAPTURE(all[i].trim);
    const auto& rated = all[i].rating.at("epa");
    const double off = *rated.fuel_combined / *labels[i].fuel_combined - 1.0;
    // One axle each; both axles of the F-150 and Silverado are in the calibration too, and further
    // off (docs/physics.md).
    const bool two_axles = all[i].trim.ends_with("4wd");
    CHECK(std::abs(off) < (two_axles ? 0.08 : 0.05));
    if (two_axles) continue;
    sum += std::abs(off);
    ++count;
  }
  REQUIRE(count == 4);
  CHECK(sum / count < 0.03);
}

TEST_CASE("a mixed list has the predictions of each truck alone, in its order") {
  auto all = engine_trucks();
  all.insert(all.begin() + 2, truck("radar_rd6:kwh86"));
  const auto together = predict("epa", all);
  for (std::size_t i : {1U, 2U, 3U}) {
    const auto alone = predict("epa", {all[i]}).front();
    CHECK(together[i].range == alone.range);
    CHECK(together[i].fuel_combined.has_value() == all[i].has_engine());
  }
}

TEST_CASE("a plug-in label weighs fuel by the individual utility factor of its electric range") {
  const auto label = predict("epa", {engine_truck("shark6")}).front();
  REQUIRE(label.electric_range);
  CHECK(*label.utility_factor ==
        energy::utility_factor(energy::UtilityFactor::individual, *label.electric_range));
  CHECK(*label.fuel_weighted < 0.5 * *label.fuel_combined);
  CHECK(label.range > *label.electric_range);
  CHECK_FALSE(predict("epa", {engine_truck("f150_2wd")}).front().electric_range);
}

TEST_CASE("WLTP weighs by Europe's utility factor of the electric range") {
  const auto wltp = predict("wltp", {engine_truck("shark6")}).front();
  const double share = energy::utility_factor(energy::UtilityFactor::europe, *wltp.electric_range);
  CHECK(*wltp.utility_factor == share);
  CHECK(*wltp.fuel_weighted < *wltp.fuel_combined);
  CHECK(*wltp.fuel_weighted >= (1.0 - share) * *wltp.fuel_combined);
}

TEST_CASE("NEDC weighs with 25 km between charges") {
  const auto nedc = predict("nedc", {engine_truck("shark6")}).front();
  const double electric_km = units::in_kilometres(*nedc.electric_range);
  CHECK(*nedc.fuel_weighted / *nedc.fuel_combined == Approx(25.0 / (25.0 + electric_km)));
}
