// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/field.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "sample_format.hpp"

namespace {

using namespace evpickup;
using namespace spec::sample;
using spec::How;
using spec::Node;
using spec::Reader;

}  // namespace

TEST_CASE("every kind of row is read") {
  const auto [truck, findings] =
      read("name = \"T\"\nseen = 2026-10-09\nextra = [1]\npack.energy = \"86 kWh\"\n"
           "[spare]\nenergy = \"10 kWh\"\n[fee.us]\namount = \"100 USD\"\nremark = \"r\"\n"
           "[duty]\nchicken = \"25 %\"\n[[leg]]\nlength = \"5 km\"\n[[leg]]\nlength = \"7 km\"\n");
  CHECK(findings.all().empty());
  CHECK(truck.name == "T");
  CHECK(truck.seen == units::Date{2026, 10, 9});
  CHECK(units::in_kilowatt_hours(*truck.pack.energy) == doctest::Approx(86.0));
  CHECK(truck.pack.energy.origin.how == How::given);
  CHECK(underlined(truck.pack.energy.origin.where) == "\"86 kWh\"");
  REQUIRE(truck.spare.has_value());
  CHECK(units::in_kilowatt_hours(*truck.spare->energy) == doctest::Approx(10.0));
  CHECK(truck.fees.at("us").amount->amount == 100.0);
  CHECK(truck.fees.at("us").remark == "r");
  CHECK(*truck.duties.at("chicken") == doctest::Approx(0.25));
  REQUIRE(truck.legs.size() == 2);
  CHECK(units::in_kilometres(*truck.legs[1].length) == doctest::Approx(7.0));
  CHECK(truck.extra->children.size() == 1);
}

TEST_CASE("a later table overrides key by key") {
  auto [truck, findings] = read("name = \"T\"\n[pack]\nenergy = \"86 kWh\"\ncells = 96\n");
  Reader reader{findings, nullptr};
  spec::read_table(truck, document("pack.energy = \"63 kWh\"\n"), {}, reader);
  CHECK(findings.all().empty());
  CHECK(units::in_kilowatt_hours(*truck.pack.energy) == doctest::Approx(63.0));
  CHECK(*truck.pack.cells == 96);
}

TEST_CASE("keys that belong to somebody else are skipped") {
  Truck truck;
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  spec::read_table(truck, document("format = 1\nname = \"T\"\n"), {}, reader, {"format"});
  CHECK(findings.all().empty());
  CHECK(truck.name == "T");
}

TEST_CASE("all findings of a file are told, not only the first") {
  const auto outcome = read("nam = \"T\"\n[pack]\nenergy = 86\ncells = 0\nfoo = 1\n");
  std::vector<std::string> paths;
  for (const auto& finding : outcome.findings.all()) paths.push_back(finding.key);
  CHECK(paths == std::vector<std::string>{"nam", "pack.energy", "pack.cells", "pack.foo", "name"});
}

TEST_CASE("an unknown key is refused with the key that was meant, or all keys") {
  const auto near = finding("[pack]\nenergy = \"86 kWh\"\nmakr = \"x\"\n");
  CHECK(near.message == "unknown key");
  CHECK(near.key == "pack.makr");
  CHECK(near.hint == "did you mean \"maker\"?");
  CHECK(underlined(near.where) == "makr");
  const auto far = finding("[pack]\nenergy = \"86 kWh\"\nxylophone = 1\n");
  CHECK(far.hint == "known keys: energy, cells, maker");
}

TEST_CASE("a missing value is reported with its meaning, at the table that lacks it") {
  const auto in_section = finding("[pack]\ncells = 4\n");
  CHECK(in_section.key == "pack.energy");
  CHECK(in_section.message == "missing value (energy of the pack)");
  CHECK(underlined(in_section.where) == "pack");
  const auto without_section = finding("");
  CHECK(without_section.key == "pack.energy");
  CHECK(without_section.where.text->name == "t.toml");
  CHECK(without_section.where.line == 0);
  CHECK(finding("pack.energy = \"86 kWh\"\n[spare]\ncells = 4\n").key == "spare.energy");
  CHECK(finding("pack.energy = \"86 kWh\"\n[fee.cn]\n").key == "fee.cn.amount");
  const auto in_list = finding("pack.energy = \"86 kWh\"\n[[leg]]\nlength = \"1 km\"\n[[leg]]\n");
  CHECK(in_list.key == "leg[1].length");
  CHECK(in_list.where.line == 5);
}

