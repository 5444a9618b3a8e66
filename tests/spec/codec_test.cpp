// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/codec.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace evpickup;
using spec::Bounds;
using spec::Codec;
using spec::Node;
using spec::Refusal;
using units::Kind;

// The node of a value as TOML writes it.
Node node(const std::string& toml) {
  const auto text = std::make_shared<const base::SourceText>(base::SourceText{"t", "v = " + toml});
  return spec::parse_document(text).children.front();
}

constexpr Bounds pack{5, 400, "kWh"};

// Reason and hint for a value that is refused.
Refusal refusal_of(const std::string& toml, Kind kind, const Bounds& bounds) {
  Refusal refusal;
  CHECK_FALSE(spec::read_amount(node(toml), kind, bounds, refusal).has_value());
  return refusal;
}

template <class T>
std::optional<T> read(const Codec<T>& codec, const std::string& toml) {
  Refusal refusal;
  return codec.read(node(toml), refusal);
}
template <class T>
Refusal refusal_of(const Codec<T>& codec, const std::string& toml) {
  Refusal refusal;
  CHECK_FALSE(codec.read(node(toml), refusal).has_value());
  return refusal;
}

}  // namespace

TEST_CASE("an amount is read in any unit of its kind") {
  const auto codec = spec::quantity<units::Energy>(pack);
  CHECK(units::in_kilowatt_hours(read(codec, "\"86 kWh\"").value()) == doctest::Approx(86.0));
  CHECK(units::in_kilowatt_hours(read(codec, "\" 86000 Wh \"").value()) == doctest::Approx(86.0));
  CHECK(codec.accepts == "energy, 5 .. 400 kWh");
  CHECK(codec.unit == "kWh");
  CHECK(codec.write(units::kilowatt_hours(86.0)) == "86 kWh");
}

TEST_CASE("a bare number where a unit is needed is refused with the unit") {
  CHECK(refusal_of("63", Kind::energy, pack).reason == "needs a unit");
  CHECK(refusal_of("63", Kind::energy, pack).hint == "write \"63 kWh\"");
  CHECK(refusal_of("\"63\"", Kind::energy, pack).hint == "write \"63 kWh\"");
  CHECK(refusal_of("-5.5", Kind::temperature, {-50, 60, "degC"}).hint == "write \"-5.5 degC\"");
  CHECK(refusal_of("5000", Kind::money, {0, 1e6, {}}).hint == "write \"5000 USD\"");
  CHECK(refusal_of("0.2", Kind::money_per_energy, {0, 5, "kWh"}).hint == "write \"0.2 USD/kWh\"");
}

TEST_CASE("a unit of another kind is refused with the name of that kind") {
  const Refusal refusal = refusal_of("\"63 kW\"", Kind::energy, pack);
  CHECK(refusal.reason == "power");
  CHECK(refusal.hint == "did you mean \"63 kWh\"?");
}

TEST_CASE("an unknown unit is refused") {
  CHECK(refusal_of("\"63 furlong\"", Kind::energy, pack).reason == "unknown unit \"furlong\"");
}

TEST_CASE("numbers that are not finite are refused") {
  for (const char* toml : {"nan", "inf", "-inf", "\"nan\"", "\"1e999 kWh\"", "\"inf kWh\""}) {
    CAPTURE(toml);
    CHECK(refusal_of(toml, Kind::energy, pack).reason == "not a finite number");
  }
  CHECK(refusal_of("nan", Kind::ratio, {0, 1, {}}).reason == "not a finite number");
}

TEST_CASE("amounts at the bounds are inside, whatever unit they are written in") {
  Refusal refusal;
  for (const char* toml : {"\"5 kWh\"", "\"400 kWh\"", "\"18 MJ\"", "\"1440 MJ\""}) {
    CAPTURE(toml);
    CHECK(spec::read_amount(node(toml), Kind::energy, pack, refusal).has_value());
  }
  CHECK(spec::read_amount(node("\"140 degF\""), Kind::temperature, {-50, 60, "degC"}, refusal));
}

TEST_CASE("amounts outside the bounds are refused with the likely slip of the point") {
  CHECK(refusal_of("\"980 kWh\"", Kind::energy, pack).reason == "too large");
  CHECK(refusal_of("\"980 kWh\"", Kind::energy, pack).hint == "did you mean \"98 kWh\"?");
  CHECK(refusal_of("\"0.098 kWh\"", Kind::energy, pack).reason == "too small");
  CHECK(refusal_of("\"0.098 kWh\"", Kind::energy, pack).hint == "did you mean \"9.8 kWh\"?");
  CHECK(refusal_of("\"2.1 kg\"", Kind::mass, {500, 6000, "kg"}).hint ==
        "did you mean \"2100 kg\"?");
  CHECK(refusal_of("\"0 kWh\"", Kind::energy, pack).hint.empty());
}

