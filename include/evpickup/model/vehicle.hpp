// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/model/engine.hpp"
#include "evpickup/model/fastsim2.hpp"
#include "evpickup/spec/codec.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/quantities.hpp"

/// A pickup truck as its file describes it, one trim at a time. Members are absent until a file or
/// an estimation rule (estimates.hpp) gives them.
namespace evpickup::model {

using spec::Sourced;

enum class Status { on_sale, discontinued, announced, cancelled };
enum class TyreClass { road, sport, all_terrain, mud_terrain };
enum class Chemistry { nmc, lfp, nca, ncma };
/// bev: battery alone; ice: engine alone; hev: engine and motor, never charged from the wall; phev:
/// the same, charged; erev: motors alone drive, an engine makes power; measured: a truck of which
/// only consumption and price are known.
enum class PowertrainKind { bev, ice, hev, phev, erev, measured };
enum class Drive { rear, front, all };
enum class Heating { resistive, heat_pump };
/// Whose equations a truck is driven by: our own, or those of NREL's FASTSim-2 (docs/physics.md).
enum class Convention { evpickup, fastsim2 };

struct Availability {
  Sourced<Status> status{Status::on_sale};
  Sourced<int> model_year;
  Sourced<std::vector<std::string>> sold_in;
  std::string remark;
};

struct Body {
  Sourced<units::Mass> curb_mass;
  Sourced<units::Mass> gross_mass;
  Sourced<units::Length> length;
  Sourced<units::Length> width;
  Sourced<units::Length> height;
  Sourced<units::Length> wheelbase;
  Sourced<double> drag_coefficient;
  Sourced<units::Area> frontal_area;
  Sourced<TyreClass> tyre_class;
  Sourced<std::string> tyre_size;
  Sourced<units::Length> tyre_radius;
  Sourced<double> rolling_resistance;
  Sourced<units::Force> road_load_a;
  Sourced<units::ForcePerSpeed> road_load_b;
  Sourced<units::ForcePerSpeedSquared> road_load_c;
  Sourced<units::Mass> road_load_mass;
  Sourced<double> rear_axle_share;
  Sourced<units::Length> centre_of_gravity;

  /// True if the certified coastdown polynomial is given whole.
  [[nodiscard]] bool has_road_load() const {
    return road_load_a.has_value() && road_load_b.has_value() && road_load_c.has_value() &&
           road_load_mass.has_value();
  }
};

struct Battery {
  Sourced<units::Energy> energy_gross;
  Sourced<units::Energy> energy_usable;
  Sourced<units::Energy> energy_nominal;
  Sourced<Chemistry> chemistry;
  Sourced<units::Voltage> voltage;
  Sourced<units::Mass> mass;
  Sourced<units::Resistance> resistance;
  Sourced<units::Power> discharge_power;
  Sourced<units::Power> charge_power;
  Sourced<units::Time> warranty_years;
  Sourced<units::Length> warranty_distance;

  /// True if any source says how much energy the pack holds.
  [[nodiscard]] bool has_size() const {
    return energy_gross.has_value() || energy_usable.has_value() || energy_nominal.has_value();
  }
};

struct Powertrain {
  Sourced<PowertrainKind> kind{PowertrainKind::bev};
  /// How engine and motors work together; absent for a truck with one of them alone.
  Sourced<Layout> layout;
  Sourced<Drive> drive;
  Sourced<units::Power> power;
  Sourced<units::Torque> torque;
  Sourced<units::Power> front_power;
  Sourced<units::Power> rear_power;
  Sourced<units::Torque> front_torque;
  Sourced<units::Torque> rear_torque;
  Sourced<double> reduction;
  Sourced<units::AngularSpeed> motor_speed_max;
  Sourced<bool> front_disconnect;
  /// Of engine and motors together.
  Sourced<units::Power> system_power;
  Sourced<units::Torque> system_torque;
};

struct Charging {
  Sourced<units::Power> dc_peak;
  Sourced<spec::Curve<units::Power>> dc_curve;
  Sourced<units::Time> dc_time;
  Sourced<double> dc_from;
  Sourced<double> dc_to;
  Sourced<units::Power> ac_onboard;
  Sourced<units::Time> ac_time;
  Sourced<units::Power> v2l;
};

struct Climate {
  Sourced<Heating> heating;
  /// Electronics, lights, pumps: what runs in any weather. The program's own figure if absent.
  Sourced<units::Power> auxiliary_power;
};

/// A rated range or consumption by one procedure (epa, wltp, cltc, nedc, korea). Consumption is at
/// the wall. Of a truck with an engine the range is that on battery and tank together, and fuel is
/// that with the charge sustained.
struct Rating {
  Sourced<units::Length> range;
  Sourced<units::Length> range_city;
  Sourced<units::Length> range_highway;
  Sourced<units::Length> range_cold;
  Sourced<units::Consumption> consumption;
  Sourced<units::Consumption> consumption_city;
  Sourced<units::Consumption> consumption_highway;
  Sourced<units::FuelConsumption> fuel_combined;
  Sourced<units::FuelConsumption> fuel_city;
  Sourced<units::FuelConsumption> fuel_highway;
  /// Fuel weighted with the distance driven on what was charged.
  Sourced<units::FuelConsumption> fuel_weighted;
  /// Range on what was charged, before the engine starts.
  Sourced<units::Length> electric_range;
  /// Share of the distance that the procedure counts as driven on what was charged.
  Sourced<double> utility_factor;
  /// The maker's own estimate or target, not a certified figure.
  Sourced<bool> estimated;
};

/// What the maker says, to be held against physics.
struct Claims {
  Sourced<units::Time> accel_0_100;
  Sourced<units::Time> accel_0_60mph;
  Sourced<units::Speed> top_speed;
  Sourced<units::Mass> payload;
  Sourced<units::Mass> towing;
};

/// Factors on the physics of a truck. They are 1 unless a file says otherwise or a run is anchored
/// on the truck's rating.
struct Correction {
  /// On the whole road load of the truck (not on its trailer's).
  Sourced<double> road_load{1.0};
  /// On the losses of the drive and the load of its electronics.
  Sourced<double> losses{1.0};
};

/// One part of a price that is built up: markup x (fixed + per_kwh x energy + per_kw x power).
struct PriceComponent {
  Sourced<units::Money> fixed;
  Sourced<units::EnergyPrice> per_kwh;
  Sourced<units::Energy> energy;
  /// Price of one kilowatt.
  Sourced<units::Money> per_kw;
  Sourced<units::Power> power;
  Sourced<double> markup{1.0};
};

struct Price {
  /// The list price; absent, it is the sum of the components.
  Sourced<units::Money> msrp;
  Sourced<units::Money> destination;
  std::map<std::string, PriceComponent> components;
  /// List prices in other markets, by market.
  std::map<std::string, Sourced<units::Money>> abroad;
};

/// Consumption as measured by its owner, for cost and emissions without physics: it takes the place
/// of the model's.
struct Measured {
  /// From the wall.
  Sourced<units::Consumption> electricity;
  Sourced<units::FuelConsumption> petrol;
  Sourced<units::FuelConsumption> diesel;
  /// The truck has a motor and a battery beside its engine.
  Sourced<bool> hybrid{false};
};

/// One trim of a model, merged from the file's [base] and its chain of [trim]s.
struct Vehicle {
  std::string id;     ///< file name without extension: "radar_rd6"
  std::string trim;   ///< "kwh86"
  std::string model;  ///< "Radar RD6"
  std::string name;   ///< trim as shown: "86 kWh RWD"
  std::string maker;
  std::string origin;  ///< country of assembly, ISO 3166 two letters in lower case
  /// The [sources] of the file, which the ids in the values' origins refer to.
  std::shared_ptr<const spec::Sources> sources;
  Convention convention = Convention::evpickup;

