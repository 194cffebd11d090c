// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/network_table_model.h"
#include "ui/widgets/network/network_layout.h"

#include <QWidget>

namespace halftone::ui {

/// Lightness from little to much on the scale of layers: also seen by who sees no colours.
/// `share` in [0,1].
[[nodiscard]] QColor heatColour(double share);

/// The network drawn as a U: a box for each convolution with its bits, its time as a bar and one
/// aspect as a colour; one box is chosen, by mouse or keys.
class NetworkDiagram : public QWidget {
    Q_OBJECT

public:
    explicit NetworkDiagram(QWidget* parent = nullptr);

    /// Null: nothing to draw. Copied. `stale`: what is wanted is another precision; drawn dim.
    void show(const StudiedNetwork* study, bool stale);
    void setAspect(LayerAspect aspect);
    [[nodiscard]] LayerAspect aspect() const noexcept { return m_aspect; }
    /// A node of the graph, -1: none.
    [[nodiscard]] int chosen() const noexcept { return m_chosen; }
    void choose(int node);
    /// Where a node's box lies; null for what has none.
    [[nodiscard]] QRectF rectOf(int node) const;
    /// The value that has the brightest colour; nothing where none is known.
    [[nodiscard]] std::optional<double> largest() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }

Q_SIGNALS:
    void choseLayer(int node);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void lay();
    void step(int by);
    /// To the nearest box in a direction, (-1,0) being left.
    void stepTowards(QPoint direction);
    [[nodiscard]] const pipeline::LayerFigures& figuresOf(const LayerBox& box) const;
    [[nodiscard]] QString describe(const LayerBox& box) const;
    void drawLinks(QPainter& painter) const;
    void drawBox(QPainter& painter, const LayerBox& box, double slowest,
                 std::optional<double> largest) const;

    std::optional<StudiedNetwork> m_study;
    bool m_stale = false;
    LayerAspect m_aspect = LayerAspect::Error;
    int m_chosen = -1;
    NetworkLayout m_layout;
};

} // namespace halftone::ui
