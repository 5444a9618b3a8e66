// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "evpickup/study/run.hpp"

/// How far a long study has got, on standard error.
namespace evpickup::app {

/// "[=====               ]  25 %  2,500 of 10,000 rows, 5,000/s, 2 s left", `what` being "rows".
/// `before` of them were there already and do not count for the rate.
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t before, std::size_t all,
                                        double elapsed_s, std::string_view what);

/// A line that is drawn again and again: on a terminal only, from half a second on, ten times a
/// second at most.
class Progress {
 public:
  Progress(std::size_t before, std::size_t all, bool quiet, std::string what = "rows");
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void tell(std::size_t done);
  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t before_, all_;
  std::string what_;
  bool shown_;
  bool drawn_ = false;
  Clock::time_point start_, last_;
};

/// What studies tell of their way (study::RunOptions::progress), as one such line after the other.
[[nodiscard]] study::TellProgress shown_progress(bool quiet);

}  // namespace evpickup::app
