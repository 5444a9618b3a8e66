// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/kernel.hpp"
#include "kernel_careful.hpp"

/// The innermost loop: lanes of one block along the steps.
namespace evpickup::energy {

template <class T>
[[gnu::always_inline]] inline const StepTerms<T>* terms_of(const StepView& steps) {
  if constexpr (sizeof(T) == sizeof(double))
    return steps.exact;
  else
    return steps.single;
}

/// Sums while following the trace freely, as far as they do not follow from TermSums.
template <class P>
struct FreeSums {
  P drained;  ///< share of the usable energy since the start
  P battery;  ///< voltage times share
  P squares;  ///< share squared over duration, for the loss in the resistance
  P heat;     ///< motor work squared per distance, for the loss in copper
  P traction, recovered, brakes;

  /// Not by default: a compiler's own constructor would be of no copy of the kernel.
  [[gnu::always_inline]] static FreeSums none() {
    const P zero = P::all(0);
    return {zero, zero, zero, zero, zero, zero, zero};
  }

  [[gnu::always_inline]] void add(const FreeStep<P>& s, typename P::Number per_duration) {
    drained += s.share;
    battery += s.volts * s.share;
    squares += s.share * s.share * per_duration;
    heat += s.heat;
    traction += s.driving;
    recovered += s.back;
    brakes += s.brakes;
  }
};
template <class P>
[[gnu::always_inline]] inline FreeSums<P> select(const typename P::Mask& mask, const FreeSums<P>& a,
                                                 const FreeSums<P>& b) {
  return {select(mask, a.drained, b.drained),   select(mask, a.battery, b.battery),
          select(mask, a.squares, b.squares),   select(mask, a.heat, b.heat),
          select(mask, a.traction, b.traction), select(mask, a.recovered, b.recovered),
          select(mask, a.brakes, b.brakes)};
}

/// One lane beside the free sums: what it did in careful steps, and the steps that are not free.
struct CarefulSums {
  double sums[tally_terms] = {};
  double shed = 0.0;
  TermSums skipped;
  std::ptrdiff_t end = -1;  ///< number of steps after which the battery was empty, if it was
  bool any = false;
};

template <class P, bool watched>
class BlockDrive {
 public:
  using T = typename P::Number;
  using Mask = typename P::Mask;

  Coefficients<P> c;
  FreeSums<P> free;
  CarefulSums careful[P::lanes];

  [[gnu::always_inline]] BlockDrive(const LaneView& lanes, const StepView& steps,
                                    const SumView& sums, const TraceView& trace)
      : c(lanes), lanes_(lanes), steps_(steps), sums_(sums), trace_(trace) {
    double share[P::lanes];
    double rest[P::lanes];
    double speed[P::lanes];
    double through[P::lanes];
    for (int i = 0; i < P::lanes; ++i) {
      share[i] = sums.drained[i] / lanes.usable[i];
      rest[i] = (lanes.usable[i] - sums.drained[i]) / lanes.usable[i];
      speed[i] = sums.speed[i] < steps.start_speed ? sums.speed[i] : steps.start_speed;
      through[i] = rest[i] > 0.0 ? 1.0 : -1.0;
      if (through[i] < 0.0) careful[i].end = 0;
    }
    start_ = P::load(share);
    left_ = P::load(rest);
    speed_ = P::load(speed);
    parked_ = P::load(through) < P::all(0);
    free = parked_sums_ = FreeSums<P>::none();
    park(parked_);
    straggling_ = any<P>(different(speed_, P::all(static_cast<T>(steps.start_speed))));
  }

