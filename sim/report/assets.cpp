// SPDX-License-Identifier: Apache-2.0
#include "assets.hpp"

#include <fmt/format.h>

#include <array>

#include "chart_runtime.inc"

// Labels around the files, from the generated assets.S.
extern "C" const char evpickup_page_style_begin[];
extern "C" const char evpickup_page_style_end[];
extern "C" const char evpickup_page_script_begin[];
extern "C" const char evpickup_page_script_end[];
extern "C" const char evpickup_notices_begin[];
extern "C" const char evpickup_notices_end[];

namespace evpickup::report {

std::string_view page_style() { return {evpickup_page_style_begin, evpickup_page_style_end}; }
std::string_view page_script() { return {evpickup_page_script_begin, evpickup_page_script_end}; }
std::string_view notices() { return {evpickup_notices_begin, evpickup_notices_end}; }

std::string RuntimePart::address() const {
  return fmt::format("https://cdn.jsdelivr.net/npm/{}@{}/{}", package, version, file);
}

std::span<const RuntimePart> chart_runtime() {
  static const auto parts = generated_runtime();
  return parts;
}

bool has_chart_runtime() { return !chart_runtime().front().text.empty(); }

}  // namespace evpickup::report
