// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/csv.hpp"

#include <doctest/doctest.h>

#include <string>

#include "evpickup/base/text.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::lines_of;

TEST_CASE("CSV holds the whole table in the units of the keys, whatever is chosen for people") {
  const report::WriteOptions options{.units = report::UnitSystem::us, .columns = {"trim"}};
  const auto lines = lines_of(report::write_csv(test::sample_results(), options));
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] ==
        "vehicle,trim,market,mass_kg,range_km,consumption_wall_kwh_per_100km,tco_usd_per_km");
  CHECK(lines[1] == "One,small,us,2000,400.25,20,0.5");
}

TEST_CASE("a missing value is an empty field") {
  const auto lines = lines_of(report::write_csv(test::sample_results(), {}));
  CHECK(lines.at(3) == "Other,base,us,2500,350,30,");
}

TEST_CASE("numbers read back as the same double") {
  const auto lines = lines_of(report::write_csv(test::sample_results(), {}));
  const auto cells = base::split(lines.at(2), ',');
  CHECK(base::parse_number(cells.at(6)) == 0.1 + 0.2);
}

TEST_CASE("fields with commas, quotes and line ends are quoted") {
  study::Results results;
  results.table.columns = {{"a", "", "", 0, study::Better::neither},
                           {"b", "", "", 0, study::Better::neither}};
  results.table.rows = {{"plain", "one, two"}, {"5\" wheel", "two\nlines"}};
  CHECK(report::write_csv(results, {}) ==
        "a,b\nplain,\"one, two\"\n\"5\"\" wheel\",\"two\nlines\"\n");
}
