// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/money.hpp"

/// What is reported of the markets, each figure with its source and our verdict:
/// scenarios/facts/*.toml. It is for the reader; no number of a run depends on it.
namespace evpickup::model {

/// What was counted.
enum class Counted { registrations, sales, exports };

enum class Verdict {
  holds,         ///< other sources bear it out
  misprinted,    ///< the figure belongs to something else, which the remark names
  contradicted,  ///< another source says otherwise, and nothing decides
  unchecked      ///< one source alone
};

[[nodiscard]] std::string_view name(Counted counted);
[[nodiscard]] std::string_view name(Verdict verdict);

/// A year, a month, or the first and the last month.
struct Period {
  units::Date first;
  /// The same as `first` for one year or month.
  units::Date last;

  /// ISO 8601: "2025", "2025-11" or "2025-01/2025-11".
  [[nodiscard]] std::string text() const;
};

/// What is reported of one market in one period: at least one of count, growth and share.
struct MarketFact {
  std::string id;
  /// Id of a market.
  std::string market;
  Period period;
  Counted quantity = Counted::registrations;
  /// What was counted, in words.
  std::string of;
  /// Vehicles.
  spec::Sourced<int> count;
  /// Relative to the same months of the year before, unless its note says otherwise; -1 and above.
  spec::Sourced<double> growth;
  /// 0 to 1, of what its note says.
  spec::Sourced<double> share;
  Verdict verdict = Verdict::unchecked;
  /// What the verdict rests on; never empty for what is misprinted or contradicted.
  std::string remark;
  /// Where the file names the market.
  base::SourcePlace where;
};

/// What somebody decided.
struct MarketEvent {
  std::string market;
  units::Date date;
  std::string what;
  /// Id of a source.
  std::string source;
  /// Where the file names the market.
  base::SourcePlace where;
};

struct MarketFacts {
  std::string id;
  std::string title;
  std::shared_ptr<const spec::Sources> sources;
  /// In the order of the file.
  std::vector<MarketFact> facts;
  std::vector<MarketEvent> events;
};

/// Reads a file of facts; all its problems are one InputError. Whether the markets exist is for
/// those to check who know them.
[[nodiscard]] MarketFacts read_market_facts(const std::shared_ptr<const base::SourceText>& text,
                                            std::string id);

}  // namespace evpickup::model
