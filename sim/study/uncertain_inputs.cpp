// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/uncertain_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "evpickup/base/text.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/distribution_file.hpp"

namespace evpickup::study {

namespace {

constexpr const char* road_load_key = "correction.road_load";
constexpr const char* losses_key = "correction.losses";

bool is_correction(std::string_view key) { return key == road_load_key || key == losses_key; }

/// Collects inputs by name, and the values that they move case by case.
class Collector {
 public:
  explicit Collector(std::size_t cases) { result_.of_case.resize(cases); }

  /// What the scenario varies; the last that it says of a value counts, as with --set.
  void put(std::size_t at, const UncertainInput& input, DrawnValue value) {
    auto& values = result_.of_case[at];
    value.input = number_of(input);
    const auto same = find(values, value);
    if (same != values.end()) {
      *same = std::move(value);
    } else {
      values.push_back(std::move(value));
    }
  }

  /// An estimate, unless the scenario varies it.
  void add(std::size_t at, const UncertainInput& input, DrawnValue value) {
    auto& values = result_.of_case[at];
    if (find(values, value) != values.end()) return;
    value.input = number_of(input);
    values.push_back(std::move(value));
  }

  void add(std::size_t at, TruckInputs all) {
    for (std::size_t k = 0; k < all.values.size(); ++k)
      add(at, all.inputs[k], std::move(all.values[k]));
  }

  [[nodiscard]] bool empty() const { return result_.inputs.empty(); }
  [[nodiscard]] UncertainInputs take() { return std::move(result_); }

 private:
  static std::vector<DrawnValue>::iterator find(std::vector<DrawnValue>& values,
                                                const DrawnValue& value) {
    return std::ranges::find_if(values, [&](const DrawnValue& other) {
      return other.target == value.target && other.key == value.key &&
             other.of_duty == value.of_duty;
    });
  }
  std::size_t number_of(const UncertainInput& input) {
    const auto [found, is_new] = numbers_.try_emplace(input.name, result_.inputs.size());
    if (is_new) result_.inputs.push_back(input);
    return found->second;
  }

