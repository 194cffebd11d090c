// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/session.h"

/// What is written over a plane.
namespace halftone::ui {

/// "axial  12 of 30"; the plane of the model's slices is numbered as they are.
[[nodiscard]] QString planeName(const Document& document, const Session& session,
                                image::Plane plane);

/// What made the mask on the screen, or what is coming: "W4A6, integer engine". Something is open.
[[nodiscard]] QString captionOf(const Session& session);

} // namespace halftone::ui
