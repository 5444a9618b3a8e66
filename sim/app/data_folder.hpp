// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace evpickup::app {

/// A place where the data may be, and why it is looked for there.
struct DataPlace {
  std::filesystem::path folder;
  std::string reason;
};

/// Where data is looked for without --data and EVPICKUP_DATA, in this order: the source tree of the
/// build, the install prefix that the binary lies in, the install prefix chosen at build time.
[[nodiscard]] std::vector<DataPlace> usual_data_places();

/// The data folder: `option` (--data), else the variable EVPICKUP_DATA, else the first usual place
/// that has vehicles/ and scenarios/. Throws base::InputError that says where it looked.
[[nodiscard]] std::filesystem::path find_data_folder(const std::string& option);

}  // namespace evpickup::app
