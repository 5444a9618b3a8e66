// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/draws.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::scenario_of;
using test::shipped;

namespace {

/// A plan, its inputs, and the answers at some shares.
struct Study {
  explicit Study(const std::string& rest, std::vector<std::string> outcomes = {"range_km"},
                 bool weigh = false)
      : catalog(shipped()),
        scenario(scenario_of(rest)),
        plan(study::make_plan(catalog, scenario, {})),
        inputs(study::uncertain_inputs(plan, scenario.inputs)),
        evaluation(plan, inputs, {std::move(outcomes), weigh, 1}, catalog, scenario.currency()) {}

  [[nodiscard]] Eigen::ArrayXXd same(double share, Eigen::Index draws = 1) const {
    return Eigen::ArrayXXd::Constant(draws, static_cast<Eigen::Index>(inputs.inputs.size()), share);
  }

  model::Catalog catalog;
  model::Scenario scenario;
  study::Plan plan;
  study::UncertainInputs inputs;
  study::DrawEvaluation evaluation;
};

const std::string one_truck = "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n";

}  // namespace

TEST_CASE("a draw's value is that of --set") {
  Study study(one_truck +
              "[inputs]\nestimates = false\nvary.\"body.curb_mass\" = { dist = \"uniform\", low = "
              "\"2000 kg\", high = \"3000 kg\" }\n");
  const double drawn = study.evaluation.at(study.same(0.5)).of_case.front()(0, 0);
  auto catalog = shipped();
  const auto results = study::run(catalog, scenario_of(one_truck),
                                  test::options_with({{"body.curb_mass", "2500 kg"}}));
  CHECK(drawn == Approx(test::number(results.table, 0, "range_km")).epsilon(1e-9));
}

TEST_CASE("rules see what the scenario varies, as they do with --set") {
  // The usable energy of the RD6 follows the nominal one by rule.
  Study study(one_truck + "[inputs]\nestimates = false\nvary.\"battery.energy_nominal\" = { dist = "
                          "\"uniform\", low = \"60 kWh\", high = \"140 kWh\" }\n",
              {"battery_usable_kwh", "mass_kg"});
  const auto drawn = study.evaluation.at(study.same(0.5)).of_case.front();
  auto catalog = shipped();
  const auto results = study::run(catalog, scenario_of(one_truck),
                                  test::options_with({{"battery.energy_nominal", "100 kWh"}}));
  CHECK(drawn(0, 0) == Approx(test::number(results.table, 0, "battery_usable_kwh")));
  CHECK(drawn(0, 1) == Approx(test::number(results.table, 0, "mass_kg")));
}

TEST_CASE("each draw depends on its own row alone") {
  Study study(one_truck);
  Eigen::ArrayXXd shares = study.same(0.5, 5);
  for (Eigen::Index i = 0; i < 5; ++i) shares.row(i) = 0.1 + 0.2 * static_cast<double>(i);
  const auto together = study.evaluation.at(shares).of_case.front();
  for (Eigen::Index i = 0; i < 5; ++i) {
    const auto single = study.evaluation.at(shares.middleRows(i, 1)).of_case.front();
    CHECK(single(0, 0) == together(i, 0));
  }
}

TEST_CASE("a key moves the duty of its own draw") {
  Study study(one_truck +
              "[inputs]\nestimates = false\nvary.\"duty.ambient\" = { dist = \"uniform\", low = "
              "\"-20 degC\", high = \"20 degC\" }\n");
  Eigen::ArrayXXd shares(2, 1);
  shares << 0.01, 0.99;
  const auto outcomes = study.evaluation.at(shares).of_case.front();
  CHECK(outcomes(0, 0) < 0.9 * outcomes(1, 0));
}

TEST_CASE("a draw that meets the rating weighs more than one that does not") {
  Study study(one_truck, {"range_km"}, true);
  Eigen::ArrayXXd shares = study.same(0.5, 2);
  shares.row(1) = 0.999;
  const auto outcomes = study.evaluation.at(shares);
  CHECK(outcomes.weights(0)(0) > outcomes.weights(0)(1));
  CHECK(outcomes.weights(0)(0) <= 1.0);
}

TEST_CASE("an unknown column is refused with did you mean") {
  const auto refusal = test::refusal_of([] { Study study(one_truck, {"range_kn"}); });
  CHECK(contains(refusal, "range_kn"));
  CHECK(contains(refusal, "did you mean \"range_km\"?"));
}
