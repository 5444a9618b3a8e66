// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>

#include "evpickup/base/parallel.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/anchoring.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/pack_scaling.hpp"
#include "evpickup/study/yearly_use.hpp"

namespace evpickup::study {

namespace {

/// Lanes of all cases together that one thread holds: their trucks stay in the processor's cache.
constexpr std::size_t lanes_of_part = 512;
constexpr std::size_t fewest_draws = 16;
/// Parts of a block for each thread, so that none waits long for another.
constexpr std::size_t parts_of_thread = 8;

/// A pointer that others may share, to something that outlives them.
template <class T>
std::shared_ptr<const T> borrowed(const T& value) {
  return {std::shared_ptr<const T>{}, &value};
}

/// The truck without estimates in which what the scenario varies has a value, so that rules do not
/// give it one and draws can move it.
model::Vehicle with_values(model::Vehicle given, const std::vector<DrawnValue>& values) {
  for (const auto& value : values) {
    if (value.target != Target::vehicle || value.estimated || value.pack) continue;
    if (spec::number_at(given, value.key)) continue;
    constexpr int all_digits = 17;
    const std::string text = units::format(value.base, value.kind, {}, all_digits);
    set(given, parse_path(value.key, {}), spec::parse_value(text, value.key));
  }
  return given;
}

/// True if an estimate follows what is varied.
bool moves_rules(const model::Vehicle& given, const std::vector<DrawnValue>& values) {
  model::Vehicle base = given;
  model::estimate_missing(base);
  const auto keys = model::estimated_keys(base);
  for (const auto& value : values) {
    if (value.target != Target::vehicle || value.estimated || value.pack) continue;
    model::Vehicle moved = given;
    spec::number_at(moved, value.key)->put(quantile(value.distribution, 0.9));
    model::estimate_missing(moved);
    for (const auto& key : keys) {
      const auto before = spec::number_at(base, key);
      const auto after = spec::number_at(moved, key);
      if (before && after && before->get().si != after->get().si) return true;
    }
  }
  return false;
}

/// One truck, market and duty of a draw, and where its values go.
struct Drawn {
  model::Vehicle vehicle;
  std::optional<model::Market> market;
  std::optional<model::Duty> duty;
  std::optional<model::CostSettings> cost;
  std::vector<spec::NumberRef> numbers;
};

spec::NumberRef number_in(Drawn& drawn, const DrawnValue& value) {
  std::optional<spec::NumberRef> number;
  switch (value.target) {
  case Target::vehicle:
    number = spec::number_at(drawn.vehicle, value.key);
    break;
  case Target::market:
    number = spec::number_at(*drawn.market, value.key);
    break;
  case Target::scenario:
    number = value.of_duty ? spec::number_at(*drawn.duty, value.key)
                           : spec::number_at(*drawn.cost, value.key);
    break;
  }
  if (!number) throw std::logic_error("a drawn value is gone: " + value.key);
  return *number;
}

/// What is drawn of one case.
struct CaseDraws {
  const PlannedCase* planned = nullptr;
  const std::vector<DrawnValue>* values = nullptr;
  /// Each draw's truck is built anew, from the one without estimates if rules must see its values.
  bool anew = false;
  std::optional<model::Vehicle> given;
  std::vector<Drawn> draws;

