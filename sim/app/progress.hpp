// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

/// How far a long study has got, on standard error.
namespace evpickup::app {

/// "[=====               ]  25 %  2,500 of 10,000 rows, 5,000/s, 2 s left". `before` rows were
/// there already and do not count for the rate.
[[nodiscard]] std::string progress_line(std::size_t done, std::size_t before, std::size_t all,
                                        double elapsed_s);

/// A line that is drawn again and again: on a terminal only, from half a second on, ten times a
/// second at most.
class Progress {
 public:
  Progress(std::size_t before, std::size_t all, bool quiet);
  void tell(std::size_t done);
  /// Takes the line away.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t before_, all_;
  bool shown_;
  bool drawn_ = false;
  Clock::time_point start_, last_;
};

}  // namespace evpickup::app
