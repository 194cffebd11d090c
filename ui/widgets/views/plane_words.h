// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/session.h"

/// What is written over a plane.
namespace halftone::ui {

class SliceView;

/// "axial  12 of 30"; the plane of the model's slices is numbered as they are.
[[nodiscard]] QString planeName(const Document& document, const Session& session,
                                image::Plane plane);

/// The caption over a view of a plane: what made the mask on the screen, or what is coming, "W4A6,
/// integer engine", or what is edited, which the views of the other planes say, too. Something is
/// open.
void writeCaption(SliceView& view, const Session& session, bool isMain);

} // namespace halftone::ui
