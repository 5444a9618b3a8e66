// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/file_outline.hpp"
#include "file_reading.hpp"

namespace evpickup::model {

namespace {

using spec::Node;
using spec::Reader;

// How far shares may be from adding up to 1.
constexpr double share_tolerance = 1e-6;

const spec::FieldTable<Scenario>& scenario_rows() {
  static const spec::FieldTable<Scenario> rows =
      both({read_elsewhere<Scenario>("format"), read_elsewhere<Scenario>("sources")},
           spec::fields<Scenario>());
  return rows;
}

// The node at a path of keys, nullptr if there is none.
const Node* find_at(const Node& root, std::initializer_list<std::string_view> keys) {
  const Node* node = &root;
  for (const std::string_view key : keys) {
    node = node->find(key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

// The place of a node, or of the file as a whole.
const base::SourcePlace& place_of(const Node* node, const Node& root) {
  return node != nullptr ? node->where : root.where;
}

bool adds_up(double sum) { return std::abs(sum - 1.0) <= share_tolerance; }

// True if something below a key was refused: what follows from it would be told twice.
bool is_refused(const base::Diagnostics& findings, std::string_view key) {
  return std::ranges::any_of(findings.all(),
                             [&](const auto& finding) { return finding.key.starts_with(key); });
}

// One cycle, or a mix whose shares add up to 1.
void check_cycles(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  const Node* single = find_at(root, {"duty", "cycle"});
  const Node* mix = find_at(root, {"duty", "cycles"});
  if (single != nullptr && mix != nullptr) {
    findings.error(mix->key_where, "duty.cycles", "both cycle and cycles are given",
                   "cycle = \"...\" is for one drive cycle, cycles = [...] for a mix");
    return;
  }
  if (single == nullptr && mix == nullptr) {
    // A scenario may be a trip alone.
    if (scenario.trip) return;
    const Node* duty = root.find("duty");
    findings.error(duty != nullptr ? duty->key_where : root.where, "duty.cycle",
                   "missing value (the drive cycle)", "such as cycle = \"wltc_3b\" in [duty]");
    return;
  }
  if (mix == nullptr || is_refused(findings, "duty.cycles")) return;

  double sum = 0.0;
  for (const auto& part : scenario.duty.cycles) sum += part.share.value_or(0.0);
  if (adds_up(sum)) return;
  findings.error(mix->where, "duty.cycles",
                 mix->children.empty() ? "the list is empty"
                                       : fmt::format("the shares add up to {:.6g}, not to 1", sum),
                 "a cycle without a share counts as 1");
}

// The entry of a table, or the element of a list with this number.
const Node* part_of(const Node& node, const std::string& key) {
  if (node.type != spec::NodeType::array) return node.find(key);
  const auto number = base::parse_number(key);
  const bool is_there =
      number && *number >= 0.0 && *number < static_cast<double>(node.children.size());
  return is_there ? &node.children[static_cast<std::size_t>(*number)] : nullptr;
}

// The node that a dotted path names, or the last one on the way to it.
base::SourcePlace place_at(const Node& root, std::string_view path) {
  const Node* node = &root;
  for (const std::string& key : base::split(path, '.')) {
    const Node* next = part_of(*node, key);
    if (next == nullptr) break;
    node = next;
  }
  return node->where;
}

// The shares of the places of charging add up to 1.
void check_charging(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (is_refused(findings, "duty.charging")) return;
  const ChargingShares& charging = scenario.duty.charging;
  std::vector<std::string> parts;
  double sum = 0.0;
  const auto add = [&](std::string_view name, const Sourced<double>& share) {
    sum += *share;
    if (*share != 0.0) parts.push_back(fmt::format("{} {:.6g}", name, *share));
  };
  add("home", charging.home);
  add("workplace", charging.workplace);
  add("public_ac", charging.public_ac);
  add("dc_fast", charging.dc_fast);
  if (adds_up(sum)) return;
  const bool home_is_standard = charging.home.origin.how == spec::How::standard;
  findings.error(
      place_of(find_at(root, {"duty", "charging"}), root), "duty.charging",
      fmt::format("the shares add up to {:.6g}, not to 1 ({})", sum, base::join(parts, ", ")),
      home_is_standard ? "home is 1 where it is not given" : "");
}

// A year has twelve months.
void check_months(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  const auto& months = scenario.duty.ambient_by_month;
  if (!months.has_value() || months->size() == months_per_year) return;
  findings.error(place_of(find_at(root, {"duty", "ambient_by_month"}), root),
                 "duty.ambient_by_month",
                 fmt::format("expected twelve temperatures, got {}", months->size()),
                 "one for each month, January first");
}

// A sweep has its values in one of three forms.
void check_sweep(const Sweep& sweep, const Node& node, const std::string& path,
                 base::Diagnostics& findings) {
  const bool any_end = sweep.from || sweep.to || sweep.step || sweep.log;
  const bool all_ends = sweep.from && sweep.to && (sweep.step || sweep.log);
  if (sweep.values && any_end) {
    findings.error(node.where, path, "both values and from, to, step are given",
                   "give one of them");
  } else if (sweep.step && sweep.log) {
    findings.error(node.where, path, "both step and log are given", "give one of them");
  } else if (!sweep.values && !all_ends) {
    std::vector<std::string> missing;
    if (!sweep.from) missing.emplace_back("from");
    if (!sweep.to) missing.emplace_back("to");
    if (!sweep.step && !sweep.log) missing.emplace_back("step");
    findings.error(node.where, path,
                   any_end ? fmt::format("missing {}", base::join(missing, " and "))
                           : "the sweep has no values",
                   "give values = [...], or from, to and step, or from, to and log");
  } else if (sweep.values &&
             (sweep.values->type != spec::NodeType::array || sweep.values->children.empty())) {
    findings.error(sweep.values->where, path + ".values",
                   fmt::format("expected a list of values, got {}", sweep.values->shown()));
  }
}

void check_sweeps(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  const Node* sweeps = root.find("sweep");
  if (sweeps == nullptr || is_refused(findings, "sweep")) return;
  for (std::size_t i = 0; i < scenario.sweeps.size(); ++i)
    check_sweep(scenario.sweeps[i], sweeps->children[i], fmt::format("sweep[{}]", i), findings);
}

// "radar_rd6:kwh86@cn" in its parts; the market may be empty.
struct Reference {
  std::string file;
  std::string trim;
  std::string market;
};

Reference reference_of(std::string_view text) {
  const std::size_t at = std::min(text.rfind('@'), text.size());
  const std::size_t colon = std::min(text.substr(0, at).rfind(':'), at);
  return {std::string{text.substr(0, colon)},
          std::string{text.substr(std::min(colon + 1, at), at - std::min(colon + 1, at))},
          std::string{text.substr(std::min(at + 1, text.size()))}};
}

// True if an entry of compare.vehicles stands for the baseline too.
bool covers(const std::string& entry, const std::string& baseline,
            const std::vector<std::string>& markets) {
  if (entry == baseline) return true;
  const Reference listed = reference_of(entry);
  const Reference wanted = reference_of(baseline);
  const bool same_market =
      listed.market == wanted.market ||
      (listed.market.empty() && std::ranges::find(markets, wanted.market) != markets.end());
  return listed.file == wanted.file && same_market &&
         (listed.trim == wanted.trim || listed.trim == "*");
}

// Vehicles are named with their trim.
void check_references(const Node& root, base::Diagnostics& findings) {
  const Node* list = find_at(root, {"compare", "vehicles"});
  if (list == nullptr || is_refused(findings, "compare.vehicles")) return;
  for (const Node& entry : list->children) {
    const Reference reference = reference_of(entry.text);
    if (!reference.file.empty() && !reference.trim.empty()) continue;
    findings.error(entry.where, "compare.vehicles", fmt::format("{} names no trim", entry.shown()),
                   fmt::format("write \"{0}:TRIM\", or \"{0}:*\" for all trims", reference.file));
  }
}

// The baseline is one of the vehicles.
void check_baseline(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  const Compare& compare = scenario.compare;
  if (compare.baseline.empty() || compare.vehicles.empty()) return;
  if (std::ranges::any_of(compare.vehicles, [&](const std::string& entry) {
        return covers(entry, compare.baseline, compare.markets);
      }))
    return;

  // All trims of a file: what was meant is the one that the baseline names.
  std::vector<std::string> candidates = compare.vehicles;
  for (std::string& candidate : candidates)
    if (const Reference listed = reference_of(candidate); listed.trim == "*")
      candidate = fmt::format("{}:{}", listed.file, reference_of(compare.baseline).trim);
  std::string hint = base::did_you_mean_hint(compare.baseline, candidates);
  if (hint.empty()) hint = "it must be one of compare.vehicles";
  findings.error(place_of(find_at(root, {"compare", "baseline"}), root), "compare.baseline",
                 fmt::format("\"{}\" is not among the vehicles compared", compare.baseline),
                 std::move(hint));
}

// [cost.markets.ID] is read for good on top of that market's file; its faults are told now.
void check_market_patches(const Scenario& scenario, base::Diagnostics& findings) {
  if (!scenario.cost.markets) return;
  Reader reader{findings, scenario.sources.get()};
  if (!spec::expect_table(reader, *scenario.cost.markets, "cost.markets")) return;
  for (const Node& patch : scenario.cost.markets->children) {
    Market blank;
    apply_market_patch(blank, patch, scenario.sources.get(), "cost.markets." + patch.key, findings);
  }
}

void check_cost_section(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (is_refused(findings, "cost") || is_refused(findings, "duty.charging")) return;
  check_cost(
      scenario, [&](std::string_view path) { return place_at(root, path); }, findings);
}

void check_study_sections(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (is_refused(findings, "optimise") || is_refused(findings, "inputs")) return;
  check_studies(
      scenario, [&](std::string_view path) { return place_at(root, path); }, findings);
}

void check_day(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (!scenario.day || is_refused(findings, "day")) return;
  const Node* day = root.find("day");
  if (scenario.day->legs.empty())
    findings.error(day->key_where, "day.legs", "the day has no legs",
                   "add [[day.legs]] with name, cycle and distance");
  if (scenario.day->trucks.empty())
    findings.error(place_of(day->find("trucks"), root), "day.trucks", "the list is empty");
}

// The road of a trip is told in one way, and the battery is fuller at the start than it may be at
// the end.
void check_trip_section(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (!scenario.trip || is_refused(findings, "trip")) return;
  const Node* table = root.find("trip");
  check_trip(
      scenario, [&](std::string_view key) { return place_of(table->find(key), *table); }, findings);
}

void check_parity_section(const Scenario& scenario, const Node& root, base::Diagnostics& findings) {
  if (!scenario.parity || is_refused(findings, "parity")) return;
  const Node* table = root.find("parity");
  check_parity(
      scenario, [&](std::string_view key) { return place_of(table->find(key), *table); }, findings);
}

// [cost.markets.ID] has the keys of a market.
void outline_market_patches(std::vector<spec::Outline>& keys) {
  const auto cost = std::ranges::find(keys, "cost", &spec::Outline::key);
  const auto markets = std::ranges::find(cost->children, "markets", &spec::Outline::key);
  markets->kind = spec::Outline::Kind::named;
  markets->children = spec::outline_rows(spec::rows_of<Market>());
}

}  // namespace

std::vector<spec::Outline> scenario_file_outline() {
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(spec::rows_of<Scenario>())) keys.push_back(std::move(key));
  outline_market_patches(keys);
  return keys;
}

base::SourcePlace place_in(const Scenario& scenario, std::string_view path) {
  if (scenario.text == nullptr) return {};
  const Node root = spec::parse_document(scenario.text);
  const Node* node = &root;
  for (const std::string& key : base::split(path, '.')) {
    node = part_of(*node, key);
    if (node == nullptr) return {scenario.text, 0, 0, 0};
  }
  return node->where;
}

void check_parity(const Scenario& scenario,
                  const std::function<base::SourcePlace(std::string_view)>& place,
                  base::Diagnostics& findings) {
  const Parity& parity = *scenario.parity;
  if (scenario.compare.baseline.empty())
    findings.error(place("solve"), "parity", "there is no baseline to be equal with",
                   "compare.baseline names one of compare.vehicles");
  if (scenario.trip && scenario.duty.cycles.empty())
    findings.error(place("solve"), "parity", "a trip alone has no cost of ownership",
                   "give the duty a cycle");
  if (parity.from.has_value() != parity.to.has_value())
    findings.error(place(parity.from.has_value() ? "from" : "to"),
                   parity.from.has_value() ? "parity.from" : "parity.to",
                   "the first year of purchase needs a last one, and the other way round",
                   "such as from = 2026 and to = 2035");
  if (parity.from.has_value() && parity.to.has_value() && *parity.from > *parity.to)
    findings.error(
        place("from"), "parity.from",
        fmt::format("the first year, {}, is after the last, {}", *parity.from, *parity.to),
        "from must not be above to");
}

void check_trip(const Scenario& scenario,
                const std::function<base::SourcePlace(std::string_view)>& place,
                base::Diagnostics& findings) {
  const Trip& trip = *scenario.trip;
  const int roads = (trip.route.empty() ? 0 : 1) + (trip.speed.has_value() ? 1 : 0) +
                    (trip.cycle.empty() ? 0 : 1);
  if (roads > 1) {
    findings.error(place(trip.route.empty() ? "cycle" : "route"), "trip",
                   "the road is told more than once: route, speed and cycle exclude one another",
                   "give a route, or a distance with either a speed or a cycle");
  } else if (roads == 0) {
    findings.error(place("distance"), "trip", "the trip has no road",
                   "give a route, or a distance with either a speed or a cycle");
  } else if (trip.route.empty() && !trip.distance.has_value()) {
    findings.error(place(trip.cycle.empty() ? "speed" : "cycle"), "trip.distance",
                   "missing value (the length of the road)", "such as distance = \"800 km\"");
  } else if (!trip.route.empty() && trip.distance.has_value()) {
    findings.error(place("distance"), "trip.distance", "a route has its own length",
                   "leave out either the distance or the route");
  }
  if (*trip.start <= *trip.arrive)
    findings.error(place(trip.start.origin.how == spec::How::standard ? "arrive" : "start"),
                   "trip.start",
                   fmt::format("the trip starts with {:.3g} % and may not end below {:.3g} %",
                               100 * *trip.start, 100 * *trip.arrive),
                   "start must be above arrive");
  if (*trip.tow_rating && !scenario.duty.trailer)
    findings.error(place("tow_rating"), "trip.tow_rating", "there is no trailer",
                   "[duty.trailer] gives its drag area, and its mass for trucks without a rating");
}

Scenario read_scenario(const std::shared_ptr<const base::SourceText>& text, std::string id) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  Scenario scenario;
  scenario.id = std::move(id);
  scenario.text = text;
  scenario.sources = read_preamble(root, reader);
  read_rows(scenario, scenario_rows(), root, "", reader);
  spec::check_required(scenario, &root, "", reader);

  check_cycles(scenario, root, findings);
  check_charging(scenario, root, findings);
  check_months(scenario, root, findings);
  check_sweeps(scenario, root, findings);
  check_references(root, findings);
  check_baseline(scenario, root, findings);
  check_cost_section(scenario, root, findings);
  check_market_patches(scenario, findings);
  check_day(scenario, root, findings);
  check_trip_section(scenario, root, findings);
  check_parity_section(scenario, root, findings);
  check_study_sections(scenario, root, findings);
  findings.throw_if_errors();
  return scenario;
}

}  // namespace evpickup::model
