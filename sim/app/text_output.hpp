// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "evpickup/base/file.hpp"

namespace evpickup::app {

/// One text for standard output ("" or "-") or a file that appears whole or not at all. A place
/// that cannot be written fails before any work (base::InputError).
class TextOutput {
 public:
  TextOutput(const std::string& path, bool quiet);
  void write(std::string_view text);

 private:
  std::optional<base::AtomicFile> file_;
  bool quiet_;
};

}  // namespace evpickup::app
