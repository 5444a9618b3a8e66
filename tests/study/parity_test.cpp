// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/parity.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "evpickup/study/overrides.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using model::ParityKey;
using study::ParityOutcome;
using test::contains;
using test::count_with;
using test::number;
using test::text;

namespace {

constexpr double cent = 0.01;

// Trucks that burn petrol and diesel, of which only the consumption is known.
const std::string petrol_truck = "ford_f150:ecoboost27_4x4";
const std::string diesel_truck =
    EVPICKUP_TEST_SOURCE_DIR "/tests/data/good/measured_pickup.toml:diesel";
const std::string electric_truck = "ford_f150_lightning:xlt_sr";

// Both in the United States, for eight years on the short cycle.
std::string pair_of(const std::string& truck, const std::string& baseline,
                    const std::string& parity = "solve = [\"distance\"]") {
  return fmt::format("charging = {{ home = 0.8, dc_fast = 0.2 }}\n"
                     "[cost]\nestimates = \"2026\"\n"
                     "[compare]\nvehicles = [\"{}\", \"{}\"]\nmarkets = [\"us\"]\n"
                     "baseline = \"{}\"\n[parity]\n{}\n",
                     truck, baseline, baseline, parity);
}

const std::string all_keys =
    "solve = [\"distance\", \"petrol\", \"electricity\", \"pack_price\", \"price\", "
    "\"incentive\", \"diesel\"]";

// A pair with a use that nothing has to be driven for: 25 kWh/100 km from a battery.
struct Compared {
  study::Plan plan;
  study::EnergyFigures electric, other;
  std::vector<study::ParityPair> pairs;
  study::ParityMoney money;

  Compared(model::Catalog& catalog, const std::string& rest,
           const std::vector<study::Override>& overrides = {}) {
    const auto options = test::options_with(overrides);
    const auto scenario = study::ready_scenario(test::scenario_of(rest), options);
    plan = study::make_plan(catalog, scenario, options);
    electric.duty.consumption = units::kilowatt_hours_per_100km(25);
    std::vector<const study::EnergyFigures*> of_case;
    for (const auto& planned : plan.cases)
      of_case.push_back(planned.vehicle->has_physics() ? &electric : &other);
    pairs = study::parity_pairs(plan, of_case);
    money = {scenario.currency(), &catalog.exchange_rates()};
  }
  Compared(const Compared&) = delete;
  Compared& operator=(const Compared&) = delete;
  ~Compared() = default;

  [[nodiscard]] const study::ParityPair& pair() const { return pairs.at(0); }
  [[nodiscard]] study::ParityAnswer answer(ParityKey key) const {
    return study::parity_answer(pair(), key, money);
  }
};

// The row of a key in the section, or -1.
int row_of(const study::Section& section, const std::string& key) {
  for (std::size_t row = 0; row < section.table.rows.size(); ++row)
    if (text(section.table, row, "key") == key) return static_cast<int>(row);
  return -1;
}

std::string exactly(double value, const std::string& unit) {
  return fmt::format("{:.17g} {}", value, unit);
}

// The cost of the truck less the baseline's, in a run of its own.
double dearer_in_run(model::Catalog& catalog, const std::vector<study::Override>& overrides) {
  const auto results = study::run(catalog, test::scenario_of(pair_of(electric_truck, petrol_truck)),
                                  test::options_with(overrides));
  return number(results.table, 0, "tco_usd") - number(results.table, 1, "tco_usd");
}

}  // namespace

