// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/spec/codec.hpp"

namespace evpickup::model {

/// An hour of the day, 0 .. 24: a number without a unit, 6.5 at half past six.
[[nodiscard]] spec::Codec<double> hour_of_day();

}  // namespace evpickup::model
