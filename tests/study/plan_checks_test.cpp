// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;

namespace {

std::string refusal_of(const std::string& rest) {
  return test::refusal_of([&] {
    auto catalog = test::shipped();
    (void)study::run(catalog,
                     test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n" + rest), {});
  });
}

}  // namespace

TEST_CASE("an amount of the cost in a currency without a rate is refused where it stands") {
  const auto refusal = refusal_of("[cost.lines.foo]\nonce = \"5 QQQ\"\n");
  CHECK(contains(refusal, "test.toml:9:8: error: cost.lines.foo.once: no exchange rate for QQQ"));
  CHECK(contains(refusal, "scenarios/exchange_rates.toml"));
}
