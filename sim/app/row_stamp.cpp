// SPDX-License-Identifier: Apache-2.0
#include "row_stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "evpickup/base/file.hpp"
#include "evpickup/energy/kernel.hpp"
#include "evpickup/version.hpp"

namespace evpickup::app {

namespace {

constexpr std::string_view schema = "evpickup.stamp/1";

/// Like `number * rows / of` without overflow.
std::size_t cut(std::size_t number, std::size_t of, std::size_t rows) {
  return rows / of * number + rows % of * number / of;
}

}  // namespace

RowRange range_of(const Shard& shard, std::size_t rows) {
  return {cut(shard.number - 1, shard.of, rows), cut(shard.number, shard.of, rows)};
}

RowStamp stamp_of(const study::RowStream& stream, const Shard& shard, std::string_view form,
                  std::string_view head) {
  RowStamp stamp{shard, stream.size, std::string(form), {}};
  stamp.made_of = {fmt::format("evpickup {}", version),
                   fmt::format("kernel {}", energy::kernel_name()),
                   fmt::format("scenario {}", stream.head.scenario),
                   fmt::format("currency {}", stream.head.inputs.currency)};
  const auto& settings = stream.settings;
  stamp.made_of.insert(stamp.made_of.end(), settings.begin(), settings.end());
  for (const auto& item : stream.head.inputs.overrides) stamp.made_of.push_back("--set " + item);
  for (const auto& [name, sha256] : stream.head.inputs.files)
    stamp.made_of.push_back(
        fmt::format("{} {}", std::filesystem::path(name).filename().string(), sha256));
  stamp.made_of.push_back("columns " + base::sha256(head));
  return stamp;
}

std::string line_of(const RowStamp& stamp) {
  const nlohmann::ordered_json json{{"schema", schema},     {"shard", stamp.shard.number},
                                    {"of", stamp.shard.of}, {"rows", stamp.rows},
                                    {"form", stamp.form},   {"made_of", stamp.made_of}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::optional<RowStamp> read_stamp(std::string_view line) {
  try {
    const auto json = nlohmann::json::parse(line);
    if (json.at("schema") != schema) return std::nullopt;
    RowStamp stamp;
    stamp.shard = {json.at("shard").get<std::size_t>(), json.at("of").get<std::size_t>()};
    stamp.rows = json.at("rows").get<std::size_t>();
    stamp.form = json.at("form").get<std::string>();
    stamp.made_of = json.at("made_of").get<std::vector<std::string>>();
    const bool sound = stamp.shard.number >= 1 && stamp.shard.number <= stamp.shard.of;
    return sound ? std::optional(stamp) : std::nullopt;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

std::string difference(const RowStamp& expected, const RowStamp& found) {
  if (expected.form != found.form)
    return fmt::format("it holds {}, not {}", found.form, expected.form);
  const auto one_without = [](const RowStamp& one, const RowStamp& other) -> std::string {
    for (const auto& item : one.made_of)
      if (std::ranges::find(other.made_of, item) == other.made_of.end()) return item;
    return {};
  };
  const std::string ours = one_without(expected, found);
  const std::string theirs = one_without(found, expected);
  if (!ours.empty() || !theirs.empty())
    return fmt::format("it was made with \"{}\", this is \"{}\"",
                       theirs.empty() ? "nothing of the kind" : theirs,
                       ours.empty() ? "nothing of the kind" : ours);
  if (expected.made_of != found.made_of) return "the same values were set in another order";
  if (expected.rows != found.rows)
    return fmt::format("it belongs to {} rows, this is about {}", found.rows, expected.rows);
  return {};
}

}  // namespace evpickup::app
