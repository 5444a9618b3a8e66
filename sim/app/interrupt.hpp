// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <functional>
#include <thread>

namespace evpickup::app {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not kill the process at once: `clean_up` is called
/// on a thread of its own, and the process ends with 128 + the signal's number (130 for SIGINT).
/// A signal that was ignored before stays ignored. Threads started meanwhile inherit all that; make
/// it before any other thread.
class InterruptGuard {
 public:
  explicit InterruptGuard(std::function<void()> clean_up);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  void wait();

  std::function<void()> clean_up_;
  sigset_t signals_{};
  sigset_t before_{};
  std::atomic<bool> over_ = false;
  std::thread waiting_;
};

}  // namespace evpickup::app
