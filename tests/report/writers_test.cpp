// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/writers.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "charts.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;

TEST_CASE("every writer has a name and an extension of its own, help, and writes the sample") {
  std::set<std::string_view> names;
  std::set<std::string_view> extensions;
  study::Results results = test::sample_results();
  results.charts = test::sample_charts();
  for (const report::Writer& writer : report::writers()) {
    CAPTURE(writer.name);
    CHECK(names.insert(writer.name).second);
    CHECK(extensions.insert(writer.extension).second);
    CHECK(writer.extension.starts_with('.'));
    CHECK(!writer.help.empty());
    CHECK(contains(writer.write(results, {}), "small"));
  }
  CHECK(names ==
        std::set<std::string_view>{"table", "csv", "json", "jsonl", "md", "html", "vl.json"});
}

TEST_CASE("a writer is found by name and by the end of a file name") {
  CHECK(report::writer_named("json").name == "json");
  CHECK(report::writer_for("out/my.results.CSV").name == "csv");
  CHECK(report::writer_for("page.md").name == "md");
  CHECK(report::writer_for("page.json").name == "json");
  CHECK(report::writer_for("page.vl.json").name == "vl.json");
}

TEST_CASE("an unknown format is refused with what was meant") {
  try {
    (void)report::writer_named("jsn");
    FAIL("not refused");
  } catch (const base::InputError& error) {
    CHECK(contains(error.what(), "there is no format \"jsn\""));
    CHECK(contains(error.what(), "did you mean \"json\"?"));
  }
}

TEST_CASE("a file name without a known extension is refused with those that there are") {
  for (const char* name : {"results", "results.xlsx", ".csv", "csv"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH_AS((void)report::writer_for(name), doctest::Contains(".csv, .json"),
                         base::InputError);
  }
}
