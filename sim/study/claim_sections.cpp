// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "claim_tables.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/claims.hpp"

/// Claims as tables.
namespace evpickup::study {

namespace {

constexpr auto none = Better::neither;

/// Inputs that people are told, the largest effects first, and the share of the largest effect
/// below which one is not worth a word.
constexpr std::size_t told_inputs = 2;
constexpr double least_share = 0.2;

Cell cell(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }

Cell text_or_none(std::string text) { return text.empty() ? Cell() : Cell(std::move(text)); }

std::string figure(double value, int decimals, const std::string& unit) {
  return base::grouped(value, decimals) + " " + unit;
}

/// "7.4 s (6.2 .. 8.9)".
std::string physics_text(const ClaimCheck& check) {
  if (!check.physics) return {};
  std::string text = figure(*check.physics, check.decimals, check.unit);
  if (check.low)
    text += fmt::format(" ({} .. {})", base::grouped(*check.low, check.decimals),
                        base::grouped(*check.high, check.decimals));
  return text;
}

double effect_of(const InputEffect& input) { return std::abs(input.at_high - input.at_low); }

/// "2122.5 kg" with three digits, as "2120 kg"; what is no number stays as it is.
std::string rounded(const std::string& text) {
  const auto number = base::leading_number(text);
  if (!number || number->value == 0.0) return text;
  const int places = 2 - static_cast<int>(std::floor(std::log10(std::abs(number->value))));
  const double step = std::pow(10.0, -places);
  std::string digits =
      fmt::format("{:.{}f}", std::round(number->value / step) * step, std::max(0, places));
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  return digits + std::string(number->rest);
}

/// "1910 .. 2330" from "1910.2 kg .. 2334.7 kg", for the unit stands before it.
std::string rounded_range(const std::string& range) {
  constexpr std::string_view between = " .. ";
  const auto at = range.find(between);
  if (at == std::string::npos || !base::leading_number(range)) return range;
  const auto bare = [](const std::string& text) { return text.substr(0, text.find(' ')); };
  return bare(rounded(range.substr(0, at))) + " .. " +
         bare(rounded(range.substr(at + between.size())));
}

/// "curb mass 2120 kg (1910 .. 2330)", the most telling inputs.
std::string inputs_text(const std::vector<InputEffect>& inputs) {
  std::vector<std::string> told;
  for (const auto& input : inputs) {
    if (told.size() == told_inputs || effect_of(input) <= 0.0 ||
        effect_of(input) < least_share * effect_of(inputs.front()))
      break;
    told.push_back(fmt::format("{} {} ({})", plain_name(input.key), rounded(input.value),
                               rounded_range(input.range)));
  }
  return base::join(told, "; ");
}

/// The uncertain inputs, or what the figure rests on where there are none.
std::string decided_by(const ClaimCheck& check) {
  const std::string inputs = inputs_text(check.inputs);
  return inputs.empty() ? check.remark.substr(0, check.remark.find(';')) : inputs;
}

std::string label_of(const ClaimCheck& check) {
  return check.alternative ? check.label + ", other source" : check.label;
}

std::vector<Column> claim_columns() {
  return {{"vehicle", "vehicle", "", 0, none},
          {"trim", "trim", "", 0, none},
          {"claim", "claim", "", 0, none},
          {"claimed", "claimed", "", 0, none},
          {"physics", "physics", "", 0, none},
          {"off_percent", "off", "%", 0, none},
          {"verdict", "verdict", "", 0, none},
          {"inputs", "decided by", "", 0, none},
          {"key", "key", "", 0, none},
          {"unit", "unit", "", 0, none},
          {"claimed_value", "claimed", "", 3, none},
          {"physics_value", "physics", "", 3, none},
          {"physics_low", "low", "", 3, none},
          {"physics_high", "high", "", 3, none},
          {"model_error_percent", "model's own error", "%", 1, none},
          {"anchor_factor", "factor", "", 3, none},
          {"anchor_factor_low", "factor, low", "", 3, none},
          {"anchor_factor_high", "factor, high", "", 3, none},
          {"source", "source", "", 0, none},
          {"source_note", "note of the source", "", 0, none},
          {"remark", "remark", "", 0, none}};
}

std::vector<Cell> claim_row(const ClaimCheck& check) {
  const auto& anchor = check.anchor;
  return {check.vehicle,
          check.trim,
          label_of(check),
          figure(check.claimed, check.decimals, check.unit),
          text_or_none(physics_text(check)),
          cell(check.off_percent()),
          std::string(name(check.verdict)),
          text_or_none(decided_by(check)),
          check.claim,
          check.unit,
          check.claimed,
          cell(check.physics),
          cell(check.low),
          cell(check.high),
          100.0 * check.model_error,
          anchor ? Cell(anchor->factor) : Cell(),
          anchor ? Cell(anchor->range.low) : Cell(),
          anchor ? Cell(anchor->range.high) : Cell(),
          text_or_none(check.source),
          text_or_none(check.note),
          text_or_none(check.remark)};
}

}  // namespace

Table claims_table(std::span<const ClaimCheck> checks) {
  Table table;
  table.columns = claim_columns();
  for (const auto& check : checks) table.rows.push_back(claim_row(check));
  return table;
}

Section inputs_section(std::span<const ClaimCheck> checks) {
  Section section;
  section.key = "claim_inputs";
  section.title = "What each uncertain input does to a claim's figure";
  section.data_only = true;
  section.table.columns = {{"vehicle", "vehicle", "", 0, none},
                           {"trim", "trim", "", 0, none},
                           {"key", "claim", "", 0, none},
                           {"unit", "unit", "", 0, none},
                           {"input", "input", "", 0, none},
                           {"value", "value", "", 0, none},
                           {"range", "range", "", 0, none},
                           {"physics_at_low", "at low end", "", 3, none},
                           {"physics_at_high", "at high end", "", 3, none}};
  for (const auto& check : checks) {
    if (check.alternative) continue;
    for (const auto& input : check.inputs)
      section.table.rows.push_back({check.vehicle, check.trim, check.claim, check.unit, input.key,
                                    input.value, input.range, input.at_low, input.at_high});
  }
  return section;
}

Section conflicts_section(std::vector<ConflictCheck> conflicts, bool one_truck) {
  Section section;
  section.key = "conflicting_values";
  section.title = "Conflicting values and what the claims say of them";
  section.table.columns = {{"trim", "trim", "", 0, none},
                           {"input", "input", "", 0, none},
                           {"value", "value", "", 0, none},
                           {"used", "used", "", 0, none},
                           {"claim", "claim", "", 0, none},
                           {"claimed", "claimed", "", 0, none},
                           {"physics", "physics", "", 0, none},
                           {"at_reduction_10_s", "reduction 10", "s", 1, none},
                           {"at_reduction_13_s", "reduction 13", "s", 1, none},
                           {"verdict", "verdict", "", 0, none},
                           {"source", "source", "", 0, none},
                           {"source_note", "note of the source", "", 0, none},
                           {"claim_key", "key", "", 0, none},
                           {"claimed_value", "claimed", "", 3, none},
                           {"physics_value", "physics", "", 3, none},
                           {"physics_low", "low", "", 3, none},
                           {"physics_high", "high", "", 3, none},
                           {"unit", "unit", "", 0, none},
                           {"vehicle", "vehicle", "", 0, none}};
  section.shown_columns = 10;
  section.remarks = verdicts_on_values(conflicts, one_truck);

  // People see what claims can tell apart, and of each claim the file's own figure.
  const auto is_shown = [](const ConflictCheck& row) {
    return row.telling && !row.check.alternative;
  };
  std::ranges::stable_partition(conflicts, is_shown);
  section.shown_rows = static_cast<std::size_t>(std::ranges::count_if(conflicts, is_shown));
  for (const auto& row : conflicts)
    section.table.rows.push_back(
        {row.check.trim, plain_name(row.key), row.value, std::string(row.chosen ? "yes" : "no"),
         label_of(row.check), figure(row.check.claimed, row.check.decimals, row.check.unit),
         text_or_none(physics_text(row.check)), cell(row.at_long_gear), cell(row.at_short_gear),
         std::string(name(row.check.verdict)), text_or_none(row.source), text_or_none(row.note),
         row.check.claim, row.check.claimed, cell(row.check.physics), cell(row.check.low),
         cell(row.check.high), row.check.unit, row.check.vehicle});
  return section;
}

Section equivalents_section(std::span<const Equivalent> equivalents) {
  Section section;
  section.key = "rating_equivalents";
  section.title = "What ratings by other procedures than the EPA's mean";
  section.table.columns = {{"trim", "trim", "", 0, none},
                           {"procedure", "procedure", "", 0, none},
                           {"rated_range_km", "rated", "km", 0, none},
                           {"implied", "implied, battery", "kWh/100 km", 0, none},
                           {"physics_kwh_per_100km", "physics, blind", "kWh/100 km", 1, none},
                           {"factor", "factor", "", 0, none},
                           {"epa_range", "EPA range it would get", "km", 0, none},
                           {"epa_range_miles", "the same in miles", "mi", 0, none},
                           {"inputs", "what the interval comes from", "", 0, none},
                           {"implied_kwh_per_100km", "implied", "kWh/100 km", 2, none},
                           {"implied_low_kwh_per_100km", "implied, low", "kWh/100 km", 2, none},
                           {"implied_high_kwh_per_100km", "implied, high", "kWh/100 km", 2, none},
                           {"anchor_factor", "factor", "", 3, none},
                           {"anchor_factor_low", "factor, low", "", 3, none},
                           {"anchor_factor_high", "factor, high", "", 3, none},
                           {"epa_range_km", "EPA range", "km", 0, none},
                           {"epa_range_low_km", "EPA range, low", "km", 0, none},
                           {"epa_range_high_km", "EPA range, high", "km", 0, none},
                           {"refused", "factor refused", "", 0, none},
                           {"vehicle", "vehicle", "", 0, none}};
  section.shown_columns = 9;
  for (const auto& each : equivalents) {
    const auto& implied = each.implied_kwh_per_100km;
    const auto& epa = each.epa_range_km;
    const auto& anchor = each.anchor;
    constexpr double per_mile = 1e3 / units::metres_per_mile;
    section.table.rows.push_back(
        {each.trim,
         each.procedure,
         each.rated_range_km,
         fmt::format("{:.1f} ({:.1f} .. {:.1f})", implied.central, implied.low, implied.high),
         each.physics_kwh_per_100km,
         fmt::format("{:.2f} ({:.2f} .. {:.2f})", anchor.factor, anchor.range.low,
                     anchor.range.high),
         fmt::format("{:.0f} ({:.0f} .. {:.0f})", epa.central, epa.low, epa.high),
         fmt::format("{:.0f} ({:.0f} .. {:.0f})", epa.central * per_mile, epa.low * per_mile,
                     epa.high * per_mile),
         text_or_none(inputs_text(each.inputs)),
         implied.central,
         implied.low,
         implied.high,
         anchor.factor,
         anchor.range.low,
         anchor.range.high,
         epa.central,
         epa.low,
         epa.high,
         text_or_none(anchor.refusal),
         each.vehicle});
  }
  section.remarks = {
      "implied: usable energy over rated range, over the range of the usable energy.",
      "factor: on the road load (on the losses where the road load is certified), so that the "
      "truck "
      "meets the rating; over the doubt of the rating, which for cltc is that of driving CLTC-P in "
      "place of CLTC-C.",
      "EPA range: of the truck with that factor; over the doubt of the rating and the ranges of "
      "its "
      "inputs, each anchored anew."};
  return section;
}

}  // namespace evpickup::study
