// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/row_stream.hpp"
#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::count_with;

namespace {

study::Results sweep_of(const std::string& vehicles, const std::string& key,
                        const std::string& values) {
  auto catalog = test::shipped();
  return study::run(catalog,
                    test::scenario_of("[compare]\nmarkets = [\"us\"]\nvehicles = [" + vehicles +
                                      "]\n[cost]\nestimates = \"2026\"\n[[sweep]]\nkey = \"" + key +
                                      "\"\nvalues = [" + values + "]\n"),
                    {});
}

}  // namespace

TEST_CASE("a sweep on which no figure depends is refused, where it stands") {
  const auto refusal = test::refusal_of([] {
    (void)sweep_of("\"radar_rd6:kwh86\"", "market.us.energy.workplace",
                   "\"0.1 USD/kWh\", \"0.2 USD/kWh\"");
  });
  CHECK(contains(refusal, "test.toml:"));
  CHECK(contains(refusal, "market.us.energy.workplace: the sweep moves nothing: no figure of "
                          "radar_rd6:kwh86 depends on it"));
  CHECK(contains(refusal, "evpickup explain market.us.energy.workplace"));
}

TEST_CASE("a sweep that moves some of the trucks names those that it does not") {
  const auto results = sweep_of("\"radar_rd6:kwh86\", \"ford_f150:v6_27_4x4\"", "engine.power",
                                "\"200 kW\", \"250 kW\"");
  CHECK(results.table.rows.size() == 4);
  CHECK(count_with(results.notes, "The sweep of engine.power moves nothing of radar_rd6:kwh86: no "
                                  "figure of it depends on the key.") == 1);
}

TEST_CASE("a sweep that moves all trucks, or has one value, is not spoken of") {
  for (const std::string values : {"\"200 kW\", \"250 kW\"", "\"250 kW\""}) {
    const auto results = sweep_of("\"ford_f150:v6_27_4x4\"", "engine.power", values);
    CHECK(count_with(results.notes, "moves nothing") == 0);
  }
}

TEST_CASE("an axis that counts only where another does is not refused") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of(
      "job_site = { energy = \"5 kWh\" }\n[compare]\nmarkets = [\"us\"]\nvehicles = "
      "[\"ford_f150_lightning:pro_sr\"]\n[cost]\nestimates = \"2026\"\n[[sweep]]\nkey = "
      "\"duty.job_site.energy\"\nvalues = [\"5 kWh\", \"10 kWh\"]\n[[sweep]]\nkey = "
      "\"duty.job_site.days\"\nvalues = [0, 200]\n");
  CHECK(study::run(catalog, scenario, {}).table.rows.size() == 4);
  CHECK(study::stream_sweep(catalog, scenario, {}).size == 4);
}

TEST_CASE("a varied key that moves none of the outcomes is refused where it stands") {
  const auto drawn = [](const std::string& outcomes) {
    auto catalog = test::shipped();
    return study::run(catalog,
                      test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[inputs]\n"
                                        "estimates = false\n[inputs.vary]\n\"price.msrp\" = { dist "
                                        "= \"uniform\", low = \"100000 CNY\", high = \"200000 "
                                        "CNY\" }\n\"body.curb_mass\" = { dist = \"uniform\", low = "
                                        "\"2000 kg\", high = \"2300 kg\" }\n[monte_carlo]\nsamples "
                                        "= 16\noutcomes = [" +
                                        outcomes + "]\n"),
                      {});
  };
  const auto refusal = test::refusal_of([&] { (void)drawn("\"range_km\""); });
  CHECK(contains(refusal, "test.toml:"));
  CHECK(contains(refusal, "inputs.vary.price.msrp: it moves none of the outcomes of any truck"));
  CHECK_FALSE(contains(refusal, "curb_mass: it"));
}

TEST_CASE("a varied key that counts only where another one does is drawn") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog,
                 test::scenario_of(
                     "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[inputs]\nestimates = "
                     "false\nvary.\"duty.ambient\" = { dist = \"uniform\", low = \"-10 degC\", "
                     "high = \"25 degC\" }\nvary.\"duty.trip\" = { dist = \"uniform\", low = \"5 "
                     "km\", high = \"60 km\" }\n[monte_carlo]\nsamples = 16\noutcomes = "
                     "[\"range_km\"]\n"),
                 {});
  CHECK(test::find_section(results, "monte_carlo_range_km") != nullptr);
}
