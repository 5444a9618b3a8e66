// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

/// Files that are part of the program: those of web/, and the chart runtime of npm packages where
/// the build had them (cmake/chart_runtime.cmake).
namespace evpickup::report {

[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();
/// Copyright and licences of what the runtime is made of.
[[nodiscard]] std::string_view notices();

/// One file of the chart runtime.
struct RuntimePart {
  std::string_view package;
  std::string_view version;
  /// Its path in the package.
  std::string_view file;
  /// Of the file's bytes, as Subresource Integrity says it.
  std::string_view integrity;
  /// Empty if the program was built without the runtime.
  std::string_view text;

  /// Where a browser finds the same file.
  [[nodiscard]] std::string address() const;
};

/// All files of the runtime in the order in which a page needs them.
[[nodiscard]] std::span<const RuntimePart> chart_runtime();
/// True if the program holds the runtime.
[[nodiscard]] bool has_chart_runtime();

}  // namespace evpickup::report
