// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "evpickup/base/text.hpp"
#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::evpickup_in;
using test::Folder;
using test::Outcome;

namespace {

std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (const auto& line : base::split(text, '\n')) width = std::max(width, base::code_points(line));
  return width;
}

/// The shipped scenario on the RD6's trims with another list of what to write.
void write_scenario(const Folder& folder, const std::string& list) {
  const auto text = test::read(test::source_folder() / "scenarios" / "rd6_trims.toml");
  test::write(folder.path() / "mine.toml",
              test::replaced(text, "write = [\"table\"]", "write = " + list));
}

}  // namespace

TEST_CASE("--format json writes evpickup.results/1 and nothing else on standard output") {
  const Outcome outcome = test::evpickup("run rd6_trims --format json");
  REQUIRE(outcome.code == 0);
  const auto json = nlohmann::json::parse(outcome.out);
  CHECK(json["schema"] == "evpickup.results/1");
  CHECK(json["scenario"] == "rd6_trims");
  CHECK(json["rows"].size() == 3);
}

TEST_CASE("--format csv writes a line a row") {
  const Outcome outcome = test::evpickup("run rd6_trims --format csv");
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.starts_with("vehicle,trim,market,duty,mode,battery_usable_kwh,mass_kg,"));
  CHECK(std::ranges::count(outcome.out, '\n') == 4);
}

TEST_CASE("the table fits the terminal's width, by default 120") {
  CHECK(widest(test::evpickup("run rd6_vs_us_trucks").out) <= 120);
  const Outcome narrow = test::evpickup("run rd6_trims", "COLUMNS=70");
  CHECK(narrow.code == 0);
  CHECK(widest(narrow.out) <= 70);
  CHECK(contains(narrow.out, "Left out"));
}

TEST_CASE("the facts of the markets are listed in every form, what makers decided with them") {
  const Outcome table = test::evpickup("list market-facts");
  REQUIRE(table.code == 0);
  CHECK(widest(table.out) <= 120);
  CHECK(contains(table.out, "23,500"));
  CHECK(contains(table.out, "Ford ends the battery-electric F-150 Lightning"));
  CHECK(!contains(table.out, "Left out"));

  const Outcome csv = test::evpickup("list market-facts --format csv");
  CHECK(csv.out.starts_with("market_name,period,of,quantity,count,growth_percent,share_percent,"));
  CHECK(std::ranges::count(csv.out, '\n') == 22);

  const Outcome json = test::evpickup("list market-facts --format json");
  const auto parsed = nlohmann::json::parse(json.out);
  CHECK(parsed["rows"].size() == 21);
  CHECK(parsed["rows"][0]["verdict"] == "contradicted");
  CHECK(parsed["sections"][0]["key"] == "market_events");

  const Outcome markdown = test::evpickup("list market-facts --format md");
  CHECK(contains(markdown.out, "## What makers decided and said"));
  CHECK(contains(markdown.out, "| 23,500 | 68.0 |"));
}

TEST_CASE("US units tell miles, mpg-equivalents and money per mile") {
  const Outcome outcome = test::evpickup("run rd6_trims --units us", "COLUMNS=200");
  CHECK(contains(outcome.out, "MPGe"));
  CHECK(contains(outcome.out, "CNY/mi"));
  CHECK(!contains(outcome.out, "kWh/100 km"));
}

TEST_CASE("each -o writes a file in the form of its extension, and standard output stays empty") {
  const Folder folder;
  const Outcome outcome =
      evpickup_in(folder.path(), "run rd6_trims -o a.csv -o a.json -o a.md -o a.txt");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "wrote a.csv"));
  CHECK(folder.names().size() == 4);
  CHECK(test::read(folder.path() / "a.csv").starts_with("vehicle,"));
  CHECK(nlohmann::json::parse(test::read(folder.path() / "a.json"))["rows"].size() == 3);
  CHECK(test::read(folder.path() / "a.md").starts_with("# "));
  CHECK(contains(test::read(folder.path() / "a.txt"), "What the numbers rest on"));
}

