// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip_strategy.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evpickup::study {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
/// Charge that rounding may take from the least at arrival.
constexpr double charge_tolerance = 1e-9;

/// A battery under way.
struct Pack {
  double charge = 0.0;
  double temperature_k = 0.0;
  double elapsed_s = 0.0;
};

/// True if the battery may be colder than what charging asks for. Otherwise its temperature does
/// not matter, and is not followed.
bool is_cold(const TripProblem& problem) {
  const double warm_k = units::in_kelvin(energy::full_charging_temperature);
  return problem.charger && (problem.start_temperature_k < warm_k ||
                             std::ranges::any_of(problem.legs, [&](const LegTable& leg) {
                               return leg.ambient_k < warm_k;
                             }));
}

/// Drives from a node, calling `arrived` at each following one until that says stop, the battery
/// cannot go on, or the destination is passed.
template <class Arrived>
void follow(const TripProblem& problem, bool cold, std::size_t from, Pack pack, Arrived arrived) {
  const energy::PackHeat* heat = cold ? &problem.charger->heat : nullptr;
  for (std::size_t leg = from; leg < problem.legs.size(); ++leg) {
    const LegTable& table = problem.legs[leg];
    if (!table.passable()) return;
    const auto values = table.at(pack.charge);
    if (!(pack.charge - values.need > 0.0)) return;
    pack.charge -= values.drop;
    pack.elapsed_s += values.time_s;
    if (heat != nullptr)
      pack.temperature_k =
          heat->after(pack.temperature_k, table.ambient_k, values.heat_j, values.time_s);
    if (!arrived(leg + 1, pack)) return;
  }
}

bool is_enough(const TripProblem& problem, double charge) {
  return charge >= problem.least - charge_tolerance;
}

/// The dynamic programme. Arrays are [node][temperature][level].
class Search {
 public:
  Search(const TripProblem& problem, const StrategyGrid& grid)
      : p_(problem), cold_(is_cold(problem)) {
    const int levels = std::max(grid.levels, 2);
    for (int i = 0; i < levels; ++i)
      level_.push_back(p_.least + i * (1.0 - p_.least) / (levels - 1));
    set_temperatures(grid.temperature_step_k);
    set_sessions();
    leave_.assign(p_.nodes() * temperature_.size() * level_.size(), never);
    arrive_ = leave_;
    // From the destination backwards; the first node is left once, with what is in the battery.
    for (std::size_t node = p_.nodes() - 1; node-- > 1;) fill(node);
  }

  /// The best way on from a node that is left with a battery: objective, and where it stops next
  /// (the destination's node if it does not).
  struct Way {
    double objective = never;
    std::size_t next = 0;
    Pack pack;
  };
  [[nodiscard]] Way way_from(std::size_t node, double charge, double temperature_k) const {
    Way best;
    const std::size_t end = p_.nodes() - 1;
    follow(p_, cold_, node, {charge, temperature_k, 0.0}, [&](std::size_t at, const Pack& pack) {
      if (!is_enough(p_, pack.charge)) return pack.charge > 0.0;
      const double way = pack.elapsed_s * p_.per_second;
      const double value = at == end ? way - p_.per_charge_left * pack.charge
                                     : way + arrival_value(at, pack.charge, pack.temperature_k);
      if (value < best.objective) best = {value, at, pack};
      return true;
    });
    return best;
  }

  /// The best level to charge to: objective of the rest of the trip, charging included.
  struct Session {
    double objective = never;
    double level = 0.0;
    double time_s = 0.0;
    double temperature_k = 0.0;
  };
  [[nodiscard]] Session session_at(std::size_t node, const Pack& pack) const {
    Session best;
    double from = pack.charge;
    energy::ChargeStep sum{0.0, pack.temperature_k, 0.0};
    for (const double level : level_) {
      if (level <= pack.charge) continue;
      sum = then(sum, p_.charger->charge(from, level, sum.temperature_k));
      from = level;
      const double value =
          price(sum) + way_from(node, level - p_.dips[node].drop, sum.temperature_k).objective;
      if (value < best.objective) best = {value, level, sum.time_s, sum.temperature_k};
    }
    best.objective += stop_value(node);
    return best;
  }

