// SPDX-License-Identifier: Apache-2.0
#include "watched_files.hpp"

#include <algorithm>
#include <system_error>

namespace evpickup::app {

namespace fs = std::filesystem;

std::vector<fs::path> paths_read(const model::Catalog& catalog, const std::string& scenario) {
  std::vector<fs::path> paths;
  const auto add = [&](const fs::path& path) {
    std::error_code error;
    if (fs::is_regular_file(path, error) && std::ranges::find(paths, path) == paths.end())
      paths.push_back(path);
  };
  // Names inside of the data folder begin there, others where the program was started.
  for (const auto& [name, hash] : catalog.files_read()) {
    add(catalog.folder() / name);
    add(name);
  }
  add(scenario);
  return paths;
}

void WatchedFiles::add(const std::vector<fs::path>& paths) {
  for (const fs::path& path : paths) known_.try_emplace(path, state_of(path).value_or(State{}));
}

std::vector<fs::path> WatchedFiles::changed() {
  std::vector<fs::path> changed;
  for (auto& [path, known] : known_) {
    const auto now = state_of(path);
    if (!now || *now == known) continue;
    known = *now;
    changed.push_back(path);
  }
  return changed;
}

std::optional<WatchedFiles::State> WatchedFiles::state_of(const fs::path& path) {
  std::error_code error;
  State state;
  state.time = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  state.size = fs::file_size(path, error);
  return error ? std::nullopt : std::optional{state};
}

}  // namespace evpickup::app
