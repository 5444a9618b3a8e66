// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "distribution_shapes.hpp"

namespace evpickup::study {
namespace {

class Problems {
 public:
  void expect(bool good, std::string_view expected, std::string_view got) {
    if (!good) found_.push_back(fmt::format("expected {}, got {}", expected, got));
  }
  void above_zero(std::string_view name, double value) {
    expect(value > 0.0 && std::isfinite(value), fmt::format("{} above 0", name),
           fmt::format("{}", value));
  }
  void finite(std::string_view name, double value) {
    expect(std::isfinite(value), fmt::format("a finite {}", name), fmt::format("{}", value));
  }
  void range(double low, double high) {
    expect(low < high && std::isfinite(high - low), "low below high, both finite",
           fmt::format("low {} and high {}", low, high));
  }
  void between(std::string_view name, double low, double value, double high) {
    expect(low <= value && value <= high, fmt::format("{} from low to high", name),
           fmt::format("low {}, {} {} and high {}", low, name, value, high));
  }
  void values(const std::vector<double>& values) {
    expect(!values.empty(), "at least one value", "none");
    expect(std::ranges::all_of(values, [](double x) { return std::isfinite(x); }),
           "finite values only", "one that is infinite or not a number");
  }
  std::vector<std::string> take() { return std::move(found_); }

 private:
  std::vector<std::string> found_;
};

void check(const Normal& shape, Problems& problems) {
  problems.finite("mean", shape.mean);
  problems.above_zero("a standard deviation", shape.standard_deviation);
}

void check(const LogNormal& shape, Problems& problems) {
  problems.above_zero("a median", shape.median);
  problems.above_zero("a standard deviation of the logarithm", shape.log_deviation);
}

void check(const Triangular& shape, Problems& problems) {
  problems.range(shape.low, shape.high);
  problems.between("mode", shape.low, shape.mode, shape.high);
}

void check(const Uniform& shape, Problems& problems) { problems.range(shape.low, shape.high); }

void check(const Pert& shape, Problems& problems) {
  problems.range(shape.low, shape.high);
  problems.between("mode", shape.low, shape.mode, shape.high);
  problems.above_zero("a shape", shape.shape);
}

void check(const Discrete& shape, Problems& problems) {
  problems.values(shape.values);
  if (shape.weights.empty()) return;
  problems.expect(
      shape.weights.size() == shape.values.size(), "one weight for each value",
      fmt::format("{} values and {} weights", shape.values.size(), shape.weights.size()));
  problems.expect(
      std::ranges::all_of(shape.weights, [](double w) { return w >= 0.0 && std::isfinite(w); }),
      "weights of 0 or more", "one that is negative or not finite");
  const double sum = std::accumulate(shape.weights.begin(), shape.weights.end(), 0.0);
  problems.expect(sum > 0.0, "a weight above 0", "only weights of 0");
}

void check(const Empirical& shape, Problems& problems) { problems.values(shape.values); }

void check(const Estimate& shape, Problems& problems) {
  problems.finite("range", shape.high - shape.low);
  problems.between("value", shape.low, shape.value, shape.high);
  problems.expect(shape.coverage > 0.0 && shape.coverage < 1.0, "a coverage between 0 and 1",
                  fmt::format("{}", shape.coverage));
}

}  // namespace

std::vector<std::string> shape_problems(const Shape& shape) {
  Problems found;
  std::visit([&found](const auto& kind) { check(kind, found); }, shape);
  return found.take();
}

}  // namespace evpickup::study
