// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "evpickup/model/catalog.hpp"
#include "evpickup/model/file_outline.hpp"
#include "evpickup/model/hours.hpp"
#include "file_reading.hpp"

namespace evpickup::model {

namespace {

using spec::Need;
using spec::Node;
using spec::Reader;

// The top level of a market file: its heading, and the sections of a market.
const spec::FieldTable<Market>& market_rows() {
  static const spec::FieldTable<Market> rows = both(
      {
          read_elsewhere<Market>("format"),
          spec::plain("name", &Market::name, spec::any_text(), "name of the country",
                      Need::required),
          spec::plain("currency", &Market::currency_code, currency_code(), "currency of its prices",
                      Need::required),
          spec::plain("date", &Market::date, spec::calendar_date(),
                      "when the file was put together", Need::required),
          read_elsewhere<Market>("sources"),
      },
      spec::fields<Market>());
  return rows;
}

// One [rates.CODE] table. Older rates under `also` are for the reader of the file.
struct RateEntry {
  double per_usd = 0.0;
  units::Date date;
  std::string source;
};

// A reference to [sources], checked where the row is read.
spec::Field<RateEntry> source_row() {
  const auto read = [](RateEntry& rate, const Node& node, const std::string& path, Reader& reader) {
    rate.source = spec::read_source_id(node, path, reader);
  };
  return spec::custom<RateEntry>("source", read, "id of a source", "id of a source",
                                 Need::required);
}

spec::Field<RateEntry> rate_row(std::string_view key) {
  return spec::plain(key, &RateEntry::per_usd, spec::quantity<double>({1e-6, 1e9, {}}),
                     "units of the currency for one dollar", Need::required);
}

spec::Field<RateEntry> day_row() {
  return spec::plain("date", &RateEntry::date, spec::calendar_date(), "day of the rate",
                     Need::required);
}

// The entries of `also`, what others say, are checked like the rate itself, and then left alone.
const spec::FieldTable<RateEntry>& other_rate_rows() {
  static const spec::FieldTable<RateEntry> rows{rate_row("value"), day_row(), source_row()};
  return rows;
}

spec::Field<RateEntry> also_row() {
  const auto read = [](RateEntry&, const Node& node, const std::string& path, Reader& reader) {
    const auto& rows = other_rate_rows();
    if (node.type != spec::NodeType::array) {
      spec::refuse(reader, node, path, "a list of { value = ..., date = ..., source = ... }", {});
      return;
    }
    for (const Node& element : node.children) {
      RateEntry other;
      read_rows(other, rows, element, path, reader);
      if (element.is_table()) require_rows(rows, element, path, reader);
    }
  };
  return spec::custom<RateEntry>("also", read, {}, {});
}

const spec::FieldTable<RateEntry>& rate_rows() {
  static const spec::FieldTable<RateEntry> rows{rate_row("per_usd"), day_row(), source_row(),
                                                also_row()};
  return rows;
}

void read_rate(units::ExchangeRates& rates, std::string_view base, const Node& node,
               Reader& reader) {
  const auto& rows = rate_rows();
  const std::string path = "rates." + node.key;
  if (!units::is_currency_code(node.key) || node.key == base) {
    reader.diagnostics.error(node.key_where, path,
                             node.key == base ? "the base currency has no rate of its own"
                                              : "not a currency code",
                             "three capital letters of ISO 4217, such as [rates.EUR]");
    return;
  }
  RateEntry rate;
  read_rows(rate, rows, node, path, reader);
  if (!node.is_table()) return;
  require_rows(rows, node, path, reader);
  if (rate.per_usd > 0.0) rates.set(units::Currency{node.key}, rate.per_usd, rate.date);
}

// The top level of the file of exchange rates.
struct RatesHeading {
  units::Date date;
  std::string base;
};

spec::Codec<std::string> base_currency() {
  spec::Words words;
  words.add("USD", 0);
  return {
      "\"USD\", the only base so far",
      [words](const Node& node, spec::Refusal& refusal) -> std::optional<std::string> {
        return words.read(node, refusal) ? std::optional{node.text} : std::nullopt;
      },
      [](const std::string& code) { return code; },
      {},
      {},
      words.shape(),
  };
}

const spec::FieldTable<MarketEstimates>& estimates_rows() {
  static const spec::FieldTable<MarketEstimates> rows{
      read_elsewhere<MarketEstimates>("format"),
      spec::plain("title", &MarketEstimates::title, spec::any_text(), "title", Need::required),
      read_elsewhere<MarketEstimates>("sources"),
      spec::raw("markets", &MarketEstimates::markets, "tables named like markets",
                "values by market, with a market's keys"),
  };
  return rows;
}

const spec::FieldTable<RatesHeading>& rates_rows() {
  static const spec::FieldTable<RatesHeading> rows{
      read_elsewhere<RatesHeading>("format"),
      spec::plain("date", &RatesHeading::date, spec::calendar_date(),
                  "when the file was put together", Need::required),
      spec::plain("base", &RatesHeading::base, base_currency(),
                  "the currency that all rates are for", Need::required),
      read_elsewhere<RatesHeading>("sources"),
      read_elsewhere<RatesHeading>("rates"),
  };
  return rows;
}

}  // namespace

std::vector<spec::Outline> market_file_outline() {
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(market_rows().rows())) keys.push_back(std::move(key));
  return keys;
}

