// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/file_outline.hpp"

namespace evpickup::model {

std::span<const FileFormat> file_formats() {
  static constexpr FileFormat formats[] = {
      {"vehicle", "A pickup truck with its trims", "vehicles/vehicle.schema.json",
       &vehicle_file_outline},
      {"scenario", "Who drives what, where, for how long", "scenarios/scenario.schema.json",
       &scenario_file_outline},
      {"market", "Prices, taxes and fees of a country", "scenarios/markets/market.schema.json",
       &market_file_outline},
      {"estimates", "Estimates for what markets leave blank",
       "scenarios/estimates/estimates.schema.json", &estimates_file_outline},
      {"exchange_rates", "Units of currencies for one US dollar",
       "scenarios/exchange_rates.schema.json", &exchange_rates_file_outline},
      {"facts", "What is reported of markets", "scenarios/facts/facts.schema.json",
       &facts_file_outline},
  };
  return formats;
}

}  // namespace evpickup::model
