// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/pack_scaling.hpp"

#include <doctest/doctest.h>

#include "evpickup/model/estimates.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using units::in_kilograms;
using units::in_kilowatt_hours;
using units::kilowatt_hours;

namespace {

model::Vehicle estimated(model::Catalog& catalog, const std::string& reference) {
  auto vehicle = catalog.vehicle(reference);
  model::estimate_missing(vehicle);
  return vehicle;
}

}  // namespace

TEST_CASE("a pack of the original size changes neither mass nor price nor power") {
  auto catalog = test::shipped();
  for (const std::string reference : {"radar_rd6:kwh63", "ford_f150_lightning:pro_sr"}) {
    CAPTURE(reference);
    const auto truck = estimated(catalog, reference);
    const auto same =
        study::with_pack(truck, *truck.battery.energy_usable, catalog.exchange_rates());
    CHECK(in_kilograms(*same.body.curb_mass) == Approx(in_kilograms(*truck.body.curb_mass)));
    CHECK(in_kilograms(*same.battery.mass) == Approx(in_kilograms(*truck.battery.mass)));
    CHECK(same.price.msrp->amount == Approx(truck.price.msrp->amount));
    CHECK(same.price.msrp->currency == truck.price.msrp->currency);
    CHECK(same.battery.resistance->value() == Approx(truck.battery.resistance->value()));
    CHECK(same.battery.discharge_power->value() == Approx(truck.battery.discharge_power->value()));
    CHECK(in_kilowatt_hours(*same.battery.energy_gross) ==
          Approx(in_kilowatt_hours(*truck.battery.energy_gross)));
  }
}

TEST_CASE("mass and price rise with the energy of the pack, and so does its power") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh86");
  double mass = 0.0;
  double price = 0.0;
  double power = 0.0;
  for (const double kwh : {40.0, 41.0, 60.0, 81.7, 100.0, 140.0}) {
    CAPTURE(kwh);
    const auto scaled = study::with_pack(truck, kilowatt_hours(kwh), catalog.exchange_rates());
    CHECK(in_kilowatt_hours(*scaled.battery.energy_usable) == Approx(kwh));
    CHECK(in_kilograms(*scaled.body.curb_mass) > mass);
    CHECK(scaled.price.msrp->amount > price);
    CHECK(scaled.battery.discharge_power->value() > power);
    mass = in_kilograms(*scaled.body.curb_mass);
    price = scaled.price.msrp->amount;
    power = scaled.battery.discharge_power->value();
  }
}

TEST_CASE("the truck gains what the pack gains, and the gross energy keeps its share") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "ford_f150_lightning:pro_sr");
  const auto scaled =
      study::with_pack(truck, 1.5 * *truck.battery.energy_usable, catalog.exchange_rates());
  CHECK(in_kilowatt_hours(*scaled.battery.energy_gross) ==
        Approx(1.5 * in_kilowatt_hours(*truck.battery.energy_gross)));
  const auto chemistry = *truck.battery.chemistry;
  const double added_kg = in_kilograms(model::pack_mass(*scaled.battery.energy_gross, chemistry)) -
                          in_kilograms(model::pack_mass(*truck.battery.energy_gross, chemistry));
  CHECK(added_kg > 100.0);
  CHECK(in_kilograms(*scaled.body.curb_mass - *truck.body.curb_mass) == Approx(added_kg));
  CHECK(in_kilograms(*scaled.battery.mass - *truck.battery.mass) == Approx(added_kg));
}

TEST_CASE("a kWh costs what it costs where the truck is built, in the price's own currency") {
  auto catalog = test::shipped();
  const auto& rates = catalog.exchange_rates();
  const auto per_gross_kwh = [&](const std::string& reference) {
    const auto truck = estimated(catalog, reference);
    const auto scaled = study::with_pack(truck, kilowatt_hours(150), rates);
    return (scaled.price.msrp->amount - truck.price.msrp->amount) /
           in_kilowatt_hours(*scaled.battery.energy_gross - *truck.battery.energy_gross);
  };
  CHECK(per_gross_kwh("ford_f150_lightning:pro_sr") == Approx(121.0 * 1.5));
  CHECK(per_gross_kwh("radar_rd6:kwh86") ==
        Approx(84.0 * 1.5 * rates.rate(units::Currency("USD"), units::Currency("CNY"))));
}

TEST_CASE("the price of each market follows the pack") {
  auto catalog = test::shipped();
  const auto& rates = catalog.exchange_rates();
  const auto truck = estimated(catalog, "kgm_musso_ev:2wd");
  const auto scaled = study::with_pack(truck, kilowatt_hours(60), rates);
  REQUIRE(truck.price.abroad.contains("au"));
  const double added_kwh =
      in_kilowatt_hours(*scaled.battery.energy_gross - *truck.battery.energy_gross);
  const auto& before = truck.price.abroad.at("au");
  const auto& after = scaled.price.abroad.at("au");
  CHECK(after->amount - before->amount ==
        Approx(121.0 * 1.5 * added_kwh * rates.rate(units::Currency("USD"), before->currency)));
  CHECK(after.estimated());
}

