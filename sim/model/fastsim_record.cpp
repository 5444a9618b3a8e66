// SPDX-License-Identifier: Apache-2.0
#include "fastsim_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::model {

namespace {

/// FASTSim's names of today and of before 2022 (python/fastsim/vehicle_base.py).
struct NamePair {
  std::string_view now;
  std::string_view before;
};
constexpr std::array names{
    NamePair{"scenario_name", "Scenario_name"},
    NamePair{"selection", "Selection"},
    NamePair{"veh_year", "vehYear"},
    NamePair{"veh_pt_type", "vehPtType"},
    NamePair{"drag_coef", "dragCoef"},
    NamePair{"frontal_area_m2", "frontalAreaM2"},
    NamePair{"glider_kg", "gliderKg"},
    NamePair{"veh_cg_m", "vehCgM"},
    NamePair{"drive_axle_weight_frac", "driveAxleWeightFrac"},
    NamePair{"wheel_base_m", "wheelBaseM"},
    NamePair{"cargo_kg", "cargoKg"},
    NamePair{"veh_override_kg", "vehOverrideKg"},
    NamePair{"comp_mass_multiplier", "compMassMultiplier"},
    NamePair{"fs_max_kw", "maxFuelStorKw"},
    NamePair{"fs_secs_to_peak_pwr", "fuelStorSecsToPeakPwr"},
    NamePair{"fs_kwh", "fuelStorKwh"},
    NamePair{"fs_kwh_per_kg", "fuelStorKwhPerKg"},
    NamePair{"fc_max_kw", "maxFuelConvKw"},
    NamePair{"fc_pwr_out_perc", "fcPwrOutPerc"},
    NamePair{"fc_eff_map", "fcEffMap"},
    NamePair{"fc_eff_type", "fcEffType"},
    NamePair{"fc_sec_to_peak_pwr", "fuelConvSecsToPeakPwr"},
    NamePair{"fc_base_kg", "fuelConvBaseKg"},
    NamePair{"fc_kw_per_kg", "fuelConvKwPerKg"},
    NamePair{"min_fc_time_on", "minFcTimeOn"},
    NamePair{"idle_fc_kw", "idleFcKw"},
    NamePair{"mc_max_kw", "maxMotorKw"},
    NamePair{"mc_pwr_out_perc", "mcPwrOutPerc"},
    NamePair{"mc_eff_map", "mcEffMap"},
    NamePair{"mc_sec_to_peak_pwr", "motorSecsToPeakPwr"},
    NamePair{"mc_pe_kg_per_kw", "mcPeKgPerKw"},
    NamePair{"mc_pe_base_kg", "mcPeBaseKg"},
    NamePair{"ess_max_kw", "maxEssKw"},
    NamePair{"ess_max_kwh", "maxEssKwh"},
    NamePair{"ess_kg_per_kwh", "essKgPerKwh"},
    NamePair{"ess_base_kg", "essBaseKg"},
    NamePair{"ess_round_trip_eff", "essRoundTripEff"},
    NamePair{"ess_life_coef_a", "essLifeCoefA"},
    NamePair{"ess_life_coef_b", "essLifeCoefB"},
    NamePair{"min_soc", "minSoc"},
    NamePair{"max_soc", "maxSoc"},
    NamePair{"ess_dischg_to_fc_max_eff_perc", "essDischgToFcMaxEffPerc"},
    NamePair{"ess_chg_to_fc_max_eff_perc", "essChgToFcMaxEffPerc"},
    NamePair{"wheel_inertia_kg_m2", "wheelInertiaKgM2"},
    NamePair{"num_wheels", "numWheels"},
    NamePair{"wheel_rr_coef", "wheelRrCoef"},
    NamePair{"wheel_radius_m", "wheelRadiusM"},
    NamePair{"wheel_coef_of_fric", "wheelCoefOfFric"},
    NamePair{"max_accel_buffer_mph", "maxAccelBufferMph"},
    NamePair{"max_accel_buffer_perc_of_useable_soc", "maxAccelBufferPercOfUseableSoc"},
    NamePair{"perc_high_acc_buf", "percHighAccBuf"},
    NamePair{"mph_fc_on", "mphFcOn"},
    NamePair{"kw_demand_fc_on", "kwDemandFcOn"},
    NamePair{"max_regen", "maxRegen"},
    NamePair{"regen_a", "regenA"},
    NamePair{"regen_b", "regenB"},
    NamePair{"stop_start", "stopStart"},
    NamePair{"force_aux_on_fc", "forceAuxOnFC"},
    NamePair{"alt_eff", "altEff"},
    NamePair{"chg_eff", "chgEff"},
    NamePair{"aux_kw", "auxKw"},
    NamePair{"trans_kg", "transKg"},
    NamePair{"trans_eff", "transEff"},
    NamePair{"ess_to_fuel_ok_error", "essToFuelOkError"},
    NamePair{"val_udds_mpgge", "valUddsMpgge"},
    NamePair{"val_hwy_mpgge", "valHwyMpgge"},
    NamePair{"val_comb_mpgge", "valCombMpgge"},
    NamePair{"val_udds_kwh_per_mile", "valUddsKwhPerMile"},
    NamePair{"val_hwy_kwh_per_mile", "valHwyKwhPerMile"},
    NamePair{"val_comb_kwh_per_mile", "valCombKwhPerMile"},
    NamePair{"val_cd_range_mi", "valCdRangeMi"},
    NamePair{"val_const65_mph_kwh_per_mile", "valConst65MphKwhPerMile"},
    NamePair{"val_const60_mph_kwh_per_mile", "valConst60MphKwhPerMile"},
    NamePair{"val_const55_mph_kwh_per_mile", "valConst55MphKwhPerMile"},
    NamePair{"val_const45_mph_kwh_per_mile", "valConst45MphKwhPerMile"},
    NamePair{"val_unadj_udds_kwh_per_mile", "valUnadjUddsKwhPerMile"},
    NamePair{"val_unadj_hwy_kwh_per_mile", "valUnadjHwyKwhPerMile"},
    NamePair{"val0_to60_mph", "val0To60Mph"},
    NamePair{"val_ess_life_miles", "valEssLifeMiles"},
    NamePair{"val_range_miles", "valRangeMiles"},
    NamePair{"val_veh_base_cost", "valVehBaseCost"},
    NamePair{"val_msrp", "valMsrp"},
    NamePair{"props", "props"},
    NamePair{"large_baseline_eff", "largeBaselineEff"},
    NamePair{"small_baseline_eff", "smallBaselineEff"},
    NamePair{"small_motor_power_kw", "smallMotorPowerKw"},
    NamePair{"large_motor_power_kw", "largeMotorPowerKw"},
    NamePair{"fc_perc_out_array", "fcPercOutArray"},
    NamePair{"mc_perc_out_array", "mcPercOutArray"},
    NamePair{"max_roadway_chg_kw", "MaxRoadwayChgKw"},
    NamePair{"charging_on", "chargingOn"},
    NamePair{"no_elec_sys", "noElecSys"},
    NamePair{"no_elec_aux", "noElecAux"},
    NamePair{"input_kw_out_array", "inputKwOutArray"},
    NamePair{"fc_kw_out_array", "fcKwOutArray"},
    NamePair{"fc_eff_array", "fcEffArray"},
    NamePair{"modern_max", "modernMax"},
    NamePair{"mc_eff_array", "mcEffArray"},
    NamePair{"mc_kw_in_array", "mcKwInArray"},
    NamePair{"mc_kw_out_array", "mcKwOutArray"},
    NamePair{"mc_max_elec_in_kw", "mcMaxElecInKw"},
    NamePair{"mc_full_eff_array", "mcFullEffArray"},
    NamePair{"veh_kg", "vehKg"},
    NamePair{"max_trac_mps2", "maxTracMps2"},
    NamePair{"ess_mass_kg", "essMassKg"},
    NamePair{"mc_mass_kg", "mcMassKg"},
    NamePair{"fc_mass_kg", "fcMassKg"},
    NamePair{"fs_mass_kg", "fsMassKg"},
    NamePair{"fc_peak_eff_override", "fcPeakEffOverride"},
    NamePair{"mc_peak_eff_override", "mcPeakEffOverride"},
    NamePair{"veh_type_selection", "vehTypeSelection"},
    NamePair{"doc", "doc"},
    NamePair{"orphaned", "orphaned"},
};

/// The numbers of "[0.1, 0.2]"; nothing if it is no such list.
std::optional<std::vector<double>> list_of(std::string_view text) {
  if (!text.starts_with('[') || !text.ends_with(']')) return std::nullopt;
  std::vector<double> numbers;
  for (const auto& part : base::split(text.substr(1, text.size() - 2), ',')) {
    const auto number = base::parse_number(base::trim(part));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace

std::string FastsimValue::shown() const {
  if (const auto* number = std::get_if<double>(&value)) return base::shortest(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("\"{}\"", *text);
  return absent() ? "nothing" : "a list";
}

const FastsimValue* FastsimRecord::find(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() || found->second.absent() ? nullptr : &found->second;
}

std::string FastsimRecord::text(const std::string& name) const {
  const FastsimValue* value = find(name);
  if (value == nullptr) return {};
  const auto* text = std::get_if<std::string>(&value->value);
  return text != nullptr ? *text : value->shown();
}

std::optional<std::string> fastsim_name(std::string_view written) {
  std::string name{base::trim(written)};
  std::ranges::replace(name, ' ', '_');
  const std::string small = base::lower_case(name);
  for (const auto& [now, before] : names)
    if (name == now || name == before || small == base::lower_case(before)) return std::string{now};
  return std::nullopt;
}

FastsimValue fastsim_cell(std::string_view text, base::SourcePlace where) {
  text = base::trim(text);
  const std::string small = base::lower_case(text);
  FastsimValue cell{{}, std::move(where)};
  if (text.empty() || small == "nan" || small == "none" || small == "null" || small == "~")
    return cell;
  if (small == "true" || small == "false") {
    cell.value = small == "true";
  } else if (const auto number = base::parse_number(text)) {
    cell.value = *number;
  } else if (auto numbers = list_of(text)) {
    cell.value = std::move(*numbers);
  } else if (const auto percent = base::parse_number(base::trim(text.substr(0, text.size() - 1)));
             text.ends_with('%') && percent) {
    cell.value = *percent / 100.0;
  } else {
    cell.value = std::string{text};
  }
  return cell;
}

void put(FastsimRecord& record, std::string_view written, FastsimValue value,
         base::Diagnostics& findings) {
  const auto name = fastsim_name(written);
  if (!name) {
    // Documentation fields of FASTSim's own writer are no parameters.
    if (!written.ends_with("_doc")) record.unknown.emplace_back(written);
    return;
  }
  const auto where = value.where;
  if (!record.values.emplace(*name, std::move(value)).second)
    findings.error(where, *name, "given twice, perhaps under its old and its new name");
}

}  // namespace evpickup::model
