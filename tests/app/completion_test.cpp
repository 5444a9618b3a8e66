// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "evpickup/base/text.hpp"
#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Folder;
using test::Outcome;

namespace {

/// The words that may stand in the place of the last one.
std::vector<std::string> answers(const std::string& words) {
  const Outcome outcome = test::evpickup("__complete " + words);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  std::vector<std::string> all;
  for (const std::string& line : base::split(outcome.out, '\n'))
    if (!line.empty()) all.push_back(line.substr(0, line.find('\t')));
  return all;
}

bool has(const std::vector<std::string>& all, const std::string& word) {
  return std::ranges::find(all, word) != all.end();
}

/// True if a shell is there; if not, the test says that it was skipped.
bool has_shell(const std::string& shell) {
  if (std::system(fmt::format("command -v {} >/dev/null", shell).c_str()) == 0) return true;
  MESSAGE("skipped: needs " << shell);
  return false;
}

/// What a shell prints that runs `script`; `options` are its own.
std::string printed_by(const std::string& shell, const std::string& script,
                       const std::string& options = {}) {
  const Folder folder;
  test::write(folder.path() / "ask", script);
  const std::string out = (folder.path() / "out").string();
  const std::string command =
      fmt::format("HOME='{}' timeout 60 {} {} '{}' >'{}' 2>&1", folder.path().string(), shell,
                  options, (folder.path() / "ask").string(), out);
  CHECK(std::system(command.c_str()) == 0);
  return test::read(out);
}

std::string program_folder() { return test::fs::path{EVPICKUP_TEST_BINARY}.parent_path().string(); }

/// What becomes of a line in a real zsh at whose end the tab key is hit: a shell on a terminal of
/// its own, which shows its line when ctrl-T is hit.
std::string zsh_line(const std::string& line) {
  return printed_by("zsh",
                    fmt::format(R"(zmodload zsh/zpty || exit 1
zpty shell zsh -f -i
zpty -w shell "PATH='{}':\$PATH; autoload -Uz compinit; compinit -u -D"
zpty -w shell 'source <(evpickup completion zsh); tell() {{ print -r -- "LINE:$BUFFER:END" }}'
zpty -w shell 'zle -N tell; bindkey "^T" tell; print -r READ""Y'
zpty -r -m shell seen '*READY*' || exit 1
zpty -w -n shell '{}'$'\t'$'\C-t'
zpty -r -m shell seen '*LINE:*:END*' || exit 1
print -rn -- "${{${{seen##*LINE:}}%:END*}}"
)",
                                program_folder(), line),
                    "-f");
}

/// What a real fish offers behind a line: a word a line, with its description behind a tab.
std::string fish_answers(const std::string& line) {
  return printed_by("fish",
                    fmt::format("set -x PATH '{}' $PATH\nevpickup completion fish | source\n"
                                "complete -C '{}'\n",
                                program_folder(), line),
                    "--no-config");
}

/// What a real bash offers behind a line, one word a line.
std::string bash_answers(const std::string& line) {
  return printed_by("bash", fmt::format(R"(set -u
PATH='{}':$PATH
source <(evpickup completion bash)
complete -p evpickup >/dev/null || exit 1
COMP_LINE='{}'
COMP_POINT=${{#COMP_LINE}}
_evpickup
printf '%s\n' "${{COMPREPLY[@]}}"
)",
                                        program_folder(), line));
}

}  // namespace

TEST_CASE("commands and options are completed from the tree") {
  CHECK(answers("ex") == std::vector<std::string>{"explain"});
  CHECK(has(answers("''"), "run"));
  CHECK(answers("run --form") == std::vector<std::string>{"--format"});
  CHECK(answers("--ver") == std::vector<std::string>{"--version"});
  CHECK(answers("frobnicate x").empty());
}

TEST_CASE("names of the data folder are completed") {
  CHECK(has(answers("run rd6_"), "rd6_trims"));
  CHECK(has(answers("compare radar_rd6:"), "radar_rd6:kwh86"));
  CHECK(has(answers("compare radar_rd6:kwh86 rivian"), "rivian_r1t:*"));
  CHECK(answers("compare x --market n") == std::vector<std::string>{"no"});
  CHECK(answers("compare x --market=n") == std::vector<std::string>{"--market=no"});
  CHECK(has(answers("cost x --market us,t"), "us,th"));
  CHECK(has(answers("trip x --cycle epa_u"), "epa_udds"));
  CHECK(has(answers("trip x --route da"), "davis_dam"));
}

