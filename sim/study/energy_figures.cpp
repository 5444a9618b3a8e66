// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/energy_figures.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <utility>

#include "evpickup/base/parallel.hpp"
#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/engine_drive.hpp"
#include "evpickup/energy/runs.hpp"
#include "fuel_mix.hpp"

namespace evpickup::study {

namespace {

/// A drive's part in a mix.
struct Share {
  std::size_t lane = 0;
  double share = 1.0;
  DriveFigures* target = nullptr;
};

/// Lanes that run together: the same cycle, slope and convention. Equal drives are one lane.
struct Batch {
  std::vector<energy::Case> lanes;
  std::vector<Share> shares;
};
struct BatchKey {
  std::string cycle;
  double grade = 0.0;
  model::Convention convention = model::Convention::evpickup;
  bool engine = false;

  [[nodiscard]] auto operator<=>(const BatchKey&) const = default;
};
using Batches = std::map<BatchKey, Batch>;

/// Cases whose figures one thread computes at a time.
constexpr std::size_t cases_at_a_time = 8;

/// The key under which the steady highway drive is kept beside the cycles of files.
constexpr const char* highway = "";

energy::TrailerLoad towed(const model::Duty& duty) {
  if (duty.trailer) return energy::trailer_load(*duty.trailer);
  return {standard_trailer_mass, standard_trailer_drag_area, *model::Trailer{}.rolling};
}

/// The lane of a drive in a batch; drives of one truck are added one after the other.
std::size_t lane_of(std::vector<energy::Case>& lanes, const energy::Case& input) {
  for (std::size_t i = lanes.size(); i > 0 && lanes[i - 1].vehicle == input.vehicle; --i)
    if (lanes[i - 1].conditions == input.conditions) return i - 1;
  lanes.push_back(input);
  return lanes.size() - 1;
}

/// Where nothing has to be warmed up, it does not matter how far a trip is.
void forget_trip(energy::Case& input) {
  if (input.vehicle->convention != model::Convention::evpickup || input.vehicle->has_engine() ||
      energy::auxiliary_load(*input.vehicle, input.conditions).warm_up > units::joules(0))
    return;
  input.conditions.trip = energy::Conditions{}.trip;
  input.conditions.warm_up_share = 1.0;
}

void add(Batches& batches, const std::string& cycle, energy::Case input, double share,
         DriveFigures& target) {
  if (share <= 0.0) return;
  forget_trip(input);
  Batch& batch = batches[{cycle, input.conditions.grade, input.vehicle->convention,
                          input.vehicle->has_engine()}];
  batch.shares.push_back({lane_of(batch.lanes, input), share, &target});
}

/// The duty's mix of cycles under conditions, with and without its payload.
void add_cycles(Batches& batches, const EnergyCase& c, const energy::Conditions& conditions,
                double share, DriveFigures& target) {
  const bool loaded = conditions.payload > units::kilograms(0);
  const double loaded_share = loaded ? *c.duty->payload_share : 1.0;
  energy::Conditions empty = conditions;
  empty.payload = units::kilograms(0);
  for (const auto& part : c.duty->cycles) {
    add(batches, part.cycle, {c.vehicle, conditions}, *part.share * share * loaded_share, target);
    add(batches, part.cycle, {c.vehicle, empty}, *part.share * share * (1.0 - loaded_share),
        target);
  }
}

/// The duty, with and without its trailer.
void add_duty(Batches& batches, const EnergyCase& c, units::Temperature ambient,
              DriveFigures& target) {
  const double towing = c.duty->trailer ? *c.duty->trailer->share : 0.0;
  for (const bool with_trailer : {false, true}) {
    energy::Conditions conditions = energy::conditions(*c.duty, with_trailer);
    conditions.ambient = ambient;
    add_cycles(batches, c, conditions, with_trailer ? towing : 1.0 - towing, target);
  }
}

void add_tow(Batches& batches, const EnergyCase& c, DriveFigures& target) {
  energy::Conditions conditions = energy::conditions(*c.duty, false);
  conditions.trailer = towed(*c.duty);
  add_cycles(batches, c, conditions, 1.0, target);
}

/// FASTSim-2 has neither weather nor trailers.
bool knows_weather(const EnergyCase& c) {
  return c.vehicle->convention == model::Convention::evpickup;
}

bool may_tow(const EnergyCase& c) {
  if (c.vehicle->convention == model::Convention::fastsim2) return false;
  return !c.vehicle->claims.towing.has_value() || towed(*c.duty).mass <= *c.vehicle->claims.towing;
}

/// Adds one lane's drive to the mix it belongs to. Until finish() the figures hold sums over
/// shares: `range` the sum of share / range in 1/m.
void accumulate(const Share& part, const energy::Drive& drive) {
  DriveFigures& figures = *part.target;
  const auto index = static_cast<Eigen::Index>(part.lane);
  const double distance_m = drive.tally.distance_m(index);
  const energy::Balance balance = energy::balance(drive.tally, index);
  figures.range += units::metres(part.share / std::max(distance_m, 1e-3));
  figures.missed_share +=
      part.share * drive.tally.missed_s(index) / std::max(drive.tally.time_s(index), 1e-9);
  figures.imbalance = std::max(figures.imbalance, balance.imbalance);
  figures.consumption = figures.consumption.value_or(units::newtons(0)) +
                        units::newtons(part.share * balance.battery_j / std::max(distance_m, 1e-3));
  if (figures.causes_j_per_m.empty()) {
    figures.causes_j_per_m = balance.terms;
    for (auto& cause : figures.causes_j_per_m) cause.energy_j = 0.0;
  }
  for (std::size_t i = 0; i < balance.terms.size(); ++i)
    figures.causes_j_per_m[i].energy_j +=
        part.share * balance.terms[i].energy_j / std::max(distance_m, 1e-3);
}

/// The same from a drive's figures alone.
void accumulate(const Share& part, const energy::RangeFigures& drive) {
  DriveFigures& figures = *part.target;
  const auto index = static_cast<Eigen::Index>(part.lane);
  const double per_m = part.share / std::max(drive.distance_m(index), 1e-3);
  figures.range += units::metres(per_m);
  figures.missed_share += part.share * drive.missed_s(index) / std::max(drive.time_s(index), 1e-9);
  figures.consumption = figures.consumption.value_or(units::newtons(0)) +
                        units::newtons(per_m * drive.battery_j(index));
}

/// Range below which a truck counts as not moving.
constexpr double standing_m = 10.0;

void finish(const EnergyCase& c, DriveFigures& figures) {
  if (figures.fuel) {
    finish_fuel(*c.vehicle, *c.duty, figures);
    return;
  }
  if (figures.range.value() <= 0.0) return;
  figures.range = units::metres(1.0 / figures.range.value());
  if (figures.range.value() < standing_m) {
    figures.range = units::metres(0);
    figures.consumption.reset();
  }
}

/// Puts lanes side by side whose batteries are alike: lanes that run together wait for the one that
/// takes longest, and how long a range takes goes by the losses of the pack.
void sort_lanes(Batch& batch) {
  const auto loss = [&](const energy::Case& input) {
    const model::Battery& battery = input.vehicle->battery;
    if (!battery.resistance.has_value() || !battery.voltage.has_value()) return 0.0;
    const double volts = units::in_si(*battery.voltage);
    return units::in_si(*battery.resistance) / (volts * volts);
  };
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < batch.lanes.size(); ++i) order.emplace_back(loss(batch.lanes[i]), i);
  std::ranges::sort(order);
  std::vector<energy::Case> sorted;
  std::vector<std::size_t> place(order.size());
  for (const auto& [key, lane] : order) {
    place[lane] = sorted.size();
    sorted.push_back(batch.lanes[lane]);
  }
  batch.lanes = std::move(sorted);
  for (Share& share : batch.shares) share.lane = place[share.lane];
}

/// The cycle of a batch, to be repeated.
model::DriveCycle closed_cycle(const BatchKey& key, model::Catalog& catalog) {
  return key.cycle == highway ? model::constant_speed(highway_speed)
                              : model::closed(catalog.cycle(key.cycle));
}

/// Calls `drive(lanes, steps)` for each batch, and adds what it gives to the mixes.
template <class Drive>
void run(Batches& batches, model::Catalog& catalog, const Drive& drive, int threads) {
  for (auto& [key, batch] : batches) {
    sort_lanes(batch);
    const model::DriveCycle cycle = closed_cycle(key, catalog);
    const energy::Steps steps = energy::compile_steps(cycle, key.grade);
    if (key.engine) {
      const auto driven =
          energy::engine_figures(energy::compile_engines(batch.lanes, cycle), steps, threads);
      for (const Share& share : batch.shares)
        add_fuel(driven, *batch.lanes[share.lane].vehicle, share.lane, share.share, *share.target);
      continue;
    }
    const auto driven = drive(energy::compile(batch.lanes, cycle), steps);
    for (const Share& share : batch.shares) accumulate(share, driven);
  }
}

/// With the energy by cause.
auto whole_drive(int threads) {
  return [=](const energy::Lanes& lanes, const energy::Steps& steps) {
    return energy::range_to_empty(lanes, steps, threads);
  };
}

/// Range and consumption alone.
auto lean_drive(int threads) {
  return [=](const energy::Lanes& lanes, const energy::Steps& steps) {
    return energy::range_figures(lanes, steps, energy::Precision::standard, threads);
  };
}

/// The drives of a case at the temperatures of its months, each temperature once.
class Months {
 public:
  Months(const EnergyCase& c, Batches& batches) : case_(&c) {
    const auto& months = c.duty->ambient_by_month;
    if (!months.has_value() || !c.vehicle->has_physics() || !knows_weather(c)) return;
    for (const auto& ambient : *months)
      if (ambient != *c.duty->ambient) drives_.try_emplace(units::in_kelvin(ambient));
    for (auto& [kelvin, drive] : drives_) add_duty(batches, c, units::kelvin(kelvin), drive);
  }

