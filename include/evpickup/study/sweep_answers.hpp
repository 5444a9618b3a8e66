// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/model/study_settings.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::study {

/// What a sweep over one numeric axis answers, for each truck in each market: the least value that
/// meets the scenario's requirements, the value of least cost, up to where a larger value lowers
/// the total cost, and what a kilometre of range costs on the way. Values are those of the axis;
/// nothing is interpolated. Values with which the truck falls behind the speed trace (the column
/// missed_percent) are left out while others do not. Nothing for grids, for axes of words, and
/// where no question applies. `axis` is the axis's column in `table`. Throws InputError for a
/// requirement on a column that the table does not have.
[[nodiscard]] std::optional<Section> sweep_answers(const Table& table, const Column& axis,
                                                   const std::vector<model::Constraint>& required);

/// Rows whose trucks fall behind the speed trace, by the column missed_percent, while others do
/// not: none of their figures is the best of its column.
[[nodiscard]] std::vector<std::size_t> rows_behind(const Table& table);

}  // namespace evpickup::study
