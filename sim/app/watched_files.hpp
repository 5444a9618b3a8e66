// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"

namespace evpickup::app {

/// The files that a catalog has read so far, as paths from here; the scenario is named as it was
/// typed, and is among them although it may not have been readable.
[[nodiscard]] std::vector<std::filesystem::path> paths_read(const model::Catalog& catalog,
                                                            const std::string& scenario);

/// Files whose changes are noticed by their time and size.
class WatchedFiles {
 public:
  /// Watches these too from now on. Known ones keep what is known of them, so that a change during
  /// a run is not missed.
  void add(const std::vector<std::filesystem::path>& paths);
  [[nodiscard]] std::size_t count() const { return known_.size(); }
  /// Those that differ from what they were when last asked. A file that is away for a moment, as
  /// editors do it when they save, has changed when it is back.
  [[nodiscard]] std::vector<std::filesystem::path> changed();

 private:
  struct State {
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    bool operator==(const State&) const = default;
  };
  [[nodiscard]] static std::optional<State> state_of(const std::filesystem::path& path);

  std::map<std::filesystem::path, State> known_;
};

}  // namespace evpickup::app
