// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/market_facts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;
using model::Verdict;

namespace {

const std::string heading =
    "format = 1\ntitle = \"Test\"\n[sources]\n"
    "press = { title = \"A newspaper\", date = 2025-12-18, kind = \"press\" }\n"
    "other = { title = \"Another\", kind = \"press\" }\n";

model::MarketFacts read(const std::string& rest) {
  return model::read_market_facts(model::text_of(heading + rest), "test");
}

// A fact without its figures, its period, its verdict.
std::string fact_text(const std::string& rest) {
  return "[[fact]]\nid = \"one\"\nmarket = \"kr\"\nquantity = \"sales\"\nof = \"pickups\"\n" + rest;
}

std::string refusal_of(const std::string& rest) {
  return model::refusal_of([&] { (void)read(rest); });
}

const std::string year = "period = \"2025\"\n";
const std::string count = "count = { value = 5, source = \"press\" }\n";
const std::string unchecked = "verdict = \"unchecked\"\n";

}  // namespace

TEST_CASE("a fact holds its figures with their sources, its period and its verdict") {
  const auto file = read(fact_text(
      "period = \"2025-01/2025-11\"\nverdict = \"contradicted\"\nremark = \"Another says 7.\"\n"
      "count = { value = 5, source = \"press\", note = \"nearly\", "
      "also = [{ value = 7, source = \"other\" }] }\n"
      "growth = { value = \"-6.25 %\", source = \"press\" }\n"
      "share = { value = \"7 %\", source = \"other\", note = \"of all\" }\n"));
  CHECK(file.id == "test");
  CHECK(file.title == "Test");
  REQUIRE(file.facts.size() == 1);
  const auto& fact = file.facts.front();
  CHECK(fact.id == "one");
  CHECK(fact.market == "kr");
  CHECK(fact.period.first == units::Date{2025, 1, 0});
  CHECK(fact.period.last == units::Date{2025, 11, 0});
  CHECK(name(fact.quantity) == "sales");
  CHECK(fact.of == "pickups");
  CHECK(*fact.count == 5);
  CHECK(fact.count.origin.source == "press");
  CHECK(fact.count.origin.note == "nearly");
  REQUIRE(fact.count.also.size() == 1);
  CHECK(fact.count.also.front().value == 7);
  CHECK(*fact.growth == Approx(-0.0625));
  CHECK(*fact.share == Approx(0.07));
  CHECK(fact.verdict == Verdict::contradicted);
  CHECK(fact.remark == "Another says 7.");
  CHECK(fact.where.line == 8);
}

TEST_CASE("an event has a market, a date, what was decided and a source") {
  const auto file = read("[[event]]\nmarket = \"us\"\ndate = \"2024-12\"\nwhat = \"It ends.\"\n"
                         "source = \"other\"\n");
  CHECK(file.facts.empty());
  REQUIRE(file.events.size() == 1);
  CHECK(file.events.front().market == "us");
  CHECK(file.events.front().date == units::Date{2024, 12, 0});
  CHECK(file.events.front().what == "It ends.");
  CHECK(file.events.front().source == "other");
}

TEST_CASE("a period is a year, a month, or a first and a last month") {
  for (const char* text : {"2025", "2025-11", "2025-01/2025-11", "2024-12/2025-01"}) {
    CAPTURE(text);
    const auto file =
        read(fact_text("period = \"" + std::string{text} + "\"\n" + count + unchecked));
    CHECK(file.facts.front().period.text() == text);
  }
  for (const char* text : {"2025-13", "2025-11-03", "2025-11/2025-01", "2025-11/2025-11",
                           "2024/2025", "2025-01/2025", "2025-01/2025-02/2025-03", "", "lately"}) {
    CAPTURE(text);
    const auto refusal =
        refusal_of(fact_text("period = \"" + std::string{text} + "\"\n" + count + unchecked));
    CHECK(contains(refusal, "test.toml:11:10: error: fact[0].period: expected a period such as"));
  }
}

