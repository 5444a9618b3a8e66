// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::evpickup_in;
using test::Folder;
using test::Outcome;

TEST_CASE("every shipped file is good, and said to be of its kind") {
  const Outcome outcome =
      evpickup_in(test::source_folder(), "check vehicles scenarios tests/validation");
  INFO(outcome.out);
  CHECK(outcome.code == 0);
  for (const char* line :
       {"vehicles/radar_rd6.toml: ok (vehicle)\n", "scenarios/rd6_trims.toml: ok (scenario)\n",
        "scenarios/markets/cn.toml: ok (market)\n",
        "scenarios/exchange_rates.toml: ok (exchange rates)\n",
        "scenarios/cycles/wltc_3b.csv: ok (drive cycle)\n",
        "scenarios/facts/2025.toml: ok (market facts)\n",
        "tests/validation/towing.toml: ok (validation)\n"}) {
    CAPTURE(line);
    CHECK(contains(outcome.out, line));
  }
  CHECK(contains(outcome.err, " good, 0 with errors"));
}

TEST_CASE("none of the bad files is good") {
  const Outcome outcome = evpickup_in(test::source_folder(), "check -q tests/data/bad");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "error: "));
  CHECK(!contains(outcome.out, ": ok ("));
  CHECK(outcome.err.empty());
}

TEST_CASE("one bad file among good ones makes the check fail, and the good ones are still told") {
  const Outcome outcome =
      evpickup_in(test::source_folder(),
                  "check tests/data/bad/vehicle_out_of_range.toml vehicles/radar_rd6.toml");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "vehicle_out_of_range.toml:"));
  CHECK(contains(outcome.out, "vehicles/radar_rd6.toml: ok (vehicle)\n"));
  CHECK(contains(outcome.err, "1 good, 1 with errors"));
}

TEST_CASE("a scenario's trucks, markets and cycles have to exist") {
  const Folder folder;
  const auto text = test::read(test::source_folder() / "scenarios" / "rd6_trims.toml");
  const auto check = [&](const char* from, const char* to) {
    test::write(folder.path() / "mine.toml", test::replaced(text, from, to));
    return evpickup_in(folder.path(), "check mine.toml");
  };
  const Outcome cycle = check("\"epa_udds\"", "\"epa_uds\"");
  CHECK(cycle.code == 2);
  CHECK(contains(cycle.out, "did you mean \"epa_udds\"?"));

  const Outcome form = check("write = [\"table\"]", "write = [\"tabel\"]");
  CHECK(form.code == 2);
  CHECK(contains(form.out, "did you mean \"table\"?"));
}

TEST_CASE("a file of no kind, a missing file and an empty folder are refused") {
  const Folder folder;
  test::write(folder.path() / "any.toml", "format = 1\nx = 2\n");
  const Outcome outcome = evpickup_in(folder.path(), "check any.toml");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "this is no vehicle, scenario"));

  CHECK(evpickup_in(folder.path(), "check none.toml").code == 2);
  test::fs::create_directory(folder.path() / "empty");
  const Outcome empty = evpickup_in(folder.path(), "check empty");
  CHECK(empty.code == 2);
  CHECK(contains(empty.err, "no .toml or .csv file"));
}

TEST_CASE("a scenario's estimates, the markets that it patches and its sweeps have to exist") {
  const Folder folder;
  const auto check = [&](const std::string& rest) {
    test::write(folder.path() / "mine.toml",
                "format = 1\ntitle = \"Mine\"\n[duty]\ncycle = \"epa_udds\"\n[compare]\n"
                "vehicles = [\"radar_rd6:kwh86\"]\n" +
                    rest);
    return evpickup_in(folder.path(), "check mine.toml");
  };
  CHECK(check("[cost]\nestimates = \"2026\"\n").code == 0);

  const Outcome estimates = check("[cost]\nestimates = \"2025\"\n");
  CHECK(estimates.code == 2);
  CHECK(contains(estimates.out, "mine.toml:8:13: error: there is no estimate file \"2025\""));

  const Outcome market = check("[cost.markets.uss.energy]\nhome = \"0.2 USD/kWh\"\n");
  CHECK(market.code == 2);
  CHECK(contains(market.out, "mine.toml:7:"));
  CHECK(contains(market.out, "there is no market \"uss\""));

  const Outcome key = check("[[sweep]]\nkey = \"battery.enery_usable\"\nvalues = [\"60 kWh\"]\n");
  CHECK(key.code == 2);
  CHECK(contains(key.out, "mine.toml:8:7: error: battery.enery_usable: unknown key"));
  CHECK(contains(key.out, "did you mean \"battery.energy_usable\"?"));

  const Outcome value = check("[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"20 kWh\"]\n");
  CHECK(value.code == 2);
  CHECK(contains(value.out, "mine.toml:9:11: error: duty.ambient: expected temperature"));
  CHECK(check("[[sweep]]\nkey = \"battery.energy_usable\"\nvalues = [\"60kWh\"]\n").code == 0);

  const Outcome outcome = check("[monte_carlo]\noutcomes = [\"range\"]\n");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "mine.toml:8:13: error: monte_carlo.outcomes: no column of numbers"));
}

TEST_CASE("facts and events are of markets that there are") {
  const Folder folder;
  const auto text = test::read(test::source_folder() / "scenarios" / "facts" / "2025.toml");
  test::write(folder.path() / "mine.toml", test::replaced(text, "\"cn\"", "\"cnn\""));
  const Outcome outcome = evpickup_in(folder.path(), "check mine.toml");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "error: there is no market \"cnn\""));
  CHECK(contains(outcome.out, "market   = \"cnn\""));

  test::write(folder.path() / "event.toml",
              "format = 1\ntitle = \"Mine\"\n[sources]\na = { title = \"A\", kind = \"press\" }\n"
              "[[event]]\nmarket = \"uss\"\ndate = 2025\nwhat = \"x\"\nsource = \"a\"\n");
  const Outcome event = evpickup_in(folder.path(), "check event.toml");
  CHECK(event.code == 2);
  CHECK(contains(event.out, "event.toml:6:10: error: there is no market \"uss\""));
}

TEST_CASE("the market facts that a scenario asks for have to exist") {
  const Folder folder;
  const auto text = test::read(test::source_folder() / "scenarios" / "us_buyer.toml");
  test::write(folder.path() / "mine.toml",
              test::replaced(text, "market_facts = \"2025\"", "market_facts = \"2052\""));
  const Outcome outcome = evpickup_in(folder.path(), "check mine.toml");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "there is no facts file \"2052\""));
  CHECK(contains(outcome.out, "market_facts = \"2052\""));
}

TEST_CASE("estimates are for markets that there are") {
  const Folder folder;
  test::write(folder.path() / "mine.toml",
              "format = 1\ntitle = \"Mine\"\n[markets.uk.energy]\nhome = \"0.2 USD/kWh\"\n");
  const Outcome outcome = evpickup_in(folder.path(), "check mine.toml");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.out, "there is no market \"uk\""));
}