  UncertainInputs result_;
  std::map<std::string, std::size_t> numbers_;
};

/// Says why a key does not accept a value in SI units; nothing if it does.
using Refusal = std::function<std::optional<std::string>(double si)>;

/// The refusal of a key of a vehicle, a market or a scenario.
template <class Owner>
Refusal refusal_of(Owner owner, Path path, units::Kind kind,
                   std::optional<units::Currency> currency) {
  return [owner = std::move(owner), path = std::move(path), kind,
          currency](double si) mutable -> std::optional<std::string> {
    constexpr int all_digits = 17;
    std::string text = units::format({si, currency}, kind, all_digits);
    std::erase(text, ',');
    try {
      set(owner, path, spec::parse_value(text, path.text));
    } catch (const base::InputError& error) {
      return error.diagnostics().front().message;
    }
    return std::nullopt;
  };
}

/// The last value on the way from one that a key accepts to an end, which it may not.
double accepted_end(double inside, double end, const Refusal& refuse) {
  if (!std::isfinite(end)) {
    // Far beyond what any key holds; finite, for the search.
    constexpr double far = 1e3;
    end = inside + std::copysign(far * std::max(1.0, std::abs(inside)), end);
  }
  if (!refuse(end)) return end;
  constexpr int halvings = 60;
  double good = inside;
  double bad = end;
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (good + bad);
    (refuse(middle) ? bad : good) = middle;
  }
  return good;
}

/// Cuts a distribution off where its key ends.
void cut_off(Distribution& distribution, double inside, const Refusal& refuse) {
  distribution.lowest = accepted_end(inside, distribution.lowest, refuse);
  distribution.highest = accepted_end(inside, distribution.highest, refuse);
}

/// The distribution of an estimate with a range; nothing if the range has no width.
std::optional<PreparedDistribution> of_range(double low, double value, double high,
                                             const Refusal& refuse) {
  if (!(low < high)) return std::nullopt;
  Distribution distribution{Estimate{low, value, high, range_coverage}};
  distribution.lowest = value - range_reach * (value - low);
  distribution.highest = value + range_reach * (high - value);
  // What is positive stays so.
  if (low > 0.0) distribution.lowest = std::max(distribution.lowest, 0.2 * low);
  cut_off(distribution, value, refuse);
  if (!problems(distribution).empty()) return std::nullopt;
  return prepared(distribution);
}

DrawnValue drawn(Target target, std::string key, const spec::NumberRef& number,
                 PreparedDistribution distribution) {
  DrawnValue value;
  value.target = target;
  value.key = std::move(key);
  value.kind = number.kind();
  value.base = number.get().si;
  value.currency = number.get().currency;
  value.distribution = std::move(distribution);
  return value;
}

/// Estimates of a truck or market with a range.
template <class Owner>
TruckInputs estimates_of(Owner owner, Target target, const std::string& prefix,
                         const std::vector<std::string>& keys) {
  TruckInputs result;
  for (const auto& key : keys) {
    if (is_correction(key)) continue;
    const auto number = spec::number_at(owner, key);
    if (!number || !number->range()) continue;
    const auto [low, high] = *number->range();
    const Path path{target, {}, key, prefix + key};
    auto distribution = of_range(low, number->get().si, high,
                                 refusal_of(owner, path, number->kind(), number->get().currency));
    if (!distribution) continue;
    result.inputs.push_back({prefix + key, number->origin().rule});
    result.values.push_back(drawn(target, key, *number, std::move(*distribution)));
    result.values.back().estimated = true;
  }
  return result;
}

std::vector<std::string> estimated_keys_of(const model::Market& market) {
  std::vector<std::string> keys;
  spec::visit_leaves(market, "", [&](const spec::Leaf& leaf) {
    if (leaf.origin->how == spec::How::estimated) keys.push_back(leaf.path);
  });
  return keys;
}

/// Lets drawn estimates of a truck go with the others that their rules have as factors.
void follow(std::vector<DrawnValue>& values, const model::Vehicle& vehicle) {
  constexpr double without_end = std::numeric_limits<double>::infinity();
  const auto is_estimate = [](const DrawnValue& value) {
    return value.target == Target::vehicle && value.estimated;
  };
  for (auto& value : values) {
    value.follows.clear();
    value.below = value.above = {};
    value.lowest = -without_end;
    value.highest = without_end;
    if (!is_estimate(value)) continue;
    for (const auto& factor : model::rule_factors(vehicle, value.key))
      for (std::size_t k = 0; k < values.size(); ++k)
        if (is_estimate(values[k]) && values[k].key == factor.of)
          value.follows.push_back({k, factor.power});
    if (value.follows.empty()) continue;
    const auto refuse = refusal_of(vehicle, {Target::vehicle, {}, value.key, value.key}, value.kind,
                                   value.currency);
    value.lowest = accepted_end(value.base, -without_end, refuse);
    value.highest = accepted_end(value.base, without_end, refuse);
  }
}

/// A pack holds no more that is usable than it holds: of the two the one that is estimated gives
/// way, and of two estimates the gross energy, by which nothing drives.
void keep_within_gross(std::vector<DrawnValue>& values, const model::Vehicle& vehicle) {
  const auto& battery = vehicle.battery;
  if (!battery.energy_usable.has_value() || !battery.energy_gross.has_value()) return;
  const auto place_of = [&](const std::string& key) -> std::optional<std::size_t> {
    for (std::size_t k = 0; k < values.size(); ++k)
      if (values[k].target == Target::vehicle && values[k].key == key) return k;
    return std::nullopt;
  };
  const auto usable = place_of("battery.energy_usable");
  const auto gross = place_of("battery.energy_gross");
  if (gross && values[*gross].estimated) {
    values[*gross].above = usable;
    if (!usable) values[*gross].lowest = units::in_joules(*battery.energy_usable);
  } else if (usable && values[*usable].estimated) {
    values[*usable].below = gross;
    if (!gross) values[*usable].highest = units::in_joules(*battery.energy_gross);
  }
}

/// Adds the factor on a truck's physics, unless a file or --set gives it.
void add_correction(TruckInputs& inputs, const model::Vehicle& vehicle, model::Mode mode) {
  const AnchoredPart part =
      mode == model::Mode::anchored ? anchored_part(vehicle) : AnchoredPart::losses;
  const bool road_load = part == AnchoredPart::road_load;
  model::Vehicle probe = vehicle;
  auto& factor = correction(probe, part);
  if (factor.origin.how == spec::How::given || factor.origin.how == spec::How::sourced) return;
  factor.move_to(1.0);
  const std::string key = road_load ? road_load_key : losses_key;
  const auto number = spec::number_at(probe, key);
  const Bounds believed = bounds(part);
  auto distribution = of_range(
      believed.low, 1.0, believed.high,
      refusal_of(vehicle, {Target::vehicle, {}, key, key}, units::Kind::ratio, std::nullopt));
  if (!number || !distribution) return;
  inputs.inputs.push_back(
      {vehicle.id + "." + key, "how far the model may be off a truck of known inputs"});
  inputs.values.push_back(drawn(Target::vehicle, key, *number, std::move(*distribution)));
}

/// The number that a path means in a case, and the name of its source of chance; nothing if the
/// path does not concern the case.
struct Place {
  std::string name;
  std::string key;
  bool of_duty = false;
  std::optional<spec::NumberRef> number;
};

/// Copies of a case's parts that number references may point into.
struct Parts {
  model::Vehicle vehicle;
  std::optional<model::Market> market;
  model::Duty duty;
  model::CostSettings cost;
};

std::optional<Place> place_of(const Path& path, Parts& parts) {
  Place place;
  place.key = path.key;
  place.name = path.text;
  switch (path.target) {
  case Target::vehicle:
    if (!concerns(path, parts.vehicle)) return std::nullopt;
    if (path.owner.empty()) place.name = parts.vehicle.id + "." + path.key;
    place.number = spec::number_at(parts.vehicle, path.key);
    break;
  case Target::market:
    if (!parts.market || parts.market->id != path.owner) return std::nullopt;
    place.number = spec::number_at(*parts.market, path.key);
    break;
  case Target::scenario:
    place.of_duty = path.key.starts_with("duty.");
    if (!place.of_duty && !path.key.starts_with("cost.")) return std::nullopt;
    place.key = path.key.substr(5);
    place.number = place.of_duty ? spec::number_at(parts.duty, place.key)
                                 : spec::number_at(parts.cost, place.key);
    break;
  }
  return place;
}

/// The refusal of the key that a path means in a case.
Refusal refusal_in(const Path& path, const Parts& parts, const spec::NumberRef& number) {
  const auto currency = number.get().currency;
  switch (path.target) {
  case Target::vehicle:
    return refusal_of(parts.vehicle, path, number.kind(), currency);
  case Target::market:
    return refusal_of(*parts.market, path, number.kind(), currency);
  case Target::scenario:
    break;
  }
  model::Scenario scenario;
  scenario.duty = parts.duty;
  scenario.cost = parts.cost;
  return refusal_of(std::move(scenario), path, number.kind(), currency);
}

/// True for distributions without ends of their own, which are cut off at the bounds of their key.
bool is_open(const Shape& shape) {
  return std::holds_alternative<Normal>(shape) || std::holds_alternative<LogNormal>(shape);
}

/// Cuts an open distribution off at the bounds of its key; ends that were written must lie inside.
bool fit_to_key(Distribution& distribution, double inside, const Refusal& refuse,
                const spec::Node& entry, const std::string& shown, base::Diagnostics& findings) {
  if (is_open(distribution.shape)) {
    cut_off(distribution, inside, refuse);
    const auto wrong = problems(distribution);
    for (const auto& problem : wrong) findings.error(entry.where, shown, problem);
    return wrong.empty();
  }
  const PreparedDistribution ready = prepared(distribution);
  for (const double share : {0.0, 1.0}) {
    const auto refusal = refuse(quantile(ready, share));
    if (!refusal) continue;
    findings.error(entry.where, shown, "the distribution leaves what its key accepts: " + *refusal,
                   "give min and max, or other ends");
    return false;
  }
  return true;
}

/// One distribution of the scenario, put into every case that it concerns.
void add_varied(const spec::Node& entry, std::vector<Parts>& parts, Collector& collector,
                base::Diagnostics& findings) {
  const std::string shown = "inputs.vary." + entry.key;
  Path path;
  try {
    path = parse_path(entry.key, entry.key_where);
  } catch (const base::InputError& error) {
    for (const auto& finding : error.diagnostics()) findings.add(finding);
    return;
  }
  bool heard = false;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const auto place = place_of(path, parts[at]);
    if (!place) continue;
    if (!place->number) {
      findings.error(entry.key_where, shown, "no number that can be drawn",
                     "words, lists and whole numbers cannot be drawn; a number that has no value "
                     "yet needs one first");
      return;
    }
    const std::size_t before = findings.all().size();
    Distribution distribution =
        read_distribution(entry, {shown, place->number->kind(), place->number->get()}, findings);
    if (findings.all().size() != before) return;
    if (!fit_to_key(distribution, place->number->get().si,
                    refusal_in(path, parts[at], *place->number), entry, shown, findings))
      return;
    DrawnValue value = drawn(path.target, place->key, *place->number, prepared(distribution));
    value.of_duty = place->of_duty;
    collector.put(at, {place->name, "varied by the scenario"}, std::move(value));
    heard = true;
  }
  if (!heard)
    findings.error(entry.key_where, shown, "the key is not part of this run",
                   "trucks, markets, duty and cost of the scenario can be drawn");
}

