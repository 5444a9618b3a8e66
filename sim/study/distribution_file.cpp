// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/distribution_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

/// What a parameter measures: the value itself, a difference of two values, or a plain number.
enum class Measure { value, difference, plain };

struct Parameter {
  std::string_view key;
  Measure measure = Measure::value;
  bool required = true;
};

struct ShapeRow {
  std::string_view name;
  std::vector<Parameter> parameters;
};

const std::vector<ShapeRow>& shapes() {
  static const std::vector<ShapeRow> rows{
      {"normal", {{"mean"}, {"sd", Measure::difference}}},
      {"lognormal", {{"median"}, {"factor", Measure::plain}}},
      {"triangular", {{"low"}, {"mode"}, {"high"}}},
      {"uniform", {{"low"}, {"high"}}},
      {"pert", {{"low"}, {"mode"}, {"high"}, {"shape", Measure::plain, false}}},
      {"discrete", {{"values"}, {"weights", Measure::plain, false}}},
      {"empirical", {{"file"}, {"column", Measure::plain, false}, {"unit", Measure::plain, false}}},
  };
  return rows;
}

/// Keys that every distribution may have.
constexpr std::array common_keys{"dist", "relative", "min", "max"};

/// Reads the parameters of one distribution.
class DistributionReader {
 public:
  DistributionReader(const spec::Node& table, const DrawnNumber& number,
                     base::Diagnostics& findings)
      : table_(&table), number_(&number), findings_(&findings) {
    const spec::Node* relative = table.find("relative");
    relative_ = relative != nullptr && relative->boolean;
  }

  [[nodiscard]] const spec::Node& table() const { return *table_; }

  void refuse(const spec::Node& node, std::string_view key, const std::string& message,
              const std::string& hint = {}) {
    findings_->error(node.where, fmt::format("{}.{}", number_->path, key), message, hint);
  }

  /// The number of a parameter in SI units; NaN after an error.
  double number(std::string_view key, Measure measure) {
    const spec::Node* node = table_->find(key);
    if (node == nullptr) return std::nan("");
    return number_at(*node, key, measure);
  }

  double number_at(const spec::Node& node, std::string_view key, Measure measure) {
    if (relative_ && measure != Measure::plain && number_->kind == units::Kind::temperature) {
      refuse(node, key, "a temperature has no factor", "write the temperatures themselves");
      return std::nan("");
    }
    if (relative_ || measure == Measure::plain) {
      if (!node.is_number()) {
        refuse(node, key, fmt::format("expected a plain number, got {}", node.shown()),
               relative_ ? "with relative = true, parameters are factors on the present value"
                         : "");
        return std::nan("");
      }
      return measure == Measure::plain ? node.number : node.number * number_->base.si;
    }
    const units::Kind kind =
        measure == Measure::difference && number_->kind == units::Kind::temperature
            ? units::Kind::temperature_difference
            : number_->kind;
    const std::string text = node.is_number() ? base::shortest(node.number) : node.text;
    const auto parsed = units::parse(text, kind);
    if (!parsed.amount || (!node.is_number() && !node.is_text())) {
      refuse(node, key,
             fmt::format("expected {}, got {}{}", units::name(kind), node.shown(),
                         parsed.problem.empty() ? "" : " (" + parsed.problem + ")"),
             parsed.hint);
      return std::nan("");
    }
    if (parsed.amount->currency != number_->base.currency) {
      refuse(node, key,
             fmt::format("expected {}, the currency of the present value, got {}",
                         number_->base.currency ? number_->base.currency->code() : "no money",
                         node.shown()));
      return std::nan("");
    }
    return parsed.amount->si;
  }

  std::vector<double> numbers(std::string_view key, Measure measure) {
    std::vector<double> result;
    const spec::Node* node = table_->find(key);
    if (node == nullptr) return result;
    if (node->type != spec::NodeType::array || node->children.empty()) {
      refuse(*node, key, fmt::format("expected a list of values, got {}", node->shown()));
      return result;
    }
    for (const auto& element : node->children) result.push_back(number_at(element, key, measure));
    return result;
  }

  /// The numbers of a column of a CSV file, all in the unit that the distribution names.
  std::vector<double> column() {
    const spec::Node& file = *table_->find("file");
    if (!relative_ && number_->kind != units::Kind::ratio && !unit_is_known()) return {};
    std::filesystem::path path{file.text};
    if (path.is_relative() && file.where.text != nullptr)
      path = std::filesystem::path(file.where.text->name).parent_path() / path;
    const spec::Node* chosen = table_->find("column");
    const auto wanted = static_cast<std::size_t>(chosen != nullptr ? chosen->number : 1.0);
    std::vector<double> result;
    std::string text;
    try {
      text = base::read_text_file(path)->text;
    } catch (const base::InputError& error) {
      refuse(file, "file",
             fmt::format("{} {}", path.filename().string(), error.diagnostics().front().message));
      return result;
    }
    std::size_t line_number = 0;
    for (const auto& line : base::split(text, '\n')) {
      ++line_number;
      const auto cells = base::split(line, ',');
      if (base::trim(line).empty() || line.starts_with('#')) continue;
      const auto value = wanted >= 1 && wanted <= cells.size()
                             ? base::parse_number(base::trim(cells[wanted - 1]))
                             : std::nullopt;
      if (value) {
        result.push_back(relative_ ? *value * number_->base.si : in_si(*value));
      } else if (line_number > 1) {
        refuse(file, "file",
               fmt::format("expected a number in column {} of line {} of {}", wanted, line_number,
                           path.filename().string()));
        return {};
      }
    }
    return result;
  }

