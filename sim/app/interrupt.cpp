// SPDX-License-Identifier: Apache-2.0
#include "interrupt.hpp"

#include <unistd.h>

#include <utility>

namespace evpickup::app {

namespace {

/// What a shell reports for a process that a signal ended.
constexpr int code_of_signals = 128;
/// Wakes the waiting thread up when nothing is left to guard.
constexpr int wake_up = SIGUSR2;

/// Who starts a program may want it to outlive a signal, as nohup does.
bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

InterruptGuard::InterruptGuard(std::function<void()> clean_up) : clean_up_(std::move(clean_up)) {
  // Blocked signals stay pending until the waiting thread takes them.
  sigemptyset(&signals_);
  sigaddset(&signals_, wake_up);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!is_ignored(signal)) sigaddset(&signals_, signal);
  }
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiting_ = std::thread([this] { wait(); });
}

InterruptGuard::~InterruptGuard() {
  over_ = true;
  pthread_kill(waiting_.native_handle(), wake_up);
  waiting_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void InterruptGuard::wait() {
  int signal = 0;
  if (sigwait(&signals_, &signal) != 0 || over_) return;
  clean_up_();
  _exit(code_of_signals + signal);
}

}  // namespace evpickup::app
