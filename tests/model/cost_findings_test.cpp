// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reading.hpp"

/// Keys of the cost settings that mean nothing alone: an amount that nobody pays is refused.
using namespace evpickup;
using model::contains;

namespace {

std::string refusal(const std::string& rest) {
  return model::refusal_of([&] {
    (void)model::read_scenario(
        model::text_of("format = 1\ntitle = \"A test\"\n[duty]\ncycle = \"wltc_3b\"\n" + rest +
                       "[compare]\nvehicles = [\"a:b\"]\n"),
        "test");
  });
}

}  // namespace

TEST_CASE("a cost of an event needs the distance between two, and the other way round") {
  const std::string event = "[cost.lines.belt]\nper_event = \"700 USD\"\n";
  const std::string every = "[cost.lines.belt]\nevery = \"25000 km\"\n";
  CHECK(contains(refusal(event), "cost.lines.belt.per_event: it counts only together with every"));
  CHECK(contains(refusal(every), "cost.lines.belt.every: it counts only together with per_event"));
  CHECK(refusal(event + "every = \"25000 km\"\n").empty());
  CHECK(contains(refusal("[cost.lines.belt]\n"), "cost.lines.belt: the line has no cost"));
}

TEST_CASE("charging hours have a start and an end") {
  CHECK(contains(refusal("charging.home_from = 22\n"), "it counts only together with home_to"));
  CHECK(contains(refusal("charging.home_to = 6\n"), "it counts only together with home_from"));
  CHECK(refusal("charging.home_from = 22\ncharging.home_to = 6\n").empty());
}

TEST_CASE("a lease's distance has a price for what goes beyond it") {
  const std::string lease = "[cost.lease]\npayment = \"500 USD/month\"\n";
  CHECK(refusal(lease).empty());
  CHECK(contains(refusal(lease + "distance = \"15000 km/yr\"\n"),
                 "cost.lease.distance: it counts only together with excess"));
  CHECK(contains(refusal(lease + "excess = \"0.1 USD/km\"\n"),
                 "cost.lease.excess: it counts only together with distance"));
}

TEST_CASE("a tax needs a write-off, and a load the price of its kilowatts") {
  CHECK(contains(refusal("[cost.business]\ntax_rate = 0.3\n"),
                 "cost.business.tax_rate: it counts only together with write_off"));
  CHECK(contains(refusal("[cost.business]\ndemand = \"10 kW\"\n"),
                 "cost.business.demand: it counts only together with demand_charge_per_kw"));
  CHECK(refusal("[cost.business]\nvat_reclaimed = 1\n").empty());
}

TEST_CASE("hours of standing still have a price, and prices have hours") {
  const std::string downtime = "[cost.downtime]\n";
  const std::string paid = downtime + "opportunity = \"40 USD/h\"\n";
  CHECK(contains(refusal(downtime + "planned = \"8 h\"\n"), "its hours have no price"));
  CHECK(contains(refusal(downtime + "labour = \"25 USD/h\"\nplanned = \"8 h\"\n"),
                 "its hours have no price"));
  CHECK(contains(refusal(paid), "its prices have no hours"));
  CHECK(contains(refusal(paid + "tyre_change = \"1 h\"\n"),
                 "cost.downtime.tyre_change: it counts only together with tyre_life"));
  CHECK(refusal(paid + "planned = \"8 h\"\n").empty());
  CHECK(refusal(downtime + "labour = \"25 USD/h\"\nrefuelling_by_age = [\"10 h\"]\n").empty());
}

TEST_CASE("a fade is refused beside a law that does not fade by it") {
  CHECK(contains(refusal("[cost.battery]\nlaw = \"lfp\"\nfade = \"2 %/yr\"\n"),
                 "cost.battery.fade: only the linear law fades by it"));
  CHECK(refusal("[cost.battery]\nlaw = \"linear\"\nfade = \"2 %/yr\"\n").empty());
  CHECK(refusal("[cost.battery]\nfade = \"2 %/yr\"\n").empty());
}

TEST_CASE("lost payload counts as trips or as trucks, not as both") {
  const std::string trips = "[cost]\nextra_trips = true\n";
  CHECK(contains(refusal(trips + "payload_penalty = 1.08\n"),
                 "cost.payload_penalty: extra_trips counts the same lost payload"));
  CHECK(refusal(trips + "payload_penalty = 1.0\n").empty());
  CHECK(refusal("[cost]\npayload_penalty = 1.08\n").empty());
}