TEST_CASE("-o and --format together write both") {
  const Folder folder;
  const Outcome outcome = evpickup_in(folder.path(), "run rd6_trims -q -o a.csv --format json");
  REQUIRE(outcome.code == 0);
  CHECK(outcome.out.starts_with("{"));
  CHECK(outcome.err.empty());
  CHECK(folder.names() == std::vector<std::string>{"a.csv"});
}

TEST_CASE("a file that cannot be written is refused before the run") {
  const Folder folder;
  for (const char* arguments :
       {"run rd6_trims -o nowhere/a.csv", "run rd6_trims -o .", "run rd6_trims -o a.xlsx",
        "run rd6_trims -o a.csv -o ./a.csv", "run rd6_trims --trace nowhere/t.csv"}) {
    CAPTURE(arguments);
    // A value that the run would refuse, had it begun.
    const Outcome outcome =
        evpickup_in(folder.path(), std::string{arguments} + " --set duty.payload='99 t'");
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(!contains(outcome.err, "payload"));
    CHECK(folder.names().empty());
  }
}

TEST_CASE("a run that fails leaves an older file as it was and no other behind") {
  const Folder folder;
  test::write(folder.path() / "a.csv", "older\n");
  const Outcome outcome =
      evpickup_in(folder.path(), "run rd6_trims -o a.csv --columns nonsense -o b.txt");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "there is no column \"nonsense\""));
  CHECK(folder.names() == std::vector<std::string>{"a.csv"});
  CHECK(test::read(folder.path() / "a.csv") == "older\n");
}

TEST_CASE("a scenario's write list is followed where the command line asks for nothing") {
  const Folder folder;
  write_scenario(folder, R"(["table", "csv:out.csv"])");
  const Outcome both = evpickup_in(folder.path(), "run mine.toml");
  INFO(both.err);
  REQUIRE(both.code == 0);
  CHECK(contains(both.out, "Radar RD6"));
  CHECK(test::read(folder.path() / "out.csv").starts_with("vehicle,"));

  test::fs::remove(folder.path() / "out.csv");
  REQUIRE(evpickup_in(folder.path(), "run mine.toml --format json").code == 0);
  CHECK(!test::fs::exists(folder.path() / "out.csv"));
}

TEST_CASE("--set report.write takes the place of a scenario's write list") {
  const Folder folder;
  const Outcome set =
      evpickup_in(folder.path(), R"(run rd6_trims --set 'report.write=["csv:set.csv"]')");
  INFO(set.err);
  REQUIRE(set.code == 0);
  CHECK(set.out.empty());
  CHECK(test::read(folder.path() / "set.csv").starts_with("vehicle,"));
  const Outcome cost =
      evpickup_in(folder.path(), R"(cost radar_rd6:kwh86 --set 'report.write=["csv:ledger.csv"]')");
  INFO(cost.err);
  REQUIRE(cost.code == 0);
  CHECK(!test::read(folder.path() / "ledger.csv").empty());
  CHECK(evpickup_in(folder.path(), R"(run rd6_trims --set 'report.write=["csv:"]')").code == 2);
}

TEST_CASE("a write list with an unknown form, no name or two forms for one place is refused") {
  for (const char* list : {R"(["jsn:a.json"])", R"(["csv:"])", R"(["table", "json"])"}) {
    CAPTURE(list);
    const Folder folder;
    write_scenario(folder, list);
    CHECK(evpickup_in(folder.path(), "run mine.toml").code == 2);
    CHECK(folder.names() == std::vector<std::string>{"mine.toml"});
  }
}