TEST_CASE("keys, columns and words of options are completed") {
  CHECK(answers("run x --set battery.energy_us") ==
        std::vector<std::string>{"battery.energy_usable="});
  CHECK(has(answers("run x --set market.cn.energy.h"), "market.cn.energy.home="));
  CHECK(has(answers("run x --columns trim,range_c"), "trim,range_cold_km"));
  CHECK(answers("run x --mode b") == std::vector<std::string>{"blind"});
  CHECK(answers("run x --rows s") == std::vector<std::string>{"sensitivity"});
  CHECK(has(answers("explain duty.am"), "duty.ambient"));
  CHECK(answers("list cy") == std::vector<std::string>{"cycles"});
  CHECK(answers("new ve") == std::vector<std::string>{"vehicle"});
  CHECK(answers("new fa").empty());
  CHECK(answers("schema fa") == std::vector<std::string>{"facts"});
  CHECK(answers("completion z") == std::vector<std::string>{"zsh"});
}

TEST_CASE("the data folder of the command line is the one that is asked") {
  const Folder folder;
  test::fs::create_directories(folder.path() / "vehicles");
  test::fs::create_directories(folder.path() / "scenarios/markets");
  test::write(folder.path() / "scenarios/mine.toml", "");
  CHECK(answers("run --data '" + folder.path().string() + "' ''") ==
        std::vector<std::string>{"mine"});
  CHECK(answers("run --data /nowhere ''").empty());
}

TEST_CASE("bash completes words with colons, lists and keys") {
  CHECK(contains(bash_answers("evpickup co"), "compare\ncost\ncompletion\n"));
  CHECK(bash_answers("evpickup run rd6_trim") == "rd6_trims\n");
  // Readline has cut the word at its colon.
  CHECK(contains(bash_answers("evpickup compare radar_rd6:kwh8"), "kwh86\n"));
  CHECK(!contains(bash_answers("evpickup compare radar_rd6:kwh8"), "radar_rd6"));
  CHECK(bash_answers("evpickup run x --mode b") == "blind\n");
  CHECK(bash_answers("evpickup run x --mode=b") == "blind\n");
  CHECK(bash_answers("evpickup run x --set \"battery.energy_us") == "battery.energy_usable=\n");
  CHECK(bash_answers("evpickup compare \"radar_rd6:kwh8") == "radar_rd6:kwh86\n");
}

TEST_CASE("the tab key completes words of a line in zsh") {
  if (!has_shell("zsh")) return;
  CHECK(zsh_line("evpickup run rd6_trim") == "evpickup run rd6_trims ");
  CHECK(zsh_line("evpickup compare radar_rd6:kwh8") == "evpickup compare radar_rd6:kwh86 ");
  CHECK(zsh_line("evpickup run x --mode b") == "evpickup run x --mode blind ");
  // A value follows at once.
  CHECK(zsh_line("evpickup run x --set battery.energy_us") ==
        "evpickup run x --set battery.energy_usable=");
}

TEST_CASE("fish offers the words that complete a line") {
  if (!has_shell("fish")) return;
  CHECK(fish_answers("evpickup run rd6_trim") == "rd6_trims\n");
  CHECK(fish_answers("evpickup compare radar_rd6:kwh8") ==
        "radar_rd6:kwh86\tRadar RD6, 86 kWh RWD\n");
  CHECK(fish_answers("evpickup run x --mode=b") == "--mode=blind\n");
  CHECK(contains(fish_answers("evpickup co"), "completion\t"));
}

TEST_CASE("the scripts of zsh and fish are there, and bash accepts its own") {
  CHECK(test::evpickup("completion zsh").out.starts_with("#compdef evpickup\n"));
  CHECK(contains(test::evpickup("completion fish").out, "complete -c evpickup"));
  const Folder folder;
  test::write(folder.path() / "script", test::evpickup("completion bash").out);
  const std::string command = fmt::format("bash -n '{}'", (folder.path() / "script").string());
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("the manual page tells every command with its options") {
  const Outcome outcome = test::evpickup("man");
  CHECK(outcome.code == 0);
  CHECK(outcome.out.starts_with(".TH EVPICKUP 1"));
  for (const char* part : {".SS run SCENARIO", ".SS watch SCENARIO", ".SS explain", "\\-\\-columns",
                           ".SH EXIT STATUS", "\\fB130\\fR"})
    CHECK(contains(outcome.out, part));
}
