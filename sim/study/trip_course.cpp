// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip_course.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace evpickup::study {

namespace {

/// Length of road that shares one weather and one check whether a truck keeps up.
constexpr double longest_stretch_m = 1000.0;
/// Weathers are told apart by these steps.
constexpr double ambient_step_k = 0.5;
constexpr double height_step_m = 50.0;
/// Levels of a leg's table, and the lowest of them.
constexpr Eigen::Index table_levels = 24;
constexpr double lowest_level = 0.03;
/// Share of its energy below which a battery counts as empty.
constexpr double empty_share = 1e-9;

energy::Steps part_of(const energy::Steps& all, const model::DriveCycle& cycle, std::size_t from,
                      std::size_t to) {
  const auto first = static_cast<Eigen::Index>(from);
  const auto count = static_cast<Eigen::Index>(to - from);
  energy::Steps part;
  part.start_speed_m_per_s = cycle.speed_m_per_s[from];
  part.duration_s = all.duration_s.segment(first, count);
  part.target_speed_m_per_s = all.target_speed_m_per_s.segment(first, count);
  part.slope_sine = all.slope_sine.segment(first, count);
  part.slope_cosine = all.slope_cosine.segment(first, count);
  part.end_slope_sine = all.end_slope_sine.segment(first, count);
  part.end_slope_cosine = all.end_slope_cosine.segment(first, count);
  return part;
}

/// Mean over the points of a part of the trace, rounded to steps from an origin.
double rounded_mean(const std::vector<double>& values, std::size_t from, std::size_t to,
                    double step, double origin) {
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = values.begin() + static_cast<std::ptrdiff_t>(to) + 1;
  const double mean = std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin);
  return origin + step * std::round((mean - origin) / step);
}

/// Weathers met so far, so that equal ones are compiled once.
class Weathers {
 public:
  Weathers(const model::RouteTrace& trace, energy::Conditions base)
      : trace_(trace), base_(std::move(base)) {}

  std::size_t number(std::size_t from, std::size_t to) {
    energy::Conditions here = base_;
    if (!trace_.ambient_k.empty())
      here.ambient = units::kelvin(
          rounded_mean(trace_.ambient_k, from, to, ambient_step_k, units::celsius_zero_kelvin));
    if (!trace_.elevation_m.empty())
      here.altitude = units::metres(rounded_mean(trace_.elevation_m, from, to, height_step_m, 0.0));
    const std::pair key{units::in_kelvin(here.ambient), units::in_metres(here.altitude)};
    const auto [found, is_new] = numbers_.try_emplace(key, all.size());
    if (is_new) all.push_back(here);
    return found->second;
  }

  std::vector<energy::Conditions> all;

 private:
  const model::RouteTrace& trace_;
  energy::Conditions base_;
  std::map<std::pair<double, double>, std::size_t> numbers_;
};

}  // namespace

Course make_course(const model::RouteTrace& trace, std::span<const double> nodes_m,
                   energy::Conditions conditions) {
  constexpr double same_place_m = 1.0;
  Course course;
  course.cycle = trace.cycle;
  const auto& place = trace.distance_m;
  conditions.trip = units::metres(place.back());
  const energy::Steps steps = energy::compile_steps(trace.cycle, conditions.grade);
  Weathers weathers(trace, conditions);

  // The point of the trace at each node.
  std::vector<std::size_t> points{0};
  for (const double node : nodes_m) {
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(place, node - same_place_m) -
                                             place.begin());
    if (at > points.back() && at + 1 < place.size()) points.push_back(at);
  }
  points.push_back(place.size() - 1);

  for (std::size_t leg = 0; leg + 1 < points.size(); ++leg) {
    course.node_m.push_back(place[points[leg]]);
    course.node_speed_m_per_s.push_back(trace.cycle.speed_m_per_s[points[leg]]);
    course.first_stretch.push_back(course.stretches.size());
    for (std::size_t from = points[leg]; from < points[leg + 1];) {
      std::size_t to = from + 1;
      while (to < points[leg + 1] && place[to] - place[from] < longest_stretch_m) ++to;
      // What is left of a leg is not a stretch of its own if it is short.
      if (place[points[leg + 1]] - place[to] < 0.5 * longest_stretch_m) to = points[leg + 1];
      course.stretches.push_back({part_of(steps, trace.cycle, from, to), place[to] - place[from],
                                  weathers.number(from, to)});
      from = to;
    }
  }
  course.node_m.push_back(place.back());
  course.node_speed_m_per_s.push_back(trace.cycle.speed_m_per_s.back());
  course.first_stretch.push_back(course.stretches.size());
  course.weathers = std::move(weathers.all);
  return course;
}