 private:
  [[nodiscard]] std::string unit() const {
    const spec::Node* unit = table_->find("unit");
    return unit != nullptr ? unit->text : std::string{};
  }

  /// A number in the distribution's unit; ratios need none.
  [[nodiscard]] double in_si(double value) const {
    const auto parsed = units::parse(base::shortest(value) + " " + unit(), number_->kind);
    return number_->kind == units::Kind::ratio && unit().empty() ? value : parsed.amount->si;
  }

  bool unit_is_known() {
    const spec::Node* unit_node = table_->find("unit");
    const auto parsed = units::parse("1 " + unit(), number_->kind);
    if (unit_node != nullptr && parsed.amount && parsed.amount->currency == number_->base.currency)
      return true;
    refuse(unit_node != nullptr ? *unit_node : *table_, "unit",
           fmt::format("expected the unit of the file's numbers ({}), got {}",
                       units::name(number_->kind),
                       unit_node != nullptr ? unit_node->shown() : "nothing"),
           parsed.hint);
    return false;
  }

  const spec::Node* table_;
  const DrawnNumber* number_;
  base::Diagnostics* findings_;
  bool relative_ = false;
};

/// The row that `dist` names, its keys checked; nullptr and findings otherwise.
const ShapeRow* find_shape(DistributionReader& reader) {
  const spec::Node& table = reader.table();
  std::vector<std::string> names;
  for (const auto& row : shapes()) names.emplace_back(row.name);
  const spec::Node* dist = table.find("dist");
  if (dist == nullptr) {
    reader.refuse(table, "dist", "missing value (the form of the distribution)",
                  "one of " + base::join(names, ", "));
    return nullptr;
  }
  const auto row =
      std::ranges::find_if(shapes(), [&](const ShapeRow& each) { return each.name == dist->text; });
  if (row == shapes().end()) {
    reader.refuse(*dist, "dist",
                  fmt::format("expected one of {}, got {}", base::join(names, ", "), dist->shown()),
                  base::did_you_mean_hint(dist->text, names));
    return nullptr;
  }
  std::vector<std::string> known{common_keys.begin(), common_keys.end()};
  bool whole = true;
  for (const auto& parameter : row->parameters) {
    known.emplace_back(parameter.key);
    if (!parameter.required || table.find(parameter.key) != nullptr) continue;
    reader.refuse(table, parameter.key,
                  fmt::format("missing value of a {} distribution", row->name));
    whole = false;
  }
  for (const auto& entry : table.children) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    reader.refuse(entry, entry.key, "unknown key", base::did_you_mean_hint(entry.key, known));
    whole = false;
  }
  return whole ? &*row : nullptr;
}

Shape read_shape(const ShapeRow& row, DistributionReader& reader) {
  const auto value = [&](std::string_view key) { return reader.number(key, Measure::value); };
  if (row.name == "normal") return Normal{value("mean"), reader.number("sd", Measure::difference)};
  if (row.name == "lognormal")
    return LogNormal{value("median"), std::log(reader.number("factor", Measure::plain))};
  if (row.name == "triangular") return Triangular{value("low"), value("mode"), value("high")};
  if (row.name == "uniform") return Uniform{value("low"), value("high")};
  if (row.name == "discrete")
    return Discrete{reader.numbers("values", Measure::value),
                    reader.numbers("weights", Measure::plain)};
  if (row.name == "empirical") return Empirical{reader.column()};
  Pert pert{value("low"), value("mode"), value("high")};
  if (reader.table().find("shape") != nullptr) pert.shape = reader.number("shape", Measure::plain);
  return pert;
}

}  // namespace

Distribution read_distribution(const spec::Node& node, const DrawnNumber& number,
                               base::Diagnostics& findings) {
  Distribution distribution;
  if (!node.is_table()) {
    findings.error(node.where, number.path,
                   fmt::format("expected a distribution, got {}", node.shown()),
                   R"(such as { dist = "triangular", low = ..., mode = ..., high = ... })");
    return distribution;
  }
  const std::size_t before = findings.all().size();
  DistributionReader reader(node, number, findings);
  const ShapeRow* row = find_shape(reader);
  if (row == nullptr) return distribution;
  if (row->name == "lognormal" && number.kind == units::Kind::temperature) {
    reader.refuse(node, "dist", "a temperature has no factor", "draw it by a normal distribution");
    return distribution;
  }
  distribution.shape = read_shape(*row, reader);
  if (node.find("min") != nullptr) distribution.lowest = reader.number("min", Measure::value);
  if (node.find("max") != nullptr) distribution.highest = reader.number("max", Measure::value);
  if (findings.all().size() != before) return distribution;
  for (const auto& problem : problems(distribution)) reader.refuse(node, row->name, problem);
  return distribution;
}

}  // namespace evpickup::study
