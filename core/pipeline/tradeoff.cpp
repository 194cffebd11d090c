// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/tradeoff.h"

#include "core/base/pareto_front.h"

#include <limits>

namespace halftone::pipeline {

std::optional<double> qualityOf(const TradeoffPoint& point, QualityAxis axis)
{
    return axis == QualityAxis::Dice ? point.dice : point.agreement;
}

double costOf(const TradeoffPoint& point, CostAxis axis)
{
    switch (axis) {
    case CostAxis::SliceTime: return point.latency.medianMs;
    case CostAxis::WeightBytes: return static_cast<double>(point.weightBytes);
    case CostAxis::Memory: return static_cast<double>(point.arenaBytes + point.packedBytes);
    }
    return 0;
}

std::vector<std::size_t> paretoFront(std::span<const TradeoffPoint> points, QualityAxis quality,
                                     CostAxis cost)
{
    std::vector<CostAndQuality> plain;
    for (const TradeoffPoint& point : points) {
        plain.push_back(
            {costOf(point, cost),
             qualityOf(point, quality).value_or(std::numeric_limits<double>::quiet_NaN())});
    }
    return halftone::paretoFront(plain);
}

} // namespace halftone::pipeline
