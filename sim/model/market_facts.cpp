// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/market_facts.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/model/file_outline.hpp"
#include "file_reading.hpp"

namespace evpickup::model {

namespace {

using spec::Need;
using spec::Node;
using spec::Reader;

// Vehicles that one fact may count: more than all that the world builds in a year.
constexpr int most_vehicles = 100'000'000;
// Growth may be from next to nothing.
constexpr spec::Bounds growth_bounds{-100, 100'000, "%"};
constexpr spec::Bounds share_bounds{0, 100, "%"};

// The period of a text; nothing, and the reason, for any other.
std::optional<Period> parse_period(std::string_view text, std::string& reason) {
  const std::vector<std::string> ends = base::split(text, '/');
  const auto first = units::parse_date(base::trim(ends.front()));
  const auto last = units::parse_date(base::trim(ends.back()));
  if (ends.size() > 2 || !first || !last || first->day != 0 || last->day != 0) return std::nullopt;
  if (ends.size() == 1) return Period{*first, *last};
  if (first->month == 0 || last->month == 0) {
    reason = "a span of months has months at both ends";
    return std::nullopt;
  }
  if (*last <= *first) {
    reason = "the last month is not after the first";
    return std::nullopt;
  }
  return Period{*first, *last};
}

spec::Codec<Period> period() {
  return {
      "a period such as \"2025\", \"2025-11\" or \"2025-01/2025-11\"",
      [](const Node& node, spec::Refusal& refusal) -> std::optional<Period> {
        if (node.is_text()) return parse_period(node.text, refusal.reason);
        if (node.is_number()) refusal.hint = fmt::format("write \"{}\"", node.shown());
        return std::nullopt;
      },
      [](const Period& value) { return value.text(); },
      {},
  };
}

const spec::FieldTable<MarketFact>& fact_rows() {
  static const spec::FieldTable<MarketFact> rows{
      spec::plain("id", &MarketFact::id, spec::any_text(), "a name of its own", Need::required),
      spec::plain("market", &MarketFact::market, spec::any_text(), "id of a market",
                  Need::required),
      spec::plain("period", &MarketFact::period, period(), "when it was counted", Need::required),
      spec::plain("quantity", &MarketFact::quantity,
                  spec::one_of<Counted>({{"registrations", Counted::registrations},
                                         {"sales", Counted::sales},
                                         {"exports", Counted::exports}}),
                  "what was counted", Need::required),
      spec::plain("of", &MarketFact::of, spec::any_text(), "which vehicles were counted",
                  Need::required),
      spec::value("count", &MarketFact::count, spec::whole_number(0, most_vehicles), "vehicles"),
      spec::value("growth", &MarketFact::growth, spec::quantity<double>(growth_bounds),
                  "against the same months of the year before"),
      spec::value("share", &MarketFact::share, spec::quantity<double>(share_bounds),
                  "of what its note says"),
      spec::plain("verdict", &MarketFact::verdict,
                  spec::one_of<Verdict>({{"holds", Verdict::holds},
                                         {"misprinted", Verdict::misprinted},
                                         {"contradicted", Verdict::contradicted},
                                         {"unchecked", Verdict::unchecked}}),
                  "holds, misprinted, contradicted or unchecked", Need::required),
      spec::plain("remark", &MarketFact::remark, spec::any_text(), "what the verdict rests on"),
  };
  return rows;
}

spec::Field<MarketEvent> source_row() {
  const auto read = [](MarketEvent& event, const Node& node, const std::string& path,
                       Reader& reader) { event.source = spec::read_source_id(node, path, reader); };
  return spec::custom<MarketEvent>("source", read, "id of a source", "id of a source",
                                   Need::required);
}

const spec::FieldTable<MarketEvent>& event_rows() {
  static const spec::FieldTable<MarketEvent> rows{
      spec::plain("market", &MarketEvent::market, spec::any_text(), "id of a market",
                  Need::required),
      spec::plain("date", &MarketEvent::date, spec::calendar_date(), "when it was said",
                  Need::required),
      spec::plain("what", &MarketEvent::what, spec::any_text(), "what was decided", Need::required),
      source_row(),
  };
  return rows;
}

const spec::FieldTable<MarketFacts>& heading_rows() {
  static const spec::FieldTable<MarketFacts> rows{
      read_elsewhere<MarketFacts>("format"),
      spec::plain("title", &MarketFacts::title, spec::any_text(), "title", Need::required),
      read_elsewhere<MarketFacts>("sources"),
      read_elsewhere<MarketFacts>("fact"),
      read_elsewhere<MarketFacts>("event"),
  };
  return rows;
}

base::SourcePlace market_place(const Node& table) {
  const Node* market = table.find("market");
  return market != nullptr ? market->where : table.where;
}

// A fact has a figure, and every figure its source.
void check_figures(const Node& table, const std::string& path, Reader& reader) {
  constexpr std::array figures{"count", "growth", "share"};
  bool any = false;
  for (const std::string_view key : figures) {
    const Node* figure = table.find(key);
    if (figure == nullptr) continue;
    any = true;
    if (!figure->is_table() || figure->find("source") == nullptr)
      reader.diagnostics.error(figure->where, spec::joined(path, key),
                               "a figure of a market needs its source",
                               "write { value = ..., source = \"...\" }");
  }
  if (!any)
    reader.diagnostics.error(table.key_where, path, "the fact has no figure",
                             "give at least one of count, growth and share");
}

MarketFact read_fact(const Node& table, const std::string& path, Reader& reader) {
  MarketFact fact;
  fact.where = market_place(table);
  read_rows(fact, fact_rows(), table, path, reader);
  if (!table.is_table()) return fact;
  require_rows(fact_rows(), table, path, reader);
  check_figures(table, path, reader);
  const bool needs_remark =
      fact.verdict == Verdict::misprinted || fact.verdict == Verdict::contradicted;
  if (needs_remark && table.find("remark") == nullptr)
    reader.diagnostics.error(
        table.find("verdict")->where, spec::joined(path, "remark"),
        "missing value (what the verdict rests on)",
        fmt::format("write remark = \"...\" beside verdict = \"{}\"", name(fact.verdict)));
  return fact;
}

MarketEvent read_event(const Node& table, const std::string& path, Reader& reader) {
  MarketEvent event;
  event.where = market_place(table);
  read_rows(event, event_rows(), table, path, reader);
  if (table.is_table()) require_rows(event_rows(), table, path, reader);
  return event;
}

// Every table of a list that may be absent.
template <class Read>
auto read_list(const Node& root, std::string_view key, Reader& reader, const Read& read) {
  std::vector<decltype(read(root, std::string{}, reader))> list;
  const Node* tables = root.find(key);
  if (tables == nullptr) return list;
  if (tables->type != spec::NodeType::array) {
    spec::refuse(reader, *tables, std::string{key}, fmt::format("a list of tables [[{}]]", key),
                 {});
    return list;
  }
  for (std::size_t i = 0; i < tables->children.size(); ++i)
    list.push_back(read(tables->children[i], fmt::format("{}[{}]", key, i), reader));
  return list;
}

// No two facts have one name.
void check_ids(const std::vector<MarketFact>& facts, const Node& root, Reader& reader) {
  std::map<std::string, base::SourcePlace> first_place;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (facts[i].id.empty()) continue;
    const base::SourcePlace& where = root.find("fact")->children[i].find("id")->where;
    const auto [first, is_new] = first_place.try_emplace(facts[i].id, where);
    if (!is_new)
      reader.diagnostics.error(where, fmt::format("fact[{}].id", i),
                               fmt::format("the id \"{}\" is given twice", facts[i].id),
                               fmt::format("the fact of line {} has it", first->second.line));
  }
}

}  // namespace

std::vector<spec::Outline> facts_file_outline() {
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(heading_rows().rows())) keys.push_back(std::move(key));
  keys.push_back({.kind = spec::Outline::Kind::list,
                  .key = "fact",
                  .doc = "a figure that is reported of a market",
                  .children = spec::outline_rows(fact_rows().rows())});
  keys.push_back({.kind = spec::Outline::Kind::list,
                  .key = "event",
                  .doc = "what a maker decided or said",
                  .children = spec::outline_rows(event_rows().rows())});
  return keys;
}

