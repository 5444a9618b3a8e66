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
/// Key and label in the cash view of an item that is a share of all others: with a loan or a lease
/// the views differ in them, and the ledger holds one for each. Empty for other items.
[[nodiscard]] std::string cash_key(const cost::ItemRow& row);
[[nodiscard]] std::string cash_label(const cost::ItemRow& row);

}  // namespace evpickup::study
