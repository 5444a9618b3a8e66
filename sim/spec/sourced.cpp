// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/sourced.hpp"

#include <stdexcept>

namespace evpickup::spec {

std::string_view name(SourceKind kind) {
  switch (kind) {
  case SourceKind::regulator:
    return "regulator";
  case SourceKind::manufacturer:
    return "manufacturer";
  case SourceKind::press:
    return "press";
  case SourceKind::estimate:
    return "estimate";
  }
  throw std::logic_error{"unknown kind of source"};
}

}  // namespace evpickup::spec