TEST_CASE("an amount outside in another unit is told in the unit of the bounds") {
  const Refusal refusal = refusal_of("\"20000 lb\"", Kind::mass, {500, 6000, "kg"});
  CHECK(refusal.reason == "9071.85 kg, too large");
  CHECK(refusal.hint == "did you mean \"2000 lb\"?");
}

TEST_CASE("a ratio is a number or a percentage") {
  const auto codec = spec::quantity<double>({0, 1, {}});
  CHECK(read(codec, "0.331") == 0.331);
  CHECK(read(codec, "1") == 1.0);
  CHECK(read(codec, "\"0.5\"") == 0.5);
  CHECK(read(codec, "\"5 %\"").value() == doctest::Approx(0.05));
  CHECK(codec.accepts == "number, 0 .. 1");
  CHECK(codec.unit.empty());
}

TEST_CASE("a percentage without its sign is recognised") {
  const Refusal refusal = refusal_of("85", Kind::ratio, {0, 1, {}});
  CHECK(refusal.reason == "too large");
  CHECK(refusal.hint == "did you mean \"85 %\"?");
  CHECK(refusal_of("3.31", Kind::ratio, {0.15, 1.2, {}}).hint == "did you mean 0.331?");
}

TEST_CASE("what is neither text nor number is no amount") {
  for (const char* toml : {"true", "2026-10-09", "[1]", "{ a = 1 }"}) {
    CAPTURE(toml);
    CHECK(refusal_of(toml, Kind::energy, pack).reason.empty());
  }
}

TEST_CASE("money keeps its currency, and its bounds hold for any currency") {
  const auto codec = spec::quantity<units::Money>({100, 1e9, {}});
  const auto money = read(codec, "\"178800 CNY\"").value();
  CHECK(money.amount == 178800.0);
  CHECK(money.currency == units::Currency{"CNY"});
  CHECK(codec.write(money) == "178,800 CNY");
  CHECK(codec.accepts == "amount of money with its currency, 100 .. 1000000000");
  CHECK(codec.unit.empty());
  CHECK(refusal_of("\"5 USD\"", Kind::money, {100, 1e9, {}}).reason == "too small");
}

TEST_CASE("the bounds of a price are per unit") {
  const auto codec = spec::quantity<units::EnergyPrice>({0, 5, "kWh"});
  CHECK(codec.accepts == "price per energy, 0 .. 5 per kWh");
  CHECK(codec.unit == "per kWh");
  CHECK(read(codec, "\"180 USD/MWh\"").has_value());
  CHECK(refusal_of("\"18 USD/kWh\"", Kind::money_per_energy, {0, 5, "kWh"}).hint ==
        "did you mean \"1.8 USD/kWh\"?");
}

TEST_CASE("bounds in a unit that the kind does not have are a fault of the program") {
  CHECK_THROWS_AS((void)spec::accepted_text(Kind::energy, {5, 400, "kg"}), std::logic_error);
}

TEST_CASE("a date is a day, a month or a year") {
  const auto codec = spec::calendar_date();
  CHECK(read(codec, "2026-10-09") == units::Date{2026, 10, 9});
  CHECK(read(codec, "\"2026-10\"") == units::Date{2026, 10, 0});
  CHECK(read(codec, "2026") == units::Date{2026, 0, 0});
  CHECK_FALSE(read(codec, "\"soon\"").has_value());
  CHECK_FALSE(read(codec, "12").has_value());
  CHECK(codec.write({2026, 10, 0}) == "2026-10");
}

TEST_CASE("a text is not empty") {
  CHECK(read(spec::any_text(), "\"a\"") == "a");
  CHECK(refusal_of(spec::any_text(), "\" \"").reason == "empty");
  CHECK(refusal_of(spec::any_text(), "17").hint == "write \"17\"");
}

TEST_CASE("a whole number has bounds and no fraction") {
  const auto codec = spec::whole_number(1, 30);
  CHECK(codec.accepts == "whole number, 1 .. 30");
  CHECK(read(codec, "1") == 1);
  CHECK(read(codec, "30") == 30);
  CHECK(refusal_of(codec, "0").reason == "too small");
  CHECK(refusal_of(codec, "9223372036854775807").reason == "too large");
  CHECK(refusal_of(codec, "2.5").reason.empty());
  CHECK(refusal_of(codec, "\"8\"").hint == "leave out the quotes");
  CHECK(codec.write(8) == "8");
}

