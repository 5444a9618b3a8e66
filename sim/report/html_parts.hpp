// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"
#include "presentation.hpp"

/// Parts of the HTML page. What they give is HTML; what they take is text and is escaped here.
namespace evpickup::report {

/// Names of trucks by what tables of data call them ("radar_rd6", "kwh86"), as far as the results
/// tell them.
class TruckNames {
 public:
  explicit TruckNames(const study::Table& table);

  /// A table for people: columns "vehicle" and "trim" hold names, references such as
  /// "radar_rd6:kwh86@cn" become names as well.
  [[nodiscard]] study::Table told(study::Table table) const;
  /// The same for sentences.
  [[nodiscard]] std::vector<std::string> told(std::vector<std::string> sentences) const;

 private:
  [[nodiscard]] std::string reference(const std::string& text) const;

  std::map<std::string, std::string> models_;
  std::map<std::pair<std::string, std::string>, std::string> trims_;
};

/// What stands out in a table.
struct TableMarks {
  int baseline = -1;
  /// A column with a bar behind its numbers, and the length of each, 0 to 1.
  std::size_t bar_column = npos;
  std::vector<double> bars = {};
};

/// A table that can be sorted. `caption` is for those who do not see it.
[[nodiscard]] std::string html_table(const TextTable& text, std::string_view caption,
                                     const TableMarks& marks = {});

/// A list of sentences; addresses in them become links.
[[nodiscard]] std::string html_list(std::span<const std::string> sentences);

/// Text in which addresses are links.
[[nodiscard]] std::string html_text(std::string_view text);

/// A part of the page with its heading, and an anchor for the list of contents.
[[nodiscard]] std::string html_part(std::string_view anchor, std::string_view title,
                                    std::string_view html);

/// Something that is shown on request.
[[nodiscard]] std::string html_details(std::string_view summary, std::string_view html);

/// A chart with its numbers below.
[[nodiscard]] std::string html_chart(const study::Chart& chart, const WriteOptions& options);

/// Sheets of the trucks, and which inputs are estimated.
[[nodiscard]] std::string html_specification(const study::Specification& specification);
[[nodiscard]] std::string html_estimates(const study::Specification& specification);
/// The list of sources that the sheets refer to.
[[nodiscard]] std::string html_sources(const study::Specification& specification);

}  // namespace evpickup::report
