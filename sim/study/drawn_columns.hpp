// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "evpickup/study/results.hpp"
#include "evpickup/study/uncertain_inputs.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::study {

/// Columns for what is drawn of the inputs of several cases, one for each key and unit: keys as
/// scenarios write them, without the names of trucks and markets, which stand in columns of their
/// own. Money is told in one currency.
class DrawnColumns {
 public:
  /// The rates must outlive the columns.
  DrawnColumns(units::Currency currency, const units::ExchangeRates& rates)
      : currency_(currency), rates_(&rates) {}

  /// Columns for the drawn values of one more case, shared with the cases before it.
  void add(const std::vector<DrawnValue>& values);

  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }

  /// A cell for each column, by the drawn values of a case in SI units; blank where the case has no
  /// such value.
  [[nodiscard]] std::vector<Cell> cells(std::size_t of,
                                        const Eigen::Ref<const Eigen::RowVectorXd>& drawn) const;

 private:
  /// How a kind of value is told: number = SI / factor - offset.
  struct Told {
    std::string unit;
    double factor = 1.0, offset = 0.0;
  };
  /// The column of a drawn value, and how it is told.
  struct Place {
    std::size_t column = 0;
    Told told;
  };

  [[nodiscard]] Told told_as(const DrawnValue& value) const;

  units::Currency currency_;
  const units::ExchangeRates* rates_;
  std::vector<Column> columns_;
  /// Of each case: a place for each of its drawn values.
  std::vector<std::vector<Place>> places_;
};

}  // namespace evpickup::study
