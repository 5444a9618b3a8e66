// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

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
  if (vehicle.battery.has_size()) model::estimate_missing(vehicle);
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

Results describe_market(model::Catalog& catalog, const std::string& id) {
  const model::Market market = catalog.market(id);
  Results results;
  results.scenario = id;
  results.title =
      market.name + " (" + market.id + "), " + market.currency_code + ", " + market.date.text();
  results.table.columns = value_columns();
  results.shown = {"key", "value", "range", "date"};
  spec::visit_leaves(market, "", [&](const spec::Leaf& leaf) {
    results.table.rows.push_back(value_row(leaf, market.sources.get()));
  });
  std::string blank;
  spec::visit_keys<model::Market>("", [&](const spec::KeyDoc& key) {
    const bool given =
        std::any_of(results.table.rows.begin(), results.table.rows.end(), [&](const auto& row) {
          return std::get<std::string>(row.front()) == key.path;
        });
    if (!given && key.path.find("NAME") == std::string::npos)
      blank += (blank.empty() ? "" : ", ") + key.path;
  });
  if (!blank.empty())
    results.notes.emplace_back(
        "Blank, because no source was found or the market has no such line: " + blank + ".");
  results.inputs.files = catalog.files_read();
  return results;
}

}  // namespace evpickup::study
