// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Folder;
using test::Outcome;

namespace {

/// A data folder with nothing in it.
void make_data_folder(const Folder& folder) {
  for (const char* name : {"vehicles", "scenarios"})
    test::fs::create_directory(folder.path() / name);
}

std::string variable(const Folder& folder) { return "EVPICKUP_DATA=" + folder.path().string(); }

}  // namespace

TEST_CASE("--data comes before EVPICKUP_DATA, which comes before the source tree") {
  const Folder by_option;
  const Folder by_variable;
  make_data_folder(by_option);
  make_data_folder(by_variable);

  const std::string option = "--data " + by_option.path().string();
  const std::string found = "data: " + by_option.path().string() + "\n";
  CHECK(contains(test::evpickup("--version " + option, variable(by_variable)).out, found));
  CHECK(contains(test::evpickup("--version", variable(by_variable)).out,
                 "data: " + by_variable.path().string() + "\n"));
  CHECK(contains(test::evpickup("--version").out, "data: " + test::source_folder().string()));
}

TEST_CASE("--data may stand before or behind the command") {
  const Folder folder;
  make_data_folder(folder);
  const std::string option = "--data " + folder.path().string();
  for (const std::string& arguments : {option + " run rd6_trims", "run rd6_trims " + option}) {
    CAPTURE(arguments);
    const Outcome outcome = test::evpickup(arguments);
    CHECK(outcome.code == 2);
    CHECK(contains(outcome.err, "there is no scenario \"rd6_trims\""));
  }
}

TEST_CASE("a folder that was named and holds no data is refused, not passed over") {
  const Folder folder;
  const Outcome option = test::evpickup("list vehicles --data " + folder.path().string());
  CHECK(option.code == 2);
  CHECK(contains(option.err, "--data"));
  CHECK(contains(option.err, "is no data folder"));

  const Outcome by_variable = test::evpickup("list vehicles", variable(folder));
  CHECK(by_variable.code == 2);
  CHECK(contains(by_variable.err, "EVPICKUP_DATA"));
}
