// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "commands.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "file_check.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

/// The files named, and in the place of a folder its .toml and .csv files, sorted by name.
std::vector<fs::path> files_to_check(const std::vector<std::string>& named) {
  std::vector<fs::path> files;
  for (const std::string& name : named) {
    std::error_code error;
    if (!fs::is_directory(name, error)) {
      files.emplace_back(name);
      continue;
    }
    const std::size_t first = files.size();
    for (const auto& entry :
         fs::recursive_directory_iterator(name, fs::directory_options::skip_permission_denied)) {
      const fs::path extension = entry.path().extension();
      if (extension == ".toml" || extension == ".csv") files.push_back(entry.path());
    }
    if (files.size() == first) {
      throw base::InputError(fmt::format("there is no .toml or .csv file in \"{}\"", name));
    }
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
  }
  return files;
}

bool has_errors(const std::vector<base::Diagnostic>& diagnostics) {
  return std::ranges::find(diagnostics, base::Severity::error, &base::Diagnostic::severity) !=
         diagnostics.end();
}

}  // namespace

ExitCode execute(const CheckCommand& command) {
  FileChecker checker(command.data);
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const fs::path& path : files_to_check(command.files)) {
    const FileChecker::Finding finding = checker.check(path);
    if (!finding.diagnostics.empty()) print(render(finding.diagnostics) + "\n");
    if (has_errors(finding.diagnostics)) {
      ++bad;
      continue;
    }
    ++good;
    print(fmt::format("{}: ok ({})\n", path.string(), name(finding.kind.value())));
  }
  if (!command.quiet) tell(fmt::format("{} good, {} with errors", good, bad));
  return bad == 0 ? ExitCode::done : ExitCode::bad_input;
}

}  // namespace evpickup::app
