// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::model {

namespace {

namespace fs = std::filesystem;

// Files of a folder with an extension, sorted by name. A folder that is not there has none.
std::vector<CatalogEntry> entries(const fs::path& folder, std::string_view extension) {
  std::vector<CatalogEntry> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error})
    if (entry.path().extension() == extension && entry.is_regular_file(error))
      found.push_back({entry.path().stem().string(), entry.path()});
  std::ranges::sort(found, {}, &CatalogEntry::id);
  return found;
}

std::vector<std::string> ids_of(const std::vector<CatalogEntry>& entries) {
  std::vector<std::string> ids;
  for (const auto& entry : entries) ids.push_back(entry.id);
  return ids;
}

// A path as people are shown it: relative to the working directory if that is shorter.
fs::path shown_path(const fs::path& path) {
  std::error_code error;
  const fs::path relative =
      fs::absolute(path, error).lexically_normal().lexically_relative(fs::current_path(error));
  const bool shorter = !relative.empty() && relative.native().size() < path.native().size();
  return shorter ? relative : path;
}

// A name by which a file is known however it was asked for.
std::string absolute_name(const fs::path& path) {
  std::error_code error;
  return fs::absolute(path, error).lexically_normal().string();
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

[[noreturn]] void refuse(const base::SourcePlace& where, std::string message, std::string hint) {
  throw base::InputError(
      base::Diagnostic{base::Severity::error, where, {}, std::move(message), std::move(hint)});
}

// `did you mean "x"?`, or all names there are.
std::string hint_among(std::string_view name, const std::vector<std::string>& names,
                       std::string_view what) {
  std::string hint = base::did_you_mean_hint(name, names);
  return hint.empty() ? fmt::format("{}: {}", what, base::join(names, ", ")) : hint;
}

// The file with an id; an error that names those there are if there is none.
fs::path find_entry(const std::vector<CatalogEntry>& entries, std::string_view id,
                    std::string_view what, const base::SourcePlace& where) {
  const auto found = std::ranges::find(entries, id, &CatalogEntry::id);
  if (found != entries.end()) return found->path;
  refuse(where, fmt::format("there is no {} \"{}\"", what, id),
         hint_among(id, ids_of(entries), fmt::format("{}s", what)));
}

// A file that somebody named by its path: beside the file that names it, else from the working
// directory.
fs::path find_path(const std::string& path, const base::SourcePlace& where) {
  if (where.known()) {
    fs::path beside = fs::path{where.text->name}.parent_path() / path;
    if (is_file(beside)) return beside;
  }
  if (!is_file(path))
    refuse(where, fmt::format("there is no file \"{}\"", path),
           "a path is looked up beside the file that names it, then in the working directory");
  return path;
}

}  // namespace

Catalog::Catalog(fs::path folder) : folder_(std::move(folder)) {
  for (const char* name : {"vehicles", "scenarios"}) {
    std::error_code error;
    if (fs::is_directory(folder_ / name, error)) continue;
    throw base::InputError(
        fmt::format("\"{}\" is no data folder: it has no {}/", folder_.string(), name),
        "a data folder has vehicles/ and scenarios/");
  }
}

std::vector<CatalogEntry> Catalog::vehicles() const {
  return entries(folder_ / "vehicles", ".toml");
}

std::vector<CatalogEntry> Catalog::markets() const {
  return entries(folder_ / "scenarios" / "markets", ".toml");
}

std::vector<CatalogEntry> Catalog::cycles() const {
  return entries(folder_ / "scenarios" / "cycles", ".csv");
}

std::vector<CatalogEntry> Catalog::routes() const {
  return entries(folder_ / "scenarios" / "routes", ".csv");
}

std::vector<CatalogEntry> Catalog::scenarios() const {
  auto found = entries(folder_ / "scenarios", ".toml");
  std::erase_if(found, [](const CatalogEntry& entry) { return entry.id == "exchange_rates"; });
  return found;
}

std::vector<CatalogEntry> Catalog::estimates() const {
  return entries(folder_ / "scenarios" / "estimates", ".toml");
}

std::vector<CatalogEntry> Catalog::market_facts() const {
  return entries(folder_ / "scenarios" / "facts", ".toml");
}

std::vector<CatalogEntry> Catalog::validations() const {
  return entries(folder_ / "tests" / "validation", ".toml");
}

std::shared_ptr<const base::SourceText> Catalog::read(const fs::path& path) {
  // Inside of the data folder a name does not depend on where the folder is.
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error).lexically_normal();
  const fs::path inside =
      absolute.lexically_relative(fs::absolute(folder_, error).lexically_normal());
  const bool is_inside = !inside.empty() && *inside.begin() != "..";
  const fs::path shown = shown_path(path);
  const std::string name = is_inside ? inside.generic_string() : shown.string();
  if (const auto known = texts_.find(name); known != texts_.end()) return known->second;
  return texts_.emplace(name, base::read_text_file(shown)).first->second;
}

