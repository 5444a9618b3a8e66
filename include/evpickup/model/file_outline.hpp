// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "evpickup/spec/shape.hpp"

/// The keys of whole files, from their top: what field tables say, and the headings around it.
namespace evpickup::model {

/// Of vehicles/*.toml. Nothing in a trim is required, as it may be inherited.
[[nodiscard]] std::vector<spec::Outline> vehicle_file_outline();
/// Of scenarios/*.toml.
[[nodiscard]] std::vector<spec::Outline> scenario_file_outline();
/// Of scenarios/markets/*.toml.
[[nodiscard]] std::vector<spec::Outline> market_file_outline();
/// Of scenarios/estimates/*.toml.
[[nodiscard]] std::vector<spec::Outline> estimates_file_outline();
/// Of scenarios/exchange_rates.toml.
[[nodiscard]] std::vector<spec::Outline> exchange_rates_file_outline();
/// Of scenarios/facts/*.toml.
[[nodiscard]] std::vector<spec::Outline> facts_file_outline();

/// A kind of file that people write.
struct FileFormat {
  /// "vehicle".
  std::string_view name;
  std::string_view title;
  /// The schema's place in the data folder.
  std::string_view schema;
  std::vector<spec::Outline> (*outline)();
};
[[nodiscard]] std::span<const FileFormat> file_formats();

}  // namespace evpickup::model
