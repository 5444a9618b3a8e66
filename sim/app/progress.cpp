// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::app {

namespace {

constexpr auto first_after = std::chrono::milliseconds(500);
constexpr auto again_after = std::chrono::milliseconds(100);
constexpr std::size_t bar_width = 20;

/// "45 s", "3 min", "2.5 h".
std::string duration_text(double seconds) {
  constexpr double minute_s = 60.0;
  constexpr double hour_s = 3600.0;
  if (seconds < 2 * minute_s) return fmt::format("{:.0f} s", seconds);
  if (seconds < 2 * hour_s) return fmt::format("{:.0f} min", seconds / minute_s);
  return fmt::format("{:.1f} h", seconds / hour_s);
}

bool can_redraw() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

}  // namespace

std::string progress_line(std::size_t done, std::size_t before, std::size_t all, double elapsed_s,
                          std::string_view what) {
  const double share = all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 1.0;
  const double per_s = static_cast<double>(done - before) / std::max(elapsed_s, 1e-3);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
  std::string line =
      fmt::format("[{:<20}] {:3.0f} %  {} of {} {}, {}/s", std::string(filled, '='), 100.0 * share,
                  base::grouped(static_cast<double>(done), 0),
                  base::grouped(static_cast<double>(all), 0), what, base::grouped(per_s, 0));
  if (per_s > 0.0)
    line += fmt::format(", {} left", duration_text(static_cast<double>(all - done) / per_s));
  return line;
}

Progress::Progress(std::size_t before, std::size_t all, bool quiet, std::string what)
    : before_(before),
      all_(all),
      what_(std::move(what)),
      shown_(!quiet && can_redraw()),
      start_(Clock::now()),
      last_(start_) {}

void Progress::tell(std::size_t done) {
  if (!shown_) return;
  const auto now = Clock::now();
  if (now - start_ < first_after || (drawn_ && now - last_ < again_after)) return;
  last_ = now;
  drawn_ = true;
  const double elapsed_s = std::chrono::duration<double>(now - start_).count();
  fmt::print(stderr, "\r{}\x1b[K", progress_line(done, before_, all_, elapsed_s, what_));
}

void Progress::clear() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
  drawn_ = false;
}

study::TellProgress shown_progress(bool quiet) {
  return [quiet, line = std::shared_ptr<Progress>()](std::size_t done, std::size_t all,
                                                     std::string_view what) mutable {
    if (done == 0 || line == nullptr)
      line = std::make_shared<Progress>(0, all, quiet, std::string{what});
    line->tell(done);
    if (done >= all) line.reset();
  };
}

}  // namespace evpickup::app
