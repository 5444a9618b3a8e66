// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "evpickup/model/estimates.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/selection.hpp"

/// What is known of one truck or market, value by value.
namespace evpickup::study {

namespace {

std::string source_text(const spec::Origin& origin, const spec::Sources* sources) {
  if (sources != nullptr && !origin.source.empty()) {
    const auto found = sources->find(origin.source);
    if (found != sources->end()) {
      const auto& source = found->second;
      const std::string day = source.date.known() ? ", " + source.date.text() : "";
      return fmt::format("{}{} [{}]{}", source.title, day, name(source.kind),
                         source.url.empty() ? "" : " " + source.url);
    }
  }
  return {};
}

std::string_view how_text(spec::How how) {
  switch (how) {
  case spec::How::absent:
    return "";
  case spec::How::standard:
    return "default";
  case spec::How::given:
    return "given";
  case spec::How::sourced:
    return "sourced";
  case spec::How::estimated:
    return "estimated";
  }
  return "";
}

std::string alternatives_text(const spec::Leaf& leaf, const spec::Sources* sources) {
  std::string text;
  for (const auto& [value, source, note] : leaf.also) {
    spec::Origin origin;
    origin.source = source;
    text += fmt::format("{}{} ({}{})", text.empty() ? "" : "; ", value,
                        source_text(origin, sources), note.empty() ? "" : ": " + note);
  }
  return text;
}

std::vector<Column> value_columns() {
  return {{"key", "key", "", 0, Better::neither},
          {"value", "value", "", 0, Better::neither},
          {"how", "how", "", 0, Better::neither},
          {"range", "range", "", 0, Better::neither},
          {"source", "source or rule", "", 0, Better::neither},
          {"date", "date", "", 0, Better::neither},
          {"note", "note", "", 0, Better::neither},
          {"also", "other sources say", "", 0, Better::neither}};
}

std::vector<Cell> value_row(const spec::Leaf& leaf, const spec::Sources* sources) {
  std::string source = source_text(*leaf.origin, sources);
  if (!leaf.origin->rule.empty())
    source = source.empty() ? leaf.origin->rule : leaf.origin->rule + " (" + source + ")";
  return {leaf.path,
          leaf.text,
          std::string(how_text(leaf.origin->how)),
          leaf.range,
          source,
          leaf.date.text(),
          leaf.origin->note,
          alternatives_text(leaf, sources)};
}

/// A truck with estimates, where it can have them.
model::Vehicle with_estimates(model::Vehicle vehicle) {
  if (vehicle.has_physics() && model::has_sizes(vehicle)) model::estimate_missing(vehicle);
  return vehicle;
}

/// All values of one trim with their origin.
void describe_trim(Results& results, const model::Vehicle& vehicle) {
  results.title = vehicle.model + ", " + vehicle.name + " (" + vehicle.key() + ")";
  results.description = vehicle.availability.remark;
  results.table.columns = value_columns();
  results.shown = {"key", "value", "how", "range"};
  spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
    results.table.rows.push_back(value_row(leaf, vehicle.sources.get()));
  });
  const std::string refusal = reason_to_refuse(vehicle, false);
  if (!refusal.empty()) results.notes.push_back(refusal + ".");
  results.basis.emplace_back(
      "estimated: by the rule given with --sources; default: what the program assumes.");
}

/// A spec sheet: a row for each key, a column for each trim. "~" marks estimates.
void describe_model(Results& results, const model::VehicleFile& file,
                    const std::vector<model::Vehicle>& trims) {
  results.title = file.name;
  results.description = file.description;
  results.table.columns = {{"key", "key", "", 0, Better::neither}};
  std::vector<std::string> keys;
  std::map<std::string, std::vector<Cell>> rows;
  for (std::size_t t = 0; t < trims.size(); ++t) {
    const model::Vehicle vehicle = with_estimates(trims[t]);
    results.table.columns.push_back({vehicle.trim, vehicle.trim, "", 0, Better::neither});
    spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
      auto [row, is_new] = rows.try_emplace(leaf.path, trims.size());
      if (is_new) keys.push_back(leaf.path);
      row->second[t] = (leaf.origin->how == spec::How::estimated ? "~" : "") + leaf.text;
    });
    const std::string refusal = reason_to_refuse(vehicle, false);
    if (!refusal.empty()) results.notes.push_back(refusal + ".");
  }
  for (const auto& key : keys) {
    std::vector<Cell> row{key};
    for (auto& cell : rows.at(key)) row.push_back(cell);
    results.table.rows.push_back(std::move(row));
  }
  for (const auto& column : results.table.columns) results.shown.push_back(column.key);
  results.basis.emplace_back(
      "~ marks an estimate by rule. One trim with all sources: evpickup show " + file.id +
      ":TRIM --sources");
}

}  // namespace

Results describe(model::Catalog& catalog, const std::string& reference, const RunOptions& options) {
  Results results;
  const auto trims = given_trims(catalog, reference, options.overrides);
  if (reference.rfind(':') == std::string::npos) {
    describe_model(results, catalog.vehicle_file(reference), trims);
  } else {
    describe_trim(results, with_estimates(trims.front()));
  }
  results.scenario = reference;
  results.inputs.files = catalog.files_read();
  return results;
}

