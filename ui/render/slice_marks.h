// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/haloed_text.h"
#include "ui/render/quads.h"
#include "ui/render/slice_annotations.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace halftone::ui {

struct Mark;
struct PlanePoint;

/// What people drew on a plane, with a dark halo: chains of lines, squares at their handles, and
/// words beside the last handle. Part of SliceRenderer.
class SliceMarks {
public:
    explicit SliceMarks(vtkRenderer* renderer);

    void set(std::vector<Mark> marks);
    /// Lays out everything; `toScreen` gives device pixels from the lower left corner.
    using ToScreen = std::function<std::array<double, 2>(const PlanePoint&)>;
    void update(const AnnotatedView& view, const ToScreen& toScreen);

private:
    vtkRenderer* m_renderer;
    Quads m_halo;
    Quads m_ink;
    Quads m_selectedInk;
    std::vector<Mark> m_marks;
    std::vector<std::unique_ptr<HaloedText>> m_words; ///< reused, the rest hidden
};

} // namespace halftone::ui
