// SPDX-License-Identifier: Apache-2.0
#include "complete_values.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "data_folder.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/file_outline.hpp"
#include "evpickup/study/explain.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/validation.hpp"
#include "starting_files.hpp"

namespace evpickup::app {

namespace {

using Candidates = std::vector<Candidate>;

model::Catalog catalog_of(const std::string& data) {
  return model::Catalog{find_data_folder(data)};
}

Candidates names_of(const std::vector<model::CatalogEntry>& entries) {
  Candidates all;
  for (const auto& entry : entries) all.push_back({entry.id, {}});
  return all;
}

Candidates plain(const std::vector<std::string>& words) {
  Candidates all;
  for (const std::string& word : words) all.push_back({word, {}});
  return all;
}

/// "file:trim" of every trim, and "file:*".
Candidates vehicles(const std::string& data) {
  model::Catalog catalog = catalog_of(data);
  Candidates all;
  for (const auto& entry : catalog.vehicles()) {
    const model::VehicleFile& file = catalog.vehicle_file(entry.id);
    all.push_back({entry.id + ":*", file.name + ", all trims"});
    for (const auto& trim : file.trims)
      all.push_back({entry.id + ":" + trim.trim, file.name + ", " + trim.name});
  }
  return all;
}

Candidates markets(const std::string& data) {
  const model::Catalog catalog = catalog_of(data);
  return names_of(catalog.markets());
}
Candidates cycles(const std::string& data) { return names_of(catalog_of(data).cycles()); }
Candidates routes(const std::string& data) { return names_of(catalog_of(data).routes()); }
Candidates scenarios(const std::string& data) { return names_of(catalog_of(data).scenarios()); }

Candidates columns(const std::string&) {
  Candidates all;
  for (const auto& metric : study::metrics())
    all.push_back({study::column_for(metric, units::Currency{"USD"}).key, metric.doc});
  return all;
}

/// Keys of --set, with those of a market for each market.
Candidates settings(const std::string& data) {
  Candidates all;
  const auto known = markets(data);
  for (const std::string& path : study::settable_paths()) {
    const std::string_view placeholder = "market.ID.";
    if (!path.starts_with(placeholder)) {
      all.push_back({path + "=", {}});
      continue;
    }
    for (const auto& market : known)
      all.push_back({"market." + market.word + "." + path.substr(placeholder.size()) + "=", {}});
  }
  return all;
}

/// Kinds of files with a schema, or those alone that `new` begins.
Candidates formats_where(const auto& holds) {
  Candidates all;
  for (const auto& format : model::file_formats())
    if (holds(std::string{format.name}))
      all.push_back({std::string{format.name}, std::string{format.title}});
  return all;
}
Candidates formats(const std::string&) {
  return formats_where([](const std::string&) { return true; });
}
Candidates kinds(const std::string&) {
  return formats_where([known = starting_kinds()](const std::string& name) {
    return std::ranges::find(known, name) != known.end();
  });
}

Candidates procedures(const std::string&) {
  Candidates all;
  for (const auto& procedure : energy::procedures())
    all.push_back({std::string{procedure.key}, {}});
  return all;
}

Candidates validations(const std::string&) {
  Candidates all;
  for (const auto& kind : study::validation_kinds()) all.push_back({std::string{kind.key}, {}});
  return all;
}

struct Completed {
  /// As the option's own list of names has it.
  std::string_view name;
  Candidates (*values)(const std::string& data);
};

/// A new option whose values have names is one row.
constexpr std::array completed{
    Completed{"SCENARIO", &scenarios},
    Completed{"--scenario", &scenarios},
    Completed{"VEHICLE", &vehicles},
    Completed{"--trace-vehicle", &vehicles},
    Completed{"--market", &markets},
    Completed{"--cycle", &cycles},
    Completed{"--route", &routes},
    Completed{"--columns", &columns},
    Completed{"--set", &settings},
    Completed{"--key", [](const std::string&) { return plain(study::settable_paths()); }},
    Completed{"--procedure", &procedures},
    Completed{"--kind", &validations},
    Completed{"KIND", &kinds},
    Completed{"FORMAT", &formats},
    Completed{"KEY", [](const std::string&) { return plain(study::explainable()); }},
    Completed{"WHAT", [](const std::string&) { return plain(study::listable()); }},
    Completed{"SHELL",
              [](const std::string&) {
                return plain({"bash", "zsh", "fish"});
              }},
};

}  // namespace

std::vector<Candidate> values_for(const CLI::Option& option, const std::string& data) {
  const std::string name = option.get_positional() ? option.get_name(true) : option.get_name();
  const auto found = std::ranges::find(completed, name, &Completed::name);
  if (found != completed.end()) return found->values(data);
  const std::string& text = option.get_option_text();
  return text.find('|') != std::string::npos ? plain(base::split(text, '|')) : Candidates{};
}

}  // namespace evpickup::app