TEST_CASE("yes and no are written true and false") {
  CHECK(read(spec::yes_or_no(), "true") == true);
  CHECK(read(spec::yes_or_no(), "false") == false);
  CHECK(refusal_of(spec::yes_or_no(), "\"yes\"").hint == "write true, without quotes");
  CHECK(refusal_of(spec::yes_or_no(), "\"false\"").hint == "write false, without quotes");
  CHECK(refusal_of(spec::yes_or_no(), "1").hint.empty());
  CHECK(spec::yes_or_no().write(false) == "false");
}

TEST_CASE("a list refuses the element that is at fault") {
  const auto texts = spec::text_list();
  CHECK(read(texts, "[\"us\", \"cn\"]") == std::vector<std::string>{"us", "cn"});
  CHECK(read(texts, "[]").value().empty());
  CHECK_FALSE(read(texts, "\"us\"").has_value());
  CHECK(texts.write({"us", "cn"}) == "us, cn");

  const auto numbers = spec::whole_numbers(0, 10);
  CHECK(read(numbers, "[1, 2]") == std::vector<int>{1, 2});
  const Node list = node("[1, 20]");
  Refusal refusal;
  CHECK_FALSE(numbers.read(list, refusal).has_value());
  CHECK(refusal.element == &list.children[1]);
  CHECK(refusal.reason == "too large");
}

TEST_CASE("a word is one of a list, and a near miss is recognised") {
  enum class Drive { rear, all };
  const auto codec = spec::one_of<Drive>({{"rwd", Drive::rear}, {"awd", Drive::all}});
  CHECK(codec.accepts == "one of \"rwd\", \"awd\"");
  CHECK(read(codec, "\"awd\"") == Drive::all);
  CHECK(codec.write(Drive::rear) == "rwd");
  CHECK(refusal_of(codec, "\"awt\"").hint == "did you mean \"awd\"?");
  CHECK(refusal_of(codec, "4").hint.empty());
}

TEST_CASE("a curve has rising points inside both bounds") {
  const auto codec = spec::curve<units::Power>({0, 1, {}}, {1, 1000, "kW"});
  const auto points = read(codec, "[[0.1, \"150 kW\"], [\"80 %\", \"60000 W\"]]").value();
  REQUIRE(points.size() == 2);
  CHECK(points[0].first == 0.1);
  CHECK(units::in_kilowatts(points[0].second) == doctest::Approx(150.0));
  CHECK(points[1].first == doctest::Approx(0.8));
  CHECK(units::in_kilowatts(points[1].second) == doctest::Approx(60.0));
  CHECK(codec.write(points) == "0.1: 150 kW, 0.8: 60 kW");
  CHECK(codec.accepts == "a list of [number, power, 1 .. 1000 kW] with rising numbers");
}

TEST_CASE("a point that is none is refused where it is") {
  const auto codec = spec::curve<units::Power>({0, 1, {}}, {1, 1000, "kW"});
  struct Case {
    std::string toml;
    std::string shown;
    std::string reason;
  };
  const std::vector<Case> cases{
      {"[[0.1, \"150 kW\"], [0.1, \"60 kW\"]]", "0.1", "not above the one before"},
      {"[[0.1, \"150 kW\"], [1.5, \"60 kW\"]]", "1.5", "too large"},
      {"[[0.1, \"150 kW\"], [0.8, \"60 kWh\"]]", "\"60 kWh\"", "energy"},
      {"[[0.1, \"150 kW\"], [0.8]]", "[...]", "a point needs two values"},
      {"[[0.1, \"150 kW\"], 7]", "7", "a point needs two values"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.toml);
    const Node list = node(each.toml);
    Refusal refusal;
    CHECK_FALSE(codec.read(list, refusal).has_value());
    REQUIRE(refusal.element != nullptr);
    CHECK(refusal.element->shown() == each.shown);
    CHECK(refusal.reason == each.reason);
  }
  CHECK(refusal_of(codec, "[[0.1, \"150 kW\"]]").reason == "needs at least two points");
  CHECK(refusal_of(codec, "[]").reason == "needs at least two points");
}

TEST_CASE("a number just outside the bounds has no slipped point") {
  CHECK(refusal_of("0.9", Kind::ratio, {1, 10, {}}).hint.empty());
  CHECK(refusal_of("0.5", Kind::ratio, {1, 10, {}}).hint == "did you mean 5?");
}

TEST_CASE("an amount of money where a price belongs is hinted at in the unit of the bounds") {
  const Refusal refusal = refusal_of("\"500 USD\"", Kind::money_per_time, {0, 1e8, "month"});
  CHECK(refusal.hint == "did you mean \"500 USD/month\"?");
}

TEST_CASE("a whole number may be written with an exponent") {
  const auto codec = spec::whole_number(10, 100'000);
  CHECK(read(codec, "1e3") == 1000);
  CHECK(refusal_of(codec, "1e9").reason == "too large");
  CHECK(refusal_of(codec, "10.5").reason.empty());
}