/// Correlations by the numbers of their inputs.
GaussianCopula copula_of(const UncertainInputs& inputs,
                         const std::vector<model::RankCorrelation>& wanted) {
  std::vector<std::string> names;
  for (const auto& input : inputs.inputs) names.push_back(input.name);
  std::vector<RankCorrelation> correlations;
  for (const auto& pair : wanted) {
    if (pair.keys.size() != 2)
      throw base::InputError(
          fmt::format("inputs.correlate: expected two keys, got {}", pair.keys.size()));
    std::vector<std::vector<std::size_t>> numbers(2);
    for (std::size_t side = 0; side < 2; ++side) {
      for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == pair.keys[side] || names[i].ends_with("." + pair.keys[side]))
          numbers[side].push_back(i);
      if (numbers[side].empty())
        throw base::InputError(
            fmt::format("inputs.correlate: \"{}\" is not drawn", pair.keys[side]),
            base::did_you_mean_hint(pair.keys[side], names));
    }
    // A key of all trucks means each truck's own pair.
    if (numbers[0].size() == numbers[1].size()) {
      for (std::size_t i = 0; i < numbers[0].size(); ++i)
        correlations.push_back({numbers[0][i], numbers[1][i], pair.rank});
    } else {
      for (const std::size_t first : numbers[0])
        for (const std::size_t second : numbers[1])
          correlations.push_back({first, second, pair.rank});
    }
  }
  return gaussian_copula(correlations, names);
}

}  // namespace

