// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Module {
  std::string_view name;
  int floor;
};

// A module includes itself and lower floors; energy and cost share a floor and do not meet.
constexpr std::array modules{Module{"base", 0},  Module{"units", 1},  Module{"spec", 2},
                             Module{"model", 3}, Module{"energy", 4}, Module{"cost", 4},
                             Module{"study", 5}, Module{"report", 6}, Module{"app", 7}};

struct SourceText {
  std::string path;  // relative to the project, with forward slashes
  std::string text;
};

struct Edges {
  std::size_t checked = 0;
  std::vector<std::string> violations;
};

std::optional<int> floor_of(std::string_view module) {
  const auto found = std::ranges::find(modules, module, &Module::name);
  return found == modules.end() ? std::nullopt : std::optional{found->floor};
}

// The folder below include/evpickup/ or sim/, "" for a file that lies directly there.
std::optional<std::string> module_of(const std::string& path) {
  for (const std::string_view root : {"include/evpickup/", "sim/"}) {
    if (!path.starts_with(root)) continue;
    const std::string rest = path.substr(root.size());
    const std::size_t slash = rest.find('/');
    return slash == std::string::npos ? "" : rest.substr(0, slash);
  }
  return std::nullopt;
}

// The name between the quotes or angle brackets of an #include line, with the opening character.
std::optional<std::string> included_name(std::string_view line) {
  const auto skip = [&line](std::string_view expected) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.starts_with(expected)) return false;
    line.remove_prefix(expected.size());
    return true;
  };
  if (!skip("#") || !skip("include") || !skip("")) return std::nullopt;
  if (!line.starts_with('"') && !line.starts_with('<')) return std::nullopt;
  const std::size_t end = line.find_first_of("\">", 1);
  return end == std::string_view::npos ? std::nullopt
                                       : std::optional{std::string{line.substr(0, end)}};
}

// The path of one of our files that an #include names; nothing for headers of others.
std::optional<std::string> included_path(const std::string& includer, const std::string& name) {
  const std::string bare = name.substr(1);
  if (bare == "evpickup/version.hpp") return std::nullopt;  // generated, below all floors
  if (bare.starts_with("evpickup/")) return "include/" + bare;
  if (name.front() == '<') return std::nullopt;
  return (fs::path{includer}.parent_path() / bare).lexically_normal().generic_string();
}

void check_file(const SourceText& source, Edges& edges) {
  const std::string from = module_of(source.path).value_or("");
  const std::optional<int> floor = floor_of(from);
  if (!floor) {
    edges.violations.push_back(fmt::format("{}: not in a known module", source.path));
    return;
  }
  std::istringstream lines{source.text};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const std::optional<std::string> name = included_name(line);
    if (!name) continue;
    const std::optional<std::string> path = included_path(source.path, *name);
    if (!path) continue;
    ++edges.checked;
    const std::string to = module_of(*path).value_or("");
    const std::optional<int> to_floor = floor_of(to);
    if (!to_floor) {
      edges.violations.push_back(
          fmt::format("{}:{}: {} is not in a known module", source.path, number, *path));
    } else if (to != from && *to_floor >= *floor) {
      edges.violations.push_back(fmt::format("{}:{}: {} (floor {}) includes {} (floor {})",
                                             source.path, number, from, *floor, to, *to_floor));
    }
  }
}

Edges check(const std::vector<SourceText>& sources) {
  Edges edges;
  for (const SourceText& source : sources) check_file(source, edges);
  return edges;
}

std::vector<SourceText> read_tree(const fs::path& root) {
  std::vector<SourceText> sources;
  for (const std::string_view top : {"include", "sim"}) {
    for (const auto& entry : fs::recursive_directory_iterator{root / top}) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file{entry.path(), std::ios::binary};
      REQUIRE(file.good());
      sources.push_back({fs::relative(entry.path(), root).generic_string(),
                         std::string{std::istreambuf_iterator<char>{file}, {}}});
    }
  }
  return sources;
}

}  // namespace

TEST_CASE("no file includes a module of a higher floor or a sibling") {
  const std::vector<SourceText> sources = read_tree(EVPICKUP_TEST_SOURCE_DIR);
  const Edges edges = check(sources);
  CHECK(sources.size() > 20);
  CHECK(edges.checked > sources.size() / 2);
  INFO(fmt::format("{}", fmt::join(edges.violations, "\n")));
  CHECK(edges.violations.empty());
}

TEST_CASE("includes of the own floor's module and of lower ones are accepted") {
  const Edges edges = check({
      {"include/evpickup/model/a.hpp", "#include \"evpickup/units/b.hpp\"\n"},
      {"sim/model/a.cpp", "#include <evpickup/model/a.hpp>\n#include \"private.hpp\"\n"},
      {"sim/app/main.cpp",
       "#include \"evpickup/energy/a.hpp\"\n#include \"evpickup/cost/a.hpp\"\n"},
      {"sim/base/file.cpp", "#include <vector>\n#include \"evpickup/version.hpp\"\n"},
  });
  CHECK(edges.checked == 5);
  CHECK(edges.violations.empty());
}

TEST_CASE("an include upwards is found and named with its line") {
  const Edges edges =
      check({{"sim/units/a.cpp", "#include <string>\n  #  include \"evpickup/model/b.hpp\"\n"}});
  REQUIRE(edges.violations.size() == 1);
  CHECK(edges.violations.front() == "sim/units/a.cpp:2: units (floor 1) includes model (floor 3)");
}

TEST_CASE("energy and cost do not include one another") {
  CHECK(check({{"sim/energy/a.cpp", "#include <evpickup/cost/b.hpp>\n"}}).violations.size() == 1);
  CHECK(check({{"sim/cost/a.cpp", "#include \"evpickup/energy/b.hpp\"\n"}}).violations.size() == 1);
}

TEST_CASE("a relative include into another module's folder is found") {
  CHECK(check({{"sim/energy/a.cpp", "#include \"../study/b.hpp\"\n"}}).violations.size() == 1);
  CHECK(check({{"sim/study/a.cpp", "#include \"../energy/b.hpp\"\n"}}).violations.empty());
}

TEST_CASE("a module that is not in the list is found") {
  CHECK(check({{"sim/extras/a.cpp", ""}}).violations.size() == 1);
  CHECK(check({{"sim/study/a.cpp", "#include \"evpickup/extras/a.hpp\"\n"}}).violations.size() ==
        1);
}
