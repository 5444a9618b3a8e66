// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "evpickup/study/optimiser.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/uncertain_inputs.hpp"
#include "optimum_search.hpp"

namespace evpickup::study {

/// One truck of a search by itself, and what is searched over of it: each variable is an input of
/// equal density between its ends.
class SearchSubject {
 public:
  /// The search must outlive the subject. Throws InputError for variables that the truck does not
  /// have, and for ends that do not serve.
  SearchSubject(const Search& search, const Plan& plan, std::size_t at);

  [[nodiscard]] const Plan& plan() const { return single_; }
  [[nodiscard]] const PlannedCase& planned() const { return single_.cases.front(); }
  [[nodiscard]] const UncertainInputs& inputs() const { return inputs_; }
  [[nodiscard]] std::string name() const { return planned().vehicle->key(); }
  /// Shares of the ways of all variables.
  [[nodiscard]] Box box() const;

  /// A column for each variable, in the unit that its ends are written in.
  [[nodiscard]] std::vector<Column> columns() const;
  /// The variables at shares of their ways, in these units.
  [[nodiscard]] std::vector<double> told(const Eigen::ArrayXd& shares) const;
  [[nodiscard]] std::vector<double> told_as_it_is() const;
  /// The shares at which the variables are told like this.
  [[nodiscard]] Eigen::ArrayXd shares(const std::vector<double>& told) const;

  /// The variables of which the truck as it is lies outside of their ends: "battery.energy_usable
  /// 83 kWh is not within 40 .. 60 kWh"; empty if it lies inside.
  [[nodiscard]] std::vector<std::string> outside() const;

 private:
  /// A variable at a share of its way, and as it is, in the unit it is written in.
  [[nodiscard]] double shown(std::size_t k, double share) const;
  [[nodiscard]] double shown_as_it_is(std::size_t k) const;

  const Search* search_;
  Plan single_;
  UncertainInputs inputs_;
};

}  // namespace evpickup::study