TEST_CASE("each value of a parity, given to another run, makes both trucks cost the same") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog, test::scenario_of(pair_of(electric_truck, petrol_truck, all_keys)), {});
  const auto* section = test::find_section(results, "parity");
  REQUIRE(section != nullptr);
  CHECK(test::is_sound(section->table));
  const auto today = [&](const std::string& key) {
    return number(section->table, static_cast<std::size_t>(row_of(*section, key)), "today");
  };
  const auto at = [&](const std::string& key) {
    const auto row = static_cast<std::size_t>(row_of(*section, key));
    CAPTURE(key);
    REQUIRE(text(section->table, row, "outcome") == "found");
    return number(section->table, row, "parity");
  };
  const double gap = dearer_in_run(catalog, {});
  REQUIRE(std::abs(gap) > 1000.0);

  CHECK(std::abs(dearer_in_run(catalog, {{"duty.distance", exactly(at("distance"), "km/yr")}})) <
        cent);
  CHECK(std::abs(dearer_in_run(
            catalog, {{"market.us.energy.petrol", exactly(at("petrol"), "USD/L")}})) < cent);
  const std::string price_key = "vehicle." + electric_truck + ".price.msrp";
  CHECK(std::abs(dearer_in_run(catalog, {{price_key, exactly(at("price"), "USD")}})) < cent);

  // All prices of power by one factor.
  const auto& energy = catalog.market("us").energy;
  const double factor = at("electricity") / today("electricity");
  const auto kwh = units::kilowatt_hours(1);
  CHECK((*energy.home * kwh).amount == Approx(today("electricity")));
  CHECK(std::abs(dearer_in_run(
            catalog, {{"market.us.energy.home", exactly(at("electricity"), "USD/kWh")},
                      {"market.us.energy.dc_fast",
                       exactly(factor * (*energy.dc_fast * kwh).amount, "USD/kWh")}})) < cent);

  // A pack's change of price goes onto the price of the truck: 107.6 kWh, marked up by 1.5.
  const auto& truck = catalog.vehicle(electric_truck);
  const double change = 1.5 * 107.6 * (at("pack_price") - today("pack_price"));
  CHECK(std::abs(dearer_in_run(
            catalog, {{"market.us.battery.pack_price", exactly(at("pack_price"), "USD/kWh")},
                      {price_key, exactly(truck.price.msrp->amount + change, "USD")}})) < cent);

  // The money needed is the gap itself: it is paid on the first day and not taxed.
  CHECK(today("incentive") == 0.0);
  CHECK(std::abs(at("incentive") - gap) < cent);

  // Nobody burns diesel.
  CHECK(row_of(*section, "diesel") == -1);
  CHECK(count_with(results.notes, "the price of diesel makes no difference") == 1);
}

TEST_CASE("the break-even beside the solved values is the one of the comparison") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog, test::scenario_of(pair_of(electric_truck, petrol_truck)), {});
  const auto* section = test::find_section(results, "parity");
  REQUIRE(section != nullptr);
  const auto row = row_of(*section, "break_even_time");
  REQUIRE(row == 0);
  CHECK(section->table.at(0, "parity") == results.table.at(0, "break_even_years"));
}

TEST_CASE("a dearer truck needs more distance, dearer petrol and cheaper power") {
  auto catalog = test::shipped();
  const std::string rest = pair_of(electric_truck, petrol_truck);
  const std::string price_key = "vehicle." + electric_truck + ".price.msrp";
  const Compared cheap(catalog, rest, {{price_key, "44000 USD"}});
  const Compared dear(catalog, rest, {{price_key, "46000 USD"}});
  for (const auto key : {ParityKey::distance, ParityKey::petrol, ParityKey::electricity}) {
    CAPTURE(static_cast<int>(key));
    const auto less = cheap.answer(key);
    const auto more = dear.answer(key);
    REQUIRE(less.outcome == ParityOutcome::found);
    REQUIRE(more.outcome == ParityOutcome::found);
    const bool above = key != ParityKey::electricity;
    CHECK(less.cheaper_above == above);
    CHECK((*less.value < *more.value) == above);
    CHECK(less.others == 0);
  }
  // Its own price at parity does not depend on what it costs today.
  CHECK(*cheap.answer(ParityKey::price).value == Approx(*dear.answer(ParityKey::price).value));
  CHECK_FALSE(cheap.answer(ParityKey::price).cheaper_above);
}

TEST_CASE("the costs meet at the value found, and differ by sign on its two sides") {
  auto catalog = test::shipped();
  const Compared compared(catalog, pair_of(electric_truck, petrol_truck));
  for (const auto key : {ParityKey::distance, ParityKey::petrol, ParityKey::electricity,
                         ParityKey::pack_price, ParityKey::price, ParityKey::incentive}) {
    CAPTURE(static_cast<int>(key));
    const auto answer = compared.answer(key);
    REQUIRE(answer.outcome == ParityOutcome::found);
    const auto dearer = [&](double value) {
      return study::dearer_by_cur(study::moved(compared.pair(), key, value, compared.money),
                                  compared.money);
    };
    CHECK(std::abs(dearer(*answer.value)) < cent);
    CHECK_FALSE(answer.jumps);
    const double above = dearer(1.01 * *answer.value);
    CHECK((above < 0.0) == answer.cheaper_above);
    CHECK((dearer(0.99 * *answer.value) < 0.0) != answer.cheaper_above);
    // Today's value moves nothing.
    CHECK(dearer(*answer.today) == Approx(study::dearer_by_cur(compared.pair(), compared.money)));
  }
}

