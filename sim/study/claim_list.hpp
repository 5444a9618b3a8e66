// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/energy/test_drive.hpp"
#include "evpickup/study/claims.hpp"

/// The list of claims: one row and one function each.
namespace evpickup::study {

/// A figure that somebody claims, in the unit of its row.
struct Claimed {
  double value = 0.0;
  std::string source, note;
};

/// What figures are computed with.
struct Bench {
  const energy::CycleLibrary& cycles;
  int threads = 0;
};

using Trucks = std::span<const model::Vehicle* const>;
using Figures = std::vector<std::optional<double>>;

struct ClaimKind {
  std::string_view key;
  std::string_view label;
  std::string_view unit;
  int decimals = 0;
  Better better = Better::higher;
  Modesty modesty = Modesty::is_told;
  /// What the model itself may be off, relative; `reason` says where that comes from.
  double model_error = 0.0;
  std::string_view reason;
  /// Procedure of a rated range.
  std::string_view procedure;
  /// Uncertain inputs that it may depend on.
  std::span<const std::string_view> inputs;
  /// What is claimed, the file's own choice first; nothing if there is no such claim.
  std::vector<Claimed> (*claimed)(const ClaimKind& kind, const model::Vehicle& truck) = nullptr;
  /// Takes off the truck what must not be used, for it would be the claim itself.
  void (*prepare)(model::Vehicle& truck) = nullptr;
  /// The figure for each truck, estimates filled in; nothing where physics has nothing to say.
  Figures (*physics)(const ClaimKind& kind, Trucks trucks, const Bench& bench) = nullptr;
  /// A sentence on the central figure, or nothing.
  std::string (*remark)(const ClaimKind& kind, const model::Vehicle& filled,
                        const model::Vehicle& truck) = nullptr;
};

[[nodiscard]] std::span<const ClaimKind> claim_kinds();

/// Key of the claim of a rated range: "range_epa".
[[nodiscard]] const ClaimKind* find_claim(std::string_view key);

}  // namespace evpickup::study
