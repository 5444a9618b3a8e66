// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/market_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

Column text_column(const std::string& key, const std::string& label) {
  return {key, label, "", 0, Better::neither};
}

Cell percent_cell(const spec::Sourced<double>& share) {
  return share.has_value() ? Cell(100.0 * *share) : Cell();
}

Cell text_cell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

/// Calls `visit` with the name and the value of every figure that a fact has.
template <class Visit>
void each_figure(const model::MarketFact& fact, const Visit& visit) {
  if (fact.count.has_value()) visit("count", fact.count);
  if (fact.growth.has_value()) visit("growth", fact.growth);
  if (fact.share.has_value()) visit("share", fact.share);
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(text);
}

/// Ids of the sources of a fact's figures and of what else is published for them.
std::vector<std::string> sources_of(const model::MarketFact& fact) {
  std::vector<std::string> ids;
  each_figure(fact, [&](std::string_view, const auto& figure) {
    add_once(ids, figure.origin.source);
    for (const auto& other : figure.also) add_once(ids, other.source);
  });
  return ids;
}

/// What the notes of the figures say: "count: nearly; share: of all pickups".
std::string notes_of(const model::MarketFact& fact) {
  std::vector<std::string> notes;
  each_figure(fact, [&](std::string_view name, const auto& figure) {
    if (!figure.origin.note.empty())
      notes.push_back(fmt::format("{}: {}", name, figure.origin.note));
    for (const auto& other : figure.also)
      if (!other.note.empty())
        notes.push_back(fmt::format("{} of {}: {}", name, other.source, other.note));
  });
  return base::join(notes, "; ");
}

/// "Electrek: pickup sales surge, 2025-12-18, https://electrek.co/".
std::string source_text(const spec::Source& source) {
  std::string text = source.title;
  if (source.date.known()) text += ", " + source.date.text();
  if (!source.url.empty()) text += ", " + source.url;
  return text;
}

std::string source_texts(const std::vector<std::string>& ids, const model::MarketFacts& file) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(source_text(file.sources->at(id)));
  return base::join(texts, "; ");
}

std::string market_name(const std::string& id, const base::SourcePlace& where,
                        model::Catalog& catalog) {
  return catalog.market(id, where).name;
}

/// Where the trucks of a plan are sold, and where they come from.
std::set<std::string> markets_of(const Plan& plan) {
  std::set<std::string> markets;
  for (const auto& planned : plan.cases) {
    if (planned.market) markets.insert(planned.market->id);
    markets.insert(planned.vehicle->origin);
  }
  return markets;
}

/// Markets of which a fact was checked.
std::set<std::string> checked_markets(const model::MarketFacts& file) {
  std::set<std::string> markets;
  for (const auto& fact : file.facts)
    if (fact.verdict != model::Verdict::unchecked) markets.insert(fact.market);
  return markets;
}

Section fact_section(const model::MarketFacts& file, const std::set<std::string>& markets,
                     model::Catalog& catalog) {
  Section section;
  section.key = "market_facts";
  section.title = "Market context";
  section.table.columns = fact_columns();
  section.shown_columns = shown_fact_columns;
  section.grouped_by = "market_name";
  const auto checked = checked_markets(file);
  std::vector<std::string> remarks;
  for (const auto& fact : file.facts) {
    if (!markets.contains(fact.market)) continue;
    // What nobody checked is of use to people only where there is nothing else.
    const bool for_people =
        fact.verdict != model::Verdict::unchecked || !checked.contains(fact.market);
    if (!for_people) section.table.data_only_rows.push_back(section.table.rows.size());
    section.table.rows.push_back(fact_cells(fact, file, catalog));
    if (for_people) add_once(remarks, fact_remark(fact, catalog));
  }
  section.remarks.push_back(meaning_of_verdicts());
  for (auto& remark : remarks) section.remarks.push_back(std::move(remark));
  if (const std::size_t hidden = section.table.data_only_rows.size(); hidden > 0)
    section.remarks.push_back(
        fmt::format("{} more {} unchecked: evpickup list market-facts has {}, and all sources.",
                    hidden, hidden == 1 ? "is" : "are", hidden == 1 ? "it" : "them"));
  return section;
}

