// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "evpickup/base/diagnostic.hpp"

namespace evpickup::base {

/// Largest input file that is read, 16 MiB. Anything larger is no specification.
inline constexpr std::size_t input_size_limit = std::size_t{16} * 1024 * 1024;

/// Reads a text file whole. Throws InputError if it is missing, no regular file, larger than
/// `limit`, or not UTF-8 text (a NUL byte or an invalid sequence). A byte order mark is left out.
[[nodiscard]] std::shared_ptr<const SourceText>
read_text_file(const std::filesystem::path& path, std::size_t limit = input_size_limit);

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits (FIPS 180-4).
[[nodiscard]] std::string sha256(std::string_view bytes);

/// A file that appears whole or not at all: text goes to a temporary name beside the target, and
/// commit() renames it. Opening happens in the constructor, so that a path that cannot be written
/// fails before any work is done. Without commit() the temporary file is removed.
class AtomicFile {
 public:
  /// Throws InputError if the folder does not exist or cannot be written, or if `target` exists
  /// and is no regular file. A symbolic link is followed.
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Writes `contents` and renames, once. Throws InputError when the disk refuses.
  void commit(std::string_view contents);
  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;
};

}  // namespace evpickup::base
