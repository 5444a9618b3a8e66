// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/field.hpp"

#include <utility>

namespace evpickup::spec {

namespace {

class CustomContent final : public Content {
 public:
  CustomContent(ReadInto<void*> read, std::string accepts)
      : read_(std::move(read)), accepts_(std::move(accepts)) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    read_(member, node, path, reader);
  }
  [[nodiscard]] bool present(const void*) const override { return false; }
  [[nodiscard]] bool outline(Outline& row) const override {
    row.accepts = accepts_;
    return !accepts_.empty();
  }

 private:
  ReadInto<void*> read_;
  std::string accepts_;
};

class RawContent final : public Content {
 public:
  explicit RawContent(std::string accepts) : accepts_(std::move(accepts)) {}

  void read(void* member, const Node& node, const std::string&, Reader&) const override {
    *static_cast<std::optional<Node>*>(member) = node;
  }
  [[nodiscard]] bool present(const void* member) const override {
    return static_cast<const std::optional<Node>*>(member)->has_value();
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    row.accepts = accepts_;
    return true;
  }

 private:
  std::string accepts_;
};

}  // namespace

namespace detail {

std::shared_ptr<const Content> custom_content(ReadInto<void*> read, std::string accepts) {
  return std::make_shared<CustomContent>(std::move(read), std::move(accepts));
}

std::shared_ptr<const Content> raw_content(std::string accepts) {
  return std::make_shared<RawContent>(std::move(accepts));
}

}  // namespace detail

template <>
const FieldTable<Source>& fields() {
  static const FieldTable<Source> table{
      plain("title", &Source::title, any_text(), "what the source is called", Need::required),
      plain("kind", &Source::kind,
            one_of<SourceKind>({{"regulator", SourceKind::regulator},
                                {"manufacturer", SourceKind::manufacturer},
                                {"press", SourceKind::press},
                                {"estimate", SourceKind::estimate}}),
            "who says it: regulator, manufacturer, press or estimate", Need::required),
      plain("url", &Source::url, any_text(), "where it can be read"),
      plain("date", &Source::date, calendar_date(), "when it was published"),
      plain("note", &Source::note, any_text(), "a sentence for the reader"),
  };
  return table;
}

Sources read_sources(const Node& table, Reader& reader) {
  Sources sources;
  const std::string path = table.key.empty() ? "sources" : table.key;
  if (!expect_table(reader, table, path)) return sources;
  for (const Node& entry : table.children) {
    Source& source = sources[entry.key];
    source.id = entry.key;
    const std::string source_path = joined(path, entry.key);
    read_table(source, entry, source_path, reader);
    if (!entry.is_table()) continue;

    // Which kind was given cannot be told from the struct, so the file is asked.
    check_required(source, &entry, source_path, reader);
    if (entry.find("kind") == nullptr)
      reader.diagnostics.error(entry.key_where, joined(source_path, "kind"),
                               "missing value (regulator, manufacturer, press or estimate)");
  }
  return sources;
}

}  // namespace evpickup::spec