StretchSums::StretchSums(Eigen::Index lanes)
    : tally(lanes), deepest_j(Eigen::ArrayXd::Zero(lanes)) {
  through.setConstant(lanes, true);
  stuck.setConstant(lanes, false);
}

TruckOnCourse::TruckOnCourse(const model::Vehicle& vehicle, const Course& course,
                             Eigen::Index lanes)
    : course_(course) {
  for (const auto& conditions : course.weathers) {
    const std::vector<energy::Case> cases(static_cast<std::size_t>(lanes), {&vehicle, conditions});
    lanes_.push_back(energy::compile(cases, course.cycle));
  }
}

void TruckOnCourse::drive_leg(std::size_t leg, energy::State& state, StretchSums& sums,
                              energy::Trace* trace) const {
  for (std::size_t s = course_.first_stretch[leg]; s < course_.first_stretch[leg + 1]; ++s) {
    const Stretch& stretch = course_.stretches[s];
    const energy::Lanes& lanes = lanes_[stretch.weather];
    const Eigen::ArrayXd before = state.drained_j;
    energy::Tally tally(lanes.padded);
    for (Eigen::Index first = 0; first < lanes.padded; first += energy::block_lanes)
      energy::drive_block(lanes, stretch.steps, first, state, tally, trace);
    for (Eigen::Index i = 0; i < lanes.padded; ++i) {
      if (!sums.through(i)) continue;
      const double driven = tally.distance_m(i);
      const double full_j = lanes.usable_j(i) * (1.0 - empty_share);
      if (state.drained_j(i) < full_j && driven < stuck_share * stretch.length_m)
        sums.stuck(i) = true;
      const double factor =
          driven > stuck_share * stretch.length_m ? stretch.length_m / driven : 1.0;
      const bool empty = state.drained_j(i) >= full_j;
      state.drained_j(i) = before(i) + factor * (state.drained_j(i) - before(i));
      sums.through(i) = !sums.stuck(i) && !empty && state.drained_j(i) < full_j;
      sums.deepest_j(i) = std::max(sums.deepest_j(i), state.drained_j(i));
      const auto total = sums.tally.all();
      const auto part = tally.all();
      for (std::size_t term = 0; term < total.size(); ++term)
        (*total[term])(i) += factor * (*part[term])(i);
    }
  }
}

double warming_j(const StretchSums& sums, Eigen::Index lane) {
  return sums.tally.resistance_j(lane) + sums.tally.conditioning_j(lane);
}

LegTable::Values LegTable::at(double state_of_charge) const {
  const double low = charge[first_through];
  const double high = charge.back();
  const double level = std::clamp(state_of_charge, low, high);
  // Levels are even.
  const double position =
      (level - charge.front()) / (high - charge.front()) * static_cast<double>(charge.size() - 1);
  const auto k = std::min(static_cast<std::size_t>(position), charge.size() - 2);
  const auto from = std::max(k, first_through);
  const auto to = std::max(k + 1, first_through);
  const double share = from == to ? 0.0 : position - static_cast<double>(k);
  const auto mix = [&](const std::vector<double>& v) {
    return v[from] + share * (v[to] - v[from]);
  };
  return {mix(time_s), mix(drop), mix(need), mix(heat_j)};
}

