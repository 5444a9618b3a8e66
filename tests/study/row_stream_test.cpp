// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/row_stream.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;

namespace {

/// Two trucks, one in two markets, over packs, temperatures and prices: 3 x 3 x 2 x 2 rows.
const std::string grid =
    "[cost]\nestimates = \"2026\"\n"
    "[compare]\nvehicles = [\"radar_rd6:kwh86@cn\", \"radar_rd6:kwh86@th\", "
    "\"ford_f150_lightning:pro_sr@us\"]\n"
    "[[sweep]]\nkey = \"battery.energy_usable\"\nfrom = \"60 kWh\"\nto = \"80 kWh\"\n"
    "step = \"10 kWh\"\nscale = \"pack\"\n"
    "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"-10 degC\", \"20 degC\"]\n"
    "[[sweep]]\nkey = \"market.cn.energy.home\"\nvalues = [\"0.5 CNY/kWh\", \"1 CNY/kWh\"]\n";

using Rows = std::vector<std::vector<study::Cell>>;

/// All rows of a stream in parts of a size, from `first` on.
Rows rows_of(const study::RowStream& stream, std::size_t part, std::size_t first = 0) {
  Rows rows;
  for (; first < stream.size; first += part)
    for (auto& row : stream.rows(first, std::min(first + part, stream.size)))
      rows.push_back(std::move(row));
  return rows;
}

study::RowStream stream_of(model::Catalog& catalog, int threads = 1) {
  auto options = test::options_with({test::registration});
  options.mode = model::Mode::blind;
  options.threads = threads;
  return study::stream_sweep(catalog, test::scenario_of(grid), options);
}

}  // namespace

TEST_CASE("a sweep's stream has the rows and columns of its run") {
  auto catalog = test::shipped();
  auto options = test::options_with({test::registration});
  options.mode = model::Mode::blind;
  const auto whole = study::run(catalog, test::scenario_of(grid), options);
  const auto stream = stream_of(catalog);
  CHECK(stream.size == 36);
  REQUIRE(stream.head.table.columns.size() == whole.table.columns.size());
  for (std::size_t i = 0; i < whole.table.columns.size(); ++i)
    CHECK(stream.head.table.columns[i].key == whole.table.columns[i].key);
  CHECK(stream.head.inputs.files == whole.inputs.files);
  CHECK(rows_of(stream, 36) == whole.table.rows);
}

TEST_CASE("rows do not depend on the parts that they come in, nor on threads") {
  auto catalog = test::shipped();
  const Rows whole = rows_of(stream_of(catalog), 36);
  for (const std::size_t part : {1, 5, 7, 16}) {
    CAPTURE(part);
    CHECK(rows_of(stream_of(catalog), part) == whole);
  }
  CHECK(rows_of(stream_of(catalog, 2), 16) == whole);
  const Rows end = rows_of(stream_of(catalog), 4, 28);
  CHECK(end == Rows(whole.begin() + 28, whole.end()));
}

TEST_CASE("a stream tells its notes and what its numbers rest on when it ends") {
  auto catalog = test::shipped();
  const auto stream = stream_of(catalog);
  (void)rows_of(stream, 16);
  study::Results words;
  stream.finish(words);
  CHECK(test::count_with(words.basis, "Mode blind") == 1);
  CHECK(test::count_with(words.basis, "Pack size:") == 1);
  CHECK(test::count_with(words.notes, "Put on top of the files") == 1);
}

TEST_CASE("only a sweep over cycles streams") {
  CHECK(study::can_stream(test::scenario_of(grid)));
  CHECK(!study::can_stream(test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n")));
}
