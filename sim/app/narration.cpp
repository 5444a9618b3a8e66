// SPDX-License-Identifier: Apache-2.0
#include "narration.hpp"

#include <fmt/format.h>

#include "terminal.hpp"

namespace evpickup::app {

void Narration::step(std::string_view what) {
  if (!verbose_) return;
  const auto now = Clock::now();
  tell(fmt::format("{}: {:.3f} s", what, std::chrono::duration<double>(now - last_).count()));
  last_ = now;
}

void Narration::rests_on(const study::Results& results) const {
  constexpr std::size_t shown_digits = 12;
  if (!verbose_) return;
  for (const auto& [name, hash] : results.inputs.files)
    tell(fmt::format("read {} (SHA-256 {}...)", name, hash.substr(0, shown_digits)));
  for (const std::string& override : results.inputs.overrides)
    tell(fmt::format("set {}", override));
  for (const std::string& sentence : results.basis)
    if (sentence.starts_with("Estimated")) tell(sentence);
}

}  // namespace evpickup::app
