// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

namespace halftone::ui {

/// A sentence for each image that counts more than once, under whatever names: in several cases,
/// which are then no independent ones, or twice in one. Images are known by their sums, so only
/// those of cases with a result are told. `cases` are those of `cohort`.
[[nodiscard]] QStringList repeatedImages(const pipeline::Cohort& cohort,
                                         const std::vector<CohortSession::Case>& cases);

} // namespace halftone::ui
