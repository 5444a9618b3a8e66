// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/energy/procedures.hpp"
#include "evpickup/model/catalog.hpp"

/// Anchored runs: one factor a truck makes the model meet the truck's own rating on the rating's
/// own procedure; with that factor it predicts everything else.
namespace evpickup::study {

/// The rated figure that a truck is held to.
struct RatingTarget {
  /// electric_range and fuel are those of trucks with an engine.
  enum class Quantity { consumption, range, electric_range, fuel };
  /// Key of the procedure (energy::procedures).
  std::string procedure;
  Quantity quantity = Quantity::range;
  /// Rated consumption at the wall in J/m, rated range in m, or rated fuel in m^2.
  double value = 0.0;
  /// How far the figure may be off what the procedure would give, as a standard deviation of its
  /// logarithm.
  double doubt = 0.0;
  /// The maker's own estimate, not a certified figure.
  bool estimated = false;
};

/// Doubt of a certified rating: labels are rounded, and makers may declare a worse figure than they
/// measured (40 CFR 600.315). A judgement.
inline constexpr double certified_doubt = 0.02;
/// Doubt of a maker's own estimate. A judgement.
inline constexpr double estimated_doubt = 0.05;
/// Doubt of a Chinese rating: pickups are rated on CLTC-C, of which no trace is public; this
/// program drives CLTC-P. A judgement: of the same order as ratings on CLTC and NEDC differ (RD6:
/// 0.84 to 0.93).
inline constexpr double other_cycle_doubt = 0.08;

/// What a truck can be anchored on: certified figures before estimates, EPA before WLTP, Korea,
/// NEDC and CLTC, consumption before range. A truck with an engine has its range on what was
/// charged, or its fuel if it is not charged. Nothing if its file holds no rating.
[[nodiscard]] std::optional<RatingTarget> rating_target(const model::Vehicle& vehicle);

/// ln(predicted / rated): zero where a prediction meets the target.
[[nodiscard]] double misfit(const RatingTarget& target, const energy::Prediction& prediction);

/// The misfit in standard deviations of the target's doubt.
[[nodiscard]] double deviation(const RatingTarget& target, const energy::Prediction& prediction);

/// Weight of a draw of uncertain inputs by how far its prediction misses the target:
/// exp(-deviation^2 / 2).
[[nodiscard]] double likelihood(double deviation);

/// What a factor acts on: the road load where it is estimated, the losses of the drive and the load
/// of the electronics where the road load is certified.
enum class AnchoredPart { road_load, losses };
[[nodiscard]] AnchoredPart anchored_part(const model::Vehicle& vehicle);

/// Factors within these bounds are believed. Road load: estimated drag and rolling resistance are
/// known to about +-20 % each way. Losses: as far as drives of one power differ.
struct Bounds {
  double low = 0.0, high = 0.0;
};
[[nodiscard]] Bounds bounds(AnchoredPart part);

/// The factor that was found for one truck.
struct Anchor {
  RatingTarget target;
  AnchoredPart part = AnchoredPart::road_load;
  /// Solves misfit = 0; where no factor within the search does, the nearer end of the search.
  double factor = 1.0;
  /// Whether that factor solves it.
  bool found = true;
  /// Factors at which the rated figure is off by its doubt, low first.
  Bounds range;
  /// Misfit of the blind truck.
  double blind_misfit = 0.0;
  /// ln(predicted / rated) range with the factor, if consumption was the target and a range is
  /// rated too: what the file's usable energy is off by.
  std::optional<double> range_misfit;
  /// The factor lies outside its bounds; the sentences say by how much, what would meet the rating,
  /// and which inputs are in doubt. Empty otherwise.
  std::string refusal;
};

/// Anchors trucks (estimates filled in, corrections 1). Nothing for a truck without a rating.
[[nodiscard]] std::vector<std::optional<Anchor>>
find_anchors(std::span<const model::Vehicle* const> vehicles, const energy::CycleLibrary& cycles,
             int threads = 0);

/// The factor on that part of a truck's physics.
[[nodiscard]] spec::Sourced<double>& correction(model::Vehicle& vehicle, AnchoredPart part);

/// Puts the factor on the truck, with its range, unless it was refused.
void apply(const Anchor& anchor, model::Vehicle& vehicle);

/// "road load x 1.083, from the EPA range of 410 mi" for a table.
[[nodiscard]] std::string text(const Anchor& anchor);

/// The cycles of a catalog, for procedures.
[[nodiscard]] energy::CycleLibrary cycle_library(model::Catalog& catalog);

}  // namespace evpickup::study
