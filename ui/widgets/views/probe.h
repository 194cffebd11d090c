// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"
#include "ui/render/slice_renderer.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTimer>

namespace halftone::ui {

/// Says what lies under the mouse: the voxel of the base image, its value, the labels that are
/// shown there, and where it is in the patient; and how likely the model holds its label, once the
/// mouse rests and nothing else is computed.
class Probe : public QObject {
    Q_OBJECT

public:
    Probe(Document& document, Session& session, QObject* parent = nullptr);

    /// At a pixel of the plane through the cursor; nothing: the mouse is elsewhere.
    void point(image::Plane plane, const std::optional<PlanePoint>& pixel);
    /// What is said of it; empty where there is nothing.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// Empty where there is nothing.
    void said(const QString& text);

private:
    /// The point of the mask that is shown there, and its pixel.
    struct MaskPixel {
        ResultKey key;
        int column = 0;
        int row = 0;
    };
    [[nodiscard]] std::optional<MaskPixel> maskPixel() const;
    void ask();

    Document& m_document;
    Session& m_session;
    std::optional<image::Point> m_mm; ///< the centre of the pixel
    QTimer m_rest;
};

} // namespace halftone::ui
