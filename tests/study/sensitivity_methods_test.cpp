// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sensitivity_methods.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace study = evpickup::study;

namespace {

using Point = Eigen::ArrayXd;
using Model = std::function<double(const Point&)>;

constexpr study::Bootstrap bootstrap{.samples = 300, .confidence = 0.95};

// Ishigami and Homma (1990) with a = 7, b = 0.1.
double ishigami(const Point& u) {
  const Point x = std::numbers::pi * (2.0 * u - 1.0);
  return std::sin(x(0)) + 7.0 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

// Sobol's G function: the larger a_i, the less input i matters.
const std::array<double, 6> g_parameters{0.0, 0.5, 3.0, 9.0, 99.0, 99.0};

double sobol_g(const Point& u) {
  double product = 1.0;
  for (Eigen::Index i = 0; i < u.size(); ++i) {
    const double a = g_parameters[static_cast<std::size_t>(i)];
    product *= (std::abs(4.0 * u(i) - 2.0) + a) / (1.0 + a);
  }
  return product;
}

std::vector<double> outputs(const auto& design, Eigen::Index inputs, const Model& model,
                            std::size_t block = 1000) {
  std::vector<double> result;
  const std::size_t rows = study::design_rows(design);
  for (std::size_t first = 0; first < rows; first += block) {
    Eigen::ArrayXXd points(static_cast<Eigen::Index>(std::min(block, rows - first)), inputs);
    study::fill_design(design, first, points);
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
      result.push_back(model(points.row(row).transpose()));
    }
  }
  return result;
}

study::SobolIndices sobol(Eigen::Index inputs, std::size_t repetitions, std::uint64_t seed,
                          const Model& model) {
  const auto design = study::sensitivity_design(
      study::SensitivityMethod::sobol, static_cast<std::size_t>(inputs), repetitions, seed);
  return study::sobol_indices(design, outputs(design, inputs, model), bootstrap);
}

void check_index(const study::Interval& found, double expected, double tolerance) {
  CHECK(std::abs(found.value - expected) < tolerance);
  CHECK(found.low <= expected + 1e-3);
  CHECK(found.high >= expected - 1e-3);
  CHECK(found.low <= found.value);
  CHECK(found.value <= found.high);
}

}  // namespace

TEST_CASE("Sobol's indices of the Ishigami function are the analytic ones") {
  const auto indices = sobol(3, 8192, 1, ishigami);
  CHECK(indices.mean == doctest::Approx(3.5).epsilon(0.005));
  CHECK(indices.variance == doctest::Approx(13.8446).epsilon(0.01));
  const std::array<double, 3> first{0.3139, 0.4424, 0.0};
  const std::array<double, 3> total{0.5576, 0.4424, 0.2437};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    check_index(indices.inputs[i].first_order, first[i], 0.01);
    check_index(indices.inputs[i].total_order, total[i], 0.01);
  }
}

TEST_CASE("Sobol's indices of the G function are the analytic ones") {
  const auto indices = sobol(6, 8192, 2, sobol_g);
  double product = 1.0;
  for (const double a : g_parameters) product *= 1.0 + 1.0 / (3.0 * (1.0 + a) * (1.0 + a));
  const double variance = product - 1.0;
  CHECK(indices.mean == doctest::Approx(1.0).epsilon(0.005));
  CHECK(indices.variance == doctest::Approx(variance).epsilon(0.01));
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    const double a = g_parameters[i];
    const double alone = 1.0 / (3.0 * (1.0 + a) * (1.0 + a));
    check_index(indices.inputs[i].first_order, alone / variance, 0.01);
    check_index(indices.inputs[i].total_order, alone * product / (1.0 + alone) / variance, 0.01);
  }
}

TEST_CASE("intervals narrow with the repetitions, and hold the truth about as often as they say") {
  int inside = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto interval = sobol(3, 256, seed, ishigami).inputs[0].total_order;
    if (interval.low <= 0.5576 && 0.5576 <= interval.high) ++inside;
  }
  CHECK(inside >= 35);
  const auto wide = sobol(3, 256, 5, ishigami).inputs[0].first_order;
  const auto narrow = sobol(3, 4096, 5, ishigami).inputs[0].first_order;
  CHECK((narrow.high - narrow.low) * 3.0 < wide.high - wide.low);
}

TEST_CASE("a shift of the outputs does not change Sobol's indices") {
  const auto plain = sobol(3, 1024, 1, ishigami);
  const auto shifted = sobol(3, 1024, 1, [](const Point& u) { return ishigami(u) + 1e6; });
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::abs(plain.inputs[i].first_order.value - shifted.inputs[i].first_order.value) < 1e-8);
  }
}

TEST_CASE("constant outputs have indices of 0") {
  const auto indices = sobol(2, 64, 1, [](const Point&) { return 4.0; });
  CHECK(indices.variance == 0.0);
  CHECK(indices.inputs[0].first_order.value == 0.0);
  CHECK(indices.inputs[1].total_order.high == 0.0);
}

