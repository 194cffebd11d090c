// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/document/document.h"
#include "ui/render/slice_renderer.h"
#include "ui/session/session.h"

#include <QStringList>

#include <array>
#include <vector>

/// What a plane of a document looks like, as pixels: THE rule for every view.
namespace halftone::ui {

/// Visible images along a plane, bottom first; null where the document has none. The base's own
/// voxels are taken as they are, other images are interpolated between theirs.
[[nodiscard]] std::vector<ImagePicture> imagesOf(const Document& document,
                                                 const image::PlaneGrid& grid);

/// Which of them is an image layer's, counted as imagesOf does; -1: it is hidden.
[[nodiscard]] int pictureOf(const Document& document, LayerId image);

/// Grey values that a window shows black and white, as ImagePicture has them.
[[nodiscard]] std::array<double, 2> endsOf(const DisplayWindow& window);

/// Visible predictions, comparisons and labels along a plane, bottom first. Masks are those on the
/// screen (Session::shown); where a mask is not there yet, nothing is painted, and nothing is
/// called an error. A label that is pointed at (Document::highlight) is seen fully, others faintly.
[[nodiscard]] std::vector<OverlayPicture> overlaysOf(const Document& document, Session& session,
                                                     const image::PlaneGrid& grid);

/// The same with B, what the document compares the prediction with, in the prediction's place;
/// labels that are B are seen even where their layer is hidden.
[[nodiscard]] std::vector<OverlayPicture>
otherOverlaysOf(const Document& document, Session& session, const image::PlaneGrid& grid);

/// Whether the plane through the cursor goes through voxels of a box of the base's grid.
[[nodiscard]] bool isCut(const image::VoxelBox& box, const Document& document, image::Plane plane);

/// The labels of visible layers at a point in space, bottom first: "pancreas" of the mask on the
/// screen, "reference: pancreas" of other layers, "B: pancreas" of another mask.
[[nodiscard]] QStringList labelsAt(const Document& document, Session& session,
                                   const image::Point& mm);

} // namespace halftone::ui
