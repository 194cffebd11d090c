// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/render/space_renderer.h"

#include <QWidget>

#include <optional>

namespace halftone::ui {

/// Buttons over the view of space: a letter for each side of the patient, the camera as at first, a
/// picture to keep.
class SpaceButtons : public QWidget {
    Q_OBJECT

public:
    explicit SpaceButtons(QWidget* parent);

    /// Where nobody knows the sides there are no letters.
    void setOrientationKnown(bool known) { m_sides->setVisible(known); }

Q_SIGNALS:
    /// Nothing: as at first.
    void lookedFrom(const std::optional<halftone::ui::SpaceSide>& side);
    void snapshotRequested();

private:
    QWidget* m_sides;
};

} // namespace halftone::ui
