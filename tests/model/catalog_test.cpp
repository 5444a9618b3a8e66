// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/catalog.hpp"

#include <unistd.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "evpickup/base/file.hpp"
#include "reading.hpp"

using namespace evpickup;
using model::contains;
using model::refusal_of;
namespace fs = std::filesystem;

namespace {

// A data folder of its own, with two vehicles, a market, a cycle and a scenario.
class DataFolder {
 public:
  DataFolder()
      : path_(fs::temp_directory_path() / ("evpickup_catalog_test_" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    write("vehicles/small_truck.toml", model::vehicle_text("[trim.kwh63]\n[trim.kwh86]\n"));
    write("vehicles/big_truck.toml", model::vehicle_text("[trim.only]\n"));
    write("vehicles/notes.txt", "no vehicle");
    write("scenarios/markets/us.toml",
          "format = 1\nname = \"US\"\ncurrency = \"USD\"\ndate = 2026-10-09\n");
    write("scenarios/cycles/town.csv", "# title: Town\ntime [s],speed [km/h]\n0,30\n10,30\n");
    write("scenarios/exchange_rates.toml", "format = 1\ndate = 2026-10-09\nbase = \"USD\"\n");
    write("scenarios/delivery.toml", scenario("town"));
  }
  ~DataFolder() { fs::remove_all(path_); }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name} << text;
  }
  static std::string scenario(const std::string& cycle) {
    return "format = 1\ntitle = \"Delivery\"\n[duty]\ncycle = \"" + cycle +
           "\"\n[compare]\nvehicles = [\"small_truck:kwh63\"]\n";
  }

 private:
  fs::path path_;
};

// The place of the first line of a file.
base::SourcePlace place_in(const fs::path& file) {
  return {model::text_of("cycle = \"log.csv\"\n", file.string()), 1, 9, 9};
}

}  // namespace

TEST_CASE("a folder without vehicles or scenarios is no data folder") {
  CHECK(contains(refusal_of([] { model::Catalog{fs::temp_directory_path() / "nowhere"}; }),
                 "is no data folder: it has no vehicles/"));
}

TEST_CASE("a catalog lists the files of its folder by name") {
  const DataFolder folder;
  const model::Catalog catalog{folder.path()};
  REQUIRE(catalog.vehicles().size() == 2);
  CHECK(catalog.vehicles()[0].id == "big_truck");
  CHECK(catalog.vehicles()[1].id == "small_truck");
  CHECK(catalog.markets().size() == 1);
  CHECK(catalog.cycles().front().id == "town");
  REQUIRE(catalog.scenarios().size() == 1);
  CHECK(catalog.scenarios().front().id == "delivery");
}

TEST_CASE("a vehicle is found by its file and trim") {
  const DataFolder folder;
  model::Catalog catalog{folder.path()};
  CHECK(catalog.vehicle("small_truck:kwh86").key() == "small_truck:kwh86");
  CHECK(catalog.vehicle((folder.path() / "vehicles/big_truck.toml").string() + ":only").trim ==
        "only");
}

TEST_CASE("an unknown vehicle, trim or none at all brings a suggestion and the trims there are") {
  const DataFolder folder;
  model::Catalog catalog{folder.path()};
  const auto refusal = [&](const std::string& reference) {
    return refusal_of([&] { (void)catalog.vehicle(reference); });
  };
  CHECK(refusal("smal_truck:kwh86") ==
        "error: there is no vehicle \"smal_truck\"\n   hint: did you mean \"small_truck\"?");
  CHECK(refusal("hovercraft:x") ==
        "error: there is no vehicle \"hovercraft\"\n   hint: vehicles: big_truck, small_truck");
  CHECK(refusal("small_truck:kwh87") ==
        "error: small_truck has no trim \"kwh87\"\n   hint: did you mean \"kwh86\"? trims of "
        "small_truck: kwh63, kwh86");
  CHECK(refusal("small_truck") ==
        "error: \"small_truck\" names no trim\n   hint: trims of small_truck: kwh63, kwh86");
  CHECK(contains(refusal("no/such/file.toml:x"), "there is no file \"no/such/file.toml\""));
}

TEST_CASE("an unknown name is reported where it is written") {
  const DataFolder folder;
  model::Catalog catalog{folder.path()};
  const auto where = place_in(folder.path() / "scenarios/delivery.toml");
  for (const auto& message : {refusal_of([&] { (void)catalog.cycle("towm", where); }),
                              refusal_of([&] { (void)catalog.market("uk", where); }),
                              refusal_of([&] { (void)catalog.vehicle("x:y", where); })})
    CHECK(contains(message, "delivery.toml:1:9: error: there is no"));
}

