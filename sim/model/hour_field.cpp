// SPDX-License-Identifier: Apache-2.0
#include "hour_field.hpp"

#include <fmt/format.h>

#include "evpickup/base/text.hpp"

namespace evpickup::model {

namespace {

constexpr double last_hour = 24.0;
constexpr double minutes_per_hour = 60.0;

/// The hour that "20 h", "8:30" or "8 am" was meant to be.
std::optional<double> meant_hour(std::string_view text) {
  const auto number = base::leading_number(text);
  if (!number || number->value < 0.0) return std::nullopt;
  const std::string_view rest = base::trim(number->rest);
  double hour = number->value;
  if (rest.starts_with(":")) {
    const auto minutes = base::parse_number(rest.substr(1));
    if (!minutes) return std::nullopt;
    hour += *minutes / minutes_per_hour;
  } else if (rest == "pm" && hour < last_hour / 2) {
    hour += last_hour / 2;
  } else if (rest != "h" && rest != "am" && rest != "pm") {
    return std::nullopt;
  }
  return hour <= last_hour ? std::optional(hour) : std::nullopt;
}

}  // namespace

spec::Codec<double> hour_of_day() {
  auto codec = spec::quantity<double>({0.0, last_hour, {}});
  codec.shape.pattern = R"(^ *[0-9]+(?:\.[0-9]+)? *$)";
  codec.read = [read = codec.read](const spec::Node& node,
                                   spec::Refusal& refusal) -> std::optional<double> {
    const std::string_view text = node.is_text() ? base::trim(node.text) : std::string_view{};
    const bool bare = !node.is_text() || base::parse_number(text).has_value();
    const auto hour = bare ? read(node, refusal) : std::nullopt;
    if (hour) return hour;
    if (!bare) refusal.reason = "not a number alone";
    const auto meant = node.is_text() ? meant_hour(text) : std::nullopt;
    refusal.hint = meant  ? fmt::format("write {:.4g}", *meant)
                   : bare ? "a day has the hours 0 to 24"
                          : "an hour of the day has no unit: 6.5 is half past six";
    return std::nullopt;
  };
  return codec;
}

}  // namespace evpickup::model