  [[nodiscard]] bool moves(Target target, bool of_duty = false) const {
    return std::ranges::any_of(*values, [&](const DrawnValue& value) {
      return value.target == target && value.of_duty == of_duty;
    });
  }
};

/// The truck of a draw that is built anew: rules first see what the scenario varies, estimates are
/// then drawn around what they say, and last a pack takes the place of the truck's own.
void rebuild(const CaseDraws& at, Drawn& drawn, const std::vector<double>& wanted,
             const units::ExchangeRates& rates) {
  drawn.vehicle = at.given ? *at.given : *at.planned->vehicle;
  drawn.vehicle.correction = at.planned->vehicle->correction;
  const auto& values = *at.values;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (!values[k].estimated && !values[k].pack) number_in(drawn, values[k]).put(wanted[k]);
  if (at.given) model::estimate_missing(drawn.vehicle);
  for (std::size_t k = 0; k < values.size(); ++k) {
    if (!values[k].estimated) continue;
    const auto number = number_in(drawn, values[k]);
    const double ratio = values[k].base != 0.0 ? number.get().si / values[k].base : 1.0;
    number.put(wanted[k] * ratio);
  }
  for (std::size_t k = 0; k < values.size(); ++k)
    if (values[k].pack) drawn.vehicle = with_pack(drawn.vehicle, units::joules(wanted[k]), rates);
}

/// Puts a draw's values where they go; `wanted` is room for them.
void put(const CaseDraws& at, Drawn& drawn, const Eigen::Ref<const Eigen::RowVectorXd>& shares,
         std::vector<double>& wanted, const units::ExchangeRates& rates) {
  const auto& values = *at.values;
  wanted.resize(values.size());
  for (std::size_t k = 0; k < values.size(); ++k)
    wanted[k] =
        quantile(values[k].distribution, shares(static_cast<Eigen::Index>(values[k].input)));
  for (std::size_t k = 0; k < values.size(); ++k)
    wanted[k] =
        followed(wanted[k], values[k], values, [&](std::size_t other) { return wanted[other]; });
  if (at.anew) {
    rebuild(at, drawn, wanted, rates);
    return;
  }
  for (std::size_t k = 0; k < values.size(); ++k) drawn.numbers[k].put(wanted[k]);
}

/// What was drawn of each value of a case: draws x values, in SI units.
Eigen::ArrayXXd values_of(CaseDraws& at, std::size_t count) {
  const auto& values = *at.values;
  Eigen::ArrayXXd drawn(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(values.size()));
  for (std::size_t draw = 0; draw < count; ++draw)
    for (std::size_t k = 0; k < values.size(); ++k)
      drawn(static_cast<Eigen::Index>(draw), static_cast<Eigen::Index>(k)) =
          number_in(at.draws[draw], values[k]).get().si;
  return drawn;
}

/// Arrays of the parts, `of(part)` each, one below the other.
template <class Of>
auto stacked(const std::vector<DrawnOutcomes>& parts, const Of& of) {
  Eigen::Index rows = 0;
  for (const auto& part : parts) rows += of(part).rows();
  auto all = of(parts.front());
  Eigen::Index first = all.rows();
  all.conservativeResize(rows, all.cols());
  for (const auto& part : std::span(parts).subspan(1)) {
    const auto& more = of(part);
    all.middleRows(first, more.rows()) = more;
    first += more.rows();
  }
  return all;
}

/// The drives of a case in all parts; none if a part has none.
std::vector<DutyDrive> joined_drives(const std::vector<DrawnOutcomes>& parts, std::size_t i) {
  const auto& head = parts.front().drives[i];
  if (std::ranges::any_of(parts,
                          [&](const auto& part) { return part.drives[i].size() != head.size(); }))
    return {};
  std::vector<DutyDrive> drives = head;
  for (std::size_t k = 0; k < drives.size(); ++k) {
    const auto of_drive = [&](auto member) {
      return [&, member](const auto& part) -> auto& { return part.drives[i][k].*member; };
    };
    drives[k].distance_m = stacked(parts, of_drive(&DutyDrive::distance_m));
    drives[k].battery_j = stacked(parts, of_drive(&DutyDrive::battery_j));
    drives[k].shape.used =
        stacked(parts, [&](const auto& part) -> auto& { return part.drives[i][k].shape.used; });
  }
  return drives;
}

/// The answers of neighbouring parts as those of one block.
DrawnOutcomes joined(std::vector<DrawnOutcomes> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  DrawnOutcomes all;
  const DrawnOutcomes& head = parts.front();
  for (std::size_t i = 0; i < head.of_case.size(); ++i) {
    all.of_case.push_back(
        stacked(parts, [&](const auto& part) -> auto& { return part.of_case[i]; }));
    all.deviations.push_back(
        stacked(parts, [&](const auto& part) -> auto& { return part.deviations[i]; }));
  }
  for (std::size_t i = 0; i < head.values.size(); ++i)
    all.values.push_back(stacked(parts, [&](const auto& part) -> auto& { return part.values[i]; }));
  for (std::size_t i = 0; i < head.drives.size(); ++i)
    all.drives.push_back(joined_drives(parts, i));
  return all;
}

}  // namespace

std::vector<const Metric*> outcome_metrics(const std::vector<std::string>& keys,
                                           units::Currency currency, const std::string& shown) {
  std::vector<const Metric*> found;
  const auto known = figure_keys(currency);
  base::Diagnostics findings;
  for (const auto& key : keys) {
    const auto metric = std::ranges::find_if(
        metrics(), [&](const Metric& each) { return column_for(each, currency).key == key; });
    if (metric == metrics().end() || std::ranges::find(known, key) == known.end()) {
      findings.error({}, shown, "no column of numbers is called \"" + key + "\"",
                     base::did_you_mean_hint(key, known));
    } else {
      found.push_back(&*metric);
    }
  }
  findings.throw_if_errors();
  return found;
}

std::vector<Column> outcome_columns(const std::vector<std::string>& keys, units::Currency currency,
                                    const std::string& shown) {
  std::vector<Column> columns;
  for (const Metric* metric : outcome_metrics(keys, currency, shown))
    columns.push_back(column_for(*metric, currency));
  return columns;
}

Eigen::ArrayXd DrawnOutcomes::weights(std::size_t of) const {
  if (deviations[of].size() == 0) return Eigen::ArrayXd::Ones(of_case[of].rows());
  return deviations[of].unaryExpr(&likelihood);
}

/// What is computed for a request, and for it alone.
struct DrawEvaluation::Asked {
  units::Currency currency;
  std::vector<const Metric*> metrics;
  bool duty_alone = false;
  bool money = false;
  bool years = false;
  StopTimes stops = StopTimes::wanted;
  bool drives_apart = false;
  bool values = false;
  /// Of each case, where draws are weighed.
  std::vector<std::optional<RatingTarget>> targets;

