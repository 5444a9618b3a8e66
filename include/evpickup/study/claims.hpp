// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/energy/test_drive.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/study/anchoring.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// What makers and papers claim, held against physics: each claim with a verdict and the inputs
/// that decide it. Physics here is blind: nothing is adjusted to a rating.
namespace evpickup::study {

enum class Verdict {
  agrees,         ///< within the interval of what physics gives
  cautious,       ///< worse than that: the truck should do better than is claimed
  generous,       ///< better than that, by less than another half width
  not_plausible,  ///< beyond that: the claim and the rest of the specification do not go together
  untold,         ///< physics has nothing to hold against it
};
[[nodiscard]] std::string_view name(Verdict verdict);

/// How many half widths of its interval physics may be away for a claim to be called generous.
/// The half width is the root sum of squares of what the uncertain inputs and the model itself may
/// be off: once is what has to be expected, beyond twice is what hardly happens by chance if half
/// widths are read as a standard deviation and more.
inline constexpr double generous_within = 2.0;

/// What a claim that is worse than physics says of a truck.
enum class Modesty {
  contradicts,  ///< a rating belongs to the whole specification: too low is as odd as too high
  is_told,      ///< makers may leave something in hand: at worst `cautious`
  is_normal,    ///< a limit that law, tyres or makers set below what physics allows: `agrees`
};

/// What physics gives, with its interval.
struct Interval {
  double low = 0.0, central = 0.0, high = 0.0;
};

/// The verdict on a claim. `better` says which way claims are generous.
[[nodiscard]] Verdict judge(double claimed, const Interval& physics, Better better,
                            Modesty modesty);

/// An uncertain input and what it does to a figure, by itself moved to the ends of its range.
struct InputEffect {
  std::string key;
  std::string value;
  std::string range;
  double at_low = 0.0, at_high = 0.0;
};

/// One claim of one truck.
struct ClaimCheck {
  std::string vehicle, trim;
  /// Key such as "accel_0_100", words, unit and decimals of the figures.
  std::string claim, label, unit;
  int decimals = 0;
  double claimed = 0.0;
  /// Id of the source in the truck's file, and its note.
  std::string source, note;
  /// From the file's `also`: another source's figure.
  bool alternative = false;
  /// Absent if physics has nothing to say; `remark` tells why.
  std::optional<double> physics;
  /// Root sum of squares of one-at-a-time effects of all uncertain inputs and of the model's own
  /// error. Absent where the verdict does not hang on it and Depth::verdicts was asked for.
  std::optional<double> low, high;
  double model_error = 0.0;
  Verdict verdict = Verdict::untold;
  /// The largest effect first.
  std::vector<InputEffect> inputs;
  std::string remark;
  /// Of the truck that meets this rating, for ranges by procedure.
  std::optional<Anchor> anchor;

  /// How far physics is off the claim, in per cent of the claim.
  [[nodiscard]] std::optional<double> off_percent() const;
};

/// How much is computed: intervals only where a verdict hangs on them; all intervals; factors of
/// anchoring as well. Verdicts are the same.
enum class Depth { verdicts, intervals, full };

/// Checks all claims of trucks as their files have them (estimates not filled in). Every truck
/// needs a battery size; those without physics are passed over. The order is that of the trucks,
/// then of the list of claims.
[[nodiscard]] std::vector<ClaimCheck> check_claims(std::span<const model::Vehicle> trucks,
                                                   const energy::CycleLibrary& cycles, Depth depth,
                                                   int threads = 0);

/// A claim computed with one of several published values of an input.
struct ConflictCheck {
  std::string key;
  std::string value;
  std::string source, note;
  /// It is the file's own choice.
  bool chosen = false;
  /// The values move this claim by more than the model's own error: else no claim tells them apart.
  bool telling = false;
  ClaimCheck check;
  /// The figure with reductions of 10 and 13, if that is what is not known of an acceleration.
  std::optional<double> at_short_gear, at_long_gear;
};

/// Reductions over which accelerations are told where no source gives one: single-speed gears of
/// electric pickups and vans.
inline constexpr double long_gear = 10.0;
inline constexpr double short_gear = 13.0;

/// For every input with conflicting values in the truck's file: the claims that depend on it (by
/// half a per cent or more), with each value.
[[nodiscard]] std::vector<ConflictCheck>
check_conflicts(const model::Vehicle& truck, const energy::CycleLibrary& cycles, int threads = 0);
/// One sentence for each input of each truck: which values fit the claims, which do not, or that
/// claims do not tell them apart. The trim is left out where there is one truck.
[[nodiscard]] std::vector<std::string> verdicts_on_values(std::span<const ConflictCheck> conflicts,
                                                          bool one_truck);

/// What a rating by another procedure than the EPA's means.
struct Equivalent {
  std::string vehicle, trim;
  std::string procedure;
  double rated_range_km = 0.0;
  /// Usable energy over rated range, from the battery, in kWh/100 km.
  Interval implied_kwh_per_100km;
  /// What physics gives by that procedure.
  double physics_kwh_per_100km = 0.0;
  Anchor anchor;
  /// Label range that a truck would get which meets the rating.
  Interval epa_range_km;
  std::vector<InputEffect> inputs;
};

/// All such ratings of trucks that the EPA has not rated.
[[nodiscard]] std::vector<Equivalent> epa_equivalents(std::span<const model::Vehicle> trucks,
                                                      const energy::CycleLibrary& cycles,
                                                      int threads = 0);

/// All claims of a plan's trucks, those in doubt first: people see only these.
[[nodiscard]] std::optional<Section> claims_section(const Plan& plan, model::Catalog& catalog,
                                                    const RunOptions& options);

/// The claims of a truck "file:trim", or of all trims of "file", with conflicting values and
/// equivalents of ratings.
[[nodiscard]] Results describe_claims(model::Catalog& catalog, const std::string& reference,
                                      const RunOptions& options);

}  // namespace evpickup::study
