// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "evpickup/report/unit_system.hpp"

namespace evpickup::report {

/// How results are told to people. CSV and JSON hold everything and take none of it.
struct WriteOptions {
  /// Columns of text that a terminal shows, at least 40.
  std::size_t width = 120;
  UnitSystem units = UnitSystem::si;
  /// Keys of the columns to show, in this order; empty for those that the results themselves
  /// choose.
  std::vector<std::string> columns = {};
  /// False: nothing but ASCII is added to the results' own texts.
  bool utf8 = true;
  /// Bold headings, blue and orange numbers and dim notes by terminal escapes.
  bool colour = false;
  /// False leaves out the further tables and what the numbers rest on.
  bool details = true;
  /// The command line that gave the results, for pages that tell how to repeat them; may be empty.
  std::string command = {};
  /// Numbers of the table as differences to its baseline, or to its first row.
  bool deltas = false;
};

}  // namespace evpickup::report
