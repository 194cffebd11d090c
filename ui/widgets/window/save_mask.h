// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/layer.h"

#include <QtGlobal>

namespace halftone::ui {

class MainWindow;

/// Asks where the mask that is seen goes, an edited one (askToSaveEdited) or that of the open
/// image, beside the image if nothing else is said, in one of the formats that can hold it, and
/// before files are replaced; then saves it (MaskSaver). Something is open that can be segmented,
/// or an edited mask is seen.
void askToSaveMask(MainWindow& window);
enum class SavedAs {
    Anything,
    Voxels ///< nothing that cannot be edited again
};
/// The same of an edited layer; as Session::saveEdited(). 0: nothing is being saved.
quint64 askToSaveEdited(MainWindow& window, LayerId layer, SavedAs as = SavedAs::Anything);

/// Asks where the surface of each label of the selected layer goes, STL in millimetres of the
/// patient: of the voxels themselves, not of the smoothed picture. Where no label layer is
/// selected, of the mask of the open image. Says so where there are no labels.
void askToSaveSurface(MainWindow& window);

/// What becomes of saves is said in the window's banners from now on.
void connectSaver(MainWindow& window);

} // namespace halftone::ui
