// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "evpickup/cost/items.hpp"
#include "evpickup/study/metrics.hpp"
#include "key_entries.hpp"

/// Words that explanations and reference pages share.
namespace evpickup::study {

[[nodiscard]] Column text_column(std::string key, std::string label);

/// What the program assumes for a key that nobody gives; empty for nothing.
[[nodiscard]] std::string standard_of(const KeyEntry& entry);

/// What a column is made of.
[[nodiscard]] std::string basis_of(const Metric& metric);
/// "lower is better", "higher is better" or nothing.
[[nodiscard]] std::string_view better_of(const Column& column);

/// An item's key and label, with NAME where items are named.
[[nodiscard]] std::string key_of(const cost::ItemRow& row);
[[nodiscard]] std::string label_of(const cost::ItemRow& row);

}  // namespace evpickup::study
