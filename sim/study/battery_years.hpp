// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evpickup/energy/battery_use.hpp"
#include "evpickup/energy/battery_warranty.hpp"
#include "evpickup/model/annual_use.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/study/plan.hpp"

namespace evpickup::study {

/// The law by which a truck's battery ages; absent if it does not.
[[nodiscard]] std::optional<energy::AgeingLaw> ageing_law(const model::Vehicle& vehicle,
                                                          const model::BatteryLife& life);

/// A sentence for each law of ageing in a plan, with the models that it is used for.
[[nodiscard]] std::vector<std::string> ageing_basis(const Plan& plan);

/// A truck's battery on its way through the years.
class BatteryYears {
 public:
  /// Temperatures of the equal parts of every year: twelve months, or one. The truck has its
  /// estimates filled in and outlives this.
  BatteryYears(const model::Vehicle& vehicle, const model::BatteryLife& life,
               const std::vector<units::Temperature>& ambient);

  /// The next year: replaces a pack that is too weak at its start, ages it by the year's energy
  /// from the battery, and tells the health at both ends.
  void pass(model::AnnualUse& year);

 private:
  [[nodiscard]] energy::BatteryWear wear(const model::AnnualUse& year) const;

  const model::Vehicle* vehicle_;
  std::optional<energy::AgeingLaw> law_;
  double replace_below_;
  std::optional<energy::BatteryWarranty> warranty_;
  bool has_months_;
  energy::BatteryUse use_;
  energy::BatteryHealth health_;
  units::Time age_{};
  units::Length odometer_{};
};

}  // namespace evpickup::study
