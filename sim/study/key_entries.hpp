// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/spec/shape.hpp"

/// Keys of files as explanations need them: by path, with defaults and uses.
namespace evpickup::study {

/// A key of a format, a value or a section.
struct KeyEntry {
  /// "vehicle", "scenario", "market", "estimates", "exchange_rates", "facts" or "validation".
  std::string file;
  /// As --set has it, a market's without `market.ID`: "body.mass", "duty.cycles[].share".
  std::string path;
  spec::Outline outline;
};

/// Every key of every format, sections before what stands in them; those of a truck once, and not
/// for [base] and [trim] each.
[[nodiscard]] std::vector<KeyEntry> key_entries();

/// True if `path` may be written as `word`: "price.abroad.NAME" as "price.abroad.us",
/// "duty.cycles[].share" as "duty.cycles.share".
[[nodiscard]] bool is_written_as(std::string_view path, std::string_view word);

/// What the program assumes where nobody gives a value, by file and path ("scenario duty.years").
[[nodiscard]] std::map<std::string, std::string> standard_values();

/// What a section is for, and the page that tells more.
[[nodiscard]] std::string_view use_of(const KeyEntry& entry);

/// What an entry is: "key of a vehicle", "list of tables of a file of facts".
[[nodiscard]] std::string kind_of(const KeyEntry& entry);

/// How a kind of file is called in a sentence: "vehicle", "file of exchange rates".
[[nodiscard]] std::string file_name(std::string_view file);

}  // namespace evpickup::study
