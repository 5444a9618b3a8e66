// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

/// The program as its users meet it: arguments in, exit code and two texts out.
namespace evpickup::test {

namespace fs = std::filesystem;

/// The program is built with the address sanitizer.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// An empty folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "evpickup_test_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_))
      names.push_back(entry.path().filename());
    return names;
  }

 private:
  fs::path path_;
};

inline std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

inline fs::path source_folder() { return EVPICKUP_TEST_SOURCE_DIR; }

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs the program through the shell in `folder`. `environment` is put before it, such as
/// "NO_COLOR=1".
inline Outcome evpickup_in(const fs::path& folder, const std::string& arguments,
                           const std::string& environment = {}) {
  const Folder streams;
  const fs::path out = streams.path() / "out";
  const fs::path err = streams.path() / "err";
  const std::string command = fmt::format(
      "cd '{}' && env -u COLUMNS -u EVPICKUP_DATA {} '{}' {} >'{}' 2>'{}'", folder.string(),
      environment, EVPICKUP_TEST_BINARY, arguments, out.string(), err.string());
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out), read(err)};
}

inline Outcome evpickup(const std::string& arguments, const std::string& environment = {}) {
  const Folder folder;
  return evpickup_in(folder.path(), arguments, environment);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// `text` with the first `from` replaced; throws if there is none.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error(fmt::format("no \"{}\" in the text", from));
  return text.replace(at, from.size(), to);
}

}  // namespace evpickup::test
