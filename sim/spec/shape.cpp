// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/shape.hpp"

#include <utility>

namespace evpickup::spec {

Shape text_shape() { return {.form = Shape::Form::text, .pattern = R"(\S)"}; }

Shape list_shape(Shape element) {
  return {.form = Shape::Form::list, .elements = {std::move(element)}};
}

Shape pair_shape(Shape first, Shape second) {
  return {.form = Shape::Form::pair, .elements = {std::move(first), std::move(second)}};
}

}  // namespace evpickup::spec
