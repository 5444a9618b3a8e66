// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

/// The list of writers: results to text, one row for each form. A new form is a file and a row.
namespace evpickup::report {

struct Writer {
  /// As `--format` says it.
  std::string_view name;
  /// With its dot: ".csv".
  std::string_view extension;
  std::string_view help;
  /// Throws base::InputError for an unknown column in the options, std::logic_error for results
  /// that contradict themselves (a row of the wrong length, a number that is not finite).
  std::string (*write)(const study::Results&, const WriteOptions&);
  /// Holds everything in the units of the keys: no choice of columns or units changes it.
  bool whole = false;
};

[[nodiscard]] std::span<const Writer> writers();

/// The writer of that name. Throws base::InputError with did-you-mean.
[[nodiscard]] const Writer& writer_named(std::string_view name);

/// The writer whose extension `path` ends in, in any case. Throws base::InputError that names all.
[[nodiscard]] const Writer& writer_for(std::string_view path);

}  // namespace evpickup::report
