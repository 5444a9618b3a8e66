// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "claim_list.hpp"
#include "claim_tables.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/claims.hpp"
#include "evpickup/study/selection.hpp"

/// Claims as part of a run and as an answer of their own.
namespace evpickup::study {

namespace {

bool is_in_doubt(const ClaimCheck& check) {
  return !check.alternative && check.verdict != Verdict::agrees && check.verdict != Verdict::untold;
}

/// "14 agree, 2 generous, 1 not plausible".
std::string tally(std::span<const ClaimCheck> checks) {
  std::vector<std::string> parts;
  for (const Verdict verdict : {Verdict::agrees, Verdict::cautious, Verdict::generous,
                                Verdict::not_plausible, Verdict::untold}) {
    const auto count = std::ranges::count(checks, verdict, &ClaimCheck::verdict);
    if (count > 0) parts.push_back(fmt::format("{}: {}", name(verdict), count));
  }
  return base::join(parts, ", ");
}

std::string how_verdicts_are_made() {
  return fmt::format(
      "Physics is blind here: nothing is adjusted to a rating. Its interval is the root sum of "
      "squares of what each uncertain input does by itself and of the model's own error. A claim "
      "inside it agrees; up to {:.0f} half widths away it is generous, or cautious if the truck "
      "should do better; beyond that it is not plausible.",
      generous_within);
}

std::vector<std::string> reasons() {
  std::vector<std::string> sentences{how_verdicts_are_made()};
  std::string errors = "The model's own error";
  for (const auto& kind : claim_kinds())
    errors += fmt::format("{} {} {:.0f} % ({})", &kind == claim_kinds().data() ? ":" : ";",
                          kind.label, 100.0 * kind.model_error, kind.reason);
  sentences.push_back(errors + ".");
  sentences.emplace_back(
      "Top speed, payload and towing may be set lower than physics allows; a lower claim agrees.");
  sentences.emplace_back(
      "Towing is the least of: a start on 12 %, 64 km/h on the mean grade of Davis Dam (5.8 %) at "
      "38 degC with peak power, and a hitch load of 10 % with two people within the payload, in "
      "the way of SAE J2807. How long motors bear the climb is not modelled.");
  return sentences;
}

/// What stands behind a figure, in words.
std::string note_on(const ClaimCheck& check) {
  std::vector<std::string> parts;
  if (check.anchor)
    parts.push_back(
        fmt::format("met with {} x {:.3f} ({:.3f} .. {:.3f})",
                    check.anchor->part == AnchoredPart::road_load ? "road load" : "losses",
                    check.anchor->factor, check.anchor->range.low, check.anchor->range.high));
  if (!check.remark.empty()) parts.push_back(check.remark);
  return base::join(parts, "; ");
}

/// Trims that can be checked, as their files have them with overrides on top; the others are told.
std::vector<model::Vehicle> checked_trims(std::vector<model::Vehicle> trims, Results& results) {
  std::vector<model::Vehicle> checked;
  for (auto& trim : trims) {
    const std::string reason = reason_to_refuse(trim, true);
    if (reason.empty()) {
      checked.push_back(std::move(trim));
    } else {
      results.notes.push_back(reason + ".");
    }
  }
  return checked;
}

/// Why no claim is checked.
std::string why_none(const std::vector<model::Vehicle>& trims) {
  const bool measured =
      std::ranges::none_of(trims, [](const model::Vehicle& truck) { return truck.has_physics(); });
  return measured ? "No claim can be checked: only the consumption is known, no model of the truck."
                  : "No claim can be checked: the file has none.";
}

}  // namespace

std::optional<Section> claims_section(const Plan& plan, model::Catalog& catalog,
                                      const RunOptions& options) {
  auto checks = check_claims(plan.trucks, cycle_library(catalog), Depth::verdicts, options.threads);
  if (checks.empty()) return std::nullopt;
  for (auto& check : checks) {
    const auto anchored =
        std::ranges::find(plan.anchors, check.vehicle + ":" + check.trim, &AnchoredTruck::key);
    if (anchored != plan.anchors.end() &&
        check.claim == "range_" + anchored->anchor.target.procedure && !check.alternative)
      check.anchor = anchored->anchor;
  }
  std::ranges::stable_partition(checks, is_in_doubt);
  const auto in_doubt = std::ranges::count_if(checks, is_in_doubt);

  Section section;
  section.key = "claims";
  section.title = "Claims that physics does not bear out";
  section.table = claims_table(checks);
  section.shown_columns = shown_claim_columns;
  section.shown_rows = static_cast<std::size_t>(in_doubt);
  section.remarks = {fmt::format("{} claims checked: {}. evpickup show VEHICLE --claims tells all "
                                 "of them, and why.",
                                 checks.size(), tally(checks))};
  return section;
}

Results describe_claims(model::Catalog& catalog, const std::string& reference,
                        const RunOptions& options) {
  Results results;
  const auto trims = checked_trims(given_trims(catalog, reference, options.overrides), results);
  const auto cycles = cycle_library(catalog);
  const auto checks = check_claims(trims, cycles, Depth::full, options.threads);
  const bool one = reference.rfind(':') != std::string::npos;

  // Claims first, then what they say of conflicting values, then what ratings mean elsewhere.
  results.scenario = reference;
  results.table = claims_table(checks);
  results.shown = {"claim", "claimed", "physics", "off_percent", "verdict", "inputs"};
  results.grouped_by = one ? "" : "trim";
  std::string model_name = reference;
  std::vector<ConflictCheck> conflicts;
  for (const auto& truck : trims) {
    model_name = one ? truck.model + ", " + truck.name + " (" + truck.key() + ")" : truck.model;
    for (auto& row : check_conflicts(truck, cycles, options.threads))
      conflicts.push_back(std::move(row));
  }
  if (!conflicts.empty()) results.sections.push_back(conflicts_section(std::move(conflicts), one));
  results.title = model_name + ": claims against physics";
  results.description = checks.empty() ? why_none(trims) : tally(checks) + ".";
  const auto equivalents = epa_equivalents(trims, cycles, options.threads);
  if (!equivalents.empty()) results.sections.push_back(equivalents_section(equivalents));
  auto inputs = inputs_section(checks);
  if (!inputs.table.rows.empty()) results.sections.push_back(std::move(inputs));

  for (const auto& check : checks) {
    if (check.alternative || (!one && check.verdict == Verdict::agrees)) continue;
    const std::string note = note_on(check);
    if (!note.empty())
      results.notes.push_back(
          fmt::format("{}{}: {}.", one ? "" : check.trim + ", ", check.label, note));
  }
  results.basis = reasons();
  results.inputs.files = catalog.files_read();
  for (const auto& item : options.overrides)
    results.inputs.overrides.push_back(item.path + "=" + item.value);
  return results;
}

}  // namespace evpickup::study
