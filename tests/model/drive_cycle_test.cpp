// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/drive_cycle.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include <limits>
#include <stdexcept>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;

namespace {

model::DriveCycle cycle_of(const std::string& csv) {
  return model::read_drive_cycle(model::text_of(csv, "test.csv"), "test");
}

std::string cycle_refusal(const std::string& csv) {
  return model::refusal_of([&] { (void)cycle_of(csv); });
}

}  // namespace

TEST_CASE("a cycle has duration, distance and top speed with speed linear between its points") {
  const auto cycle = cycle_of("time [s],speed [m/s]\n0,0\n10,10\n30,10\n35,0\n");
  CHECK(cycle.steps() == 3);
  CHECK(units::in_seconds(cycle.duration()) == Approx(35.0));
  CHECK(units::in_metres(cycle.distance()) == Approx(50.0 + 200.0 + 25.0));
  CHECK(units::in_metres_per_second(cycle.top_speed()) == Approx(10.0));
  CHECK(cycle.grade == std::vector<double>(4, 0.0));
}

TEST_CASE("a cycle that starts late lasts from its first to its last point") {
  const auto cycle = cycle_of("time [s],speed [m/s]\n100,5\n110,5\n");
  CHECK(units::in_seconds(cycle.duration()) == Approx(10.0));
  CHECK(units::in_metres(cycle.distance()) == Approx(50.0));
}

TEST_CASE("time and speed are read in the unit of their heading") {
  const auto miles = cycle_of("time [min],speed [mph]\n0,60\n1,60\n");
  CHECK(units::in_seconds(miles.duration()) == Approx(60.0));
  CHECK(units::in_miles(miles.distance()) == Approx(1.0));
  const auto kilometres = cycle_of("time [h],speed [km/h]\n0,90\n0.5,90\n");
  CHECK(units::in_kilometres(kilometres.distance()) == Approx(45.0));
}

TEST_CASE("columns may come in any order") {
  const auto cycle = cycle_of("speed [km/h],time [s]\n36,0\n36,5\n");
  CHECK(units::in_metres(cycle.distance()) == Approx(50.0));
}

TEST_CASE("a grade column holds for the step that begins at its row, as a share or in per cent") {
  const auto per_cent = cycle_of("time [s],speed [m/s],grade [%]\n0,10,4\n1,10,-2\n2,10,0\n");
  const auto share = cycle_of("time [s],speed [m/s],grade [1]\n0,10,0.04\n1,10,-0.02\n2,10,0\n");
  CHECK(per_cent.grade[0] == Approx(0.04));
  CHECK(per_cent.grade[1] == Approx(-0.02));
  CHECK(share.grade[1] == Approx(per_cent.grade[1]));
}

TEST_CASE("an elevation column becomes the grade of each step, flat where the truck stands still") {
  const auto cycle =
      cycle_of("time [s],speed [m/s],elevation [m]\n0,0,100\n1,0,101\n3,10,102\n5,10,100\n");
  CHECK(cycle.grade[0] == 0.0);
  CHECK(cycle.grade[1] == Approx(1.0 / 10.0));
  CHECK(cycle.grade[2] == Approx(-2.0 / 20.0));
  CHECK(cycle.grade[3] == 0.0);
  const auto feet = cycle_of("time [s],speed [m/s],elevation [ft]\n0,10,0\n10,10,10\n");
  CHECK(feet.grade[0] == Approx(0.03048));
}

TEST_CASE("the height climbed is the sum of grade times distance") {
  const auto cycle =
      cycle_of("time [s],speed [m/s],elevation [m]\n0,5,10\n2,15,12\n2.5,14,11.5\n9,20,14\n");
  double climbed_m = 0.0;
  for (std::size_t k = 0; k < cycle.steps(); ++k)
    climbed_m += cycle.grade[k] * 0.5 * (cycle.speed_m_per_s[k] + cycle.speed_m_per_s[k + 1]) *
                 (cycle.time_s[k + 1] - cycle.time_s[k]);
  CHECK(climbed_m == Approx(4.0));
}

TEST_CASE("title and source come from comment lines, the title else from the id") {
  const auto cycle = cycle_of("# title: To the quarry: loaded\n# source: own log\n# note: x\ntime "
                              "[s],speed [m/s]\n0,1\n1,1\n");
  CHECK(cycle.title == "To the quarry: loaded");
  CHECK(cycle.source == "own log");
  CHECK(cycle_of("time [s],speed [m/s]\n0,1\n1,1\n").title == "test");
}

TEST_CASE("a cycle without a needed column is refused with the headings that would do") {
  const auto message = cycle_refusal("time [s],grade [%]\n0,1\n1,1\n");
  CHECK(contains(message, "there is no column \"speed\""));
  CHECK(contains(message, "\"speed [m/s]\", \"speed [km/h]\" or \"speed [mph]\""));
}

TEST_CASE("all faulty rows of a cycle are told, but no more than twenty") {
  std::string csv = "time [s],speed [m/s]\n";
  for (int i = 0; i < 50; ++i) csv += std::to_string(i) + ",-1\n";
  CHECK(contains(cycle_refusal(csv), "20 errors"));
  CHECK(contains(cycle_refusal("time [s],speed [m/s]\n0,1\n1,-1\n2,1\n3,-1\n"), "2 errors"));
}

TEST_CASE("the hardest start a truck can do is accepted") {
  CHECK(cycle_refusal("time [s],speed [m/s]\n0,0\n1,11.9\n2,0\n").empty());
  CHECK(contains(cycle_refusal("time [s],speed [m/s]\n0,0\n1,12.1\n"), "12.1 m/s^2"));
}

TEST_CASE("a constant speed is one flat minute") {
  const auto cycle = model::constant_speed(units::kilometres_per_hour(110));
  CHECK(cycle.id == "constant_110_km_per_h");
  CHECK(cycle.title == "Constant 110 km/h");
  CHECK(units::in_kilometres(cycle.distance()) == Approx(110.0 / 60.0));
  CHECK(cycle.grade == std::vector<double>{0.0, 0.0});
  CHECK_THROWS_AS((void)model::constant_speed(units::metres_per_second(0)), std::logic_error);
  const auto nothing = units::metres_per_second(std::numeric_limits<double>::quiet_NaN());
  CHECK_THROWS_AS((void)model::constant_speed(nothing), std::logic_error);
}

TEST_CASE("a cycle that ends at another speed is joined to its start, others stay as they are") {
  model::DriveCycle cycle;
  cycle.time_s = {0.0, 60.0};
  cycle.speed_m_per_s = {20.0, 5.0};
  cycle.grade = {0.0, 0.02};
  const auto joined = model::closed(cycle);
  CHECK(joined.time_s == std::vector<double>{0.0, 60.0, 75.0});
  CHECK(joined.speed_m_per_s == std::vector<double>{20.0, 5.0, 20.0});
  CHECK(joined.grade == std::vector<double>{0.0, 0.0, 0.0});

  cycle.speed_m_per_s = {20.0, 20.0};
  CHECK(model::closed(cycle).time_s == cycle.time_s);
}

TEST_CASE("the rise of a cycle is the height of its end above its start") {
  model::DriveCycle cycle;
  cycle.time_s = {0.0, 100.0, 200.0};
  cycle.speed_m_per_s = {10.0, 10.0, 10.0};
  cycle.grade = {0.05, -0.02, 0.0};
  const double climbed = 1000.0 * (0.05 / std::sqrt(1.0025) - 0.02 / std::sqrt(1.0004));
  CHECK(units::in_metres(cycle.rise()) == Approx(climbed));
}
