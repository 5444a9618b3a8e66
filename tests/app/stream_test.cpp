// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Folder;

namespace {

namespace fs = std::filesystem;

/// The RD6 with prices of power from 0.001 CNY/kWh on: one truck, so that a row costs little.
std::string cheap_sweep(int rows) {
  const auto text = test::read(test::source_folder() / "scenarios" / "battery_sweep_rd6.toml");
  std::string cut = test::replaced(text.substr(0, text.find("[[sweep]]")), "anchored", "blind");
  return cut + fmt::format("[[sweep]]\nkey = \"market.cn.energy.home\"\nfrom = \"0.001 CNY/kWh\"\n"
                           "to = \"{:.3f} CNY/kWh\"\nstep = \"0.001 CNY/kWh\"\n",
                           0.001 * rows);
}

std::string in_shell(const Folder& folder, const std::string& arguments, int code = 0) {
  const auto outcome = test::evpickup_in(folder.path(), arguments);
  CAPTURE(arguments);
  CAPTURE(outcome.err);
  CHECK(outcome.code == code);
  return outcome.err;
}

/// Starts `run sweep.toml OPTIONS` in `folder`; standard error goes to a file beside it.
pid_t start(const Folder& folder, std::vector<const char*> options) {
  const pid_t child = fork();
  if (child != 0) return child;
  const int silence = open("/dev/null", O_WRONLY);
  dup2(silence, STDOUT_FILENO);
  if (chdir(folder.path().c_str()) != 0) _exit(99);
  dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  std::vector<const char*> all{"evpickup", "run", "sweep.toml"};
  all.insert(all.end(), options.begin(), options.end());
  all.push_back(nullptr);
  execv(EVPICKUP_TEST_BINARY, const_cast<char**>(all.data()));
  _exit(99);
}

/// True if the process has ended; it can still be waited for.
bool has_ended(pid_t child) {
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT);
  return info.si_pid == child;
}

/// Ends the process with a signal; true if it had not ended by itself before.
bool end(pid_t child, int signal) {
  kill(child, signal);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status);
}

std::uintmax_t size_of(const fs::path& file) {
  std::error_code ignored;
  const auto size = fs::file_size(file, ignored);
  return ignored ? 0 : size;
}

bool starts_like(const std::string& part, const std::string& whole) {
  return whole.compare(0, part.size(), part) == 0;
}

}  // namespace

// Starts the program dozens of times, which takes minutes under sanitizers.
TEST_CASE("a sweep that is killed again and again ends with the bytes of one that was not" *
          doctest::skip(test::sanitized)) {
  // Each run is killed a random time after the file has grown by a random number of bytes; with
  // none, while it starts or before its first row.
  constexpr int kills_wanted = 12;
  constexpr int runs_at_most = 60;
  for (const std::string file : {"a.csv", "a.jsonl"}) {
    CAPTURE(file);
    const Folder folder;
    test::write(folder.path() / "sweep.toml", cheap_sweep(6000));
    in_shell(folder, "run sweep.toml -q -o whole" + file);
    const std::string whole = test::read(folder.path() / ("whole" + file));
    REQUIRE(std::ranges::count(whole, '\n') == 6001);
    CHECK(!fs::exists(folder.path() / ("whole" + file + ".resume")));

    std::mt19937 random(7);
    std::uniform_int_distribution<std::uintmax_t> growth(0, whole.size() / 3);
    std::uniform_int_distribution<int> delay(0, 20'000);
    std::bernoulli_distribution at_once(0.25);
    int kills = 0;
    for (int i = 0; i < runs_at_most && kills < kills_wanted; ++i) {
      // Whenever it came to its end it begins anew.
      const auto enough = at_once(random) ? 0 : size_of(folder.path() / file) + growth(random);
      const auto child = start(folder, {"--resume", "-o", file.c_str()});
      while (size_of(folder.path() / file) < enough && !has_ended(child))
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      std::this_thread::sleep_for(std::chrono::microseconds(delay(random)));
      const bool killed = end(child, SIGKILL);
      const std::string part =
          fs::exists(folder.path() / file) ? test::read(folder.path() / file) : "";
      CHECK(starts_like(part, whole));
      if (killed) {
        ++kills;
        continue;
      }
      CHECK(part == whole);
      fs::remove(folder.path() / file);
    }
    CHECK(kills == kills_wanted);
    in_shell(folder, "run sweep.toml -q -o " + file);
    test::write(folder.path() / (file + ".resume"), "");
    CHECK(contains(in_shell(folder, "run sweep.toml --resume -o " + file, 2),
                   "nothing tells which run it belongs to"));
  }
}

TEST_CASE("a torn last line is cut, and what it was is written again") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(600));
  for (const std::string shard : {"", " --shard 2/3"}) {
    CAPTURE(shard);
    in_shell(folder, "run sweep.toml -q -o whole.csv" + shard);
    const std::string whole = test::read(folder.path() / "whole.csv");
    // As if it had been killed at any of these bytes.
    std::string stamp;
    if (shard.empty()) {
      const auto begun = start(folder, {"-o", "b.csv"});
      while (!fs::exists(folder.path() / "b.csv.resume")) std::this_thread::yield();
      end(begun, SIGKILL);
      stamp = test::read(folder.path() / "b.csv.resume");
    }
    for (std::size_t bytes = 0; bytes < whole.size(); bytes += 1 + whole.size() / 9) {
      CAPTURE(bytes);
      test::write(folder.path() / "a.csv", whole.substr(0, bytes));
      if (shard.empty()) test::write(folder.path() / "a.csv.resume", stamp);
      in_shell(folder, "run sweep.toml -q --resume -o a.csv" + shard);
      CHECK(test::read(folder.path() / "a.csv") == whole);
    }
  }
}

