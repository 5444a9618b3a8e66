// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/values.hpp"

namespace evpickup::spec {

template <class T>
Codec<T> quantity(Bounds bounds, units::Kind kind) {
  return {
      accepted_text(kind, bounds),
      [=](const Node& node, Refusal& refusal) -> std::optional<T> {
        const auto amount = read_amount(node, kind, bounds, refusal);
        if (!amount) return std::nullopt;
        return units::from_amount<T>(*amount);
      },
      [=](const T& value) {
        // In the unit of the bounds; money in its own currency.
        const units::Amount amount = units::to_amount(value);
        return amount.currency ? units::format(amount, kind)
                               : units::format(amount.si, kind, bounds.symbol, shown_digits);
      },
      unit_text(kind, bounds),
      kind,
      amount_shape(kind, bounds),
  };
}

template <detail::Common T>
std::shared_ptr<const Content> detail::common_content(Codec<T> codec) {
  return std::make_shared<SourcedContent<T>>(std::move(codec));
}

// What field tables need of each type of number.
template Codec<double> quantity(Bounds, units::Kind);
template Codec<units::Mass> quantity(Bounds, units::Kind);
template Codec<units::Length> quantity(Bounds, units::Kind);
template Codec<units::Area> quantity(Bounds, units::Kind);
template Codec<units::Volume> quantity(Bounds, units::Kind);
template Codec<units::Time> quantity(Bounds, units::Kind);
template Codec<units::Speed> quantity(Bounds, units::Kind);
template Codec<units::Acceleration> quantity(Bounds, units::Kind);
template Codec<units::Force> quantity(Bounds, units::Kind);
template Codec<units::ForcePerSpeed> quantity(Bounds, units::Kind);
template Codec<units::ForcePerSpeedSquared> quantity(Bounds, units::Kind);
template Codec<units::Energy> quantity(Bounds, units::Kind);
template Codec<units::Power> quantity(Bounds, units::Kind);
template Codec<units::Torque> quantity(Bounds, units::Kind);
template Codec<units::AngularSpeed> quantity(Bounds, units::Kind);
template Codec<units::Voltage> quantity(Bounds, units::Kind);
template Codec<units::Current> quantity(Bounds, units::Kind);
template Codec<units::Resistance> quantity(Bounds, units::Kind);
template Codec<units::MassPerEnergy> quantity(Bounds, units::Kind);
template Codec<units::Density> quantity(Bounds, units::Kind);
template Codec<units::TimePerDistance> quantity(Bounds, units::Kind);
template Codec<units::MomentOfInertia> quantity(Bounds, units::Kind);
template Codec<units::Rate> quantity(Bounds, units::Kind);
template Codec<units::Temperature> quantity(Bounds, units::Kind);
template Codec<units::TemperatureDifference> quantity(Bounds, units::Kind);
template Codec<units::Money> quantity(Bounds, units::Kind);
template Codec<units::EnergyPrice> quantity(Bounds, units::Kind);
template Codec<units::DistancePrice> quantity(Bounds, units::Kind);
template Codec<units::TimePrice> quantity(Bounds, units::Kind);
template Codec<units::VolumePrice> quantity(Bounds, units::Kind);
template Codec<units::MassPrice> quantity(Bounds, units::Kind);

template std::shared_ptr<const Content> detail::common_content(Codec<double>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Mass>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Length>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Area>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Volume>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Time>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Speed>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Acceleration>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Force>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::ForcePerSpeed>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::ForcePerSpeedSquared>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Energy>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Power>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Torque>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::AngularSpeed>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Voltage>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Current>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Resistance>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::MassPerEnergy>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Density>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::TimePerDistance>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::MomentOfInertia>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Rate>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Temperature>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::TemperatureDifference>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::Money>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::EnergyPrice>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::DistancePrice>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::TimePrice>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::VolumePrice>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::MassPrice>);
template std::shared_ptr<const Content> detail::common_content(Codec<units::InterestRate>);
template std::shared_ptr<const Content> detail::common_content(Codec<int>);
template std::shared_ptr<const Content> detail::common_content(Codec<bool>);
template std::shared_ptr<const Content> detail::common_content(Codec<std::string>);

}  // namespace evpickup::spec
