// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/drive_cycle.hpp"
#include "evpickup/model/market.hpp"
#include "evpickup/model/market_facts.hpp"
#include "evpickup/model/route.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/money.hpp"

/// Finds and reads the files of a data folder: vehicles/*.toml, scenarios/*.toml,
/// scenarios/markets/*.toml, scenarios/estimates/*.toml, scenarios/facts/*.toml,
/// scenarios/cycles/*.csv, scenarios/routes/*.csv, scenarios/exchange_rates.toml,
/// tests/validation/*.toml.
namespace evpickup::model {

/// A vehicle file: a model with its trims in file order. Sources are shared by all of them.
struct VehicleFile {
  std::string id;
  std::string name;
  std::string maker;
  std::string origin;
  std::string description;
  Convention convention = Convention::evpickup;
  std::shared_ptr<const spec::Sources> sources;
  std::vector<Vehicle> trims;
};

/// Reads a vehicle file. All problems of the file are reported at once (InputError); warnings are
/// added to `warnings`. Trims are [base] with their chain of `inherits`, merged key by key.
[[nodiscard]] VehicleFile read_vehicle_file(const std::shared_ptr<const base::SourceText>& text,
                                            std::string id, base::Diagnostics& warnings);
[[nodiscard]] Market read_market(const std::shared_ptr<const base::SourceText>& text,
                                 std::string id);
[[nodiscard]] Scenario read_scenario(const std::shared_ptr<const base::SourceText>& text,
                                     std::string id);
/// Checks the parts of a scenario's trip against one another; `place` is where a key of it stands.
void check_trip(const Scenario& scenario,
                const std::function<base::SourcePlace(std::string_view)>& place,
                base::Diagnostics& findings);
/// The same for its parity, which needs a baseline and, for years of purchase, the first and the
/// last.
void check_parity(const Scenario& scenario,
                  const std::function<base::SourcePlace(std::string_view)>& place,
                  base::Diagnostics& findings);
/// The same for the cost settings and the hours of charging: keys that count only together, hours
/// without a price, lines without a cost. `place` takes dotted paths from the top of the file.
void check_cost(const Scenario& scenario,
                const std::function<base::SourcePlace(std::string_view)>& place,
                base::Diagnostics& findings);
/// The same for what its studies draw and search: objectives given twice, bounds that exclude one
/// another, an input correlated with itself. Elements of lists are numbers of a path, from 0.
void check_studies(const Scenario& scenario,
                   const std::function<base::SourcePlace(std::string_view)>& place,
                   base::Diagnostics& findings);
/// The place of a dotted path in the file that a scenario was read from, "monte_carlo.outcomes.0";
/// the file without a line where it has no such key.
[[nodiscard]] base::SourcePlace place_in(const Scenario& scenario, std::string_view path);
/// The hours of a market's tariff at home must not overlap: the price of an hour would be told
/// twice.
void check_tariff(const Market& market, base::Diagnostics& findings);
[[nodiscard]] units::ExchangeRates
read_exchange_rates(const std::shared_ptr<const base::SourceText>& text);

/// Values for what market files leave blank, each with its rule and range, kept apart from the
/// facts: scenarios/estimates/ID.toml with one table `markets.ID` for each market.
struct MarketEstimates {
  std::string id;
  std::string title;
  std::shared_ptr<const spec::Sources> sources;
  std::optional<spec::Node> markets;
};
[[nodiscard]] MarketEstimates
read_market_estimates(const std::shared_ptr<const base::SourceText>& text, std::string id);

/// Puts the entries of a table on top of a market (a scenario's [cost.markets.ID]). Sources are
/// those of the file that the table is written in.
void apply_market_patch(Market& market, const spec::Node& patch, const spec::Sources* sources,
                        const std::string& path, base::Diagnostics& diagnostics);

/// A name and a file.
struct CatalogEntry {
  std::string id;
  std::filesystem::path path;
};

/// The files of one data folder. Reading happens on request; every text read is remembered with its
/// name, so that results can say what they rest on. Cycles and exchange rates may be asked for by
/// several threads at a time.
class Catalog {
 public:
  /// Throws InputError unless `folder` holds the folders vehicles/ and scenarios/.
  explicit Catalog(std::filesystem::path folder);

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::vector<CatalogEntry> vehicles() const;
  [[nodiscard]] std::vector<CatalogEntry> markets() const;
  [[nodiscard]] std::vector<CatalogEntry> cycles() const;
  [[nodiscard]] std::vector<CatalogEntry> routes() const;
  [[nodiscard]] std::vector<CatalogEntry> scenarios() const;
  [[nodiscard]] std::vector<CatalogEntry> estimates() const;
  /// What is reported of the markets: scenarios/facts/*.toml.
  [[nodiscard]] std::vector<CatalogEntry> market_facts() const;
  /// Comparisons with measurements: tests/validation/*.toml.
  [[nodiscard]] std::vector<CatalogEntry> validations() const;

  /// The file of a vehicle, by id or by a path that ends in .toml. An unknown one is an InputError
  /// with did-you-mean. `where` is the place that named it.
  [[nodiscard]] const VehicleFile& vehicle_file(const std::string& id,
                                                const base::SourcePlace& where = {});
  /// A market by id, or by a path as for a vehicle; its id is then the file's name.
  [[nodiscard]] Market market(const std::string& id, const base::SourcePlace& where = {});
  /// A drive cycle by id, or by a path that ends in .csv: beside the file that `where` is in, else
  /// from the working directory. The id of the latter is the file's name.
  [[nodiscard]] const DriveCycle& cycle(const std::string& id, const base::SourcePlace& where = {});
  /// A route by its name in scenarios/routes, or by a path as for a cycle.
  [[nodiscard]] Route route(const std::string& id, const base::SourcePlace& where = {});
  /// A scenario by the path of a file, else by its name in scenarios/.
  [[nodiscard]] Scenario scenario(const std::string& name_or_path);
  [[nodiscard]] const units::ExchangeRates& exchange_rates();
  [[nodiscard]] MarketEstimates market_estimates(const std::string& id,
                                                 const base::SourcePlace& where = {});
  [[nodiscard]] MarketFacts market_facts(const std::string& id,
                                         const base::SourcePlace& where = {});
  /// The text of a file of comparisons (validation_file.hpp), by its name in tests/validation.
  [[nodiscard]] std::shared_ptr<const base::SourceText> validation_text(const std::string& id);

  /// One trim of "radar_rd6:kwh86", as its file has it (nothing estimated yet).
  [[nodiscard]] Vehicle vehicle(std::string_view reference, const base::SourcePlace& where = {});

  /// Name and SHA-256 of every file read so far, sorted by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> files_read() const;
  /// Warnings of the files read so far.
  [[nodiscard]] const base::Diagnostics& warnings() const { return warnings_; }

 private:
  std::shared_ptr<const base::SourceText> read(const std::filesystem::path& path);

  std::unique_ptr<std::mutex> reading_ = std::make_unique<std::mutex>();
  std::filesystem::path folder_;
  std::map<std::string, VehicleFile> vehicle_files_;
  std::map<std::string, DriveCycle> cycles_;
  std::map<std::string, std::shared_ptr<const base::SourceText>> texts_;
  std::unique_ptr<units::ExchangeRates> exchange_rates_;
  base::Diagnostics warnings_;
};

}  // namespace evpickup::model
