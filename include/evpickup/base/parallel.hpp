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

/// Calls `work(worker, part)` for each part of [0, parts), `workers` of them at a time at most. No
/// two calls that run at a time have the same worker, so that each may have room of its own. Which
/// one works on a part is left to chance. The first exception is rethrown.
void for_each_part(std::size_t parts, std::size_t workers,
                   const std::function<void(std::size_t worker, std::size_t part)>& work);

}  // namespace evpickup::base
