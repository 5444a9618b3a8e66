// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include "evpickup/study/draws.hpp"

namespace evpickup::study {

/// The evaluation of one of several trucks that are studied one after the other: that of the truck
/// before is given up, for each holds many trucks.
class CurrentEvaluation {
 public:
  /// Request and catalog must outlive it, and each truck's plan and inputs.
  CurrentEvaluation(const DrawRequest& request, model::Catalog& catalog, units::Currency currency)
      : request_(&request), catalog_(&catalog), currency_(currency) {}

  [[nodiscard]] DrawEvaluation& of(std::size_t truck, const Plan& plan,
                                   const UncertainInputs& inputs) {
    if (!evaluation_ || truck_ != truck) {
      evaluation_.reset();
      evaluation_ = std::make_unique<DrawEvaluation>(plan, inputs, *request_, *catalog_, currency_);
      truck_ = truck;
    }
    return *evaluation_;
  }

 private:
  const DrawRequest* request_;
  model::Catalog* catalog_;
  units::Currency currency_;
  std::unique_ptr<DrawEvaluation> evaluation_;
  std::size_t truck_ = 0;
};

}  // namespace evpickup::study
