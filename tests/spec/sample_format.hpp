// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/spec/field.hpp"

namespace evpickup::spec::sample {

// A small format with a row of every kind.
struct Pack {
  Sourced<units::Energy> energy;
  Sourced<int> cells;
  Sourced<std::string> maker;
};
struct Fee {
  Sourced<units::Money> amount;
  std::string remark;
};
struct Leg {
  Sourced<units::Length> length;
};
struct Truck {
  std::string name;
  units::Date seen;
  Pack pack;
  std::optional<Pack> spare;
  std::map<std::string, Fee> fees;
  std::map<std::string, Sourced<double>> duties;
  std::vector<Leg> legs;
  std::optional<Node> extra;
};

}  // namespace evpickup::spec::sample

namespace evpickup::spec {

template <>
inline const FieldTable<sample::Pack>& fields() {
  using sample::Pack;
  static const FieldTable<Pack> table{
      value("energy", &Pack::energy, quantity<units::Energy>({5, 400, "kWh"}), "energy of the pack",
            Need::required),
      value("cells", &Pack::cells, whole_number(1, 9999), "number of cells"),
      value("maker", &Pack::maker, any_text(), "who made it"),
  };
  return table;
}
template <>
inline const FieldTable<sample::Fee>& fields() {
  using sample::Fee;
  static const FieldTable<Fee> table{
      value("amount", &Fee::amount, quantity<units::Money>({0, 1e6, {}}), "what it costs",
            Need::required),
      plain("remark", &Fee::remark, any_text(), "a sentence"),
  };
  return table;
}
template <>
inline const FieldTable<sample::Leg>& fields() {
  using sample::Leg;
  static const FieldTable<Leg> table{
      value("length", &Leg::length, quantity<units::Length>({0, 1000, "km"}), "length of the leg",
            Need::required),
  };
  return table;
}
template <>
inline const FieldTable<sample::Truck>& fields() {
  using sample::Truck;
  static const FieldTable<Truck> table{
      plain("name", &Truck::name, any_text(), "name of the truck", Need::required),
      plain("seen", &Truck::seen, calendar_date(), "when it was seen"),
      section("pack", &Truck::pack, "the battery"),
      optional_section("spare", &Truck::spare, "a second battery"),
      named_sections("fee", &Truck::fees, "fees by country", {"us", "cn"}),
      named_values("duty", &Truck::duties, quantity<double>({0, 2, {}}), "duties by name"),
      list_of_sections("leg", &Truck::legs, "legs of a trip"),
      raw("extra", &Truck::extra, "anything", "kept as it is"),
  };
  return table;
}

}  // namespace evpickup::spec

namespace evpickup::spec::sample {

inline Node document(std::string text) {
  return parse_document(
      std::make_shared<const base::SourceText>(base::SourceText{"t.toml", std::move(text)}));
}

inline Sources sample_sources() {
  Sources sources;
  sources["maker"] = {
      "maker", "Data sheet", {}, {}, units::Date{2023, 8, 1}, SourceKind::manufacturer};
  sources["guess"] = {"guess", "Our guess", {}, "by size", {}, SourceKind::estimate};
  return sources;
}

// What a text reads as, and what was found on the way.
struct Outcome {
  Truck truck;
  base::Diagnostics findings;
};
inline Outcome read(const std::string& text) {
  Outcome outcome;
  const Sources sources = sample_sources();
  Reader reader{outcome.findings, &sources};
  const Node root = document(text);
  read_table(outcome.truck, root, {}, reader);
  check_required(outcome.truck, &root, {}, reader);
  return outcome;
}

// The one finding of a text, with a name in front so that this is not missing.
inline base::Diagnostic finding(const std::string& text) {
  const auto outcome = read("name = \"t\"\n" + text);
  REQUIRE(outcome.findings.all().size() == 1);
  return outcome.findings.all().front();
}

// The pack of a text that holds its lines.
inline Pack pack(const std::string& lines) {
  const auto outcome = read("name = \"t\"\n[pack]\n" + lines);
  CAPTURE(lines);
  CHECK(outcome.findings.all().empty());
  return outcome.truck.pack;
}

inline std::string underlined(const base::SourcePlace& place) {
  return std::string{place.text->line(place.line).substr(place.column - 1, place.length)};
}

}  // namespace evpickup::spec::sample
