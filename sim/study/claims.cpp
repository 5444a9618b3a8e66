// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/claims.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "claim_inputs.hpp"
#include "claim_list.hpp"
#include "evpickup/model/estimates.hpp"
#include "moved_trucks.hpp"

namespace evpickup::study {

namespace {

/// All claims of one kind that one truck makes.
struct Question {
  std::size_t truck = 0;
  std::vector<Claimed> claimed;
  /// The truck without what must not be used, and with its estimates.
  model::Vehicle given, filled;
  std::optional<double> central;
  std::optional<Interval> interval;
  std::vector<InputEffect> inputs;
};

/// Half of the interval where the model's own error is all that is in doubt.
Interval by_model_alone(double central, double model_error) {
  const double off = std::abs(central) * model_error;
  return {central - off, central, central + off};
}

bool is_settled(const Question& question, const ClaimKind& kind) {
  return std::ranges::all_of(question.claimed, [&](const Claimed& claimed) {
    return judge(claimed.value, by_model_alone(*question.central, kind.model_error), kind.better,
                 kind.modesty) == Verdict::agrees;
  });
}

std::vector<Question> questions_of(const ClaimKind& kind, std::span<const model::Vehicle> trucks) {
  std::vector<Question> questions;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    if (!trucks[i].has_physics() || !model::has_sizes(trucks[i])) continue;
    // A rated range of a truck with an engine is of battery and tank: "Rated and predicted" has it.
    if (trucks[i].has_engine() && !kind.procedure.empty()) continue;
    Question question;
    question.truck = i;
    question.claimed = kind.claimed(kind, trucks[i]);
    if (question.claimed.empty()) continue;
    question.given = trucks[i];
    if (kind.prepare != nullptr) kind.prepare(question.given);
    question.filled = question.given;
    model::estimate_missing(question.filled);
    questions.push_back(std::move(question));
  }
  return questions;
}

void find_centres(const ClaimKind& kind, std::vector<Question>& questions, const Bench& bench) {
  std::vector<const model::Vehicle*> pointers;
  for (const auto& question : questions) pointers.push_back(&question.filled);
  const Figures figures = kind.physics(kind, pointers, bench);
  // A truck that cannot drive the test has no figure of it.
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (figures[i] && std::isfinite(*figures[i])) questions[i].central = figures[i];
}

/// Moves every uncertain input of every question that needs it, all in one batch.
void find_intervals(const ClaimKind& kind, std::vector<Question>& questions, const Bench& bench,
                    Depth depth) {
  std::vector<Question*> open;
  MovedTrucks moved;
  for (auto& question : questions) {
    if (!question.central) continue;
    if (depth == Depth::verdicts && is_settled(question, kind)) continue;
    open.push_back(&question);
    moved.add(question.given, question.filled, kind.inputs);
  }
  if (open.empty()) return;
  // Of trucks of which all is known nothing is moved.
  const auto pointers = moved.pointers();
  const Figures figures = pointers.empty() ? Figures{} : kind.physics(kind, pointers, bench);
  for (std::size_t i = 0; i < open.size(); ++i) {
    Question& question = *open[i];
    question.inputs = moved.effects(i, figures, *question.central);
    question.interval = interval(*question.central, question.inputs,
                                 std::abs(*question.central) * kind.model_error);
  }
}

ClaimCheck check_of(const ClaimKind& kind, const Question& question, std::size_t n,
                    const model::Vehicle& truck) {
  const Claimed& claimed = question.claimed[n];
  ClaimCheck check;
  check.vehicle = truck.id;
  check.trim = truck.trim;
  check.claim = kind.key;
  check.label = kind.label;
  check.unit = kind.unit;
  check.decimals = kind.decimals;
  check.claimed = claimed.value;
  check.source = claimed.source;
  check.note = claimed.note;
  check.alternative = n > 0;
  check.model_error = kind.model_error;
  if (kind.remark != nullptr) check.remark = kind.remark(kind, question.filled, truck);
  if (!question.central) return check;

  check.physics = question.central;
  check.inputs = question.inputs;
  if (question.interval) {
    check.low = question.interval->low;
    check.high = question.interval->high;
  }
  const Interval physics =
      question.interval.value_or(by_model_alone(*question.central, kind.model_error));
  check.verdict = judge(claimed.value, physics, kind.better, kind.modesty);
  return check;
}

/// The truck with this rating alone, so that it is what it is anchored on.
model::Vehicle only_rated_by(const model::Vehicle& truck, const std::string& procedure) {
  model::Vehicle result = truck;
  model::Rating rating = truck.rating.at(procedure);
  rating.consumption = {};
  rating.consumption_city = {};
  rating.consumption_highway = {};
  result.rating = {{procedure, std::move(rating)}};
  return result;
}

/// Factors that make each truck meet each of its rated ranges.
void add_anchors(std::vector<ClaimCheck>& checks, std::span<const model::Vehicle> trucks,
                 const Bench& bench) {
  std::vector<model::Vehicle> rated;
  std::vector<ClaimCheck*> targets;
  for (auto& check : checks) {
    const auto* kind = find_claim(check.claim);
    if (kind->procedure.empty() || check.alternative) continue;
    const auto truck = std::ranges::find_if(trucks, [&](const model::Vehicle& vehicle) {
      return vehicle.id == check.vehicle && vehicle.trim == check.trim;
    });
    rated.push_back(only_rated_by(*truck, std::string(kind->procedure)));
    model::estimate_missing(rated.back());
    targets.push_back(&check);
  }
  std::vector<const model::Vehicle*> pointers;
  for (const auto& vehicle : rated) pointers.push_back(&vehicle);
  auto anchors = find_anchors(pointers, bench.cycles, bench.threads);
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i]->anchor = std::move(anchors[i]);
}

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
  case Verdict::agrees:
    return "agrees";
  case Verdict::cautious:
    return "cautious";
  case Verdict::generous:
    return "generous";
  case Verdict::not_plausible:
    return "not plausible";
  case Verdict::untold:
    return "cannot be told";
  }
  return "";
}

