// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

/// Which share of its distance a truck that can be charged and has an engine drives on what was
/// charged.
namespace evpickup::energy {

/// Curves of SAE J2841 (September 2010), fitted to the American travel survey of 2001, for trucks
/// that are charged once a day, and Europe's.
enum class UtilityFactor {
  /// All kilometres of a fleet (FUF, table 2).
  fleet,
  /// The mean driver over many days (MDIUF, table 2), which the EPA's label takes.
  individual,
  /// The fleet's kilometres in the city and on the highway, split 55 to 45 (table 5).
  city,
  highway,
  /// That of the WLTP in the European Union (Regulation (EU) 2017/1151, annex XXI, sub-annex 8,
  /// appendix 5; coefficients as in the Commission's technical report on utility factors).
  europe,
};

/// Distance beyond which a curve is not fitted: about 400 miles, in Europe 800 km.
[[nodiscard]] units::Length longest_fitted(UtilityFactor curve);

/// 1 - exp(-sum of c_j (d / longest_fitted)^j): the share of the distance driven in
/// charge-depleting mode with a charge-depleting range d; 0 for d <= 0. Beyond longest_fitted it
/// stays at its value there. American coefficients as in policy/utility_factors.py of EPA's OMEGA
/// model, which rounds to three decimals.
[[nodiscard]] double utility_factor(UtilityFactor curve, units::Length range);

}  // namespace evpickup::energy
