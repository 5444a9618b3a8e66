// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exit_code.hpp"
#include "options.hpp"

/// One function for each subcommand; each does its work and says how it ended.
namespace evpickup::app {

[[nodiscard]] ExitCode execute(const RunCommand& command);
[[nodiscard]] ExitCode execute(const CompareCommand& command);
[[nodiscard]] ExitCode execute(const SweepCommand& command);
[[nodiscard]] ExitCode execute(const CostCommand& command);
[[nodiscard]] ExitCode execute(const TripCommand& command);
[[nodiscard]] ExitCode execute(const ListCommand& command);
[[nodiscard]] ExitCode execute(const ShowCommand& command);
[[nodiscard]] ExitCode execute(const CheckCommand& command);
[[nodiscard]] ExitCode execute(const ImportCommand& command);
[[nodiscard]] ExitCode execute(const ValidateCommand& command);
[[nodiscard]] ExitCode execute(const MergeCommand& command);
[[nodiscard]] ExitCode execute(const ExplainCommand& command);
[[nodiscard]] ExitCode execute(const SchemaCommand& command);
[[nodiscard]] ExitCode execute(const NewCommand& command);
[[nodiscard]] ExitCode execute(const WatchCommand& command);
[[nodiscard]] ExitCode execute(const CompletionCommand& command);
[[nodiscard]] ExitCode execute(const CompleteCommand& command);
[[nodiscard]] ExitCode execute(const ManCommand& command);
[[nodiscard]] ExitCode execute(const VersionCommand& command);
[[nodiscard]] ExitCode execute(const PrintCommand& command);

}  // namespace evpickup::app
