// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QMenu;

namespace halftone::ui {

class MainWindow;

/// Fills a menu with all that B can be: precisions of the model, other models with how they fit the
/// image, the reference, label layers, a label file, and nothing. What is not there is disabled and
/// says why.
void fillCompareMenu(QMenu& menu, MainWindow& window);

} // namespace halftone::ui
