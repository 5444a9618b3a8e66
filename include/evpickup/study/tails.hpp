// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

/// Where a fit does not hold: in the tails of some inputs, for a limit binds there that does not
/// elsewhere.
namespace evpickup::study {

/// The part of an input's values in which a fit is believed, ends included.
struct Believed {
  double low = 0.0, high = 0.0;
};

/// What to believe of each input, from the errors of the fit at some draws (draws x inputs, and one
/// error a draw): all that was seen, less tails. Of all tails the one goes first that holds most
/// errors beyond `bad` for its size, and again, until none is left of which 7 % are bad. A tail is
/// an eighth of the draws at most, one bad draw makes none, and equal values go together.
[[nodiscard]] std::vector<Believed> believed_parts(const Eigen::ArrayXXd& values,
                                                   const Eigen::ArrayXd& errors, double bad);

/// True for a draw (a row of values) of which all inputs are believed.
[[nodiscard]] bool is_believed(const std::vector<Believed>& parts, const Eigen::ArrayXXd& values,
                               Eigen::Index draw);

}  // namespace evpickup::study
