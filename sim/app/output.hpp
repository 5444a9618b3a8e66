// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/report/writers.hpp"
#include "evpickup/study/results.hpp"
#include "interrupt.hpp"
#include "options.hpp"

/// Where results go: standard output, and files that appear whole or not at all.
namespace evpickup::app {

/// One form of the results and its place; an empty path is standard output.
struct Destination {
  const report::Writer* writer = nullptr;
  std::string path;
};

/// What --format and -o ask for; without them what `write` says (a scenario's report.write:
/// "table", "csv:out/a.csv"), and without that the table on standard output. Throws
/// base::InputError for an unknown format, and for two forms that share one place.
[[nodiscard]] std::vector<Destination> destinations(const OutputOptions& options,
                                                    const std::vector<std::string>& write);

/// True if any of the forms is one that shows something (`&report::Writer::charts`).
[[nodiscard]] bool any_shows(const std::vector<Destination>& all, bool report::Writer::*what);

/// How results are told on standard output.
[[nodiscard]] report::WriteOptions standard_output_options(const OutputOptions& options);

/// Files that were opened and wait for their contents. Safe to discard from another thread.
class PendingFiles {
 public:
  /// Opens a file and returns its number. Throws base::InputError if its folder does not exist or
  /// it cannot be written.
  std::size_t open(const std::string& path);
  void fill(std::size_t number, std::string contents);
  /// Writes all of them; the names of what was written.
  std::vector<std::string> commit();
  void discard();

 private:
  struct Entry {
    base::AtomicFile file;
    std::string contents;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

/// The outputs of one command. Files are opened when it is made, before any work; they are removed
/// again if the work fails or is interrupted.
class Output {
 public:
  Output(OutputOptions options, std::vector<Destination> destinations,
         const std::string& trace = {});

  /// Formats the results for every destination, and the trace if one was asked for. Then files
  /// appear, and standard output comes last. With `details` false, people get the table and notes
  /// alone.
  void write(const study::Results& results, bool details = true,
             const std::optional<study::Table>& trace = std::nullopt);

 private:
  struct Open {
    Destination destination;
    std::optional<std::size_t> file;
  };
  [[nodiscard]] std::string format(const Destination& destination, const study::Results& results,
                                   bool details) const;

  OutputOptions options_;
  PendingFiles files_;
  InterruptGuard guard_;
  std::vector<Open> open_;
  std::optional<Open> trace_;
};

}  // namespace evpickup::app
