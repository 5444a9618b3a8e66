// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/diagnostic.hpp"

#include <doctest/doctest.h>

namespace base = evpickup::base;

namespace {

std::shared_ptr<const base::SourceText> source(std::string name, std::string text) {
  return std::make_shared<const base::SourceText>(
      base::SourceText{std::move(name), std::move(text)});
}

base::Diagnostic error_at(base::SourcePlace where, std::string message = "wrong") {
  return {base::Severity::error, std::move(where), {}, std::move(message), {}};
}

}  // namespace

TEST_CASE("a line is found by its number, without its line end") {
  const base::SourceText text{"t", "one\r\ntwo\n\nfour"};
  CHECK(text.line(1) == "one");
  CHECK(text.line(2) == "two");
  CHECK(text.line(3).empty());
  CHECK(text.line(4) == "four");
  CHECK(text.line(5).empty());
}

TEST_CASE("a finding shows place, key, message, line, caret and hint") {
  const auto file = source("vehicles/radar_rd6.toml",
                           std::string(12, '\n') +
                               "energy_nominal  = { value = \"63 kW\", source = \"press\" }\n");
  const base::SourcePlace place{file, 13, 29, 7};
  const base::Diagnostic finding{base::Severity::error, place, "base.battery.energy_nominal",
                                 "expected energy, 5 .. 400 kWh, got \"63 kW\" (power)",
                                 "did you mean \"63 kWh\"?"};
  CHECK(base::render(finding) ==
        "vehicles/radar_rd6.toml:13:29: error: base.battery.energy_nominal: expected energy, "
        "5 .. 400 kWh, got \"63 kW\" (power)\n"
        "   13 | energy_nominal  = { value = \"63 kW\", source = \"press\" }\n"
        "      |                             ^~~~~~~\n"
        "   hint: did you mean \"63 kWh\"?");
}

TEST_CASE("the gutter is as wide as the line number") {
  CHECK(base::render(error_at({source("t", "a = 1"), 1, 5, 1})) == "t:1:5: error: wrong\n"
                                                                   "   1 | a = 1\n"
                                                                   "     |     ^");
  CHECK(base::render(error_at({source("t", std::string(99, '\n') + "ab"), 100, 1, 2})) ==
        "t:100:1: error: wrong\n"
        "   100 | ab\n"
        "       | ^~");
}

TEST_CASE("a finding about a whole file shows its name and no line") {
  const base::Diagnostic finding{
      base::Severity::warning, {source("t.toml", "a")}, "", "is empty", "write something"};
  CHECK(base::render(finding) == "t.toml: warning: is empty\n   hint: write something");
}

TEST_CASE("a finding without a place starts with its severity") {
  CHECK(base::render(base::Diagnostic{base::Severity::note, {}, "key", "text", ""}) ==
        "note: key: text");
}

TEST_CASE("columns count code points") {
  CHECK(base::render(error_at({source("t", "Ω = \"é\""), 1, 5, 3})) == "t:1:5: error: wrong\n"
                                                                       "   1 | Ω = \"é\"\n"
                                                                       "     |     ^~~");
}

TEST_CASE("the underline stays inside the line, or is just behind it") {
  CHECK(base::render(error_at({source("t", "abc"), 1, 2, 50})).ends_with("|  ^~"));
  CHECK(base::render(error_at({source("t", "abc"), 1, 4, 50})).ends_with("|    ^"));
  CHECK(base::render(error_at({source("t", "abc"), 1, 90, 1})).ends_with("|    ^"));
  CHECK(base::render(error_at({source("t", ""), 7, 1, 3})).ends_with("   7 | \n     | ^"));
}

TEST_CASE("tabs and escape characters are shown as blanks") {
  CHECK(base::render(error_at({source("t", "\ta\x1b[31m"), 1, 2, 1})) == "t:1:2: error: wrong\n"
                                                                         "   1 |  a [31m\n"
                                                                         "     |  ^");
}

TEST_CASE("of a very long line only the part around the finding is shown") {
  const std::string line = std::string(5000, 'x') + "BAD" + std::string(5000, 'y');
  const std::string text = base::render(error_at({source("t", line), 1, 5001, 3}));
  CHECK(text.size() < 500);
  const std::string shown = text.substr(text.find('\n') + 1);
  const std::string caret = shown.substr(shown.find('\n') + 1);
  CHECK(shown.find("BAD") == caret.find("^~~"));
  CHECK(shown.find("...xxx") != std::string::npos);
  CHECK(shown.find("yyy...\n") != std::string::npos);
}

TEST_CASE("findings are sorted by file, line and column, and counted") {
  const auto a = source("a", "1\n2");
  const auto b = source("b", "1\n2");
  const std::string text = base::render({error_at({b, 1, 1}, "fifth"),
                                         error_at({a, 2, 1}, "fourth"),
                                         error_at({a, 1, 2}, "third"),
                                         error_at({a, 1, 1}, "second"),
                                         {base::Severity::warning, {}, "", "first", ""}});
  std::size_t before = 0;
  for (const char* word : {"first", "second", "third", "fourth", "fifth"}) {
    CAPTURE(word);
    const std::size_t at = text.find(word);
    REQUIRE(at != std::string::npos);
    CHECK(at > before);
    before = at;
  }
  CHECK(text.ends_with("\n4 errors, 1 warning"));
}

TEST_CASE("a single finding is not counted") {
  CHECK(base::render({error_at({})}, 20) == "error: wrong");
}

TEST_CASE("beyond the limit findings are only counted") {
  const std::vector<base::Diagnostic> many(25, error_at({}));
  const std::string text = base::render(many, 2);
  CHECK(text == "error: wrong\nerror: wrong\n25 errors, 2 shown");
}

TEST_CASE("an input error carries all findings and their text") {
  const base::InputError error(std::vector{error_at({}, "one"), error_at({}, "two")});
  CHECK(error.diagnostics().size() == 2);
  CHECK(std::string(error.what()) == "error: one\nerror: two\n2 errors");
  CHECK(std::string(base::InputError("no such option", "try --help").what()) ==
        "error: no such option\n   hint: try --help");
}

TEST_CASE("collected warnings do not stop, one error does") {
  base::Diagnostics found;
  found.warning({}, "price", "is old");
  CHECK_FALSE(found.has_errors());
  CHECK_NOTHROW(found.throw_if_errors());

  found.error({}, "mass", "is missing", "add it");
  CHECK(found.has_errors());
  CHECK(found.all().size() == 2);
  try {
    found.throw_if_errors();
    FAIL("no exception");
  } catch (const base::InputError& error) {
    CHECK(error.diagnostics().size() == 2);
  }
}
