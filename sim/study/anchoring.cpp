// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/anchoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/interpolators/barycentric_rational.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "evpickup/base/text.hpp"
#include "evpickup/energy/epa_test.hpp"
#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

using Quantity = RatingTarget::Quantity;

/// Order in which ratings are trusted.
constexpr std::array preferred{"epa", "wltp", "korea", "nedc", "cltc"};

/// Factors at which a truck is tried: Chebyshev points of ln(factor) over the search, which is
/// wider than the bounds.
constexpr int trials = 8;
constexpr double search_low = 0.5;
constexpr double search_high = 2.0;

double trial(int k) {
  const double x = -std::cos(std::numbers::pi * (k + 0.5) / trials);
  const double low = std::log(search_low);
  const double high = std::log(search_high);
  return 0.5 * (low + high) + 0.5 * (high - low) * x;
}

/// Combined consumption of a rating, from its parts if need be.
std::optional<units::Consumption> rated_consumption(const model::Rating& rating) {
  if (rating.consumption.has_value()) return *rating.consumption;
  if (rating.consumption_city.has_value() && rating.consumption_highway.has_value())
    return energy::combined(*rating.consumption_city, *rating.consumption_highway);
  return std::nullopt;
}

/// The figure of a truck with an engine that a target is about.
double engine_figure(const RatingTarget& target, const energy::Prediction& prediction) {
  return target.quantity == Quantity::fuel ? units::in_si(*prediction.fuel_combined)
                                           : units::in_metres(*prediction.electric_range);
}

bool is_of_engine(const RatingTarget& target) {
  return target.quantity == Quantity::fuel || target.quantity == Quantity::electric_range;
}

std::optional<RatingTarget> target_of(const model::Vehicle& vehicle, const std::string& procedure,
                                      const model::Rating& rating) {
  RatingTarget target;
  target.procedure = procedure;
  target.estimated = rating.estimated.value_or(false);
  target.doubt = procedure == "cltc" ? other_cycle_doubt
                 : target.estimated  ? estimated_doubt
                                     : certified_doubt;
  if (vehicle.has_engine()) {
    const bool charged = vehicle.is_charged();
    const bool rated =
        charged ? rating.electric_range.has_value() : rating.fuel_combined.has_value();
    if (!rated) return std::nullopt;
    target.quantity = charged ? Quantity::electric_range : Quantity::fuel;
    target.value =
        charged ? units::in_metres(*rating.electric_range) : units::in_si(*rating.fuel_combined);
    return target;
  }
  if (const auto consumption = rated_consumption(rating)) {
    target.quantity = Quantity::consumption;
    target.value = units::in_newtons(*consumption);
    return target;
  }
  if (!rating.range.has_value()) return std::nullopt;
  target.quantity = Quantity::range;
  target.value = units::in_metres(*rating.range);
  return target;
}

/// The truck's predictions as smooth functions of ln(factor).
class Response {
 public:
  Response(std::span<const energy::Prediction> at_trials, units::Energy usable,
           const RatingTarget& target)
      : usable_j_(units::in_joules(usable)), least_(at_trials.front().least_factor) {
    std::array<double, trials> x{}, battery{}, label{}, engine{};
    for (std::size_t k = 0; k < trials; ++k) {
      x[k] = trial(static_cast<int>(k));
      if (is_of_engine(target)) engine[k] = std::log(engine_figure(target, at_trials[k]));
      battery[k] = std::log(std::max(1e-9, units::in_newtons(at_trials[k].battery_consumption)));
      label[k] = at_trials[k].unbounded_factor;
    }
    battery_.emplace(x.data(), battery.data(), trials, trials - 1);
    label_.emplace(x.data(), label.data(), trials, trials - 1);
    engine_.emplace(x.data(), engine.data(), trials, trials - 1);
  }

  [[nodiscard]] double consumption(double log_factor) const {
    return std::exp((*battery_)(log_factor)) / energy::recharge_efficiency / label(log_factor);
  }
  [[nodiscard]] double range(double log_factor) const {
    return label(log_factor) * usable_j_ / std::exp((*battery_)(log_factor));
  }
  [[nodiscard]] double misfit(const RatingTarget& target, double log_factor) const {
    if (is_of_engine(target)) return (*engine_)(log_factor)-std::log(target.value);
    const double predicted =
        target.quantity == Quantity::range ? range(log_factor) : consumption(log_factor);
    return std::log(predicted / target.value);
  }

 private:
  using Curve = boost::math::barycentric_rational<double>;
  [[nodiscard]] double label(double log_factor) const {
    return std::max(least_, (*label_)(log_factor));
  }
  double usable_j_;
  double least_;
  std::optional<Curve> battery_, label_, engine_;
};

