// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class MainWindow;

/// Asks where the mask of the open image goes, beside the image if nothing else is said, in one of
/// the formats that can hold it, and before files are replaced; then saves it (MaskSaver).
/// Something is open that can be segmented.
void askToSaveMask(MainWindow& window);

} // namespace halftone::ui
