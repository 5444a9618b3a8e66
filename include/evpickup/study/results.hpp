// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/study/chart.hpp"
#include "evpickup/study/specification.hpp"
#include "evpickup/study/table.hpp"

/// The one form in which every study hands over its answer: typed tables with a unit and a label
/// per column, and what the numbers rest on. Writers turn it into text; nothing is computed after
/// this.
namespace evpickup::study {

/// A further table with its own title, such as the cost by item. `key` names it in JSON.
struct Section {
  std::string key;
  std::string title;
  Table table;
  std::vector<std::string> remarks;
  /// Too long for people: only data files hold it.
  bool data_only = false;
  /// Number of columns that people see, from the first; 0 for all.
  std::size_t shown_columns = 0;
  /// Number of rows that people see, from the first; all if absent.
  std::optional<std::size_t> shown_rows = {};
  /// Column by which a terminal groups rows, empty for none.
  std::string grouped_by = {};
};

/// What a run was made of, so that it can be repeated.
struct Inputs {
  /// Name and SHA-256.
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> overrides;
  std::string currency;
  /// Of studies that draw random numbers.
  std::optional<int> seed = {};
};

/// What comes first on a page.
struct Answer {
  /// One sentence or two.
  std::vector<std::string> sentences;
  /// Cases by rank, the best first: rank, name, the figure they are ranked by, its distance to the
  /// next. No columns if there is nothing to rank.
  Table ranking = {};
  std::string ranking_title;
};

struct Results {
  std::string scenario;
  std::string title;
  std::string description;
  Inputs inputs;
  /// One row a case, the whole set of columns, core columns first.
  Table table;
  /// Keys of the columns that answer the question, for terminal and Markdown.
  std::vector<std::string> shown;
  /// Column by which a terminal groups rows ("vehicle"), empty for none.
  std::string grouped_by;
  /// Row that differences refer to, or -1.
  int baseline = -1;
  /// Rows are told one below the other and not in columns, for cells that hold sentences.
  bool as_records = false;
  std::vector<Section> sections;
  /// Sentences a reader needs beside the numbers: null values, missed traces, warnings.
  std::vector<std::string> notes;
  /// What the numbers rest on: estimates, their rules and sources.
  std::vector<std::string> basis;
  Answer answer = {};
  /// For pages with pictures, and only if they were asked for (RunOptions::page): charts, the
  /// trucks' specifications, and tables of the model's own errors.
  std::vector<Chart> charts = {};
  Specification specification = {};
  std::vector<Section> background = {};
};

}  // namespace evpickup::study