  /// Drives, and calls `watch(step, terms)` after each free step if it is to watch.
  template <class Watcher>
  [[gnu::always_inline]] void drive(Watcher watch) {
    const StepTerms<T>* terms = terms_of<T>(steps_);
    for (std::ptrdiff_t k = 0; k < steps_.size && !all_parked_; ++k) {
      const StepTerms<T>& t = terms[k];
      const FreeStep<P> s = free_step(c, t, start_ + free.drained);
      const P cap = min(c.peak_force * t.distance_m, c.peak_power * t.duration_s);
      // Shares are not numbers where the power is far beyond the limit: that comes last.
      const P spare = min(min(left_ - (free.drained + s.share), cap - s.wheel), s.limit - s.power);
      const bool tail_wind =
          t.mean_speed_m_per_s > 0 && t.mean_speed_m_per_s < static_cast<T>(c.against_tail_wind);
      if (any_negative(spare) || straggling_ || tail_wind || trace_.trace != nullptr) [[unlikely]] {
        drive_carefully(k, t, s, spare);
      } else {
        free.add(s, t.per_duration);
      }
      if constexpr (watched) watch(s.wheel, t);
    }
    free = select<P>(parked_, parked_sums_, free);
  }

  /// Adds what was driven to the sums and the state.
  void finish() const;

  /// True if no limit has met a lane, and its battery is not empty.
  [[nodiscard]] bool is_free(int lane) const { return !careful[lane].any && careful[lane].end < 0; }

 private:
  [[gnu::always_inline]] static Mask different(const P& a, const P& b) {
    return either(a < b, b < a);
  }
  [[gnu::always_inline]] void park(const Mask& lanes) {
    c.park(lanes);
    left_ = select(lanes, P::all(static_cast<T>(1e30)), left_);
    all_parked_ = !any<P>(opposite(parked_));
  }
  [[gnu::noinline]] void drive_carefully(std::ptrdiff_t k, const StepTerms<T>& t,
                                         const FreeStep<P>& s, const P& spare);
  void add_careful(int lane, const CarefulStep<P>& s, const StepTerms<double>& exact,
                   double from_speed);
  void record_step(std::ptrdiff_t k, const FreeStep<P>& s, const CarefulStep<P>& g,
                   bool limited) const;
  /// Terms of the steps that a lane followed freely within the first `count` steps.
  [[nodiscard]] TermSums followed(int lane, std::ptrdiff_t count) const;

