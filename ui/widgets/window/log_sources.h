// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class MainWindow;

/// From now on the window's log has what is opened and saved, what is found in it, and every
/// message of the window.
void logWhatHappens(MainWindow& window);

/// Shows the window's log, the same one each time.
void showLog(MainWindow& window);

} // namespace halftone::ui
