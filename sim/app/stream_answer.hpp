// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "evpickup/study/row_stream.hpp"
#include "exit_code.hpp"
#include "output.hpp"
#include "row_stamp.hpp"

namespace evpickup::app {

/// How rows are streamed.
struct StreamOptions {
  /// Goes on behind the rows that are in the file.
  bool resume = false;
  Shard shard;
  int threads = 0;
  bool quiet = false;
};

/// Writes the rows of the stream that `begin` gives to their destination as they come, whose writer
/// writes row by row. An interrupt leaves whole rows and tells how to go on. Afterwards notes, and
/// what the numbers rest on, are told on standard error.
[[nodiscard]] ExitCode answer_by_rows(const std::function<study::RowStream()>& begin,
                                      const Destination& destination, const StreamOptions& options);

}  // namespace evpickup::app