std::vector<spec::Outline> estimates_file_outline() {
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(estimates_rows().rows())) keys.push_back(std::move(key));
  const auto markets = std::ranges::find(keys, "markets", &spec::Outline::key);
  markets->kind = spec::Outline::Kind::named;
  markets->children = spec::outline_rows(spec::rows_of<Market>());
  return keys;
}

std::vector<spec::Outline> exchange_rates_file_outline() {
  auto keys = preamble_outline();
  for (auto& key : spec::outline_rows(rates_rows().rows())) keys.push_back(std::move(key));
  auto rates = spec::outline_rows(rate_rows().rows());
  rates.push_back({.kind = spec::Outline::Kind::list,
                   .key = "also",
                   .doc = "what other sources say",
                   .children = spec::outline_rows(other_rate_rows().rows())});
  keys.push_back({.kind = spec::Outline::Kind::named,
                  .key = "rates",
                  .doc = "by currency code: units of it for one dollar",
                  .children = std::move(rates)});
  return keys;
}

Market read_market(const std::shared_ptr<const base::SourceText>& text, std::string id) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  Market market;
  market.id = std::move(id);
  market.where = root.where;
  market.sources = read_preamble(root, reader);
  read_rows(market, market_rows(), root, "", reader);
  require_rows(market_rows(), root, "", reader);
  check_tariff(market, findings);
  findings.throw_if_errors();
  return market;
}

void check_tariff(const Market& market, base::Diagnostics& findings) {
  const auto& tariff = market.energy.home_tariff;
  const auto hours = [](const TariffHours& row) { return Hours{*row.from, *row.to}; };
  const auto is_whole = [](const TariffHours& row) {
    return row.from.has_value() && row.to.has_value();
  };
  for (std::size_t i = 0; i < tariff.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (is_whole(tariff[i]) && is_whole(tariff[k]) &&
          common(hours(tariff[i]), hours(tariff[k])) > 0.0)
        findings.error(
            tariff[i].from.origin.where, fmt::format("energy.home_tariff[{}]", i),
            fmt::format("hours {:g} to {:g} overlap those from {:g} to {:g}", *tariff[i].from,
                        *tariff[i].to, *tariff[k].from, *tariff[k].to),
            "each hour of the day has one price; the hours that none names have energy.home");
}

MarketEstimates read_market_estimates(const std::shared_ptr<const base::SourceText>& text,
                                      std::string id) {
  const auto& rows = estimates_rows();
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};
  MarketEstimates estimates;
  estimates.id = std::move(id);
  estimates.sources = read_preamble(root, reader);
  read_rows(estimates, rows, root, "", reader);
  require_rows(rows, root, "", reader);

  // Every table is tried on a spare market, so that a mistake shows although nobody asks for it
  // yet.
  if (estimates.markets && spec::expect_table(reader, *estimates.markets, "markets")) {
    for (const Node& market : estimates.markets->children) {
      Market spare;
      apply_market_patch(spare, market, estimates.sources.get(), "markets." + market.key, findings);
    }
  }
  findings.throw_if_errors();
  return estimates;
}

void apply_market_patch(Market& market, const Node& patch, const spec::Sources* sources,
                        const std::string& path, base::Diagnostics& diagnostics) {
  Reader reader{diagnostics, sources};
  spec::read_table(market, patch, path, reader);
}

units::ExchangeRates read_exchange_rates(const std::shared_ptr<const base::SourceText>& text) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  const auto sources = read_preamble(root, reader);
  RatesHeading heading;
  read_rows(heading, rates_rows(), root, "", reader);
  require_rows(rates_rows(), root, "", reader);

  constexpr std::string_view base = "USD";
  units::ExchangeRates rates{units::Currency{base}};
  if (const Node* table = root.find("rates"); table != nullptr)
    if (spec::expect_table(reader, *table, "rates"))
      for (const Node& entry : table->children) read_rate(rates, base, entry, reader);
  findings.throw_if_errors();
  return rates;
}

}  // namespace evpickup::model
