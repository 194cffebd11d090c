// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

/// What people do about label files in the window.
class QMimeData;

namespace halftone::ui {

class MainWindow;

/// The first becomes the reference, the others layers; any of them can take its place later.
void openReferences(MainWindow& window, const QStringList& paths);
/// Several files at once: slices of one series open its folder; label files go over the image that
/// is open, as openReferences().
void openDropped(MainWindow& window, const QStringList& paths);
/// What can be dropped on the window: local files. One of them opens as MainWindow::openPath has
/// it.
[[nodiscard]] bool areFiles(const QMimeData& dropped);
void openDropped(MainWindow& window, const QMimeData& dropped);
/// Makes the selected layer of labels the one that masks are scored against.
void useAsReference(MainWindow& window);
/// Asks what the values of the reference mean; nothing where there is none to ask about.
void askForValues(MainWindow& window);

} // namespace halftone::ui
