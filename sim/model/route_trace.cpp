// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/route_trace.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace evpickup::model {

namespace {

// Longest step; the battery's voltage is taken anew at each.
constexpr double longest_step_s = 10.0;
// Points nearer than this are one.
constexpr double same_place_m = 0.5;

/// Breakpoints of a road: between two of them limit and grade are constant.
struct Piece {
  double from_m = 0.0;
  double limit_m_per_s = 0.0;
  double speed_m_per_s = 0.0;  ///< at its beginning
  bool stands = false;
};

/// Value of a column at a place, linear between the route's points.
double value_at(const Route& route, const std::vector<double>& values, double place_m) {
  const auto above = std::ranges::upper_bound(route.distance_m, place_m);
  const auto k = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(above - route.distance_m.begin() - 1, 0,
                                 static_cast<std::ptrdiff_t>(route.distance_m.size()) - 2));
  const double share =
      (place_m - route.distance_m[k]) / (route.distance_m[k + 1] - route.distance_m[k]);
  return values[k] + std::clamp(share, 0.0, 1.0) * (values[k + 1] - values[k]);
}

/// The road cut at its own points, at stops and marks. The last one is the destination.
std::vector<Piece> cut(const Route& route, std::span<const double> stops_m,
                       std::span<const double> marks_m) {
  const double length = route.distance_m.back();
  std::vector<double> places = route.distance_m;
  places.insert(places.end(), stops_m.begin(), stops_m.end());
  places.insert(places.end(), marks_m.begin(), marks_m.end());
  std::ranges::sort(places);

  std::vector<Piece> pieces;
  for (const double place : places) {
    if (place < 0.0 || place > length) continue;
    if (!pieces.empty() && place - pieces.back().from_m < same_place_m) continue;
    pieces.push_back({.from_m = place});
  }
  if (length - pieces.back().from_m > 0.0) pieces.back().from_m = length;

  for (auto& piece : pieces) {
    const auto above = std::ranges::upper_bound(route.distance_m, piece.from_m + same_place_m);
    const auto k =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - route.distance_m.begin() - 1, 0));
    piece.limit_m_per_s = route.speed_limit_m_per_s[std::min(k, route.distance_m.size() - 2)];
    piece.stands = std::ranges::any_of(
        stops_m, [&](double stop) { return std::abs(stop - piece.from_m) < same_place_m; });
  }
  pieces.front().stands = pieces.back().stands = true;
  return pieces;
}

/// Speeds at the cuts: as fast as limits on both sides, acceleration and braking allow.
void set_speeds(std::vector<Piece>& pieces) {
  const double up = trip_acceleration.value();
  const double down = trip_braking.value();
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    const double before = k > 0 ? pieces[k - 1].limit_m_per_s : pieces[k].limit_m_per_s;
    pieces[k].speed_m_per_s = pieces[k].stands ? 0.0 : std::min(before, pieces[k].limit_m_per_s);
  }
  const auto reachable = [](const Piece& from, const Piece& to, double rate) {
    return std::sqrt(from.speed_m_per_s * from.speed_m_per_s +
                     2.0 * rate * std::abs(to.from_m - from.from_m));
  };
  for (std::size_t k = 1; k < pieces.size(); ++k)
    pieces[k].speed_m_per_s =
        std::min(pieces[k].speed_m_per_s, reachable(pieces[k - 1], pieces[k], up));
  for (std::size_t k = pieces.size() - 1; k-- > 0;)
    pieces[k].speed_m_per_s =
        std::min(pieces[k].speed_m_per_s, reachable(pieces[k + 1], pieces[k], down));
}

/// Adds a phase of even acceleration to the end of a trace, cut into steps.
void add_phase(RouteTrace& trace, double to_speed, double duration_s, double grade) {
  if (!(duration_s > 0.0)) return;
  auto& cycle = trace.cycle;
  const double from_speed = cycle.speed_m_per_s.back();
  const double from_time = cycle.time_s.back();
  const double from_place = trace.distance_m.back();
  const int steps = std::max(1, static_cast<int>(std::ceil(duration_s / longest_step_s)));
  for (int i = 1; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    const double speed = from_speed + share * (to_speed - from_speed);
    cycle.grade.back() = grade;
    cycle.time_s.push_back(from_time + share * duration_s);
    cycle.speed_m_per_s.push_back(speed);
    cycle.grade.push_back(0.0);
    trace.distance_m.push_back(from_place + 0.5 * (from_speed + speed) * share * duration_s);
  }
}

