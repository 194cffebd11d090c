// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/overlay.h"
#include "ui/render/slice_renderer.h"

#include <vector>

class QPainter;

namespace halftone::ui {

/// Draws what a brush would paint, as runs of edges of the renderer's plane, onto its view. Seen on
/// any ground, as measurements are. `ratio`: device pixels per logical pixel of the painter.
void paintBrushOutline(QPainter& painter, const std::vector<EdgeRun>& outline,
                       const SliceRenderer& renderer, double ratio);

} // namespace halftone::ui
