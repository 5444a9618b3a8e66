// SPDX-License-Identifier: Apache-2.0
#include "starting_files.hpp"

#include <array>

namespace evpickup::app {

namespace {

// NAME and SCHEMA are put in. Every key is one of the tables; a test runs each file.
constexpr std::string_view vehicle = R"(#:schema SCHEMA
# NAME: a pickup truck. Run it:   evpickup compare NAME.toml:standard
# Check it: evpickup check NAME.toml        Look at it: evpickup show NAME.toml:standard --sources
# EVERY NUMBER HERE IS A PLACEHOLDER. Replace it by what a source says, and delete what none says:
# most of it is then estimated, with a range. What a key means: evpickup explain battery.energy_usable

format = 1
name   = "NAME"
maker  = "Maker"
origin = "us"                 # country of assembly, two lower-case letters

# Where values come from. kind: regulator, manufacturer, press or estimate.
[sources]
page = { title = "Title of the page", url = "https://example.org", date = 2026-01-31, kind = "press" }

# [base] holds what all trims share. A number with a dimension is a text with its unit.
[base.availability]
status     = "on_sale"        # or discontinued, announced, cancelled
model_year = 2026
sold_in    = ["us"]           # elsewhere it is an import, with duties

[base.body]
# A value is plain, or written with where it comes from:
curb_mass = { value = "2400 kg", source = "page" }
length    = "5400 mm"
width     = "2000 mm"
height    = "1900 mm"
# gross_mass = "3100 kg"
# tyre_size  = "275/65R18"
# drag_coefficient = 0.40     # estimated where no source tells it

[base.powertrain]
drive  = "awd"                # the one key that cannot be estimated: rwd, fwd or awd
power  = "300 kW"
torque = "600 N*m"

[base.charging]
dc_peak    = "150 kW"
ac_onboard = "11 kW"

[base.rating.epa]             # or wltp, cltc, nedc, korea; anchored runs meet it
range = "300 mi"

# A trim is [base] with its own entries on top: NAME.toml:standard.
[trim.standard]
name = "Standard"
battery.energy_usable = "98 kWh"      # or energy_gross, or energy_nominal if the source does not say
price.msrp = { value = "50000 USD", source = "page", date = 2026-01-31 }

# [trim.long_range]
# inherits = "standard"
# battery.energy_usable = "131 kWh"
# price.msrp = "60000 USD"
)";

constexpr std::string_view scenario = R"(#:schema SCHEMA
# NAME: who drives what, where, for how long. Run it:   evpickup run NAME.toml
# Again at each change: evpickup watch NAME.toml        What a key means: evpickup explain duty.ambient
# The numbers are examples. What is left out has a default: evpickup explain --reference keys

format = 1
title = "NAME"
description = "What shall be found out."
currency = "USD"              # of the results
mode = "anchored"             # each truck meets its rating; or "blind": by specifications alone

[duty]
cycles = [{ cycle = "epa_udds", share = 0.55 }, { cycle = "epa_hwfet", share = 0.45 }]
distance = "20000 km/yr"
years = 8
ambient = "15 degC"           # or ambient_by_month, with twelve of them
payload = "100 kg"
charging = { home = 0.8, dc_fast = 0.2 }

# [duty.trailer]
# mass = "1500 kg"
# drag_area = "1.5 m^2"
# share = 0.1                 # of the distance

[cost]
estimates = "2026"            # for what market files leave blank: scenarios/estimates/2026.toml
# discount_rate = "5 %/yr real"
# lines.parking.per_year = "600 USD/yr"

[compare]
vehicles = ["radar_rd6:kwh86@cn", "ford_f150_lightning:pro_sr"]   # evpickup list vehicles
markets = ["us"]                                                  # evpickup list markets
baseline = "ford_f150_lightning:pro_sr"

# One of these makes a study of it (docs/studies.md).
# [[sweep]]
# key = "duty.ambient"
# from = "-20 degC"
# to = "40 degC"
# step = "10 K"
#
# [monte_carlo]
# samples = 2000
# seed = 1

[report]
write = ["table"]             # also "csv:out.csv", "json:out.json", "md:out.md"
)";

constexpr std::string_view market = R"(#:schema SCHEMA
# NAME: prices, taxes and fees of a country. Run it:
#   evpickup compare ford_f150_lightning:pro_sr --market NAME.toml
# In scenarios/markets/ of the data folder it is found by its name alone.
# EVERY NUMBER HERE IS A PLACEHOLDER. Replace it by what a source says and name the source; leave
# blank what none says, and a run will tell which keys it misses.

format = 1
name = "NAME"
currency = "EUR"              # there must be a rate in scenarios/exchange_rates.toml
date = 2026-01-31             # when the file was put together

[sources]
page = { title = "Title of the page", url = "https://example.org", date = 2026-01-31, kind = "press" }

[energy]
home      = { value = "0.30 EUR/kWh", source = "page" }
public_ac = "0.45 EUR/kWh"
dc_fast   = "0.60 EUR/kWh"
petrol    = "1.75 EUR/L"      # for trucks with an engine
diesel    = "1.65 EUR/L"
grid_intensity = "300 g/kWh"

[charging]
efficiency_home      = 0.88   # energy stored per energy from the wall
efficiency_public_ac = 0.88
efficiency_dc        = 0.92

[purchase]
tax_rate = "20 %"             # of the price
tax_base = "price"

[import.us]                   # duties on trucks built in the United States; likewise import.cn
price_share = 1.0             # customs value as a share of the list price at home
freight = "2000 EUR"
customs_basis = "cif"         # duties are shares of price and freight
handling = "1000 EUR"
dealer_margin = "10 %"
[import.us.duties]
customs = "10 %"              # any name; each is a share of the customs value

[ownership]
maintenance = "0.04 EUR/km"
repair = "0.02 EUR/km"
tyres = "0.01 EUR/km"
insurance_fixed = "900 EUR/yr"
registration = "50 EUR/yr"
[ownership.combustion]        # of trucks with an engine
maintenance = "0.06 EUR/km"
repair = "0.03 EUR/km"

[resale]
retention = 0.85              # share of its value that a truck keeps each year
retention_combustion = 0.86

[finance]
discount_rate = "5 %/yr real"
inflation = "2 %/yr"
)";

struct StartingFile {
  std::string_view kind;
  std::string_view text;
};
constexpr std::array starting_files{StartingFile{"vehicle", vehicle},
                                    StartingFile{"scenario", scenario},
                                    StartingFile{"market", market}};

std::string put_in(std::string text, std::string_view word, std::string_view value) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
    text.replace(at, word.size(), value);
  return text;
}

}  // namespace

std::vector<std::string> starting_kinds() {
  std::vector<std::string> kinds;
  for (const StartingFile& file : starting_files) kinds.emplace_back(file.kind);
  return kinds;
}

std::string starting_file(std::string_view kind, std::string_view name, std::string_view schema) {
  for (const StartingFile& file : starting_files)
    if (file.kind == kind)
      return put_in(put_in(std::string{file.text}, "NAME", name), "SCHEMA", schema);
  return {};
}

}  // namespace evpickup::app
