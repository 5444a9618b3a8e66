// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/uncertain_inputs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::scenario_of;
using test::shipped;

namespace {

study::UncertainInputs inputs_of(const std::string& rest, bool estimates = true) {
  auto catalog = shipped();
  const auto scenario = scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\", "
                                    "\"radar_rd6:kwh63\"]\n[inputs]\nestimates = " +
                                    std::string(estimates ? "true" : "false") + "\n" + rest);
  const auto plan = study::make_plan(catalog, scenario, {});
  return study::uncertain_inputs(plan, scenario.inputs);
}

bool has(const study::UncertainInputs& inputs, const std::string& name) {
  return std::ranges::any_of(inputs.inputs, [&](const auto& input) { return input.name == name; });
}

}  // namespace

TEST_CASE("every estimate of a truck with a range is drawn, and trims share those of the body") {
  const auto inputs = inputs_of("");
  CHECK(has(inputs, "radar_rd6.body.drag_coefficient"));
  CHECK(has(inputs, "radar_rd6.battery.energy_usable"));
  REQUIRE(inputs.of_case.size() == 2);
  CHECK(inputs.of_case[0].size() == inputs.of_case[1].size());
  for (std::size_t k = 0; k < inputs.of_case[0].size(); ++k)
    CHECK(inputs.of_case[0][k].input == inputs.of_case[1][k].input);
}

TEST_CASE("an estimate's range holds four of five draws") {
  const auto inputs = inputs_of("");
  for (const auto& value : inputs.of_case[0]) {
    if (!value.estimated) continue;
    const auto share = [&](double u) { return study::quantile(value.distribution, u); };
    CHECK(share(0.5) > 0.0);
    CHECK(share(0.1) < share(0.9));
    // A range whose end is the value itself lies on one side of it.
    const bool two_sided = share(1e-9) < value.base && value.base < share(1.0 - 1e-9);
    if (!two_sided) continue;
    CHECK(share(0.1) <= value.base);
    CHECK(share(0.9) >= value.base);
  }
}

TEST_CASE("a pack's drawn resistance goes with its drawn voltage, as its rule does") {
  const auto inputs = inputs_of("");
  const auto& values = inputs.of_case[0];
  const auto value_of = [&](const std::string& key) -> const study::DrawnValue& {
    return *std::ranges::find_if(values, [&](const auto& each) { return each.key == key; });
  };
  const auto& resistance = value_of("battery.resistance");
  REQUIRE(resistance.follows.size() == 2);
  const auto drawn = [&](std::size_t k) {
    if (values[k].key == "battery.voltage") return 1.2 * values[k].base;
    if (values[k].key == "battery.energy_usable") return 0.9 * values[k].base;
    return values[k].base;
  };
  CHECK(study::followed(resistance.base, resistance, values, drawn) ==
        Approx(resistance.base * 1.2 * 1.2 / 0.9));
  CHECK(study::followed(350.0, value_of("battery.voltage"), values, drawn) == 350.0);
}

TEST_CASE("a resistance does not go with what is not drawn as an estimate") {
  const auto inputs = inputs_of("vary.\"battery.voltage\" = "
                                "{ dist = \"uniform\", low = \"330 V\", high = \"420 V\" }\n");
  for (const auto& value : inputs.of_case[0]) {
    for (const auto& followed : value.follows) {
      CHECK(inputs.of_case[0][followed.value].estimated);
      CHECK(inputs.of_case[0][followed.value].key != "battery.voltage");
    }
  }
}

TEST_CASE("what the scenario varies takes the place of the estimate") {
  const auto inputs = inputs_of("vary.\"body.drag_coefficient\" = "
                                "{ dist = \"uniform\", low = 0.30, high = 0.40 }\n");
  const auto& values = inputs.of_case[0];
  const auto count = std::ranges::count_if(
      values, [](const auto& value) { return value.key == "body.drag_coefficient"; });
  CHECK(count == 1);
  CHECK_FALSE(values.front().estimated);
  CHECK(study::quantile(values.front().distribution, 0.5) == Approx(0.35));
}

TEST_CASE("a key for one trim moves that trim alone") {
  const auto inputs = inputs_of("vary.\"vehicle.radar_rd6:kwh63.body.curb_mass\" = "
                                "{ dist = \"uniform\", low = \"2000 kg\", high = \"2200 kg\" }\n",
                                false);
  CHECK(inputs.of_case[0].empty());
  CHECK(inputs.of_case[1].size() == 1);
}

