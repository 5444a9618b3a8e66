// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "evpickup/study/row_stream.hpp"

/// The list of studies whose rows can be written in place of their tables.
namespace evpickup::app {

struct RowStudy {
  /// As `--rows` says it: the scenario's own section.
  std::string_view name;
  /// What a row is of.
  std::string_view help;
  /// True if a scenario has the study.
  bool (*is_in)(const model::Scenario& scenario);
  study::RowStream (*stream)(model::Catalog& catalog, model::Scenario scenario,
                             const study::RunOptions& options);
};

[[nodiscard]] std::span<const RowStudy> row_studies();

/// The study of that name. Throws base::InputError with did-you-mean.
[[nodiscard]] const RowStudy& row_study_named(std::string_view name);

}  // namespace evpickup::app
