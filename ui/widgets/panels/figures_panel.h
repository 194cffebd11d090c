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

/// How errors look on the image.
struct ErrorLooks {
    std::vector<QRgb> agreeing; ///< what agrees; none: no errors are shown
    bool hatched = false;       ///< errors are hatched (OverlayPicture::hatched)

    friend bool operator==(const ErrorLooks&, const ErrorLooks&) = default;
};

/// Figures of the mask on the screen: how much of it agrees with what it is compared with.
class FiguresPanel : public QWidget {
    Q_OBJECT

public:
    explicit FiguresPanel(QWidget* parent = nullptr);

    /// Nothing hides the panel. Where `looks` shows no errors there is nothing to explain.
    /// `pending`: what is being computed instead, for it is not yet what the sliders say; empty:
    /// nothing.
    void setFigures(const std::optional<SliceFigures>& figures, const ErrorLooks& looks,
                    const QString& pending);

private:
    struct Row {
        QLabel* swatch;
        QLabel* name;
        QLabel* area; ///< the same in mm2, or nothing
        QLabel* value;
    };

    void colourSwatches();
    static void showArea(const Row& row, const QString& area);
    void showDistance(const SliceFigures& figures);
    [[nodiscard]] QString volumeText(const SliceFigures& figures) const;

    QLabel* m_heading;
    std::array<Row, 3> m_rows{};
    QLabel* m_distance;
    QLabel* m_volume;
    ErrorLooks m_looks;
};

} // namespace halftone::ui