TEST_CASE("a file in which somebody changed, took out or put in lines is not resumed") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(600));
  for (const std::string form : {"csv", "jsonl"}) {
    CAPTURE(form);
    const std::string name = "s." + form;
    const auto file = folder.path() / name;
    in_shell(folder, "run sweep.toml -q --shard 1/2 -o " + name);
    const std::string whole = test::read(file);
    const std::size_t middle = whole.find('\n', whole.size() / 2) + 1;
    const std::size_t next = whole.find('\n', middle) + 1;
    const auto refusal_of = [&](const std::string& text) {
      test::write(file, text);
      const std::string refusal =
          in_shell(folder, "run sweep.toml --resume -o " + name + " --shard 1/2", 2);
      CHECK(test::read(file) == text);
      return refusal;
    };
    CHECK(contains(refusal_of(whole.substr(0, middle) + "nonsense\n" + whole.substr(next)),
                   "is none: somebody changed the file"));
    CHECK(contains(refusal_of(whole.substr(0, middle) + whole.substr(next)),
                   "its row 299 is not that of this run"));
    CHECK(contains(in_shell(folder, "merge " + name + " -o all." + form, 2), "missing shard 2/2"));
  }
}

TEST_CASE("draws come as rows, in parts that join to the bytes of the whole") {
  const Folder folder;
  const auto text = test::read(test::source_folder() / "scenarios" / "battery_sweep_rd6.toml");
  test::write(folder.path() / "draws.toml",
              test::replaced(text.substr(0, text.find("[[sweep]]")), "anchored", "blind") +
                  "[monte_carlo]\nsamples = 40\n");
  in_shell(folder, "run draws.toml -q --rows monte_carlo -o whole.csv");
  const std::string whole = test::read(folder.path() / "whole.csv");
  CHECK(std::ranges::count(whole, '\n') == 41);
  CHECK(whole.starts_with("draw,vehicle,trim,market,range_km,"));
  for (const std::string number : {"1", "2", "3"})
    in_shell(folder,
             fmt::format("run draws.toml -q --rows monte_carlo --shard {0}/3 -o d{0}.csv", number));
  in_shell(folder, "merge d2.csv d3.csv d1.csv -o all.csv");
  CHECK(test::read(folder.path() / "all.csv") == whole);

  test::write(folder.path() / "d2.csv", test::read(folder.path() / "d2.csv").substr(0, 3000));
  in_shell(folder, "run draws.toml -q --rows monte_carlo --shard 2/3 --resume -o d2.csv");
  in_shell(folder, "merge d1.csv d2.csv d3.csv -o again.csv");
  CHECK(test::read(folder.path() / "again.csv") == whole);
  CHECK(contains(
      in_shell(folder, "run draws.toml --rows monte_carlo --resume --seed 2 --shard 2/3 -o d2.csv",
               2),
      "cannot be resumed: it was made with \"Monte Carlo: 40 draws of"));
}