TEST_CASE("a cycle is found by its name, or by a path beside the file that names it") {
  const DataFolder folder;
  folder.write("scenarios/own/log.csv", "time [s],speed [km/h]\n0,50\n10,50\n");
  folder.write("scenarios/other/log.csv", "time [s],speed [km/h]\n0,80\n10,80\n");
  model::Catalog catalog{folder.path()};
  CHECK(catalog.cycle("town").title == "Town");

  // The same path is another file beside another scenario.
  const auto& own = catalog.cycle("log.csv", place_in(folder.path() / "scenarios/own/a.toml"));
  const auto& other = catalog.cycle("log.csv", place_in(folder.path() / "scenarios/other/a.toml"));
  CHECK(own.id == "log");
  CHECK(units::in_kilometres_per_hour(own.top_speed()) == doctest::Approx(50.0));
  CHECK(units::in_kilometres_per_hour(other.top_speed()) == doctest::Approx(80.0));
  CHECK(&own == &catalog.cycle((folder.path() / "scenarios/own/log.csv").string()));
  CHECK(contains(refusal_of([&] { (void)catalog.cycle("log.csv"); }),
                 "there is no file \"log.csv\""));
}

TEST_CASE("a scenario is found by its path, else by its name") {
  const DataFolder folder;
  folder.write("elsewhere/delivery.toml", DataFolder::scenario("elsewhere"));
  model::Catalog catalog{folder.path()};
  CHECK(catalog.scenario("delivery").duty.cycles.front().cycle == "town");
  CHECK(catalog.scenario((folder.path() / "elsewhere/delivery.toml").string())
            .duty.cycles.front()
            .cycle == "elsewhere");
  CHECK(refusal_of([&] { (void)catalog.scenario("delivry"); }) ==
        "error: there is no scenario \"delivry\"\n   hint: did you mean \"delivery\"?");
  CHECK(refusal_of([&] { (void)catalog.scenario("scenarios/delivry.toml"); }) ==
        "error: there is no file \"scenarios/delivry.toml\"\n   hint: did you mean \"delivery\"?");
}

TEST_CASE("files read are named within the data folder and known by their contents") {
  const DataFolder folder;
  model::Catalog catalog{folder.path()};
  CHECK(catalog.files_read().empty());
  (void)catalog.vehicle("small_truck:kwh63");
  (void)catalog.vehicle("small_truck:kwh86");
  (void)catalog.market("us");
  (void)catalog.exchange_rates();
  (void)refusal_of([&] { (void)catalog.cycle("nowhere"); });
  const auto files = catalog.files_read();
  REQUIRE(files.size() == 3);
  CHECK(files[0].first == "scenarios/exchange_rates.toml");
  CHECK(files[1].first == "scenarios/markets/us.toml");
  CHECK(files[2].first == "vehicles/small_truck.toml");
  CHECK(files[2].second == base::sha256(model::vehicle_text("[trim.kwh63]\n[trim.kwh86]\n")));
}

TEST_CASE("a file that is missing does not count as read") {
  const DataFolder folder;
  fs::remove(folder.path() / "scenarios/exchange_rates.toml");
  model::Catalog catalog{folder.path()};
  CHECK_THROWS_AS((void)catalog.exchange_rates(), base::InputError);
  CHECK(catalog.files_read().empty());
}

TEST_CASE("warnings of a vehicle file are kept, once") {
  const DataFolder folder;
  folder.write("vehicles/heavy.toml",
               model::vehicle_text("[trim.one]\nbody.curb_mass = \"2000 kg\"\n"
                                   "battery.mass = \"1500 kg\"\n"));
  model::Catalog catalog{folder.path()};
  (void)catalog.vehicle("heavy:one");
  (void)catalog.vehicle("heavy:one");
  CHECK(catalog.warnings().all().size() == 1);
}

TEST_CASE("messages name a file from the working directory where that is shorter") {
  const DataFolder folder;
  folder.write("vehicles/bad.toml", "format = 2\n");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  model::Catalog catalog{folder.path()};
  const auto message = refusal_of([&] { (void)catalog.vehicle("bad:x"); });
  fs::current_path(before);
  CHECK(contains(message, "vehicles/bad.toml:1:10: error: "));
  CHECK_FALSE(contains(message, folder.path().string()));
}