Section event_section(const model::MarketFacts& file, const std::set<std::string>& markets,
                      model::Catalog& catalog) {
  Section section;
  section.key = "market_events";
  section.title = "What makers decided and said";
  section.table.columns = event_columns();
  section.shown_columns = shown_event_columns;
  for (const auto& event : file.events)
    if (markets.contains(event.market))
      section.table.rows.push_back(event_cells(event, file, catalog));
  return section;
}

}  // namespace

const std::string& meaning_of_verdicts() {
  static const std::string text =
      "The verdicts are ours. Holds: other sources bear it out. Misprinted: the figure belongs to "
      "something else. Contradicted: another source says otherwise, and nothing decides. "
      "Unchecked: one source alone.";
  return text;
}

std::vector<Column> fact_columns() {
  return {text_column("market_name", "market"),
          text_column("period", "period"),
          text_column("of", "what"),
          text_column("quantity", "counted"),
          {"count", "count", "", 0, Better::neither},
          {"growth_percent", "growth", "%", 1, Better::neither},
          {"share_percent", "share", "%", 1, Better::neither},
          text_column("verdict", "verdict"),
          text_column("source", "source"),
          text_column("market", "market id"),
          text_column("id", "id"),
          text_column("note", "note"),
          text_column("remark", "remark"),
          text_column("source_text", "source in full"),
          text_column("file", "file")};
}

std::vector<Cell> fact_cells(const model::MarketFact& fact, const model::MarketFacts& file,
                             model::Catalog& catalog) {
  const auto sources = sources_of(fact);
  return {market_name(fact.market, fact.where, catalog),
          fact.period.text(),
          fact.of,
          std::string(name(fact.quantity)),
          fact.count.has_value() ? Cell(static_cast<double>(*fact.count)) : Cell(),
          percent_cell(fact.growth),
          percent_cell(fact.share),
          std::string(name(fact.verdict)),
          base::join(sources, ", "),
          fact.market,
          fact.id,
          text_cell(notes_of(fact)),
          text_cell(fact.remark),
          source_texts(sources, file),
          file.id};
}

std::string fact_remark(const model::MarketFact& fact, model::Catalog& catalog) {
  const std::string notes = notes_of(fact);
  if (notes.empty() && fact.remark.empty()) return {};
  std::string text =
      fmt::format("{}, {}, {} of {}: {}.", market_name(fact.market, fact.where, catalog),
                  fact.period.text(), name(fact.quantity), fact.of, name(fact.verdict));
  if (!notes.empty()) text += fmt::format(" ({}.)", notes);
  if (!fact.remark.empty()) text += " " + fact.remark;
  return text;
}

std::vector<Column> event_columns() {
  return {text_column("date", "date"),        text_column("market_name", "market"),
          text_column("what", "what"),        text_column("source", "source"),
          text_column("market", "market id"), text_column("source_text", "source in full"),
          text_column("file", "file")};
}

std::vector<Cell> event_cells(const model::MarketEvent& event, const model::MarketFacts& file,
                              model::Catalog& catalog) {
  return {event.date.text(),
          market_name(event.market, event.where, catalog),
          event.what,
          event.source,
          event.market,
          source_texts({event.source}, file),
          file.id};
}

std::vector<std::string> source_sentences(const model::MarketFacts& file) {
  std::vector<std::string> sentences;
  for (const auto& [id, source] : *file.sources)
    sentences.push_back(fmt::format("{}: {}.", id, source_text(source)));
  return sentences;
}

std::optional<model::MarketFacts> facts_for(const model::Scenario& scenario,
                                            model::Catalog& catalog) {
  if (scenario.report.market_facts.empty()) return std::nullopt;
  return catalog.market_facts(scenario.report.market_facts, base::SourcePlace{scenario.text});
}

void add_market_context(Results& results, const Plan& plan, const model::MarketFacts& file,
                        model::Catalog& catalog) {
  const auto markets = markets_of(plan);
  bool any = false;
  for (auto& section :
       {fact_section(file, markets, catalog), event_section(file, markets, catalog)}) {
    if (section.table.rows.empty()) continue;
    results.sections.push_back(section);
    any = true;
  }
  if (any) {
    results.basis.push_back(fmt::format(
        "Market context: scenarios/facts/{}.toml; no number of this run depends on it.", file.id));
  } else {
    results.notes.push_back(fmt::format(
        "scenarios/facts/{}.toml tells nothing of the markets of these trucks.", file.id));
  }
}

}  // namespace evpickup::study