/// Factor at which the misfit is `wanted`; the nearer end of the search where there is none.
double solve(const Response& response, const RatingTarget& target, double wanted) {
  const auto off = [&](double x) { return response.misfit(target, x) - wanted; };
  const double low = std::log(search_low);
  const double high = std::log(search_high);
  const double at_low = off(low);
  const double at_high = off(high);
  if (at_low * at_high > 0.0)
    return std::abs(at_low) < std::abs(at_high) ? search_low : search_high;
  std::uintmax_t steps = 60;
  const auto [a, b] = boost::math::tools::toms748_solve(
      off, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(40), steps);
  return std::exp(0.5 * (a + b));
}

/// Inputs that the factor stands for, with their values. Usable energy has a part in range alone.
std::string inputs_behind(const model::Vehicle& vehicle, const Anchor& anchor) {
  const auto& body = vehicle.body;
  const auto estimated = model::estimated_keys(vehicle);
  std::vector<std::string> named;
  const auto name = [&](const char* key, std::string value) {
    const bool guessed = std::ranges::find(estimated, key) != estimated.end();
    named.push_back(fmt::format("{} {}{}", key, value, guessed ? " (estimated)" : ""));
  };
  if (anchor.part == AnchoredPart::losses) {
    named.emplace_back("the certified road load");
  } else {
    name("body.curb_mass", fmt::format("{:.0f} kg", units::in_kilograms(*body.curb_mass)));
    name("body.drag_coefficient", fmt::format("{:.3g}", *body.drag_coefficient));
    name("body.frontal_area",
         fmt::format("{:.3g} m^2", units::in_square_metres(*body.frontal_area)));
    name("body.rolling_resistance", fmt::format("{:.2g}", *body.rolling_resistance));
  }
  if (anchor.target.quantity == Quantity::range)
    name("battery.energy_usable",
         fmt::format("{:.3g} kWh", units::in_kilowatt_hours(*vehicle.battery.energy_usable)));
  return base::join(named, ", ");
}

/// How a rated figure is told: what it is, its unit, and how much of SI units that is.
struct Told {
  std::string_view article, what, unit;
  double si = 1.0;
  int digits = 1;

  [[nodiscard]] std::string number(double value) const {
    return fmt::format("{:.{}f}", value / si, digits);
  }
};
Told told(Quantity quantity) {
  switch (quantity) {
  case Quantity::range:
    return {"a", "range", "km", 1e3, 0};
  case Quantity::electric_range:
    return {"an", "electric range", "km", 1e3, 0};
  case Quantity::fuel:
    return {"a", "fuel", "L/100 km", 1e-8, 1};
  case Quantity::consumption:
    break;
  }
  return {"a", "consumption", "kWh/100 km", 36.0, 1};
}

/// "a range of 277 km, rated are 550 (-50 %)".
std::string predicted_and_rated(const Anchor& anchor) {
  const Told as = told(anchor.target.quantity);
  const double predicted = anchor.target.value * std::exp(anchor.blind_misfit);
  return fmt::format("{} {} of {} {}, rated are {} ({:+.0f} %)", as.article, as.what,
                     as.number(predicted), as.unit, as.number(anchor.target.value),
                     100.0 * std::expm1(anchor.blind_misfit));
}

std::string refusal(const model::Vehicle& vehicle, const Anchor& anchor) {
  const Bounds believed = bounds(anchor.part);
  if (anchor.factor >= believed.low && anchor.factor <= believed.high) return {};
  const char* sign = anchor.found ? "" : anchor.factor < 1.0 ? "less than " : "more than ";
  std::string needed =
      fmt::format("{} x {}{:.2f} (believed are {:.2f} to {:.2f})",
                  anchor.part == AnchoredPart::road_load ? "its road load" : "its losses", sign,
                  anchor.factor, believed.low, believed.high);
  if (anchor.target.quantity == Quantity::range)
    needed += fmt::format(", or a usable energy of about {:.3g} kWh",
                          units::in_kilowatt_hours(*vehicle.battery.energy_usable) *
                              std::exp(-anchor.blind_misfit));
  return fmt::format(
      "{}: its {} rating is not plausible with its specification: blind, the model gives {}. To "
      "meet it the truck would need {}. In doubt: rating.{}, {}. It runs blind.",
      vehicle.key(), energy::find_procedure(anchor.target.procedure)->label,
      predicted_and_rated(anchor), needed, anchor.target.procedure, inputs_behind(vehicle, anchor));
}

