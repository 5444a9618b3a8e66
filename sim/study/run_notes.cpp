// SPDX-License-Identifier: Apache-2.0
#include "run_notes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/cost/lanes.hpp"
#include "evpickup/energy/range.hpp"

namespace evpickup::study {

namespace {

/// Sentences that hold for several trucks: each once, with the names of all.
class SharedNotes {
 public:
  void add(const std::string& truck, const std::string& note) {
    const auto known = std::ranges::find(notes_, note, &Note::text);
    Note& found = known == notes_.end() ? notes_.emplace_back(Note{note, {}}) : *known;
    if (std::ranges::find(found.trucks, truck) == found.trucks.end()) found.trucks.push_back(truck);
  }

  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> sentences;
    for (const Note& note : notes_)
      sentences.push_back(fmt::format("{}: {}", fmt::join(note.trucks, ", "), note.text));
    return sentences;
  }

 private:
  struct Note {
    std::string text;
    std::vector<std::string> trucks;
  };
  std::vector<Note> notes_;
};

/// Cases of each truck of which the same is to be told, with their places on the axes of a sweep.
class CasesByTruck {
 public:
  struct Cases {
    std::vector<std::string> places;
    double least = 1.0;
    double most = 0.0;

    /// " at usable 20 kWh; usable 30 kWh; 4 more"; empty without a sweep.
    [[nodiscard]] std::string where() const {
      constexpr std::size_t most_told = 3;
      if (places.front().empty()) return {};
      const auto told = std::min(places.size(), most_told);
      std::string text = fmt::format(
          " at {}", fmt::join(places.begin(),
                              std::next(places.begin(), static_cast<std::ptrdiff_t>(told)), "; "));
      if (told < places.size()) text += fmt::format("; {} more", places.size() - told);
      return text;
    }
    /// "1.2 to 8.5 %".
    [[nodiscard]] std::string shares() const {
      const auto low = fmt::format("{:.1f}", 100 * least);
      const auto high = fmt::format("{:.1f}", 100 * most);
      return (low == high ? low : low + " to " + high) + " %";
    }
  };

  void add(const std::string& truck, const std::string& place, double share) {
    const auto known = std::ranges::find(all_, truck, [](const auto& item) { return item.first; });
    Cases& cases = known == all_.end() ? all_.emplace_back(truck, Cases{}).second : known->second;
    if (std::ranges::find(cases.places, place) == cases.places.end()) cases.places.push_back(place);
    cases.least = std::min(cases.least, share);
    cases.most = std::max(cases.most, share);
  }
  [[nodiscard]] const std::vector<std::pair<std::string, Cases>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, Cases>> all_;
};

}  // namespace

std::vector<std::string> case_notes(const Plan& plan,
                                    std::span<const EnergyFigures* const> energy) {
  std::vector<std::string> notes;
  const auto add = [&](std::string note) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end())
      notes.push_back(std::move(note));
  };
  SharedNotes shared;
  CasesByTruck stopped;
  CasesByTruck behind;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const auto& vehicle = *plan.cases[i].vehicle;
    const auto& drive = energy[i]->duty;
    const auto add_price = [&] {
      const auto& market = plan.cases[i].market;
      if (market ? !cost::list_price(vehicle, *market) : !vehicle.price.msrp.has_value())
        add(fmt::format("{}: no source gives a price, so its cost is left blank.", vehicle.key()));
    };
    if (!vehicle.has_physics()) {
      add_price();
      add(fmt::format("{}: only its consumption is known; it has a cost, but neither ranges nor "
                      "performance.",
                      vehicle.key()));
      continue;
    }
    if (!drive.consumption) {
      stopped.add(vehicle.key(), axis_values(plan, plan.cases[i]), 1.0);
    } else if (drive.missed_share > missed_worth_telling) {
      behind.add(vehicle.key(), axis_values(plan, plan.cases[i]), drive.missed_share);
    }
    add_price();
    if (drive.fuel && drive.consumption && drive.missed_share > 0.5)
      add(fmt::format("{} cannot hold the speed of this duty on its engine alone and slows down.",
                      vehicle.key()));
    if (vehicle.has_engine() && vehicle.convention == model::Convention::evpickup &&
        vehicle.is_charged())
      shared.add(vehicle.key(),
                 fmt::format("fuel and power are means over the distance by the utility factor "
                             "({}).",
                             plan.cases[i].duty->day_distances.has_value()
                                 ? "from duty.day_distances"
                                 : "SAE J2841, individual"));
    if (!energy[i]->performance.top_speed_known)
      shared.add(vehicle.key(), "no source gives the top speed or the speed of the motors.");
    if (drive.range >= energy::longest_drive)
      add(fmt::format("{} goes on for ever on this duty: wind or slope drive it, or the cycle ends "
                      "lower than it starts; its range is left blank.",
                      vehicle.key()));
    if (!energy[i]->charge_10_80 && vehicle.is_charged())
      shared.add(vehicle.key(), "no source gives the fast-charging power or time.");
  }
  for (const auto& [truck, of] : stopped.all())
    add(fmt::format("{}{} cannot move on this duty; its range is 0 and it has no cost.", truck,
                    of.where()));
  for (const auto& [truck, of] : behind.all())
    add(fmt::format("{}{} is slower than the speed trace for {} of the time.", truck, of.where(),
                    of.shares()));
  for (auto& note : shared.told()) notes.push_back(std::move(note));
  return notes;
}

