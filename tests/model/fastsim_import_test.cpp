// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/fastsim_import.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "evpickup/base/file.hpp"
#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;
using model::import_fastsim;
using model::refusal_of;
using Json = nlohmann::ordered_json;

namespace {

const std::string golden = std::string{EVPICKUP_TEST_SOURCE_DIR} + "/tests/golden/fastsim/";

std::string contents_of(const std::string& path) {
  std::ifstream stream{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

/// The parameters of a golden vehicle, without its motor map.
Json inputs_of(const std::string& id) {
  return Json::parse(contents_of(golden + "inputs/" + id + ".json"))["inputs"];
}
Json lightning() { return inputs_of("fs52_f150_lightning_sr"); }

std::string as_yaml(const Json& inputs) {
  std::string text = "---\n";
  for (const auto& [key, value] : inputs.items()) {
    if (value.is_array()) {
      text += key + ":\n  v: 1\n  dim:\n    - 11\n  data:\n";
      for (const auto& number : value) text += "    - " + number.dump() + "\n";
    } else {
      text += key + ": " + value.dump() + "\n";
    }
  }
  return text;
}

std::string cell(const Json& value) {
  if (value.is_null()) return "";
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  return text.find(',') == std::string::npos ? text : "\"" + text + "\"";
}

std::string as_csv(const std::vector<Json>& vehicles) {
  std::string text;
  for (const auto& [key, value] : vehicles.front().items()) text += key + ",";
  for (const Json& vehicle : vehicles) {
    text.back() = '\n';
    for (const auto& [key, value] : vehicle.items()) text += cell(value) + ",";
  }
  text.back() = '\n';
  return text;
}

std::string as_upright_csv(const Json& inputs) {
  std::string text = ",Param Name,Param Value,Param Source / Comments\n";
  for (const auto& [key, value] : inputs.items())
    text += "," + key + "," + cell(value) + ",\"from, somewhere\"\n";
  return text;
}

std::string imported(const std::string& text, const std::string& name,
                     const model::FastsimImportOptions& options = {}) {
  return import_fastsim(model::text_of(text, name), options).toml;
}

/// An imported file without the line that names where it comes from.
std::string without_source(std::string toml) {
  const auto start = toml.find("fastsim = { title");
  return toml.erase(start, toml.find('\n', start) - start);
}

model::Vehicle vehicle_of(const std::string& toml) {
  base::Diagnostics warnings;
  return model::read_vehicle_file(model::text_of(toml), "imported", warnings).trims.at(0);
}

std::string refusal(const Json& inputs, const model::FastsimImportOptions& options = {}) {
  return refusal_of([&] { (void)imported(inputs.dump(), "x.json", options); });
}

}  // namespace

TEST_CASE("the golden vehicles are what the importer makes of FASTSim's") {
  struct Case {
    const char *id, *maker, *origin, *drive;
  };
  for (const auto& [id, maker, origin, drive] :
       {Case{"fs17_bolt", "Chevrolet", "us", "fwd"}, Case{"fs44_model_y", "Tesla", "us", "rwd"},
        Case{"fs52_f150_lightning_sr", "Ford", "us", "awd"},
        Case{"hand_lightning_er", "Ford", "us", "awd"},
        Case{"hand_rd6_86", "Radar (Geely)", "cn", "rwd"}}) {
    CAPTURE(id);
    const auto text = base::read_text_file(golden + "inputs/" + id + ".json");
    const auto made = import_fastsim(text, {.maker = maker, .origin = origin, .drive = drive});
    CHECK(made.toml == contents_of(golden + "vehicles/" + id + ".toml"));
    CHECK(made.notes.empty());
  }
}

TEST_CASE("JSON, YAML and both forms of CSV give the same vehicle") {
  for (const char* id : {"fs17_bolt", "fs44_model_y", "hand_rd6_86"}) {
    CAPTURE(id);
    Json inputs = inputs_of(id);
    inputs["mc_pwr_out_perc"] = {0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0};
    inputs["mc_eff_map"] = {0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 0.94, 0.95, 0.94, 0.93};
    const std::string json = without_source(imported(inputs.dump(1), "x.json"));
    CHECK(without_source(imported(as_yaml(inputs), "x.yaml")) == json);
    CHECK(without_source(imported(as_csv({inputs}), "x.csv")) == json);
    CHECK(without_source(imported(as_upright_csv(inputs), "x.csv")) == json);
    const Json parts{{"inputs", inputs}};
    CHECK(without_source(imported(parts.dump(), "x.json")) == json);
    const Json ndarray = [&] {
      Json other = inputs;
      for (const char* key : {"mc_pwr_out_perc", "mc_eff_map"})
        other[key] = Json{{"v", 1}, {"dim", {11}}, {"data", inputs[key]}};
      return other;
    }();
    CHECK(without_source(imported(ndarray.dump(), "x.json")) == json);
  }
}

TEST_CASE("names of before 2022, percent and Windows line ends are understood") {
  Json inputs = lightning();
  const std::string now = without_source(imported(as_csv({inputs}), "x.csv"));
  std::string text = as_csv({inputs});
  const auto rename = [&](const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
  };
  rename("scenario_name", "Scenario name");
  rename("drag_coef", "dragCoef");
  rename("mc_max_kw", "maxMotorKw");
  rename("wheel_coef_of_fric", "wheelCoefOfFric");
  rename(",0.97,", ",97%,");
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.replace(at, 1, "\r\n");
  CHECK(without_source(imported(text, "x.csv")) == now);
}

TEST_CASE("an imported vehicle has every value in our units, with its source") {
  const auto truck = vehicle_of(imported(lightning().dump(), "x.json"));
  CHECK(truck.convention == model::Convention::fastsim2);
  CHECK(truck.model == "2022 Ford F-150 Lightning 4WD");
  CHECK(units::in_kilograms(*truck.body.curb_mass + *truck.fastsim2->cargo) == 2728.358);
  CHECK(units::in_kilowatt_hours(*truck.battery.energy_gross) == Approx(98.0));
  CHECK(units::in_kilowatt_hours(*truck.battery.energy_usable) == Approx(0.93 * 98.0));
  CHECK(units::in_kilowatts(*truck.powertrain.power) == Approx(317.6686403));
  CHECK(units::in_metres(*truck.fastsim2->centre_of_gravity) == -0.53);
  CHECK(*truck.fastsim2->wheels == 4);
  CHECK(!truck.price.msrp.has_value());
  int sourced = 0;
  spec::visit_leaves(truck, "", [&](const spec::Leaf& leaf) {
    CAPTURE(leaf.path);
    if (leaf.origin->how == spec::How::standard) return;
    CHECK((leaf.origin->source == "fastsim" || leaf.origin->how == spec::How::estimated));
    sourced += leaf.origin->source == "fastsim" ? 1 : 0;
  });
  CHECK(sourced >= 27);
}

TEST_CASE("for our own model the file has the same inputs and nothing of the convention") {
  const std::string toml =
      imported(lightning().dump(), "x.json", {.convention = model::Convention::evpickup});
  const auto truck = vehicle_of(toml);
  CHECK(truck.convention == model::Convention::evpickup);
  CHECK(!truck.fastsim2);
  CHECK(!contains(toml, "convention ="));
  CHECK(units::in_watts(*truck.climate.auxiliary_power) == Approx(200.0));
  CHECK(*truck.body.rolling_resistance == 0.0065);
}

TEST_CASE("an absent mass is summed up from its parts, an override of 0 counts as absent") {
  // Bolt of FASTSim's data base: 648 + 136 + 1.4 (114 + 60 x 6 + 75 + 21.6 + 0.833 x 150).
  const double expected_kg = 648 + 136 + 1.4 * (114 + 60 * 6.0 + 75 + 21.6 + 0.833 * 150);
  for (const Json& given : {Json(0.0), Json(nullptr), Json(-1.0)}) {
    Json inputs = inputs_of("fs17_bolt");
    inputs["veh_override_kg"] = given;
    const auto truck = vehicle_of(imported(inputs.dump(), "x.json"));
    CHECK(units::in_kilograms(*truck.body.curb_mass + *truck.fastsim2->cargo) ==
          Approx(expected_kg).epsilon(1e-14));
  }
}

TEST_CASE("an absent motor map goes from small to large motors with power") {
  const auto efficiency_of = [](double kw, std::size_t point) {
    Json inputs = lightning();
    inputs["mc_max_kw"] = kw;
    return vehicle_of(imported(inputs.dump(), "x.json"))
        .fastsim2->motor_efficiency->at(point)
        .second;
  };
  CHECK(efficiency_of(200.0, 0) == Approx(0.84));
  CHECK(efficiency_of(75.0, 7) == Approx(0.95));
  CHECK(efficiency_of(41.25, 0) == Approx(0.5 * (0.84 + 0.12)));
  CHECK(efficiency_of(41.25, 10) == Approx(0.5 * (0.93 + 0.92)));
}

TEST_CASE("a table of 101 points wins over the map that it does not follow from") {
  Json inputs = lightning();
  std::vector<double> table(101, 0.9);
  table[0] = 0.0;
  table[30] = 0.8;
  inputs["mc_full_eff_array"] = table;
  const auto truck = vehicle_of(imported(inputs.dump(), "x.json"));
  CHECK(model::fastsim2_motor_efficiency(*truck.fastsim2->motor_efficiency, 30) == 0.8);
  CHECK(model::fastsim2_motor_efficiency(*truck.fastsim2->motor_efficiency, 31) == 0.9);
  inputs["mc_full_eff_array"] = {0.0, 0.9};
  CHECK(contains(refusal(inputs), "mc_full_eff_array: has 2 points, FASTSim-2 has 101"));
}

TEST_CASE("an engine is refused by the name of its powertrain") {
  for (const char* type : {"Conv", "HEV", "PHEV"}) {
    Json inputs = lightning();
    inputs["veh_pt_type"] = type;
    CHECK(contains(refusal(inputs),
                   fmt::format("the powertrain is {}: only battery-electric", type)));
  }
  Json inputs = lightning();
  inputs["fc_max_kw"] = 50.0;
  CHECK(contains(refusal(inputs), "fc_max_kw: 50 of an engine in a vehicle of type BEV"));
  inputs = lightning();
  inputs["stop_start"] = true;
  CHECK(contains(refusal(inputs), "stop_start: is set, which makes no sense without an engine"));
}

TEST_CASE("all missing parameters are named at once") {
  Json inputs = lightning();
  for (const char* name : {"drag_coef", "aux_kw", "wheel_radius_m"}) inputs.erase(name);
  CHECK(contains(refusal(inputs), "missing parameters: drag_coef, wheel_radius_m, aux_kw"));
  inputs = inputs_of("fs17_bolt");
  inputs.erase("glider_kg");
  CHECK(contains(refusal(inputs), "missing parameter: glider_kg"));
  inputs = lightning();
  inputs.erase("veh_pt_type");
  CHECK(contains(refusal(inputs), "missing parameter: veh_pt_type"));
}

TEST_CASE("parameters that are no numbers or out of bounds are told by FASTSim's names") {
  Json inputs = lightning();
  inputs["drag_coef"] = "low";
  CHECK(contains(refusal(inputs), "drag_coef: expected a number, got \"low\""));
  inputs["drag_coef"] = 44.0;
  CHECK(contains(refusal(inputs), "drag_coef: base.body.drag_coefficient: expected number"));
  inputs = lightning();
  inputs["max_soc"] = 0.04;
  CHECK(contains(refusal(inputs), "max_soc: "));
  inputs = lightning();
  inputs["num_wheels"] = 3.5;
  CHECK(contains(refusal(inputs), "num_wheels: 3.5 is no whole number"));
  inputs = lightning();
  inputs["mc_pwr_out_perc"] = {0.0, 0.5, 1.0};
  CHECK(contains(refusal(inputs), "mc_pwr_out_perc: has 3 points, the efficiency has 11"));
  CHECK(contains(
      refusal_of([&] {
        (void)imported(as_yaml(Json{{"drag_coef", "low"}, {"veh_pt_type", "BEV"}}), "x.yaml");
      }),
      "x.yaml:2:1: error: drag_coef: expected a number"));
}

TEST_CASE("one vehicle of several is chosen by name or number, else they are listed") {
  Json first = lightning();
  Json second = inputs_of("hand_rd6_86");
  first["selection"] = 52;
  second["selection"] = 99;
  const std::string table = as_csv({first, second});
  const auto name_of = [&](const std::string& select) {
    return vehicle_of(imported(table, "db.csv", {.select = select})).model;
  };
  CHECK(name_of("52") == first["scenario_name"]);
  CHECK(name_of("99") == second["scenario_name"]);
  CHECK(name_of(first["scenario_name"]) == first["scenario_name"]);
  const auto asked = refusal_of([&] { (void)imported(table, "db.csv"); });
  CHECK(contains(asked, "db.csv holds 2 vehicles:"));
  CHECK(contains(asked, "52  2022 Ford F-150 Lightning 4WD (BEV)"));
  CHECK(contains(asked, "--select"));
  CHECK(contains(refusal_of([&] { (void)imported(table, "db.csv", {.select = "53"}); }),
                 "db.csv has no vehicle \"53\"; it holds:"));
}

TEST_CASE("what FASTSim does not have is left out with a note") {
  Json inputs = lightning();
  inputs["heat_pump"] = true;
  inputs["drag_coef_doc"] = "from the maker";
  const auto made = import_fastsim(model::text_of(inputs.dump(), "x.json"), {});
  const bool noted = std::ranges::any_of(made.notes, [](const std::string& note) {
    return contains(note, "no such parameter: heat_pump") && !contains(note, "_doc");
  });
  CHECK(noted);
}

TEST_CASE("a parameter given under its old and its new name is refused") {
  Json inputs = lightning();
  inputs["dragCoef"] = 0.3;
  CHECK(contains(refusal(inputs), "drag_coef: given twice"));
}

TEST_CASE("texts that are no vehicle are refused with their place") {
  const auto refused = [](const std::string& text, const std::string& name) {
    return refusal_of([&] { (void)imported(text, name); });
  };
  CHECK(contains(refused("{\n \"a\": 1,,\n}", "x.json"), "x.json:2:"));
  CHECK(contains(refused("[1, 2]", "x.json"), "expected a vehicle"));
  CHECK(contains(refused("[]", "x.json"), "expected a vehicle"));
  CHECK(contains(refused("", "x.json"), "x.json:1:1: error: this is no JSON"));
  CHECK(contains(refused("{\"drag_coef\": 1e999}", "x.json"), "too large"));
  CHECK(contains(refused(std::string(200000, '['), "x.json"), "this is no JSON"));
  CHECK(contains(refused(std::string(200000, '['), "x.yaml"), "this is no YAML"));
  CHECK(contains(refused("a: [1\nb: {", "x.yaml"), "this is no YAML"));
  CHECK(contains(refused("just words", "x.yaml"), "expected a vehicle"));
  CHECK(contains(refused("a,b\n", "x.csv"), "expected a heading and at least one vehicle"));
  CHECK(contains(refused("a,b\n\"1,2\n", "x.csv"), "x.csv:2:1: error: a quote is opened"));
  CHECK(contains(refused("a,b\n1,2,3\n", "x.csv"), "expected at most 2 cells"));
  CHECK(contains(refused("", "x.txt"), "its name ends in .json, .yaml, .yml or .csv"));
}

TEST_CASE("names with quotes and backslashes survive the import") {
  Json inputs = lightning();
  inputs["scenario_name"] = "2024 Odd \"quoted\" \\ back\tslash";
  CHECK(vehicle_of(imported(inputs.dump(), "x.json")).model == inputs["scenario_name"]);
}
