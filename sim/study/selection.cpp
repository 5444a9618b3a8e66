// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/selection.hpp"

#include <fmt/format.h>

#include "evpickup/study/overrides.hpp"

namespace evpickup::study {

namespace {

/// "radar_rd6:kwh86@cn" in its three parts.
struct Reference {
  std::string file;
  std::string trim;
  std::string market;
};

Reference take_apart(const std::string& text) {
  Reference reference;
  const auto at = text.rfind('@');
  if (at != std::string::npos) reference.market = text.substr(at + 1);
  const std::string vehicle = text.substr(0, at);
  const auto colon = vehicle.rfind(':');
  reference.file = vehicle.substr(0, colon);
  if (colon != std::string::npos) reference.trim = vehicle.substr(colon + 1);
  return reference;
}

void select_one(model::Catalog& catalog, const std::string& text, const base::SourcePlace& where,
                std::vector<Selected>& selected) {
  const Reference reference = take_apart(text);
  if (!reference.trim.empty() && reference.trim != "*") {
    selected.push_back(
        {catalog.vehicle(reference.file + ":" + reference.trim, where), reference.market, false});
    return;
  }
  for (const auto& trim : catalog.vehicle_file(reference.file, where).trims)
    selected.push_back({trim, reference.market, true});
}

}  // namespace

std::vector<Selected> select(model::Catalog& catalog, const std::vector<std::string>& references,
                             const base::SourcePlace& where) {
  std::vector<Selected> selected;
  base::Diagnostics diagnostics;
  for (const auto& text : references) {
    try {
      select_one(catalog, text, where, selected);
    } catch (const base::InputError& error) {
      for (const auto& diagnostic : error.diagnostics()) diagnostics.add(diagnostic);
    }
  }
  diagnostics.throw_if_errors();
  return selected;
}

std::string reason_to_refuse(const model::Vehicle& vehicle, bool include_announced) {
  const auto status = *vehicle.availability.status;
  const bool only_announced =
      status == model::Status::announced || status == model::Status::cancelled;
  const auto unknown = [&](std::string_view part) {
    return fmt::format("{} cannot run: no source gives the size of its {}{}", vehicle.key(), part,
                       only_announced ? fmt::format(", and it is {}", name(status)) : "");
  };
  if (vehicle.has_motor() && !vehicle.battery.has_size()) return unknown("battery");
  if (vehicle.has_engine() && !vehicle.has_engine_size()) return unknown("engine");
  if (only_announced && !include_announced)
    return fmt::format(
        "{} is {} and runs only with --include-announced: its figures are the maker's intentions",
        vehicle.key(), name(status));
  return {};
}

std::vector<model::Vehicle> given_trims(model::Catalog& catalog, const std::string& reference,
                                        const std::vector<Override>& overrides) {
  std::vector<model::Vehicle> trims;
  if (reference.rfind(':') == std::string::npos) {
    trims = catalog.vehicle_file(reference).trims;
  } else {
    trims.push_back(catalog.vehicle(reference));
  }
  for (const auto& item : overrides) {
    const auto value =
        spec::parse_value(item.value, fmt::format("--set {}={}", item.path, item.value));
    const Path path = parse_path(item.path, value.where);
    for (auto& trim : trims)
      if (concerns(path, trim)) set(trim, path, value);
  }
  return trims;
}

}  // namespace evpickup::study
