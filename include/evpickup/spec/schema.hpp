// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evpickup/spec/shape.hpp"

namespace evpickup::spec {

/// The JSON Schema (draft 7) of a TOML file with these keys, for editors: types, units, words,
/// unknown keys, required ones, and what each key means. It accepts every file that reading
/// accepts; reading also checks what no schema can (bounds of quantities, conflicts between keys).
[[nodiscard]] std::string json_schema(std::string_view title, const std::vector<Outline>& keys);

}  // namespace evpickup::spec
