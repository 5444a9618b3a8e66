// SPDX-License-Identifier: Apache-2.0
#include "key_entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evpickup/base/text.hpp"
#include "evpickup/model/file_outline.hpp"
#include "evpickup/model/market.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/validation_file.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/spec/reading.hpp"

namespace evpickup::study {

namespace {

using spec::Outline;

void add_entries(std::vector<KeyEntry>& entries, const std::string& file,
                 const std::vector<Outline>& keys, const std::string& path) {
  for (const Outline& key : keys) {
    const std::string own = key.key.empty() ? path : spec::joined(path, key.key);
    // A named value is told with its name alone.
    if (!key.key.empty() || key.kind == Outline::Kind::value) entries.push_back({file, own, key});
    if (key.kind == Outline::Kind::section) add_entries(entries, file, key.children, own);
    if (key.kind == Outline::Kind::list) add_entries(entries, file, key.children, own + "[]");
    if (key.kind != Outline::Kind::named) continue;
    if (key.names.empty()) add_entries(entries, file, key.children, own + ".NAME");
    for (const auto& name : key.names)
      add_entries(entries, file, key.children, spec::joined(own, name));
  }
}

/// The heading of a vehicle file, and what stands in its trims.
std::vector<Outline> vehicle_keys() {
  auto keys = model::vehicle_file_outline();
  auto truck = std::ranges::find(keys, "trim", &Outline::key)->children;
  std::erase_if(keys, [](const Outline& key) { return key.key == "base" || key.key == "trim"; });
  std::ranges::move(truck, std::back_inserter(keys));
  return keys;
}

/// What field tables tell of a validation file.
std::vector<Outline> validation_keys() {
  Outline conditions{.kind = Outline::Kind::section,
                     .key = "conditions",
                     .doc = "how a measurement was made, for every row or in one of them"};
  conditions.children = spec::outline_rows(spec::rows_of<model::TestConditions>());
  return {conditions};
}

struct Use {
  std::string_view file;
  std::string_view section;
  std::string_view text;
};

/// A new section of a file is one row.
constexpr std::array uses{
    Use{"vehicle", "availability", "which trucks run, and where they are imports (docs/cost.md)"},
    Use{"vehicle", "body", "road load, performance and weight limits (docs/physics.md)"},
    Use{"vehicle", "battery", "range, power limits, charging, ageing (docs/physics.md), price"},
    Use{"vehicle", "powertrain", "drive losses, performance, top speed (docs/physics.md)"},
    Use{"vehicle", "engine", "fuel and performance of trucks with an engine (docs/physics.md)"},
    Use{"vehicle", "transmission", "work between engine and wheels (docs/physics.md)"},
    Use{"vehicle", "generator", "series hybrids (docs/physics.md)"},
    Use{"vehicle", "tank", "range of trucks with an engine (docs/physics.md)"},
    Use{"vehicle", "operation", "when the engine of a charged truck runs (docs/physics.md)"},
    Use{"vehicle", "charging", "charge times, trips, working days (docs/physics.md)"},
    Use{"vehicle", "climate", "auxiliaries in cold and heat (docs/physics.md)"},
    Use{"vehicle", "correction", "the factor that anchored runs solve (docs/physics.md)"},
    Use{"vehicle", "rating", "the rating that anchored runs meet; never an input of energy"},
    Use{"vehicle", "claims", "held against physics: evpickup show VEHICLE --claims"},
    Use{"vehicle", "price", "purchase, duties, taxes and resale (docs/cost.md)"},
    Use{"vehicle", "measured", "takes the model's place in cost and emissions (docs/cost.md)"},
    Use{"vehicle", "fastsim2", "the equations of FASTSim-2 (docs/physics.md)"},
    Use{"scenario", "duty", "energy and years of use (docs/physics.md, docs/cost.md)"},
    Use{"scenario", "cost", "the ledger and what is made of it (docs/cost.md)"},
    Use{"scenario", "compare", "the cases of the run: every truck in every market"},
    Use{"scenario", "sweep", "further cases of the run (docs/formats.md)"},
    Use{"scenario", "day", "the working day (docs/formats.md)"},
    Use{"scenario", "trip", "the trip with its stops (docs/formats.md)"},
    Use{"scenario", "parity", "where a truck costs what the baseline costs (docs/cost.md)"},
    Use{"scenario", "inputs", "what Monte Carlo and sensitivity draw (docs/studies.md)"},
    Use{"scenario", "monte_carlo", "percentiles and chances (docs/studies.md)"},
    Use{"scenario", "sensitivity", "which inputs matter (docs/studies.md)"},
    Use{"scenario", "require", "answers of a sweep (docs/formats.md)"},
    Use{"scenario", "optimise", "the search for the best truck (docs/studies.md)"},
    Use{"scenario", "report", "what a run writes (docs/formats.md)"},
    Use{"scenario", "mode", "whether a truck meets its rating (docs/physics.md)"},
    Use{"scenario", "currency", "the columns of money"},
    Use{"market", "energy", "cost of power and fuel, emissions (docs/cost.md)"},
    Use{"market", "charging", "energy from the wall (docs/cost.md)"},
    Use{"market", "purchase", "taxes, incentives and fees at purchase (docs/cost.md)"},
    Use{"market", "import", "duties on trucks from abroad (docs/cost.md)"},
    Use{"market", "ownership", "upkeep, insurance and fees (docs/cost.md)"},
    Use{"market", "resale", "worth of a used truck (docs/cost.md)"},
    Use{"market", "battery", "replacement of a pack (docs/cost.md)"},
    Use{"market", "finance", "discounting, inflation and loans (docs/cost.md)"},
    Use{"validation", "conditions",
        "predictions that measurements are held against (docs/formats.md)"},
    Use{"estimates", "markets",
        "values on top of market files, by cost.estimates (docs/formats.md)"},
    Use{"exchange_rates", "rates", "money of one currency in another (docs/cost.md)"},
    Use{"facts", "fact",
        "what reports tell of the markets, by report.market_facts (docs/formats.md)"},
    Use{"facts", "event", "what makers decided, in reports beside the facts (docs/formats.md)"},
    Use{"market", "emissions", "greenhouse gas of truck, battery and fuel (docs/cost.md)"},
};

/// A scenario whose tables are all there, with what the program assumes for them.
model::Scenario whole_scenario() {
  model::Scenario scenario;
  scenario.duty.cycles.emplace_back();
  scenario.duty.trailer.emplace();
  scenario.duty.job_site.emplace();
  scenario.duty.house_supply.emplace();
  scenario.cost.loan.emplace();
  scenario.cost.lease.emplace();
  scenario.cost.downtime.emplace();
  scenario.cost.business.emplace();
  scenario.cost.second_life.emplace();
  scenario.day.emplace();
  scenario.trip.emplace();
  scenario.parity.emplace();
  return scenario;
}

/// Defaults of values without a source, which field tables do not tell. Words are those of the
/// enumerations' defaults.
std::map<std::string, std::string> plain_standards() {
  const model::MonteCarlo draws;
  const model::Sensitivity causes;
  const model::Optimise search;
  const auto yes_or_no = [](bool yes) { return std::string(yes ? "true" : "false"); };
  return {
      {"vehicle convention", "evpickup"},
      {"scenario currency", model::Scenario{}.currency_code},
      {"scenario mode", "anchored"},
      {"scenario sweep[].scale", "none"},
      {"scenario day.trucks", fmt::format("{}", model::Day{}.trucks.front())},
      {"scenario trip.minimise", "time"},
      {"scenario inputs.estimates", yes_or_no(model::InputSettings{}.estimates)},
      {"scenario monte_carlo.samples", fmt::format("{}", draws.samples)},
      {"scenario monte_carlo.seed", fmt::format("{}", draws.seed)},
      {"scenario monte_carlo.sampling", "random"},
      {"scenario monte_carlo.screening", yes_or_no(draws.screening)},
      {"scenario sensitivity.method", "tornado"},
      {"scenario sensitivity.samples", fmt::format("{}", causes.samples)},
      {"scenario sensitivity.trajectories", fmt::format("{}", causes.trajectories)},
      {"scenario sensitivity.seed", fmt::format("{}", causes.seed)},
      {"scenario optimise.vary[].pack", yes_or_no(model::Variable{}.pack)},
      {"scenario optimise.evaluations", fmt::format("{}", search.evaluations)},
      {"scenario optimise.searches", fmt::format("{}", search.searches)},
      {"scenario optimise.seed", fmt::format("{}", search.seed)},
      {"scenario report.write", "table"},
  };
}

/// The market of a file of estimates has the keys of a market; told there.
std::vector<Outline> estimates_keys() {
  auto keys = model::estimates_file_outline();
  const auto markets = std::ranges::find(keys, "markets", &Outline::key);
  *markets = {.key = markets->key,
              .doc = markets->doc,
              .accepts = "tables named like markets, with a market's keys"};
  return keys;
}

}  // namespace

std::vector<KeyEntry> key_entries() {
  std::vector<KeyEntry> entries;
  add_entries(entries, "vehicle", vehicle_keys(), "");
  add_entries(entries, "scenario", model::scenario_file_outline(), "");
  add_entries(entries, "market", model::market_file_outline(), "");
  add_entries(entries, "estimates", estimates_keys(), "");
  add_entries(entries, "exchange_rates", model::exchange_rates_file_outline(), "");
  add_entries(entries, "facts", model::facts_file_outline(), "");
  add_entries(entries, "validation", validation_keys(), "");
  // A scenario's values on top of a market are explained with the market.
  std::erase_if(entries, [](const KeyEntry& entry) {
    return entry.file == "scenario" && entry.path.starts_with("cost.markets.");
  });
  return entries;
}

bool is_written_as(std::string_view path, std::string_view word) {
  const auto parts = base::split(path, '.');
  const auto written = base::split(word, '.');
  if (parts.size() != written.size()) return false;
  const auto without_index = [](std::string_view part) { return part.substr(0, part.find('[')); };
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] != "NAME" && without_index(parts[i]) != without_index(written[i])) return false;
  return true;
}

