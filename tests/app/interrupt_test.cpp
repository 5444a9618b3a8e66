// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "process.hpp"

using namespace evpickup;
using test::Folder;

namespace {

/// Starts the program in `folder` with a file to write, silently; its process id. It returns when
/// that file is open, or after some patience.
pid_t start_long_run(const Folder& folder, bool ignore_hang_up) {
  const auto text = test::read(test::source_folder() / "scenarios" / "battery_sweep_rd6.toml");
  test::write(folder.path() / "long.toml",
              test::replaced(text, "step = \"5 kWh\"", "step = \"0.05 kWh\""));
  const pid_t child = fork();
  if (child == 0) {
    const int silence = open("/dev/null", O_WRONLY);
    dup2(silence, STDOUT_FILENO);
    dup2(silence, STDERR_FILENO);
    if (ignore_hang_up) signal(SIGHUP, SIG_IGN);
    if (chdir(folder.path().c_str()) != 0) _exit(99);
    execl(EVPICKUP_TEST_BINARY, "evpickup", "run", "long.toml", "-o", "a.json", nullptr);
    _exit(99);
  }

  // Files are opened before the work begins.
  constexpr int patience = 20000;
  for (int i = 0; i < patience && folder.names().size() < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return child;
}

/// The exit code of the process, -1 if it did not end by itself.
int code_of(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("an interrupted run removes its unfinished files and ends with 130") {
  const Folder folder;
  const pid_t child = start_long_run(folder, false);
  REQUIRE(child > 0);
  REQUIRE(folder.names().size() == 2);
  kill(child, SIGINT);
  CHECK(code_of(child) == 130);
  CHECK(folder.names() == std::vector<std::string>{"long.toml"});
}

TEST_CASE("a run that was started to outlive its terminal does") {
  const Folder folder;
  const pid_t child = start_long_run(folder, true);
  REQUIRE(child > 0);
  REQUIRE(folder.names().size() == 2);
  kill(child, SIGHUP);
  kill(child, SIGTERM);
  CHECK(code_of(child) == 128 + SIGTERM);
}
