// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/network_study.h"

#include <QAbstractTableModel>

namespace halftone::ui {

/// What the layers of a network are coloured by.
enum class LayerAspect { Time, Error, Sensitivity, Clipped };

/// The plain number behind an aspect: milliseconds, relative error, loss of agreement, the larger
/// of both clipped shares. Nothing where it is not known.
[[nodiscard]] std::optional<double> valueOf(LayerAspect aspect, const StudiedNetwork& study,
                                            const pipeline::LayerFigures& layer);
/// As it is written beside a layer: "0.41 ms", "3.2 %", a loss with its sign.
[[nodiscard]] QString textOf(LayerAspect aspect, double value);
/// What a layer puts out: "24 x 512 x 512" with multiplication signs, channels first.
[[nodiscard]] QString shapeOf(const pipeline::LayerFigures& layer);
/// Of a convolution: "W4A6", "W8" where outputs are logits; else an en dash.
[[nodiscard]] QString bitsOf(const pipeline::LayerFigures& layer);
/// A share of one in percent, with two digits: "3.2 %", "0.04 %", "<0.01 %".
[[nodiscard]] QString formatShare(double share);

/// The layers of one studied network, one row each, in the order of the graph.
class NetworkTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Layer,
        Shape,
        Bits,
        Time,
        AlgorithmName,
        OfCeiling,
        OutputError,
        WeightsClipped,
        OutputsClipped,
        Loss,
        Rank,
        ColumnCount
    };

    explicit NetworkTableModel(QObject* parent = nullptr);

    /// Null: empty. Copied. One reset where the layers are others, else their cells change.
    void show(const StudiedNetwork* study);
    [[nodiscard]] const std::optional<StudiedNetwork>& study() const noexcept { return m_study; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::optional<StudiedNetwork> m_study;
};

} // namespace halftone::ui
