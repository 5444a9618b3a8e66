// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>

#include "evpickup/base/text.hpp"
#include "evpickup/cost/items.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/market_context.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/selection.hpp"
#include "explanation_words.hpp"

/// Lists of what there is to run and to ask for.
namespace evpickup::study {

namespace {

Column text_column(const std::string& key) { return {key, key, "", 0, Better::neither}; }

/// Rating or claim as a number, or nothing.
template <class T, class Convert>
Cell cell_of(const spec::Sourced<T>& value, Convert convert) {
  return value.has_value() ? Cell(convert(*value)) : Cell();
}

/// The battery as sources give it: usable, else nominal, else gross.
Cell battery_cell(const model::Battery& battery) {
  for (const auto* energy :
       {&battery.energy_usable, &battery.energy_nominal, &battery.energy_gross})
    if (energy->has_value()) return units::in_kilowatt_hours(**energy);
  return {};
}

void list_vehicles(model::Catalog& catalog, Results& results) {
  results.table.columns = {text_column("vehicle_name"),
                           text_column("vehicle"),
                           text_column("trim"),
                           text_column("name"),
                           {"model_year", "year", "", 0, Better::neither},
                           {"battery_kwh", "battery", "kWh", 0, Better::neither},
                           {"power_kw", "power", "kW", 0, Better::neither},
                           {"rated_range_km", "rated", "km", 0, Better::neither},
                           text_column("procedure"),
                           text_column("price"),
                           text_column("status"),
                           text_column("runs")};
  for (const auto& entry : catalog.vehicles()) {
    for (const auto& trim : catalog.vehicle_file(entry.id).trims) {
      const auto rating = leading_rating(trim);
      const std::string refusal = reason_to_refuse(trim, false);
      // A year is a label, not an amount: no thousands separator.
      const Cell year = trim.availability.model_year.has_value()
                            ? Cell(std::to_string(*trim.availability.model_year))
                            : Cell();
      results.table.rows.push_back(
          {trim.model, trim.id, trim.trim, trim.name, year, battery_cell(trim.battery),
           cell_of(trim.powertrain.power, units::in_kilowatts),
           rating ? Cell(units::in_kilometres(*rating->second->range)) : Cell(),
           rating ? Cell(rating->first) : Cell(),
           trim.price.msrp.has_value()
               ? Cell(units::format(units::to_amount(*trim.price.msrp), units::Kind::money))
               : Cell(),
           std::string(name(*trim.availability.status)), refusal.empty() ? "yes" : "no"});
      if (!refusal.empty()) results.notes.push_back(refusal + ".");
    }
  }
  results.grouped_by = "vehicle_name";
  results.shown = {"trim",           "name",      "model_year", "battery_kwh", "power_kw",
                   "rated_range_km", "procedure", "price",      "status",      "runs"};
}

void list_markets(model::Catalog& catalog, Results& results) {
  results.table.columns = {text_column("market"), text_column("name"), text_column("currency"),
                           text_column("date")};
  for (const auto& entry : catalog.markets()) {
    const auto market = catalog.market(entry.id);
    results.table.rows.push_back(
        {market.id, market.name, market.currency_code, market.date.text()});
  }
}

void list_cycles(model::Catalog& catalog, Results& results) {
  results.table.columns = {text_column("cycle"),
                           text_column("title"),
                           {"duration_s", "duration", "s", 0, Better::neither},
                           {"distance_km", "distance", "km", 2, Better::neither},
                           {"top_speed_km_per_h", "top speed", "km/h", 1, Better::neither},
                           text_column("source")};
  for (const auto& entry : catalog.cycles()) {
    const auto& cycle = catalog.cycle(entry.id);
    results.table.rows.push_back({cycle.id, cycle.title, units::in_seconds(cycle.duration()),
                                  units::in_kilometres(cycle.distance()),
                                  units::in_kilometres_per_hour(cycle.top_speed()), cycle.source});
  }
  results.shown = {"cycle", "title", "duration_s", "distance_km", "top_speed_km_per_h"};
}

void list_scenarios(model::Catalog& catalog, Results& results) {
  results.table.columns = {text_column("scenario"), text_column("title")};
  for (const auto& entry : catalog.scenarios())
    results.table.rows.push_back({entry.id, catalog.scenario(entry.path.string()).title});
}

void list_metrics(model::Catalog&, Results& results) {
  results.table.columns = {text_column("column"), text_column("unit"), text_column("meaning")};
  for (const auto& metric : metrics())
    results.table.rows.push_back({metric.column.key, metric.column.unit, metric.doc});
  results.notes.emplace_back("CUR stands for the reporting currency, in lower case in keys.");
}

void list_keys(model::Catalog&, Results& results) {
  results.table.columns = {text_column("file"), text_column("key"), text_column("accepts"),
                           text_column("meaning")};
  const auto add_keys = [&](const std::string& file) {
    return [&results, file](const spec::KeyDoc& key) {
      results.table.rows.push_back({file, key.path, key.accepts, key.doc});
    };
  };
  spec::visit_keys<model::Vehicle>("", add_keys("vehicle"));
  spec::visit_keys<model::Scenario>("", add_keys("scenario"));
  spec::visit_keys<model::Market>("market.ID", add_keys("market"));
  results.grouped_by = "file";
  results.shown = {"key", "accepts", "meaning"};
}

void list_rules(model::Catalog&, Results& results) {
  results.table.columns = {text_column("key"), text_column("rule"), text_column("basis")};
  for (const auto& rule : model::estimation_rules())
    results.table.rows.push_back(
        {std::string(rule.key), std::string(rule.rule), std::string(rule.basis)});
}

void list_routes(model::Catalog& catalog, Results& results) {
  results.table.columns = {text_column("route"),
                           text_column("title"),
                           {"length_km", "length", "km", 1, Better::neither}};
  for (const auto& entry : catalog.routes()) {
    const auto route = catalog.route(entry.id);
    results.table.rows.push_back({entry.id, route.title, units::in_kilometres(route.length())});
  }
}

void list_items(model::Catalog&, Results& results) {
  results.table.columns = {text_column("group"),   text_column("key"),    text_column("item"),
                           text_column("formula"), text_column("source"), text_column("view")};
  for (const auto& row : cost::item_rows()) {
    // Named items stand here as one.
    const std::string name = row.names == nullptr ? "" : "NAME";
    const std::string_view view = row.view == cost::View::cash       ? "cash"
                                  : row.view == cost::View::economic ? "economic"
                                                                     : "both";
    results.table.rows.push_back({std::string(label(row.group)), std::string(row.key) + name,
                                  std::string(row.label) + name, std::string(row.formula),
                                  std::string(row.source), std::string(view)});
    if (const std::string cash = cash_key(row); !cash.empty())
      results.table.rows.push_back({std::string(label(row.group)), cash, cash_label(row),
                                    std::string(row.formula), std::string(row.source),
                                    std::string("cash")});
  }
  results.grouped_by = "group";
  results.shown = {"key", "item", "formula", "source"};
  results.notes.emplace_back(
      "t is a year of ownership, N the last one. A price level is (1 + inflation) to the power of "
      "the years since the purchase.");
}

/// Keys of the first columns of a table.
std::vector<std::string> first_keys(const Table& table, std::size_t count) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < count; ++i) keys.push_back(table.columns[i].key);
  return keys;
}

