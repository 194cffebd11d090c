// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/active_case.h"

#include <algorithm>
#include <array>

namespace halftone::ui {

std::vector<eval::Structure> ActiveCase::structures() const
{
    std::vector<eval::Structure> result;
    if (!m_loaded.model) {
        return result;
    }
    const std::vector<std::string>& scored = m_loaded.scored;
    const auto isScored = [&](const std::string& name) {
        return scored.empty() || std::find(scored.begin(), scored.end(), name) != scored.end();
    };
    for (const Label& label : m_loaded.model->card.labels) {
        if (isScored(label.name)) {
            result.push_back({label.name, {label.value}});
        }
    }
    if (!result.empty()) {
        return result;
    }
    for (const model::LabelUnion& joined : m_loaded.model->card.unions) {
        const bool hasBackground =
            std::find(joined.values.begin(), joined.values.end(), 0) != joined.values.end();
        if (isScored(joined.name) && !hasBackground) {
            result.push_back({joined.name, joined.values});
        }
    }
    return result;
}

std::vector<std::uint8_t> ActiveCase::comparable(std::span<const std::uint8_t> mask) const
{
    std::array<std::uint8_t, 256> table{};
    for (const eval::Structure& structure : structures()) {
        const std::uint8_t lowest =
            *std::min_element(structure.values.begin(), structure.values.end());
        for (const std::uint8_t value : structure.values) {
            table[value] = lowest;
        }
    }
    std::vector<std::uint8_t> result(mask.size());
    std::transform(mask.begin(), mask.end(), result.begin(),
                   [&](std::uint8_t value) { return table[value]; });
    return result;
}

std::span<const std::uint8_t> ActiveCase::referenceSlice(int slice) const
{
    if (!isLabelled(slice) || slice < 0 || slice >= slices()) {
        return {};
    }
    const std::size_t voxels = m_loaded.reference->geometry.sliceVoxels();
    return std::span<const std::uint8_t>(m_loaded.reference->voxels)
        .subspan(static_cast<std::size_t>(slice) * voxels, voxels);
}

} // namespace halftone::ui
