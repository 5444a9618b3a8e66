// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/uncertain_inputs.hpp"

/// Evaluation of a plan at many values of its uncertain inputs. Monte Carlo, sensitivity and
/// optimisation all ask here; each says where in the inputs' space it wants the plan.
namespace evpickup::study {

/// What a study asks of every draw.
struct DrawRequest {
  /// Metrics with a number, by key (`CUR` spelt out: "tco_usd").
  std::vector<std::string> outcomes;
  /// Weigh draws by how well they meet the rating of an anchored truck.
  bool weigh = false;
  int threads = 0;
  /// Tell the drives that the duty blends, one by one.
  bool drives_apart = false;
  /// Tell what was drawn of each input.
  bool values = false;
};

/// The answers of a block of draws.
struct DrawnOutcomes {
  /// Of each case: draws x outcomes; NaN where the value cannot be had.
  std::vector<Eigen::ArrayXXd> of_case;
  /// Of each case: how far each draw misses the rating (anchoring.hpp); empty where nothing is
  /// weighed.
  std::vector<Eigen::ArrayXd> deviations;
  /// Of each case, where the drives were asked for apart: duty_drives_apart of this block's draws.
  std::vector<std::vector<DutyDrive>> drives;
  /// Of each case, where they were asked for: draws x its drawn values, in SI units.
  std::vector<Eigen::ArrayXXd> values;

  /// Weights of the draws of a case, 1 where nothing is weighed.
  [[nodiscard]] Eigen::ArrayXd weights(std::size_t of) const;
};

/// The numbers of the metrics with these keys. An unknown one, or one that is no number, is an
/// InputError with did-you-mean; `shown` is the key that asked for it.
[[nodiscard]] std::vector<const Metric*> outcome_metrics(const std::vector<std::string>& keys,
                                                         units::Currency currency,
                                                         const std::string& shown);
/// Their columns.
[[nodiscard]] std::vector<Column> outcome_columns(const std::vector<std::string>& keys,
                                                  units::Currency currency,
                                                  const std::string& shown);

/// Evaluates draws of one plan. Each thread keeps copies of the trucks that it moves from draw to
/// draw.
class DrawEvaluation {
 public:
  /// The plan has no axes; plan, inputs and catalog must outlive the evaluation.
  DrawEvaluation(const Plan& plan, const UncertainInputs& inputs, const DrawRequest& request,
                 model::Catalog& catalog, units::Currency currency);
  ~DrawEvaluation();
  DrawEvaluation(DrawEvaluation&&) noexcept;
  DrawEvaluation& operator=(DrawEvaluation&&) noexcept;

  /// Draws that are computed side by side; calls with as many or a multiple waste least.
  [[nodiscard]] std::size_t block() const;
  /// The answers at shares of the inputs' distributions: draws x inputs, each in (0, 1). Each
  /// draw's answer depends on its own row alone. Correlations of the inputs are applied here.
  [[nodiscard]] DrawnOutcomes at(const Eigen::ArrayXXd& shares);
  /// What is drawn of each input there, and nothing that it leads to: `values` alone.
  [[nodiscard]] DrawnOutcomes drawn_at(const Eigen::ArrayXXd& shares);

 private:
  struct Asked;
  class Scratch;

  /// The answers of `answer(scratch, shares)` to parts of the draws, dealt to the threads.
  template <class Answer>
  [[nodiscard]] DrawnOutcomes in_parts(const Eigen::ArrayXXd& shares, const Answer& answer);
  /// Most draws that a thread computes at a time.
  [[nodiscard]] std::size_t part() const;
  /// Frees the trucks of all threads, side by side.
  void drop_scratch();

  const Plan* plan_;
  const UncertainInputs* inputs_;
  model::Catalog* catalog_;
  std::size_t threads_;
  std::unique_ptr<const Asked> asked_;
  /// One for each thread, and the draws that each has room for.
  std::vector<std::unique_ptr<Scratch>> scratch_;
  std::size_t scratch_length_ = 0;
};

}  // namespace evpickup::study
