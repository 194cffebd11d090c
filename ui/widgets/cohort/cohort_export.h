// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

#include <QString>

class QWidget;

namespace halftone::ui {

class FileFolders;

/// The file to write to, "csv" or "json"; empty: none was chosen.
[[nodiscard]] QString askForExport(const CohortSession& cohort, const QString& kind,
                                   FileFolders& folders, QWidget* parent);

/// Writes all results of a cohort, a line each, or those of one model as `sweep --json` has them;
/// over no file that the cohort is read from. Throws Error with the sentence to show.
void exportCohortTable(const CohortSession& cohort, const QString& path);
void exportCohortJson(const CohortSession& cohort, const pipeline::CohortPoints& points,
                      const QString& path);

} // namespace halftone::ui