const VehicleFile& Catalog::vehicle_file(const std::string& id, const base::SourcePlace& where) {
  const fs::path path =
      id.ends_with(".toml") ? find_path(id, where) : find_entry(vehicles(), id, "vehicle", where);
  const std::string key = absolute_name(path);
  if (const auto known = vehicle_files_.find(key); known != vehicle_files_.end())
    return known->second;
  auto file = read_vehicle_file(read(path), path.stem().string(), warnings_);
  return vehicle_files_.emplace(key, std::move(file)).first->second;
}

Market Catalog::market(const std::string& id, const base::SourcePlace& where) {
  const fs::path path =
      id.ends_with(".toml") ? find_path(id, where) : find_entry(markets(), id, "market", where);
  return read_market(read(path), path.stem().string());
}

const DriveCycle& Catalog::cycle(const std::string& id, const base::SourcePlace& where) {
  const std::scoped_lock lock(*reading_);
  const fs::path path =
      id.ends_with(".csv") ? find_path(id, where) : find_entry(cycles(), id, "drive cycle", where);
  const std::string key = absolute_name(path);
  if (const auto known = cycles_.find(key); known != cycles_.end()) return known->second;
  return cycles_.emplace(key, read_drive_cycle(read(path), path.stem().string())).first->second;
}

Route Catalog::route(const std::string& id, const base::SourcePlace& where) {
  const fs::path path =
      id.ends_with(".csv") ? find_path(id, where) : find_entry(routes(), id, "route", where);
  return read_route(read(path), path.stem().string());
}

Scenario Catalog::scenario(const std::string& name_or_path) {
  // A path that leads nowhere may still hold the name of a scenario.
  if (!is_file(name_or_path) && name_or_path.find_first_of("./\\") != std::string::npos) {
    const std::string name = fs::path{name_or_path}.stem().string();
    refuse({}, fmt::format("there is no file \"{}\"", name_or_path),
           hint_among(name, ids_of(scenarios()), "scenarios by name"));
  }
  const fs::path path = is_file(name_or_path)
                            ? fs::path{name_or_path}
                            : find_entry(scenarios(), name_or_path, "scenario", {});
  return read_scenario(read(path), path.stem().string());
}

MarketEstimates Catalog::market_estimates(const std::string& id, const base::SourcePlace& where) {
  return read_market_estimates(read(find_entry(estimates(), id, "estimate file", where)), id);
}

MarketFacts Catalog::market_facts(const std::string& id, const base::SourcePlace& where) {
  return read_market_facts(read(find_entry(market_facts(), id, "facts file", where)), id);
}

std::shared_ptr<const base::SourceText> Catalog::validation_text(const std::string& id) {
  return read(find_entry(validations(), id, "file of comparisons", {}));
}

const units::ExchangeRates& Catalog::exchange_rates() {
  const std::scoped_lock lock(*reading_);
  if (exchange_rates_ == nullptr)
    exchange_rates_ = std::make_unique<units::ExchangeRates>(
        read_exchange_rates(read(folder_ / "scenarios" / "exchange_rates.toml")));
  return *exchange_rates_;
}

Vehicle Catalog::vehicle(std::string_view reference, const base::SourcePlace& where) {
  const std::size_t colon = std::min(reference.rfind(':'), reference.size());
  const std::string trim{reference.substr(std::min(colon + 1, reference.size()))};
  const VehicleFile& file = vehicle_file(std::string{reference.substr(0, colon)}, where);

  const auto found = std::ranges::find(file.trims, trim, &Vehicle::trim);
  if (found != file.trims.end()) return *found;

  // Say which trims there are, and the likely one first.
  std::vector<std::string> ids;
  for (const Vehicle& vehicle : file.trims) ids.push_back(vehicle.trim);
  const std::string trims = fmt::format("trims of {}: {}", file.id, base::join(ids, ", "));
  if (trim.empty()) refuse(where, fmt::format("\"{}\" names no trim", reference), trims);
  const std::string meant = base::did_you_mean_hint(trim, ids);
  refuse(where, fmt::format("{} has no trim \"{}\"", file.id, trim),
         meant.empty() ? trims : fmt::format("{} {}", meant, trims));
}

std::vector<std::pair<std::string, std::string>> Catalog::files_read() const {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& [name, text] : texts_) files.emplace_back(name, base::sha256(text->text));
  return files;
}

}  // namespace evpickup::model
