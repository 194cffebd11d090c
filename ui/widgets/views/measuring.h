// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/render/slice_renderer.h"
#include "ui/widgets/views/tools.h"

#include <QObject>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace halftone::ui {

class SliceView;

/// Measurements in views: strokes of the mouse become measurements of the document, and what it
/// holds is seen in the plane that it lies in. One at a time is being made, in one plane.
class Measuring : public QObject {
    Q_OBJECT

public:
    explicit Measuring(Document& document, QObject* parent = nullptr);

    /// Listens to the view of a plane and draws into it. The view must live as long.
    void serve(image::Plane plane, SliceView& view);
    /// Only listens, to a view whose plane may become another one.
    void listen(const std::function<image::Plane()>& planeOf, SliceView& view);
    /// Draws what lies in the view's plane; for those who gave it another one.
    void show(image::Plane plane);
    /// Gives up what is being made; where nothing is, nothing is selected any longer. False where
    /// there was neither.
    bool cancel();
    [[nodiscard]] std::vector<Mark> marks(image::Plane plane, const image::PlaneGrid& grid) const;

Q_SIGNALS:
    void shown(); ///< marks changed

private:
    /// The nearest measurement that is seen within `reachMm` of a point is selected, or none.
    void select(image::Plane plane, const image::Point& mm, double reachMm);
    /// A stroke that begins on a selected measurement makes none; one that is no longer than
    /// `reachMm` is taken for a click.
    void stroke(MeasurementKind kind, Stroke stroke, image::Plane plane, const image::Point& mm,
                double reachMm);
    void setDraft(std::optional<Measurement> draft);
    void moveLast(const image::Point& mm);
    void showAll();

    Document& m_document;
    std::array<SliceView*, image::kPlanes.size()> m_views{};
    std::optional<Measurement> m_draft;
    bool m_isDragged = false; ///< its button is down
};

} // namespace halftone::ui