  const LaneView& lanes_;
  const StepView& steps_;
  const SumView& sums_;
  TraceView trace_;
  P start_, left_, speed_;
  Mask parked_;
  FreeSums<P> parked_sums_;
  bool straggling_ = false, all_parked_ = false;
};

/// A step in which some lane meets a limit. Each lane that meets none goes the way of a free step,
/// so that its neighbours do not change its bits.
template <class P, bool watched>
void BlockDrive<P, watched>::drive_carefully(std::ptrdiff_t k, const StepTerms<T>& t,
                                             const FreeStep<P>& s, const P& spare) {
  const P none = P::all(0);
  const P trace_speed = P::all(t.from_m_per_s);
  P speed = select(different(speed_, trace_speed), speed_, trace_speed);
  if (!straggling_) speed = trace_speed;
  Mask limited = either(spare < none, different(speed, trace_speed));
  const P pace = P::all(t.mean_speed_m_per_s);
  limited = either(limited, both(none < pace, pace + c.wind < none));
  limited = both(limited, opposite(parked_));

  const P drained = start_ + free.drained;
  const CarefulStep<P> g = careful_step(c, t, speed, drained, left_ - free.drained);
  const StepTerms<double>& exact = steps_.exact[k];
  for (int i = 0; i < P::lanes; ++i) {
    if (!holds<P>(limited, i)) continue;
    careful[i].any = true;
    careful[i].skipped.add(exact);
    add_careful(i, g, exact, static_cast<double>(speed.at(i)));
  }

  FreeSums<P> free_way = free;
  free_way.add(s, t.per_duration);
  FreeSums<P> other = free;
  const P share = g.served * g.share;
  other.drained += share;
  other.battery += g.volts * share;
  other.squares += g.share * share * t.per_duration;
  free = select<P>(limited, other, free_way);

  // Who is empty, or as good as empty, is through.
  const Mask through = both(limited, either(g.dead, g.served < P::all(1)));
  if (trace_.trace != nullptr && !holds<P>(parked_, trace_.lane))
    record_step(k, s, g, holds<P>(limited, trace_.lane));
  if (any<P>(through)) {
    parked_sums_ = select<P>(parked_, parked_sums_, free);
    parked_ = either(parked_, through);
    for (int i = 0; i < P::lanes; ++i) {
      if (holds<P>(through, i)) careful[i].end = k + 1;
    }
    park(through);
  }
  const P to = P::all(t.to_m_per_s);
  speed_ = select(both(limited, opposite(parked_)), g.reached, to);
  straggling_ = any<P>(different(speed_, to));
}

/// What a lane did in a careful step.
template <class P, bool watched>
void BlockDrive<P, watched>::add_careful(int lane, const CarefulStep<P>& s,
                                         const StepTerms<double>& exact, double from_speed) {
  const auto at = [lane](const P& pack) { return static_cast<double>(pack.at(lane)); };
  double* sums = careful[lane].sums;
  const double served = at(s.served);
  const double seconds = served * exact.duration_s;
  sums[sum_time] += seconds;
  sums[sum_distance] += served * at(s.work.distance);
  sums[sum_rolling] += served * at(s.work.rolling);
  sums[sum_air] += served * at(s.work.air);
  sums[sum_climb] += served * at(s.work.climb);
  sums[sum_kinetic] += served * at(s.work.kinetic);
  sums[sum_brakes] += served * (at(s.driving) - at(s.work.wheel) - at(s.back));
  sums[sum_drive] += seconds * at(s.loss);
  sums[sum_traction] += served * at(s.driving);
  sums[sum_recovered] += served * at(s.back);
  sums[sum_missed] += at(s.behind) * seconds;
  sums[sum_shortfall] += served * 0.5 *
                         (exact.from_m_per_s - from_speed + exact.to_m_per_s - at(s.reached)) *
                         exact.duration_s;
  careful[lane].shed += seconds * (at(c.auxiliary) - at(s.powered));
}

template <class P, bool watched>
TermSums BlockDrive<P, watched>::followed(int lane, std::ptrdiff_t count) const {
  TermSums terms = steps_.before[count];
  const TermSums& skipped = careful[lane].skipped;
  terms.duration_s -= skipped.duration_s;
  terms.distance_m -= skipped.distance_m;
  terms.rolling_m -= skipped.rolling_m;
  terms.climb_m -= skipped.climb_m;
  terms.square -= skipped.square;
  terms.cube -= skipped.cube;
  terms.cubed_pace -= skipped.cubed_pace;
  terms.gain -= skipped.gain;
  return terms;
}

template <class P, bool watched>
void BlockDrive<P, watched>::record_step(std::ptrdiff_t k, const FreeStep<P>& s,
                                         const CarefulStep<P>& g, bool limited) const {
  const int lane = trace_.lane;
  const auto at = [lane](const P& pack) { return static_cast<double>(pack.at(lane)); };
  const StepTerms<double>& t = steps_.exact[k];
  if (limited && !(at(g.served) > 0.0)) return;
  const TermSums terms = followed(lane, k + 1);
  const double per = t.per_duration;
  const double distance = limited ? at(g.work.distance) : t.distance_m;
  const double wheel = limited ? at(g.work.wheel) : at(s.wheel);
  const double back = limited ? at(g.back) : at(s.back);
  const double driving = limited ? at(g.driving) : at(s.driving);
  const double powered = limited ? at(g.powered) : at(c.auxiliary);
  const double terminal = limited ? at(g.terminal_w) : at(s.power);
  const double volts = limited ? at(g.volts) : at(s.volts);
  const double current = (limited ? at(g.share) : at(s.share)) * lanes_.usable[lane] * per;
  record(*trace_.trace,
         {sums_.sums[sum_time][lane] + (terms.duration_s + careful[lane].sums[sum_time]),
          t.to_m_per_s, limited ? at(g.reached) : t.to_m_per_s,
          sums_.sums[sum_distance][lane] + (terms.distance_m + careful[lane].sums[sum_distance]),
          distance > 0.0 ? wheel / distance : 0.0, wheel * per, (driving - wheel - back) * per,
          limited ? at(g.loss) : terminal - (driving - back) * per - powered, powered,
          lanes_.resistance[lane] * current * current, terminal, volts * current,
          1.0 - (at(start_) + at(free.drained))});
}

template <class P, bool watched>
void BlockDrive<P, watched>::finish() const {
  for (int i = 0; i < P::lanes; ++i) {
    const auto at = [i](const P& pack) { return static_cast<double>(pack.at(i)); };
    const CarefulSums& own = careful[i];
    const std::ptrdiff_t driven = own.end >= 0 ? own.end : steps_.size;
    const TermSums t = followed(i, driven);
    double value[tally_terms];
    for (int k = 0; k < tally_terms; ++k) value[k] = own.sums[k];

    const double usable = lanes_.usable[i];
    value[sum_time] += t.duration_s;
    value[sum_distance] += t.distance_m;
    value[sum_battery] += at(free.battery) * usable;
    value[sum_rolling] += lanes_.rolling[i] * t.rolling_m + lanes_.viscous[i] * t.square;
    value[sum_air] += lanes_.aero[i] * (t.cube + 2.0 * lanes_.wind[i] * t.square +
                                        lanes_.wind_square[i] * t.distance_m);
    value[sum_climb] += lanes_.weight[i] * t.climb_m;
    value[sum_kinetic] += lanes_.inertia[i] * t.gain;
    value[sum_brakes] += at(free.brakes);
    value[sum_drive] += lanes_.standby[i] * t.duration_s + lanes_.speed_loss[i] * t.distance_m +
                        lanes_.windage[i] * t.cubed_pace +
                        lanes_.gear[i] * (at(free.traction) + at(free.recovered)) +
                        lanes_.copper[i] * at(free.heat);
    value[sum_resistance] += lanes_.resistance[i] * usable * usable * at(free.squares);
    value[sum_traction] += at(free.traction);
    value[sum_recovered] += at(free.recovered);

    // Loads that were not served: cabin before battery before electronics.
    const auto serve = [&](double load, double& missing) {
      const double wanted = value[sum_time] * load;
      const double given = wanted > missing ? wanted - missing : 0.0;
      missing = missing > wanted ? missing - wanted : 0.0;
      return given;
    };
    double missing = own.shed;
    value[sum_cabin] = serve(lanes_.cabin[i], missing);
    value[sum_conditioning] = serve(lanes_.conditioning[i], missing);
    value[sum_base] = value[sum_time] * lanes_.base[i] - missing;

    for (int k = 0; k < tally_terms; ++k) sums_.sums[static_cast<std::size_t>(k)][i] += value[k];
    if (own.end != 0)
      sums_.drained[i] = own.end > 0 ? usable : sums_.drained[i] + at(free.drained) * usable;
    const double to = steps_.exact[steps_.size - 1].to_m_per_s;
    const bool behind = straggling_ && at(speed_) != static_cast<double>(static_cast<T>(to));
    sums_.speed[i] = behind ? at(speed_) : to;
  }
}

template <class P>
[[gnu::noinline]] void drive_lanes(const LaneView& lanes, const StepView& steps,
                                   const SumView& sums, const TraceView& trace) {
  if (steps.size == 0) return;
  BlockDrive<P, false> drive(lanes, steps, sums, trace);
  drive.drive([](const P&, const auto&) {});
  drive.finish();
}

}  // namespace evpickup::energy
