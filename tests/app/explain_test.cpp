// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "evpickup/base/text.hpp"
#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Outcome;

namespace {

std::string explained(const std::string& word) {
  const Outcome outcome = test::evpickup("explain " + word);
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  return outcome.out;
}

/// A reference page without its first two lines, which name the command.
std::string body_of(const std::string& page) {
  const std::string text = test::read(test::source_folder() / "docs" / page);
  return text.substr(text.find("\n\n") + 2);
}

}  // namespace

TEST_CASE("a key of a truck is explained with unit, bounds, estimate, use and an example") {
  const std::string text = explained("battery.energy_usable");
  for (const char* part :
       {"battery.energy_usable key of a vehicle", "energy between full and empty",
        "energy, 0.3 .. 400 kWh", "unit: kWh", "0.95 x gross energy", "EPA OMEGA",
        "used for: range", "vehicle files", ".toml:"}) {
    CAPTURE(part);
    CHECK(contains(text, part));
  }
}

TEST_CASE("a key of a scenario is explained with its default") {
  CHECK(contains(explained("duty.years"), "default: 8"));
  CHECK(contains(explained("duty.charging.home"), "default: 1"));
  CHECK(contains(explained("compare.vehicles"), "needed: yes"));
}

TEST_CASE("keys are found as files, overrides and results write them") {
  CHECK(contains(explained("market.us.energy.home"), "market.ID.energy.home key of a market"));
  CHECK(contains(explained("energy.home"), "market.ID.energy.home key of a market"));
  CHECK(contains(explained("trim.kwh86.battery.mass"), "battery.mass key of a vehicle"));
  CHECK(contains(explained("price.abroad.us"), "price.abroad.NAME key of a vehicle"));
  CHECK(contains(explained("duty.cycles.share"), "duty.cycles[].share key of a scenario"));
  CHECK(contains(explained("energy_usable"), "battery.energy_usable key of a vehicle"));
}

TEST_CASE("sections, columns and items are explained too") {
  CHECK(contains(explained("battery"), "keys: energy_gross, energy_usable"));
  CHECK(contains(explained("range_km"), "range_km column of results"));
  CHECK(contains(explained("tco_eur_per_km"), "tco_CUR_per_km column of results"));
  const std::string item = explained("insurance");
  CHECK(contains(item, "insurance item of the ledger"));
  CHECK(contains(item, "formula: "));
}

TEST_CASE("explain without a key lists the sections of the three formats") {
  const std::string text = explained("");
  for (const char* part : {"vehicle", "battery", "scenario", "monte_carlo", "market", "finance"})
    CHECK(contains(text, part));
}

TEST_CASE("explain needs no data folder, unless the command line names one") {
  const test::Folder folder;
  const std::string nowhere = "EVPICKUP_DATA=" + (folder.path() / "none").string();
  const Outcome outcome = test::evpickup("explain battery.mass", nowhere);
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "battery.mass key of a vehicle"));
  CHECK(!contains(outcome.out, "given in"));
  CHECK(test::evpickup("explain battery.mass --data /nowhere").code == 2);
}

TEST_CASE("a word that nothing knows is refused with what was meant") {
  const Outcome near = test::evpickup("explain batery.energy_usable");
  CHECK(near.code == 2);
  CHECK(near.out.empty());
  CHECK(contains(near.err, "nothing is called \"batery.energy_usable\""));
  CHECK(contains(near.err, "did you mean \"battery.energy_usable\"?"));
  CHECK(contains(test::evpickup("explain energy_useable").err, "did you mean \"energy_usable\"?"));
  const Outcome far = test::evpickup("explain frobnicate");
  CHECK(far.code == 2);
  CHECK(contains(far.err, "evpickup explain tells the sections"));
}

TEST_CASE("explanations are data too") {
  const Outcome csv = test::evpickup("explain battery.mass --format csv");
  CHECK(csv.code == 0);
  CHECK(csv.out.starts_with("word,kind,meaning,accepts,keys,unit,"));
}

TEST_CASE("the reference pages are those of today") {
  for (const char* page : {"keys", "metrics"}) {
    INFO("scripts/refresh-docs writes docs/" << std::string{page} << ".md");
    const Outcome outcome =
        test::evpickup(fmt::format("explain --reference {} --format md", page), "LANG=C.UTF-8");
    CHECK(outcome.code == 0);
    CHECK(body_of(std::string{page} + ".md") == outcome.out);
  }
}

TEST_CASE("every key that can be set can be explained") {
  const Outcome listed = test::evpickup("list keys --format csv");
  REQUIRE(listed.code == 0);
  std::size_t checked = 0;
  for (const std::string& line : base::split(listed.out, '\n')) {
    const auto cells = base::split(line, ',');
    // One of a kind is enough: a process for each of some hundred keys would take minutes.
    if (cells.size() < 2 || cells[0] == "file" || ++checked % 40 != 0) continue;
    CAPTURE(cells[1]);
    CHECK(test::evpickup("explain '" + cells[1] + "'").code == 0);
  }
  CHECK(checked > 200);
}
