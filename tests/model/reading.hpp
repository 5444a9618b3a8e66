// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/catalog.hpp"

namespace evpickup::model {

/// A text as if it had been read from a file of that name.
inline std::shared_ptr<const base::SourceText> text_of(std::string text,
                                                       std::string name = "test.toml") {
  return std::make_shared<const base::SourceText>(
      base::SourceText{std::move(name), std::move(text)});
}

/// What a person reads when `read` refuses its input; empty if it does not.
template <class Read>
std::string refusal_of(const Read& read) {
  try {
    read();
  } catch (const base::InputError& error) {
    return error.what();
  }
  return {};
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A vehicle file with one source and what a trim cannot do without; `rest` is put behind it.
inline std::string vehicle_text(const std::string& rest) {
  return "format = 1\nname = \"Test Truck\"\nmaker = \"Somebody\"\norigin = \"us\"\n"
         "[sources]\npress = { title = \"A test drive\", kind = \"press\" }\n"
         "[base.powertrain]\ndrive = \"rwd\"\n" +
         rest;
}

inline VehicleFile vehicle_file_of(const std::string& rest) {
  base::Diagnostics warnings;
  return read_vehicle_file(text_of(vehicle_text(rest)), "test_truck", warnings);
}

}  // namespace evpickup::model