TEST_CASE("duty and cost can be drawn") {
  const auto inputs = inputs_of("vary.\"duty.ambient\" = "
                                "{ dist = \"normal\", mean = \"10 degC\", sd = \"8 K\" }\n",
                                false);
  REQUIRE(inputs.of_case[0].size() == 1);
  CHECK(inputs.of_case[0].front().of_duty);
  CHECK(inputs.of_case[0].front().key == "ambient");
}

TEST_CASE("keys that cannot be drawn are refused with the reason") {
  const auto refusal = [](const std::string& rest) {
    return test::refusal_of([&] { (void)inputs_of(rest, false); });
  };
  CHECK(
      contains(refusal("vary.\"body.drag_coeficient\" = { dist = \"uniform\" }\n"), "unknown key"));
  CHECK(contains(refusal("vary.\"powertrain.drive\" = { dist = \"uniform\", low = 1, high = 2 }\n"),
                 "no number that can be drawn"));
  CHECK(contains(refusal("vary.\"vehicle.ford_f150_lightning:pro_sr.body.curb_mass\" = { dist = "
                         "\"uniform\", low = \"2 t\", high = \"3 t\" }\n"),
                 "not part of this run"));
  CHECK(contains(refusal(""), "nothing is drawn"));
  CHECK(contains(
      refusal(
          "vary.\"duty.ambient\" = { dist = \"uniform\", low = \"0 degC\", high = \"9 degC\" }\n"
          "[[inputs.correlate]]\nkeys = [\"duty.ambient\", \"duty.altitude\"]\nrank = 0.5\n"),
      "\"duty.altitude\" is not drawn"));
}

TEST_CASE("nothing is drawn that the key does not accept") {
  // The ambient of a duty is -40 .. 55 degC.
  const auto wide = inputs_of("vary.\"duty.ambient\" = "
                              "{ dist = \"normal\", mean = \"10 degC\", sd = \"200 K\" }\n",
                              false);
  const auto& distribution = wide.of_case[0].front().distribution;
  CHECK(study::quantile(distribution, 0.0) == Approx(273.15 - 40.0));
  CHECK(study::quantile(distribution, 1.0) == Approx(273.15 + 55.0));
  CHECK(contains(test::refusal_of([] {
                   (void)inputs_of(
                       "vary.\"duty.ambient\" = { dist = \"uniform\", low = \"0 degC\", "
                       "high = \"90 degC\" }\n",
                       false);
                 }),
                 "leaves what its key accepts"));
}

TEST_CASE("what is varied of one truck counts for it, if it stands behind what is varied of all") {
  const std::string of_all =
      "vary.\"battery.mass\" = { dist = \"uniform\", low = \"300 kg\", high = \"310 kg\" }\n";
  const std::string of_one =
      "vary.\"vehicle.radar_rd6:kwh63.battery.mass\" = { dist = \"uniform\", "
      "low = \"900 kg\", high = \"910 kg\" }\n";
  const auto middle_of = [](const study::UncertainInputs& inputs, std::size_t of) {
    REQUIRE(inputs.of_case[of].size() == 1);
    return study::quantile(inputs.of_case[of][0].distribution, 0.5);
  };
  const auto one_last = inputs_of(of_all + of_one, false);
  CHECK(middle_of(one_last, 0) == Approx(305.0));
  CHECK(middle_of(one_last, 1) == Approx(905.0));
  const auto all_last = inputs_of(of_one + of_all, false);
  CHECK(middle_of(all_last, 1) == Approx(305.0));
}

TEST_CASE("an estimate that follows others stays within what its key accepts") {
  const auto inputs = inputs_of("");
  for (const auto& value : inputs.of_case[0]) {
    if (value.key != "battery.resistance") continue;
    CHECK(value.lowest == Approx(1e-3));
    CHECK(value.highest == Approx(5.0));
    const std::vector<study::DrawnValue> others{value, value};
    study::DrawnValue follower = value;
    follower.follows = {{1, 2.0}};
    const auto ten_times = [&](std::size_t) { return 10.0 * value.base; };
    CHECK(study::followed(0.5, follower, others, ten_times) == Approx(5.0));
  }
}
