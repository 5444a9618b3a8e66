// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/plan_axes.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::study {

namespace {

/// "40kWh" as "40 kWh", which is what an axis is told in.
void set_apart(std::optional<spec::Node>& node) {
  if (!node) return;
  for (auto& child : node->children) {
    std::optional<spec::Node> element = std::move(child);
    set_apart(element);
    child = std::move(*element);
  }
  const auto number = node->is_text() ? base::leading_number(node->text) : std::nullopt;
  if (!number || number->rest.empty() || number->rest.front() == ' ') return;
  // Words such as "4x4" begin with a digit too.
  const auto parsed = units::parse(node->text, units::Kind::ratio);
  if (!parsed.amount && !parsed.other_kind) return;
  const std::size_t length = node->text.size() - number->rest.size();
  node->text = node->text.substr(0, length) + " " + node->text.substr(length);
}

/// True if two paths may set the same value: the same key of one owner, or of one and of all.
bool overlap(const Path& a, const Path& b) {
  const auto part_of = [](const std::string& one, const std::string& other) {
    return one.empty() || one == other || other.starts_with(one + ":");
  };
  return a.target == b.target && a.key == b.key &&
         (part_of(a.owner, b.owner) || part_of(b.owner, a.owner));
}

void check_axes(const std::vector<Axis>& axes) {
  for (std::size_t k = 1; k < axes.size(); ++k)
    for (std::size_t before = 0; before < k; ++before)
      if (overlap(axes[before].path, axes[k].path))
        throw base::InputError(base::Diagnostic{
            base::Severity::error, axes[k].at(0).node.where, axes[k].path.text,
            fmt::format("the sweep of {} moves the same value", axes[before].path.text),
            "an axis for each key: the values of both belong into one list"});
  for (const auto& axis : axes) {
    if (axis.scale != model::SweepScale::none && axis.path.key != "battery.energy_usable")
      throw base::InputError(
          base::Diagnostic{base::Severity::error,
                           axis.at(0).node.where,
                           axis.path.text,
                           fmt::format("scale = \"{}\" needs the key battery.energy_usable",
                                       axis.scale == model::SweepScale::pack ? "pack" : "truck"),
                           {}});
    const auto& key = axis.path.key;
    if (axis.path.target == Target::scenario && !key.starts_with("duty.") &&
        !key.starts_with("cost."))
      throw base::InputError(base::Diagnostic{base::Severity::error,
                                              axis.at(0).node.where,
                                              axis.path.text,
                                              "a sweep moves trucks, markets, duty and cost only",
                                              {}});
  }
}

}  // namespace

Axis axis_of(model::Sweep sweep) {
  for (auto* node : {&sweep.values, &sweep.from, &sweep.to, &sweep.step}) set_apart(*node);
  return make_axis(sweep);
}

std::vector<Axis> axes_of(const model::Scenario& scenario) {
  std::vector<Axis> axes;
  for (const auto& sweep : scenario.sweeps) axes.push_back(axis_of(sweep));
  check_axes(axes);
  return axes;
}

}  // namespace evpickup::study
