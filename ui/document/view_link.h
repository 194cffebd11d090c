// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

namespace halftone::ui {

/// Where `view` of the plane `grid` looks when it is linked to `other`, a view of `otherGrid`: at
/// the same scale in millimetres, at the same place along the directions that both planes have, and
/// as before along the one that only it has. A fitted view is followed by fitting.
[[nodiscard]] ViewState linkedView(const ViewState& view, const image::PlaneGrid& grid,
                                   const ViewState& other, const image::PlaneGrid& otherGrid);

/// Links all other views of a document to that of `plane`, at the cursor.
void linkViews(Document& document, image::Plane plane);

} // namespace halftone::ui
