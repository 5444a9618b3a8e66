// SPDX-License-Identifier: Apache-2.0
#include "row_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/file.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_disk(const std::string& path) {
  throw base::InputError(
      fmt::format("\"{}\" cannot be written: {}", path, std::generic_category().message(errno)));
}

[[noreturn]] void refuse_resume(const std::string& path, const std::string& why) {
  throw base::InputError(fmt::format("\"{}\" cannot be resumed: {}", path, why),
                         "run without --resume to begin anew, or write to another file");
}

std::ifstream opened(const std::string& path, std::uint64_t from) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(from));
  if (!file) throw base::InputError(fmt::format("\"{}\" cannot be read", path));
  return file;
}

/// True if a file is empty or holds nothing but the beginning of a text.
bool is_beginning(const std::string& path, std::string_view text) {
  if (fs::file_size(path) >= text.size()) return false;
  std::ifstream file = opened(path, 0);
  const std::string there{std::istreambuf_iterator<char>(file), {}};
  return text.starts_with(there);
}

/// What tells a row from other lines.
struct LineShape {
  char first = 0, latest = 0;
  /// Outside of quotes.
  std::size_t commas = 0;
  bool within_quotes = false;

  void add(char letter) {
    if (first == 0) first = letter;
    latest = letter;
    if (letter == '"') within_quotes = !within_quotes;
    if (letter == ',' && !within_quotes) ++commas;
  }
};

}  // namespace

WholeLines whole_lines(const std::string& path, std::uint64_t from, const report::RowForm& form,
                       std::size_t columns) {
  std::ifstream file = opened(path, from);
  std::vector<char> block(std::size_t{1} << 20U);
  WholeLines found{.end = from, .last = from};
  std::uint64_t place = from;
  LineShape line;
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
    for (std::streamsize i = 0; i < file.gcount(); ++i) {
      const char letter = block[static_cast<std::size_t>(i)];
      ++place;
      if (letter != '\n' || (form.has_fields && line.within_quotes)) {
        line.add(letter);
        continue;
      }
      ++found.lines;
      found.last = std::exchange(found.end, place);
      const bool is_row =
          form.has_fields ? line.commas + 1 == columns : line.first == '{' && line.latest == '}';
      if (!is_row && found.spoiled == 0) found.spoiled = found.lines;
      line = {};
    }
  }
  found.torn = place - found.end;
  return found;
}

std::string first_line(const std::string& path, std::uint64_t from) {
  std::ifstream file = opened(path, from);
  std::string line;
  if (!std::getline(file, line) || file.eof()) return {};
  return line + "\n";
}

std::string stamp_name(const std::string& path) { return path + ".resume"; }

void require_writable_place(const std::string& path) {
  const fs::path folder = fs::path{path}.parent_path();
  std::error_code error;
  if (!folder.empty() && !fs::is_directory(folder, error))
    throw base::InputError(
        fmt::format("\"{}\" cannot be written: there is no folder \"{}\"", path, folder.string()),
        "make the folder first");
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw base::InputError(fmt::format("\"{}\" cannot be written: it is no regular file", path));
}

RowFile::RowFile(std::string path, const RowStamp& stamp, std::string_view head,
                 const report::RowForm& form, std::size_t columns, bool resume)
    : path_(std::move(path)), is_shard_(stamp.shard.of > 1) {
  require_writable_place(path_);
  if (resume && fs::exists(path_)) {
    take_up(stamp, head, form, columns);
  } else {
    begin(stamp, head);
  }
}

RowFile::~RowFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void RowFile::begin(const RowStamp& stamp, std::string_view head) {
  // The old rows go before the new stamp comes, so that they are never taken for rows of this run.
  descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) refuse_disk(path_);
  if (is_shard_) {
    append(line_of(stamp));
  } else {
    base::AtomicFile(stamp_name(path_)).commit(line_of(stamp));
  }
  append(head);
}

void RowFile::take_up(const RowStamp& stamp, std::string_view head, const report::RowForm& form,
                      std::size_t columns) {
  // What the file must begin with; killed at its very beginning, it holds a part of that.
  const std::string beginning = (is_shard_ ? line_of(stamp) : std::string{}) + std::string(head);
  if (is_beginning(path_, beginning)) {
    begin(stamp, head);
    return;
  }
  if (!is_shard_ && !fs::exists(stamp_name(path_)))
    refuse_resume(path_, fmt::format("there is no \"{}\" beside it, so that it is finished or of "
                                     "another kind",
                                     stamp_name(path_)));
  const auto found = read_stamp(first_line(is_shard_ ? path_ : stamp_name(path_)));
  if (!found) refuse_resume(path_, "nothing tells which run it belongs to");
  if (found->shard != stamp.shard)
    refuse_resume(path_, fmt::format("it is shard {}/{}, this is {}/{}", found->shard.number,
                                     found->shard.of, stamp.shard.number, stamp.shard.of));
  if (const auto what = difference(stamp, *found); !what.empty()) refuse_resume(path_, what);
  std::uint64_t from = 0;
  if (is_shard_) from = first_line(path_).size();
  if (first_line(path_, from) != head) refuse_resume(path_, "it begins with other columns");

  const WholeLines rows = whole_lines(path_, from + head.size(), form, columns);
  if (rows.spoiled > 0)
    refuse_resume(path_, fmt::format("row {} is none: somebody changed the file", rows.spoiled));
  if (rows.lines > range_of(stamp.shard, stamp.rows).size())
    refuse_resume(path_, "it has more rows than the run");
  rows_ = rows.lines;
  last_ = rows.last;
  descriptor_ = open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor_ < 0 || ftruncate(descriptor_, static_cast<off_t>(rows.end)) != 0)
    refuse_disk(path_);
}

void RowFile::require_last(std::string_view line) const {
  if (rows_ == 0) return;
  std::ifstream file = opened(path_, last_);
  if (std::string{std::istreambuf_iterator<char>(file), {}} == line) return;
  refuse_resume(
      path_, fmt::format("its row {} is not that of this run: somebody changed the file", rows_));
}

void RowFile::append(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t written = write(descriptor_, lines.data(), lines.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) refuse_disk(path_);
    lines.remove_prefix(static_cast<std::size_t>(written));
  }
}

void RowFile::finish() {
  const int descriptor = std::exchange(descriptor_, -1);
  if (close(descriptor) != 0) refuse_disk(path_);
  std::error_code ignored;
  if (!is_shard_) fs::remove(stamp_name(path_), ignored);
}

}  // namespace evpickup::app