TEST_CASE("any of count, growth and share makes a fact, and one of them must be there") {
  CHECK(read(fact_text(year + unchecked + count)).facts.size() == 1);
  for (const char* key : {"growth", "share"}) {
    CAPTURE(key);
    const auto file =
        read(fact_text(year + unchecked + key + " = { value = \"12 %\", source = \"press\" }\n"));
    CHECK(!file.facts.front().count.has_value());
  }
  CHECK(contains(refusal_of(fact_text(year + unchecked)), "fact[0]: the fact has no figure"));
}

TEST_CASE("a verdict that denies a figure needs its remark, the others may have one") {
  for (const char* verdict : {"misprinted", "contradicted"}) {
    CAPTURE(verdict);
    const std::string text = year + count + "verdict = \"" + verdict + "\"\n";
    CHECK(contains(refusal_of(fact_text(text)),
                   "fact[0].remark: missing value (what the verdict rests on)"));
    CHECK(refusal_of(fact_text(text + "remark = \"See there.\"\n")).empty());
  }
  for (const char* verdict : {"holds", "unchecked"})
    CHECK(refusal_of(fact_text(year + count + "verdict = \"" + verdict + "\"\n")).empty());
}

TEST_CASE("every problem of a file of facts is told at once, each once") {
  const auto refusal = refusal_of(
      fact_text(year + "verdict = \"hold\"\ncount = { value = 5, source = \"pres\" }\n") +
      "[[event]]\nmarket = \"us\"\n");
  CHECK(contains(refusal, "fact[0].verdict: expected one of"));
  CHECK(contains(refusal, "fact[0].count.source: unknown source \"pres\""));
  CHECK(contains(refusal, "event[0].date: missing value"));
  CHECK(contains(refusal, "event[0].what: missing value"));
  CHECK(contains(refusal, "event[0].source: missing value"));
  CHECK(!contains(refusal, "needs its source"));
  CHECK(!contains(refusal, "remark"));
}

TEST_CASE("the shipped facts read, name markets that there are and use all of their sources") {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  REQUIRE(!catalog.market_facts().empty());
  for (const auto& entry : catalog.market_facts()) {
    CAPTURE(entry.id);
    const auto file = catalog.market_facts(entry.id);
    std::set<std::string> used;
    const auto use = [&](const auto& figure) {
      used.insert(figure.origin.source);
      for (const auto& other : figure.also) used.insert(other.source);
    };
    for (const auto& fact : file.facts) {
      CAPTURE(fact.id);
      CHECK(catalog.market(fact.market).id == fact.market);
      use(fact.count);
      use(fact.growth);
      use(fact.share);
    }
    for (const auto& event : file.events) {
      CHECK(catalog.market(event.market).id == event.market);
      used.insert(event.source);
    }
    for (const auto& [id, source] : *file.sources) {
      CAPTURE(id);
      CHECK(used.contains(id));
    }
  }
}

TEST_CASE("the shipped facts know which figures were printed for something else") {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  const auto file = catalog.market_facts("2025");
  CHECK(file.facts.size() == 21);
  CHECK(file.events.size() == 3);
  const auto verdict_of = [&](const std::string& id) {
    const auto found = std::ranges::find(file.facts, id, &model::MarketFact::id);
    REQUIRE(found != file.facts.end());
    return found->verdict;
  };
  CHECK(verdict_of("kr_pickups_2025_11") == Verdict::contradicted);
  CHECK(verdict_of("kr_musso_ev_2025_11") == Verdict::misprinted);
  CHECK(verdict_of("cn_pickups_2025_11") == Verdict::misprinted);
  CHECK(verdict_of("cn_insured_2025_11") == Verdict::holds);
}

TEST_CASE("a file of facts that there is not is refused with those there are") {
  model::Catalog catalog{EVPICKUP_TEST_SOURCE_DIR};
  const auto refusal = model::refusal_of([&] { (void)catalog.market_facts("2024"); });
  CHECK(contains(refusal, "there is no facts file \"2024\""));
  CHECK(contains(refusal, "2025"));
}
