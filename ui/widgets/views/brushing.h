// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/session/editing.h"
#include "ui/widgets/views/tools.h"

#include <QObject>

#include <functional>
#include <optional>

namespace halftone::ui {

class SliceView;

/// The brush in views: strokes of the mouse become those of the document's edits, and what the
/// brush would paint is outlined under the mouse, voxel by voxel.
class Brushing : public QObject {
    Q_OBJECT

public:
    Brushing(Document& document, Editing& editing, QObject* parent = nullptr);

    /// Listens to a view, whose plane may become another one. The view must live as long.
    void listen(const std::function<image::Plane()>& planeOf, SliceView& view);
    /// The range of values becomes that under the brush. False: the mouse is over no view.
    bool takeRange();

private:
    void stroke(Stroke stroke, image::Plane plane, const image::Point& mm, bool erases);
    void outline(SliceView& view, image::Plane plane) const;

    Document& m_document;
    Editing& m_editing;
    SliceView* m_view = nullptr; ///< that the mouse is in
    std::function<image::Plane()> m_planeOf;
};

} // namespace halftone::ui
