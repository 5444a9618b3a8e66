// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "compile_parts.hpp"

namespace evpickup::cost {
namespace {

/// The price as one sum, or as the components it is built of. `share`: of an import, without the
/// value-added tax of its home.
double fill_price(const Filling& f, double share) {
  Lanes::Purchase& purchase = f.lanes.purchase;
  if (f.c.bought_for) return purchase.price_cur(f.lane) = f.values.plain(*f.c.bought_for);
  const model::Price& price = f.c.vehicle->price;
  if (const auto* list = own_list_price(*f.c.vehicle, *f.c.market))
    return purchase.price_cur(f.lane) = f.values.plain(**list) * share;
  double sum_cur = 0.0;
  for (const auto& [name, component] : price.components) {
    const double cost_cur =
        f.values.or_zero(component.fixed) +
        f.values.or_zero(component.per_kwh) * f.values.or_zero(component.energy) +
        f.values.or_zero(component.per_kw) * f.values.or_zero(component.power) / 1e3;
    sum_cur += purchase.components_cur.at(name)(f.lane) =
        cost_cur * component.markup.value_or(1.0) * share;
  }
  return sum_cur;
}

/// A price without the value-added tax in it, of which a part bears none: the U of
/// price = U + vat_rate max(0, U - free).
double without_vat_cur(double price_cur, double vat_rate, double free_cur) {
  return price_cur - std::max(0.0, price_cur - free_cur) * vat_rate / (1.0 + vat_rate);
}

/// What a truck from abroad costs landed and cleared, and the value-added tax on it.
void fill_import(const Filling& f, double vat_rate, double vat_free_cur) {
  Lanes::Purchase& purchase = f.lanes.purchase;
  const std::string& origin = f.c.vehicle->origin;
  const auto found = f.c.market->import.find(origin);
  const model::ImportRoute none;
  const model::ImportRoute& route = found == f.c.market->import.end() ? none : found->second;
  const auto lacks = [&](std::string_view key) {
    f.gaps.market_lacks(
        *f.c.market, fmt::format("import.{}.{}", origin, key),
        fmt::format("{} is built in {} and not on sale there: it comes as an import",
                    f.c.vehicle->model, origin));
  };

  // Customs value and freight.
  const double price_cur = fill_price(f, route.price_share.value_or(1.0));
  if (!route.freight.has_value()) lacks("freight");
  const double freight_cur = f.values.or_zero(route.freight);
  const double handling_cur = f.values.or_zero(route.handling);

  const double customs_cur =
      price_cur + (*route.customs_basis == model::CustomsBasis::cif ? freight_cur : 0.0);

  // Duties. That none is due has to be said.
  if (route.duties.empty()) lacks("duties.customs");
  double landed_cur = price_cur + freight_cur + handling_cur;
  for (const auto& [name, share] : route.duties) {
    const double duty_cur = *f.c.settings->duties ? customs_cur * f.values.or_zero(share) : 0.0;
    purchase.duties_cur.at(name)(f.lane) = duty_cur;
    landed_cur += duty_cur;
  }

  // Margin, and tax on all of it.
  const double margin_cur = landed_cur * f.values.or_zero(route.dealer_margin);
  const double untaxed_cur = landed_cur + margin_cur;
  purchase.freight_cur(f.lane) = freight_cur;
  purchase.handling_cur(f.lane) = handling_cur;
  purchase.dealer_margin_cur(f.lane) = margin_cur;
  purchase.import_vat_cur(f.lane) = std::max(0.0, untaxed_cur - vat_free_cur) * vat_rate;
  f.lanes.value.new_cur(f.lane) = untaxed_cur + purchase.import_vat_cur(f.lane);
}

}  // namespace

void fill_purchase(const Filling& f) {
  Lanes::Purchase& purchase = f.lanes.purchase;
  const model::Purchase& market = f.c.market->purchase;
  const bool without_vat =
      market.tax_base.has_value() && *market.tax_base == model::TaxBase::price_without_vat;
  const double vat_rate = without_vat ? f.values.needed(market.vat_rate, "purchase.vat_rate")
                                      : f.values.or_zero(market.vat_rate);
  const double vat_free_cur = f.values.or_zero(market.vat_free);

  // The truck itself.
  double& new_cur = f.lanes.value.new_cur(f.lane);
  const bool used = f.c.bought_for.has_value();
  if (!used && is_import(*f.c.vehicle, *f.c.market)) {
    fill_import(f, vat_rate, vat_free_cur);
  } else {
    new_cur = fill_price(f, 1.0);
    if (!used) purchase.destination_cur(f.lane) = f.values.or_zero(f.c.vehicle->price.destination);
  }

  // Purchase tax, less the share forgiven, which a cap may limit.
  const double untaxed_cur = without_vat_cur(new_cur, vat_rate, vat_free_cur);
  const double base_cur = without_vat ? untaxed_cur : new_cur;
  const double tax_cur = base_cur * f.values.needed(market.tax_rate, "purchase.tax_rate");
  double forgiven_cur = tax_cur * f.values.or_zero(market.tax_relief);
  if (market.tax_relief_cap.has_value())
    forgiven_cur = std::min(forgiven_cur, f.values.plain(*market.tax_relief_cap));
  purchase.tax_cur(f.lane) = tax_cur - forgiven_cur;
  if (market.weight_tax.has_value() && !used) {
    const double above_kg =
        f.values.or_zero(f.c.vehicle->body.curb_mass) - f.values.or_zero(market.weight_free);
    purchase.weight_tax_cur(f.lane) = std::max(0.0, above_kg) * f.values.plain(*market.weight_tax);
  }

  // What else is paid or received on the day.
  if (!used) {
    purchase.incentive_cur(f.lane) = f.values.or_zero(market.incentive);
    purchase.dealer_fees_cur(f.lane) = f.values.or_zero(market.dealer_fees);
  }
  if (!has_engine(*f.c.vehicle) || f.c.vehicle->is_charged()) {
    purchase.home_charger_cur(f.lane) = f.values.or_zero(market.home_charger);
    if (market.home_charger_life.has_value())
      purchase.home_charger_life_years(f.lane) = units::in_years(*market.home_charger_life);
  }

  // The tax inside the value comes back to a business.
  if (f.c.settings->business)
    purchase.vat_reclaimed_cur(f.lane) =
        (new_cur - untaxed_cur) * f.c.settings->business->vat_reclaimed.value_or(0.0);
}

}  // namespace evpickup::cost
