// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "complete.hpp"

namespace evpickup::app {

/// What an option, or a word without one, may be: names in the data folder (`data` is the value of
/// --data), keys, columns, or the words of its help ("si|us"). Nothing for files and free texts.
/// Throws base::InputError where the data folder or a file in it cannot be read.
[[nodiscard]] std::vector<Candidate> values_for(const CLI::Option& option, const std::string& data);

}  // namespace evpickup::app