TEST_CASE("draws as rows are refused where there are none") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(3));
  CHECK(contains(in_shell(folder, "run sweep.toml --rows monte_carlo -o a.csv", 2),
                 "--rows monte_carlo needs a scenario with [monte_carlo]"));
  const std::string draws = cheap_sweep(3).substr(0, cheap_sweep(3).find("[[sweep]]"));
  test::write(folder.path() / "draws.toml", draws + "[monte_carlo]\nsamples = 40\n");
  CHECK(contains(in_shell(folder, "run draws.toml --rows monte_carlo", 2),
                 "--rows needs one place for rows, in a form of rows"));
  CHECK(contains(in_shell(folder, "run draws.toml --rows monte_carlo --screening -o a.csv", 2),
                 "leave out the screening"));
  CHECK(contains(in_shell(folder, "run draws.toml --shard 1/2 -o a.csv", 2), "or --rows STUDY"));
}

namespace {

/// A scenario with all three studies of two trucks.
std::string three_studies() {
  return "format = 1\ntitle = \"t\"\nmode = \"blind\"\n[duty]\ncycles = [{ cycle = \"epa_udds\", "
         "share = 1 }]\n[compare]\nvehicles = [\"radar_rd6:kwh86\", "
         "\"ford_f150_lightning:pro_sr\"]\n[monte_carlo]\nsamples = 30\noutcomes = "
         "[\"range_km\"]\n[sensitivity]\nmethod = \"sobol\"\nsamples = 16\noutcomes = "
         "[\"range_km\"]\n[optimise]\nminimise = [\"mass_kg\"]\nevaluations = 60\nsearches = "
         "4\nvary = [{ key = \"battery.energy_usable\", from = \"40 kWh\", to = \"140 kWh\", "
         "pack = true }]\nconstraint = [{ outcome = \"range_km\", at_least = 400 }]\n";
}

}  // namespace

TEST_CASE("shards of any study join to the bytes of the whole, and give its tables") {
  const Folder folder;
  test::write(folder.path() / "s.toml", three_studies());
  in_shell(folder, "run s.toml -q -o tables.json");
  const std::string tables = test::read(folder.path() / "tables.json");
  for (const std::string form : {"csv", "jsonl"}) {
    CAPTURE(form);
    std::string files;
    for (const std::string study : {"monte_carlo", "sensitivity", "optimise"}) {
      CAPTURE(study);
      const std::string whole = study + "." + form;
      in_shell(folder, fmt::format("run s.toml -q --rows {} -o {}", study, whole));
      std::string shards;
      for (const int number : {3, 1, 2}) {
        const std::string shard = fmt::format(" {}{}.{}", study, number, form);
        in_shell(folder, fmt::format("run s.toml -q -j1 --rows {} --shard {}/3 -o{}", study, number,
                                     shard));
        shards += shard;
      }
      in_shell(folder, fmt::format("merge{} -o joined.{}", shards, form));
      CHECK(test::read(folder.path() / ("joined." + form)) == test::read(folder.path() / whole));
      files += " --from-rows " + whole;
    }
    in_shell(folder, "run s.toml -q -o again.json" + files);
    CHECK(test::read(folder.path() / "again.json") == tables);
  }
}

