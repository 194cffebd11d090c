// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace halftone::ui {

/// A convolution in the drawing.
struct LayerBox {
    int node = 0;
    QRectF rect;
};

/// How values go from one block to another.
struct LayerLink {
    QPolygonF line;     ///< ends in an arrow
    bool skips = false; ///< from the encoder across to the decoder
};

/// A network drawn as what it is: convolutions of one level that follow each other form a block,
/// blocks stand from left to right, deeper levels lower. A U-Net becomes a U.
struct NetworkLayout {
    QSizeF size;
    std::vector<LayerBox> boxes; ///< in the order of the graph
    std::vector<LayerLink> links;

    /// Index in `boxes` of what lies there, or -1.
    [[nodiscard]] int boxAt(const QPointF& point) const;
};

/// As wide as told, but never so narrow that words are cut.
[[nodiscard]] NetworkLayout layOut(const model::Network& network, double width);

} // namespace halftone::ui
