// SPDX-License-Identifier: Apache-2.0
#include "text_output.hpp"

#include <fmt/format.h>

#include "terminal.hpp"

namespace evpickup::app {

TextOutput::TextOutput(const std::string& path, bool quiet) : quiet_(quiet) {
  if (!path.empty() && path != "-") file_.emplace(path);
}

void TextOutput::write(std::string_view text) {
  if (!file_) {
    print(text);
    return;
  }
  file_->commit(text);
  if (!quiet_) tell(fmt::format("wrote {}", file_->target().string()));
}

}  // namespace evpickup::app
