// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "command_tree.hpp"
#include "commands.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/version.hpp"
#include "subcommands.hpp"
#include "terminal.hpp"

/// The manual page in man(7), from the same tree as the help.
namespace evpickup::app {

namespace {

/// Text as it is meant: no escapes, no requests, hyphens that can be copied.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += fmt::format("\\&{}", c);
    } else {
      out += c;
    }
  }
  return out;
}

std::string option_lines(const CLI::Option& option) {
  const std::string names =
      option.get_positional() ? option.get_name(true) : option.get_name(false, true);
  std::string heading =
      fmt::format("\\fB{}\\fR", escaped(base::join(base::split(names, ','), ", ")));
  const auto text = base::trim(option.get_option_text());
  if (!text.empty()) heading += fmt::format(" \\fI{}\\fR", escaped(text));
  return fmt::format(".TP\n{}\n{}\n", heading, escaped(option.get_description()));
}

std::string command_lines(const Subcommand& row, const CLI::App& command) {
  std::string out =
      fmt::format(".SS {} {}\n{}\n", row.name, escaped(row.arguments), escaped(row.help));
  for (const CLI::Option* option : command.get_options())
    if (!option->check_name("--help")) out += option_lines(*option);
  return out + fmt::format(".PP\nExample:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n",
                           escaped(std::string{row.example}));
}

constexpr std::string_view ending = R"(.SH EXIT STATUS
.TP
\fB0\fR
done
.TP
\fB1\fR
\fBvalidate\fR or \fB\-\-audit\fR found more than its bar allows
.TP
\fB2\fR
wrong usage, a wrong input file, or a file that cannot be written
.TP
\fB70\fR
a fault of the program
.TP
\fB130\fR
interrupted
.SH ENVIRONMENT
.TP
\fBEVPICKUP_DATA\fR
the data folder, where \fB\-\-data\fR does not name it
.TP
\fBCOLUMNS\fR
width of tables
.TP
\fBNO_COLOR\fR
no colour, if it is set and not empty
.TP
\fBLC_ALL\fR, \fBLC_CTYPE\fR, \fBLANG\fR
UTF\-8 or plain ASCII, by the first that is set
.SH FILES
A data folder has \fIvehicles/\fR and \fIscenarios/\fR, with markets, drive cycles, routes and
estimates below. Their formats: \fBevpickup explain\fR.
)";

}  // namespace

ExitCode execute(const ManCommand&) {
  Typed typed;
  CLI::App root{"", "evpickup"};
  build_command_tree(root, typed);
  std::string page = fmt::format(
      ".TH EVPICKUP 1 \"\" \"evpickup {}\" \"User Commands\"\n.SH NAME\nevpickup \\- compares "
      "pickup trucks by physics and by money\n.SH SYNOPSIS\n.B evpickup\n.I COMMAND\n"
      "[\\fIOPTIONS\\fR]\n.SH DESCRIPTION\nEach truck is a file of sourced figures. The program "
      "drives it along speed traces until its battery is empty, and adds up what it costs over the "
      "years in a market.\n.SH COMMANDS\n",
      version);
  for (const Subcommand& row : subcommands())
    page += command_lines(row, *root.get_subcommand(std::string{row.name}));
  print(page + std::string{ending});
  return ExitCode::done;
}

}  // namespace evpickup::app