TEST_CASE("a dated path of a price is told in the year of purchase, and moves with it") {
  auto catalog = test::shipped();
  const Compared compared(catalog,
                          pair_of(electric_truck, petrol_truck) +
                              "[cost.markets.us.energy.path]\n"
                              "petrol = [[2026, \"1 USD/L\"], [2034, \"2 USD/L\"]]\n"
                              "home = [[2026, \"0.2 USD/kWh\"], [2034, \"0.4 USD/kWh\"]]\n",
                          {{"cost.purchase_year", "2028"}});
  CHECK(*compared.answer(ParityKey::petrol).today == Approx(1.25));
  CHECK(*compared.answer(ParityKey::electricity).today == Approx(0.25));
  for (const auto key : {ParityKey::petrol, ParityKey::electricity}) {
    const auto answer = compared.answer(key);
    REQUIRE(answer.outcome == ParityOutcome::found);
    const auto there = study::moved(compared.pair(), key, *answer.value, compared.money);
    CHECK(std::abs(study::dearer_by_cur(there, compared.money)) < cent);
    const double factor = *answer.value / *answer.today;
    const auto& path = there.truck.market->energy.path;
    CHECK(path.petrol->back().second.amount_per_si ==
          Approx((key == ParityKey::petrol ? factor : 1.0) * 2e3));
    CHECK(path.home->front().second.amount_per_si ==
          Approx((key == ParityKey::electricity ? factor : 1.0) * 0.2 / 3.6e6));
  }
}

TEST_CASE("a truck that is cheaper or dearer throughout has no parity") {
  auto catalog = test::shipped();
  const std::string rest = pair_of(electric_truck, petrol_truck);
  const std::string price_key = "vehicle." + electric_truck + ".price.msrp";
  const Compared gift(catalog, rest, {{price_key, "5000 USD"}});
  CHECK(gift.answer(ParityKey::petrol).outcome == ParityOutcome::cheaper);
  CHECK(gift.answer(ParityKey::incentive).outcome == ParityOutcome::cheaper);
  const Compared jewel(catalog, rest, {{price_key, "500000 USD"}});
  const auto power = jewel.answer(ParityKey::electricity);
  CHECK(power.outcome == ParityOutcome::dearer);
  CHECK_FALSE(power.value);
  CHECK(power.low == 0.0);
  CHECK(power.high == Approx(10 * *power.today));

  // What a reader sees of it.
  const auto results =
      study::run(catalog,
                 test::scenario_of(
                     pair_of(electric_truck, petrol_truck, "solve = [\"electricity\", \"price\"]")),
                 test::options_with({{price_key, "500000 USD"}}));
  const auto* section = test::find_section(results, "parity");
  REQUIRE(section != nullptr);
  CHECK(text(section->table, 1, "verdict") == "dearer throughout, 0.00 to 1.83 USD/kWh");
  CHECK(test::is_null(section->table, 1, "parity"));
  CHECK(text(section->table, 2, "verdict") == "cheaper below");
}

TEST_CASE("a truck and its like cost the same at every distance and price of power") {
  auto catalog = test::shipped();
  const Compared twins(catalog, pair_of(electric_truck, electric_truck));
  REQUIRE(twins.pairs.size() == 1);
  for (const auto key : {ParityKey::distance, ParityKey::electricity, ParityKey::pack_price})
    CHECK(twins.answer(key).outcome == ParityOutcome::equal);
  CHECK(twins.answer(ParityKey::petrol).outcome == ParityOutcome::not_concerned);

  // Alone, its price must be what it is, and it needs no money.
  const auto price = twins.answer(ParityKey::price);
  REQUIRE(price.outcome == ParityOutcome::found);
  CHECK(*price.value == Approx(*price.today));
  const auto incentive = twins.answer(ParityKey::incentive);
  REQUIRE(incentive.outcome == ParityOutcome::found);
  CHECK(std::abs(*incentive.value) < cent);
}