TEST_CASE("a section, a list and a name of the wrong form are refused") {
  CHECK(finding("pack.energy = \"86 kWh\"\nspare = 5\n").message == "expected a table, got 5");
  CHECK(finding("pack.energy = \"86 kWh\"\nleg = {}\n").message ==
        "expected a list of tables, got a table");
  const auto name = finding("pack.energy = \"86 kWh\"\n[fee.uss]\namount = \"1 USD\"\n");
  CHECK(name.key == "fee.uss");
  CHECK(name.hint == "did you mean \"us\"?");
  CHECK(finding("pack.energy = \"86 kWh\"\nduty = 1\n").message == "expected a table, got 1");
}

TEST_CASE("--set reaches values through sections of every kind") {
  Truck truck;
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  const auto set = [&](const std::string& path, const std::string& value) {
    return spec::set_at(truck, path, spec::parse_value(value, "--set " + path + "=" + value), path,
                        reader);
  };
  CHECK(set("name", "T"));
  CHECK(set("pack.energy", "98 kWh"));
  CHECK(set("spare.energy", "9 kWh"));
  CHECK(set("fee.cn.amount", "100 CNY"));
  CHECK(set("duty.chicken", "25 %"));
  CHECK(findings.all().empty());
  CHECK(truck.name == "T");
  CHECK(units::in_kilowatt_hours(*truck.pack.energy) == doctest::Approx(98.0));
  CHECK(truck.pack.energy.origin.how == How::given);
  CHECK(truck.pack.energy.origin.where.text->name == "--set pack.energy=98 kWh");
  CHECK(units::in_kilowatt_hours(*truck.spare->energy) == doctest::Approx(9.0));
  CHECK(truck.fees.at("cn").amount->currency == units::Currency{"CNY"});
  CHECK(*truck.duties.at("chicken") == doctest::Approx(0.25));
}

TEST_CASE("--set refuses paths that lead nowhere and values that do not fit") {
  Truck truck;
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  const Node value = spec::parse_value("98 kW", "--set");
  for (const char* path : {"", "nothing", "pack.nothing", "pack.energy.value", "name.first",
                           "fee.us", "fee.mars.amount", "duty.a.b", "leg.length", "extra.more"}) {
    CAPTURE(path);
    CHECK_FALSE(spec::set_at(truck, path, value, path, reader));
  }
  CHECK(findings.all().empty());
  CHECK(spec::set_at(truck, "pack.energy", value, "pack.energy", reader));
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].key == "pack.energy");
  CHECK(findings.all()[0].hint == "did you mean \"98 kWh\"?");
}

TEST_CASE("listings visit every value that is present, in the order of the table") {
  const auto [truck, findings] =
      read("name = \"T\"\n[duty]\nvat = 0.1\n[[leg]]\nlength = \"5 km\"\n[fee.us]\namount = "
           "\"100 USD\"\n[pack]\nenergy = { value = \"86 kWh\", source = \"maker\", range = [\"85 "
           "kWh\", \"87 kWh\"], also = [{ value = \"84 kWh\", source = \"guess\", note = \"n\" }] "
           "}\n");
  CHECK(findings.all().empty());
  std::vector<spec::Leaf> leaves;
  spec::visit_leaves(truck, "truck", [&](const spec::Leaf& leaf) { leaves.push_back(leaf); });
  REQUIRE(leaves.size() == 4);
  CHECK(leaves[0].path == "truck.pack.energy");
  CHECK(leaves[0].text == "86 kWh");
  CHECK(leaves[0].range == "85 kWh .. 87 kWh");
  CHECK(leaves[0].origin->source == "maker");
  CHECK(leaves[0].date == units::Date{2023, 8, 1});
  REQUIRE(leaves[0].also.size() == 1);
  CHECK(leaves[0].also[0] == std::array<std::string, 3>{"84 kWh", "guess", "n"});
  CHECK(leaves[1].path == "truck.fee.us.amount");
  CHECK(leaves[1].text == "100 USD");
  CHECK(leaves[2].path == "truck.duty.vat");
  CHECK(leaves[2].range.empty());
  CHECK(leaves[3].path == "truck.leg[0].length");
}