 private:
  void set_temperatures(double step_k) {
    double coldest_k = p_.start_temperature_k;
    for (const auto& leg : p_.legs) coldest_k = std::min(coldest_k, leg.ambient_k);
    temperature_.push_back(coldest_k);
    if (!cold_) return;
    const double hot_k = units::in_kelvin(energy::pack_cooled_from);
    const int steps = std::max(1, static_cast<int>(std::ceil((hot_k - coldest_k) / step_k)));
    for (int i = 1; i <= steps; ++i)
      temperature_.push_back(coldest_k + i * (hot_k - coldest_k) / steps);
  }

  /// Charging between all pairs of levels, from each temperature.
  void set_sessions() {
    if (!p_.charger) return;
    const std::size_t n = level_.size();
    session_.resize(temperature_.size() * n * n);
    for (std::size_t t = 0; t < temperature_.size(); ++t) {
      for (std::size_t a = 0; a < n; ++a) {
        energy::ChargeStep sum{0.0, temperature_[t], 0.0};
        for (std::size_t b = a; b < n; ++b) {
          if (b > a)
            sum = then(sum, p_.charger->charge(level_[b - 1], level_[b], sum.temperature_k));
          session_[(t * n + a) * n + b] = sum;
        }
      }
    }
  }

  [[nodiscard]] std::size_t index(std::size_t node, std::size_t t, std::size_t level) const {
    return (node * temperature_.size() + t) * level_.size() + level;
  }

  /// Where a value lies between the elements of a rising list.
  struct Between {
    std::size_t low = 0, high = 0;
    double share = 0.0;
  };
  static Between between(const std::vector<double>& list, double value) {
    if (list.size() < 2 || value <= list.front()) return {};
    const double step = (list.back() - list.front()) / static_cast<double>(list.size() - 1);
    const double position =
        std::min((value - list.front()) / step, static_cast<double>(list.size() - 1));
    const auto low = std::min(static_cast<std::size_t>(position), list.size() - 2);
    return {low, low + 1, position - static_cast<double>(low)};
  }
  static double mix(double low, double high, double share) {
    // What cannot be stays so, unless it has no weight.
    if (share <= 0.0) return low;
    if (share >= 1.0) return high;
    if (low == never || high == never) return never;
    return low + share * (high - low);
  }

  [[nodiscard]] double arrival_value(std::size_t node, double charge, double temperature_k) const {
    if (!p_.charger) return never;
    const Between c = between(level_, charge);
    const Between t = between(temperature_, temperature_k);
    const auto at = [&](std::size_t k) {
      return mix(arrive_[index(node, k, c.low)], arrive_[index(node, k, c.high)], c.share);
    };
    return mix(at(t.low), at(t.high), t.share);
  }

  [[nodiscard]] double leaving_value(std::size_t node, std::size_t level,
                                     double temperature_k) const {
    const Between t = between(temperature_, temperature_k);
    return mix(leave_[index(node, t.low, level)], leave_[index(node, t.high, level)], t.share);
  }

  [[nodiscard]] double price(const energy::ChargeStep& step) const {
    return step.time_s * p_.per_second + step.charger_j * p_.per_charger_joule;
  }
  [[nodiscard]] double stop_value(std::size_t node) const {
    return (p_.stop_s + p_.dips[node].time_s) * p_.per_second;
  }

  /// Values of a node from those of all later ones.
  void fill(std::size_t node) {
    if (!p_.charger) return;
    const std::size_t n = level_.size();
    for (std::size_t t = 0; t < temperature_.size(); ++t)
      for (std::size_t b = 0; b < n; ++b)
        leave_[index(node, t, b)] =
            way_from(node, level_[b] - p_.dips[node].drop, temperature_[t]).objective;
    for (std::size_t t = 0; t < temperature_.size(); ++t) {
      for (std::size_t a = 0; a < n; ++a) {
        double best = never;
        for (std::size_t b = a + 1; b < n; ++b) {
          const auto& session = session_[(t * n + a) * n + b];
          best = std::min(best, price(session) + leaving_value(node, b, session.temperature_k));
        }
        arrive_[index(node, t, a)] = best + stop_value(node);
      }
    }
  }

