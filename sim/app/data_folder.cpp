// SPDX-License-Identifier: Apache-2.0
#include "data_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/version.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

bool is_data_folder(const fs::path& folder) {
  return std::ranges::all_of(std::initializer_list<const char*>{"vehicles", "scenarios"},
                             [&](const char* name) {
                               std::error_code error;
                               return fs::is_directory(folder / name, error);
                             });
}

/// A folder that somebody asked for: it is used or refused, never passed over.
fs::path chosen(const fs::path& folder, const char* by) {
  if (is_data_folder(folder)) return folder;
  throw base::InputError(
      fmt::format("{} \"{}\" is no data folder: a data folder has vehicles/ and scenarios/", by,
                  folder.string()));
}

}  // namespace

std::vector<DataPlace> usual_data_places() {
  std::vector<DataPlace> places{{fs::path{source_data_dir}, "the source tree of the build"}};
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    places.push_back({(binary.parent_path() / data_dir_from_binary).lexically_normal(),
                      "the install prefix of the binary"});
  }
  places.push_back({fs::path{install_data_dir}, "the install prefix of the build"});
  return places;
}

fs::path find_data_folder(const std::string& option) {
  if (!option.empty()) return chosen(option, "--data");
  const char* variable = std::getenv("EVPICKUP_DATA");
  if (variable != nullptr && *variable != '\0') return chosen(variable, "EVPICKUP_DATA");

  std::string looked;
  for (const DataPlace& place : usual_data_places()) {
    if (is_data_folder(place.folder)) return place.folder;
    looked += fmt::format("\n   looked in {} ({})", place.folder.string(), place.reason);
  }
  throw base::InputError(
      fmt::format("no data folder with vehicles/ and scenarios/ was found{}", looked),
      "name it with --data DIR or the variable EVPICKUP_DATA");
}

}  // namespace evpickup::app