std::map<std::string, std::string> standard_values() {
  auto values = plain_standards();
  const auto note = [&](std::string_view file) {
    return [&values, file](const spec::Leaf& leaf) {
      std::string path = leaf.path;
      if (const auto index = path.find("[0]"); index != std::string::npos) path.erase(index + 1, 1);
      if (leaf.origin->how == spec::How::standard)
        values[fmt::format("{} {}", file, path)] = leaf.text;
    };
  };
  spec::visit_leaves(model::Vehicle{}, "", note("vehicle"));
  spec::visit_leaves(whole_scenario(), "", note("scenario"));
  spec::visit_leaves(model::Market{}, "", note("market"));
  spec::visit_leaves(model::TestConditions{}, "conditions", note("validation"));
  return values;
}

std::string_view use_of(const KeyEntry& entry) {
  const auto section = entry.path.substr(0, entry.path.find_first_of(".["));
  const auto found = std::ranges::find_if(
      uses, [&](const Use& use) { return use.file == entry.file && use.section == section; });
  return found != uses.end() ? found->text : std::string_view{};
}

std::string kind_of(const KeyEntry& entry) {
  std::string_view what = "key";
  if (entry.outline.kind == Outline::Kind::section) what = "section";
  if (entry.outline.kind == Outline::Kind::list) what = "list of tables";
  if (entry.outline.kind == Outline::Kind::named) what = "table by name";
  return fmt::format("{} of a {}", what, file_name(entry.file));
}

std::string file_name(std::string_view file) {
  if (file == "facts") return "file of facts";
  if (file == "estimates") return "file of estimates";
  if (file == "exchange_rates") return "file of exchange rates";
  return std::string(file);
}

}  // namespace evpickup::study
