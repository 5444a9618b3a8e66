// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/procedures.hpp"

#include <algorithm>

#include "rating_tests.hpp"

namespace evpickup::energy {

namespace {

using Predict = decltype(Procedure::predict);

/// Trucks with an engine and without, each by its own way of the test.
template <Predict electric, Predict engine>
std::vector<Prediction> mixed(Trucks trucks, const CycleLibrary& cycles, int threads) {
  std::vector<const model::Vehicle*> parts[2];
  for (const auto* truck : trucks) parts[truck->has_engine() ? 1 : 0].push_back(truck);
  if (parts[1].empty()) return electric(trucks, cycles, threads);
  auto of_engine = engine(parts[1], cycles, threads);
  auto of_battery =
      parts[0].empty() ? std::vector<Prediction>{} : electric(parts[0], cycles, threads);

  std::vector<Prediction> results;
  std::size_t next[2] = {0, 0};
  for (const auto* truck : trucks)
    results.push_back(truck->has_engine() ? of_engine[next[1]++] : of_battery[next[0]++]);
  return results;
}

}  // namespace

std::span<const Procedure> procedures() {
  static const Procedure rows[] = {
      {"epa", "EPA label",
       "SAE J1634 multi-cycle test; label factor the better of 0.70 and five-cycle", mixed<epa_label, engine_epa>},
      {"epa_2_cycle", "EPA, factor 0.70", "multi-cycle test x 0.70, the default of 40 CFR 600.210",
       mixed<epa_two_cycle, engine_epa>},
      {"epa_5_cycle", "EPA five-cycle",
       "multi-cycle, US06, SC03 and cold city test, weighted by 40 CFR 600.114", mixed<epa_five_cycle, engine_epa>},
      {"wltp", "WLTP class 3b", "shortened test of UN GTR 15 with WLTC class 3b, test mass of N1",
       mixed<wltp, engine_wltp>},
      {"cltc", "CLTC-P",
       "shortened test of GB/T 18386.1 on the passenger cycle CLTC-P; goods vehicles are rated on "
       "CLTC-C, whose trace is not public",
       mixed<cltc, engine_cltc>},
      {"nedc", "NEDC", "UN R101: the cycle repeated until the battery is empty", mixed<nedc, engine_nedc>},
      {"korea", "Korea",
       "city and highway cycle x 0.70, 55/45; cold range at -6.7 degC with heating", mixed<korea, engine_epa>},
  };
  return rows;
}

const Procedure* find_procedure(std::string_view key) {
  const auto found = std::ranges::find(procedures(), key, &Procedure::key);
  return found == procedures().end() ? nullptr : &*found;
}

}  // namespace evpickup::energy
