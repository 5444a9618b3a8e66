// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "commands.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "interrupt.hpp"
#include "output.hpp"
#include "row_file.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

/// A shard's file: its stamp, its form's head, and where its rows are.
struct ShardFile {
  std::string path;
  RowStamp stamp;
  std::string head;
  std::uint64_t rows_from = 0;
};

ShardFile read_shard(const std::string& path) {
  if (!fs::is_regular_file(path))
    throw base::InputError(fmt::format("there is no file \"{}\"", path));
  const std::string first = first_line(path);
  const auto stamp = read_stamp(first);
  if (!stamp)
    throw base::InputError(fmt::format("\"{}\" is no shard", path),
                           "evpickup run SCENARIO --shard 1/2 -o FILE.csv makes one");
  const std::string head = first_line(path, first.size());
  return {path, *stamp, head, first.size() + head.size()};
}

/// All rows of a shard are there, and nothing else.
void require_whole(const ShardFile& shard) {
  const auto& form = report::writer_named(shard.stamp.form).by_rows.value();
  const auto columns = static_cast<std::size_t>(std::ranges::count(shard.head, ',')) + 1;
  const auto found = whole_lines(shard.path, shard.rows_from, form, columns);
  if (found.spoiled > 0)
    throw base::InputError(fmt::format("row {} of \"{}\" is none: somebody changed the file",
                                       found.spoiled, shard.path),
                           "run its command again");
  const std::size_t expected = range_of(shard.stamp.shard, shard.stamp.rows).size();
  if (!shard.head.empty() && found.lines == expected && found.torn == 0) return;
  throw base::InputError(fmt::format("\"{}\" is not finished: it has {} of {} rows", shard.path,
                                     found.lines, expected),
                         "run its command again with --resume");
}

/// Each of the shards once, all of the same run.
std::map<std::size_t, ShardFile> read_shards(const std::vector<std::string>& paths) {
  std::map<std::size_t, ShardFile> shards;
  std::optional<ShardFile> first;
  for (const std::string& path : paths) {
    ShardFile shard = read_shard(path);
    if (!first) first = shard;
    const RowStamp& expected = first->stamp;
    std::string what = difference(expected, shard.stamp);
    if (what.empty() && shard.head != first->head) what = "it begins with other columns";
    if (what.empty() && shard.stamp.shard.of != expected.shard.of)
      what =
          fmt::format("it is one of {} shards, not of {}", shard.stamp.shard.of, expected.shard.of);
    if (!what.empty())
      throw base::InputError(
          fmt::format("\"{}\" does not belong to \"{}\": {}", path, first->path, what));
    const std::size_t number = shard.stamp.shard.number;
    const auto [known, is_new] = shards.try_emplace(number, std::move(shard));
    if (!is_new)
      throw base::InputError(fmt::format("shard {}/{} comes twice: \"{}\" and \"{}\"", number,
                                         expected.shard.of, known->second.path, path));
  }
  std::vector<std::string> missing;
  for (std::size_t number = 1; number <= first->stamp.shard.of; ++number)
    if (!shards.contains(number))
      missing.push_back(fmt::format("{}/{}", number, first->stamp.shard.of));
  if (!missing.empty())
    throw base::InputError(fmt::format("missing shard{} {}", missing.size() == 1 ? "" : "s",
                                       base::join(missing, ", ")));
  for (const auto& [number, shard] : shards) require_whole(shard);
  return shards;
}

void copy_rows(const ShardFile& shard, std::ofstream& to) {
  std::ifstream from(shard.path, std::ios::binary);
  from.seekg(static_cast<std::streamoff>(shard.rows_from));
  std::vector<char> block(std::size_t{1} << 20U);
  while (from.read(block.data(), static_cast<std::streamsize>(block.size())), from.gcount() > 0)
    to.write(block.data(), from.gcount());
}

}  // namespace

ExitCode execute(const MergeCommand& command) {
  if (command.output.empty())
    throw base::InputError("merge needs the file to write", "-o FILE.csv or -o FILE.jsonl");
  require_writable_place(command.output);
  for (const auto& path : command.shards) {
    std::error_code ignored;
    if (fs::equivalent(path, command.output, ignored))
      throw base::InputError(fmt::format("\"{}\" is one of the shards", command.output),
                             "write the rows to another file");
  }
  const auto shards = read_shards(command.shards);
  const RowStamp& stamp = shards.begin()->second.stamp;
  if (report::writer_for(command.output).name != stamp.form)
    throw base::InputError(
        fmt::format("\"{}\" is to be written, but the shards hold {}", command.output, stamp.form),
        "give it the shards' own extension");

  // It appears whole or not at all.
  const std::string temporary = command.output + ".tmp";
  const InterruptGuard guard([&] {
    std::error_code ignored;
    fs::remove(temporary, ignored);
  });
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file << shards.begin()->second.head;
  for (const auto& [number, shard] : shards) copy_rows(shard, file);
  file.close();
  std::error_code error;
  if (file) fs::rename(temporary, command.output, error);
  if (!file || error) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw base::InputError(fmt::format("\"{}\" cannot be written", command.output));
  }
  if (!command.quiet)
    tell(fmt::format("wrote {}: {} rows of {} shards", command.output, stamp.rows, shards.size()));
  return ExitCode::done;
}

}  // namespace evpickup::app
