// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/file_outline.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/spec/schema.hpp"
#include "json_schema.hpp"

using namespace evpickup;
namespace fs = std::filesystem;

namespace {

const fs::path source = EVPICKUP_TEST_SOURCE_DIR;

std::string schema_text(const model::FileFormat& format) {
  return spec::json_schema(format.title, format.outline());
}

const model::FileFormat& format_named(std::string_view name) {
  for (const auto& format : model::file_formats())
    if (format.name == name) return format;
  throw std::runtime_error("no such format");
}

std::vector<std::string> problems(std::string_view format, const std::string& text) {
  const auto document = std::make_shared<base::SourceText>(base::SourceText{"test.toml", text});
  return test::SchemaCheck{test::json::parse(schema_text(format_named(format)))}.problems(
      test::as_json(spec::parse_document(document)));
}

/// The .toml files of a folder, not of those below.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  return files;
}

void check_files(std::string_view format, const fs::path& folder, std::size_t at_least) {
  const test::SchemaCheck check{test::json::parse(schema_text(format_named(format)))};
  std::size_t checked = 0;
  for (const fs::path& path : files_in(folder)) {
    if (path.filename() == "exchange_rates.toml") continue;
    const auto found =
        check.problems(test::as_json(spec::parse_document(base::read_text_file(path))));
    INFO(path.string());
    INFO(found.size() << " problems, the first: " << (found.empty() ? "" : found.front()));
    CHECK(found.empty());
    ++checked;
  }
  CHECK(checked >= at_least);
}

}  // namespace

TEST_CASE("the committed schemas are those of the field tables") {
  for (const auto& format : model::file_formats()) {
    INFO("scripts/refresh-docs writes " << format.schema);
    CHECK(base::read_text_file(source / format.schema)->text == schema_text(format));
  }
}

TEST_CASE("every shipped file keeps to its schema") {
  check_files("vehicle", source / "vehicles", 20);
  check_files("scenario", source / "scenarios", 15);
  check_files("market", source / "scenarios/markets", 8);
  check_files("estimates", source / "scenarios/estimates", 1);
  check_files("facts", source / "scenarios/facts", 1);
  const auto rates = base::read_text_file(source / "scenarios/exchange_rates.toml");
  CHECK(problems("exchange_rates", rates->text).empty());
}

TEST_CASE("the schemas of rates, facts and estimates refuse what reading refuses") {
  const std::string rates = "format = 1\ndate = 2026-10-09\nbase = \"USD\"\n[sources]\na = { title "
                            "= \"A\", kind = \"press\" }\n[rates.EUR]\ndate = 2026-10-09\nsource "
                            "= \"a\"\n";
  CHECK(problems("exchange_rates", rates + "per_usd = 0.9\n").empty());
  CHECK(!problems("exchange_rates", rates).empty());
  CHECK(!problems("exchange_rates", rates + "per_usd = 0.9\nper_eur = 1\n").empty());
  const std::string fact = "format = 1\ntitle = \"T\"\n[[fact]]\nid = \"a\"\nmarket = "
                           "\"us\"\nperiod = \"2025\"\nof = \"pickups\"\nverdict = \"holds\"\n"
                           "count = { value = 10, source = \"a\" }\n";
  CHECK(problems("facts", fact + "quantity = \"sales\"\n").empty());
  CHECK(!problems("facts", fact + "quantity = \"rumours\"\n").empty());
  const std::string estimates = "format = 1\ntitle = \"T\"\n[markets.us.energy]\n";
  CHECK(problems("estimates", estimates + "home = \"0.18 USD/kWh\"\n").empty());
  CHECK(!problems("estimates", estimates + "hme = \"0.18 USD/kWh\"\n").empty());
}

TEST_CASE("a schema refuses unknown keys, other units, other words and missing keys") {
  const std::string good = R"(format = 1
name = "T"
maker = "M"
origin = "us"
[base.powertrain]
drive = "rwd"
[trim.a]
battery.energy_usable = { value = "98 kWh", range = ["95 kWh", "101 kWh"] }
)";
  CHECK(problems("vehicle", good).empty());
  for (const auto& [from, to] : {std::pair{"98 kWh", "98 kW"},
                                 {"\"98 kWh\"", "98"},
                                 {"energy_usable", "energy_useable"},
                                 {"\"rwd\"", "\"rear\""},
                                 {"name = \"T\"\n", ""},
                                 {"value =", "valeu ="},
                                 {"\"us\"", "\"USA\""}}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string{from}.size(), to);
    CAPTURE(bad);
    CHECK(!problems("vehicle", bad).empty());
  }
}

TEST_CASE("a schema takes every way to write an amount that reading takes") {
  const auto with = [](const std::string& line) {
    return "format = 1\nname = \"T\"\nmaker = \"M\"\norigin = \"us\"\n[trim.a]\n" + line + "\n";
  };
  for (const char* line : {"body.curb_mass = \"2400kg\"", "body.curb_mass = \"2.4e3 kg\"",
                           "body.curb_mass = \"2.4 t\"", "body.drag_coefficient = 0.35",
                           "body.drag_coefficient = \"35 %\"", "powertrain.torque = \"384 N * m\"",
                           "price.msrp = \"40000 USD\"", "measured.petrol = \"20 mpg\"",
                           "rating.epa.consumption = \"25 kWh / 100 km\"",
                           "charging.dc_curve = [[0.1, \"150 kW\"], [0.8, \"60 kW\"]]",
                           "availability.sold_in = [\"us\", \"cn\"]"}) {
    CAPTURE(line);
    CHECK(problems("vehicle", with(line)).empty());
    base::Diagnostics warnings;
    const auto text = std::make_shared<base::SourceText>(
        base::SourceText{"t.toml", with(std::string{line} + "\npowertrain.drive = \"rwd\"")});
    CHECK_NOTHROW(model::read_vehicle_file(text, "t", warnings));
  }
}

TEST_CASE("free names and lists keep their tables") {
  CHECK(problems("scenario", R"(format = 1
title = "T"
[duty]
cycles = [{ cycle = "epa_udds", share = 0.5 }, { cycle = "epa_hwfet", share = 0.5 }]
[compare]
vehicles = ["a:b"]
[cost]
lines.parking.per_year = "600 USD/yr"
[cost.markets.us.energy]
home = "0.2 USD/kWh"
[[sweep]]
key = "duty.ambient"
values = ["0 degC"]
)")
            .empty());
  CHECK(problems("scenario", "format = 1\ntitle = \"T\"\n[compare]\nvehicles = [\"a:b\"]\n"
                             "[cost]\nlines.parking.per_yeer = \"1 USD/yr\"\n")
            .size() == 1);
}
