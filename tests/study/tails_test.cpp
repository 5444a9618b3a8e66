// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/tails.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace evpickup;
using Eigen::Index;

namespace {

/// 1,000 draws of two inputs: one from 0 to 1 in order, the other without order.
Eigen::ArrayXXd draws() {
  Eigen::ArrayXXd values(1000, 2);
  for (Index draw = 0; draw < values.rows(); ++draw) {
    const auto k = static_cast<double>(draw);
    values(draw, 0) = k / 999.0;
    values(draw, 1) = std::fmod(k * 0.6180339887498949, 1.0);
  }
  return values;
}

constexpr double bad = 1e-3;

/// The draws that are believed.
Index count(const std::vector<study::Believed>& parts, const Eigen::ArrayXXd& values) {
  Index believed = 0;
  for (Index draw = 0; draw < values.rows(); ++draw)
    if (study::is_believed(parts, values, draw)) ++believed;
  return believed;
}

}  // namespace

TEST_CASE("all that was seen is believed where no error is bad, and nothing beyond") {
  const auto values = draws();
  const auto parts = study::believed_parts(values, Eigen::ArrayXd::Constant(1000, 0.5 * bad), bad);
  CHECK(count(parts, values) == 1000);
  Eigen::ArrayXXd beyond(1, 2);
  beyond << 1.001, 0.5;
  CHECK_FALSE(study::is_believed(parts, beyond, 0));
}

TEST_CASE("a bad tail goes, and no more of its input than that") {
  const auto values = draws();
  const Eigen::ArrayXd high = (values.col(0) > 0.975).select(2.0 * bad, Eigen::ArrayXd::Zero(1000));
  const auto parts = study::believed_parts(values, high, bad);
  CHECK(parts[0].low == 0.0);
  CHECK(parts[0].high == doctest::Approx(0.975).epsilon(0.002));
  CHECK(count(parts, values) == 975);

  const Eigen::ArrayXd low = (values.col(1) < 0.03).select(2.0 * bad, Eigen::ArrayXd::Zero(1000));
  CHECK(study::believed_parts(values, low, bad)[1].low == doctest::Approx(0.03).epsilon(0.04));
}

TEST_CASE("bad draws here and there speak against no tail") {
  const auto values = draws();
  Eigen::ArrayXd errors = Eigen::ArrayXd::Zero(1000);
  for (Index draw = 50; draw < 1000; draw += 97) errors(draw) = 2.0 * bad;
  CHECK(count(study::believed_parts(values, errors, bad), values) == 1000);
  errors.setZero();
  errors(0) = 2.0 * bad;
  CHECK(count(study::believed_parts(values, errors, bad), values) == 1000);
}

TEST_CASE("where all is bad little is left") {
  const auto values = draws();
  const auto parts = study::believed_parts(values, Eigen::ArrayXd::Constant(1000, 2.0 * bad), bad);
  CHECK(count(parts, values) < 100);
}

TEST_CASE("draws of one value are believed together or not at all") {
  Eigen::ArrayXXd values = draws();
  values.col(0) = (values.col(0) < 0.1).select(1.0, Eigen::ArrayXd::Constant(1000, 2.0));
  const Eigen::ArrayXd errors = (values.col(0) < 1.5).select(2.0 * bad, Eigen::ArrayXd::Zero(1000));
  const auto parts = study::believed_parts(values, errors, bad);
  CHECK(parts[0].low == 2.0);
  CHECK(count(parts, values) == 900);

  // Half of them are too many for a tail.
  values.col(0) = (draws().col(0) < 0.5).select(1.0, Eigen::ArrayXd::Constant(1000, 2.0));
  const Eigen::ArrayXd half = (values.col(0) < 1.5).select(2.0 * bad, Eigen::ArrayXd::Zero(1000));
  CHECK(study::believed_parts(values, half, bad)[0].low == 1.0);
}
