// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/catalog.hpp"
#include "exit_code.hpp"
#include "options.hpp"

namespace evpickup::app {

/// Opens the outputs, runs the scenario, writes its results and, if asked for, the trace of one
/// case and the audit. What `run` and `compare` share.
[[nodiscard]] ExitCode answer(model::Catalog& catalog, model::Scenario scenario,
                              const StudyOptions& study, const OutputOptions& output);

/// Puts the results into another currency; an empty code changes nothing. Throws base::InputError
/// for one without an exchange rate.
void set_currency(model::Catalog& catalog, model::Scenario& scenario, const std::string& code);

/// Puts what the command line says of currency and draws on top of a scenario. Throws
/// base::InputError for what does not go with it.
void prepare(model::Catalog& catalog, model::Scenario& scenario, const StudyOptions& study);

/// Says in one line how many warnings there are about the files read so far, and how to see them,
/// unless `quiet`.
void tell_warnings(const model::Catalog& catalog, bool quiet);

}  // namespace evpickup::app
