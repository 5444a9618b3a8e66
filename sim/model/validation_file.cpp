// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/validation_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "evpickup/base/text.hpp"
#include "file_reading.hpp"

namespace evpickup::model {

namespace {

using spec::Need;
using spec::Node;
using spec::Reader;

// One truck, or a list of them.
spec::Field<ValidationRow> vehicle_row() {
  constexpr auto accepts = "a truck as \"file:trim\", or a list of trucks";
  const auto read = [](ValidationRow& row, const Node& node, const std::string& path,
                       Reader& reader) {
    const auto is_truck = [](const Node& each) {
      return each.is_text() && each.text.find(':') != std::string::npos;
    };
    const bool list = node.type == spec::NodeType::array && !node.children.empty();
    if (list ? !std::ranges::all_of(node.children, is_truck) : !is_truck(node)) {
      spec::refuse(reader, node, path, accepts, {});
    } else if (list) {
      for (const Node& each : node.children) row.vehicles.push_back(each.text);
    } else {
      row.vehicles = {node.text};
    }
  };
  return spec::custom<ValidationRow>("vehicle", read, accepts, accepts, Need::required);
}

const spec::FieldTable<ValidationRow>& row_rows() {
  static const spec::FieldTable<ValidationRow> rows{
      vehicle_row(),
      spec::plain("quantity", &ValidationRow::quantity, spec::any_text(), "what was measured",
                  Need::required),
      // Its unit follows from the quantity, and what differs in `reference` from the conditions.
      read_elsewhere<ValidationRow>("measured"),
      spec::section("conditions", &ValidationRow::conditions, "how it was measured"),
      read_elsewhere<ValidationRow>("reference"),
      spec::plain("counted", &ValidationRow::counted, spec::yes_or_no(),
                  "whether it counts towards the bar of its kind"),
      spec::plain("reason", &ValidationRow::reason, spec::any_text(), "why it does not count"),
      spec::plain("calibration", &ValidationRow::calibration, spec::yes_or_no(),
                  "whether a constant of the program was fitted to it"),
  };
  return rows;
}

struct Heading {
  std::string title;
};

const spec::FieldTable<Heading>& heading_rows() {
  static const spec::FieldTable<Heading> rows{
      read_elsewhere<Heading>("format"),
      spec::plain("title", &Heading::title, spec::any_text(), "title", Need::required),
      read_elsewhere<Heading>("sources"),
      read_elsewhere<Heading>("conditions"),
      read_elsewhere<Heading>("row"),
  };
  return rows;
}

// A number of the quantity's kind, in SI units.
spec::Codec<double> measured_codec(const MeasuredQuantity& quantity) {
  return {
      spec::accepted_text(quantity.kind, quantity.bounds),
      [=](const Node& node, spec::Refusal& refusal) -> std::optional<double> {
        const auto amount = spec::read_amount(node, quantity.kind, quantity.bounds, refusal);
        if (!amount) return std::nullopt;
        return amount->si;
      },
      [=](double si) {
        return units::format(si, quantity.kind, quantity.bounds.symbol, spec::shown_digits);
      },
      spec::unit_text(quantity.kind, quantity.bounds),
  };
}

void read_measured(ValidationRow& row, const Node& table, const std::string& path, Reader& reader,
                   std::span<const MeasuredQuantity> quantities) {
  const Node* name = table.find("quantity");
  const auto quantity = std::ranges::find(quantities, row.quantity, &MeasuredQuantity::key);
  if (quantity == quantities.end()) {
    if (row.quantity.empty()) return;
    std::vector<std::string> keys;
    for (const auto& each : quantities) keys.emplace_back(each.key);
    const std::string hint = base::did_you_mean_hint(row.quantity, keys);
    reader.diagnostics.error(name->where, path + ".quantity",
                             fmt::format("there is no quantity \"{}\"", row.quantity),
                             hint.empty() ? "quantities: " + base::join(keys, ", ") : hint);
    return;
  }
  const Node* measured = table.find("measured");
  if (measured == nullptr) {
    reader.diagnostics.error(table.key_where, path + ".measured",
                             "missing value (what was measured, with its source)");
    return;
  }
  spec::detail::read_sourced(row.measured, *measured, path + ".measured", reader,
                             measured_codec(*quantity));
  if (row.measured.has_value() && row.measured.origin.source.empty())
    reader.diagnostics.error(measured->where, path + ".measured", "a measurement needs its source",
                             "write { value = ..., source = \"...\" }");
}

void check_conditions(const TestConditions& conditions, const base::SourcePlace& where,
                      const std::string& path, base::Diagnostics& findings) {
  if (conditions.speed.has_value() && !conditions.cycles.empty())
    findings.error(where, path, "both speed and cycles are given", "give one of them");
  if (conditions.charge_from.has_value() && conditions.charge_to.has_value() &&
      *conditions.charge_from >= *conditions.charge_to)
    findings.error(where, path, "the charge ends before it begins",
                   "charge_to is above charge_from");
}

ValidationRow read_row(const Node& node, const std::string& path, const TestConditions& common,
                       Reader& reader, std::span<const MeasuredQuantity> quantities) {
  ValidationRow row;
  row.conditions = common;
  row.where = node.key_where.known() ? node.key_where : node.where;
  read_rows(row, row_rows(), node, path, reader);
  if (!node.is_table()) return row;
  require_rows(row_rows(), node, path, reader);
  read_measured(row, node, path, reader, quantities);

  if (const Node* reference = node.find("reference")) {
    row.reference = row.conditions;
    spec::read_table(*row.reference, *reference, path + ".reference", reader);
    check_conditions(*row.reference, reference->where, path + ".reference", reader.diagnostics);
  }
  check_conditions(row.conditions, row.where, path + ".conditions", reader.diagnostics);
  if (!row.counted && row.reason.empty())
    reader.diagnostics.error(row.where, path + ".reason",
                             "missing value (why the row does not count)",
                             "write reason = \"...\" beside counted = false");
  return row;
}

}  // namespace

ValidationFile read_validation_file(const std::shared_ptr<const base::SourceText>& text,
                                    std::string id, std::span<const MeasuredQuantity> quantities) {
  const Node root = read_root(text);
  base::Diagnostics findings;
  Reader reader{findings};

  ValidationFile file;
  file.id = std::move(id);
  file.sources = read_preamble(root, reader);
  Heading heading;
  read_rows(heading, heading_rows(), root, "", reader);
  require_rows(heading_rows(), root, "", reader);
  file.title = heading.title;

  TestConditions common;
  if (const Node* table = root.find("conditions"))
    spec::read_table(common, *table, "conditions", reader);

  const Node* rows = root.find("row");
  if (rows == nullptr || rows->type != spec::NodeType::array) {
    findings.error(rows != nullptr ? rows->where : root.where, "row", "there is no row",
                   "each measurement is a [[row]]");
  } else {
    for (std::size_t i = 0; i < rows->children.size(); ++i)
      file.rows.push_back(
          read_row(rows->children[i], fmt::format("row[{}]", i), common, reader, quantities));
  }
  findings.throw_if_errors();
  return file;
}

}  // namespace evpickup::model

