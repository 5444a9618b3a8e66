// SPDX-License-Identifier: Apache-2.0
#include "spelling.hpp"

namespace evpickup::report {

std::string spelled(std::string_view text) {
  constexpr std::string_view plain = "degC";
  std::string out(text);
  for (std::size_t at = out.find(plain); at != std::string::npos; at = out.find(plain, at))
    out.replace(at, plain.size(), "°C");
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
