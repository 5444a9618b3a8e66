// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/document.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace {

using evpickup::base::Diagnostic;
using evpickup::base::InputError;
using evpickup::base::SourcePlace;
using evpickup::base::SourceText;
using evpickup::spec::Node;
using evpickup::spec::NodeType;

Node parse(std::string text) {
  return evpickup::spec::parse_document(
      std::make_shared<const SourceText>(SourceText{"test.toml", std::move(text)}));
}

// The one finding of a text that cannot be read.
Diagnostic finding(std::string text) {
  try {
    (void)parse(std::move(text));
  } catch (const InputError& error) {
    REQUIRE(error.diagnostics().size() == 1);
    return error.diagnostics().front();
  }
  FAIL("the text was read");
  return {};
}

// What a place underlines; for texts without multi-byte characters in front of it.
std::string underlined(const SourcePlace& place) {
  return std::string{place.text->line(place.line).substr(place.column - 1, place.length)};
}

std::vector<std::string> keys(const Node& table) {
  std::vector<std::string> result;
  for (const Node& child : table.children) result.push_back(child.key);
  return result;
}

const Node& at(const Node& table, std::string_view key) {
  const Node* found = table.find(key);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("each type of TOML value keeps its value") {
  const Node root = parse("text = \"63 kW\"\nwhole = -7\nnumber = 1.5\nflag = true\n"
                          "day = 2026-10-09\nlist = [1, 2]\n[table]\n");
  CHECK(at(root, "text").type == NodeType::text);
  CHECK(at(root, "text").text == "63 kW");
  CHECK(at(root, "whole").type == NodeType::integer);
  CHECK(at(root, "whole").integer == -7);
  CHECK(at(root, "whole").number == -7.0);
  CHECK(at(root, "number").type == NodeType::number);
  CHECK(at(root, "number").number == 1.5);
  CHECK(at(root, "flag").type == NodeType::boolean);
  CHECK(at(root, "flag").boolean);
  CHECK(at(root, "day").type == NodeType::date);
  CHECK(at(root, "day").date == evpickup::units::Date{2026, 10, 9});
  CHECK(at(root, "list").type == NodeType::array);
  CHECK(at(root, "list").children.size() == 2);
  CHECK(at(root, "table").is_table());
  CHECK(root.find("nothing") == nullptr);
  CHECK(at(root, "list").find("") == nullptr);
}

TEST_CASE("entries keep the order of the file, dotted keys and sub-tables included") {
  const Node root = parse("z = 1\nq.y = 2\na = 3\nq.b = 4\n[trim.two]\n[base.body]\n[trim.one]\n"
                          "[base]\nx = { n = 1, c = 2 }\n[base.axle]\n");
  CHECK(keys(root) == std::vector<std::string>{"z", "q", "a", "trim", "base"});
  CHECK(keys(at(root, "q")) == std::vector<std::string>{"y", "b"});
  CHECK(keys(at(root, "trim")) == std::vector<std::string>{"two", "one"});
  CHECK(keys(at(root, "base")) == std::vector<std::string>{"body", "x", "axle"});
  CHECK(keys(at(at(root, "base"), "x")) == std::vector<std::string>{"n", "c"});
}

TEST_CASE("places underline what is written, without what follows") {
  const Node root =
      parse("a = \"63 kW\"  # text\nb = [1, -2.5e3 , { c = '#' }] # list\n"
            "d.e = 2026-10-09# day\n[base.body] # table\n[[sweep]] # item\nf = true\n");
  CHECK(underlined(at(root, "a").where) == "\"63 kW\"");
  const Node& b = at(root, "b");
  CHECK(underlined(b.where) == "[1, -2.5e3 , { c = '#' }]");
  CHECK(underlined(b.children[1].where) == "-2.5e3");
  CHECK(underlined(b.children[2].where) == "{ c = '#' }");
  CHECK(underlined(at(b.children[2], "c").where) == "'#'");
  CHECK(underlined(at(at(root, "d"), "e").where) == "2026-10-09");
  CHECK(underlined(at(at(root, "base"), "body").where) == "body");
  const Node& sweep = at(root, "sweep");
  CHECK(underlined(sweep.where) == "sweep");
  CHECK(underlined(sweep.children.front().where) == "[[sweep]]");
  CHECK(underlined(at(sweep.children.front(), "f").where) == "true");
  CHECK(at(sweep.children.front(), "f").where.line == 6);
}

TEST_CASE("keys have places of their own") {
  const Node root = parse("[base.body]\n  drag = 1\n\"x y\".r = 5\n");
  const Node& body = at(at(root, "base"), "body");
  CHECK(underlined(at(root, "base").key_where) == "base");
  CHECK(underlined(body.key_where) == "body");
  CHECK(underlined(at(body, "drag").key_where) == "drag");
  CHECK(underlined(at(body, "x y").key_where) == "\"x y\"");
  CHECK(underlined(at(at(body, "x y"), "r").key_where) == "r");
}

TEST_CASE("columns and lengths count code points") {
  const Node root = parse("a = { \"ü\" = \"9 €\", b = \"x\" }\n");
  const Node& table = at(root, "a");
  CHECK(at(table, "ü").where.column == 13);
  CHECK(at(table, "ü").where.length == 5);
  CHECK(at(table, "b").where.column == 24);
}

TEST_CASE("a value of several lines is underlined at its start") {
  const Node root = parse("curve = [\n  1,\n  2,\n]\n");
  CHECK(at(root, "curve").where.line == 1);
  CHECK(underlined(at(root, "curve").where) == "[");
  CHECK(at(root, "curve").children[1].where.line == 3);
}

TEST_CASE("line ends of Windows and a byte order mark change nothing") {
  const Node root = parse("\xEF\xBB\xBF"
                          "a = 1\r\n[b]\r\nc = \"x\"\r\n");
  CHECK(at(root, "a").integer == 1);
  CHECK(at(at(root, "b"), "c").text == "x");
  CHECK(at(at(root, "b"), "c").where.line == 3);
}

TEST_CASE("an empty file is an empty table without a line") {
  for (const char* text : {"", "\n\n", "# nothing\n"}) {
    const Node root = parse(text);
    CHECK(root.is_table());
    CHECK(root.children.empty());
    CHECK(root.where.line == 0);
    CHECK(root.where.known());
  }
}

TEST_CASE("a key given twice is named and underlined") {
  struct Case {
    std::string text;
    std::string message;
    std::size_t line;
    std::string word;
  };
  const std::vector<Case> cases{
      {"mass = 1\nmass = 2\n", "key \"mass\" is given twice", 2, "mass"},
      {"a.b = 1\n  a.b = 2\n", "key \"a.b\" is given twice", 2, "a.b"},
      {"a = { x = 1, x = 2 }\n", "key \"x\" is given twice", 1, "x"},
      {"a = 1\na.b = 2\n", "key \"a\" is given twice", 2, "a"},
      {"[body]\n[body]\n", "table \"body\" is given twice", 2, "body"},
      {"[body]\ndrag = 1\n[body.drag]\n", "key \"body.drag\" is given twice", 3, "body.drag"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Diagnostic error = finding(each.text);
    CHECK(error.message == each.message);
    CHECK(error.where.line == each.line);
    CHECK(underlined(error.where) == each.word);
  }
}

TEST_CASE("syntax errors are told in plain words at their place") {
  struct Case {
    std::string text;
    std::string message;
    std::string hint;
  };
  const std::vector<Case> cases{
      {"a = 63 kWh\n", "expected the end of the line, saw 'k'", "write text in quotes: \"63 kWh\""},
      {"a = { value = 63 kWh }\n", "expected a comma or a closing '}', saw 'k'",
       "write text in quotes: \"63 kWh\""},
      {"a = bev # kind\n", "expected a value", "write text in quotes: \"bev\""},
      {"a = truly\n", "expected a value", "write text in quotes: \"truly\""},
      {"a = nmc\n", "expected a value", "write text in quotes: \"nmc\""},
      {"a = 5%\n", "expected a digit, saw '%'", "write text in quotes: \"5%\""},
      {"a = [}\n", "expected a value", ""},
      {"a = \"x\nb = 1\n", "a text without its closing quote", ""},
      {"a = 'x\nb = 1\n", "a text without its closing quote", ""},
      {"a = 2023-02-30\n", "expected day between 1 and 28 (inclusive), saw 30", ""},
      {"a = 1e999\n", "'1e999' is too large or too small for a number", ""},
      {"= 3\n", "expected a key or a [table], saw '='", ""},
      {"\u00e9 = 3\n", "expected a key or a [table], saw '\u00e9'", ""},
      {"a = 3 \u00e9\n", "expected the end of the line, saw '\u00e9'",
       "write text in quotes: \"3 \u00e9\""},
      {"a\n", "expected '=', saw '\\n'", ""},
      {"a = \"x", "unexpected end of the file", ""},
      {"a = [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]\n", "values are nested too deeply", ""},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Diagnostic error = finding(each.text);
    CHECK(error.message == each.message);
    CHECK(error.hint == each.hint);
    CHECK(error.where.line == 1);
    CHECK(error.where.text->name == "test.toml");
  }
  CHECK(underlined(finding("a = 1e999\n").where) == "1e999");
  CHECK(underlined(finding("a = 63 kWh # text\n").where) == "63 kWh");
}

TEST_CASE("a key of a hundred thousand parts is refused and does not end the program") {
  std::string text = "[good]\n";
  for (int i = 0; i < 100'000; ++i) text += "a.";
  const Diagnostic error = finding(text + "a = 1\n");
  CHECK(error.message == "a key has more than 100 parts");
  CHECK(error.where.line == 2);
}

TEST_CASE("dots in texts are no parts of keys") {
  const std::string dots(1000, '.');
  const Node root = parse("# " + dots + "\na = \"e.g. this, " + dots + "\"\n");
  CHECK(at(root, "a").text.size() == 1011);
}

TEST_CASE("times of day and the year 0 are refused, all of them at once") {
  try {
    (void)parse("a = 07:30:00\nb = 2026-10-09T07:30:00\nc = 0000-01-01\n");
    FAIL("the text was read");
  } catch (const InputError& error) {
    REQUIRE(error.diagnostics().size() == 3);
    CHECK(error.diagnostics()[0].message == "a time of day has no use here");
    CHECK(error.diagnostics()[1].where.line == 2);
    CHECK(error.diagnostics()[2].message == "a date needs a year after 0");
  }
}

TEST_CASE("a value is shown as it would be written") {
  const Node root = parse("a = \"63 kW\"\nb = 17\nc = 0.5\nd = false\ne = 2026-10-09\nf = [1]\n"
                          "g = {}\nh = []\ni = \"x\\\"y\\n\\u0007\"\nj = -inf\n");
  CHECK(at(root, "a").shown() == "\"63 kW\"");
  CHECK(at(root, "b").shown() == "17");
  CHECK(at(root, "c").shown() == "0.5");
  CHECK(at(root, "d").shown() == "false");
  CHECK(at(root, "e").shown() == "2026-10-09");
  CHECK(at(root, "f").shown() == "[...]");
  CHECK(at(root, "g").shown() == "a table");
  CHECK(at(root, "h").shown() == "[]");
  CHECK(at(root, "i").shown() == "\"x\\\"y\\n\\u0007\"");
  CHECK(at(root, "j").shown() == "-inf");
}

TEST_CASE("a long text is shown shortened, never in the middle of a character") {
  std::string text;
  std::string start;
  for (int i = 0; i < 100; ++i) text += "é";
  for (int i = 0; i < 60; ++i) start += "é";
  CHECK(at(parse("a = \"" + text + "\"\n"), "a").shown() == "\"" + start + "...\"");
}

TEST_CASE("--set values are TOML where they read as TOML") {
  using evpickup::spec::parse_value;
  CHECK(parse_value("5", "--set a=5").type == NodeType::integer);
  CHECK(parse_value("true", "--set a=true").boolean);
  CHECK(parse_value("\"x\"", "--set a=\"x\"").text == "x");
  CHECK(parse_value("2026-10-09", "--set").type == NodeType::date);
  CHECK(at(parse_value("{ value = \"98 kWh\", note = \"n\" }", "--set"), "note").text == "n");
  CHECK(parse_value("[1, 2]", "--set").children.size() == 2);
}

TEST_CASE("--set values that are no TOML are text") {
  using evpickup::spec::parse_value;
  for (const char* text : {"98 kWh", "bev", "", "5 %", "07:30:00", "1\nb = 2", "{ value = "}) {
    CAPTURE(text);
    const Node node = parse_value(text, "--set a");
    CHECK(node.type == NodeType::text);
    CHECK(node.text == text);
  }
}

TEST_CASE("places of --set values lie in the value and name its origin") {
  const Node text = evpickup::spec::parse_value("98 kWh", "--set battery.energy_usable=98 kWh");
  CHECK(text.where.text->name == "--set battery.energy_usable=98 kWh");
  CHECK(text.where.line == 1);
  CHECK(underlined(text.where) == "98 kWh");
  const Node list = evpickup::spec::parse_value("[10, 20]", "--set a=[10, 20]");
  CHECK(underlined(list.where) == "[10, 20]");
  CHECK(underlined(list.children[1].where) == "20");
}