  Asked(const Plan& plan, const DrawRequest& request, units::Currency told_in)
      : currency(told_in),
        metrics(outcome_metrics(request.outcomes, told_in, "outcomes")),
        drives_apart(request.drives_apart),
        values(request.values) {
    const auto any_needs = [&](Needs needs) {
      return std::ranges::any_of(metrics,
                                 [&](const Metric* metric) { return metric->needs == needs; });
    };
    duty_alone = !any_needs(Needs::sides);
    money = any_needs(Needs::cost);
    years = money || any_needs(Needs::years);
    const bool time_is_money = std::ranges::any_of(plan.cases, [](const PlannedCase& planned) {
      return planned.cost->value_of_time.has_value();
    });
    if (!time_is_money && !any_needs(Needs::years)) stops = StopTimes::unwanted;
    if (!request.weigh) return;
    for (const auto& planned : plan.cases)
      targets.push_back(planned.mode == model::Mode::anchored && planned.vehicle->has_physics()
                            ? rating_target(*planned.vehicle)
                            : std::nullopt);
  }
};

/// Trucks that one thread moves from draw to draw.
class DrawEvaluation::Scratch {
 public:
  Scratch(const Plan& plan, const UncertainInputs& inputs, const Asked& asked, std::size_t most)
      : plan_(&plan), inputs_(&inputs), asked_(&asked), most_(most) {
    cases_.reserve(plan.cases.size());
    for (std::size_t i = 0; i < plan.cases.size(); ++i) cases_.push_back(draws_of(i));
  }

