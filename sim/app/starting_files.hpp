// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evpickup::app {

/// The kinds of files that can be begun: "vehicle", "scenario", "market".
[[nodiscard]] std::vector<std::string> starting_kinds();

/// The text of a commented file that runs as it is, with made-up numbers that say so. `kind` is
/// one of those, `name` the file's name without its extension, `schema` the place of the schema as
/// an editor finds it.
[[nodiscard]] std::string starting_file(std::string_view kind, std::string_view name,
                                        std::string_view schema);

}  // namespace evpickup::app