  /// Puts what the drives gave into the figures of the case.
  void tell(EnergyFigures& figures) {
    if (!case_->duty->ambient_by_month.has_value() || !figures.duty.consumption) return;
    for (auto& [kelvin, drive] : drives_) {
      finish(*case_, drive);
      if (!drive.consumption) return;
      figures.duty.imbalance = std::max(figures.duty.imbalance, drive.imbalance);
    }
    for (const auto& ambient : *case_->duty->ambient_by_month) {
      const auto drive = drives_.find(units::in_kelvin(ambient));
      const DriveFigures& month = drive == drives_.end() ? figures.duty : drive->second;
      figures.monthly.push_back(*month.consumption);
      if (month.fuel) figures.monthly_fuel.push_back(month.fuel->mean);
    }
  }

 private:
  const EnergyCase* case_;
  std::map<double, DriveFigures> drives_;
};

/// The months of all cases, which share lanes with one another and not with the other drives, so
/// that these are the same with months and without.
template <class Drive>
void add_months(std::span<const EnergyCase> cases, std::span<EnergyFigures> figures,
                model::Catalog& catalog, const Drive& drive, int threads) {
  Batches batches;
  std::vector<Months> months;
  months.reserve(cases.size());
  for (const EnergyCase& c : cases) months.emplace_back(c, batches);
  run(batches, catalog, drive, threads);
  for (std::size_t i = 0; i < cases.size(); ++i) months[i].tell(figures[i]);
}

/// The duty of each case.
template <class Drive>
std::vector<DriveFigures> duty_drives(std::span<const EnergyCase> cases, model::Catalog& catalog,
                                      const Drive& drive, int threads) {
  std::vector<DriveFigures> figures(cases.size());
  Batches batches;
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (cases[i].vehicle->has_physics())
      add_duty(batches, cases[i], *cases[i].duty->ambient, figures[i]);
  run(batches, catalog, drive, threads);
  for (std::size_t i = 0; i < cases.size(); ++i) finish(cases[i], figures[i]);
  return figures;
}

void add_charging(const EnergyCase& c, EnergyFigures& figures) {
  const auto curve = energy::charge_curve(*c.vehicle);
  if (!curve) return;
  const units::Energy usable = *c.vehicle->battery.energy_usable;
  figures.charge_10_80 = energy::charge_time(*curve, usable, 0.10, 0.80);
  const bool moves = figures.duty.consumption && figures.duty.consumption->value() > 0.0;
  if (moves && !c.vehicle->has_engine())
    figures.charge_10_min =
        energy::energy_stored(*curve, usable, 0.10, units::minutes(10)) / *figures.duty.consumption;
}

}  // namespace