TEST_CASE("prices that neither truck pays are told as such, without an error") {
  auto catalog = test::shipped();
  const Compared electric(catalog, pair_of(electric_truck, "rivian_r1t:dual_large"));
  CHECK(electric.answer(ParityKey::petrol).outcome == ParityOutcome::not_concerned);
  CHECK(electric.answer(ParityKey::diesel).outcome == ParityOutcome::not_concerned);
  const Compared petrol(catalog, pair_of(diesel_truck, petrol_truck));
  CHECK(petrol.answer(ParityKey::electricity).outcome == ParityOutcome::not_concerned);
  CHECK(petrol.answer(ParityKey::pack_price).outcome == ParityOutcome::not_concerned);
  CHECK(petrol.answer(ParityKey::diesel).outcome == ParityOutcome::found);
  CHECK_THROWS_AS((void)study::moved(petrol.pair(), ParityKey::electricity, 1.0, petrol.money),
                  std::logic_error);
}

TEST_CASE(
    "a pack that the owner has to pay beyond the warranty makes the costs jump, and is told") {
  auto catalog = test::shipped();
  // The warranty ends at 100,000 miles; a linear fade needs a new pack in a year that is the same
  // at any distance.
  const Compared compared(catalog,
                          pair_of(electric_truck, petrol_truck) +
                              "[cost.battery]\nlaw = \"linear\"\nfade = \"5 %/yr\"\n",
                          {{"vehicle." + electric_truck + ".price.msrp", "42000 USD"}});
  const auto answer = compared.answer(ParityKey::distance);
  REQUIRE(answer.outcome == ParityOutcome::found);
  CHECK(answer.jumps);
  CHECK_FALSE(answer.cheaper_above);
  const double years = 160934.4 / *answer.value;
  CHECK(years == Approx(std::round(years)).epsilon(1e-6));
  const auto dearer = [&](double distance) {
    return study::dearer_by_cur(
        study::moved(compared.pair(), ParityKey::distance, distance, compared.money),
        compared.money);
  };
  CHECK(dearer(*answer.value * 1.001) - dearer(*answer.value * 0.999) > 5000.0);
}

TEST_CASE("packs of both trucks move their prices, and their difference counts") {
  auto catalog = test::shipped();
  // 135 kWh against 107.6: the larger pack gains more when packs get cheaper.
  const Compared compared(catalog, pair_of("rivian_r1t:dual_large", electric_truck));
  const auto now = study::dearer_by_cur(compared.pair(), compared.money);
  const auto then = study::moved(compared.pair(), ParityKey::pack_price, 50.0, compared.money);
  CHECK(study::dearer_by_cur(then, compared.money) < now);
  const auto kwh = [](const study::PlannedCase& planned) {
    return units::in_kilowatt_hours(cost::pack_energy(*planned.vehicle));
  };
  for (const auto& [before, after] : {std::pair{&compared.pair().truck, &then.truck},
                                      std::pair{&compared.pair().baseline, &then.baseline}})
    CHECK(before->vehicle->price.msrp->amount - after->vehicle->price.msrp->amount ==
          Approx(1.5 * kwh(*before) * (99.0 - 50.0)));
}

TEST_CASE("without a markup the price of packs has no parity, and the note says what is missing") {
  auto catalog = test::shipped();
  std::string rest = pair_of(electric_truck, petrol_truck, "solve = [\"pack_price\"]");
  rest.erase(rest.find("estimates"), std::string("estimates = \"2026\"\n").size());
  const auto results =
      study::run(catalog, test::scenario_of(rest), test::options_with({test::registration}));
  const auto* section = test::find_section(results, "parity");
  REQUIRE(section != nullptr);
  CHECK(row_of(*section, "pack_price") == -1);
  CHECK(count_with(results.notes, "market us lacks battery.retail_markup") == 1);
}

TEST_CASE("trucks in a market without the baseline, and points of a sweep, have no parity") {
  auto catalog = test::shipped();
  std::string rest = pair_of(electric_truck, petrol_truck);
  rest.replace(rest.find(electric_truck), electric_truck.size(),
               electric_truck + "\", \"radar_rd6:kwh86@cn");
  const auto results = study::run(catalog, test::scenario_of(rest), {});
  const auto* section = test::find_section(results, "parity");
  REQUIRE(section != nullptr);
  for (const auto& row : section->table.rows)
    CHECK(std::get<std::string>(row[0]) == "ford_f150_lightning");
  CHECK(count_with(results.notes, "Parity in cn is not solved") == 1);

  rest = pair_of(electric_truck, petrol_truck) +
         "[[sweep]]\nkey = \"cost.discount_rate\"\nvalues = [\"3 %/yr\", \"7 %/yr\"]\n";
  const auto swept = study::run(catalog, test::scenario_of(rest), {});
  CHECK(test::find_section(swept, "parity") == nullptr);
  CHECK(count_with(swept.notes, "Parity is not solved at the points of a sweep") == 1);
}