TEST_CASE("columns are chosen by key, and an unknown one is refused with what was meant") {
  const Outcome chosen = test::evpickup("run rd6_trims --columns trim,range_city_km");
  CHECK(chosen.code == 0);
  const Outcome unknown = test::evpickup("run rd6_trims --columns trim,rang_km");
  CHECK(unknown.code == 2);
  CHECK(contains(unknown.err, "did you mean \"range_km\"?"));
}

TEST_CASE("the trace is a table with a line a second") {
  const Folder folder;
  const Outcome outcome = evpickup_in(
      folder.path(), "run rd6_trims -q --trace t.csv --trace-vehicle radar_rd6:kwh63@cn");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const std::string trace = test::read(folder.path() / "t.csv");
  CHECK(contains(trace.substr(0, trace.find('\n')), "time_s"));
  CHECK(std::ranges::count(trace, '\n') > 1000);
}

TEST_CASE("the audit of a shipped scenario closes") {
  const Outcome outcome = test::evpickup("run rd6_trims --audit");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
}

TEST_CASE("colour is for terminals, or for those who ask") {
  CHECK(!contains(test::evpickup("run rd6_trims").out, "\x1b"));
  CHECK(!contains(test::evpickup("run rd6_trims --color never").out, "\x1b"));
  CHECK(contains(test::evpickup("run rd6_trims --color always").out, "\x1b[1m"));
}

TEST_CASE("marks are ASCII unless the locale is UTF-8") {
  CHECK(contains(test::evpickup("run rd6_trims", "LC_ALL=C").out, "\n> 86 kWh"));
  CHECK(contains(test::evpickup("run rd6_trims", "LC_ALL=C.UTF-8").out, "\n\u25b8 86 kWh"));
}

TEST_CASE("a full disk under standard output is an error") {
  const Folder folder;
  const std::string command = fmt::format("'{}' list vehicles >/dev/full 2>'{}'",
                                          EVPICKUP_TEST_BINARY, (folder.path() / "err").string());
  const int status = std::system(command.c_str());
  CHECK(WEXITSTATUS(status) == 2);
  CHECK(contains(test::read(folder.path() / "err"), "standard output cannot be written"));
}

TEST_CASE("claims are told in every form, those of all trims where none is named") {
  const Outcome table = test::evpickup("show radar_rd6:kwh86 --claims");
  INFO(table.err);
  REQUIRE(table.code == 0);
  CHECK(widest(table.out) <= 120);
  CHECK(contains(table.out, "0-100 km/h"));
  CHECK(contains(table.out, "284 N*m does not fit"));
  CHECK(contains(table.out, "EPA range it"));

  const auto json =
      nlohmann::json::parse(test::evpickup("show radar_rd6 --claims --format json").out);
  CHECK(json["rows"].size() > 30);
  CHECK(json["rows"][0]["key"] == "range_cltc");
  CHECK(json["rows"][0]["anchor_factor"].is_number());
  std::vector<std::string> keys;
  for (const auto& section : json["sections"]) keys.push_back(section["key"]);
  CHECK(keys ==
        std::vector<std::string>{"conflicting_values", "rating_equivalents", "claim_inputs"});
  CHECK(test::evpickup("show radar_rd6:kwh86 --claims --format csv")
            .out.starts_with("vehicle,trim,claim,claimed,physics,off_percent,verdict,"));
  CHECK(contains(test::evpickup("show radar_rd6:kwh86 --claims --format md").out,
                 "## Conflicting values"));
}

TEST_CASE("a run holds all claims in data files and shows those in doubt") {
  const Outcome table = test::evpickup("run rd6_trims");
  CHECK(contains(table.out, "Claims that physics does not bear out"));
  CHECK(contains(table.out, " claims checked: "));
  const auto json = nlohmann::json::parse(test::evpickup("run rd6_trims --format json").out);
  const auto claims = std::ranges::find_if(
      json["sections"], [](const auto& section) { return section["key"] == "claims"; });
  REQUIRE(claims != json["sections"].end());
  CHECK((*claims)["rows"].size() > 20);
}
