// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "evpickup/energy/road_load.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

// What must hold for any truck: tried on trucks drawn around the shipped ones, by a fixed seed.

namespace {

constexpr int draws = 240;

// A truck and what it meets. Each value lies within a third of a shipped truck's.
struct Sample {
  model::Vehicle vehicle;
  energy::Conditions conditions;
};

class Drawing {
 public:
  [[nodiscard]] double between(double low, double high) {
    // By hand: the standard leaves the numbers of its distributions open.
    const double unit = static_cast<double>(generator_() >> 11) * 0x1.0p-53;
    return low + (high - low) * unit;
  }
  [[nodiscard]] std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(between(0.0, static_cast<double>(count)));
  }
  template <class T>
  void vary(model::Sourced<T>& value, double low, double high) {
    give(value, between(low, high) * *value);
  }

  Sample sample() {
    Sample s{base_[below(base_.size())], neutral()};
    auto& [vehicle, conditions] = s;
    vary(vehicle.body.curb_mass, 0.8, 1.3);
    vary(vehicle.body.drag_coefficient, 0.8, 1.3);
    vary(vehicle.body.rolling_resistance, 0.7, 1.3);
    vary(vehicle.battery.energy_usable, 0.7, 1.3);
    vary(vehicle.battery.resistance, 0.4, 0.8);
    vary(vehicle.powertrain.power, 0.9, 1.3);
    if (between(0, 1) < 0.3) give(vehicle.climate.heating, model::Heating::heat_pump);
    conditions.ambient = units::celsius(between(-20, 40));
    conditions.altitude = units::metres(between(0, 2500));
    conditions.payload = units::kilograms(between(0, 600));
    conditions.wind = units::metres_per_second(between(0, 8));
    conditions.trip = units::kilometres(between(5, 80));
    if (between(0, 1) < 0.2)
      conditions.trailer = energy::TrailerLoad{units::kilograms(between(500, 2500)),
                                               units::square_metres(between(0.5, 2.5)), 0.01};
    return s;
  }

  std::vector<Sample> samples(int count) {
    std::vector<Sample> result;
    for (int i = 0; i < count; ++i) result.push_back(sample());
    return result;
  }

 private:
  std::vector<model::Vehicle> base_ = all_trucks();
  std::mt19937_64 generator_{20261009};
};

// Starts and stops with a stretch of 80 km/h, so short that hundreds of batteries are driven empty
// in a moment.
model::DriveCycle stop_and_go() {
  return trace({{0, 0}, {13, 13}, {60, 13}, {68, 0}, {80, 0}, {110, 22}, {300, 22}, {316, 0}});
}

model::DriveCycle steady_speed() { return model::constant_speed(units::kilometres_per_hour(90)); }

// A way, and the same way again on which its slope is turned round.
model::DriveCycle there_and_back(const model::DriveCycle& way, double grade) {
  model::DriveCycle result = way;
  result.grade.assign(way.time_s.size(), grade);
  result.grade.back() = -grade;  // of the step that begins where the first way ends
  for (std::size_t k = 1; k < way.time_s.size(); ++k) {
    result.time_s.push_back(way.time_s.back() + way.time_s[k]);
    result.speed_m_per_s.push_back(way.speed_m_per_s[k]);
    result.grade.push_back(-grade);
  }
  return result;
}

// Batteries driven empty.
energy::Drive emptied(const std::vector<Sample>& samples, const model::DriveCycle& cycle) {
  std::vector<energy::Case> cases;
  for (const auto& sample : samples) cases.push_back({&sample.vehicle, sample.conditions});
  return energy::drive_to_empty(energy::compile(cases, cycle), energy::compile_steps(cycle, 0.0));
}

using Change = std::function<void(Drawing&, Sample&)>;

// The change never gives more range, in stop-and-go traffic and at a steady speed, unless a truck
// misses its trace.
void never_more_range(const Change& change, const Change& before = {}) {
  Drawing drawing;
  auto samples = drawing.samples(draws);
  if (before)
    for (auto& sample : samples) before(drawing, sample);
  auto changed = samples;
  for (auto& sample : changed) change(drawing, sample);

  for (const auto& cycle : {stop_and_go(), steady_speed()}) {
    const auto less = emptied(changed, cycle);
    const auto more = emptied(samples, cycle);
    int compared = 0;
    for (Eigen::Index i = 0; i < draws; ++i) {
      const double missed_s = std::max(less.tally.missed_s(i), more.tally.missed_s(i));
      if (missed_s > 0.0) continue;
      ++compared;
      CAPTURE(samples[static_cast<std::size_t>(i)].vehicle.key());
      CAPTURE(cycle.title);
      CAPTURE(i);
      CHECK(less.tally.distance_m(i) <= more.tally.distance_m(i));
    }
    CHECK(compared > draws / 2);
  }
}

}  // namespace