energy::Conditions standard_conditions() {
  energy::Conditions conditions;
  conditions.ambient = mild;
  conditions.crew = *model::Duty{}.crew;
  return conditions;
}

std::vector<DriveFigures> drive_figures(std::span<const EnergyCase> cases, model::Catalog& catalog,
                                        int threads) {
  return duty_drives(cases, catalog, whole_drive(threads), threads);
}

std::vector<EnergyFigures> duty_figures(std::span<const EnergyCase> cases, model::Catalog& catalog,
                                        int threads) {
  const auto drive = lean_drive(threads);
  std::vector<EnergyFigures> figures(cases.size());
  auto drives = duty_drives(cases, catalog, drive, threads);
  for (std::size_t i = 0; i < cases.size(); ++i) figures[i].duty = std::move(drives[i]);
  add_months(cases, figures, catalog, drive, threads);
  return figures;
}

std::vector<DutyDrive> duty_drives_apart(std::span<const EnergyCase> cases, model::Catalog& catalog,
                                         int threads) {
  std::vector<DriveFigures> mixes(cases.size());
  Batches batches;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!cases[i].vehicle->has_physics() || cases[i].vehicle->has_engine()) return {};
    add_duty(batches, cases[i], *cases[i].duty->ambient, mixes[i]);
  }
  std::vector<DutyDrive> drives;
  for (auto& [key, batch] : batches) {
    sort_lanes(batch);
    const model::DriveCycle cycle = closed_cycle(key, catalog);
    const auto lanes = energy::compile(batch.lanes, cycle);
    const auto driven = energy::range_figures(lanes, energy::compile_steps(cycle, key.grade),
                                              energy::Precision::standard, threads);
    const auto shape = energy::cycle_shape(lanes, cycle, key.grade, threads);
    if ((driven.distance_m >= units::in_metres(energy::longest_drive)).any()) return {};

    // The cases added their drives one after the other, each as many as the next.
    const std::size_t of_each = batch.shares.size() / cases.size();
    if (of_each * cases.size() != batch.shares.size()) return {};
    for (std::size_t k = 0; k < of_each; ++k) {
      std::vector<Eigen::Index> lane;
      for (std::size_t i = 0; i < cases.size(); ++i) {
        const Share& part = batch.shares[i * of_each + k];
        if (part.target != &mixes[i] || part.share != batch.shares[k].share) return {};
        lane.push_back(static_cast<Eigen::Index>(part.lane));
      }
      drives.push_back({batch.shares[k].share,
                        driven.distance_m(lane),
                        driven.battery_j(lane),
                        {shape.distance_m, shape.used(lane, Eigen::all)}});
    }
  }
  return drives;
}

