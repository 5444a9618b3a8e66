// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/overrides.hpp"

#include <algorithm>

#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

/// Sections of a scenario that a path may begin with.
constexpr std::string_view scenario_sections[] = {
    "duty",        "cost",        "compare",  "day",  "trip",  "parity",   "report",     "inputs",
    "monte_carlo", "sensitivity", "optimise", "mode", "title", "currency", "description"};

bool starts_with_section(std::string_view path) {
  const auto head = path.substr(0, path.find('.'));
  return std::find(std::begin(scenario_sections), std::end(scenario_sections), head) !=
         std::end(scenario_sections);
}

/// "market.us.energy.home" -> "us", "energy.home".
std::pair<std::string, std::string> owner_and_key(std::string_view rest) {
  const auto dot = rest.find('.');
  if (dot == std::string_view::npos) return {std::string(rest), {}};
  return {std::string(rest.substr(0, dot)), std::string(rest.substr(dot + 1))};
}

/// True if S has the key; tried on a spare S, its value does not matter.
template <class S>
bool has_key(const std::string& key) {
  S spare;
  base::Diagnostics ignored;
  spec::Reader reader{ignored, nullptr};
  return spec::set_at(spare, key, spec::parse_value("0", "key"), key, reader);
}

template <class S>
void set_value(S& target, const Path& path, const spec::Node& value, const spec::Sources* sources) {
  base::Diagnostics diagnostics;
  spec::Reader reader{diagnostics, sources};
  if (!spec::set_at(target, path.key, value, path.text, reader))
    diagnostics.error(value.where, path.text, "unknown key");
  diagnostics.throw_if_errors();
}

}  // namespace

namespace {

/// Keys of a format as paths behind `prefix`. Elements of lists have no path of their own.
template <class S>
void add_paths(std::vector<std::string>& paths, const std::string& prefix) {
  spec::visit_keys<S>(prefix, [&](const spec::KeyDoc& key) {
    if (key.path.find("[]") == std::string::npos) paths.push_back(key.path);
  });
}

/// What an unknown path may have meant, with the owner that it names.
std::vector<std::string> similar_paths(const Path& path) {
  std::vector<std::string> paths;
  if (path.target == Target::market) {
    add_paths<model::Market>(paths, "market." + path.owner);
  } else if (!path.owner.empty()) {
    add_paths<model::Vehicle>(paths, "vehicle." + path.owner);
  } else {
    paths = settable_paths();
  }
  return paths;
}

}  // namespace

Path parse_path(const std::string& text, const base::SourcePlace& where) {
  Path path;
  path.text = text;
  path.key = text;
  bool known = false;
  if (text.starts_with("market.")) {
    path.target = Target::market;
    std::tie(path.owner, path.key) = owner_and_key(std::string_view(text).substr(7));
    known = has_key<model::Market>(path.key);
  } else if (text.starts_with("vehicle.")) {
    std::tie(path.owner, path.key) = owner_and_key(std::string_view(text).substr(8));
    known = has_key<model::Vehicle>(path.key);
  } else if (starts_with_section(text)) {
    path.target = Target::scenario;
    known = has_key<model::Scenario>(path.key);
  } else {
    known = has_key<model::Vehicle>(path.key);
  }
  if (!known) {
    auto hint = base::did_you_mean_hint(text, similar_paths(path));
    if (hint.empty()) hint = "evpickup list keys shows all keys";
    throw base::InputError(
        base::Diagnostic{base::Severity::error, where, text, "unknown key", hint});
  }
  return path;
}

bool concerns(const Path& path, const model::Vehicle& vehicle) {
  return path.target == Target::vehicle &&
         (path.owner.empty() || path.owner == vehicle.id || path.owner == vehicle.key());
}

void set(model::Vehicle& vehicle, const Path& path, const spec::Node& value) {
  set_value(vehicle, path, value, vehicle.sources.get());
}

void set(model::Scenario& scenario, const Path& path, const spec::Node& value) {
  set_value(scenario, path, value, scenario.sources.get());
}

void set(model::Market& market, const Path& path, const spec::Node& value) {
  set_value(market, path, value, market.sources.get());
}

std::vector<std::string> settable_paths() {
  std::vector<std::string> paths;
  add_paths<model::Vehicle>(paths, "");
  add_paths<model::Scenario>(paths, "");
  add_paths<model::Market>(paths, "market.ID");
  return paths;
}

}  // namespace evpickup::study