TEST_CASE("more cells in parallel have less resistance and charge with more power") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh86");
  const auto twice =
      study::with_pack(truck, 2.0 * *truck.battery.energy_usable, catalog.exchange_rates());
  CHECK(twice.battery.resistance->value() == Approx(0.5 * truck.battery.resistance->value()));
  CHECK(twice.battery.charge_power->value() == Approx(2.0 * truck.battery.charge_power->value()));
  CHECK(twice.charging.dc_peak->value() == Approx(2.0 * truck.charging.dc_peak->value()));
}

TEST_CASE("what was said of the original pack is not said of another") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "radar_rd6:kwh86");
  REQUIRE_FALSE(truck.rating.empty());
  REQUIRE(truck.claims.accel_0_100.has_value());
  const auto scaled = study::with_pack(truck, kilowatt_hours(60), catalog.exchange_rates());
  CHECK(scaled.rating.empty());
  CHECK_FALSE(scaled.claims.accel_0_100.has_value());
  CHECK_FALSE(scaled.battery.energy_nominal.has_value());
  CHECK(scaled.body.curb_mass.estimated());
  CHECK(scaled.price.msrp.estimated());
}

TEST_CASE("a truck without a price gets none from its pack") {
  auto catalog = test::shipped();
  const auto truck = estimated(catalog, "slate_truck:kwh84");
  REQUIRE_FALSE(truck.price.msrp.has_value());
  CHECK_FALSE(
      study::with_pack(truck, kilowatt_hours(60), catalog.exchange_rates()).price.msrp.has_value());
}

TEST_CASE("a price in a currency without an exchange rate cannot follow the pack") {
  auto catalog = test::shipped();
  auto truck = estimated(catalog, "radar_rd6:kwh86");
  truck.price.msrp.set({900000.0, units::Currency("CLP"), {}}, {});
  const std::string refusal = test::refusal_of(
      [&] { (void)study::with_pack(truck, kilowatt_hours(60), catalog.exchange_rates()); });
  CHECK(test::contains(refusal, "no exchange rate for CLP"));
}

TEST_CASE("the rule is told with its figures") {
  const std::string rule = study::pack_scaling_rule();
  CHECK(test::contains(rule, "84 USD/kWh for trucks built in China and 121 USD/kWh elsewhere"));
  CHECK(test::contains(rule, "retail price equivalent of 1.5"));
}

TEST_CASE("structure and motors grow with the pack to a fixed point, and power with the mass") {
  auto catalog = test::shipped();
  for (const std::string reference : {"radar_rd6:kwh86", "ford_f150_lightning:pro_sr"}) {
    const auto truck = estimated(catalog, reference);
    const double before = in_kilograms(*truck.body.curb_mass);
    const double power = units::in_kilowatts(*truck.powertrain.power);
    for (const double share : {0.5, 1.0, 1.7}) {
      CAPTURE(reference);
      CAPTURE(share);
      const auto usable = share * *truck.battery.energy_usable;
      const auto rates = catalog.exchange_rates();
      const auto alone = study::with_pack(truck, usable, rates);
      const auto whole = study::with_pack_and_structure(truck, usable, rates);
      const double pack = in_kilograms(*alone.body.curb_mass) - before;
      const double mass = in_kilograms(*whole.body.curb_mass);
      CHECK(mass ==
            Approx(before + 1.4 * (pack + 0.833 * power * (mass / before - 1.0))).epsilon(1e-10));
      CHECK((mass - before) * pack >= 1.4 * pack * pack * (1.0 - 1e-9));
      CHECK(units::in_kilowatts(*whole.powertrain.power) / mass == Approx(power / before));
      CHECK(in_kilograms(*whole.battery.mass) == Approx(in_kilograms(*alone.battery.mass)));
      CHECK(whole.price.msrp->amount == alone.price.msrp->amount);
    }
  }
}

TEST_CASE("a sweep whose structure follows drives heavier trucks as quickly") {
  auto catalog = test::shipped();
  const auto rows_of = [&](const std::string& scale) {
    return study::run(catalog,
                      test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\n"
                                        "key = \"battery.energy_usable\"\nvalues = [\"140 kWh\"]\n"
                                        "scale = \"" +
                                        scale + "\"\n"),
                      {})
        .table;
  };
  const auto pack = rows_of("pack");
  const auto truck = rows_of("truck");
  CHECK(test::number(truck, 0, "mass_kg") > test::number(pack, 0, "mass_kg"));
  CHECK(test::number(truck, 0, "range_km") < test::number(pack, 0, "range_km"));
  CHECK(test::number(truck, 0, "accel_0_100_s") < test::number(pack, 0, "accel_0_100_s"));
}
