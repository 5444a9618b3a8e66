// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/text.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace base = evpickup::base;
using Words = std::vector<std::string>;

TEST_CASE("trim removes white space at both ends only") {
  CHECK(base::trim(" \t a b\r\n") == "a b");
  CHECK(base::trim("x") == "x");
  CHECK(base::trim(" \n ").empty());
  CHECK(base::trim("").empty());
}

TEST_CASE("split keeps empty parts and join puts them together again") {
  CHECK(base::split("a,,b,", ',') == Words{"a", "", "b", ""});
  CHECK(base::split("", ',') == Words{""});
  CHECK(base::join(base::split("a,,b,", ','), ",") == "a,,b,");
  CHECK(base::join(Words{"kWh", "Wh"}, ", ") == "kWh, Wh");
  CHECK(base::join(Words{}, ", ").empty());
}

TEST_CASE("a number fills its text and is finite") {
  CHECK(base::parse_number("12.5") == 12.5);
  CHECK(base::parse_number("-1e-3") == -0.001);
  CHECK(base::parse_number("+7") == 7.0);
  CHECK(base::parse_number(".5") == 0.5);
  for (const char* bad : {"", " 1", "1 ", "12abc", "1e999", "1e-999", "-1e999", "nan", "inf", "+-1",
                          "++1", "0x10", "1,5", "1_000", "--1", "e5", "."}) {
    CAPTURE(bad);
    CHECK_FALSE(base::parse_number(bad).has_value());
  }
}

TEST_CASE("a leading number leaves the rest of its text") {
  const auto energy = base::leading_number("86 kWh");
  REQUIRE(energy);
  CHECK(energy->value == 86.0);
  CHECK(energy->rest == " kWh");
  CHECK(base::leading_number("5e")->rest == "e");
  CHECK_FALSE(base::leading_number(" 86 kWh"));
  CHECK_FALSE(base::leading_number("kWh"));
}

TEST_CASE("a leading number that no double holds is NaN, with the rest behind it") {
  for (const char* text : {"1e999 kWh", "nan kWh", "-inf kWh"}) {
    CAPTURE(text);
    const auto number = base::leading_number(text);
    REQUIRE(number);
    CHECK(std::isnan(number->value));
    CHECK(number->rest == " kWh");
  }
}

TEST_CASE("the shortest text reads back as the same double") {
  CHECK(base::shortest(0.1) == "0.1");
  CHECK(base::shortest(178800.0) == "178800");
  for (const double value : {1.0 / 3.0, 1e-300, -2.5e17, 0.1 + 0.2, 5e-324}) {
    CHECK(base::parse_number(base::shortest(value)) == value);
  }
}

TEST_CASE("grouped numbers have a comma between thousands") {
  CHECK(base::grouped(178800.0, 0) == "178,800");
  CHECK(base::grouped(1234567.891, 2) == "1,234,567.89");
  CHECK(base::grouped(-1234.5, 1) == "-1,234.5");
  CHECK(base::grouped(999.0, 0) == "999");
  CHECK(base::grouped(-999.0, 0) == "-999");
  CHECK(base::grouped(999.9996, 3) == "1,000.000");
}

TEST_CASE("a grouped number that rounds to zero has no sign") {
  CHECK(base::grouped(-0.3, 0) == "0");
  CHECK(base::grouped(-0.004, 2) == "0.00");
  CHECK(base::grouped(-0.006, 2) == "-0.01");
}

TEST_CASE("grouped leaves numbers without digits alone") {
  CHECK(base::grouped(-std::numeric_limits<double>::infinity(), 2) == "-inf");
}

TEST_CASE("code points count characters, not bytes") {
  CHECK(base::code_points("abc") == 3);
  CHECK(base::code_points("Ω·km") == 4);
  CHECK(base::code_points("雷达") == 2);
  CHECK(base::code_points("") == 0);
}

TEST_CASE("the edit distance counts insertions, removals, changes and swapped neighbours") {
  CHECK(base::edit_distance("", "abc") == 3);
  CHECK(base::edit_distance("abc", "") == 3);
  CHECK(base::edit_distance("kW", "kWh") == 1);
  CHECK(base::edit_distance("mass", "mess") == 1);
  CHECK(base::edit_distance("drvie", "drive") == 1);
  CHECK(base::edit_distance("KWH", "kWh") == 0);
  CHECK(base::edit_distance("kitten", "sitting") == 3);
  CHECK(base::edit_distance("ca", "abc") == 3);
}

TEST_CASE("the nearest known word is suggested") {
  const Words keys{"energy_gross", "energy_usable", "chemistry"};
  CHECK(base::did_you_mean("energy_usabel", keys) == "energy_usable");
  CHECK(base::did_you_mean("Chemistry", keys) == "chemistry");
  CHECK(base::did_you_mean_hint("4wd", Words{"rwd", "fwd", "awd"}) ==
        "did you mean \"rwd\", \"fwd\" or \"awd\"?");
  CHECK(base::did_you_mean_hint("chemisty", keys) == "did you mean \"chemistry\"?");
}

TEST_CASE("a word that is far from all known ones gets no suggestion") {
  const Words keys{"energy_gross", "mass"};
  CHECK_FALSE(base::did_you_mean("voltage", keys));
  CHECK_FALSE(base::did_you_mean("ma", keys));
  CHECK_FALSE(base::did_you_mean("mass", Words{}));
  CHECK(base::did_you_mean_hint("voltage", keys).empty());
}

TEST_CASE("letters change their case, and nothing else does") {
  CHECK(base::lower_case("USD/km Ä 7") == "usd/km Ä 7");
  CHECK(base::upper_case("msrp é-1") == "MSRP é-1");
  CHECK(base::capitalised("per distance") == "Per distance");
  CHECK(base::capitalised("x") == "X");
  CHECK(base::capitalised("").empty());
}
