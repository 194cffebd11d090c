// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/figures.h"

#include <QColor>
#include <QWidget>

#include <array>
#include <optional>
#include <vector>

class QLabel;

namespace halftone::ui {

/// Figures of the mask on the screen: how much of it agrees with what it is compared with.
class FiguresPanel : public QWidget {
    Q_OBJECT

public:
    explicit FiguresPanel(QWidget* parent = nullptr);

    /// Nothing hides the panel. `agreeing`: colours on the image of what agrees; none: it shows no
    /// errors, and there is nothing to explain. `pending`: what is being computed instead, for it
    /// is not yet what the sliders say; empty: nothing.
    void setFigures(const std::optional<SliceFigures>& figures, const std::vector<QRgb>& agreeing,
                    const QString& pending);

private:
    struct Row {
        QLabel* swatch;
        QLabel* name;
        QLabel* value;
    };

    void colourSwatches();

    QLabel* m_heading;
    std::array<Row, 3> m_rows{};
    QLabel* m_volume;
    std::vector<QRgb> m_agreeing;
};

} // namespace halftone::ui