namespace evpickup::spec {

using namespace model;

template <>
const FieldTable<TestConditions>& fields() {
  static const FieldTable<TestConditions> table{
      value("speed", &TestConditions::speed, quantity<units::Speed>({5, 200, "km/h"}),
            "steady speed"),
      list_of_sections("cycles", &TestConditions::cycles, "a mix of drive cycles by share"),
      value("ambient", &TestConditions::ambient, quantity<units::Temperature>({-40, 55, "degC"}),
            "temperature outside; 20 degC where the source does not tell"),
      value("altitude", &TestConditions::altitude, quantity<units::Length>({-500, 6000, "m"}),
            "height above the sea"),
      value("wind", &TestConditions::wind, quantity<units::Speed>({0, 40, "m/s"}),
            "wind at the height of the truck"),
      value("wind_from", &TestConditions::wind_from,
            one_of<WindFrom>({{"ahead", WindFrom::ahead},
                              {"behind", WindFrom::behind},
                              {"around", WindFrom::around},
                              {"climate", WindFrom::climate}}),
            "where the wind comes from; around: the mean over all headings of a steady wind; "
            "climate: the same of a place's wind, whose mean is given"),
      value("payload", &TestConditions::payload, quantity<units::Mass>({-500, 5000, "kg"}),
            "load; below zero, what the tested truck weighed less than its file says"),
      value("crew", &TestConditions::crew, quantity<units::Mass>({0, 1000, "kg"}),
            "people and test gear"),
      optional_section("trailer", &TestConditions::trailer, "a trailer"),
      value("climate_control", &TestConditions::climate_control, yes_or_no(),
            "heating and cooling of the cabin are on"),
      value("trip", &TestConditions::trip, quantity<units::Length>({0.5, 2000, "km"}),
            "distance between two cold starts"),
      value("dynamometer", &TestConditions::dynamometer, quantity<double>({0.5, 2, {}}),
            "on a chassis dynamometer: factor on the road load"),
      value("used", &TestConditions::used, quantity<double>({0.1, 1, {}}),
            "share of the usable energy that was driven"),
      value("charge_from", &TestConditions::charge_from, quantity<double>({0, 1, {}}),
            "state of charge at the start of a charge"),
      value("charge_to", &TestConditions::charge_to, quantity<double>({0, 1, {}}),
            "state of charge at the end of a charge"),
  };
  return table;
}

}  // namespace evpickup::spec