std::string_view name(Counted counted) {
  switch (counted) {
  case Counted::registrations:
    return "registrations";
  case Counted::sales:
    return "sales";
  case Counted::exports:
    return "exports";
  }
  return "";
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
  case Verdict::holds:
    return "holds";
  case Verdict::misprinted:
    return "misprinted";
  case Verdict::contradicted:
    return "contradicted";
  case Verdict::unchecked:
    return "unchecked";
  }
  return "";
}

std::string Period::text() const {
  return first == last ? first.text() : first.text() + "/" + last.text();
}

MarketFacts read_market_facts(const std::shared_ptr<const base::SourceText>& text, std::string id) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  MarketFacts file;
  file.id = std::move(id);
  file.sources = read_preamble(root, reader);
  read_rows(file, heading_rows(), root, "", reader);
  require_rows(heading_rows(), root, "", reader);
  file.facts = read_list(root, "fact", reader, read_fact);
  file.events = read_list(root, "event", reader, read_event);
  if (root.find("fact") == nullptr && root.find("event") == nullptr)
    findings.error(root.where, "fact", "there is no fact and no event",
                   "each fact is a [[fact]], each event an [[event]]");
  check_ids(file.facts, root, reader);
  findings.throw_if_errors();
  return file;
}

}  // namespace evpickup::model
