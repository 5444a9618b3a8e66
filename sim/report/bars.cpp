// SPDX-License-Identifier: Apache-2.0
#include "bars.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/base/text.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

constexpr std::size_t longest_label = 44;
constexpr std::size_t longest_bar = 48;
constexpr std::size_t shortest_bar = 8;
constexpr std::size_t gap = 2;

/// A bar of `share` of `width` columns.
std::string bar_of(double share, std::size_t width, bool utf8) {
  constexpr double parts = 8.0;
  const double columns = std::clamp(share, 0.0, 1.0) * static_cast<double>(width);
  if (!utf8) return repeated("#", static_cast<std::size_t>(std::lround(columns)));
  constexpr std::string_view ends[] = {"",       "\u258f", "\u258e", "\u258d",
                                       "\u258c", "\u258b", "\u258a", "\u2589"};
  const auto eighths = static_cast<std::size_t>(std::lround(columns * parts));
  return repeated("\u2588", eighths / 8) + std::string{ends[eighths % 8]};
}

/// The label in one line; what is too long is cut.
std::string label_of(const Bar& bar, std::size_t width) {
  return pad_right(wrap(bar.label, width).front(), width);
}

}  // namespace

std::string draw_bars(const std::vector<Bar>& bars, const Page& page) {
  std::size_t label = 0;
  std::size_t text = 0;
  double largest = 0.0;
  for (const Bar& bar : bars) {
    label = std::max(label, base::code_points(bar.label));
    text = std::max(text, base::code_points(bar.text));
    largest = std::max(largest, bar.value);
  }
  if (largest <= 0.0) return {};
  const std::size_t taken = text + 2 * gap + 1;
  label = std::min({label, longest_label, page.width - std::min(page.width, taken + shortest_bar)});
  const std::size_t room = page.width - std::min(page.width, label + taken);
  const std::size_t width = std::min(longest_bar, std::max(room, shortest_bar));

  std::string out;
  for (const Bar& bar : bars) {
    const std::string drawn = bar_of(bar.value / largest, width, page.options.utf8);
    out += label_of(bar, label) + std::string(gap, ' ');
    out += bar.best ? page.style.best(drawn) : drawn;
    out += std::string(width - base::code_points(drawn) + gap, ' ');
    out += pad_left(bar.text, text) + (bar.best ? "*" : "") + "\n";
  }
  return out;
}

}  // namespace evpickup::report
