// SPDX-License-Identifier: Apache-2.0
#include "drawn_columns.hpp"

#include <algorithm>

#include "evpickup/study/sweep.hpp"

namespace evpickup::study {

namespace {

/// A drawn value's key as scenarios write it.
std::string path_of(const DrawnValue& value) {
  switch (value.target) {
  case Target::vehicle:
    return value.key;
  case Target::market:
    return "market." + value.key;
  case Target::scenario:
    break;
  }
  return (value.of_duty ? "duty." : "cost.") + value.key;
}

}  // namespace

DrawnColumns::Told DrawnColumns::told_as(const DrawnValue& value) const {
  // A truck is measured in metres, a trip in kilometres.
  const auto symbols = units::symbols(value.kind);
  const bool short_way = value.kind == units::Kind::length && value.base < 1e3;
  const auto symbol =
      short_way ? std::ranges::find(symbols, "m", &units::UnitSymbol::symbol) : symbols.begin();
  Told told;
  if (symbol != symbols.end() && value.kind != units::Kind::ratio)
    told = {std::string(symbol->symbol), symbol->factor, symbol->offset};
  if (!value.currency) return told;
  told.unit = std::string(currency_.code()) + (told.unit.empty() ? "" : "/" + told.unit);
  told.factor /= rates_->rate(*value.currency, currency_);
  return told;
}

void DrawnColumns::add(const std::vector<DrawnValue>& values) {
  std::vector<Place> places;
  for (const DrawnValue& value : values) {
    const Told told = told_as(value);
    const std::string key = column_key(path_of(value), told.unit);
    const auto known = std::ranges::find(columns_, key, &Column::key);
    places.push_back({static_cast<std::size_t>(known - columns_.begin()), told});
    if (known == columns_.end())
      columns_.push_back({key, path_of(value), told.unit, 6, Better::neither});
  }
  places_.push_back(std::move(places));
}

std::vector<Cell> DrawnColumns::cells(std::size_t of,
                                      const Eigen::Ref<const Eigen::RowVectorXd>& drawn) const {
  std::vector<Cell> cells(columns_.size());
  for (std::size_t k = 0; k < places_[of].size(); ++k) {
    const Place& place = places_[of][k];
    cells[place.column] =
        (drawn(static_cast<Eigen::Index>(k)) - place.told.offset) / place.told.factor;
  }
  return cells;
}

}  // namespace evpickup::study
