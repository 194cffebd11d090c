// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/network_study.h"

#include <QFrame>

#include <array>

class QLabel;

namespace halftone::ui {

class WeightHistogram;

/// Everything that is known of one convolution, in words and as the histogram of its weights.
class LayerDetails : public QFrame {
    Q_OBJECT

public:
    explicit LayerDetails(QWidget* parent = nullptr);

    /// `node` of the study's network; -1, or no study: empty. `stale`: dim. `lossText`: what is
    /// said where no loss is known.
    void show(const StudiedNetwork* study, int node, bool stale, const QString& lossText);

private:
    enum Row { Bits, Time, Error, Clipped, Sensitivity, RowCount };

    QLabel* m_title;
    std::array<QLabel*, RowCount> m_rows{};
    WeightHistogram* m_histogram;
};

} // namespace halftone::ui