TEST_CASE("rows that were not written by this study are refused") {
  const Folder folder;
  const auto file = folder.path() / "rows.csv";
  test::write(folder.path() / "s.toml", three_studies());
  const auto refusal = [&](const std::string& options) {
    return in_shell(folder, "run s.toml -q --from-rows rows.csv" + options, 2);
  };
  for (const std::string study : {"monte_carlo", "sensitivity", "optimise"}) {
    CAPTURE(study);
    in_shell(folder, fmt::format("run s.toml -q --rows {} -o rows.csv", study));
    const std::string whole = test::read(file);
    // What no row tells of is noticed too: the figures are others.
    CHECK(contains(refusal(" --set \"duty.payload=200 kg\""), "\"rows.csv\", line 2: it holds no "
                                                              "rows of this study: "));
    CHECK(contains(refusal(" --set \"duty.payload=200 kg\""), "computed again"));
    CHECK(contains(refusal(" -o rows.csv"), "holds the rows that are read"));
    test::write(file, whole + whole.substr(whole.find('\n') + 1));
    CHECK(contains(refusal(""), "this study has fewer rows"));
    test::write(file, whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
    CHECK(contains(refusal(""), "there are no more rows"));
    test::write(file, "x" + whole);
    CHECK(contains(refusal(""), "holds the rows of no study of this scenario"));
    test::write(file, test::replaced(whole, ",range_km,", ",range_km,more,"));
    CHECK(contains(refusal(""), "line 1: it holds no rows of this study: its column"));
  }
  in_shell(folder, "run s.toml -q --rows monte_carlo -o rows.csv");
  CHECK(contains(refusal(" --seed 9"), "in this study"));
  CHECK(contains(refusal(" --from-rows rows.csv"), "hold rows of the same study"));
  in_shell(folder, "run s.toml -q --rows optimise -o rows.csv");
  for (const std::string other : {"--seed 9", "--set optimise.evaluations=70",
                                  "--set 'optimise.maximise=[\"mass_kg\"]' --set "
                                  "'optimise.minimise=[]'"})
    CHECK(contains(refusal(" " + other), "line 2: it holds no rows of this study: "));
  test::write(file, test::replaced(test::read(file), ",0\n", ",7\n"));
  CHECK(contains(refusal(""), "evaluations or converged are those of no search"));
  in_shell(folder, "run s.toml -q --rows monte_carlo --shard 1/2 -o rows.csv");
  CHECK(contains(refusal(""), "evpickup merge joins shards"));
  test::write(file, "");
  CHECK(contains(refusal(""), "is empty"));
  CHECK(contains(in_shell(folder, "run s.toml --from-rows none.csv", 2), "there is no file"));
  CHECK(contains(in_shell(folder, "run s.toml --from-rows s.toml", 2), "holds no rows of a study"));
  CHECK(contains(in_shell(folder, "run s.toml --rows draws -o a.csv", 2),
                 "one of monte_carlo, sensitivity, optimise"));
  CHECK(contains(in_shell(folder, "run s.toml --rows optimize -o a.csv", 2), "did you mean"));
}

TEST_CASE("a streamed sweep that moves nothing is refused where it stands") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", test::replaced(cheap_sweep(3), "market.cn.energy.home",
                                                           "market.cn.energy.workplace"));
  const std::string refusal = in_shell(folder, "run sweep.toml -o a.csv", 2);
  CHECK(contains(refusal, "sweep.toml:"));
  CHECK(contains(refusal, "the sweep moves nothing: no figure of radar_rd6:kwh86 depends on it"));
  CHECK(!fs::exists(folder.path() / "a.csv"));
}

TEST_CASE("an interrupt leaves whole rows, tells how to go on, and ends with 130") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(2'000'000));
  const auto child = start(folder, {"-o", "a.csv"});
  const auto file = folder.path() / "a.csv";
  while (!fs::exists(file) || fs::file_size(file) < 100'000) std::this_thread::yield();
  kill(child, SIGINT);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  CHECK(test::read(file).back() == '\n');
  CHECK(fs::exists(folder.path() / "a.csv.resume"));

  const std::string told = test::read(folder.path() / "err");
  CHECK(contains(told, "interrupted after "));
  CHECK(contains(told, " of 2000000 rows; the same command with --resume goes on with a.csv"));
}

TEST_CASE("rows of another run are not resumed") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(2'000'000));
  const auto child = start(folder, {"-o", "a.csv"});
  const auto file = folder.path() / "a.csv";
  while (!fs::exists(file) || fs::file_size(file) < 100'000) std::this_thread::yield();
  end(child, SIGKILL);

  const std::string before = test::read(file);
  const std::string set =
      in_shell(folder, "run sweep.toml --resume -o a.csv --set \"duty.payload=100 kg\"", 2);
  CHECK(contains(set, "\"a.csv\" cannot be resumed"));
  CHECK(contains(set, "--set duty.payload=100 kg"));
  CHECK(contains(set, "run without --resume to begin anew"));
  test::write(folder.path() / "sweep.toml", cheap_sweep(1000));
  CHECK(contains(in_shell(folder, "run sweep.toml --resume -o a.csv", 2), "sweep.toml"));
  CHECK(test::read(file) == before);

  in_shell(folder, "run sweep.toml -q -o a.csv");
  CHECK(contains(in_shell(folder, "run sweep.toml --resume -o a.csv", 2),
                 "there is no \"a.csv.resume\" beside it"));
}

