// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "optimiser_candidates.hpp"

namespace evpickup::study {

/// Simulated binary crossover of two points in place, index 15, with a chance of 0.9, within the
/// box (K. Deb, R. B. Agrawal, Complex Systems 9 (1995), 115-148; bounded as in the authors' code
/// of NSGA-II).
void cross(const Box& box, Eigen::ArrayXd& one, Eigen::ArrayXd& two, RandomStream& random);

/// Polynomial mutation of each variable with the chance 1 / variables, index 20, within the box (K.
/// Deb, M. Goyal, Computer Science and Informatics 26 (1996), 30-45).
void mutate(const Box& box, Eigen::ArrayXd& point, RandomStream& random);

}  // namespace evpickup::study
