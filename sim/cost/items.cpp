// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/items.hpp"

#include <array>

#include "item_flows.hpp"
#include "item_sources.hpp"

namespace evpickup::cost {
namespace {

/// A column of the lanes that flows on the day of purchase.
template <Lanes::Lane Lanes::Purchase::*column>
Flows once(const Lanes& lanes, Name) {
  return on_day_0(lanes, lanes.purchase.*column);
}

/// A sum that is paid each year at the prices of then.
template <Lanes::Lane Lanes::Yearly::*column>
Flows every_year(const Lanes& lanes, Name) {
  const Flows ones = Flows::Ones(lanes.years, lanes.size);
  return at_prices_of_today(lanes, ones.rowwise() * (lanes.yearly.*column).transpose());
}

/// Something used times its price of the year.
template <Lanes::ByYear Lanes::Energy::*used, Lanes::ByYear Lanes::Energy::*price>
Flows bought(const Lanes& lanes, Name) {
  return in_years(lanes, lanes.energy.*used * (lanes.energy.*price));
}

using Purchase = Lanes::Purchase;
using Energy = Lanes::Energy;
using Yearly = Lanes::Yearly;

constexpr std::string_view by_distance = "rate x distance(t) x price level(t)";

/// Paid or received on the day of purchase; a loan or a lease takes its place in the cash view.
constexpr ItemRow on_purchase(ItemRow row) {
  row.group = Group::purchase;
  row.view = View::economic;
  return row;
}

/// Power at a place of charging.
constexpr ItemRow charging(std::string_view key, std::string_view label,
                           Flows (*flows_cur)(const Lanes& lanes, Name name)) {
  return {.key = key,
          .label = label,
          .group = Group::energy,
          .formula = "(share x battery energy(t) / charging efficiency + share x other energy from "
                     "the wall(t)) x price at the wall(t)",
          .source = of_energy,
          .flows_cur = flows_cur,
          .by_distance = true};
}

/// More trucks where a heavy pack leaves too little payload.
constexpr ItemRow payload_penalty(ItemRow row) {
  row.source = "the factor on the whole sum of NREL's T3CO, opportunity_cost.py";
  row.of_all = true;
  return row;
}

constexpr std::array rows{
    // Purchase, all on day 0.
    on_purchase({.key = "price",
                 .label = "Price",
                 .formula = "list price; of an import, list price at home x price_share; of a used "
                            "truck, what it is worth",
                 .source = of_vehicle,
                 .flows_cur = once<&Purchase::price_cur>}),
    on_purchase({.key = "price_",
                 .label = "Price: ",
                 .formula =
                     "markup x (fixed + per_kwh x energy + per_kw x power), of a price that is "
                     "built up",
                 .source = "as in NREL's T3CO, tcocalc.py",
                 .flows_cur = component,
                 .names = component_names}),
    on_purchase({.key = "freight",
                 .label = "Freight",
                 .formula = "of an import: sea freight and insurance",
                 .source = of_route,
                 .flows_cur = once<&Purchase::freight_cur>}),
    on_purchase({.key = "handling",
                 .label = "Port and approval",
                 .formula = "of an import: as the market gives it",
                 .source = of_route,
                 .flows_cur = once<&Purchase::handling_cur>}),
    on_purchase({.key = "duty_",
                 .label = "Duty: ",
                 .formula = "of an import: rate x price, or x (price + freight) by customs_basis",
                 .source = of_route,
                 .flows_cur = duty,
                 .names = duty_names}),
    on_purchase({.key = "dealer_margin",
                 .label = "Margin of importer and dealer",
                 .formula = "of an import: dealer_margin x (price + freight + handling + duties)",
                 .source = of_route,
                 .flows_cur = once<&Purchase::dealer_margin_cur>}),
    on_purchase({.key = "import_vat",
                 .label = "Value-added tax on import",
                 .formula =
                     "of an import: vat_rate x (price + freight + handling + duties + margin - "
                     "vat_free)",
                 .source = of_route,
                 .flows_cur = once<&Purchase::import_vat_cur>}),
    on_purchase({.key = "dealer_fees",
                 .label = "Dealer fees",
                 .formula = "as the market gives them",
                 .source = of_market,
                 .flows_cur = once<&Purchase::dealer_fees_cur>}),
    on_purchase({.key = "destination",
                 .label = "Destination charge",
                 .formula = "as the maker asks it; none for an import",
                 .source = of_vehicle,
                 .flows_cur = once<&Purchase::destination_cur>}),
    on_purchase(
        {.key = "purchase_tax",
         .label = "Purchase tax",
         .formula =
             "T = tax_rate x base, less min(tax_relief x T, tax_relief_cap); base: value when "
             "new V0, or V0 without value-added tax",
         .source = "cap on the relief: the form of China's relief for new energy vehicles",
         .flows_cur = once<&Purchase::tax_cur>}),
    on_purchase({.key = "weight_tax",
                 .label = "Tax on weight",
                 .formula = "weight_tax x max(0, curb mass - weight_free)",
                 .source = "the form of Norway's registration tax",
                 .flows_cur = once<&Purchase::weight_tax_cur>}),
    on_purchase({.key = "incentive",
                 .label = "Incentive",
                 .formula = "-(money paid to the buyer)",
                 .source = of_market,
                 .flows_cur = incentive}),
    on_purchase(
        {.key = "vat_reclaimed",
         .label = "Value-added tax reclaimed",
         .formula = "of a business: -vat_reclaimed x the value-added tax in the value when new",
         .source = of_scenario,
         .flows_cur = vat_reclaimed}),
    on_purchase({.key = "home_charger",
                 .label = "Home charger",
                 .beside_lease = true,
                 .formula = "bought with the truck",
                 .source = of_market,
                 .flows_cur = once<&Purchase::home_charger_cur>}),
    // Energy.
    charging("energy_home", "Charging at home",
             bought<&Energy::home_j_by_year, &Energy::home_cur_per_j_by_year>),
    charging("energy_workplace", "Charging at work",
             bought<&Energy::workplace_j_by_year, &Energy::workplace_cur_per_j_by_year>),
    charging("energy_public_ac", "Public charging, slow",
             bought<&Energy::public_ac_j_by_year, &Energy::public_ac_cur_per_j_by_year>),
    charging("energy_dc_fast", "Public charging, fast",
             bought<&Energy::dc_fast_j_by_year, &Energy::dc_fast_cur_per_j_by_year>),
    ItemRow{.key = "petrol",
            .label = "Petrol",
            .group = Group::energy,
            .formula = "volume(t) x price(t)",
            .source = of_fuel,
            .flows_cur = bought<&Energy::petrol_m3_by_year, &Energy::petrol_cur_per_m3_by_year>,
            .by_distance = true},
    ItemRow{.key = "diesel",
            .label = "Diesel",
            .group = Group::energy,
            .formula = "volume(t) x price(t)",
            .source = of_fuel,
            .flows_cur = bought<&Energy::diesel_m3_by_year, &Energy::diesel_cur_per_m3_by_year>,
            .by_distance = true},
    ItemRow{.key = "job_site_value",
            .label = "Generator saved",
            .group = Group::energy,
            .formula = "-(energy from the bed sockets(t) x generator_price x price level(t)); the "
                       "energy itself is part of what is charged",
            .source = of_duty,
            .flows_cur = site_value},
    ItemRow{.key = "house_value",
            .label = "Power given to the house",
            .group = Group::energy,
            .formula =
                "-(energy to the house(t) x price(t)): the price that the duty gives x price "
                "level(t), else the price at home(t); the energy itself is part of what is "
                "charged",
            .source = of_duty,
            .flows_cur = house_value},
    // Upkeep.
    ItemRow{.key = "maintenance",
            .label = "Maintenance",
            .group = Group::upkeep,
            .formula =
                "rate(t) x distance(t) x price level(t); the rate is flat, by age, or grows "
                "with the odometer; or the sum of the jobs that fall due; x "
                "towing_maintenance on the distance with a trailer, and payload_maintenance on "
                "that with the payload",
            .source = "growing with the odometer: EPA's OMEGA model",
            .flows_cur = maintenance,
            .by_distance = true},
    ItemRow{.key = "repair",
            .label = "Repair",
            .group = Group::upkeep,
            .formula = "rate(t) x distance(t) x price level(t); the rate is flat, by age, or by "
                       "price and age",
            .source = "by price and age: EPA's OMEGA model",
            .flows_cur = repair,
            .by_distance = true},
    ItemRow{.key = "tyres",
            .label = "Tyres",
            .group = Group::upkeep,
            .formula = "rate x distance(t) x load relative to the truck with its crew x price "
                       "level(t)",
            .source = "wear in proportion to load: Archard, J. Appl. Phys. 24 (1953) 981",
            .flows_cur = tyres,
            .by_distance = true},
    ItemRow{.key = "battery_replacement",
            .label = "Battery replacement",
            .group = Group::upkeep,
            .formula = "in a year that begins below replace_below and outside the warranty: pack "
                       "price(t) x energy x retail_markup + labour, x price level(t)",
            .source = "prices: the market's file, battery",
            .flows_cur = new_packs},
    ItemRow{.key = "home_charger_again",
            .label = "Home charger, again",
            .group = Group::upkeep,
            .formula = "its price x price level(t) in the year in which its life ends",
            .source = of_market,
            .flows_cur = charger_again},
    ItemRow{.key = "extra_trips",
            .label = "Extra trips",
            .group = Group::upkeep,
            .formula = "max(0, payload / what the truck may carry - 1) x payload_share x (energy, "
                       "maintenance, repair, tyres and road charge of the year)",
            .source = "arithmetic, over the items that go by distance",
            .flows_cur = extra_trips},
    ItemRow{.key = "downtime",
            .label = "Time in the workshop",
            .group = Group::upkeep,
            .formula = "(planned + unplanned(t) x distance(t) + distance(t) / tyre_life x "
                       "tyre_change) x opportunity x price level(t)",
            .source = "as in NREL's T3CO, opportunity_cost.py",
            .flows_cur = downtime},
    ItemRow{.key = "refuelling_labour",
            .label = "Charging or refuelling, wages",
            .group = Group::upkeep,
            .formula = "refuelling(t) x labour x price level(t)",
            .source = "as in NREL's T3CO",
            .flows_cur = refuelling_labour},
    ItemRow{.key = "refuelling_downtime",
            .label = "Charging or refuelling, lost time",
            .group = Group::upkeep,
            .formula = "refuelling(t) x opportunity x price level(t)",
            .source = "as in NREL's T3CO",
            .flows_cur = refuelling_downtime},
    ItemRow{.key = "charging_time",
            .label = "Time at chargers and pumps",
            .group = Group::upkeep,
            .formula =
                "time of stops at fast chargers and pumps(t) x value_of_time x price level(t)",
            .source = of_scenario,
            .flows_cur = time_at_stops},
    // Year by year.
    ItemRow{.key = "insurance",
            .label = "Insurance",
            .group = Group::yearly,
            .formula = "insurance_fixed x price level(t) + rate(t) x insured sum(t); the insured "
                       "sum is the truck's value when the year begins, or its value when new",
            .source = "a sum and a share of the depreciated value: EPA's OMEGA model; a share of "
                      "the price: NREL's T3CO",
            .flows_cur = insurance},
    ItemRow{.key = "registration",
            .label = "Registration",
            .group = Group::yearly,
            .formula = "each year x price level(t)",
            .source = of_owner,
            .flows_cur = every_year<&Yearly::registration_cur_per_year>},
    ItemRow{.key = "ev_fee",
            .label = "Fee on electric vehicles",
            .group = Group::yearly,
            .formula = "each year x price level(t)",
            .source = of_owner,
            .flows_cur = every_year<&Yearly::ev_fee_cur_per_year>},
    ItemRow{.key = "road_charge",
            .label = "Road charge",
            .group = Group::yearly,
            .formula = by_distance,
            .source = of_owner,
            .flows_cur = road_charge,
            .by_distance = true},
    ItemRow{.key = "demand_charge",
            .label = "Power of the connection",
            .group = Group::yearly,
            .formula = "of a business: demand_charge_per_kw x demand x price level(t)",
            .source = of_scenario,
            .flows_cur = every_year<&Yearly::demand_cur_per_year>},
    ItemRow{.key = "carbon",
            .label = "Carbon price",
            .group = Group::yearly,
            .formula = "carbon_price x greenhouse gas of power and fuel(t) x price level(t)",
            .source = "factors: the market's file, energy and emissions",
            .flows_cur = carbon},
    ItemRow{.key = "line_",
            .label = "",
            .group = Group::yearly,
            .formula =
                "once at purchase; (per_year + per_km x distance(t) + per_event x times that "
                "the odometer completes `every`) x price level(t)",
            .source = of_scenario,
            .flows_cur = free_line,
            .names = free_line_names},
    // Finance: in the cash view this takes the place of the purchase.
    ItemRow{.key = "down_payment",
            .label = "Down payment",
            .group = Group::finance,
            .view = View::cash,
            .formula = "down_payment x sum of the purchase",
            .source = of_scenario,
            .flows_cur = down_payment},
    ItemRow{.key = "loan_principal",
            .label = "Loan, repayment",
            .group = Group::finance,
            .view = View::cash,
            .formula = "A - interest at the end of each month, A = L i / (1 - (1+i)^-n), i = apr / "
                       "12, L = (1 - down_payment) x sum of the purchase; the rest of L on the "
                       "last day",
            .source = annuity_source,
            .flows_cur = loan_principal,
            .discounted_cur = discounted_principal},
    ItemRow{.key = "loan_interest",
            .label = "Loan, interest",
            .group = Group::finance,
            .view = View::cash,
            .formula = "i x what is owed, at the end of each month",
            .source = annuity_source,
            .flows_cur = loan_interest,
            .discounted_cur = discounted_interest},
    ItemRow{.key = "lease_deposit",
            .label = "Lease, deposit",
            .group = Group::finance,
            .view = View::cash,
            .formula = "as contracted",
            .source = of_scenario,
            .flows_cur = lease_deposit},
    ItemRow{.key = "lease_payments",
            .label = "Lease, payments",
            .group = Group::finance,
            .view = View::cash,
            .formula = "as contracted, when each month begins",
            .source = of_scenario,
            .flows_cur = lease_payments,
            .discounted_cur = discounted_lease},
    ItemRow{.key = "lease_end",
            .label = "Lease, end",
            .group = Group::finance,
            .view = View::cash,
            .formula = "fee + excess x distance beyond the contract's, on the last day",
            .source = of_scenario,
            .flows_cur = lease_end,
            .discounted_cur = discounted_lease_end},
    ItemRow{.key = "tax_saved",
            .label = "Tax saved by the write-off",
            .group = Group::finance,
            .view = View::economic,
            .formula = "of a business: -tax_rate x purchase / write_off, each year until it is "
                       "written off",
            .source = "straight-line depreciation, standard",
            .flows_cur = tax_saved},
    // The end.
    ItemRow{.key = "resale",
            .label = "Resale",
            .group = Group::resale,
            .view = View::economic,
            .formula =
                "-(value at the end of year N): V0 x retention^N, V0 x by_age(N), V0 x "
                "retention^N x health(N) / max(0.7, 1 - 2.3 % N), or scrap + second_life_price x "
                "energy x health(N); V0: the price, of an import with all that it costs "
                "to land and clear it",
            .source = "geometric depreciation, standard; 2.3 % a year: mean fade of batteries in "
                      "Geotab's study of 2025",
            .flows_cur = resale,
            .discounted_cur = discounted_resale},
    ItemRow{.key = "tax_on_sale",
            .label = "Tax on the sale",
            .group = Group::resale,
            .view = View::economic,
            .formula = "of a business that writes off: tax_rate x (resale - book value)",
            .source = of_scenario,
            .flows_cur = tax_on_sale,
            .discounted_cur = discounted_tax_on_sale},
    ItemRow{.key = "home_charger_left",
            .label = "Home charger, rest of its life",
            .group = Group::resale,
            .view = View::both,
            .formula = "-(price x price level(N) x share of its life that is left)",
            .source = "straight-line depreciation, standard",
            .flows_cur = charger_left,
            .discounted_cur = discounted_charger_left},
    // More trucks for the same work: shares of all that stands above.
    payload_penalty({.key = "payload_penalty",
                     .label = "Payload penalty",
                     .group = Group::yearly,
                     .formula = "(payload_penalty - 1) x all other items but those of resale"}),
    payload_penalty({.key = "payload_penalty_on_resale",
                     .label = "Payload penalty, on the resale",
                     .group = Group::resale,
                     .formula = "(payload_penalty - 1) x the items of resale"}),
};

}  // namespace

std::span<const ItemRow> item_rows() { return rows; }

std::vector<std::string> item_names(const ItemRow& row, const Lanes& lanes) {
  return row.names != nullptr ? row.names(lanes) : std::vector<std::string>{""};
}

}  // namespace evpickup::cost
