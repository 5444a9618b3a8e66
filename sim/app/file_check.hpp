// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/catalog.hpp"

namespace evpickup::app {

enum class FileKind {
  vehicle,
  market,
  scenario,
  exchange_rates,
  estimates,
  market_facts,
  validation,
  cycle,
  route
};

[[nodiscard]] std::string_view name(FileKind kind);

/// What a file is: a .csv file is a route if it has a column of distances, else a drive cycle, and
/// a .toml file is what the tables in it say, else what the folder says that it lies in. Throws
/// base::InputError if neither tells, and for a text that is no TOML.
[[nodiscard]] FileKind kind_of(const std::filesystem::path& path,
                               const std::shared_ptr<const base::SourceText>& text);

/// Checks files one by one. A scenario's trucks, markets and cycles are looked up in the data
/// folder, which is searched for when the first scenario comes.
class FileChecker {
 public:
  /// `data` is the value of --data, empty if it was not given.
  explicit FileChecker(std::string data) : data_(std::move(data)) {}

  struct Finding {
    std::optional<FileKind> kind;
    /// Errors and warnings; empty for a good file.
    std::vector<base::Diagnostic> diagnostics;
  };
  [[nodiscard]] Finding check(const std::filesystem::path& path);

 private:
  void read(FileKind kind, const std::filesystem::path& path,
            const std::shared_ptr<const base::SourceText>& text, base::Diagnostics& findings);
  /// Tables named like markets belong to markets that there are.
  void check_market_names(const std::optional<spec::Node>& tables, base::Diagnostics& findings);
  /// The markets of facts and events are markets that there are.
  void check_fact_markets(const model::MarketFacts& file, base::Diagnostics& findings);
  void check_references(const model::Scenario& scenario, base::Diagnostics& findings);
  model::Catalog& catalog();

  std::string data_;
  std::unique_ptr<model::Catalog> catalog_;
};

}  // namespace evpickup::app