std::vector<LegTable> leg_tables(const model::Vehicle& vehicle, const Course& course) {
  const TruckOnCourse truck(vehicle, course, table_levels);
  const double usable = truck.usable_j();
  const Eigen::ArrayXd levels = Eigen::ArrayXd::LinSpaced(table_levels, lowest_level, 1.0);
  const Eigen::ArrayXd start = (1.0 - levels) * usable;

  std::vector<LegTable> tables;
  energy::State state(truck.lanes(0).padded);
  for (std::size_t leg = 0; leg < course.legs(); ++leg) {
    // Each lane keeps its level of charge, and the speed that it came with.
    state.drained_j.head(table_levels) = start;
    StretchSums sums(state.drained_j.size());
    truck.drive_leg(leg, state, sums);

    LegTable table;
    table.ambient_k = units::in_kelvin(course.ambient_of_leg(leg));
    for (Eigen::Index i = 0; i < table_levels; ++i) {
      table.charge.push_back(levels(i));
      table.time_s.push_back(sums.tally.time_s(i));
      table.drop.push_back((state.drained_j(i) - start(i)) / usable);
      table.need.push_back(sums.through(i) ? std::max(sums.deepest_j(i) - start(i), 0.0) / usable
                                           : 0.0);
      table.heat_j.push_back(warming_j(sums, i));
      if (!sums.through(i)) {
        table.first_through = static_cast<std::size_t>(i) + 1;
        state.speed_m_per_s(i) = course.node_speed_m_per_s[leg + 1];
      }
    }
    table.stuck = sums.stuck(table_levels - 1);
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<StopDip> stop_dips(const model::Vehicle& vehicle, const Course& course) {
  const double up = model::trip_acceleration.value();
  const double down = model::trip_braking.value();
  const double top = *std::ranges::max_element(course.node_speed_m_per_s);
  std::vector<StopDip> dips(course.node_m.size());
  if (!(top > 0.0)) return dips;

  // Braking and speeding up, and the same distance at steady speed.
  const auto drained = [&](const std::vector<double>& time, const std::vector<double>& speed) {
    model::DriveCycle cycle;
    cycle.time_s = time;
    cycle.speed_m_per_s = speed;
    cycle.grade.assign(time.size(), 0.0);
    const energy::Case input{&vehicle, course.weathers.front()};
    const energy::Lanes lanes = energy::compile({&input, 1}, cycle);
    const energy::Steps steps = energy::compile_steps(cycle, 0.0);
    energy::State state(lanes.padded);
    energy::Tally tally(lanes.padded);
    state.drained_j.setConstant(0.5 * lanes.usable_j(0));
    state.speed_m_per_s.setConstant(speed.front());
    energy::drive_block(lanes, steps, 0, state, tally);
    return (state.drained_j(0) / lanes.usable_j(0)) - 0.5;
  };
  constexpr int parts = 20;
  std::vector<double> time{0.0};
  std::vector<double> speed{top};
  for (int i = 1; i <= parts; ++i) {
    time.push_back(top / down * i / parts);
    speed.push_back(top * (parts - i) / parts);
  }
  for (int i = 1; i <= parts; ++i) {
    time.push_back(top / down + top / up * i / parts);
    speed.push_back(top * i / parts);
  }
  const double steady_s = 0.5 * top * (1.0 / up + 1.0 / down);
  const double drop = std::max(0.0, drained(time, speed) - drained({0.0, steady_s}, {top, top}));
  for (std::size_t node = 0; node < dips.size(); ++node) {
    const double share = course.node_speed_m_per_s[node] / top;
    dips[node] = {share * steady_s, share * share * drop};
  }
  return dips;
}

}  // namespace evpickup::study
