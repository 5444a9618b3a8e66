// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/schema.hpp"

#include <algorithm>

#include "commands.hpp"
#include "evpickup/model/file_outline.hpp"
#include "text_output.hpp"

namespace evpickup::app {

ExitCode execute(const SchemaCommand& command) {
  const auto formats = model::file_formats();
  const auto format = std::ranges::find(formats, command.kind, &model::FileFormat::name);
  TextOutput out(command.output, command.quiet);
  out.write(spec::json_schema(format->title, format->outline()));
  return ExitCode::done;
}

}  // namespace evpickup::app
