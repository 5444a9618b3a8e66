// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "consistency_findings.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/file_outline.hpp"
#include "file_reading.hpp"

namespace evpickup::model {

namespace {

using spec::Node;
using spec::Reader;

// More trims than any model has; it bounds the memory that a bad file takes.
constexpr std::size_t trims_limit = 200;

// Two lower-case letters of ISO 3166.
spec::Codec<std::string> country_code() {
  return {
      "a country in two lower-case letters such as \"cn\"",
      [](const Node& node, spec::Refusal&) -> std::optional<std::string> {
        const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
        if (node.is_text() && node.text.size() == 2 && std::ranges::all_of(node.text, lower))
          return node.text;
        return std::nullopt;
      },
      [](const std::string& code) { return code; },
      {},
      {},
      {.form = spec::Shape::Form::text, .pattern = "^[a-z]{2}$"},
  };
}

// The top level of a vehicle file.
const spec::FieldTable<VehicleFile>& heading_rows() {
  using spec::any_text;
  using spec::Need;
  static const spec::FieldTable<VehicleFile> rows{
      read_elsewhere<VehicleFile>("format"),
      spec::plain("name", &VehicleFile::name, any_text(), "name of the model", Need::required),
      spec::plain("maker", &VehicleFile::maker, any_text(), "who makes it", Need::required),
      spec::plain("origin", &VehicleFile::origin, country_code(), "country of assembly",
                  Need::required),
      spec::plain("description", &VehicleFile::description, any_text(), "a sentence or two"),
      spec::plain("convention", &VehicleFile::convention,
                  spec::one_of<Convention>(
                      {{"evpickup", Convention::evpickup}, {"fastsim2", Convention::fastsim2}}),
                  "whose equations the truck is driven by; evpickup unless it is given"),
      read_elsewhere<VehicleFile>("sources"),
      read_elsewhere<VehicleFile>("base"),
      read_elsewhere<VehicleFile>("trim"),
  };
  return rows;
}

// [base] has all keys of a vehicle but the name, which belongs to a trim.
const spec::FieldTable<Vehicle>& base_rows() {
  static const spec::FieldTable<Vehicle> rows = [] {
    auto all = spec::fields<Vehicle>();
    all.erase("name");
    return all;
  }();
  return rows;
}

const spec::FieldTable<Vehicle>& trim_rows() {
  static const spec::FieldTable<Vehicle> rows =
      both({read_elsewhere<Vehicle>("inherits")}, spec::fields<Vehicle>());
  return rows;
}

// Trims that are being merged. Each table is read once, so that each finding comes once.
struct Merging {
  const Node& trims;
  const Vehicle& base;
  Reader& reader;
  std::map<std::string, Vehicle> done;
  std::vector<std::string> chain;
};

std::vector<std::string> ids_of(const Node& trims) {
  std::vector<std::string> ids;
  for (const Node& trim : trims.children) ids.push_back(trim.key);
  return ids;
}

// The trim that `trim` inherits from, nullptr if it is [base] or the name is no good.
const Node* parent_of(const Node& trim, const Merging& merging) {
  const Node* inherits = trim.find("inherits");
  if (inherits == nullptr) return nullptr;
  const std::string path = fmt::format("trim.{}.inherits", trim.key);
  if (!inherits->is_text()) {
    spec::refuse(merging.reader, *inherits, path, "the id of another trim", {});
    return nullptr;
  }

  const Node* parent = merging.trims.find(inherits->text);
  if (parent == nullptr) {
    const auto ids = ids_of(merging.trims);
    std::string hint = base::did_you_mean_hint(inherits->text, ids);
    if (hint.empty()) hint = "trims of this file: " + base::join(ids, ", ");
    merging.reader.diagnostics.error(inherits->where, path,
                                     fmt::format("there is no trim {}", inherits->shown()),
                                     std::move(hint));
    return nullptr;
  }

  // A trim that is already on the way down closes a circle.
  const auto first = std::ranges::find(merging.chain, parent->key);
  if (first == merging.chain.end()) return parent;
  std::vector<std::string> circle{first, merging.chain.end()};
  circle.push_back(parent->key);
  merging.reader.diagnostics.error(
      inherits->where, path,
      fmt::format("trims inherit from one another in a circle: {}", base::join(circle, " -> ")));
  return nullptr;
}

// [base], then the chain of trims that this one inherits from, then its own entries.
const Vehicle& merged(const Node& trim, Merging& merging) {
  if (const auto found = merging.done.find(trim.key); found != merging.done.end())
    return found->second;

  merging.chain.push_back(trim.key);
  const Node* parent = parent_of(trim, merging);
  Vehicle vehicle = parent != nullptr ? merged(*parent, merging) : merging.base;
  merging.chain.pop_back();

  vehicle.name.clear();
  vehicle.trim = trim.key;
  read_rows(vehicle, trim_rows(), trim, "trim." + trim.key, merging.reader);
  if (vehicle.name.empty()) vehicle.name = trim.key;
  return merging.done.insert_or_assign(trim.key, std::move(vehicle)).first->second;
}

// A trim's id is part of references such as radar_rd6:kwh86@cn, so it is one plain word.
void check_id(const Node& trim, Reader& reader) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!trim.key.empty() && std::ranges::all_of(trim.key, plain)) return;
  reader.diagnostics.error(trim.key_where, "trim." + trim.key,
                           "the id of a trim has lower-case letters, digits and _ only",
                           "put the name that people see into name = \"...\"");
}

// A finding about a merged trim, and the trims that share it.
struct SharedFinding {
  base::Diagnostic finding;
  std::vector<std::string> trims;
};

