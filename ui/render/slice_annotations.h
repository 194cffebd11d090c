// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/grid/plane.h"
#include "ui/render/haloed_text.h"
#include "ui/render/quads.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

class vtkRenderer;

namespace halftone::ui {

/// The viewport as annotations need it.
struct AnnotatedView {
    int width = 1; ///< device pixels
    int height = 1;
    double ratio = 1;      ///< device pixels per logical pixel
    double mmPerPixel = 1; ///< per device pixel
    /// Device pixels from the lower left corner; none: no crosshair.
    std::optional<std::array<double, 2>> crosshair;
};

/// Edge letters, words, scale bar and crosshair of a slice view, all with a dark halo: an image has
/// every grey. Part of SliceRenderer. Lines are whole device pixels wide and lie on whole device
/// pixels, so that those across are as wide as those upright.
class SliceAnnotations {
public:
    explicit SliceAnnotations(vtkRenderer* renderer);

    /// Lays out everything; hides it all where the plane has no pixels.
    void update(const AnnotatedView& view, const image::PlaneGrid& plane);
    /// Words in the lower left corner, UTF-8; not shown where they would reach the letter beside
    /// them.
    void setWords(const std::string& words) { m_words = words; }
    void setVisible(bool visible) { m_visible = visible; }

private:
    void placeLetters(const AnnotatedView& view, const image::PlaneGrid& plane);
    void placeWords(const AnnotatedView& view);
    /// The bar itself; its text is placed.
    PixelBox placeScaleBar(const AnnotatedView& view, const image::PlaneGrid& plane);
    /// The four arms of the crosshair, as far as they are in the view.
    [[nodiscard]] std::vector<PixelBox> crosshairArms(const AnnotatedView& view) const;

    Quads m_halo; ///< below m_ink
    Quads m_ink;
    std::array<HaloedText, 4> m_letters; ///< left, right, top, bottom
    HaloedText m_scaleText;
    HaloedText m_corner;
    std::string m_words;
    bool m_visible = true;
};

} // namespace halftone::ui
