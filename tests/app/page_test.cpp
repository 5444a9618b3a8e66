// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Folder;

namespace {

const std::string evil_truck = R"(format = 1
name = '<script>alert(1)</script> & "x"'
maker = "Us"
origin = "us"
[base.powertrain]
drive = "awd"
[trim.standard]
name = '</script><img src=x onerror=alert(2)>'
battery.energy_usable = "90 kWh"
body.curb_mass = "2500 kg"
price.msrp = "52000 USD"
)";

}  // namespace

TEST_CASE("a comparison is written as a page and as charts, each whole") {
  const Folder folder;
  const auto outcome = test::evpickup_in(
      folder.path(), "compare radar_rd6:kwh86 ford_f150_lightning:pro_sr -o a.html -o a.vl.json");
  CHECK(outcome.code == 0);
  CHECK(outcome.out.empty());
  CHECK(contains(outcome.err, "wrote a.html"));
  CHECK(folder.names().size() == 2);
  const std::string page = test::read(folder.path() / "a.html");
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(contains(page, "evpickup compare radar_rd6:kwh86 ford_f150_lightning:pro_sr -o a.html"));
  const auto charts = nlohmann::json::parse(test::read(folder.path() / "a.vl.json"));
  CHECK(charts["vconcat"].size() >= 5);
}

TEST_CASE("the name of a truck is text on its page, whatever it says") {
  const Folder folder;
  test::write(folder.path() / "evil.toml", evil_truck);
  const auto outcome = test::evpickup_in(
      folder.path(), "compare ./evil.toml:standard ford_f150_lightning:pro_sr -o a.html");
  CHECK(outcome.code == 0);
  const std::string page = test::read(folder.path() / "a.html");
  CHECK(contains(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"));
  CHECK(!contains(page, "<script>alert"));
  CHECK(!contains(page, "<img src=x"));
}

TEST_CASE("the page of a ledger has a chart of its years and one of what has been spent") {
  const Folder folder;
  const auto outcome = test::evpickup_in(
      folder.path(), "cost radar_rd6:kwh86 --market us --set "
                     "market.us.ownership.registration='100 USD/yr' -o a.html -o a.vl.json");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto charts = nlohmann::json::parse(test::read(folder.path() / "a.vl.json"));
  REQUIRE(charts["vconcat"].size() == 2);
  CHECK(charts["vconcat"][0]["name"] == "cost_by_year");
  CHECK(charts["vconcat"][1]["name"] == "cumulative_cost");
  CHECK(contains(test::read(folder.path() / "a.html"), "id=\"chart-cost_by_year\""));
}

TEST_CASE("the page of a validation has a chart of errors") {
  const Folder folder;
  REQUIRE(test::evpickup_in(folder.path(), "validate --kind towing -o v.html").code == 0);
  CHECK(contains(test::read(folder.path() / "v.html"), "id=\"chart-errors\""));
}

TEST_CASE("commands without charts write a page of tables") {
  const Folder folder;
  CHECK(test::evpickup_in(folder.path(), "list vehicles -o v.html").code == 0);
  CHECK(contains(test::read(folder.path() / "v.html"), "radar_rd6"));
  const auto refused = test::evpickup_in(folder.path(), "list vehicles -o v.vl.json");
  CHECK(refused.code == 2);
  CHECK(contains(refused.err, "these results have no charts"));
  CHECK(folder.names().size() == 1);
}