Anchor anchor_of(const model::Vehicle& vehicle, const RatingTarget& target,
                 std::span<const energy::Prediction> at_trials) {
  const Response response(at_trials, vehicle.battery.energy_usable.value_or(units::joules(1)),
                          target);
  Anchor anchor;
  anchor.target = target;
  anchor.part = anchored_part(vehicle);
  anchor.blind_misfit = response.misfit(target, 0.0);
  anchor.factor = solve(response, target, 0.0);
  anchor.found = anchor.factor != search_low && anchor.factor != search_high;
  const double a = solve(response, target, target.doubt);
  const double b = solve(response, target, -target.doubt);
  anchor.range = {std::min(a, b), std::max(a, b)};
  const auto& rated = vehicle.rating.at(target.procedure);
  if (target.quantity == Quantity::consumption && rated.range.has_value())
    anchor.range_misfit =
        std::log(response.range(std::log(anchor.factor)) / units::in_metres(*rated.range));
  anchor.refusal = refusal(vehicle, anchor);
  return anchor;
}

}  // namespace

spec::Sourced<double>& correction(model::Vehicle& vehicle, AnchoredPart part) {
  return part == AnchoredPart::road_load ? vehicle.correction.road_load : vehicle.correction.losses;
}

std::optional<RatingTarget> rating_target(const model::Vehicle& vehicle) {
  std::optional<RatingTarget> best;
  for (const auto* procedure : preferred) {
    const auto found = vehicle.rating.find(procedure);
    if (found == vehicle.rating.end()) continue;
    const auto target = target_of(vehicle, procedure, found->second);
    if (target && (!best || (best->estimated && !target->estimated))) best = target;
  }
  return best;
}

double misfit(const RatingTarget& target, const energy::Prediction& prediction) {
  if (is_of_engine(target)) return std::log(engine_figure(target, prediction) / target.value);
  const double predicted = target.quantity == Quantity::range
                               ? units::in_metres(prediction.range)
                               : units::in_newtons(prediction.consumption);
  return std::log(predicted / target.value);
}

double deviation(const RatingTarget& target, const energy::Prediction& prediction) {
  return misfit(target, prediction) / target.doubt;
}

double likelihood(double deviation) { return std::exp(-0.5 * deviation * deviation); }

AnchoredPart anchored_part(const model::Vehicle& vehicle) {
  return vehicle.body.has_road_load() ? AnchoredPart::losses : AnchoredPart::road_load;
}

Bounds bounds(AnchoredPart part) {
  return part == AnchoredPart::road_load ? Bounds{0.75, 1.30} : Bounds{0.70, 1.40};
}

std::vector<std::optional<Anchor>> find_anchors(std::span<const model::Vehicle* const> vehicles,
                                                const energy::CycleLibrary& cycles, int threads) {
  std::vector<std::optional<Anchor>> anchors(vehicles.size());
  std::map<std::string, std::vector<std::size_t>> by_procedure;
  std::vector<std::optional<RatingTarget>> targets;
  for (std::size_t i = 0; i < vehicles.size(); ++i) {
    targets.push_back(rating_target(*vehicles[i]));
    if (targets[i]) by_procedure[targets[i]->procedure].push_back(i);
  }

  // All factors of all trucks of one procedure share the kernel's lanes.
  for (const auto& [procedure, trucks] : by_procedure) {
    std::vector<model::Vehicle> tried;
    for (const std::size_t i : trucks) {
      for (int k = 0; k < trials; ++k) {
        tried.push_back(*vehicles[i]);
        correction(tried.back(), anchored_part(*vehicles[i])) =
            spec::Sourced<double>(std::exp(trial(k)));
      }
    }
    std::vector<const model::Vehicle*> pointers;
    for (const auto& vehicle : tried) pointers.push_back(&vehicle);
    const auto predictions = energy::find_procedure(procedure)->predict(pointers, cycles, threads);
    for (std::size_t n = 0; n < trucks.size(); ++n) {
      const std::size_t i = trucks[n];
      anchors[i] =
          anchor_of(*vehicles[i], *targets[i], std::span(predictions).subspan(n * trials, trials));
    }
  }
  return anchors;
}

void apply(const Anchor& anchor, model::Vehicle& vehicle) {
  if (!anchor.refusal.empty()) return;
  correction(vehicle, anchor.part)
      .estimate(anchor.factor, anchor.range.low, anchor.range.high, text(anchor));
}

std::string text(const Anchor& anchor) {
  const Told as = told(anchor.target.quantity);
  const std::string rated =
      fmt::format("{} of {} {}", as.what, as.number(anchor.target.value), as.unit);
  return fmt::format("{} x {:.3f} from the {} {}{}",
                     anchor.part == AnchoredPart::road_load ? "road load" : "losses", anchor.factor,
                     energy::find_procedure(anchor.target.procedure)->label, rated,
                     anchor.target.estimated ? " (maker's estimate)" : "");
}

energy::CycleLibrary cycle_library(model::Catalog& catalog) {
  return [&catalog](const std::string& name) -> const model::DriveCycle& {
    return catalog.cycle(name);
  };
}

}  // namespace evpickup::study
