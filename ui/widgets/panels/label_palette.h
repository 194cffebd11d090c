// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/controls/popup_card.h"

#include <QColor>
#include <QString>

namespace halftone::ui {

/// Why a label cannot have a colour: to some eyes it looks like one that belongs to errors, to
/// references or to fragile voxels. A sentence; empty: it can.
[[nodiscard]] QString colourFault(QRgb colour);

/// The colours of labels to choose from (core/base/label_colours.h), and a way to any other.
class LabelPalette : public PopupCard {
    Q_OBJECT

public:
    /// `label`: whose colour it is. Goes by itself when it is closed.
    LabelPalette(const QString& label, QRgb present, QWidget* parent);

    /// Below a place on the screen.
    void openAt(const QPoint& globalPlace);

Q_SIGNALS:
    /// One of the palette, which can be had.
    void chosen(QRgb colour);
    /// Another one is wanted.
    void otherRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace halftone::ui
