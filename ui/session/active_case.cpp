// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/active_case.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::ui {

SliceNumbers ActiveCase::sliceNumbers() const
{
    if (!image() || !image()->part) {
        return {1, 1, m_loaded.prepared ? slices() : 0};
    }
    const std::optional<OpenedPart>& opened = image()->part;
    // The model's slices run along one of the image's axes, in either direction.
    const Geometry& whole = opened->whole;
    const image::Point first = image::toIndex(whole, image::toMm(grid(), {0, 0, 0}));
    const image::Point second = image::toIndex(whole, image::toMm(grid(), {0, 0, 1}));
    std::size_t axis = 0;
    for (std::size_t n = 1; n < first.size(); ++n) {
        if (std::abs(second[n] - first[n]) > std::abs(second[axis] - first[axis])) {
            axis = n;
        }
    }
    const int index = static_cast<int>(std::lround(first[axis]));
    const int count = whole.size[axis];
    return {second[axis] > first[axis] ? index + 1 : count - index, opened->part.step, count};
}

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

int ActiveCase::sliceAt(const image::Point& mm) const
{
    return std::clamp(static_cast<int>(std::lround(image::toIndex(grid(), mm)[2])), 0,
                      std::max(0, slices() - 1));
}

image::Point ActiveCase::onSlice(const image::Point& mm, int slice) const
{
    const Geometry geometry = grid();
    image::Point index = image::toIndex(geometry, mm);
    index[2] = std::clamp(slice, 0, std::max(0, slices() - 1));
    return image::toMm(geometry, index);
}

} // namespace halftone::ui
