// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

#include <QString>

class QWidget;

namespace halftone::ui {

class FileFolders;

/// Writes all results of a cohort, a line each, or those of one model as `sweep --json` has them;
/// over no file that the cohort is read from. Throws Error with the sentence to show.
void exportCohortTable(const CohortSession& cohort, const QString& path);
void exportCohortJson(const CohortSession& cohort, const pipeline::CohortPoints& points,
                      const QString& path);

/// Asks for a file for either, "csv" or "json", and writes it; `points` is null where they are not
/// counted yet. The file; empty where none was chosen. Throws Error as they do.
QString exportCohort(const CohortSession& cohort, const pipeline::CohortPoints* points,
                     const QString& kind, FileFolders& folders, QWidget* parent);

} // namespace halftone::ui