namespace {

/// What every run with costs asks of a market: of any truck, and of a battery-electric one that is
/// charged at home and fast. cost::compile says what else some settings ask for.
constexpr std::array needed_keys{
    "energy.home",
    "energy.dc_fast",
    "charging.efficiency_home",
    "purchase.tax_rate",
    "ownership.maintenance",
    "ownership.repair",
    "ownership.tyres",
    "ownership.insurance_fixed",
    "ownership.registration",
    "resale.retention",
    "finance.discount_rate",
};
/// What no market has to say: the program has a value for all (model::dc_stored_share).
constexpr std::string_view known_elsewhere = "charging.efficiency_dc";
/// Insurance may be given in either of three forms.
constexpr std::array insurance_keys{"ownership.insurance_fixed", "ownership.insurance_rate",
                                    "ownership.insurance_by_age"};

/// Parts of a market that are named as a whole where they are blank as a whole.
constexpr std::array optional_parts{"energy.home_tariff", "energy.growth", "energy.path",
                                    "ownership.combustion"};

/// "energy.home_tariff[1].from" as "energy.home_tariff[].from".
std::string without_index(std::string path) {
  const auto open = path.find('[');
  if (open != std::string::npos) path.erase(open + 1, path.find(']') - open - 1);
  return path;
}

/// The optional part that a key belongs to if that is blank, else the key.
std::string blank_name(const std::string& key, const std::set<std::string>& given) {
  const auto is_in = [](const std::string& path, std::string_view part) {
    return path.size() > part.size() && path.starts_with(part) &&
           (path[part.size()] == '.' || path[part.size()] == '[');
  };
  for (const std::string_view part : optional_parts)
    if (is_in(key, part) &&
        std::ranges::none_of(given, [&](const auto& other) { return is_in(other, part); }))
      return std::string(part);
  return key;
}

std::set<std::string> given_keys(const model::Market& market) {
  std::set<std::string> keys;
  spec::visit_leaves(market, "", [&](const spec::Leaf& leaf) {
    if (leaf.origin->how != spec::How::standard) keys.insert(without_index(leaf.path));
  });
  return keys;
}

/// What a file of estimates gives for a market.
std::set<std::string> estimated_keys(const model::MarketEstimates& estimates,
                                     const std::string& id) {
  const spec::Node* table = estimates.markets ? estimates.markets->find(id) : nullptr;
  if (table == nullptr) return {};
  model::Market spare;
  base::Diagnostics ignored;
  model::apply_market_patch(spare, *table, estimates.sources.get(), "markets." + id, ignored);
  return given_keys(spare);
}

/// True if estimates give a needed key, or for insurance one of its other forms.
bool is_covered(const std::string& key, const std::set<std::string>& estimated) {
  const auto is_estimated = [&](const std::string& other) { return estimated.contains(other); };
  if (std::ranges::find(insurance_keys, key) == insurance_keys.end()) return is_estimated(key);
  return std::ranges::any_of(insurance_keys, is_estimated);
}

/// Says which keys a market leaves blank: those that every run needs, with the estimates that give
/// them, and the others.
std::vector<std::string> blanks(model::Catalog& catalog, const model::Market& market) {
  const auto given = given_keys(market);
  const auto is_given = [&](const std::string& key) { return given.contains(key); };
  std::vector<std::string> needed;
  std::vector<std::string> others;
  spec::visit_keys<model::Market>("", [&](const spec::KeyDoc& key) {
    if (is_given(key.path) || key.path == known_elsewhere ||
        key.path.find("NAME") != std::string::npos)
      return;
    const bool insured = std::ranges::find(insurance_keys, key.path) != insurance_keys.end() &&
                         std::ranges::any_of(insurance_keys, is_given);
    const bool is_needed =
        std::ranges::find(needed_keys, key.path) != needed_keys.end() && !insured;
    if (is_needed) {
      needed.push_back(key.path);
    } else if (std::ranges::find(others, blank_name(key.path, given)) == others.end()) {
      others.push_back(blank_name(key.path, given));
    }
  });

  std::vector<std::string> sentences;
  if (!needed.empty()) {
    std::string sentence =
        fmt::format("Left blank, and needed by a run with costs: {}", fmt::join(needed, ", "));
    for (const auto& entry : catalog.estimates()) {
      const auto estimated = estimated_keys(catalog.market_estimates(entry.id), market.id);
      std::vector<std::string> covered;
      std::ranges::copy_if(needed, std::back_inserter(covered),
                           [&](const auto& key) { return is_covered(key, estimated); });
      if (!covered.empty())
        sentence += fmt::format("; cost.estimates = \"{}\" estimates {}", entry.id,
                                covered.size() == needed.size()
                                    ? std::string("all of them")
                                    : fmt::format("{}", fmt::join(covered, ", ")));
    }
    sentences.push_back(sentence + ".");
  }
  if (!others.empty())
    sentences.push_back(fmt::format("Left blank, and counted as none or asked for by some settings "
                                    "alone: {}.",
                                    fmt::join(others, ", ")));
  return sentences;
}

}  // namespace

Results describe_market(model::Catalog& catalog, const std::string& id) {
  const model::Market market = catalog.market(id);
  Results results;
  results.scenario = id;
  results.title =
      market.name + " (" + market.id + "), " + market.currency_code + ", " + market.date.text();
  results.table.columns = value_columns();
  results.shown = {"key", "value", "range", "date"};
  const auto given = given_keys(market);
  spec::visit_leaves(market, "", [&](const spec::Leaf& leaf) {
    // A default tells nothing where its part of the market is blank.
    if (leaf.origin->how == spec::How::standard && blank_name(leaf.path, given) != leaf.path)
      return;
    results.table.rows.push_back(value_row(leaf, market.sources.get()));
  });
  results.inputs.files = catalog.files_read();
  results.notes = blanks(catalog, market);
  return results;
}

}  // namespace evpickup::study