  Availability availability;
  Body body;
  Battery battery;
  Powertrain powertrain;
  Engine engine;
  Transmission transmission;
  Generator generator;
  Tank tank;
  Operation operation;
  Charging charging;
  Climate climate;
  Correction correction;
  std::map<std::string, Rating> rating;
  Claims claims;
  Price price;
  std::optional<Measured> measured;
  /// What the convention fastsim2 needs beside the values above.
  std::optional<Fastsim2> fastsim2;

  /// False for a truck of which only consumption and price are known: it is never driven, and has
  /// neither estimates nor ranges.
  [[nodiscard]] bool has_physics() const { return *powertrain.kind != PowertrainKind::measured; }
  /// It burns fuel, by its physics.
  [[nodiscard]] bool has_engine() const {
    return has_physics() && *powertrain.kind != PowertrainKind::bev;
  }
  /// It has motors and a battery that drive it, by its physics.
  [[nodiscard]] bool has_motor() const {
    return has_physics() && *powertrain.kind != PowertrainKind::ice;
  }
  /// Its battery is charged from the wall, by its physics.
  [[nodiscard]] bool is_charged() const {
    return has_motor() && *powertrain.kind != PowertrainKind::hev;
  }
  /// A source tells what the engine burns, and its power, its displacement or what its generator
  /// gives.
  [[nodiscard]] bool has_engine_size() const {
    return engine.fuel.has_value() &&
           (engine.power.has_value() || engine.displacement.has_value() ||
            generator.power.has_value());
  }
  /// "radar_rd6:kwh86".
  [[nodiscard]] std::string key() const { return id + ":" + trim; }
};

/// Gross mass less curb mass; nothing where no source tells the gross mass. The curb mass must be
/// known or estimated.
[[nodiscard]] std::optional<units::Mass> gross_less_curb(const Vehicle& vehicle);
/// What a truck may carry, people included: its maker's figure, else gross less curb mass.
[[nodiscard]] std::optional<units::Mass> payload(const Vehicle& vehicle);

/// The procedures a rating may name.
[[nodiscard]] const std::vector<std::string>& rating_procedures();

[[nodiscard]] std::string_view name(TyreClass tyre_class);
[[nodiscard]] std::string_view name(Chemistry chemistry);
[[nodiscard]] std::string_view name(Drive drive);
[[nodiscard]] std::string_view name(Status status);
[[nodiscard]] std::string_view name(Convention convention);
[[nodiscard]] std::string_view name(PowertrainKind kind);

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::Availability>& fields();
template <>
const FieldTable<model::Body>& fields();
template <>
const FieldTable<model::Battery>& fields();
template <>
const FieldTable<model::Powertrain>& fields();
template <>
const FieldTable<model::Charging>& fields();
template <>
const FieldTable<model::Climate>& fields();
template <>
const FieldTable<model::Correction>& fields();
template <>
const FieldTable<model::Rating>& fields();
template <>
const FieldTable<model::Claims>& fields();
template <>
const FieldTable<model::PriceComponent>& fields();
template <>
const FieldTable<model::Measured>& fields();
template <>
const FieldTable<model::Price>& fields();
template <>
const FieldTable<model::Vehicle>& fields();
}  // namespace evpickup::spec
