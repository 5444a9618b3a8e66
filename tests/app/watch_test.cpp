// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <string>
#include <thread>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Folder;
using test::fs::path;

namespace {

constexpr const char* scenario = R"(format = 1
title = "Watched"
[duty]
cycle = "epa_udds"
ambient = "23 degC"
[compare]
vehicles = ["ford_f150_lightning:pro_sr"]
)";

/// The program in the background of a folder, with its outputs in files.
class Watch {
 public:
  explicit Watch(const Folder& folder) : out_(folder.path() / "out"), err_(folder.path() / "err") {
    process_ = fork();
    if (process_ == 0) {
      const std::string command =
          fmt::format("cd '{}' && exec env -u COLUMNS -u EVPICKUP_DATA '{}' watch s.toml >'{}' "
                      "2>'{}'",
                      folder.path().string(), EVPICKUP_TEST_BINARY, out_.string(), err_.string());
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
  }
  ~Watch() {
    if (process_ > 0) (void)interrupt();
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// True once the output, or what stands on standard error, has the text.
  [[nodiscard]] bool tells(const std::string& text) const {
    constexpr int tries = 600;
    for (int i = 0; i < tries; ++i) {
      if (contains(test::read(out_), text) || contains(test::read(err_), text)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    INFO(test::read(out_));
    INFO(test::read(err_));
    CHECK_MESSAGE(false, "it does not tell ", text);
    return false;
  }

  int interrupt() {
    kill(process_, SIGINT);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  path out_;
  path err_;
  pid_t process_ = 0;
};

}  // namespace

TEST_CASE("a change of the scenario is run, and what moved is told") {
  const Folder folder;
  test::write(folder.path() / "s.toml", scenario);
  Watch watch(folder);
  REQUIRE(watch.tells("watching"));
  test::write(folder.path() / "s.toml",
              test::replaced(scenario, "ambient = \"23 degC\"", "ambient = \"-7 degC\""));
  CHECK(watch.tells("changed: s.toml"));
  CHECK(watch.tells("range, km"));
  CHECK(watch.tells(" %"));
  CHECK(watch.interrupt() == 130);
}

TEST_CASE("a mistake is told and the watching goes on") {
  const Folder folder;
  test::write(folder.path() / "s.toml", scenario);
  Watch watch(folder);
  REQUIRE(watch.tells("watching"));
  test::write(folder.path() / "s.toml", test::replaced(scenario, "ambient", "ambeint"));
  CHECK(watch.tells("did you mean \"ambient\"?"));
  test::write(folder.path() / "s.toml", test::replaced(scenario, "23 degC", "5 degC"));
  CHECK(watch.tells("range, km"));
  CHECK(watch.interrupt() == 130);
}

TEST_CASE("a scenario that does not run is no scenario to watch") {
  const Folder folder;
  test::write(folder.path() / "s.toml", "format = 1\n");
  CHECK(test::evpickup_in(folder.path(), "watch s.toml").code == 2);
  CHECK(test::evpickup("watch rd6_trims -o x.csv").code == 2);
}