TEST_CASE("more mass never gives more range") {
  never_more_range(
      [](Drawing& d, Sample& s) { s.conditions.payload += units::kilograms(d.between(1, 800)); });
}

TEST_CASE("a heavier truck never goes further with the same battery") {
  never_more_range([](Drawing& d, Sample& s) { d.vary(s.vehicle.body.curb_mass, 1.001, 1.3); });
}

TEST_CASE("more drag never gives more range") {
  // A coastdown holds the drag of its truck: without it, the coefficient counts.
  const auto uncertified = [](Drawing&, Sample& s) { s.vehicle.body.road_load_c = {}; };
  never_more_range(
      [](Drawing& d, Sample& s) { d.vary(s.vehicle.body.drag_coefficient, 1.001, 1.4); },
      uncertified);
}

TEST_CASE("more rolling resistance never gives more range") {
  const auto uncertified = [](Drawing&, Sample& s) { s.vehicle.body.road_load_c = {}; };
  never_more_range(
      [](Drawing& d, Sample& s) { d.vary(s.vehicle.body.rolling_resistance, 1.001, 1.5); },
      uncertified);
}

TEST_CASE("a larger coastdown coefficient never gives more range") {
  const auto certified = [](Drawing&, Sample& s) {
    const auto source = truck("ford_f150_lightning:pro_sr");
    s.vehicle.body.road_load_a = source.body.road_load_a;
    s.vehicle.body.road_load_b = source.body.road_load_b;
    s.vehicle.body.road_load_c = source.body.road_load_c;
    s.vehicle.body.road_load_mass = source.body.road_load_mass;
  };
  never_more_range([](Drawing& d, Sample& s) { d.vary(s.vehicle.body.road_load_a, 1.001, 1.3); },
                   certified);
  never_more_range([](Drawing& d, Sample& s) { d.vary(s.vehicle.body.road_load_c, 1.001, 1.3); },
                   certified);
}

TEST_CASE("more head wind never gives more range") {
  never_more_range([](Drawing& d, Sample& s) {
    s.conditions.wind += units::metres_per_second(d.between(0.1, 10));
  });
}

TEST_CASE("wind from ahead costs no less than from around, and that no less than from behind") {
  const auto blow_from = [](model::WindFrom from) {
    return [from](Drawing&, Sample& s) { s.conditions.wind_from = from; };
  };
  never_more_range(blow_from(model::WindFrom::ahead), blow_from(model::WindFrom::around));
  never_more_range(blow_from(model::WindFrom::around), blow_from(model::WindFrom::behind));
}

TEST_CASE("a wind that changes costs no less than a steady one of its mean") {
  const auto blow_from = [](model::WindFrom from) {
    return [from](Drawing&, Sample& s) { s.conditions.wind_from = from; };
  };
  never_more_range(blow_from(model::WindFrom::climate), blow_from(model::WindFrom::around));
}

TEST_CASE("a trailer never gives more range") {
  never_more_range(
      [](Drawing& d, Sample& s) {
        s.conditions.trailer = energy::TrailerLoad{units::kilograms(d.between(50, 3000)),
                                                   units::square_metres(d.between(0, 3)), 0.01};
      },
      [](Drawing&, Sample& s) { s.conditions.trailer.reset(); });
}

TEST_CASE("below 20 degC colder weather never gives more range, with the denser air it brings") {
  never_more_range(
      [](Drawing& d, Sample& s) {
        s.conditions.ambient = units::kelvin(s.conditions.ambient.value() - d.between(0.1, 20));
      },
      [](Drawing& d, Sample& s) { s.conditions.ambient = units::celsius(d.between(-15, 20)); });
}