std::vector<EnergyFigures> energy_figures(std::span<const EnergyCase> cases,
                                          model::Catalog& catalog, int threads) {
  std::vector<EnergyFigures> figures(cases.size());
  struct Side {
    DriveFigures city, highway, cold, tow;
  };
  std::vector<Side> sides(cases.size());

  // In the city the truck often drives as on its duty. Of the other drives only the range is told.
  Batches whole, lean;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const EnergyCase& c = cases[i];
    if (!c.vehicle->has_physics()) continue;
    add_duty(whole, c, *c.duty->ambient, figures[i].duty);
    add(whole, "epa_udds", {c.vehicle, standard_conditions()}, 1.0, sides[i].city);
    add(lean, highway, {c.vehicle, standard_conditions()}, 1.0, sides[i].highway);
    if (knows_weather(c)) add_duty(lean, c, cold, sides[i].cold);
    if (may_tow(c)) add_tow(lean, c, sides[i].tow);
  }
  run(whole, catalog, whole_drive(threads), threads);
  run(lean, catalog, lean_drive(threads), threads);

  const auto tell = [&](std::size_t i) {
    if (!cases[i].vehicle->has_physics()) return;
    Side& side = sides[i];
    for (DriveFigures* drive : {&figures[i].duty, &side.city, &side.highway, &side.cold, &side.tow})
      finish(cases[i], *drive);
    figures[i].range_city = side.city.range;
    figures[i].range_highway = side.highway.range;
    figures[i].range_cold = side.cold.range;
    if (may_tow(cases[i])) figures[i].range_tow = side.tow.range;
    figures[i].duty.imbalance = std::max(figures[i].duty.imbalance, side.city.imbalance);
    figures[i].performance = energy::performance(*cases[i].vehicle, standard_conditions());
    add_charging(cases[i], figures[i]);
  };
  base::for_each_block(cases.size(), cases_at_a_time, threads,
                       [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i) tell(i);
                       });
  add_months(cases, figures, catalog, lean_drive(threads), threads);
  return figures;
}

}  // namespace evpickup::study