TEST_CASE("documentation visits every key with its unit and need") {
  std::map<std::string, spec::KeyDoc> docs;
  spec::visit_keys<Truck>({}, [&](const spec::KeyDoc& doc) { docs[doc.path] = doc; });
  CHECK(docs.size() == 15);
  CHECK(docs.at("pack.energy").accepts == "energy, 5 .. 400 kWh");
  CHECK(docs.at("pack.energy").unit == "kWh");
  CHECK(docs.at("pack.energy").required);
  CHECK_FALSE(docs.at("pack.cells").required);
  CHECK(docs.at("name").doc == "name of the truck");
  CHECK(docs.contains("fee.cn.remark"));
  CHECK(docs.contains("duty.NAME"));
  CHECK(docs.contains("leg[].length"));
  CHECK(docs.contains("extra"));
}

TEST_CASE("a table of sources is read with ids, kinds and dates") {
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  const auto sources = spec::read_sources(
      document(
          "maker = { title = \"Data sheet\", url = \"https://x\", date = 2023-08-01, kind = "
          "\"manufacturer\", note = \"n\" }\nlaw = { title = \"Law\", kind = \"regulator\" }\n"),
      reader);
  CHECK(findings.all().empty());
  REQUIRE(sources.size() == 2);
  const spec::Source& maker = sources.at("maker");
  CHECK(maker.id == "maker");
  CHECK(maker.title == "Data sheet");
  CHECK(maker.url == "https://x");
  CHECK(maker.note == "n");
  CHECK(maker.date == units::Date{2023, 8, 1});
  CHECK(maker.kind == spec::SourceKind::manufacturer);
  CHECK(sources.at("law").kind == spec::SourceKind::regulator);
  CHECK_FALSE(sources.at("law").date.known());
  CHECK(spec::name(maker.kind) == "manufacturer");
}

TEST_CASE("a source needs a title and a known kind") {
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  const Node root = document("[sources]\na = { kind = \"press\" }\nb = { title = \"B\" }\n"
                             "c = { title = \"C\", kind = \"pres\" }\nd = \"D\"\n"
                             "e = { title = \"E\", kind = \"press\", link = \"x\" }\n");
  (void)spec::read_sources(root.children.front(), reader);
  std::vector<std::string> paths;
  for (const auto& finding : findings.all()) paths.push_back(finding.key);
  CHECK(paths == std::vector<std::string>{"sources.a.title", "sources.b.kind", "sources.c.kind",
                                          "sources.d", "sources.e.link"});
  CHECK(findings.all()[2].hint == "did you mean \"press\"?");
}

TEST_CASE("a number is read and moved by its path, and keeps its unit, range and origin") {
  auto [truck, findings] =
      read("name = \"T\"\n[pack]\nenergy = { value = \"86 kWh\", kind = \"estimate\", "
           "rule = \"a guess\", range = [\"80 kWh\", \"90 kWh\"] }\nmaker = \"M\"\n"
           "[fee.us]\namount = \"100 CNY\"\n[duty]\nchicken = \"25 %\"\n");
  REQUIRE(findings.all().empty());

  const auto energy = spec::number_at(truck, "pack.energy");
  REQUIRE(energy.has_value());
  CHECK(energy->kind() == units::Kind::energy);
  CHECK(energy->get().si == doctest::Approx(86 * 3.6e6));
  REQUIRE(energy->range().has_value());
  CHECK(energy->range()->first == doctest::Approx(80 * 3.6e6));
  energy->put(63 * 3.6e6);
  CHECK(units::in_kilowatt_hours(*truck.pack.energy) == doctest::Approx(63.0));
  CHECK(energy->origin().rule == "a guess");
  CHECK(truck.pack.energy.range.has_value());

  const auto amount = spec::number_at(truck, "fee.us.amount");
  REQUIRE(amount.has_value());
  amount->put(250.0);
  CHECK(truck.fees.at("us").amount->amount == 250.0);
  CHECK(truck.fees.at("us").amount->currency == units::Currency("CNY"));

  const auto duty = spec::number_at(truck, "duty.chicken");
  REQUIRE(duty.has_value());
  CHECK(duty->get().si == doctest::Approx(0.25));
}

TEST_CASE("what is absent, no number, or no key has no number") {
  auto [truck, findings] = read("name = \"T\"\npack.energy = \"86 kWh\"\npack.maker = \"M\"\n");
  CHECK_FALSE(spec::number_at(truck, "spare.energy").has_value());
  CHECK_FALSE(spec::number_at(truck, "pack.maker").has_value());
  CHECK_FALSE(spec::number_at(truck, "pack.nothing").has_value());
  CHECK_FALSE(spec::number_at(truck, "fee.us.amount").has_value());
  CHECK_FALSE(spec::number_at(truck, "pack.energy.more").has_value());
}
