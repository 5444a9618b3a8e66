// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/calibration.hpp"

#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

#include "evpickup/energy/epa_test.hpp"
#include "trucks.hpp"

using namespace evpickup;

TEST_CASE("least squares without negative unknowns finds the exact solution and keeps to zero") {
  Eigen::MatrixXd a(3, 2);
  a << 1, 0, 0, 1, 1, 1;
  const Eigen::Vector3d inside(2, 3, 5);
  const Eigen::VectorXd x = energy::non_negative_least_squares(a, inside);
  CHECK(x(0) == doctest::Approx(2));
  CHECK(x(1) == doctest::Approx(3));

  // Without the bound the second unknown would be negative.
  const Eigen::Vector3d outside(4, -2, 1);
  const Eigen::VectorXd y = energy::non_negative_least_squares(a, outside);
  CHECK(y(0) == doctest::Approx(2.5));
  CHECK(y(1) == 0.0);
}

TEST_CASE("a calibration finds the losses that the measurements were made with") {
  const energy::DriveLosses truth{150.0, 40.0, 0.0, 2e-4, 0.02};
  const std::array names{"ford_f150_lightning:pro_sr", "ford_f150_lightning:xlt_er",
                         "ford_f150_lightning:platinum_er", "rivian_r1t:quad_large_2022"};
  model::Catalog files = trucks::catalog();
  const energy::CycleLibrary cycles = [&](const std::string& id) -> const model::DriveCycle& {
    return files.cycle(id);
  };
  std::vector<model::Vehicle> vehicles;
  for (const char* name : names) vehicles.push_back(trucks::truck(name));
  std::vector<energy::CalibrationTruck> measured;
  for (const auto& vehicle : vehicles) {
    const std::array<const model::Vehicle*, 1> alone{&vehicle};
    const auto test = energy::epa_tests(alone, cycles, 0, truth).front();
    measured.push_back({&vehicle, test.udds, test.hwfet});
  }

  const auto found = energy::calibrate(measured, cycles);
  CHECK(found.losses.standby_w == doctest::Approx(truth.standby_w).epsilon(0.02));
  CHECK(found.losses.speed_w_per_m_s == doctest::Approx(truth.speed_w_per_m_s).epsilon(0.02));
  CHECK(found.losses.force_squared_w_per_n2 ==
        doctest::Approx(truth.force_squared_w_per_n2).epsilon(0.02));
  CHECK(found.losses.force_speed_share == doctest::Approx(truth.force_speed_share).epsilon(0.02));
  REQUIRE(found.errors.size() == 8);
  for (const double error : found.errors) CHECK(error == doctest::Approx(0.0).epsilon(1e-5));
}

TEST_CASE("two trucks are too few for a calibration") {
  model::Catalog files = trucks::catalog();
  const energy::CycleLibrary cycles = [&](const std::string& id) -> const model::DriveCycle& {
    return files.cycle(id);
  };
  CHECK_THROWS_AS((void)energy::calibrate({}, cycles), std::logic_error);
}
