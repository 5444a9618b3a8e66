// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/model/market_facts.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// What is reported of the markets beside a comparison, and as lists. No number of a run depends
/// on it.
namespace evpickup::study {

/// What the words of verdicts mean, for those who read a table of facts.
[[nodiscard]] const std::string& meaning_of_verdicts();

/// Columns of a table of facts: counts in vehicles, growth and share in per cent. People need the
/// first `shown_fact_columns`.
[[nodiscard]] std::vector<Column> fact_columns();
inline constexpr std::size_t shown_fact_columns = 9;
/// A fact in these columns. Throws base::InputError if there is no such market.
[[nodiscard]] std::vector<Cell> fact_cells(const model::MarketFact& fact,
                                           const model::MarketFacts& file, model::Catalog& catalog);
/// A sentence with the verdict, the notes of the figures and what the verdict rests on; empty if
/// there is neither a note nor a remark.
[[nodiscard]] std::string fact_remark(const model::MarketFact& fact, model::Catalog& catalog);

/// The same for events; people need the first `shown_event_columns`.
[[nodiscard]] std::vector<Column> event_columns();
inline constexpr std::size_t shown_event_columns = 4;
[[nodiscard]] std::vector<Cell> event_cells(const model::MarketEvent& event,
                                            const model::MarketFacts& file,
                                            model::Catalog& catalog);

/// One sentence for each source of a file: id, title, date, address.
[[nodiscard]] std::vector<std::string> source_sentences(const model::MarketFacts& file);

/// The facts that a scenario asks for by `report.market_facts`; nothing if it asks for none. Throws
/// base::InputError for a file that is not there.
[[nodiscard]] std::optional<model::MarketFacts> facts_for(const model::Scenario& scenario,
                                                          model::Catalog& catalog);

/// Adds the facts and events of the markets that the trucks are sold in or come from. Of a market
/// of which some facts were checked against other sources, people see these alone.
void add_market_context(Results& results, const Plan& plan, const model::MarketFacts& file,
                        model::Catalog& catalog);

}  // namespace evpickup::study