namespace {

// Packs from 99 USD/kWh in 2026 to 19 in 2036, evenly.
const std::string falling_packs =
    "from = 2026\nto = 2040\n[cost.markets.us.battery]\n"
    "pack_price_path = [[2026, \"99 USD/kWh\"], [2036, \"19 USD/kWh\"]]\n";

std::string years_of(const std::string& truck) {
  return pair_of(truck, petrol_truck, "solve = [\"price\"]\n" + falling_packs);
}

}  // namespace

TEST_CASE("bought in a later year a truck costs what a run with that year and price says") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, test::scenario_of(years_of(electric_truck)), {});
  const auto* section = test::find_section(results, "parity_by_year");
  REQUIRE(section != nullptr);
  CHECK(section->data_only);
  CHECK(test::is_sound(section->table));
  REQUIRE(section->table.rows.size() == 15);
  // The list price is of 2022, when the path was level: halfway down packs are 40 USD/kWh cheaper.
  const double price = 52974 - 1.5 * 107.6 * 40;
  CHECK(number(section->table, 5, "purchase_year") == 2031);
  CHECK(number(section->table, 5, "pack_price_usd_per_kwh") == Approx(59));
  CHECK(number(section->table, 5, "price_usd") == Approx(price));
  CHECK(number(section->table, 5, "baseline_price_usd") == Approx(45842));
  CHECK(number(section->table, 5, "dearer_by_usd") ==
        Approx(dearer_in_run(
            catalog, {{"cost.purchase_year", "2031"},
                      {"vehicle." + electric_truck + ".price.msrp", exactly(price, "USD")}})));
  // Outside of the path nothing moves.
  for (std::size_t row = 11; row < 15; ++row)
    CHECK(number(section->table, row, "dearer_by_usd") ==
          Approx(number(section->table, 10, "dearer_by_usd")));
  CHECK(count_with(results.notes, "paths of packs 2026 to 2036") == 1);
}

TEST_CASE("the first year in which a truck is cheaper lies behind the crossing") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, test::scenario_of(years_of(electric_truck)), {});
  const auto* answer = test::find_section(results, "parity_years");
  const auto* by_year = test::find_section(results, "parity_by_year");
  REQUIRE(answer != nullptr);
  REQUIRE(by_year != nullptr);
  const double year = number(answer->table, 0, "first_year");
  const double crossing = number(answer->table, 0, "crossing");
  CHECK(crossing <= year);
  CHECK(crossing > year - 1);
  for (std::size_t row = 0; row < by_year->table.rows.size(); ++row)
    CHECK((number(by_year->table, row, "dearer_by_usd") < 0.0) ==
          (number(by_year->table, row, "purchase_year") >= year));
  CHECK(contains(text(answer->table, 0, "verdict"), fmt::format("cheaper from {:.0f} (", year)));
}

TEST_CASE("a truck may be cheaper in the first year already, or in none") {
  auto catalog = test::shipped();
  const auto verdict = [&](const std::string& price) {
    const auto results =
        study::run(catalog, test::scenario_of(years_of(electric_truck)),
                   test::options_with({{"vehicle." + electric_truck + ".price.msrp", price}}));
    const auto* section = test::find_section(results, "parity_years");
    REQUIRE(section != nullptr);
    CHECK(test::is_null(section->table, 0, "crossing"));
    return text(section->table, 0, "verdict");
  };
  CHECK(verdict("20000 USD") == "cheaper already in 2026");
  CHECK(verdict("200000 USD") == "not cheaper up to 2040");
}

TEST_CASE("a truck that falls behind again is not told to stay cheaper") {
  const auto year = [](int number, double dearer_by) {
    return study::ParityYear{number, 1000.0 + dearer_by, 1000.0, 0.0, 0.0, std::nullopt};
  };
  const std::vector<study::ParityYear> years{year(2026, 30), year(2027, -10), year(2028, 5)};
  const auto first = study::first_cheaper_year(years);
  REQUIRE(first);
  CHECK(first->year == 2027);
  CHECK(*first->crossing == Approx(2026.75));
  CHECK_FALSE(first->stays);
}