std::vector<std::string> leg_notes(const Plan& plan, const model::Scenario& scenario) {
  std::set<std::string> notes;
  if (!scenario.day) return {};
  for (const auto& planned : plan.cases) {
    const auto& claims = planned.vehicle->claims;
    for (const auto& leg : scenario.day->legs) {
      if (claims.payload.has_value() && *leg.payload > *claims.payload)
        notes.insert(fmt::format("{} carries {:.0f} kg on the leg \"{}\", more than its payload of "
                                 "{:.0f} kg.",
                                 planned.vehicle->key(), units::in_kilograms(*leg.payload),
                                 leg.name, units::in_kilograms(*claims.payload)));
      if (leg.trailer && claims.towing.has_value() && *leg.trailer->mass > *claims.towing)
        notes.insert(
            fmt::format("{} pulls {:.0f} kg on the leg \"{}\", more than the {:.0f} kg that "
                        "it may tow.",
                        planned.vehicle->key(), units::in_kilograms(*leg.trailer->mass), leg.name,
                        units::in_kilograms(*claims.towing)));
    }
  }
  return {notes.begin(), notes.end()};
}

std::vector<std::string> requirement_notes(const Plan& plan, const model::Scenario& scenario) {
  if (plan.axes.size() == 1 || scenario.required.empty()) return {};
  return {
      fmt::format("[[require]] asks for the smallest value of an axis, and this scenario sweeps "
                  "{} keys: it is not answered.",
                  plan.axes.empty() ? "no" : "several")};
}

std::vector<std::string> cycle_notes(const Plan& plan, model::Catalog& catalog) {
  /// Mean slope below which it does not matter.
  constexpr double level = 2e-4;
  std::set<std::string> names;
  for (const auto& planned : plan.cases)
    for (const auto& part : planned.duty->cycles) names.insert(part.cycle);
  std::vector<std::string> notes;
  for (const auto& name : names) {
    const auto& cycle = catalog.cycle(name);
    if (std::abs(cycle.rise() / cycle.distance()) > level)
      notes.push_back(fmt::format(
          "Cycle {} ends {:.0f} m {} than it starts; it is repeated until the battery is empty, so "
          "that this height {} every time.",
          cycle.id, std::abs(units::in_metres(cycle.rise())),
          cycle.rise() > units::metres(0) ? "higher" : "lower",
          cycle.rise() > units::metres(0) ? "is climbed" : "comes for nothing"));
    if (cycle.speed_m_per_s.front() != cycle.speed_m_per_s.back())
      notes.push_back(fmt::format(
          "Cycle {} ends at another speed than it starts with; a step at 1 m/s^2 joins its "
          "repetitions.",
          cycle.id));
  }
  return notes;
}

}  // namespace evpickup::study
