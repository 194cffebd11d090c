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

std::vector<quant::Precision> FurtherMasks::all() const
{
    std::vector<quant::Precision> result;
    for (const auto& [purpose, precisions] : m_asked) {
        for (const quant::Precision precision : precisions) {
            if (!holds(result, precision)) {
                result.push_back(precision);
            }
        }
    }
    return result;
}

std::vector<quant::Precision> offeredOf(const PrecisionModel& model,
                                        std::vector<quant::Precision> precisions)
{
    std::erase_if(precisions, [&](quant::Precision one) { return !model.isOffered(one); });
    return precisions;
}

int furtherSlices(std::size_t precisions, int slices, std::size_t bytesOfSlice,
                  std::size_t budgetBytes)
{
    constexpr std::size_t kFewest = 9;
    const auto all = static_cast<std::size_t>(std::max(slices, 0));
    const std::size_t kept = budgetBytes / std::max<std::size_t>(bytesOfSlice, 1);
    const std::size_t room = kept - std::min(kept, 2 * all);
    const std::size_t each = room / std::max<std::size_t>(precisions, 1);
    return static_cast<int>(std::min(all, std::max(each, kFewest)));
}

} // namespace halftone::ui
