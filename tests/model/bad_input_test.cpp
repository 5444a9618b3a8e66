// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "evpickup/base/file.hpp"
#include "evpickup/model/market_facts.hpp"
#include "evpickup/model/validation_file.hpp"
#include "evpickup/study/validation_quantities.hpp"
#include "reading.hpp"

using namespace evpickup;
using model::contains;
using model::refusal_of;
namespace fs = std::filesystem;

namespace {

const fs::path bad_folder = fs::path{EVPICKUP_TEST_SOURCE_DIR} / "tests" / "data" / "bad";

// The files of the folder without their expected messages, sorted by name.
std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{bad_folder})
    if (entry.path().extension() != ".expected") names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

// Reads a file as what the first part of its name says. Throws std::logic_error for other names.
void read_by_kind(const std::string& name) {
  const auto text = base::read_text_file(name);
  base::Diagnostics warnings;
  if (name.starts_with("vehicle_")) {
    (void)model::read_vehicle_file(text, "test", warnings);
  } else if (name.starts_with("market_")) {
    (void)model::read_market(text, "test");
  } else if (name.starts_with("scenario_")) {
    (void)model::read_scenario(text, "test");
  } else if (name.starts_with("cycle_")) {
    (void)model::read_drive_cycle(text, "test");
  } else if (name.starts_with("route_")) {
    (void)model::read_route(text, "test");
  } else if (name.starts_with("rates_")) {
    (void)model::read_exchange_rates(text);
  } else if (name.starts_with("facts_")) {
    (void)model::read_market_facts(text, "test");
  } else if (name.starts_with("validation_")) {
    (void)model::read_validation_file(text, "test", study::measured_quantities());
  } else {
    throw std::logic_error("no kind of file: " + name);
  }
}

// What a person reads. Messages name the file as it was given, so reading happens in its folder.
std::string message_for(const std::string& name) {
  const fs::path before = fs::current_path();
  fs::current_path(bad_folder);
  const std::string message = refusal_of([&] { read_by_kind(name); });
  fs::current_path(before);
  return message;
}

std::string contents_of(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

TEST_CASE("every bad input is refused with its expected message") {
  const auto names = bad_files();
  CHECK(names.size() >= 40);
  for (const auto& name : names) {
    CAPTURE(name);
    const fs::path expected = (bad_folder / name).replace_extension(".expected");
    const std::string message = message_for(name);
    CHECK_MESSAGE(!message.empty(), "the file is accepted");
    CHECK(message + "\n" == contents_of(expected));
  }
}

TEST_CASE("every expected message belongs to a bad input") {
  std::set<std::string> stems;
  for (const auto& name : bad_files()) CHECK(stems.insert(fs::path{name}.stem().string()).second);
  for (const auto& entry : fs::directory_iterator{bad_folder})
    if (entry.path().extension() == ".expected")
      CHECK(stems.contains(entry.path().stem().string()));
}

TEST_CASE("100 MB of garbage are refused by their size, before they are read") {
  // A sparse file: nothing of it is on the disk.
  const fs::path path = fs::temp_directory_path() / "evpickup_garbage.toml";
  { std::ofstream{path} << "garbage"; }
  fs::resize_file(path, 100'000'000);
  const auto message = refusal_of([&] { (void)base::read_text_file(path); });
  fs::remove(path);
  CHECK(contains(message, "is too large for an input file: 100,000,000 bytes"));
}

TEST_CASE("a bad file cannot exhaust time or memory") {
  // Thousands of unknown keys: all are counted, twenty are shown.
  std::string many = model::vehicle_text("[trim.one]\n[base.body]\n");
  for (int i = 0; i < 5000; ++i) many += "x" + std::to_string(i) + " = 1\n";
  const auto message = refusal_of([&] {
    base::Diagnostics warnings;
    (void)model::read_vehicle_file(model::text_of(many), "test", warnings);
  });
  CHECK(contains(message, "5000 errors, 20 shown"));
  CHECK(message.size() < 20'000);
}
