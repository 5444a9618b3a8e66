// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/distribution_file.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;

namespace {

constexpr double kwh = 3.6e6;

/// A distribution as a file writes it, for a pack of 80 kWh, and what was found wrong.
struct Read {
  study::Distribution distribution;
  base::Diagnostics findings;
};
Read read(const std::string& text, study::DrawnNumber number = {"inputs.vary.x",
                                                                units::Kind::energy,
                                                                {80 * kwh, std::nullopt}}) {
  Read result;
  const auto node = spec::parse_value(text, "test");
  result.distribution = study::read_distribution(node, number, result.findings);
  return result;
}

/// The value at a share of a distribution without errors.
double value_at(const std::string& text, double share) {
  const auto [distribution, findings] = read(text);
  REQUIRE(findings.all().empty());
  return study::quantile(study::prepared(distribution), share) / kwh;
}

std::string message(const std::string& text) {
  const auto found = read(text).findings;
  return found.all().empty() ? std::string{} : found.all().front().message;
}

}  // namespace

TEST_CASE("each form of distribution is read with its units") {
  CHECK(value_at(R"({ dist = "normal", mean = "80 kWh", sd = "2 kWh" })", 0.5) == Approx(80));
  CHECK(value_at(R"({ dist = "normal", mean = "80 kWh", sd = "2000 Wh" })", 0.8413447460685429) ==
        Approx(82));
  CHECK(value_at(R"({ dist = "uniform", low = "60 kWh", high = "100 kWh" })", 0.25) == Approx(70));
  CHECK(value_at(R"({ dist = "triangular", low = "60 kWh", mode = "80 kWh", high = "100 kWh" })",
                 0.5) == Approx(80));
  CHECK(value_at(R"({ dist = "pert", low = "60 kWh", mode = "80 kWh", high = "100 kWh" })", 0.5) ==
        Approx(80));
  CHECK(value_at(R"({ dist = "lognormal", median = "80 kWh", factor = 1.1 })",
                 0.8413447460685429) == Approx(88));
  CHECK(value_at(R"({ dist = "discrete", values = ["60 kWh", "100 kWh"], weights = [3, 1] })",
                 0.7) == Approx(60));
}

TEST_CASE("relative parameters are factors on the present value, and min and max truncate") {
  CHECK(value_at(R"({ dist = "uniform", low = 0.9, high = 1.1, relative = true })", 0.5) ==
        Approx(80));
  CHECK(value_at(R"({ dist = "normal", mean = "80 kWh", sd = "20 kWh", min = "80 kWh" })", 1e-12) ==
        Approx(80));
}

TEST_CASE("a difference of temperatures is written in K") {
  const study::DrawnNumber ambient{"duty.ambient", units::Kind::temperature, {293.15, {}}};
  const auto [distribution, findings] =
      read(R"({ dist = "normal", mean = "20 degC", sd = "5 K" })", ambient);
  REQUIRE(findings.all().empty());
  CHECK(study::quantile(study::prepared(distribution), 0.5) == Approx(293.15));
  CHECK(study::quantile(study::prepared(distribution), 0.8413447460685429) == Approx(298.15));
}

TEST_CASE("a wrong distribution is told with what was expected") {
  CHECK(message("5") == "expected a distribution, got 5");
  CHECK(contains(message(R"({ mean = "80 kWh" })"), "missing value"));
  CHECK(contains(message(R"({ dist = "norml", mean = "80 kWh", sd = "2 kWh" })"),
                 "expected one of normal, lognormal"));
  CHECK(contains(message(R"({ dist = "normal", mean = "80 kWh" })"),
                 "missing value of a normal distribution"));
  CHECK(contains(message(R"({ dist = "normal", mean = "80 kW", sd = "2 kWh" })"),
                 "expected energy, got \"80 kW\""));
  CHECK(message(R"({ dist = "uniform", low = "60 kWh", high = "70 kWh", wide = 1 })") ==
        "unknown key");
  CHECK_FALSE(message(R"({ dist = "uniform", low = "70 kWh", high = "60 kWh" })").empty());
  CHECK_FALSE(message(R"({ dist = "normal", mean = "80 kWh", sd = "-1 kWh" })").empty());
  CHECK(contains(message(R"({ dist = "empirical", file = "no_such_file.csv", unit = "kWh" })"),
                 "no_such_file"));
}

TEST_CASE("prices are drawn in the currency that they have") {
  const study::DrawnNumber price{
      "price.msrp", units::Kind::money, {200'000, units::Currency("CNY")}};
  CHECK(read(R"({ dist = "uniform", low = "180000 CNY", high = "220000 CNY" })", price)
            .findings.all()
            .empty());
  CHECK(contains(read(R"({ dist = "uniform", low = "180000 USD", high = "220000 USD" })", price)
                     .findings.all()
                     .front()
                     .message,
                 "expected CNY"));
}

TEST_CASE("a temperature has no factor") {
  const study::DrawnNumber ambient{"duty.ambient", units::Kind::temperature, {293.15, {}}};
  for (const char* text : {R"({ dist = "uniform", low = 0.9, high = 1.1, relative = true })",
                           R"({ dist = "lognormal", median = "20 degC", factor = 1.1 })"}) {
    const auto findings = read(text, ambient).findings;
    REQUIRE_FALSE(findings.all().empty());
    CHECK(contains(findings.all().front().message, "a temperature has no factor"));
  }
}

TEST_CASE("a file of numbers names its unit") {
  CHECK(contains(message(R"({ dist = "empirical", file = "x.csv" })"),
                 "expected the unit of the file's numbers (energy), got nothing"));
  CHECK(contains(message(R"({ dist = "empirical", file = "x.csv", unit = "kW" })"), "got \"kW\""));
}