/// One piece: speed up, hold, slow down.
void add_piece(RouteTrace& trace, const Piece& piece, const Piece& next, double grade) {
  const double up = trip_acceleration.value();
  const double down = trip_braking.value();
  const double length = next.from_m - piece.from_m;
  const double v0 = piece.speed_m_per_s;
  const double v1 = next.speed_m_per_s;
  const double peak_square =
      (2.0 * up * down * length + down * v0 * v0 + up * v1 * v1) / (up + down);
  const double peak =
      std::max({v0, v1, std::min(piece.limit_m_per_s, std::sqrt(std::max(0.0, peak_square)))});
  const double rise_m = 0.5 * (peak * peak - v0 * v0) / up;
  const double fall_m = 0.5 * (peak * peak - v1 * v1) / down;
  add_phase(trace, peak, (peak - v0) / up, grade);
  add_phase(trace, peak, std::max(0.0, length - rise_m - fall_m) / peak, grade);
  add_phase(trace, v1, (peak - v1) / down, grade);
  // What rounding left.
  trace.distance_m.back() = next.from_m;
}

}  // namespace

RouteTrace route_trace(const Route& route, std::span<const double> stops_m,
                       std::span<const double> marks_m) {
  auto pieces = cut(route, stops_m, marks_m);
  set_speeds(pieces);

  RouteTrace trace;
  trace.cycle.id = route.id;
  trace.cycle.title = route.title;
  trace.cycle.time_s = {0.0};
  trace.cycle.speed_m_per_s = {0.0};
  trace.cycle.grade = {0.0};
  trace.distance_m = {0.0};
  for (std::size_t k = 0; k + 1 < pieces.size(); ++k) {
    double grade = 0.0;
    if (!route.elevation_m.empty())
      grade = (value_at(route, route.elevation_m, pieces[k + 1].from_m) -
               value_at(route, route.elevation_m, pieces[k].from_m)) /
              (pieces[k + 1].from_m - pieces[k].from_m);
    add_piece(trace, pieces[k], pieces[k + 1], grade);
  }
  for (const double place : trace.distance_m) {
    if (!route.elevation_m.empty())
      trace.elevation_m.push_back(value_at(route, route.elevation_m, place));
    if (!route.ambient_k.empty())
      trace.ambient_k.push_back(value_at(route, route.ambient_k, place));
  }
  return trace;
}

RouteTrace repeated_trace(const DriveCycle& cycle, units::Length distance) {
  const double wanted_m = units::in_metres(distance);
  if (!(wanted_m > 0.0) || !(cycle.distance() > units::metres(0)))
    throw std::logic_error("repeated_trace: the distance must be positive");
  RouteTrace trace;
  trace.cycle.id = cycle.id;
  trace.cycle.title = cycle.title;
  trace.cycle.source = cycle.source;
  trace.cycle.time_s = {0.0};
  trace.cycle.speed_m_per_s = {cycle.speed_m_per_s.front()};
  trace.cycle.grade = {cycle.grade.front()};
  trace.distance_m = {0.0};
  while (trace.distance_m.back() < wanted_m) {
    for (std::size_t k = 0; k < cycle.steps() && trace.distance_m.back() < wanted_m; ++k) {
      const double step_s = cycle.time_s[k + 1] - cycle.time_s[k];
      const double speed = cycle.speed_m_per_s[k + 1];
      const double mean = 0.5 * (trace.cycle.speed_m_per_s.back() + speed);
      trace.cycle.grade.back() = cycle.grade[k];
      trace.cycle.time_s.push_back(trace.cycle.time_s.back() + step_s);
      trace.cycle.speed_m_per_s.push_back(speed);
      trace.cycle.grade.push_back(0.0);
      trace.distance_m.push_back(trace.distance_m.back() + mean * step_s);
    }
  }
  return trace;
}

}  // namespace evpickup::model
