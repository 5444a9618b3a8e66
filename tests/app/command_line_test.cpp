// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "evpickup/base/text.hpp"
#include "evpickup/version.hpp"
#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Outcome;

namespace {

/// Arguments that are refused with exit code 2, and what the message has to say.
struct Refusal {
  const char* arguments;
  const char* message;
  const char* hint;
};

void check_refused(const Refusal& refusal) {
  CAPTURE(refusal.arguments);
  const Outcome outcome = test::evpickup(refusal.arguments);
  CHECK(outcome.code == 2);
  CHECK(outcome.out.empty());
  INFO(outcome.err);
  CHECK(contains(outcome.err, refusal.message));
  CHECK(contains(outcome.err, refusal.hint));
}

}  // namespace

TEST_CASE("--version tells version, compiler, kernel and data folder") {
  const Outcome outcome = test::evpickup("--version");
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  const auto lines = base::split(outcome.out, '\n');
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "evpickup " + std::string{version});
  CHECK(lines[1] == "compiler: " + std::string{compiler});
  CHECK(lines[2].size() > std::string{"kernel: "}.size());
  CHECK(lines[3] == "data: " + std::string{source_data_dir});
}

TEST_CASE("without arguments, and with --help, the commands and three examples are shown") {
  const Outcome none = test::evpickup("");
  const Outcome help = test::evpickup("--help");
  CHECK(none.code == 0);
  CHECK(none.err.empty());
  CHECK(none.out == help.out);
  CHECK(help.code == 0);
  for (const char* command : {"run", "compare", "list", "show", "check", "validate"}) {
    CAPTURE(command);
    CHECK(contains(none.out, std::string{"\n  "} + command + " "));
  }
}

TEST_CASE("the examples of the help work from any folder") {
  int examples = 0;
  for (const std::string& line : base::split(test::evpickup("").out, '\n')) {
    const std::string start = "  evpickup ";
    if (!line.starts_with(start)) continue;
    CAPTURE(line);
    const Outcome outcome = test::evpickup(line.substr(start.size()));
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(!outcome.out.empty());
    ++examples;
  }
  CHECK(examples == 3);
}

TEST_CASE("the examples in the help of a command work") {
  std::size_t examples = 0;
  for (const char* command :
       {"run", "compare", "sweep", "cost", "list", "show", "explain", "new", "schema", "man"}) {
    std::string help = test::evpickup(std::string{command} + " --help").out;
    help = help.substr(help.find("\nExample"));
    for (auto at = help.find("\\\n"); at != std::string::npos; at = help.find("\\\n"))
      help.erase(at, 2);
    for (const std::string& line : base::split(help, '\n')) {
      const std::string start = "  evpickup ";
      if (!line.starts_with(start)) continue;
      CAPTURE(line);
      const Outcome outcome = test::evpickup(line.substr(start.size()));
      INFO(outcome.err);
      CHECK(outcome.code == 0);
      ++examples;
    }
  }
  CHECK(examples >= 15);
}

TEST_CASE("a command's help tells its options and needs no arguments") {
  const Outcome outcome = test::evpickup("run --help");
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "Usage: evpickup run [OPTIONS] SCENARIO"));
  for (const char* option :
       {"--set KEY=VALUE", "--data DIR", "--format table|csv|json|jsonl|md|html|vl.json",
        "--units si|us", "--output FILE", "--audit", "--trace FILE"}) {
    CAPTURE(option);
    CHECK(contains(outcome.out, option));
  }
}

TEST_CASE("unknown words are refused with what was meant") {
  for (const Refusal& refusal :
       {Refusal{"rnu x", "there is no command \"rnu\"", "did you mean \"run\"?"},
        Refusal{"frobnicate", "there is no command \"frobnicate\"",
                "commands: run, watch, compare"},
        Refusal{"run --formt=csv x", "there is no option --formt", "did you mean \"--format\"?"},
        Refusal{"list --formt", "there is no option --formt", "did you mean \"--format\"?"},
        Refusal{"--vresion", "there is no option --vresion", "did you mean \"--version\"?"},
        Refusal{"--format csv run x", "there is no option --format", "behind the command"},
        Refusal{"list vehicels", "there is no list of \"vehicels\"", "did you mean \"vehicles\"?"},
        Refusal{"run rd6_vs_us_truck", "rd6_vs_us_truck", "did you mean \"rd6_vs_us_trucks\"?"},
        Refusal{"show radar_rd5:kwh86", "radar_rd5", "did you mean \"radar_rd6\"?"}}) {
    check_refused(refusal);
  }
}

