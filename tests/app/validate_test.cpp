// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::evpickup_in;
using test::Folder;
using test::Outcome;

namespace {

/// Without the spaces at the ends of lines that the table writer may leave.
std::string lines_of(const std::string& text) {
  std::string out = text;
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("validate tells measured and predicted figures, and the summary") {
  const Outcome outcome = test::evpickup("validate --kind certified,payload");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  for (const char* part :
       {"certified trucks", "payload", "Summary", "pro_sr", "Shown, not counted"}) {
    CAPTURE(part);
    CHECK(contains(outcome.out, part));
  }
  CHECK(!contains(outcome.out, "fast charging"));
}

TEST_CASE("a bar that is missed is said, the table stands, and the exit code is 1") {
  const Folder folder;
  namespace fs = std::filesystem;
  for (const char* name : {"vehicles", "scenarios"})
    fs::create_symlink(test::source_folder() / name, folder.path() / name);
  fs::create_directories(folder.path() / "tests" / "validation");
  test::write(folder.path() / "tests" / "validation" / "acceleration.toml",
              "format = 1\ntitle = \"Test\"\n[sources]\npress = { title = \"A rumour\", kind = "
              "\"press\" }\n[[row]]\nvehicle = \"rivian_r1t:quad_large_2022\"\nquantity = "
              "\"accel_0_60mph\"\nmeasured = { value = \"9 s\", source = \"press\" }\n");
  const Outcome outcome = evpickup_in(folder.path(), "validate --data . --kind acceleration");
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, "A rumour"));
  CHECK(contains(outcome.err, "bar missed: acceleration: mean absolute error"));
}

TEST_CASE("validation as JSON holds every row with its source, in the units of the rows") {
  const auto json =
      nlohmann::json::parse(test::evpickup("validate --kind towing --format json").out);
  REQUIRE(!json["rows"].empty());
  for (const auto& row : json["rows"]) {
    CHECK(row["measured"].is_number());
    CHECK(row["predicted"].is_number());
    CHECK(!row["source"].get<std::string>().empty());
    CHECK(!row["unit"].get<std::string>().empty());
  }
}

TEST_CASE("--units us turns the figures of each row by its own unit") {
  const Outcome outcome = test::evpickup("validate --kind towing --units us");
  CHECK(contains(outcome.out, " mi "));
  CHECK(contains(outcome.out, "kWh/100 mi"));
  CHECK(!contains(outcome.out, " km "));
}

TEST_CASE("without its files validate says where they should be") {
  const Folder folder;
  for (const char* name : {"vehicles", "scenarios"})
    std::filesystem::create_symlink(test::source_folder() / name, folder.path() / name);
  const Outcome outcome = evpickup_in(folder.path(), "validate --data .");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "there is no file of comparisons \"certified\""));
}

// Minutes under sanitizers, which see every part of it in the other tests.
TEST_CASE("docs/validation.md is what the program prints today" * doctest::skip(test::sanitized)) {
  const std::string page = test::read(test::source_folder() / "docs" / "validation.md");
  const std::string mark = "<!-- page of: evpickup validate --format md -->\n\n";
  REQUIRE(page.starts_with(mark));
  const Outcome outcome = test::evpickup("validate --format md", "LANG=C.UTF-8");
  INFO("run scripts/refresh-docs");
  CHECK(lines_of(page.substr(mark.size())) == lines_of(outcome.out));
}
