// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/fastsim_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/model/catalog.hpp"
#include "fastsim_parameters.hpp"
#include "fastsim_record.hpp"

namespace evpickup::model {

namespace {

std::vector<FastsimRecord> records_of(const FastsimText& text) {
  const std::string extension =
      base::lower_case(std::filesystem::path{text->name}.extension().string());
  if (extension == ".json") return fastsim_json(text);
  if (extension == ".yaml" || extension == ".yml") return fastsim_yaml(text);
  if (extension == ".csv") return fastsim_csv(text);
  throw base::InputError(fmt::format("\"{}\" is no vehicle of FASTSim-2", text->name),
                         "its name ends in .json, .yaml, .yml or .csv");
}

/// "  17  2017 CHEVROLET Bolt (BEV)" for each vehicle.
std::string listed(const std::vector<FastsimRecord>& records) {
  std::string text;
  for (const auto& record : records)
    text += fmt::format("\n   {:>4}  {} ({})", record.text("selection"),
                        record.text("scenario_name"), record.text("veh_pt_type"));
  return text;
}

const FastsimRecord& chosen(const std::vector<FastsimRecord>& records, const std::string& select,
                            const FastsimText& text) {
  if (select.empty()) {
    if (records.size() == 1) return records.front();
    throw base::InputError(
        fmt::format("{} holds {} vehicles:{}", text->name, records.size(), listed(records)),
        "choose one by its name or number: --select");
  }
  const std::string wanted{base::trim(select)};
  const FastsimRecord* found = nullptr;
  std::vector<std::string> names;
  for (const auto& record : records) {
    names.push_back(record.text("scenario_name"));
    const bool by_number = !record.text("selection").empty() && record.text("selection") == wanted;
    if (!by_number && base::trim(names.back()) != wanted) continue;
    if (found != nullptr)
      throw base::InputError(
          fmt::format("{} holds more than one vehicle \"{}\"", text->name, wanted),
          "choose it by its selection number");
    found = &record;
  }
  if (found != nullptr) return *found;
  const std::string hint = base::did_you_mean_hint(wanted, names);
  throw base::InputError(
      fmt::format("{} has no vehicle \"{}\"; it holds:{}", text->name, wanted, listed(records)),
      hint);
}

/// A TOML string.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += fmt::format("\\{}", c);
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// One line of the file, and the parameter that its value comes from.
struct Entry {
  std::string section;
  std::string key;
  std::string value;
  std::string parameter;
  /// Beside the parameter's name, where there is more to say.
  std::string note;
};

std::string number(double value) { return base::shortest(value); }
std::string with_unit(double value, std::string_view unit) {
  return fmt::format("\"{} {}\"", base::shortest(value), unit);
}

/// Mass without cargo, so that the sum of both is the mass to the last digit.
double curb_mass_kg(const FastsimParameters& p) {
  double curb = p.mass_kg - p.cargo_kg;
  for (int i = 0; i < 4 && curb + p.cargo_kg != p.mass_kg; ++i)
    curb = std::nextafter(curb, curb + p.cargo_kg < p.mass_kg ? HUGE_VAL : -HUGE_VAL);
  return curb;
}

std::string curve_text(const std::vector<std::pair<double, double>>& points) {
  std::string text;
  for (const auto& [share, efficiency] : points)
    text += fmt::format("{}[{}, {}]", text.empty() ? "" : ", ", number(share), number(efficiency));
  return fmt::format("[{}]", text);
}

std::vector<Entry> entries_of(const FastsimParameters& p, Convention convention) {
  std::vector<Entry> entries{
      {"body", "curb_mass", with_unit(curb_mass_kg(p), "kg"), "veh_override_kg",
       p.mass_from + ", less cargo_kg"},
      {"body", "drag_coefficient", number(p.drag_coef), "drag_coef", {}},
      {"body", "frontal_area", with_unit(p.frontal_area_m2, "m^2"), "frontal_area_m2", {}},
      {"body", "rolling_resistance", number(p.wheel_rr_coef), "wheel_rr_coef", {}},
      {"body", "tyre_radius", with_unit(p.wheel_radius_m, "m"), "wheel_radius_m", {}},
      {"battery", "energy_gross", with_unit(p.ess_max_kwh, "kWh"), "ess_max_kwh", {}},
      {"battery", "energy_usable", with_unit((p.max_soc - p.min_soc) * p.ess_max_kwh, "kWh"),
       "max_soc", "ess_max_kwh x (max_soc - min_soc)"},
      {"battery", "discharge_power", with_unit(p.ess_max_kw, "kW"), "ess_max_kw", {}},
      {"battery", "charge_power", with_unit(p.ess_max_kw, "kW"), "ess_max_kw", {}},
      {"powertrain", "power", with_unit(p.mc_max_kw, "kW"), "mc_max_kw", {}},
      {"climate", "auxiliary_power", with_unit(p.aux_kw, "kW"), "aux_kw", {}},
  };
  if (convention == Convention::evpickup) return entries;

  const auto add = [&](const char* key, std::string value, const char* parameter,
                       std::string note = {}) {
    entries.push_back({"fastsim2", key, std::move(value), parameter, std::move(note)});
  };
  add("cargo", with_unit(p.cargo_kg, "kg"), "cargo_kg");
  add("min_charge", number(p.min_soc), "min_soc");
  add("max_charge", number(p.max_soc), "max_soc");
  add("round_trip_efficiency", number(p.ess_round_trip_eff), "ess_round_trip_eff");
  add("motor_efficiency", curve_text(p.motor_map), "mc_eff_map", p.motor_map_from);
  if (p.motor_peak) add("motor_peak_efficiency", number(*p.motor_peak), "mc_peak_eff_override");
  add("motor_ramp", with_unit(p.mc_sec_to_peak_pwr, "s"), "mc_sec_to_peak_pwr");
  add("transmission_efficiency", number(p.trans_eff), "trans_eff");
  add("regeneration_max", number(p.max_regen), "max_regen");
  add("regeneration_a", number(p.regen_a), "regen_a");
  add("regeneration_b", number(p.regen_b), "regen_b");
  add("wheels", fmt::format("{:.0f}", p.num_wheels), "num_wheels");
  add("wheel_inertia", with_unit(p.wheel_inertia_kg_m2, "kg*m^2"), "wheel_inertia_kg_m2");
  add("traction_coefficient", number(p.wheel_coef_of_fric), "wheel_coef_of_fric");
  add("drive_axle_share", number(p.drive_axle_weight_frac), "drive_axle_weight_frac");
  add("centre_of_gravity", with_unit(p.veh_cg_m, "m"), "veh_cg_m");
  add("wheelbase", with_unit(p.wheel_base_m, "m"), "wheel_base_m");
  return entries;
}

/// What the file says beside the numbers.
struct Heading {
  std::string name, maker, origin, trim, drive_line;
};

/// The word behind the year in "2022 Ford F-150 Lightning 4WD".
std::string maker_of(const FastsimParameters& p, std::vector<std::string>& notes) {
  const std::string_view name = p.name;
  if (name.size() > 5 && base::parse_number(name.substr(0, 4)) && name[4] == ' ') {
    const std::string_view rest = base::trim(name.substr(5));
    std::string maker{rest.substr(0, rest.find(' '))};
    notes.push_back(fmt::format("maker \"{}\" is the word behind the year in the vehicle's name; "
                                "--maker says it better",
                                maker));
    return maker;
  }
  notes.emplace_back("FASTSim does not tell the maker: it is \"unknown\" unless --maker says it");
  return "unknown";
}

/// The driven axles by the sign of veh_cg_m, and by the name where both axles may be meant.
std::string drive_line_of(const FastsimParameters& p, const std::string& given,
                          std::vector<std::string>& notes) {
  if (!given.empty()) return fmt::format("drive = {}\n", toml_text(given));
  const bool both =
      p.name.find("AWD") != std::string::npos || p.name.find("4WD") != std::string::npos ||
      p.name.find("4x4") != std::string::npos || p.name.find("Dual motor") != std::string::npos;
  const char* drive = p.veh_cg_m > 0.0 ? "fwd" : both ? "awd" : "rwd";
  notes.push_back(fmt::format("drive = \"{}\" follows from veh_cg_m and the name; --drive says it "
                              "better (FASTSim's own numbers do not depend on it)",
                              drive));
  return fmt::format(
      "drive = {{ value = \"{}\", kind = \"estimate\", rule = \"front by a positive "
      "veh_cg_m, else both by the name (AWD, 4WD, 4x4, Dual motor), else rear\" }}\n",
      drive);
}

Heading heading_of(const FastsimParameters& p, const FastsimImportOptions& options,
                   std::vector<std::string>& notes) {
  Heading heading;
  heading.name = options.name.empty() ? p.name : options.name;
  heading.trim = options.id.empty() ? "fastsim" : options.id;
  heading.maker = options.maker.empty() ? maker_of(p, notes) : options.maker;
  heading.origin = options.origin;
  if (heading.origin.empty()) {
    heading.origin = "zz";
    notes.emplace_back("FASTSim does not tell the country of assembly: origin = \"zz\" unless "
                       "--origin says it");
  }
  heading.drive_line = drive_line_of(p, options.drive, notes);
  return heading;
}

std::string file_text(const FastsimParameters& p, const Heading& heading,
                      const std::vector<Entry>& entries, Convention convention,
                      const std::string& file) {
  const bool own = convention == Convention::evpickup;
  std::string text =
      fmt::format("format = 1\nname = {}\nmaker = {}\norigin = {}\n", toml_text(heading.name),
                  toml_text(heading.maker), toml_text(heading.origin));
  text += own ? "description = \"The inputs of a vehicle of NREL's FASTSim-2, run by our own "
                "model.\"\n"
              : "description = \"A vehicle of NREL's FASTSim-2, run by its equations.\"\n"
                "convention = \"fastsim2\"\n";
  text += fmt::format("\n[sources]\nfastsim = {{ title = {}, kind = \"press\", note = \"inputs "
                      "of a simulation; each value's note has the name of the parameter\" }}\n",
                      toml_text(fmt::format("FASTSim-2 vehicle \"{}\", {}", p.name, file)));
  if (p.year)
    text += fmt::format("\n[base.availability]\nmodel_year = {{ value = {}, source = \"fastsim\" "
                        "}}\n",
                        *p.year);

  std::string section;
  for (const Entry& entry : entries) {
    if (entry.section != section) {
      section = entry.section;
      text += fmt::format("\n[base.{}]\n", section);
      if (section == "powertrain") text += heading.drive_line;
    }
    text += fmt::format("{} = {{ value = {}, source = \"fastsim\", note = {} }}\n", entry.key,
                        entry.value, toml_text(entry.note.empty() ? entry.parameter : entry.note));
  }
  return text + fmt::format("\n[trim.{}]\nname = \"as in FASTSim-2\"\n", heading.trim);
}

/// Reads what was written; what does not fit our bounds is told by FASTSim's names.
void read_back(const std::string& toml, const std::vector<Entry>& entries,
               const FastsimRecord& record, std::vector<std::string>& notes) {
  base::Diagnostics warnings;
  try {
    const auto text =
        std::make_shared<const base::SourceText>(base::SourceText{"imported vehicle", toml});
    (void)read_vehicle_file(text, "imported", warnings);
  } catch (const base::InputError& error) {
    base::Diagnostics findings;
    for (const auto& finding : error.diagnostics()) {
      const auto entry = std::ranges::find_if(entries, [&](const Entry& each) {
        return finding.key.ends_with(each.section + "." + each.key);
      });
      if (finding.severity != base::Severity::error) continue;
      if (entry == entries.end()) {
        findings.error({}, finding.key, finding.message, finding.hint);
        continue;
      }
      const FastsimValue* value = record.find(entry->parameter);
      findings.error(value != nullptr ? value->where : record.where, entry->parameter,
                     fmt::format("{}: {}", finding.key, finding.message), finding.hint);
    }
    findings.throw_if_errors();
  }
  for (const auto& warning : warnings.all())
    notes.push_back(fmt::format("{}: {}", warning.key, warning.message));
}

}  // namespace

ImportedVehicle import_fastsim(const std::shared_ptr<const base::SourceText>& text,
                               const FastsimImportOptions& options) {
  const auto records = records_of(text);
  const FastsimRecord& record = chosen(records, options.select, text);
  ImportedVehicle imported;
  const std::filesystem::path path{text->name};
  const FastsimParameters p = fastsim_parameters(record, path.stem().string(), imported.notes);
  if (!record.unknown.empty())
    imported.notes.push_back(fmt::format("left out, as FASTSim-2 has no such parameter: {}",
                                         base::join(record.unknown, ", ")));

  const Heading heading = heading_of(p, options, imported.notes);
  const auto entries = entries_of(p, options.convention);
  imported.toml = file_text(p, heading, entries, options.convention, path.filename().string());
  read_back(imported.toml, entries, record, imported.notes);
  return imported;
}

}  // namespace evpickup::model