TEST_CASE("below 20 degC colder weather never gives more range in air of the same density") {
  // The height that makes up for the cold: density goes by pressure over temperature.
  const auto density = [](const energy::Conditions& c) {
    return energy::air_density(c.ambient, c.altitude).value();
  };
  never_more_range(
      [density](Drawing& d, Sample& s) {
        const double goal = density(s.conditions);
        s.conditions.ambient = units::kelvin(s.conditions.ambient.value() - d.between(0.1, 20));
        double low = 0.0;
        double high = 6000.0;
        for (int i = 0; i < 60; ++i) {
          s.conditions.altitude = units::metres(0.5 * (low + high));
          (density(s.conditions) > goal ? low : high) = 0.5 * (low + high);
        }
        REQUIRE(density(s.conditions) == Approx(goal).epsilon(1e-9));
      },
      [](Drawing& d, Sample& s) { s.conditions.ambient = units::celsius(d.between(-15, 20)); });
}

TEST_CASE("a heat pump never gives less range than a resistive heater") {
  never_more_range(
      [](Drawing&, Sample& s) { give(s.vehicle.climate.heating, model::Heating::resistive); },
      [](Drawing&, Sample& s) { give(s.vehicle.climate.heating, model::Heating::heat_pump); });
}

TEST_CASE("more usable energy alone never gives less range") {
  never_more_range(
      [](Drawing& d, Sample& s) { d.vary(s.vehicle.battery.energy_usable, 0.5, 0.999); });
}

TEST_CASE("more resistance of the battery never gives more range") {
  never_more_range([](Drawing& d, Sample& s) { d.vary(s.vehicle.battery.resistance, 1.01, 2.0); });
}

TEST_CASE("at the same temperature thinner air never gives less range") {
  Drawing drawing;
  auto low = drawing.samples(draws);
  auto high = low;
  for (auto& sample : high) sample.conditions.altitude += units::metres(drawing.between(10, 2500));
  const auto below = emptied(low, steady_speed());
  const auto above = emptied(high, steady_speed());
  for (Eigen::Index i = 0; i < draws; ++i) {
    CAPTURE(i);
    CHECK(above.tally.distance_m(i) >= below.tally.distance_m(i));
  }
}

TEST_CASE("there and back over a hill never costs less than the flat, at the same speeds") {
  // From half charge: a full battery leaves braking to the brakes, and a climb before a stop then
  // saves what they would take.
  Drawing drawing;
  const auto samples = drawing.samples(draws);
  std::vector<energy::Case> cases;
  for (const auto& sample : samples) cases.push_back({&sample.vehicle, sample.conditions});

  for (const auto& way :
       {trace({{0, 22}, {60, 22}}), trace({{0, 0}, {12, 15}, {90, 15}, {98, 0}})}) {
    const auto flat = there_and_back(way, 0.0);
    const auto lanes = energy::compile(cases, flat);
    const auto level = drive_from(0.5, lanes, energy::compile_steps(flat, 0.0));
    for (const double grade : {0.005, 0.02, 0.05, -0.005, -0.03}) {
      const auto hill = there_and_back(way, grade);
      const auto over = drive_from(0.5, lanes, energy::compile_steps(hill, 0.0));
      int compared = 0;
      for (Eigen::Index i = 0; i < draws; ++i) {
        if (over.tally.missed_s(i) > 0.0) continue;
        ++compared;
        CAPTURE(grade);
        CAPTURE(i);
        CHECK(std::abs(over.tally.climb_j(i)) < 1e-9 * over.tally.traction_j(i));
        CHECK(over.tally.battery_j(i) >= level.tally.battery_j(i));
      }
      CHECK(compared > draws / 2);
    }
  }
}

TEST_CASE("nothing divides by a distance of zero") {
  const auto standing = trace({{0, 0}, {10, 0}, {3600, 0}});
  Drawing drawing;
  const auto samples = drawing.samples(16);
  std::vector<energy::Case> cases;
  for (const auto& sample : samples) cases.push_back({&sample.vehicle, sample.conditions});
  const auto lanes = energy::compile(cases, standing);
  CHECK(lanes.cabin_w.isFinite().all());
  const auto steps = energy::compile_steps(standing, 0.0);
  for (const auto driver : {energy::drive_once, energy::drive_to_empty, energy::range_to_empty}) {
    auto drive = driver(lanes, steps, 1);
    for (const Eigen::ArrayXd* sum : drive.tally.all()) CHECK(sum->isFinite().all());
    CHECK((drive.tally.distance_m == 0.0).all());
    CHECK((drive.tally.battery_j > 0.0).all());
    CHECK(energy::balance(drive.tally, 3).imbalance < 1e-9);
  }
}