  /// As many draws as were said at most.
  [[nodiscard]] DrawnOutcomes at(const Eigen::ArrayXXd& wanted, model::Catalog& catalog) {
    const auto count = static_cast<std::size_t>(wanted.rows());
    move(wanted, catalog.exchange_rates());

    const Plan& drawn = plan_of(count);
    std::vector<EnergyCase> energy_cases;
    for (const auto& planned : drawn.cases)
      energy_cases.push_back({planned.vehicle.get(), planned.duty.get()});
    const auto figures = asked_->duty_alone ? duty_figures(energy_cases, catalog, one_thread)
                                            : energy_figures(energy_cases, catalog, one_thread);
    std::vector<const EnergyFigures*> energy;
    for (const auto& each : figures) energy.push_back(&each);
    std::vector<std::vector<model::AnnualUse>> use(drawn.cases.size());
    if (asked_->years) use = yearly_uses(drawn, energy, one_thread, asked_->stops);
    std::vector<std::optional<CostFigures>> cost(drawn.cases.size());
    if (asked_->money)
      cost =
          cost_figures(drawn, energy, use, asked_->currency, catalog.exchange_rates(), one_thread);

    DrawnOutcomes outcomes;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      const auto& metrics = asked_->metrics;
      Eigen::ArrayXXd table(static_cast<Eigen::Index>(count),
                            static_cast<Eigen::Index>(metrics.size()));
      for (std::size_t draw = 0; draw < count; ++draw) {
        const std::size_t at = i * count + draw;
        const CaseView view{&drawn.cases[at], energy[at], cost[at] ? &*cost[at] : nullptr, use[at]};
        for (std::size_t k = 0; k < metrics.size(); ++k) {
          const Cell cell = metrics[k]->get(view);
          const double* number = std::get_if<double>(&cell);
          table(static_cast<Eigen::Index>(draw), static_cast<Eigen::Index>(k)) =
              number != nullptr ? *number : std::numeric_limits<double>::quiet_NaN();
        }
      }
      outcomes.of_case.push_back(std::move(table));
      outcomes.deviations.push_back(deviations_of(i, count, catalog));
      if (asked_->values) outcomes.values.push_back(values_of(cases_[i], count));
      if (asked_->drives_apart)
        outcomes.drives.push_back(duty_drives_apart(
            std::span(energy_cases).subspan(i * count, count), catalog, one_thread));
    }
    return outcomes;
  }

  /// The same draws' values alone.
  [[nodiscard]] DrawnOutcomes drawn_at(const Eigen::ArrayXXd& wanted, model::Catalog& catalog) {
    move(wanted, catalog.exchange_rates());
    DrawnOutcomes drawn;
    for (auto& at : cases_)
      drawn.values.push_back(values_of(at, static_cast<std::size_t>(wanted.rows())));
    return drawn;
  }

 private:
  CaseDraws draws_of(std::size_t i) const {
    CaseDraws draws;
    draws.planned = &plan_->cases[i];
    draws.values = &inputs_->of_case[i];
    const auto truck = std::ranges::find_if(plan_->trucks, [&](const model::Vehicle& each) {
      return each.key() == draws.planned->vehicle->key();
    });
    if (truck != plan_->trucks.end() && truck->has_physics() &&
        std::ranges::any_of(*draws.values, [](const DrawnValue& value) {
          return value.target == Target::vehicle && !value.estimated;
        })) {
      const auto given = with_values(*truck, *draws.values);
      if (moves_rules(given, *draws.values)) draws.given = given;
    }
    draws.anew = draws.given.has_value() ||
                 std::ranges::any_of(*draws.values, [](const DrawnValue& v) { return v.pack; });

    Drawn drawn{*draws.planned->vehicle, {}, {}, {}, {}};
    if (draws.moves(Target::market)) drawn.market = *draws.planned->market;
    if (draws.moves(Target::scenario, true)) drawn.duty = *draws.planned->duty;
    if (draws.moves(Target::scenario, false)) drawn.cost = *draws.planned->cost;
    draws.draws.assign(most_, drawn);
    for (auto& each : draws.draws)
      for (const auto& value : *draws.values) each.numbers.push_back(number_in(each, value));
    return draws;
  }

  /// Moves the trucks to these shares of their inputs, correlated.
  void move(Eigen::ArrayXXd shares, const units::ExchangeRates& rates) {
    if (!inputs_->copula.inputs.empty()) correlate(inputs_->copula, shares);
    std::vector<double> wanted;
    for (auto& at : cases_)
      for (Eigen::Index draw = 0; draw < shares.rows(); ++draw)
        put(at, at.draws[static_cast<std::size_t>(draw)], shares.row(draw).matrix(), wanted, rates);
  }

  /// The draws as cases of a plan, case by case.
  [[nodiscard]] const Plan& plan_of(std::size_t count) {
    if (drawn_.cases.size() == count * cases_.size()) return drawn_;
    drawn_.cases.clear();
    for (const auto& at : cases_) {
      for (std::size_t draw = 0; draw < count; ++draw) {
        const Drawn& each = at.draws[draw];
        PlannedCase planned = *at.planned;
        planned.vehicle = borrowed(each.vehicle);
        if (each.market) planned.market = borrowed(*each.market);
        if (each.duty) planned.duty = borrowed(*each.duty);
        if (each.cost) planned.cost = borrowed(*each.cost);
        drawn_.cases.push_back(std::move(planned));
      }
    }
    return drawn_;
  }

