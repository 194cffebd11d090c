// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/tradeoff_choice.h"

namespace halftone::ui {

void TradeoffChoice::setAxes(const TradeoffAxes& axes)
{
    if (axes != m_axes) {
        m_axes = axes;
        Q_EMIT changed();
    }
}

double TradeoffChoice::mostCost() const
{
    return m_mostCost.at(m_axes.cost);
}

pipeline::Limits TradeoffChoice::limits() const
{
    pipeline::Limits limits;
    if (m_hasMostCost) {
        limits.mostCost = mostCost();
    }
    if (m_hasLeastQuality) {
        limits.leastQuality = m_leastQuality;
    }
    return limits;
}

void TradeoffChoice::setMostCost(bool isOn, double cost)
{
    if (isOn != m_hasMostCost || cost != mostCost()) {
        m_hasMostCost = isOn;
        m_mostCost[m_axes.cost] = cost;
        Q_EMIT changed();
    }
}

void TradeoffChoice::setLeastQuality(bool isOn, double quality)
{
    if (isOn != m_hasLeastQuality || quality != m_leastQuality) {
        m_hasLeastQuality = isOn;
        m_leastQuality = quality;
        Q_EMIT changed();
    }
}

} // namespace halftone::ui
