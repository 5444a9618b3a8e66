// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/row_stream.hpp"

namespace evpickup::study {

/// A stream with what all of them begin with, but for columns and rows. Every file that the rows
/// need has been read.
[[nodiscard]] RowStream begun_stream(const model::Catalog& catalog, const model::Scenario& ready,
                                     const RunOptions& options);

}  // namespace evpickup::study
