// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class MainWindow;
class ReportWriter;

/// Asks where the report on what is open goes, and before a file is replaced; then writes it, as a
/// page or a PDF. Says when it is there. Something is open that can be segmented.
void askToExportReport(MainWindow& window);

/// Puts the points of the chart on the clipboard as a table that says how they came about, as soon
/// as the checksums of the open files are known.
void copyTradeoff(MainWindow& window);

/// Writes the reports of a window; made when it is first asked for.
[[nodiscard]] ReportWriter& reportWriterOf(MainWindow& window);

} // namespace halftone::ui
