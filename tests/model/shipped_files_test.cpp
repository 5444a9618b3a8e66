// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "evpickup/model/estimates.hpp"
#include "reading.hpp"

using namespace evpickup;
using spec::How;

namespace {

model::Catalog shipped() { return model::Catalog{EVPICKUP_TEST_SOURCE_DIR}; }

// What a file may state without a source: what the truck is, not what it measures.
bool needs_no_source(const std::string& path) {
  return path.starts_with("availability.") || path == "powertrain.kind" ||
         path.ends_with(".estimated");
}

// A word or a yes or no can be estimated, but has no range.
bool has_no_range(const std::string& path) {
  static const std::set<std::string> words{"body.tyre_class",
                                           "battery.chemistry",
                                           "powertrain.drive",
                                           "powertrain.front_disconnect",
                                           "climate.heating",
                                           "purchase.tax_base",
                                           "engine.fuel",
                                           "engine.cycle",
                                           "engine.aspiration",
                                           "engine.stop_start",
                                           "engine.cylinder_deactivation",
                                           "powertrain.layout",
                                           "operation.hold"};
  return words.contains(path);
}

// Every value has a source that its file lists, or is an estimate with a rule and a range.
template <class S>
void check_origins(const S& target, const spec::Sources& sources) {
  spec::visit_leaves(target, "", [&](const spec::Leaf& leaf) {
    CAPTURE(leaf.path);
    CAPTURE(leaf.text);
    if (leaf.origin->how == How::sourced) CHECK(sources.contains(leaf.origin->source));
    if (leaf.origin->how == How::given) CHECK(needs_no_source(leaf.path));
    if (leaf.origin->how != How::estimated) return;
    CHECK_FALSE(leaf.origin->rule.empty());
    CHECK(leaf.range.empty() == has_no_range(leaf.path));
  });
}

}  // namespace

TEST_CASE("every shipped vehicle reads, and its values have sources or rules") {
  auto catalog = shipped();
  std::size_t trims = 0;
  for (const auto& entry : catalog.vehicles()) {
    CAPTURE(entry.id);
    const auto& file = catalog.vehicle_file(entry.id);
    for (const auto& vehicle : file.trims) {
      CAPTURE(vehicle.trim);
      check_origins(vehicle, *file.sources);
      ++trims;
    }
  }
  CHECK(catalog.vehicles().size() >= 10);
  CHECK(trims >= 24);
}

TEST_CASE("every source of a shipped vehicle is used by one of its values") {
  auto catalog = shipped();
  for (const auto& entry : catalog.vehicles()) {
    CAPTURE(entry.id);
    const auto& file = catalog.vehicle_file(entry.id);
    std::set<std::string> used;
    for (const auto& vehicle : file.trims)
      spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
        used.insert(leaf.origin->source);
        for (const auto& other : leaf.also) used.insert(other[1]);
      });
    for (const auto& [id, source] : *file.sources) {
      CAPTURE(id);
      CHECK(used.contains(id));
    }
  }
}

TEST_CASE("a shipped trim with a battery size can be estimated whole, the others say so") {
  auto catalog = shipped();
  for (const auto& entry : catalog.vehicles()) {
    for (auto vehicle : catalog.vehicle_file(entry.id).trims) {
      CAPTURE(vehicle.key());
      if (!vehicle.has_physics() || !model::has_sizes(vehicle)) continue;
      model::estimate_missing(vehicle);
      CHECK(vehicle.body.curb_mass.has_value());
      check_origins(vehicle, *vehicle.sources);
      if (!vehicle.has_motor()) continue;
      CHECK(*vehicle.battery.energy_usable <= *vehicle.battery.energy_gross);
      CHECK(*vehicle.battery.mass < 0.5 * *vehicle.body.curb_mass);
    }
  }
}

TEST_CASE("the torque of the RD6 is a conflict that is decided and explained") {
  auto catalog = shipped();
  const auto torque = catalog.vehicle("radar_rd6:kwh86").powertrain.torque;
  CHECK(units::in_newton_metres(*torque) == doctest::Approx(384.0));
  CHECK(torque.origin.note.find("284") != std::string::npos);
  CHECK(std::ranges::any_of(torque.also, [](const auto& other) {
    return std::abs(units::in_newton_metres(other.value) - 284.0) < 0.5 && !other.source.empty();
  }));
}