TruckInputs truck_inputs(const model::Vehicle& vehicle, model::Mode mode) {
  if (!vehicle.has_physics() || vehicle.convention != model::Convention::evpickup) return {};
  auto result =
      estimates_of(vehicle, Target::vehicle, vehicle.id + ".", model::estimated_keys(vehicle));
  add_correction(result, vehicle, mode);
  follow(result.values, vehicle);
  keep_within_gross(result.values, vehicle);
  return result;
}

UncertainInputs uncertain_inputs(const Plan& plan, const model::InputSettings& settings) {
  std::vector<Parts> parts;
  for (const auto& planned : plan.cases)
    parts.push_back({*planned.vehicle,
                     planned.market ? std::optional(*planned.market) : std::nullopt, *planned.duty,
                     *planned.cost});

  Collector collector(plan.cases.size());
  if (settings.vary) {
    base::Diagnostics findings;
    if (settings.vary->is_table()) {
      for (const auto& entry : settings.vary->children)
        add_varied(entry, parts, collector, findings);
    } else {
      findings.error(
          settings.vary->where, "inputs.vary",
          fmt::format("expected a table of distributions, got {}", settings.vary->shown()));
    }
    findings.throw_if_errors();
  }
  if (settings.estimates) {
    for (std::size_t at = 0; at < plan.cases.size(); ++at) {
      const auto& planned = plan.cases[at];
      collector.add(at, truck_inputs(*planned.vehicle, planned.mode));
      if (!planned.market) continue;
      collector.add(at, estimates_of(*planned.market, Target::market,
                                     "market." + planned.market->id + ".",
                                     estimated_keys_of(*planned.market)));
    }
  }
  if (collector.empty())
    throw base::InputError("nothing is drawn: no input is estimated, and inputs.vary is empty");
  UncertainInputs result = collector.take();
  for (std::size_t at = 0; at < plan.cases.size(); ++at) {
    follow(result.of_case[at], *plan.cases[at].vehicle);
    keep_within_gross(result.of_case[at], *plan.cases[at].vehicle);
  }
  result.copula = copula_of(result, settings.correlations);
  return result;
}

}  // namespace evpickup::study
