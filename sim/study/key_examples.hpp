// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/model/catalog.hpp"

namespace evpickup::study {

/// Where a key is written in the data folder.
struct Examples {
  /// "21 of 26 vehicle files"; empty if none has it.
  std::string files;
  /// The line of the first file that has it, with its place.
  std::string line;
};

/// Looks for a key (as KeyEntry::path has it) in all files of one kind: "vehicle", "scenario",
/// "market" or "validation". Files that are no TOML are passed over.
[[nodiscard]] Examples examples_of(const model::Catalog& catalog, const std::string& file,
                                   const std::string& path);

}  // namespace evpickup::study
