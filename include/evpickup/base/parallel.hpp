// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace evpickup::base {

/// Threads that a wish for `threads` gets, 0 meaning all cores: at least one, at most one a core.
[[nodiscard]] std::size_t threads_used(int threads);

/// Calls `work(first, last)` for blocks of at most `block` indices that cover [0, count), on up to
/// `threads` threads (0 = all cores). Blocks do not overlap, so results are the same for any number
/// of threads as long as `work` writes to its own indices only. The first exception is rethrown.
/// Throws std::logic_error for an empty block or a negative number of threads.
void for_each_block(std::size_t count, std::size_t block, int threads,
                    const std::function<void(std::size_t first, std::size_t last)>& work);

}  // namespace evpickup::base
