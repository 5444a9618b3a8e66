// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::spec {

enum class SourceKind { regulator, manufacturer, press, estimate };

[[nodiscard]] std::string_view name(SourceKind kind);

/// Where values come from: an entry of a file's `[sources]` table.
struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string note;
  units::Date date;
  SourceKind kind = SourceKind::press;
};
using Sources = std::map<std::string, Source>;

/// How a value came to be.
enum class How {
  absent,     ///< nobody gave it
  standard,   ///< the default that the documentation names
  given,      ///< written in a file without a source, or by --set
  sourced,    ///< written in a file with a source
  estimated,  ///< by a rule: in the file (kind = "estimate") or by a rule of this program
};

struct Origin {
  How how = How::absent;
  std::string source;  ///< id in the file's [sources]
  std::string rule;    ///< of an estimate, in words
  std::string note;
  base::SourcePlace where;
};

/// Another published value for the same thing.
template <class T>
struct Alternative {
  T value;
  std::string source;
  std::string note;
};

/// A value with its origin, the range it is thought to lie in, and what other sources say.
/// It may be absent; then dereferencing it is a fault of the program.
template <class T>
class Sourced {
 public:
  Sourced() = default;
  /// A documented default.
  explicit Sourced(T standard) : value_(std::move(standard)) { origin.how = How::standard; }

  [[nodiscard]] bool has_value() const { return value_.has_value(); }
  [[nodiscard]] const T& operator*() const { return value_.value(); }
  [[nodiscard]] const T* operator->() const { return &value_.value(); }
  [[nodiscard]] T value_or(T other) const { return value_.value_or(std::move(other)); }

  void set(T value, Origin how) {
    value_ = std::move(value);
    origin = std::move(how);
    range.reset();
    also.clear();
  }
  /// Fills an absent value by a named rule with a range.
  void estimate(T value, T low, T high, std::string rule) {
    set(std::move(value), Origin{How::estimated, {}, std::move(rule), {}, {}});
    range.emplace(std::move(low), std::move(high));
  }
  [[nodiscard]] bool estimated() const { return origin.how == How::estimated; }
  /// Another value of the same origin, as studies try it. The value must be there.
  void move_to(T value) { value_.value() = std::move(value); }

  Origin origin;
  std::optional<std::pair<T, T>> range;
  std::vector<Alternative<T>> also;
  units::Date date;

 private:
  std::optional<T> value_;
};

}  // namespace evpickup::spec
