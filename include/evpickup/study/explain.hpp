// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/results.hpp"

/// What the words of files and results mean, told from the tables that define them.
namespace evpickup::study {

/// A key of a file or of --set, a section, a column of results or an item of the ledger: what it
/// is, what it accepts, its default or the rule that estimates it, where it is used, and a line of
/// a file that has it, if there is a catalog. The last part of a path is enough. Throws
/// base::InputError with did-you-mean for a word that nothing knows.
[[nodiscard]] Results explain(const model::Catalog* catalog, const std::string& word);

/// The sections of all files, with the number of their keys.
[[nodiscard]] Results explain_sections();

/// Reference pages: every key of the files, every column of results with the items of the ledger.
[[nodiscard]] Results reference_of_keys();
[[nodiscard]] Results reference_of_metrics();

/// The words that `explain` knows, without those of lists and free names.
[[nodiscard]] std::vector<std::string> explainable();

}  // namespace evpickup::study
