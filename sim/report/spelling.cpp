// SPDX-License-Identifier: Apache-2.0
#include "spelling.hpp"

#include <array>
#include <utility>

namespace evpickup::report {

std::string spelled(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> spellings{
      {{"degC", "°C"}, {"m^2", "m²"}, {"m^3", "m³"}}};
  std::string out(text);
  for (const auto& [plain, full] : spellings)
    for (std::size_t at = out.find(plain); at != std::string::npos; at = out.find(plain, at))
      out.replace(at, plain.size(), full);
  return out;
}

std::string escaped_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += letter;
    }
  }
  return out;
}

}  // namespace evpickup::report
