// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <utility>

namespace base = evpickup::base;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test case, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "evpickup-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] fs::path write(const std::string& name, std::string_view contents) const {
    std::ofstream(path_ / name, std::ios::binary) << contents;
    return path_ / name;
  }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string contents_of(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// The only finding of a read that must fail.
base::Diagnostic refusal(const fs::path& path, std::size_t limit = base::input_size_limit) {
  try {
    (void)base::read_text_file(path, limit);
  } catch (const base::InputError& error) {
    REQUIRE(error.diagnostics().size() == 1);
    return error.diagnostics().front();
  }
  FAIL("the file was read: " << path);
  return {};
}

}  // namespace

TEST_CASE("a text file is read whole, with its name") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.toml", "x = \"Ω 雷 🛻\"\r\n");
  const auto source = base::read_text_file(path);
  CHECK(source->name == path.string());
  CHECK(source->text == "x = \"Ω 雷 🛻\"\r\n");
  CHECK(base::read_text_file(folder.write("empty", ""))->text.empty());
}

TEST_CASE("a byte order mark is no part of the text") {
  const TemporaryFolder folder;
  CHECK(base::read_text_file(folder.write("a.csv", "\xEF\xBB\xBFtime"))->text == "time");
}

TEST_CASE("what is no file is refused by name") {
  const TemporaryFolder folder;
  const auto missing = refusal(folder.path() / "none.toml");
  CHECK(missing.where.text->name == (folder.path() / "none.toml").string());
  CHECK(missing.message == "the file does not exist");
  CHECK(refusal(folder.path()).message == "is a folder, not a file");
  CHECK(refusal("/dev/zero").message == "is no regular file");
  CHECK(refusal(folder.write("a", "") / "b").where.line == 0);
}

TEST_CASE("a file above the limit is refused by its size, unread") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("big", "");
  // A sparse file: it has a size, but no contents that could be read in a moment.
  fs::resize_file(path, std::uintmax_t{100'000'000'000});
  CHECK(refusal(path).message ==
        "is too large for an input file: 100,000,000,000 bytes, the limit is 16,777,216");
}

TEST_CASE("the limit itself is allowed") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a", "12345");
  CHECK(base::read_text_file(path, 5)->text == "12345");
  CHECK(refusal(path, 4).where.line == 0);
}

TEST_CASE("a NUL byte is refused at its place") {
  const TemporaryFolder folder;
  const auto found = refusal(folder.write("a", std::string_view("one\ntwo\0three\n", 14)));
  CHECK(found.where.line == 2);
  CHECK(found.where.column == 4);
  CHECK(found.message == "a NUL byte: this is no text file");
}

TEST_CASE("bytes that are no UTF-8 are refused at their place") {
  const TemporaryFolder folder;
  const auto found = refusal(folder.write("a", "x\nΩ = \xFF\n"));
  CHECK(found.where.line == 2);
  CHECK(found.where.column == 5);
  CHECK(found.message == "invalid UTF-8 (byte 0xFF)");
  CHECK(found.hint == "save the file as UTF-8 text");
  // The message itself is clean text.
  CHECK(base::render(found).find('\xFF') == std::string::npos);
}

TEST_CASE("every form of invalid UTF-8 is found") {
  const TemporaryFolder folder;
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC3", "\xC3(", "\xE0\x80\xAF", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF0\x9F\x9B", "\xF5\x80\x80\x80", "\xFE"}) {
    const auto found = refusal(folder.write("a", std::string("ok ") + bad));
    CHECK(found.where.column == 4);
  }
}

TEST_CASE("the edges of valid UTF-8 are read") {
  const TemporaryFolder folder;
  for (const char* good :
       {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(base::read_text_file(folder.write("a", good))->text == good);
  }
}

TEST_CASE("SHA-256 agrees with the examples of FIPS 180-4") {
  CHECK(base::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(base::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(base::sha256(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a committed file appears whole and alone") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "out.csv";
  base::AtomicFile file(path);
  CHECK(file.target() == path);
  CHECK_FALSE(fs::exists(path));
  file.commit("a,b\n");
  CHECK(contents_of(path) == "a,b\n");
  CHECK(folder.entries() == 1);
  CHECK_THROWS_AS(file.commit("again"), std::logic_error);
}

TEST_CASE("without a commit the old file stays and nothing is left behind") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("out.csv", "old");
  {
    const base::AtomicFile file(path);
    CHECK(folder.entries() == 2);
  }
  CHECK(contents_of(path) == "old");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a commit replaces the old file") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("out.csv", "a longer old text");
  base::AtomicFile(path).commit("new");
  CHECK(contents_of(path) == "new");
}

TEST_CASE("two writers of one target do not share a temporary file") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "out";
  base::AtomicFile first(path);
  base::AtomicFile second(path);
  CHECK(folder.entries() == 2);
  first.commit("first");
  second.commit("second");
  CHECK(contents_of(path) == "second");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a moved file is committed by its new owner") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "out";
  auto first = std::make_unique<base::AtomicFile>(path);
  base::AtomicFile second(std::move(*first));
  first.reset();
  CHECK(folder.entries() == 1);
  second.commit("text");
  CHECK(contents_of(path) == "text");
}

TEST_CASE("a path that cannot be written fails at once") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(base::AtomicFile(folder.path() / "none" / "out"), base::InputError);
  CHECK_THROWS_AS(base::AtomicFile(folder.path()), base::InputError);
  CHECK_THROWS_AS(base::AtomicFile(folder.write("a", "") / "out"), base::InputError);
  CHECK_THROWS_AS(base::AtomicFile("/dev/null"), base::InputError);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a folder that vanishes before the commit is an input error") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "sub");
  base::AtomicFile file(folder.path() / "sub" / "out");
  fs::remove_all(folder.path() / "sub");
  CHECK_THROWS_AS(file.commit("text"), base::InputError);
}

TEST_CASE("a symbolic link is followed and stays") {
  const TemporaryFolder folder;
  const fs::path path = folder.write("real", "old");
  const fs::path link = folder.path() / "link";
  fs::create_symlink("real", link);
  base::AtomicFile(link).commit("new");
  CHECK(fs::is_symlink(link));
  CHECK(contents_of(path) == "new");
}
