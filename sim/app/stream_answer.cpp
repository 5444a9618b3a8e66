// SPDX-License-Identifier: Apache-2.0
#include "stream_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/base/parallel.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "row_file.hpp"
#include "terminal.hpp"

namespace evpickup::app {

namespace {

/// Rows that one thread turns into text at a time.
constexpr std::size_t lines_at_a_time = 32;

/// The text of rows, in parallel.
std::string text_of(const report::RowForm& form, const std::vector<study::Column>& columns,
                    const std::vector<std::vector<study::Cell>>& rows, int threads) {
  std::vector<std::string> parts((rows.size() + lines_at_a_time - 1) / lines_at_a_time);
  base::for_each_block(
      rows.size(), lines_at_a_time, threads, [&](std::size_t first, std::size_t last) {
        parts[first / lines_at_a_time] =
            report::lines(form, columns, std::span(rows).subspan(first, last - first));
      });
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

/// What an interrupt has to know. Rows are written while it is locked.
struct Written {
  std::timed_mutex mutex;
  std::size_t rows = 0;
  /// Of how many; 0 before the first.
  std::size_t all = 0;
  Progress* progress = nullptr;
};

std::string how_to_go_on(const std::string& path, std::size_t rows, std::size_t all) {
  if (all == 0) return "interrupted before the first row";
  std::string state = fmt::format("interrupted after {} of {} rows", rows, all);
  if (path.empty()) return state;
  return fmt::format("{}; the same command with --resume goes on with {}", state, path);
}

void tell_words(const study::RowStream& stream) {
  study::Results words;
  stream.finish(words);
  for (const std::string& note : words.notes) tell("note: " + note);
  for (const std::string& sentence : words.basis) tell("basis: " + sentence);
}

}  // namespace

ExitCode answer_by_rows(const std::function<study::RowStream()>& begin,
                        const Destination& destination, const StreamOptions& options) {
  const report::RowForm& form = destination.writer->by_rows.value();
  const std::string& path = destination.path;

  // Before any other thread: a signal is taken by the guard alone.
  Written written;
  const InterruptGuard guard([&] {
    // Whoever does not take what is written must not keep the process alive.
    if (!written.mutex.try_lock_for(std::chrono::seconds(1))) return;
    if (written.progress != nullptr) written.progress->clear();
    if (!options.quiet) tell(how_to_go_on(path, written.rows, written.all));
  });

  const study::RowStream stream = begin();
  const auto& columns = stream.head.table.columns;
  const RowRange range = range_of(options.shard, stream.size);
  const std::string head = form.head(stream.head);
  std::optional<RowFile> file;
  if (path.empty()) {
    print(head);
  } else {
    file.emplace(path, stamp_of(stream, options.shard, destination.writer->name, head), head, form,
                 columns.size(), options.resume);
  }
  const std::size_t before = file ? file->rows() : 0;
  if (before > 0) {
    const std::size_t last = range.first + before;
    file->require_last(text_of(form, columns, stream.rows(last - 1, last), options.threads));
  }
  Progress progress(before, range.size(), options.quiet);
  {
    const std::scoped_lock lock(written.mutex);
    written.rows = before;
    written.all = range.size();
    written.progress = &progress;
  }

  for (std::size_t first = range.first + before; first < range.last;) {
    const std::size_t last = std::min(first + stream.at_a_time, range.last);
    const std::string text = text_of(form, columns, stream.rows(first, last), options.threads);
    const std::scoped_lock lock(written.mutex);
    if (file) {
      file->append(text);
    } else {
      print(text);
    }
    first = last;
    written.rows = last - range.first;
    progress.tell(written.rows);
  }
  {
    const std::scoped_lock lock(written.mutex);
    progress.clear();
    written.progress = nullptr;
  }
  if (file) file->finish();
  if (!options.quiet) {
    if (file) tell(fmt::format("wrote {}", path));
    tell_words(stream);
  }
  return ExitCode::done;
}

}  // namespace evpickup::app