void share(std::vector<SharedFinding>& shared, base::Diagnostic finding, const std::string& trim) {
  const auto same = std::ranges::find_if(shared, [&](const SharedFinding& other) {
    return other.finding.key == finding.key && other.finding.message == finding.message &&
           other.finding.where.line == finding.where.line &&
           other.finding.where.column == finding.where.column;
  });
  if (same == shared.end()) {
    shared.push_back({std::move(finding), {trim}});
  } else {
    same->trims.push_back(trim);
  }
}

// Required values that a merged trim lacks.
std::vector<base::Diagnostic> missing_values(const Vehicle& vehicle) {
  base::Diagnostics findings;
  Reader reader{findings};
  spec::check_required(vehicle, nullptr, "", reader);
  auto missing = findings.all();
  // Nothing drives a truck without physics, so that its axles may stay unknown.
  if (!vehicle.has_physics())
    std::erase_if(missing, [](const auto& each) { return each.key == "powertrain.drive"; });
  return missing;
}

// Keys that have an error already, without `base.` or `trim.ID.`: a value that was refused is not
// missing too.
std::set<std::string> refused_keys(const base::Diagnostics& findings) {
  std::set<std::string> keys;
  for (const auto& finding : findings.all()) {
    std::string_view key = finding.key;
    const int prefixes = key.starts_with("trim.") ? 2 : 1;
    for (int i = 0; i < prefixes; ++i) key.remove_prefix(std::min(key.find('.') + 1, key.size()));
    keys.emplace(key);
  }
  return keys;
}

// True unless a trim misses what it should have inherited.
bool chains_are_whole(const base::Diagnostics& findings) {
  return std::ranges::none_of(findings.all(),
                              [](const auto& each) { return each.key.ends_with(".inherits"); });
}

// Checks the merged trims; what several of them share is told once.
void check_trims(const VehicleFile& file, const Node& trims, base::Diagnostics& findings) {
  if (!chains_are_whole(findings)) return;
  const auto refused = refused_keys(findings);
  std::vector<SharedFinding> shared;
  for (const Vehicle& vehicle : file.trims) {
    for (auto& missing : missing_values(vehicle))
      if (!refused.contains(missing.key)) share(shared, std::move(missing), vehicle.trim);
    for (auto& finding : consistency_findings(vehicle))
      share(shared, std::move(finding), vehicle.trim);
  }

  for (auto& [finding, ids] : shared) {
    finding.message +=
        fmt::format(", in {} {}", ids.size() == 1 ? "trim" : "trims", base::join(ids, ", "));
    if (!finding.where.known()) finding.where = trims.find(ids.front())->key_where;
    findings.add(std::move(finding));
  }
}

Vehicle read_base(const Node& root, const VehicleFile& file, Reader& reader) {
  Vehicle base;
  base.id = file.id;
  base.model = file.name;
  base.maker = file.maker;
  base.origin = file.origin;
  base.sources = file.sources;
  base.convention = file.convention;
  if (const Node* table = root.find("base")) read_rows(base, base_rows(), *table, "base", reader);
  return base;
}

void read_trims(VehicleFile& file, const Node& root, Reader& reader) {
  const Vehicle base = read_base(root, file, reader);
  const Node* trims = root.find("trim");
  if (trims != nullptr && !spec::expect_table(reader, *trims, "trim")) return;
  if (trims == nullptr || trims->children.empty()) {
    reader.diagnostics.error(root.key_where, "trim", "there is no trim",
                             "a model has at least one: [trim.NAME] with its name, battery, price");
    return;
  }
  if (trims->children.size() > trims_limit) {
    reader.diagnostics.error(trims->key_where, "trim",
                             fmt::format("more than {} trims", trims_limit));
    return;
  }

  Merging merging{*trims, base, reader, {}, {}};
  for (const Node& trim : trims->children) {
    check_id(trim, reader);
    file.trims.push_back(merged(trim, merging));
  }
  check_trims(file, *trims, reader.diagnostics);
}

// What one table leaves out may stand in another that it inherits from.
void require_nothing(std::vector<spec::Outline>& keys) {
  for (auto& key : keys) {
    key.required = false;
    require_nothing(key.children);
  }
}

}  // namespace

std::vector<spec::Outline> vehicle_file_outline() {
  using spec::Outline;
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(heading_rows().rows())) keys.push_back(std::move(key));

  Outline base{.kind = Outline::Kind::section, .key = "base", .doc = "what all trims share"};
  base.children = spec::outline_rows(base_rows().rows());
  require_nothing(base.children);

  Outline trim{.kind = Outline::Kind::named,
               .key = "trim",
               .doc = "a trim: [base], with its own entries on top",
               .required = true};
  trim.children = spec::outline_rows(spec::rows_of<Vehicle>());
  require_nothing(trim.children);
  trim.children.insert(trim.children.begin(), {.key = "inherits",
                                               .doc = "another trim that comes before its entries",
                                               .accepts = "the id of another trim",
                                               .shape = spec::text_shape()});
  keys.push_back(std::move(base));
  keys.push_back(std::move(trim));
  return keys;
}

VehicleFile read_vehicle_file(const std::shared_ptr<const base::SourceText>& text, std::string id,
                              base::Diagnostics& warnings) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  VehicleFile file;
  file.id = std::move(id);
  file.sources = read_preamble(root, reader);
  read_rows(file, heading_rows(), root, "", reader);
  require_rows(heading_rows(), root, "", reader);
  read_trims(file, root, reader);

  findings.throw_if_errors();
  for (const auto& finding : findings.all()) warnings.add(finding);
  return file;
}

}  // namespace evpickup::model
