// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/anchoring.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "evpickup/model/estimates.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using study::AnchoredPart;
using study::RatingTarget;
using test::contains;

namespace {

model::Vehicle ready(model::Catalog& catalog, const std::string& reference) {
  model::Vehicle vehicle = catalog.vehicle(reference);
  model::estimate_missing(vehicle);
  return vehicle;
}

study::Anchor anchor_of(model::Catalog& catalog, const model::Vehicle& vehicle) {
  const model::Vehicle* const one[] = {&vehicle};
  return study::find_anchors(one, study::cycle_library(catalog), 1).front().value();
}

energy::Prediction predict(model::Catalog& catalog, const model::Vehicle& vehicle,
                           const std::string& procedure) {
  const model::Vehicle* const one[] = {&vehicle};
  return energy::find_procedure(procedure)
      ->predict(std::span(one), study::cycle_library(catalog), 1)
      .front();
}

template <class T>
void give(spec::Sourced<T>& target, T value) {
  target = spec::Sourced<T>(std::move(value));
}

}  // namespace

TEST_CASE("consumption is preferred to range, certified figures to a maker's own") {
  model::Vehicle vehicle;
  CHECK_FALSE(study::rating_target(vehicle).has_value());

  give(vehicle.rating["epa"].range, units::miles(300));
  give(vehicle.rating["epa"].estimated, true);
  CHECK(study::rating_target(vehicle)->procedure == "epa");
  CHECK(study::rating_target(vehicle)->doubt == study::estimated_doubt);

  give(vehicle.rating["wltp"].range, units::kilometres(500));
  CHECK(study::rating_target(vehicle)->procedure == "wltp");
  CHECK(study::rating_target(vehicle)->quantity == RatingTarget::Quantity::range);
  CHECK(study::rating_target(vehicle)->value == Approx(5e5));

  give(vehicle.rating["epa"].estimated, false);
  give(vehicle.rating["epa"].consumption, units::kilowatt_hours_per_100km(30));
  CHECK(study::rating_target(vehicle)->procedure == "epa");
  CHECK(study::rating_target(vehicle)->quantity == RatingTarget::Quantity::consumption);
  CHECK(study::rating_target(vehicle)->doubt == study::certified_doubt);
}

TEST_CASE("a Chinese rating carries the doubt of its other cycle") {
  model::Vehicle vehicle;
  give(vehicle.rating["cltc"].range, units::kilometres(550));
  CHECK(study::rating_target(vehicle)->doubt == study::other_cycle_doubt);
}

TEST_CASE("an anchored truck meets its rating on the rating's own procedure") {
  auto catalog = test::shipped();
  for (const char* reference :
       {"radar_rd6:kwh86", "ford_f150_lightning:lariat_er", "rivian_r1t:quad_large_2022",
        "tesla_cybertruck:awd", "gmc_hummer_ev:ed1"}) {
    CAPTURE(reference);
    model::Vehicle vehicle = ready(catalog, reference);
    const auto anchor = anchor_of(catalog, vehicle);
    REQUIRE(anchor.refusal.empty());
    study::apply(anchor, vehicle);
    const auto prediction = predict(catalog, vehicle, anchor.target.procedure);
    CHECK(study::misfit(anchor.target, prediction) == Approx(0.0).epsilon(1.0).scale(1e-4));
    CHECK(std::abs(study::misfit(anchor.target, prediction)) < 1e-4);
  }
}

TEST_CASE("the factor acts on losses where the road load is certified, else on the road load") {
  auto catalog = test::shipped();
  auto certified = ready(catalog, "ford_f150_lightning:pro_sr");
  study::apply(anchor_of(catalog, certified), certified);
  CHECK(*certified.correction.road_load == 1.0);
  CHECK(*certified.correction.losses != 1.0);

  auto estimated = ready(catalog, "radar_rd6:kwh86");
  study::apply(anchor_of(catalog, estimated), estimated);
  CHECK(*estimated.correction.losses == 1.0);
  CHECK(*estimated.correction.road_load != 1.0);
}

TEST_CASE("the three packs of the RD6 ask for one and the same factor") {
  auto catalog = test::shipped();
  const double small = anchor_of(catalog, ready(catalog, "radar_rd6:kwh63")).factor;
  const double middle = anchor_of(catalog, ready(catalog, "radar_rd6:kwh86")).factor;
  const double large = anchor_of(catalog, ready(catalog, "radar_rd6:kwh100")).factor;
  CHECK(middle == Approx(small).epsilon(0.02));
  CHECK(large == Approx(middle).epsilon(0.02));
}

