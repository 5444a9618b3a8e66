// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/spec/table.hpp"
#include "evpickup/study/basis.hpp"
#include "page.hpp"

/// What is known of the trucks and markets of a run.
namespace evpickup::study {

namespace {

/// Words that are written in capitals.
std::string spoken(std::string word) {
  static constexpr std::array<std::string_view, 8> capitals{"epa",  "wltp", "cltc", "nedc",
                                                            "msrp", "dc",   "ac",   "ev"};
  if (std::ranges::find(capitals, word) != capitals.end()) return base::upper_case(word);
  return word;
}

/// "rating.epa.range_city" as group "Rating" and label "EPA range city".
std::pair<std::string, std::string> group_and_label(const std::string& path) {
  const auto dot = path.find('.');
  std::string group = path.substr(0, dot);
  std::string rest = dot == std::string::npos ? path : path.substr(dot + 1);
  std::ranges::replace_if(
      rest, [](char letter) { return letter == '_' || letter == '.'; }, ' ');
  auto words = base::split(rest, ' ');
  for (auto& word : words) word = spoken(word);
  return {base::capitalised(group), base::join(words, " ")};
}

/// Sources in the order in which values refer to them.
class SourceList {
 public:
  explicit SourceList(std::vector<SourceEntry>& list) : list_(&list) {}

  std::optional<std::size_t> place(const spec::Sources* sources, const std::string& id) {
    if (sources == nullptr) return std::nullopt;
    const auto found = sources->find(id);
    if (found == sources->end()) return std::nullopt;
    const auto& source = found->second;
    const auto [at, is_new] =
        places_.try_emplace({source.title, source.url, source.date.text()}, list_->size());
    if (is_new)
      list_->push_back(
          {source.title, source.url, std::string(name(source.kind)), source.date.text()});
    return at->second;
  }

 private:
  std::vector<SourceEntry>* list_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places_;
};

/// The rows of one sheet, found by their keys.
class Sheet {
 public:
  Sheet(std::string name, SourceList& sources) : sources_(&sources) {
    sheet_.name = std::move(name);
  }

  /// Adds a column with every value that a file or a rule gives.
  template <class T>
  void add(const std::string& column, const T& described, const spec::Sources* sources) {
    const std::size_t place = sheet_.trims.size();
    sheet_.trims.push_back(column);
    spec::visit_leaves(described, "", [&](const spec::Leaf& leaf) {
      if (leaf.origin->how == spec::How::absent || leaf.origin->how == spec::How::standard ||
          leaf.path.starts_with("correction."))
        return;
      const auto [at, is_new] = rows_.try_emplace(leaf.path, sheet_.rows.size());
      if (is_new) {
        auto [group, label] = group_and_label(leaf.path);
        sheet_.rows.push_back({std::move(group), std::move(label), {}});
      }
      auto& values = sheet_.rows[at->second].values;
      values.resize(place + 1);
      values[place] = value_of(leaf, sources);
    });
  }

  [[nodiscard]] ModelSheet finished() {
    for (auto& row : sheet_.rows) row.values.resize(sheet_.trims.size());
    // Rows that a later trim brought stand with their group.
    std::vector<std::string> groups;
    for (const auto& row : sheet_.rows)
      if (std::ranges::find(groups, row.group) == groups.end()) groups.push_back(row.group);
    std::ranges::stable_sort(sheet_.rows, {}, [&](const SpecificationRow& row) {
      return std::ranges::find(groups, row.group) - groups.begin();
    });
    return std::move(sheet_);
  }

 private:
  SpecificationValue value_of(const spec::Leaf& leaf, const spec::Sources* sources) {
    SpecificationValue value;
    value.text = leaf.text;
    value.source = sources_->place(sources, leaf.origin->source);
    value.estimated = leaf.origin->how == spec::How::estimated;
    value.rule = leaf.origin->rule;
    value.range = leaf.range;
    value.note = leaf.origin->note;
    for (const auto& [text, source, note] : leaf.also) {
      const auto place = sources_->place(sources, source);
      value.others += (value.others.empty() ? "" : "; ") + text;
      if (place) value.others += " [" + std::to_string(*place + 1) + "]";
      if (!note.empty()) value.others += ": " + note;
    }
    return value;
  }

  SourceList* sources_;
  ModelSheet sheet_;
  std::map<std::string, std::size_t> rows_;
};

/// Calls `visit` with each trim of a plan, once, in its order.
template <class Visit>
void each_trim(const Plan& plan, const Visit& visit) {
  std::vector<std::string> seen;
  for (const auto& planned : plan.cases) {
    if (std::ranges::find(seen, planned.vehicle->key()) != seen.end()) continue;
    seen.push_back(planned.vehicle->key());
    visit(*planned.vehicle);
  }
}

}  // namespace

Specification specification(const Plan& plan) {
  Specification result;
  SourceList sources(result.sources);
  std::vector<std::pair<std::string, Sheet>> models;
  each_trim(plan, [&](const model::Vehicle& vehicle) {
    auto found =
        std::ranges::find(models, vehicle.id, [](const auto& entry) { return entry.first; });
    if (found == models.end())
      found = models.insert(models.end(), {vehicle.id, Sheet(vehicle.model, sources)});
    found->second.add(vehicle.name, vehicle, vehicle.sources.get());
  });
  for (auto& [id, sheet] : models) result.models.push_back(sheet.finished());

  std::vector<std::string> seen;
  for (const auto& planned : plan.cases) {
    if (!planned.market || std::ranges::find(seen, planned.market->id) != seen.end()) continue;
    seen.push_back(planned.market->id);
    Sheet sheet("Market: " + planned.market->name, sources);
    sheet.add("value", *planned.market, planned.market->sources.get());
    result.models.push_back(sheet.finished());
  }
  return result;
}

}  // namespace evpickup::study