TEST_CASE("shards are joined to the bytes of the whole, in any order") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(1000));
  for (const std::string form : {"csv", "jsonl"}) {
    CAPTURE(form);
    in_shell(folder, "run sweep.toml -q -o whole." + form);
    for (const std::string number : {"1", "2", "3"})
      in_shell(folder,
               fmt::format("run sweep.toml -q --shard {}/3 -o s{}.{}", number, number, form));
    in_shell(folder, fmt::format("merge s3.{0} s1.{0} s2.{0} -o all.{0}", form));
    CHECK(test::read(folder.path() / ("all." + form)) ==
          test::read(folder.path() / ("whole." + form)));
  }
}

TEST_CASE("missing, doubled, unfinished and foreign shards are refused") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(100));
  for (const std::string number : {"1", "2", "3"})
    in_shell(folder, fmt::format("run sweep.toml -q --shard {0}/3 -o s{0}.csv", number));
  CHECK(contains(in_shell(folder, "merge s1.csv s3.csv -o all.csv", 2), "missing shard 2/3"));
  CHECK(contains(in_shell(folder, "merge s1.csv s2.csv s2.csv s3.csv -o all.csv", 2),
                 "shard 2/3 comes twice: \"s2.csv\" and \"s2.csv\""));
  CHECK(contains(in_shell(folder, "merge s1.csv sweep.toml -o all.csv", 2),
                 "\"sweep.toml\" is no shard"));
  CHECK(contains(in_shell(folder, "merge s1.csv s2.csv s3.csv -o all.jsonl", 2),
                 "the shards hold csv"));
  CHECK(contains(in_shell(folder, "merge s1.csv s2.csv s3.csv", 2), "merge needs the file"));
  CHECK(contains(in_shell(folder, "merge s1.csv s2.csv s3.csv -o s1.csv", 2),
                 "\"s1.csv\" is one of the shards"));

  in_shell(folder, "run sweep.toml -q --shard 2/3 -o other.csv --set \"duty.payload=100 kg\"");
  CHECK(contains(in_shell(folder, "merge s1.csv other.csv s3.csv -o all.csv", 2),
                 "\"other.csv\" does not belong to \"s1.csv\": it was made with "
                 "\"--set duty.payload=100 kg\""));
  in_shell(folder, "run sweep.toml -q --shard 2/4 -o quarter.csv");
  CHECK(contains(in_shell(folder, "merge s1.csv quarter.csv s3.csv -o all.csv", 2),
                 "it is one of 4 shards, not of 3"));
  const std::string part = test::read(folder.path() / "s2.csv");
  test::write(folder.path() / "s2.csv", part.substr(0, part.size() - 10));
  CHECK(contains(in_shell(folder, "merge s1.csv s2.csv s3.csv -o all.csv", 2),
                 "\"s2.csv\" is not finished: it has 32 of 33 rows"));
  CHECK(!fs::exists(folder.path() / "all.csv"));
}

TEST_CASE("a sweep goes row by row to standard output too, in the bytes of its file") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(300));
  in_shell(folder, "run sweep.toml -q -o a.csv -j 1");
  const auto outcome = test::evpickup_in(folder.path(), "run sweep.toml --format csv");
  CHECK(outcome.out == test::read(folder.path() / "a.csv"));
  CHECK(contains(outcome.err, "basis: Mode blind"));
}

TEST_CASE("a sweep of very many rows is refused where it cannot stream, with the way to do it") {
  const Folder folder;
  test::write(folder.path() / "sweep.toml", cheap_sweep(30'000));
  for (const std::string options : {"", " -o a.json", " -o a.csv -o b.csv"}) {
    CAPTURE(options);
    const std::string refusal = in_shell(folder, "run sweep.toml" + options, 2);
    CHECK(contains(refusal, "the sweep has 30000 rows, more than the 20000"));
    CHECK(contains(refusal, "-o FILE.csv or -o FILE.jsonl"));
  }
  CHECK(contains(in_shell(folder, "run sweep.toml --resume", 2),
                 "--resume needs the rows of a study"));
  CHECK(contains(in_shell(folder, "run sweep.toml --shard 3/2 -o a.csv", 2),
                 "--shard takes a part of a number of parts, not \"3/2\""));
}
