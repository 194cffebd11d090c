// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace halftone::ui {

class MainWindow;

/// Asks where the mask of the open image goes, beside the image if nothing else is said, in one of
/// the formats that can hold it, and before files are replaced; then saves it (MaskSaver).
/// Something is open that can be segmented.
void askToSaveMask(MainWindow& window);

/// Asks where the surface of each label of the selected layer goes, STL in millimetres of the
/// patient: of the voxels themselves, not of the smoothed picture. Where no label layer is
/// selected, of the mask of the open image. Says so where there are no labels.
void askToSaveSurface(MainWindow& window);

} // namespace halftone::ui
