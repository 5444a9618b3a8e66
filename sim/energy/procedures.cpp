// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/procedures.hpp"

#include <algorithm>

#include "rating_tests.hpp"

namespace evpickup::energy {

std::span<const Procedure> procedures() {
  static const Procedure rows[] = {
      {"epa", "EPA label",
       "SAE J1634 multi-cycle test; label factor the better of 0.70 and five-cycle", epa_label},
      {"epa_2_cycle", "EPA, factor 0.70", "multi-cycle test x 0.70, the default of 40 CFR 600.210",
       epa_two_cycle},
      {"epa_5_cycle", "EPA five-cycle",
       "multi-cycle, US06, SC03 and cold city test, weighted by 40 CFR 600.114", epa_five_cycle},
      {"wltp", "WLTP class 3b", "shortened test of UN GTR 15 with WLTC class 3b, test mass of N1",
       wltp},
      {"cltc", "CLTC-P",
       "shortened test of GB/T 18386.1 on the passenger cycle CLTC-P; goods vehicles are rated on "
       "CLTC-C, whose trace is not public",
       cltc},
      {"nedc", "NEDC", "UN R101: the cycle repeated until the battery is empty", nedc},
      {"korea", "Korea",
       "city and highway cycle x 0.70, 55/45; cold range at -6.7 degC with heating", korea},
  };
  return rows;
}

const Procedure* find_procedure(std::string_view key) {
  const auto found = std::ranges::find(procedures(), key, &Procedure::key);
  return found == procedures().end() ? nullptr : &*found;
}

}  // namespace evpickup::energy
