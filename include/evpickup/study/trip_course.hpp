// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "evpickup/energy/kernel.hpp"
#include "evpickup/model/route_trace.hpp"

/// A road as trucks drive it: legs between the places where they may stop, and what each leg takes
/// from the battery.
namespace evpickup::study {

/// A short part of the road under one weather, for the kernel.
struct Stretch {
  energy::Steps steps;
  double length_m = 0.0;
  std::size_t weather = 0;
};

/// A road cut into legs at its nodes: the start, places to stop at, the destination.
struct Course {
  model::DriveCycle cycle;
  std::vector<double> node_m;
  /// Speed of the trace at each node.
  std::vector<double> node_speed_m_per_s;
  /// Stretches of leg i: from first_stretch[i] to first_stretch[i + 1].
  std::vector<std::size_t> first_stretch;
  std::vector<Stretch> stretches;
  /// Weather and height of the air; load, trailer and wind are the same in all of them.
  std::vector<energy::Conditions> weathers;

  [[nodiscard]] std::size_t legs() const { return node_m.size() - 1; }
  [[nodiscard]] units::Temperature ambient_of_leg(std::size_t leg) const {
    return weathers[stretches[first_stretch[leg]].weather].ambient;
  }
};

/// Cuts a trace at the nodes, which rise from 0; each is moved to the next point of the trace, and
/// the last one to its end. Heights and temperatures of the trace go before those of `conditions`;
/// the grade of `conditions` is added to the road's.
[[nodiscard]] Course make_course(const model::RouteTrace& trace, std::span<const double> nodes_m,
                                 energy::Conditions conditions);

/// A truck that drives less than this share of a stretch in its time is stuck.
inline constexpr double stuck_share = 0.02;

/// Sums over stretches for each lane, shortfalls driven to the end. A lane that came to a stand or
/// ran empty has not got through.
struct StretchSums {
  energy::Tally tally;
  /// Most that was drained at the end of any stretch, from a full battery.
  Eigen::ArrayXd deepest_j;
  Eigen::Array<bool, Eigen::Dynamic, 1> through, stuck;
  explicit StretchSums(Eigen::Index lanes);
};

/// What warms the battery: its losses and its heater.
[[nodiscard]] double warming_j(const StretchSums& sums, Eigen::Index lane);

/// One truck compiled for all weathers of a course, in a number of equal lanes.
class TruckOnCourse {
 public:
  TruckOnCourse(const model::Vehicle& vehicle, const Course& course, Eigen::Index lanes);

  /// Drives the stretches of a leg from the state on. The kernel follows time: a lane that is
  /// slower than the trace falls short of a stretch's length, and drives the rest of it at the same
  /// pace and consumption.
  void drive_leg(std::size_t leg, energy::State& state, StretchSums& sums,
                 energy::Trace* trace = nullptr) const;
  [[nodiscard]] const energy::Lanes& lanes(std::size_t weather) const { return lanes_[weather]; }
  [[nodiscard]] double usable_j() const { return lanes_.front().usable_j(0); }

 private:
  const Course& course_;
  std::vector<energy::Lanes> lanes_;
};

/// What one leg takes, by state of charge at its beginning.
struct LegTable {
  std::vector<double> charge;  ///< rising
  std::vector<double> time_s, drop, need, heat_j;
  /// First level from which the truck gets through; the number of levels if there is none.
  std::size_t first_through = 0;
  bool stuck = false;
  double ambient_k = 0.0;

  /// Values at a state of charge: linear between levels, constant beyond them. `need` is the
  /// deepest drop along the leg.
  struct Values {
    double time_s = 0.0, drop = 0.0, need = 0.0, heat_j = 0.0;
  };
  [[nodiscard]] Values at(double state_of_charge) const;
  [[nodiscard]] bool passable() const { return first_through < charge.size(); }
};

/// Drives every leg from several states of charge.
[[nodiscard]] std::vector<LegTable> leg_tables(const model::Vehicle& vehicle, const Course& course);

/// What a stop takes beside charging: braking to a stand and speeding up again, against passing by.
struct StopDip {
  double time_s = 0.0;
  /// Share of the battery.
  double drop = 0.0;
};
/// The dip at each node, scaled with the square of the speed from one at the course's top speed.
[[nodiscard]] std::vector<StopDip> stop_dips(const model::Vehicle& vehicle, const Course& course);

}  // namespace evpickup::study