TEST_CASE("missing and superfluous arguments are refused") {
  for (const Refusal& refusal :
       {Refusal{"run", "SCENARIO is required", "evpickup run --help"},
        Refusal{"compare", "VEHICLE is required", "evpickup compare --help"},
        Refusal{"run one two", "\"two\" is one argument too many", "evpickup run --help"},
        Refusal{"show", "either a VEHICLE or --market", "list vehicles"},
        Refusal{"show radar_rd6:kwh86 --market us", "either a VEHICLE or --market", ""},
        Refusal{"show radar_rd6 --claims --sources", "--claims goes with a VEHICLE alone", ""},
        Refusal{"show --market us --claims", "--claims goes with a VEHICLE alone", ""},
        Refusal{"--data .", "a command is missing", "evpickup --help"}}) {
    check_refused(refusal);
  }
}

TEST_CASE("values that an option does not take are refused") {
  for (const Refusal& refusal :
       {Refusal{"run x --set", "--set", "evpickup run --help"},
        Refusal{"run x --set duty.years", "--set wants KEY=VALUE, not \"duty.years\"", "such as"},
        Refusal{"run x --set =5", "--set wants KEY=VALUE", "such as"},
        Refusal{"run x --set duty.years=", "--set wants KEY=VALUE", "such as"},
        Refusal{"run rd6_trims --set duty.yers=5", "duty.yers", "did you mean"},
        Refusal{"run x --units metric", "--units takes si or us, not \"metric\"", ""},
        Refusal{"run x --color alwyas", "--color takes auto", "did you mean \"always\"?"},
        Refusal{"run x --mode blnd", "--mode takes blind or anchored, not \"blnd\"",
                "did you mean \"blind\"?"},
        Refusal{"run rd6_trims --format jsn", "no format \"jsn\"", "did you mean \"json\"?"},
        Refusal{"run rd6_trims --currency EURO", "no exchange rate for \"EURO\"", "USD"},
        Refusal{"run x -j many", "many", "evpickup run --help"},
        Refusal{"run x -j -1", "-j takes 0", ""},
        Refusal{"run x --trace-vehicle a:b", "there is no --trace FILE", ""},
        Refusal{"run rd6_trims --seed x", "--seed takes a whole number", ""},
        Refusal{"run x --set a=1 --seed x", "--seed takes a whole number", ""},
        Refusal{"run x --set a=1 --shard 3/2", "--shard takes a part of a number of parts", "2/8"},
        Refusal{"run x --set a=1 --rows draws", "--rows takes a study with rows", "monte_carlo"},
        Refusal{"run rd6_trims --seed 2", "--seed needs a study that draws", "[monte_carlo]"},
        Refusal{"run rd6_trims --screening", "--screening needs a Monte Carlo study", ""},
        Refusal{"run rd6_trims -q -v", "--quiet and --verbose exclude one another", ""},
        Refusal{"explain range_km --reference keys", "a KEY or --reference, not both", ""},
        Refusal{"completion tcsh", "completion takes bash or zsh or fish", ""},
        Refusal{"sweep radar_rd6:kwh86 --key duty.ambient", "a sweep takes --values, or", ""},
        Refusal{"sweep radar_rd6:kwh86 --key duty.ambient --values x", "got \"x\"", ""},
        Refusal{"sweep radar_rd6:kwh86 --key duty.ambeint --values 1", "duty.ambeint",
                "did you mean \"duty.ambient\"?"}}) {
    check_refused(refusal);
  }
}

TEST_CASE("--verbose tells files, estimates and time, on standard error alone") {
  const Outcome quiet = test::evpickup("run rd6_trims -q");
  const Outcome verbose = test::evpickup("run rd6_trims --verbose");
  CHECK(verbose.code == 0);
  CHECK(verbose.out == quiet.out);
  CHECK(quiet.err.empty());
  for (const char* part : {"read vehicles/radar_rd6.toml (SHA-256 ",
                           "Estimated by rule for Radar RD6", "read and run: ", "write: "})
    CHECK(contains(verbose.err, part));
}