TEST_CASE("Morris' effects of a linear model are its coefficients, without spread") {
  const auto design = study::sensitivity_design(study::SensitivityMethod::morris, 3, 16, 7);
  const Model linear = [](const Point& u) { return 2.0 * u(0) - 5.0 * u(1); };
  const auto indices = study::morris_indices(design, outputs(design, 3, linear), bootstrap);
  CHECK(indices[0].mean == doctest::Approx(2.0));
  CHECK(indices[1].mean == doctest::Approx(-5.0));
  CHECK(indices[1].mean_absolute.value == doctest::Approx(5.0));
  CHECK(indices[1].mean_absolute.low == doctest::Approx(5.0));
  CHECK(indices[1].standard_deviation < 1e-12);
  CHECK(indices[2].mean_absolute.value == 0.0);
}

TEST_CASE("Morris ranks the inputs of the G function as their parameters do") {
  const auto design = study::sensitivity_design(study::SensitivityMethod::morris, 6, 64, 3);
  const auto indices = study::morris_indices(design, outputs(design, 6, sobol_g), bootstrap);
  for (std::size_t i = 1; i < 5; ++i) {
    CAPTURE(i);
    CHECK(indices[i - 1].mean_absolute.value > indices[i].mean_absolute.value);
    CHECK(indices[i].mean_absolute.low <= indices[i].mean_absolute.value);
    CHECK(indices[i].mean_absolute.value <= indices[i].mean_absolute.high);
  }
  // The effects change sign at the middle: mu would hide them.
  CHECK(std::abs(indices[0].mean) < 0.5 * indices[0].mean_absolute.value);
  CHECK(indices[0].standard_deviation > indices[0].mean_absolute.value);
}

TEST_CASE("Morris' steps move one input, by a quarter at least, inside the unit cube") {
  const auto design = study::sensitivity_design(study::SensitivityMethod::morris, 4, 200, 3);
  Eigen::ArrayXXd points(1000, 4);
  study::fill_design(design, 0, points);
  CHECK((points > 0.0).all());
  CHECK((points < 1.0).all());
  for (Eigen::Index group = 0; group < 1000; group += 5) {
    for (Eigen::Index i = 0; i < 4; ++i) {
      Eigen::ArrayXd change = (points.row(group + 1 + i) - points.row(group)).abs().transpose();
      CHECK(change(i) > 0.2499);
      CHECK(change(i) < 0.7501);
      change(i) = 0.0;
      CHECK((change == 0.0).all());
    }
  }
}

TEST_CASE("the rows of a design do not depend on how they are cut") {
  for (const auto method : {study::SensitivityMethod::morris, study::SensitivityMethod::sobol}) {
    const auto design = study::sensitivity_design(method, 3, 20, 9);
    const Model sum = [](const Point& u) { return u.sum(); };
    CHECK(outputs(design, 3, sum, 1) == outputs(design, 3, sum, 7));
    CHECK(outputs(design, 3, sum, 1) == outputs(design, 3, sum, 1000));
  }
}

TEST_CASE("a tornado moves one input at a time, and shows the widest bar first") {
  const study::TornadoDesign design{{0.5, 0.4, 0.5}, 0.1, 0.9};
  REQUIRE(study::design_rows(design) == 7);
  Eigen::ArrayXXd points(7, 3);
  study::fill_design(design, 0, points);
  CHECK((points.row(0).transpose() == Eigen::Array3d(0.5, 0.4, 0.5)).all());
  CHECK((points.row(3).transpose() == Eigen::Array3d(0.5, 0.1, 0.5)).all());
  CHECK((points.row(6).transpose() == Eigen::Array3d(0.5, 0.4, 0.9)).all());

  const Model model = [](const Point& u) { return u(0) - 4.0 * u(1) + 2.0 * u(2); };
  const auto bars = study::tornado_bars(design, outputs(design, 3, model, 2));
  CHECK(bars[0].input == 1);
  CHECK(bars[1].input == 2);
  CHECK(bars[2].input == 0);
  CHECK(bars[0].low_output == doctest::Approx(0.5 - 0.4 + 1.0));
  CHECK(bars[0].high_output == doctest::Approx(0.5 - 3.6 + 1.0));
}

TEST_CASE("outputs of another design are a fault of the program") {
  const auto design = study::sensitivity_design(study::SensitivityMethod::sobol, 2, 8, 1);
  const std::vector<double> too_few(31, 0.0);
  const std::vector<double> enough(32, 0.0);
  CHECK_THROWS_AS((void)study::sobol_indices(design, too_few, bootstrap), std::logic_error);
  CHECK_THROWS_AS((void)study::morris_indices(design, enough, bootstrap), std::logic_error);
  CHECK_THROWS_AS((void)study::tornado_bars({{0.5}, 0.1, 0.9}, too_few), std::logic_error);
  CHECK_THROWS_AS((void)study::sensitivity_design(study::SensitivityMethod::sobol, 0, 8, 1),
                  std::logic_error);
}