TEST_CASE("the factor has a range by the doubt of the rating, and the text names the rating") {
  auto catalog = test::shipped();
  const auto anchor = anchor_of(catalog, ready(catalog, "radar_rd6:kwh86"));
  CHECK(anchor.range.low < anchor.factor);
  CHECK(anchor.range.high > anchor.factor);
  // Range falls a little less than the road load grows, for some losses stay.
  CHECK(anchor.range.high / anchor.range.low > std::exp(2 * study::other_cycle_doubt));
  CHECK(contains(study::text(anchor), "road load x 1.0"));
  CHECK(contains(study::text(anchor), "CLTC-P range of 550 km"));
}

TEST_CASE("a rating that no believable factor meets is refused with numbers and inputs") {
  auto catalog = test::shipped();
  auto vehicle = ready(catalog, "radar_rd6:kwh86");
  give(vehicle.rating["cltc"].range, units::kilometres(900));
  const auto anchor = anchor_of(catalog, vehicle);
  CHECK(contains(anchor.refusal, "radar_rd6:kwh86: its CLTC-P rating is not plausible"));
  CHECK(contains(anchor.refusal, "rated are 900 (-35 %)"));
  CHECK(contains(anchor.refusal, "believed are 0.75 to 1.30"));
  CHECK(contains(anchor.refusal, "rating.cltc"));
  CHECK(contains(anchor.refusal, "body.drag_coefficient 0.39 (estimated)"));
  // What the rating asks of the battery alone makes the truck meet it, but for what charge does.
  CHECK(contains(anchor.refusal, "or a usable energy of about 126 kWh"));
  CHECK(81.7 * std::exp(-anchor.blind_misfit) == Approx(126).epsilon(0.01));
  study::apply(anchor, vehicle);
  CHECK(*vehicle.correction.road_load == 1.0);
}

TEST_CASE("a rating beyond every factor tried says so, and usable energy is not blamed for "
          "consumption") {
  auto catalog = test::shipped();
  auto vehicle = ready(catalog, "ford_f150_lightning:pro_sr");
  give(vehicle.rating["epa"].consumption, units::kilowatt_hours_per_100km(12.5));
  const auto anchor = anchor_of(catalog, vehicle);
  CHECK_FALSE(anchor.found);
  CHECK(contains(anchor.refusal, "its losses x less than 0.50"));
  CHECK_FALSE(contains(anchor.refusal, "energy"));
  CHECK(anchor_of(catalog, ready(catalog, "ford_f150_lightning:pro_sr")).found);
}

TEST_CASE("rated consumption checks the usable energy by the rated range") {
  auto catalog = test::shipped();
  auto vehicle = ready(catalog, "ford_f150_lightning:pro_sr");
  const auto as_filed = anchor_of(catalog, vehicle);
  REQUIRE(as_filed.range_misfit.has_value());
  CHECK(std::abs(*as_filed.range_misfit) < 0.02);
  give(vehicle.battery.energy_usable, 1.1 * *vehicle.battery.energy_usable);
  CHECK(*anchor_of(catalog, vehicle).range_misfit - *as_filed.range_misfit ==
        Approx(std::log(1.1)).epsilon(0.02));
}

TEST_CASE("a draw that meets the rating weighs one, one that is off by its doubt weighs less") {
  const RatingTarget target{"epa", RatingTarget::Quantity::range, 5e5, 0.02, false};
  energy::Prediction prediction;
  prediction.range = units::kilometres(500);
  CHECK(study::likelihood(study::deviation(target, prediction)) == Approx(1.0));
  prediction.range = units::metres(5e5 * std::exp(0.02));
  CHECK(study::misfit(target, prediction) == Approx(0.02));
  CHECK(study::likelihood(study::deviation(target, prediction)) == Approx(std::exp(-0.5)));
}

TEST_CASE("trucks of several procedures are anchored together, those without a rating left out") {
  auto catalog = test::shipped();
  const auto rd6 = ready(catalog, "radar_rd6:kwh86");
  auto unrated = ready(catalog, "ford_f150_lightning:pro_sr");
  unrated.rating.clear();
  const auto r1t = ready(catalog, "rivian_r1t:dual_large");
  const model::Vehicle* const all[] = {&rd6, &unrated, &r1t};
  const auto anchors = study::find_anchors(all, study::cycle_library(catalog), 2);
  REQUIRE(anchors.size() == 3);
  CHECK_FALSE(anchors[1].has_value());
  CHECK(anchors[0]->factor == anchor_of(catalog, rd6).factor);
  CHECK(anchors[2]->factor == anchor_of(catalog, r1t).factor);
}
