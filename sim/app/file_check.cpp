// SPDX-License-Identifier: Apache-2.0
#include "file_check.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <string_view>

#include "data_folder.hpp"
#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/model/validation_file.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/study/outcome_checks.hpp"
#include "evpickup/study/plan_axes.hpp"
#include "evpickup/study/validation_quantities.hpp"
#include "output.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

/// A table that only one kind of file has.
struct Mark {
  std::string_view table;
  FileKind kind;
};
constexpr std::array marks{
    Mark{"trim", FileKind::vehicle},         Mark{"base", FileKind::vehicle},
    Mark{"rates", FileKind::exchange_rates}, Mark{"markets", FileKind::estimates},
    Mark{"fact", FileKind::market_facts},    Mark{"event", FileKind::market_facts},
    Mark{"row", FileKind::validation},       Mark{"compare", FileKind::scenario},
    Mark{"duty", FileKind::scenario},        Mark{"cost", FileKind::scenario},
    Mark{"sweep", FileKind::scenario},       Mark{"trip", FileKind::scenario},
    Mark{"energy", FileKind::market},        Mark{"purchase", FileKind::market},
    Mark{"ownership", FileKind::market},     Mark{"import", FileKind::market},
    Mark{"resale", FileKind::market},        Mark{"finance", FileKind::market},
};

/// A folder that holds one kind of TOML file.
struct Home {
  std::string_view folder;
  FileKind kind;
};
constexpr std::array homes{Home{"vehicles", FileKind::vehicle}, Home{"markets", FileKind::market},
                           Home{"estimates", FileKind::estimates},
                           Home{"facts", FileKind::market_facts},
                           Home{"scenarios", FileKind::scenario}};

std::optional<FileKind> kind_by_content(const spec::Node& root) {
  for (const Mark& mark : marks) {
    const spec::Node* entry = root.find(mark.table);
    const bool is_section =
        entry != nullptr && (entry->is_table() || entry->type == spec::NodeType::array);
    if (is_section) return mark.kind;
  }
  return std::nullopt;
}

std::optional<FileKind> kind_by_place(const fs::path& path) {
  if (path.filename() == "exchange_rates.toml") return FileKind::exchange_rates;
  std::error_code error;
  const std::string folder = fs::absolute(path, error).parent_path().filename().string();
  const auto* const home = std::ranges::find(homes, folder, &Home::folder);
  if (home == homes.end()) return std::nullopt;
  return home->kind;
}

/// True if the heading of a CSV text, its first line that is no comment, has a column of distances
/// or speed limits.
bool is_route(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = base::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    return line.find("distance") != std::string_view::npos ||
           line.find("speed_limit") != std::string_view::npos;
  }
  return false;
}

/// Does `work`, and keeps what it throws beside the other findings, once.
void collect(base::Diagnostics& findings, const std::function<void()>& work) {
  try {
    work();
  } catch (const base::InputError& error) {
    for (const base::Diagnostic& diagnostic : error.diagnostics()) {
      const std::string text = render(diagnostic);
      const bool known = std::ranges::any_of(
          findings.all(), [&](const base::Diagnostic& other) { return render(other) == text; });
      if (!known) findings.add(diagnostic);
    }
  }
}

/// Where a value stands in a document; the document as a whole if it has no such key.
base::SourcePlace place_of(const spec::Node& root, std::initializer_list<std::string_view> path) {
  const spec::Node* node = &root;
  for (const std::string_view key : path) {
    node = node->find(key);
    if (node == nullptr) return root.where;
  }
  return node->where;
}

/// The key of a sweep exists, and takes its values.
void check_sweep(const model::Sweep& sweep, const spec::Node& node) {
  (void)study::parse_path(sweep.key, place_of(node, {"key"}));
  const study::Axis axis = study::axis_of(sweep);
  // Of very many values some are tried, the ends among them.
  constexpr std::size_t tried_values = 10'000;
  const std::size_t last = axis.size() - 1;
  const std::size_t stride = 1 + last / tried_values;
  for (std::size_t i = 0; i <= last; i = i < last ? std::min(i + stride, last) : last + 1) {
    const study::AxisValue value = axis.at(i);
    switch (axis.path.target) {
    case study::Target::vehicle: {
      model::Vehicle spare;
      study::set(spare, axis.path, value.node);
      break;
    }
    case study::Target::scenario: {
      model::Scenario spare;
      study::set(spare, axis.path, value.node);
      break;
    }
    case study::Target::market: {
      model::Market spare;
      study::set(spare, axis.path, value.node);
      break;
    }
    }
  }
}

}  // namespace

std::string_view name(FileKind kind) {
  switch (kind) {
  case FileKind::vehicle:
    return "vehicle";
  case FileKind::market:
    return "market";
  case FileKind::scenario:
    return "scenario";
  case FileKind::exchange_rates:
    return "exchange rates";
  case FileKind::estimates:
    return "market estimates";
  case FileKind::market_facts:
    return "market facts";
  case FileKind::validation:
    return "validation";
  case FileKind::cycle:
    return "drive cycle";
  case FileKind::route:
    return "route";
  }
  throw std::logic_error("a kind of file without a name");
}