TEST_CASE("--deltas tells differences to the baseline") {
  const Outcome outcome = test::evpickup("run rd6_trims --deltas");
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "differences to the baseline"));
  CHECK(contains(outcome.out, "-20,000*"));
}

TEST_CASE("--seed changes the draws and nothing else") {
  const std::string scenario = "run rd6_uncertainty --set monte_carlo.samples=200 --format csv";
  const Outcome first = test::evpickup(scenario);
  CHECK(first.code == 0);
  const Outcome draws = test::evpickup(test::replaced(scenario, "csv", "json") + " --seed 2");
  const Outcome same = test::evpickup(test::replaced(scenario, "csv", "json") + " --seed 2");
  const Outcome other = test::evpickup(test::replaced(scenario, "csv", "json"));
  CHECK(draws.out == same.out);
  CHECK(draws.out != other.out);
  CHECK(test::evpickup(scenario + " --seed 2").out == first.out);
}

TEST_CASE("colour and escapes never reach a pipe unless they are asked for") {
  CHECK(!contains(test::evpickup("run rd6_trims").out, "\x1b"));
  CHECK(!contains(test::evpickup("run rd6_trims", "TERM=xterm-256color").out, "\x1b"));
  CHECK(contains(test::evpickup("run rd6_trims --color always").out, "\x1b[1;38;5;33m"));
}

TEST_CASE("without UTF-8 everything that is drawn is ASCII") {
  for (const char* scenario : {"battery_sweep_rd6", "rd6_vs_us_trucks"}) {
    const Outcome outcome = test::evpickup(fmt::format("run {}", scenario), "LC_ALL=C");
    CHECK(outcome.code == 0);
    for (const std::string_view sign : {"\u2588", "\u2581", "\u2500", "\u2022"})
      CHECK(!contains(outcome.out, sign));
  }
}

TEST_CASE("COLUMNS is the width of the page, pictures included") {
  for (const int width : {60, 80, 100}) {
    const Outcome outcome =
        test::evpickup("run rd6_vs_us_trucks", fmt::format("COLUMNS={} LC_ALL=C.UTF-8", width));
    for (const std::string& line : base::split(outcome.out, '\n'))
      CHECK(base::code_points(line) <= static_cast<std::size_t>(width));
  }
}

TEST_CASE("a sweep on the command line is that of a scenario") {
  const Outcome outcome = test::evpickup("sweep radar_rd6:kwh86 --key duty.ambient --values '0 "
                                         "degC,20 degC' --market none --format csv");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(base::split(outcome.out, '\n').size() == 4);
  CHECK(contains(outcome.out, "epa_hwfet, 0 degC"));
}

TEST_CASE("--set takes one value and leaves the next argument alone") {
  const Outcome outcome = test::evpickup("run --set duty.years=5 rd6_trims -q");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(!outcome.out.empty());
}

TEST_CASE("a truck of which all is known is compared like others") {
  const test::Folder folder;
  test::write(folder.path() / "full.toml",
              "format = 1\nname = \"Full\"\nmaker = \"Us\"\norigin = \"us\"\n[base.powertrain]\n"
              "drive = \"awd\"\n[trim.standard]\nbattery.energy_usable = \"90 kWh\"\n"
              "battery.resistance = \"0.08 ohm\"\nbattery.charge_power = \"200 kW\"\n"
              "body.curb_mass = \"2500 kg\"\nbody.road_load_a = \"200 N\"\n"
              "body.road_load_b = \"1 N/(m/s)\"\nbody.road_load_c = \"0.6 N/(m/s)^2\"\n"
              "body.road_load_mass = \"2700 kg\"\nrating.epa.range = \"300 km\"\n"
              "powertrain.power = \"300 kW\"\n");
  for (const std::string line :
       {"compare full.toml:standard", "show full.toml:standard --claims"}) {
    CAPTURE(line);
    const auto outcome = test::evpickup_in(folder.path(), line);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
  }
}
