// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;
using model::vehicle_file_of;

namespace {

std::string vehicle_refusal(const std::string& rest) {
  return model::refusal_of([&] { (void)vehicle_file_of(rest); });
}

}  // namespace

TEST_CASE("a vehicle file gives its trims in the order of the file") {
  const auto file = vehicle_file_of("[trim.zeta]\nname = \"Zeta RWD\"\n[trim.alpha]\n");
  CHECK(file.id == "test_truck");
  CHECK(file.name == "Test Truck");
  REQUIRE(file.trims.size() == 2);
  CHECK(file.trims[0].key() == "test_truck:zeta");
  CHECK(file.trims[0].name == "Zeta RWD");
  CHECK(file.trims[0].model == "Test Truck");
  CHECK(file.trims[0].maker == "Somebody");
  CHECK(file.trims[0].origin == "us");
  CHECK(file.trims[1].key() == "test_truck:alpha");
}

TEST_CASE("a trim without a name is called by its id") {
  CHECK(vehicle_file_of("[trim.one]\n").trims.front().name == "one");
}

TEST_CASE("all trims know the sources of their file") {
  const auto file = vehicle_file_of("[trim.one]\n[trim.two]\n");
  for (const auto& vehicle : file.trims) {
    REQUIRE(vehicle.sources != nullptr);
    CHECK(vehicle.sources->at("press").title == "A test drive");
  }
}

TEST_CASE("a trim is base, then its chain of parents, then its own entries") {
  const auto file = vehicle_file_of(
      "[base.body]\ncurb_mass = \"2000 kg\"\nlength = \"5000 mm\"\nwidth = \"1900 mm\"\n"
      "[trim.child]\nname = \"Child\"\ninherits = \"parent\"\nbody.width = \"2000 mm\"\n"
      "[trim.parent]\nname = \"Parent\"\ninherits = \"grandparent\"\nbody.length = \"5500 mm\"\n"
      "body.width = \"1950 mm\"\n"
      "[trim.grandparent]\nbody.curb_mass = \"2100 kg\"\nbody.length = \"5200 mm\"\n");
  const auto& child = file.trims[0].body;
  CHECK(units::in_kilograms(*child.curb_mass) == Approx(2100));
  CHECK(units::in_metres(*child.length) == Approx(5.5));
  CHECK(units::in_metres(*child.width) == Approx(2.0));
  const auto& grandparent = file.trims[2].body;
  CHECK(units::in_metres(*grandparent.length) == Approx(5.2));
  CHECK(units::in_metres(*grandparent.width) == Approx(1.9));
}

TEST_CASE("the name of a trim is not inherited") {
  const auto file = vehicle_file_of("[trim.a]\nname = \"First\"\n[trim.b]\ninherits = \"a\"\n");
  CHECK(file.trims[1].name == "b");
}

TEST_CASE("a value that overrides another leaves nothing of it behind") {
  const auto file = vehicle_file_of(
      "[base.body]\ncurb_mass = { value = \"2000 kg\", source = \"press\", range = [\"1900 kg\", "
      "\"2100 kg\"], note = \"base\", also = [{ value = \"2050 kg\", source = \"press\" }] }\n"
      "[trim.one]\nbody.curb_mass = \"2200 kg\"\n[trim.two]\n");
  const auto& one = file.trims[0].body.curb_mass;
  CHECK(one.origin.how == spec::How::given);
  CHECK(one.origin.note.empty());
  CHECK_FALSE(one.range.has_value());
  CHECK(one.also.empty());
  CHECK(file.trims[1].body.curb_mass.also.size() == 1);
}

TEST_CASE("an inherited value points at the line that gave it") {
  const auto file = vehicle_file_of("[base.body]\ncurb_mass = \"2000 kg\"\n[trim.one]\n");
  const auto& where = file.trims.front().body.curb_mass.origin.where;
  CHECK(where.text->line(where.line) == "curb_mass = \"2000 kg\"");
}

TEST_CASE("an error in a value that many trims inherit is told once") {
  const auto message =
      vehicle_refusal("[base.body]\ncurb_mass = \"2000 kgs\"\n[trim.one]\nbody.length = \"5 kg\"\n"
                      "[trim.two]\ninherits = \"one\"\n[trim.three]\ninherits = \"two\"\n");
  CHECK(contains(message, "base.body.curb_mass"));
  CHECK(contains(message, "trim.one.body.length"));
  CHECK(contains(message, "2 errors"));
}

TEST_CASE("a trim that inherits from itself is refused") {
  CHECK(contains(vehicle_refusal("[trim.one]\ninherits = \"one\"\n"), "in a circle: one -> one"));
}

TEST_CASE("a trim that inherits from something else than a text is refused") {
  CHECK(contains(vehicle_refusal("[trim.one]\ninherits = 7\n"),
                 "expected the id of another trim, got 7"));
}

TEST_CASE("a required value may come from any part of the chain, and is missed by the trim") {
  const std::string heading = "format = 1\nname = \"T\"\nmaker = \"M\"\norigin = \"us\"\n";
  const auto read = [&](const std::string& rest) {
    return model::refusal_of([&] {
      base::Diagnostics warnings;
      (void)model::read_vehicle_file(model::text_of(heading + rest), "t", warnings);
    });
  };
  CHECK(read("[trim.a]\npowertrain.drive = \"awd\"\n[trim.b]\ninherits = \"a\"\n").empty());
  const auto message = read("[trim.a]\n[trim.b]\npowertrain.drive = \"awd\"\n[trim.c]\n");
  CHECK(contains(message, "powertrain.drive: missing value (driven axles), in trims a, c"));
  CHECK_FALSE(contains(message, "errors"));
}

TEST_CASE("a value that was refused is not missing too") {
  const auto message = model::refusal_of([] {
    base::Diagnostics warnings;
    (void)model::read_vehicle_file(
        model::text_of("format = 1\nname = \"T\"\nmaker = \"M\"\norigin = \"us\"\n"
                       "[trim.a]\npowertrain.drive = \"4x4\"\n"),
        "t", warnings);
  });
  CHECK(contains(message, "trim.a.powertrain.drive"));
  CHECK_FALSE(contains(message, "missing"));
}

TEST_CASE("base has no name, for that is the name of a trim") {
  const auto message = vehicle_refusal("[base]\nname = \"x\"\n[trim.one]\n");
  CHECK(contains(message, "base.name: unknown key"));
}

TEST_CASE("problems of base are told even if there is no trim") {
  const auto message = vehicle_refusal("[base.body]\ncurb_mass = 5\n");
  CHECK(contains(message, "base.body.curb_mass"));
  CHECK(contains(message, "there is no trim"));
}

TEST_CASE("a file with hundreds of trims is refused") {
  std::string many;
  for (int i = 0; i < 201; ++i) many += "[trim.t" + std::to_string(i) + "]\n";
  CHECK(contains(vehicle_refusal(many), "more than 200 trims"));
}

TEST_CASE("the longest chain of parents that a file may have is followed") {
  std::string chain = "[trim.t0]\nbody.curb_mass = \"2000 kg\"\n";
  for (int i = 1; i < 200; ++i)
    chain += "[trim.t" + std::to_string(i) + "]\ninherits = \"t" + std::to_string(i - 1) + "\"\n";
  const auto file = vehicle_file_of(chain);
  CHECK(units::in_kilograms(*file.trims.back().body.curb_mass) == Approx(2000));
}