FileKind kind_of(const fs::path& path, const std::shared_ptr<const base::SourceText>& text) {
  if (path.extension() == ".csv") return is_route(text->text) ? FileKind::route : FileKind::cycle;
  if (const auto kind = kind_by_content(spec::parse_document(text))) return *kind;
  if (const auto kind = kind_by_place(path)) return *kind;
  throw base::InputError(base::Diagnostic{
      base::Severity::error,
      {text},
      {},
      "this is no vehicle, scenario, market, exchange rates, drive cycle or route",
      "a vehicle has [base] or [trim.NAME], a scenario [duty] and [compare], a market [energy] and "
      "[purchase]; a drive cycle or route is a .csv file"});
}

FileChecker::Finding FileChecker::check(const fs::path& path) {
  Finding finding;
  base::Diagnostics findings;
  collect(findings, [&] {
    const auto text = base::read_text_file(path);
    finding.kind = kind_of(path, text);
    read(*finding.kind, path, text, findings);
  });
  finding.diagnostics = findings.all();
  return finding;
}

void FileChecker::read(FileKind kind, const fs::path& path,
                       const std::shared_ptr<const base::SourceText>& text,
                       base::Diagnostics& findings) {
  const std::string id = path.stem().string();
  switch (kind) {
  case FileKind::vehicle:
    (void)model::read_vehicle_file(text, id, findings);
    break;
  case FileKind::market:
    (void)model::read_market(text, id);
    break;
  case FileKind::exchange_rates:
    (void)model::read_exchange_rates(text);
    break;
  case FileKind::estimates:
    check_market_names(model::read_market_estimates(text, id).markets, findings);
    break;
  case FileKind::market_facts:
    check_fact_markets(model::read_market_facts(text, id), findings);
    break;
  case FileKind::validation:
    (void)model::read_validation_file(text, id, study::measured_quantities());
    break;
  case FileKind::cycle:
    (void)model::read_drive_cycle(text, id);
    break;
  case FileKind::route:
    (void)model::read_route(text, id);
    break;
  case FileKind::scenario:
    check_references(model::read_scenario(text, id), findings);
    break;
  }
}

void FileChecker::check_market_names(const std::optional<spec::Node>& tables,
                                     base::Diagnostics& findings) {
  if (!tables) return;
  for (const spec::Node& table : tables->children)
    collect(findings, [&] { (void)catalog().market(table.key, table.key_where); });
}

void FileChecker::check_fact_markets(const model::MarketFacts& file, base::Diagnostics& findings) {
  const auto look_up = [&](const std::string& market, const base::SourcePlace& where) {
    collect(findings, [&] { (void)catalog().market(market, where); });
  };
  for (const auto& fact : file.facts) look_up(fact.market, fact.where);
  for (const auto& event : file.events) look_up(event.market, event.where);
}

void FileChecker::check_references(const model::Scenario& scenario, base::Diagnostics& findings) {
  const base::SourcePlace where{scenario.text};
  const spec::Node root = spec::parse_document(scenario.text);
  const auto look_up = [&](const auto& work) { collect(findings, work); };

  look_up([&] { study::check_outcomes(scenario); });
  for (const auto& share : scenario.duty.cycles) {
    look_up([&] { (void)catalog().cycle(share.cycle, where); });
  }
  if (scenario.day) {
    for (const auto& leg : scenario.day->legs) {
      look_up([&] { (void)catalog().cycle(leg.cycle, where); });
    }
  }
  if (scenario.trip && !scenario.trip->route.empty()) {
    look_up([&] { (void)catalog().route(scenario.trip->route, where); });
  }
  if (scenario.trip && !scenario.trip->cycle.empty()) {
    look_up([&] { (void)catalog().cycle(scenario.trip->cycle, where); });
  }
  if (!scenario.cost.estimates.empty()) {
    look_up([&] {
      (void)catalog().market_estimates(scenario.cost.estimates,
                                       place_of(root, {"cost", "estimates"}));
    });
  }
  if (!scenario.report.market_facts.empty()) {
    look_up([&] {
      (void)catalog().market_facts(scenario.report.market_facts,
                                   place_of(root, {"report", "market_facts"}));
    });
  }
  check_market_names(scenario.cost.markets, findings);
  for (std::size_t i = 0; i < scenario.sweeps.size(); ++i) {
    look_up([&] { check_sweep(scenario.sweeps[i], root.find("sweep")->children.at(i)); });
  }
  for (const std::string& market : scenario.compare.markets) {
    look_up([&] { (void)catalog().market(market, where); });
  }

  // A truck is "file:trim" or "file:*", and may have "@market" behind it.
  for (const std::string& reference : scenario.compare.vehicles) {
    const std::string truck = reference.substr(0, reference.rfind('@'));
    const bool every_trim = truck.ends_with(":*");
    look_up([&] {
      if (every_trim) {
        (void)catalog().vehicle_file(truck.substr(0, truck.size() - 2), where);
      } else {
        (void)catalog().vehicle(truck, where);
      }
    });
    if (truck.size() < reference.size()) {
      look_up([&] { (void)catalog().market(reference.substr(truck.size() + 1), where); });
    }
  }
  look_up([&] { (void)destinations({}, scenario.report.write); });
}

model::Catalog& FileChecker::catalog() {
  if (catalog_ == nullptr) catalog_ = std::make_unique<model::Catalog>(find_data_folder(data_));
  return *catalog_;
}

}  // namespace evpickup::app
