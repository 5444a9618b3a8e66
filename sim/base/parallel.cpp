// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/parallel.hpp"

#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace evpickup::base {

std::size_t threads_used(int threads) {
  const int cores = tbb::info::default_concurrency();
  return static_cast<std::size_t>(threads <= 0 ? cores : std::min(threads, cores));
}

void for_each_block(std::size_t count, std::size_t block, int threads,
                    const std::function<void(std::size_t first, std::size_t last)>& work) {
  if (block == 0) throw std::logic_error("for_each_block: a block has at least one index");
  if (threads < 0) throw std::logic_error("for_each_block: a negative number of threads");

  const std::size_t blocks = count / block + (count % block != 0 ? 1 : 0);
  const auto run = [&](std::size_t index) {
    const std::size_t first = index * block;
    work(first, first + std::min(block, count - first));
  };

  // Without a choice of threads no thread is started at all.
  if (blocks <= 1 || threads == 1) {
    for (std::size_t index = 0; index < blocks; ++index) run(index);
    return;
  }

  // One task for each block: blocks are coarse, and may differ much in their work.
  tbb::task_arena arena(static_cast<int>(threads_used(threads)));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, blocks),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t index = range.begin(); index != range.end(); ++index) run(index);
        },
        tbb::simple_partitioner{});
  });
}

void for_each_part(std::size_t parts, std::size_t workers,
                   const std::function<void(std::size_t worker, std::size_t part)>& work) {
  std::atomic<std::size_t> next = 0;
  for_each_block(std::min(workers, parts), 1, static_cast<int>(workers),
                 [&](std::size_t worker, std::size_t) {
                   for (std::size_t part = next++; part < parts; part = next++) work(worker, part);
                 });
}

}  // namespace evpickup::base