Verdict judge(double claimed, const Interval& physics, Better better, Modesty modesty) {
  const bool above = claimed > physics.central;
  const double half = above ? physics.high - physics.central : physics.central - physics.low;
  const double away = std::abs(claimed - physics.central);
  if (away <= half) return Verdict::agrees;

  const bool is_better = above == (better == Better::higher);
  const bool beyond = away > generous_within * half;
  if (is_better) return beyond ? Verdict::not_plausible : Verdict::generous;
  switch (modesty) {
  case Modesty::contradicts:
    return beyond ? Verdict::not_plausible : Verdict::cautious;
  case Modesty::is_told:
    return Verdict::cautious;
  case Modesty::is_normal:
    break;
  }
  return Verdict::agrees;
}

std::optional<double> ClaimCheck::off_percent() const {
  return physics ? std::optional(100.0 * (*physics / claimed - 1.0)) : std::nullopt;
}

std::vector<ClaimCheck> check_claims(std::span<const model::Vehicle> trucks,
                                     const energy::CycleLibrary& cycles, Depth depth, int threads) {
  const Bench bench{cycles, threads};
  std::vector<std::vector<ClaimCheck>> of_truck(trucks.size());
  for (const ClaimKind& kind : claim_kinds()) {
    auto questions = questions_of(kind, trucks);
    if (questions.empty()) continue;
    find_centres(kind, questions, bench);
    find_intervals(kind, questions, bench, depth);
    for (const auto& question : questions)
      for (std::size_t n = 0; n < question.claimed.size(); ++n)
        of_truck[question.truck].push_back(check_of(kind, question, n, trucks[question.truck]));
  }

  std::vector<ClaimCheck> checks;
  for (auto& each : of_truck)
    for (auto& check : each) checks.push_back(std::move(check));
  if (depth == Depth::full) add_anchors(checks, trucks, bench);
  return checks;
}

}  // namespace evpickup::study
