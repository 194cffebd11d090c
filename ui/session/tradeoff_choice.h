// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/tradeoff.h"

#include <QObject>

#include <map>

namespace halftone::ui {

using pipeline::CostAxis;
using pipeline::QualityAxis;

/// What the two axes of a chart show.
struct TradeoffAxes {
    QualityAxis quality = QualityAxis::Agreement;
    CostAxis cost = CostAxis::SliceTime;

    friend bool operator==(const TradeoffAxes&, const TradeoffAxes&) = default;
};

/// How somebody looks at trade-offs: the axes that are wished for, and limits. The same for all
/// charts of a session, and as long as it lasts, whatever is opened. Each axis of costs has a limit
/// of its own.
class TradeoffChoice : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const TradeoffAxes& axes() const noexcept { return m_axes; }
    void setAxes(const TradeoffAxes& axes);

    /// Of the axes that are wished for.
    [[nodiscard]] pipeline::Limits limits() const;
    /// In what costOf() gives; stays known while it is off.
    [[nodiscard]] double mostCost() const;
    [[nodiscard]] bool hasMostCost() const noexcept { return m_hasMostCost; }
    void setMostCost(bool isOn, double cost);
    [[nodiscard]] double leastQuality() const noexcept { return m_leastQuality; }
    [[nodiscard]] bool hasLeastQuality() const noexcept { return m_hasLeastQuality; }
    void setLeastQuality(bool isOn, double quality);

Q_SIGNALS:
    void changed();

private:
    TradeoffAxes m_axes{QualityAxis::Dice, CostAxis::SliceTime};
    bool m_hasMostCost = false;
    bool m_hasLeastQuality = false;
    std::map<CostAxis, double> m_mostCost{{CostAxis::SliceTime, 50},
                                          {CostAxis::WeightBytes, 500e3},
                                          {CostAxis::Memory, 20e6},
                                          {CostAxis::BitOperations, 50e9}};
    double m_leastQuality = 0.9;
};

} // namespace halftone::ui