  const TripProblem& p_;
  bool cold_ = false;
  std::vector<double> level_, temperature_;
  std::vector<energy::ChargeStep> session_;
  std::vector<double> leave_, arrive_;
};

/// True if the destination is reached from a node without another stop.
bool gets_there(const TripProblem& problem, std::size_t node, double charge) {
  return farthest_node(problem, node, charge) == problem.nodes() - 1;
}

/// Least charge up to `level` with which a node leads to the destination; `level` if none does.
double charge_needed(const TripProblem& problem, std::size_t node, double arrive, double level) {
  const double dip = problem.dips[node].drop;
  if (!gets_there(problem, node, level - dip)) return level;
  double low = arrive;
  double high = level;
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    (gets_there(problem, node, middle - dip) ? high : low) = middle;
  }
  return high;
}

/// The battery at a later node, if it gets there.
std::optional<Pack> pack_at(const TripProblem& problem, std::size_t from, Pack pack,
                            std::size_t node) {
  std::optional<Pack> result;
  follow(problem, is_cold(problem), from, pack, [&](std::size_t at, const Pack& there) {
    if (at == node) result = there;
    return at < node;
  });
  return result;
}

/// Adds a stop to a strategy and charges the battery.
void charge_at(const TripProblem& problem, std::size_t node, double level, Pack& pack,
               Strategy& strategy) {
  strategy.stops.push_back({node, pack.charge, level});
  const auto session = problem.charger->charge(pack.charge, level, pack.temperature_k);
  strategy.objective += problem.per_charger_joule * session.charger_j;
  pack.elapsed_s += problem.stop_s + problem.dips[node].time_s + session.time_s;
  pack.charge = level - problem.dips[node].drop;
  pack.temperature_k = session.temperature_k;
}

void finish(const TripProblem& problem, const Pack& pack, Strategy& strategy) {
  strategy.time_s = pack.elapsed_s;
  strategy.arrive = pack.charge;
  strategy.objective += problem.per_second * pack.elapsed_s - problem.per_charge_left * pack.charge;
}

}  // namespace

std::optional<Strategy> best_strategy(const TripProblem& problem, const StrategyGrid& grid) {
  const Search search(problem, grid);
  const std::size_t end = problem.nodes() - 1;
  Strategy strategy;
  Pack pack{problem.start, problem.start_temperature_k, 0.0};
  for (std::size_t node = 0; node != end;) {
    const auto way = search.way_from(node, pack.charge, pack.temperature_k);
    if (way.objective == never) return std::nullopt;
    const double before_s = pack.elapsed_s;
    pack = way.pack;
    pack.elapsed_s += before_s;
    node = way.next;
    if (node == end) break;
    const auto session = search.session_at(node, pack);
    if (session.objective == never) return std::nullopt;
    charge_at(problem, node, session.level, pack, strategy);
  }
  finish(problem, pack, strategy);
  return strategy;
}

std::optional<Strategy> rule_strategy(const TripProblem& problem, double level) {
  const std::size_t end = problem.nodes() - 1;
  Strategy strategy;
  Pack pack{problem.start, problem.start_temperature_k, 0.0};
  for (std::size_t node = 0; node != end;) {
    const std::size_t next = farthest_node(problem, node, pack.charge);
    if (next == node) return std::nullopt;
    pack = pack_at(problem, node, pack, next).value();
    node = next;
    if (node == end) break;
    if (!problem.charger || pack.charge >= level) return std::nullopt;
    charge_at(problem, node, charge_needed(problem, node, pack.charge, level), pack, strategy);
  }
  finish(problem, pack, strategy);
  return strategy;
}

std::size_t farthest_node(const TripProblem& problem, std::size_t from, double charge) {
  std::size_t farthest = from;
  follow(problem, false, from, {charge, problem.start_temperature_k, 0.0},
         [&](std::size_t node, const Pack& pack) {
           if (is_enough(problem, pack.charge)) farthest = node;
           return pack.charge > 0.0;
         });
  return farthest;
}

}  // namespace evpickup::study
