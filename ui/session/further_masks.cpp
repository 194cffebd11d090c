// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/further_masks.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

bool holds(const std::vector<quant::Precision>& all, quant::Precision precision)
{
    return std::find(all.begin(), all.end(), precision) != all.end();
}

} // namespace

bool FurtherMasks::set(const QString& purpose, const std::vector<quant::Precision>& precisions)
{
    return std::exchange(m_asked[purpose], precisions) != precisions;
}

bool FurtherMasks::contains(quant::Precision precision) const
{
    return std::any_of(m_asked.begin(), m_asked.end(),
                       [&](const auto& entry) { return holds(entry.second, precision); });
}

std::vector<quant::Precision> FurtherMasks::within(const PrecisionModel& model,
                                                   std::size_t bytesOfOne,
                                                   std::size_t budgetBytes) const
{
    std::vector<quant::Precision> result;
    for (const auto& [purpose, precisions] : m_asked) {
        for (const quant::Precision precision : precisions) {
            const std::size_t held = result.size() + 3;
            if (model.isOffered(precision) && !holds(result, precision)
                && held * bytesOfOne <= budgetBytes) {
                result.push_back(precision);
            }
        }
    }
    return result;
}

} // namespace halftone::ui
