// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/file.hpp"

#include <fmt/format.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::base {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(SourcePlace where, std::string message, std::string hint = {}) {
  throw InputError(
      Diagnostic{Severity::error, std::move(where), {}, std::move(message), std::move(hint)});
}

/// A problem with a file as a whole.
[[noreturn]] void refuse(const fs::path& path, std::string message) {
  refuse(SourcePlace{std::make_shared<const SourceText>(SourceText{path.string(), {}})},
         std::move(message));
}

std::string system_message(int code) { return std::generic_category().message(code); }

/// Bytes of the code point at the start of `text`, which is not empty; 0 for a NUL byte or an
/// invalid sequence (the Unicode Standard 15.0, table 3-7).
std::size_t code_point_size(std::string_view text) {
  const auto within = [&](std::size_t i, unsigned low, unsigned high) {
    const unsigned byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    return byte >= low && byte <= high;
  };
  const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xBF); };

  if (within(0, 0x01, 0x7F)) return 1;
  if (within(0, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
  if (within(0, 0xE0, 0xEF)) {
    // No overlong forms, no surrogates.
    const bool second =
        within(1, within(0, 0xE0, 0xE0) ? 0xA0 : 0x80, within(0, 0xED, 0xED) ? 0x9F : 0xBF);
    return second && tail(2) ? 3 : 0;
  }
  if (within(0, 0xF0, 0xF4)) {
    // No overlong forms, nothing beyond U+10FFFF.
    const bool second =
        within(1, within(0, 0xF0, 0xF0) ? 0x90 : 0x80, within(0, 0xF4, 0xF4) ? 0x8F : 0xBF);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

/// Throws at the first byte that makes `text` no UTF-8 text. The place shows what is before it.
void require_utf8(const fs::path& path, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = code_point_size(text.substr(at));
    if (size == 0) break;
    at += size;
  }
  if (at == text.size()) return;

  const std::string_view good = text.substr(0, at);
  const auto line = static_cast<std::size_t>(std::ranges::count(good, '\n')) + 1;
  const std::size_t column = code_points(good.substr(good.rfind('\n') + 1)) + 1;
  auto source = std::make_shared<const SourceText>(SourceText{path.string(), std::string(good)});
  const auto byte = static_cast<unsigned char>(text[at]);
  refuse(SourcePlace{std::move(source), line, column},
         byte == 0 ? "a NUL byte: this is no text file"
                   : fmt::format("invalid UTF-8 (byte 0x{:02X})", byte),
         "save the file as UTF-8 text");
}

/// Replaces the contents of a file. A write that fails only on closing counts as failed.
bool write_whole(const fs::path& path, std::string_view contents) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(contents.data(), 1, contents.size(), file) == contents.size();
  return std::fclose(file) == 0 && written;
}

/// Creates an empty file with a name of its own beside `target`.
fs::path create_beside(const fs::path& target) {
  for (int number = 0;; ++number) {
    fs::path path = target;
    path += fmt::format(".{}.tmp", number);
    // "x" is O_EXCL: another run's file is never touched.
    if (std::FILE* file = std::fopen(path.c_str(), "wbx"); file != nullptr) {
      std::fclose(file);
      return path;
    }
    if (errno != EEXIST) {
      refuse(target, fmt::format("cannot be written: {}", system_message(errno)));
    }
  }
}

}  // namespace

std::shared_ptr<const SourceText> read_text_file(const fs::path& path, std::size_t limit) {
  // Kind and size first: nothing is read from a folder, a device or a huge file.
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) refuse(path, "the file does not exist");
  if (error) refuse(path, fmt::format("cannot be read: {}", error.message()));
  if (fs::is_directory(status)) refuse(path, "is a folder, not a file");
  if (!fs::is_regular_file(status)) refuse(path, "is no regular file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) refuse(path, fmt::format("cannot be read: {}", error.message()));
  if (size > limit) {
    refuse(path, fmt::format("is too large for an input file: {} bytes, the limit is {}",
                             grouped(static_cast<double>(size), 0),
                             grouped(static_cast<double>(limit), 0)));
  }

  std::string text(static_cast<std::size_t>(size), '\0');
  std::ifstream stream(path, std::ios::binary);
  if (!stream) refuse(path, fmt::format("cannot be read: {}", system_message(errno)));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));

  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  require_utf8(path, text);
  return std::make_shared<const SourceText>(SourceText{path.string(), std::move(text)});
}

std::string sha256(std::string_view bytes) {
  sha256_ctx context{};
  sha256_init(&context);
  // nettle counts in bytes of its own type.
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

AtomicFile::AtomicFile(fs::path target) : target_(std::move(target)) {
  // A link is followed, so that the link itself stays. A device or a pipe cannot be replaced.
  std::error_code error;
  if (fs::is_symlink(target_, error) && fs::exists(target_, error)) {
    target_ = fs::canonical(target_, error);
  }
  const fs::file_status status = fs::status(target_, error);
  if (fs::is_directory(status)) refuse(target_, "is a folder, not a file");
  if (fs::exists(status) && !fs::is_regular_file(status)) refuse(target_, "is no regular file");
  temporary_ = create_beside(target_);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

AtomicFile::~AtomicFile() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

void AtomicFile::commit(std::string_view contents) {
  if (temporary_.empty()) throw std::logic_error("AtomicFile: committed twice");
  if (!write_whole(temporary_, contents)) {
    refuse(target_, fmt::format("cannot be written: {}", system_message(errno)));
  }
  std::error_code error;
  fs::rename(temporary_, target_, error);
  if (error) refuse(target_, fmt::format("cannot be written: {}", error.message()));
  temporary_.clear();
}

}  // namespace evpickup::base
