// SPDX-License-Identifier: Apache-2.0
#include "output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view default_format = "table";

/// "csv:out/a.csv" or "table", an entry of report.write.
Destination written_destination(const std::string& entry) {
  const std::size_t colon = std::min(entry.find(':'), entry.size());
  const std::string path = entry.substr(std::min(colon + 1, entry.size()));
  if (colon < entry.size() && path.empty()) {
    throw base::InputError(
        fmt::format("report.write: \"{}\" names no file after the colon", entry));
  }
  return {&report::writer_named(entry.substr(0, colon)), path};
}

/// "-" is standard output in the form that --format says.
Destination file_destination(const std::string& path, const std::string& format) {
  if (path == "-") {
    return {&report::writer_named(format.empty() ? default_format : std::string_view{format}), {}};
  }
  return {&report::writer_for(path), path};
}

void require_distinct(const std::vector<Destination>& all) {
  std::set<fs::path> paths;
  for (const Destination& destination : all) {
    if (paths.insert(fs::path{destination.path}.lexically_normal()).second) continue;
    throw base::InputError(destination.path.empty()
                               ? std::string{"two results cannot share standard output"}
                               : fmt::format("\"{}\" is to be written twice", destination.path));
  }
}

}  // namespace

std::vector<Destination> destinations(const OutputOptions& options,
                                      const std::vector<std::string>& write) {
  std::vector<Destination> all;
  const bool on_output = std::ranges::find(options.files, "-") != options.files.end();
  if (!options.format.empty() && !on_output) {
    all.push_back({&report::writer_named(options.format), {}});
  }
  for (const std::string& path : options.files) {
    all.push_back(file_destination(path, options.format));
  }
  if (all.empty()) {
    for (const std::string& entry : write) all.push_back(written_destination(entry));
  }
  if (all.empty()) all.push_back({&report::writer_named(default_format), {}});
  require_distinct(all);
  return all;
}

bool any_shows(const std::vector<Destination>& all, bool report::Writer::*what) {
  return std::ranges::any_of(all, [&](const Destination& each) { return each.writer->*what; });
}

std::size_t PendingFiles::open(const std::string& path) {
  const fs::path folder = fs::path{path}.parent_path();
  std::error_code error;
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    throw base::InputError(
        fmt::format("\"{}\" cannot be written: there is no folder \"{}\"", path, folder.string()),
        "make the folder first");
  }
  const std::scoped_lock lock(mutex_);
  entries_.push_back({base::AtomicFile{path}, {}});
  return entries_.size() - 1;
}

void PendingFiles::fill(std::size_t number, std::string contents) {
  const std::scoped_lock lock(mutex_);
  entries_.at(number).contents = std::move(contents);
}

std::vector<std::string> PendingFiles::commit() {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> names;
  for (Entry& entry : entries_) {
    entry.file.commit(entry.contents);
    names.push_back(entry.file.target().string());
  }
  entries_.clear();
  return names;
}

void PendingFiles::discard() {
  const std::scoped_lock lock(mutex_);
  entries_.clear();
}

report::WriteOptions standard_output_options(const OutputOptions& options) {
  const Terminal terminal = standard_output(options.colour);
  return {.width = terminal.width,
          .units = options.units,
          .columns = options.columns,
          .utf8 = terminal.utf8,
          .colour = terminal.colour,
          .command = options.command,
          .deltas = options.deltas};
}

Output::Output(OutputOptions options, std::vector<Destination> destinations,
               const std::string& trace)
    : options_(std::move(options)), guard_([this] { files_.discard(); }) {
  if (!trace.empty()) {
    Destination destination{&report::writer_for(trace), trace};
    auto all = destinations;
    all.push_back(destination);
    require_distinct(all);
    trace_ = Open{std::move(destination), files_.open(trace)};
  }
  const bool all_whole = std::ranges::all_of(
      destinations, [](const Destination& destination) { return destination.writer->whole; });
  if (!options_.columns.empty() && all_whole && !options_.quiet) {
    tell("note: --columns changes nothing here, CSV and JSON hold all columns");
  }
  for (Destination& destination : destinations) {
    std::optional<std::size_t> file;
    if (!destination.path.empty()) file = files_.open(destination.path);
    open_.push_back({std::move(destination), file});
  }
}

std::string Output::format(const Destination& destination, const study::Results& results,
                           bool details) const {
  report::WriteOptions options = standard_output_options(options_);
  if (!destination.path.empty()) {
    const report::WriteOptions file;
    options.width = file.width;
    options.utf8 = true;
    options.colour = false;
  }
  options.details = details;
  return destination.writer->write(results, options);
}

void Output::write(const study::Results& results, bool details,
                   const std::optional<study::Table>& trace) {
  // Everything is formatted before anything appears.
  std::string on_output;
  for (const Open& open : open_) {
    std::string text = format(open.destination, results, details);
    if (open.file) {
      files_.fill(*open.file, std::move(text));
    } else {
      on_output += text;
    }
  }
  if (trace_ && trace) {
    study::Results page;
    page.title = results.title;
    page.table = *trace;
    files_.fill(*trace_->file, trace_->destination.writer->write(page, {}));
  }

  for (const std::string& name : files_.commit()) {
    if (!options_.quiet) tell(fmt::format("wrote {}", name));
  }
  print(on_output);
}

}  // namespace evpickup::app
