// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <variant>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/version.hpp"

namespace model = evpickup::model;
namespace study = evpickup::study;

// Compares two trucks and prints their range; fails unless both have a believable one.
int main() try {
  model::Catalog catalog{DATA_DIR};
  // The registration fee differs from state to state, so the market leaves it to its user.
  const study::RunOptions options{
      .overrides = {{"market.us.ownership.registration", "100 USD/yr"}}};
  const study::Results results = study::run(
      catalog, study::comparison({"ford_f150_lightning:pro_sr", "rivian_r1t:dual_large"}, "us"),
      options);

  const std::string_view version = evpickup::version;
  std::printf("evpickup %.*s, %zu trucks\n", static_cast<int>(version.size()), version.data(),
              results.table.rows.size());
  bool believable = results.table.rows.size() == 2;
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    const auto name = std::get<std::string>(results.table.at(row, "vehicle"));
    const auto range_km = std::get<double>(results.table.at(row, "range_km"));
    std::printf("%s: %.0f km\n", name.c_str(), range_km);
    believable = believable && range_km > 200.0 && range_km < 1000.0;
  }
  return believable ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