  [[nodiscard]] Eigen::ArrayXd deviations_of(std::size_t i, std::size_t count,
                                             model::Catalog& catalog) const {
    if (asked_->targets.empty() || !asked_->targets[i]) return {};
    const RatingTarget& target = *asked_->targets[i];
    Eigen::ArrayXd deviations(static_cast<Eigen::Index>(count));
    std::vector<const model::Vehicle*> vehicles;
    for (std::size_t draw = 0; draw < count; ++draw)
      vehicles.push_back(&cases_[i].draws[draw].vehicle);
    const auto predictions = energy::find_procedure(target.procedure)
                                 ->predict(vehicles, cycle_library(catalog), one_thread);
    for (std::size_t draw = 0; draw < count; ++draw)
      deviations(static_cast<Eigen::Index>(draw)) = deviation(target, predictions[draw]);
    return deviations;
  }

  static constexpr int one_thread = 1;

  const Plan* plan_;
  const UncertainInputs* inputs_;
  const Asked* asked_;
  std::size_t most_;
  std::vector<CaseDraws> cases_;
  Plan drawn_;
};

DrawEvaluation::DrawEvaluation(const Plan& plan, const UncertainInputs& inputs,
                               const DrawRequest& request, model::Catalog& catalog,
                               units::Currency currency)
    : plan_(&plan),
      inputs_(&inputs),
      catalog_(&catalog),
      threads_(base::threads_used(request.threads)),
      asked_(std::make_unique<const Asked>(plan, request, currency)) {}
DrawEvaluation::~DrawEvaluation() { drop_scratch(); }
DrawEvaluation::DrawEvaluation(DrawEvaluation&&) noexcept = default;
DrawEvaluation& DrawEvaluation::operator=(DrawEvaluation&&) noexcept = default;

void DrawEvaluation::drop_scratch() {
  base::for_each_part(scratch_.size(), scratch_.size(),
                      [&](std::size_t, std::size_t k) { scratch_[k].reset(); });
  scratch_.clear();
}

std::size_t DrawEvaluation::part() const {
  return std::max(fewest_draws, lanes_of_part / std::max<std::size_t>(1, plan_->cases.size()));
}

std::size_t DrawEvaluation::block() const { return part() * threads_ * parts_of_thread; }

template <class Answer>
DrawnOutcomes DrawEvaluation::in_parts(const Eigen::ArrayXXd& shares, const Answer& answer) {
  const auto draws = static_cast<std::size_t>(shares.rows());
  // As many parts for each thread, so that none is left with a last one.
  const std::size_t at_once = part() * threads_;
  const std::size_t wanted = std::max<std::size_t>(1, (draws + at_once - 1) / at_once) * threads_;
  const std::size_t length = std::max(fewest_draws, (draws + wanted - 1) / wanted);
  const std::size_t count = std::max<std::size_t>(1, (draws + length - 1) / length);
  if (length > scratch_length_) {
    // Calls of about as many draws make no new room each time.
    drop_scratch();
    scratch_length_ = std::max(length, std::min(2 * scratch_length_, part()));
  }
  scratch_.resize(std::max(scratch_.size(), std::min(threads_, count)));

  std::vector<DrawnOutcomes> parts(count);
  base::for_each_part(count, scratch_.size(), [&](std::size_t worker, std::size_t k) {
    auto& scratch = scratch_[worker];
    if (!scratch) scratch = std::make_unique<Scratch>(*plan_, *inputs_, *asked_, scratch_length_);
    const std::size_t first = k * length;
    parts[k] = answer(
        *scratch, shares.middleRows(static_cast<Eigen::Index>(first),
                                    static_cast<Eigen::Index>(std::min(length, draws - first))));
  });
  return joined(std::move(parts));
}

DrawnOutcomes DrawEvaluation::at(const Eigen::ArrayXXd& shares) {
  return in_parts(shares,
                  [&](Scratch& scratch, const auto& part) { return scratch.at(part, *catalog_); });
}

DrawnOutcomes DrawEvaluation::drawn_at(const Eigen::ArrayXXd& shares) {
  return in_parts(shares, [&](Scratch& scratch, const auto& part) {
    return scratch.drawn_at(part, *catalog_);
  });
}

}  // namespace evpickup::study
