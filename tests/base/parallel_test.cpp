// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/parallel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace base = evpickup::base;

TEST_CASE("every index is covered once, for any count, block and number of threads") {
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 1000U}) {
    for (const std::size_t block : {1U, 8U, 2000U}) {
      for (const int threads : {0, 1, 2, 5}) {
        CAPTURE(count);
        CAPTURE(block);
        CAPTURE(threads);
        std::vector<int> visits(count, 0);
        std::atomic<bool> well_formed = true;
        base::for_each_block(count, block, threads, [&](std::size_t first, std::size_t last) {
          const bool good = first < last && last <= count && last - first <= block;
          if (!good) well_formed = false;
          for (std::size_t i = first; i < std::min(last, count); ++i) ++visits[i];
        });
        CHECK(well_formed);
        CHECK(std::ranges::count(visits, 1) == static_cast<std::ptrdiff_t>(count));
      }
    }
  }
}

TEST_CASE("no more threads than asked for work at the same time") {
  std::atomic<int> working = 0;
  std::atomic<int> most = 0;
  base::for_each_block(64, 1, 2, [&](std::size_t, std::size_t) {
    most = std::max(most.load(), ++working);
    std::this_thread::sleep_for(std::chrono::microseconds(200));
    --working;
  });
  CHECK(most >= 1);
  CHECK(most <= 2);
}

TEST_CASE("no wish for threads gets one for each core, and a wish for many no more") {
  const std::size_t cores = base::threads_used(0);
  CHECK(cores >= 1);
  CHECK(base::threads_used(1) == 1);
  CHECK(base::threads_used(100'000) == cores);
}

TEST_CASE("each part is worked on once, and no worker at two parts at a time") {
  for (const std::size_t workers : {1, 2, 5}) {
    CAPTURE(workers);
    std::vector<std::atomic<int>> done(100);
    std::vector<std::atomic<int>> busy(workers);
    std::atomic<bool> alone = true;
    base::for_each_part(done.size(), workers, [&](std::size_t worker, std::size_t part) {
      REQUIRE(worker < workers);
      if (busy[worker]++ > 0) alone = false;
      ++done[part];
      --busy[worker];
    });
    CHECK(alone);
    for (const auto& times : done) CHECK(times == 1);
  }
  base::for_each_part(0, 3, [](std::size_t, std::size_t) { FAIL("there is no part"); });
}

TEST_CASE("one thread means the caller's, in order") {
  const auto caller = std::this_thread::get_id();
  std::vector<std::size_t> starts;
  base::for_each_block(10, 4, 1, [&](std::size_t first, std::size_t) {
    CHECK(std::this_thread::get_id() == caller);
    starts.push_back(first);
  });
  CHECK(starts == std::vector<std::size_t>{0, 4, 8});
}

TEST_CASE("an exception reaches the caller") {
  for (const int threads : {1, 4}) {
    CAPTURE(threads);
    CHECK_THROWS_WITH_AS(base::for_each_block(100, 1, threads,
                                              [](std::size_t first, std::size_t) {
                                                if (first == 42)
                                                  throw std::runtime_error("lane 42");
                                              }),
                         "lane 42", std::runtime_error);
  }
}

TEST_CASE("blocks may start blocks of their own") {
  std::atomic<int> sum = 0;
  base::for_each_block(4, 1, 2, [&](std::size_t, std::size_t) {
    base::for_each_block(5, 1, 2, [&](std::size_t, std::size_t) { ++sum; });
  });
  CHECK(sum == 20);
}

TEST_CASE("an empty block or a negative number of threads is a fault of the program") {
  const auto nothing = [](std::size_t, std::size_t) {};
  CHECK_THROWS_AS(base::for_each_block(1, 0, 1, nothing), std::logic_error);
  CHECK_THROWS_AS(base::for_each_block(1, 1, -1, nothing), std::logic_error);
}
