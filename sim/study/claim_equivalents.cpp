// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "claim_list.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/model/estimates.hpp"
#include "moved_trucks.hpp"

/// What a rating by one procedure means in terms of another.
namespace evpickup::study {

namespace {

/// A truck with one of its ratings, as what it is anchored on.
struct Rated {
  const model::Vehicle* truck = nullptr;
  std::string procedure;
  double range_km = 0.0;
  model::Vehicle given, filled;
  double physics_n = 0.0;
};

std::vector<Rated> rated_trucks(std::span<const model::Vehicle> trucks) {
  std::vector<Rated> all;
  for (const auto& truck : trucks) {
    if (truck.rating.contains("epa") || !truck.has_physics() || truck.has_engine()) continue;
    for (const auto& [procedure, rating] : truck.rating) {
      if (!rating.range.has_value()) continue;
      Rated rated{&truck, procedure, units::in_kilometres(*rating.range), truck, truck, 0.0};
      model::Rating range_alone;
      range_alone.range = rating.range;
      range_alone.estimated = rating.estimated;
      rated.given.rating = {{procedure, range_alone}};
      rated.filled = rated.given;
      model::estimate_missing(rated.filled);
      all.push_back(std::move(rated));
    }
  }
  return all;
}

/// Consumption by each truck's own procedure, blind.
void find_physics(std::vector<Rated>& all, const Bench& bench) {
  for (const auto& procedure : energy::procedures()) {
    std::vector<Rated*> here;
    std::vector<const model::Vehicle*> pointers;
    for (auto& rated : all) {
      if (rated.procedure != procedure.key) continue;
      here.push_back(&rated);
      pointers.push_back(&rated.filled);
    }
    if (here.empty()) continue;
    const auto predictions = procedure.predict(pointers, bench.cycles, bench.threads);
    for (std::size_t i = 0; i < here.size(); ++i)
      here[i]->physics_n =
          units::in_newtons(*here[i]->filled.battery.energy_usable / predictions[i].range);
  }
}

model::Vehicle with_factor(const model::Vehicle& truck, AnchoredPart part, double factor) {
  model::Vehicle result = truck;
  correction(result, part) = spec::Sourced<double>(factor);
  return result;
}

/// Label ranges in km, all in one batch.
std::vector<double> label_ranges(const std::vector<model::Vehicle>& trucks, const Bench& bench) {
  std::vector<const model::Vehicle*> pointers;
  for (const auto& truck : trucks) pointers.push_back(&truck);
  std::vector<double> ranges;
  for (const auto& prediction :
       energy::find_procedure("epa")->predict(pointers, bench.cycles, bench.threads))
    ranges.push_back(units::in_kilometres(prediction.range));
  return ranges;
}

double kwh_per_100km(double consumption_n) {
  return units::in_kilowatt_hours_per_100km(units::newtons(consumption_n));
}

/// Usable energy over rated range; the interval is that of the usable energy.
Interval implied(const Rated& rated) {
  const auto& usable = rated.filled.battery.energy_usable;
  const auto per_range = [&](units::Energy energy) {
    return 100.0 * units::in_kilowatt_hours(energy) / rated.range_km;
  };
  Interval result{per_range(*usable), per_range(*usable), per_range(*usable)};
  if (usable.range) {
    result.low = per_range(usable.range->first);
    result.high = per_range(usable.range->second);
  }
  return result;
}

}  // namespace

std::vector<Equivalent> epa_equivalents(std::span<const model::Vehicle> trucks,
                                        const energy::CycleLibrary& cycles, int threads) {
  const Bench bench{cycles, threads};
  auto all = rated_trucks(trucks);
  if (all.empty()) return {};
  find_physics(all, bench);

  // Every truck as it is and with each uncertain input moved is anchored anew on the rated range.
  MovedTrucks moved;
  std::vector<const model::Vehicle*> pointers;
  for (const auto& rated : all) {
    moved.add(rated.given, rated.filled, find_claim("range_epa")->inputs);
    pointers.push_back(&rated.filled);
  }
  const auto anchors = find_anchors(pointers, cycles, threads);
  const auto moved_pointers = moved.pointers();
  const auto moved_anchors = find_anchors(moved_pointers, cycles, threads);

  // As it is, at both ends of its factor, and moved.
  std::vector<model::Vehicle> tried;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Anchor& anchor = anchors[i].value();
    for (const double factor : {anchor.factor, anchor.range.low, anchor.range.high})
      tried.push_back(with_factor(all[i].filled, anchor.part, factor));
  }
  for (std::size_t i = 0; i < moved_pointers.size(); ++i)
    tried.push_back(
        with_factor(*moved_pointers[i], moved_anchors[i]->part, moved_anchors[i]->factor));
  const auto ranges = label_ranges(tried, bench);
  Figures of_moved;
  for (std::size_t i = 3 * all.size(); i < ranges.size(); ++i) of_moved.emplace_back(ranges[i]);

  std::vector<Equivalent> results;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Rated& rated = all[i];
    const double central = ranges[3 * i];
    auto effects = moved.effects(i, of_moved, central);
    effects.push_back({"rating." + rated.procedure + ".range",
                       fmt::format("{:.0f} km", rated.range_km),
                       fmt::format("+-{:.0f} %", 100.0 * anchors[i]->target.doubt),
                       ranges[3 * i + 1], ranges[3 * i + 2]});
    sort_by_size(effects, central);
    results.push_back({rated.truck->id, rated.truck->trim, rated.procedure, rated.range_km,
                       implied(rated), kwh_per_100km(rated.physics_n), *anchors[i],
                       interval(central, effects, 0.0), std::move(effects)});
  }
  return results;
}

}  // namespace evpickup::study
