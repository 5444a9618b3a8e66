// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "commands.hpp"
#include "data_folder.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/file_outline.hpp"
#include "starting_files.hpp"
#include "text_output.hpp"

namespace evpickup::app {

namespace {

namespace fs = std::filesystem;

/// The name becomes part of references such as my_truck:standard@us.
void require_plain(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (!name.empty() && std::ranges::all_of(name, plain)) return;
  throw base::InputError(
      fmt::format("\"{}\" is no name for a file of this kind", name),
      "it has lower-case letters, digits and _ only; -o FILE puts it somewhere else");
}

void require_new(const std::string& path) {
  std::error_code error;
  if (fs::exists(path, error))
    throw base::InputError(fmt::format("\"{}\" is there already, and nothing overwrites it", path),
                           "choose another name, or -o FILE");
}

/// How an editor finds the schema: from the file, if it lies in the file's folder or below, else by
/// its full path.
std::string schema_place(const NewCommand& command, const std::string& path) {
  const auto formats = model::file_formats();
  const auto format = std::ranges::find(formats, command.kind, &model::FileFormat::name);
  const fs::path schema =
      fs::absolute(find_data_folder(command.data) / std::string{format->schema}).lexically_normal();
  const fs::path folder = fs::absolute(path).lexically_normal().parent_path();
  const fs::path from_file = schema.lexically_relative(folder);
  const bool is_below = !from_file.empty() && *from_file.begin() != "..";
  return is_below ? "./" + from_file.generic_string() : schema.generic_string();
}

}  // namespace

ExitCode execute(const NewCommand& command) {
  require_plain(command.name);
  const std::string path = command.output.empty() ? command.name + ".toml" : command.output;
  if (path != "-") require_new(path);
  TextOutput out(path, command.quiet);
  out.write(starting_file(command.kind, command.name, schema_place(command, path)));
  return ExitCode::done;
}

}  // namespace evpickup::app