TEST_CASE("every shipped market reads, and its values have sources or rules") {
  auto catalog = shipped();
  CHECK(catalog.markets().size() >= 8);
  const auto& rates = catalog.exchange_rates();
  for (const auto& entry : catalog.markets()) {
    CAPTURE(entry.id);
    const auto market = catalog.market(entry.id);
    CHECK(market.date.known());
    CHECK(rates.knows(market.currency()));
    CHECK(market.energy.grid_intensity.has_value());
    spec::visit_leaves(market, "", [&](const spec::Leaf& leaf) {
      CAPTURE(leaf.path);
      if (leaf.origin->how == How::given) CHECK(has_no_range(leaf.path));
      if (leaf.origin->how == How::estimated) CHECK_FALSE(leaf.range.empty());
    });
  }
}

TEST_CASE("every shipped cycle reads, moves, and says what it is and where it comes from") {
  auto catalog = shipped();
  CHECK(catalog.cycles().size() >= 13);
  for (const auto& entry : catalog.cycles()) {
    CAPTURE(entry.id);
    const auto& cycle = catalog.cycle(entry.id);
    CHECK(cycle.title != cycle.id);
    CHECK_FALSE(cycle.source.empty());
    CHECK(cycle.distance() > units::kilometres(1));
  }
}

TEST_CASE("every shipped route reads, and says what it is and where it comes from") {
  auto catalog = shipped();
  CHECK_FALSE(catalog.routes().empty());
  for (const auto& entry : catalog.routes()) {
    CAPTURE(entry.id);
    const auto route = catalog.route(entry.id);
    CHECK(route.title != route.id);
    CHECK_FALSE(route.source.empty());
    CHECK(route.length() > units::kilometres(1));
  }
  const auto climb = catalog.route("davis_dam");
  CHECK(units::in_miles(climb.length()) == doctest::Approx(11.4));
  CHECK(climb.elevation_m.back() - climb.elevation_m.front() == doctest::Approx(3500 * 0.3048));
}

TEST_CASE("shipped cycles have the published lengths") {
  auto catalog = shipped();
  const auto kilometres = [&](const std::string& id) {
    return units::in_kilometres(catalog.cycle(id).distance());
  };
  // 40 CFR 86 appendix I and 600 appendix I in miles; UN GTR 15 class 3b; GB/T 38146.1.
  CHECK(kilometres("epa_udds") / 1.609344 == doctest::Approx(7.45).epsilon(0.002));
  CHECK(kilometres("epa_hwfet") / 1.609344 == doctest::Approx(10.26).epsilon(0.002));
  CHECK(kilometres("wltc_3b") == doctest::Approx(23.27).epsilon(0.002));
  CHECK(kilometres("cltc_p") == doctest::Approx(14.48).epsilon(0.002));
}

TEST_CASE("every shipped scenario reads, and names vehicles, markets and cycles that there are") {
  auto catalog = shipped();
  CHECK(catalog.scenarios().size() >= 5);
  for (const auto& entry : catalog.scenarios()) {
    CAPTURE(entry.id);
    const auto scenario = catalog.scenario(entry.id);
    for (const auto& part : scenario.duty.cycles) (void)catalog.cycle(part.cycle);
    if (scenario.day)
      for (const auto& leg : scenario.day->legs) (void)catalog.cycle(leg.cycle);
    for (const auto& market : scenario.compare.markets) (void)catalog.market(market);
    for (const auto& reference : scenario.compare.vehicles) {
      CAPTURE(reference);
      const std::string vehicle = reference.substr(0, reference.find('@'));
      if (!vehicle.ends_with(":*")) CHECK(catalog.vehicle(vehicle).key() == vehicle);
    }
    CHECK(catalog.exchange_rates().knows(scenario.currency()));
  }
}

TEST_CASE("prices of the shipped vehicles are dated and in currencies that can be converted") {
  auto catalog = shipped();
  const auto& rates = catalog.exchange_rates();
  for (const auto& entry : catalog.vehicles()) {
    for (const auto& vehicle : catalog.vehicle_file(entry.id).trims) {
      if (!vehicle.price.msrp.has_value()) continue;
      CAPTURE(vehicle.key());
      CHECK(vehicle.price.msrp->date.known());
      CHECK(rates.knows(vehicle.price.msrp->currency));
    }
  }
}