void add_events(model::Catalog& catalog, Table& table) {
  table.columns = event_columns();
  for (const auto& entry : catalog.market_facts()) {
    const auto file = catalog.market_facts(entry.id);
    for (const auto& event : file.events) table.rows.push_back(event_cells(event, file, catalog));
  }
}

/// Facts file by file, what was decided as a further table, and beneath them what to make of it.
void list_market_facts(model::Catalog& catalog, Results& results) {
  results.table.columns = fact_columns();
  results.notes.push_back(meaning_of_verdicts());
  for (const auto& entry : catalog.market_facts()) {
    const auto file = catalog.market_facts(entry.id);
    for (const auto& fact : file.facts) {
      results.table.rows.push_back(fact_cells(fact, file, catalog));
      if (auto remark = fact_remark(fact, catalog); !remark.empty())
        results.notes.push_back(std::move(remark));
    }
    for (auto& sentence : source_sentences(file)) results.basis.push_back(std::move(sentence));
  }
  results.grouped_by = "market_name";
  results.shown = first_keys(results.table, shown_fact_columns);
  Section events;
  events.key = "market_events";
  events.title = "What makers decided and said";
  events.shown_columns = shown_event_columns;
  add_events(catalog, events.table);
  if (!events.table.rows.empty()) results.sections.push_back(std::move(events));
}

void list_market_events(model::Catalog& catalog, Results& results) {
  add_events(catalog, results.table);
  results.shown = first_keys(results.table, shown_event_columns);
}

struct Listing {
  std::string what;
  std::string title;
  void (*fill)(model::Catalog& catalog, Results& results);
};

const std::vector<Listing>& listings() {
  static const std::vector<Listing> list{
      {"vehicles", "Vehicles", list_vehicles},
      {"markets", "Markets", list_markets},
      {"cycles", "Drive cycles", list_cycles},
      {"routes", "Routes of trips", list_routes},
      {"scenarios", "Scenarios", list_scenarios},
      {"market-facts", "What is reported of the markets", list_market_facts},
      {"market-events", "What makers decided and said", list_market_events},
      {"metrics", "Columns of results", list_metrics},
      {"keys", "Keys of files and of --set", list_keys},
      {"items", "Items of the ledger", list_items},
      {"rules", "Rules that estimate what no source tells", list_rules}};
  return list;
}

}  // namespace

const std::vector<std::string>& listable() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& listing : listings()) all.push_back(listing.what);
    return all;
  }();
  return names;
}

Results list(model::Catalog& catalog, const std::string& what) {
  for (const auto& listing : listings()) {
    if (listing.what != what) continue;
    Results results;
    results.scenario = what;
    results.title = listing.title;
    listing.fill(catalog, results);
    if (results.shown.empty())
      for (const auto& column : results.table.columns) results.shown.push_back(column.key);
    return results;
  }
  throw base::InputError(
      fmt::format("cannot list \"{}\"; there are: {}", what, fmt::join(listable(), ", ")),
      base::did_you_mean_hint(what, listable()));
}

}  // namespace evpickup::study
