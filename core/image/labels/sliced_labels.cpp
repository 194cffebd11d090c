// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/sliced_labels.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace halftone::image {

void VoxelBox::add(const VoxelBox& other) noexcept
{
    if (other.isEmpty()) {
        return;
    }
    if (isEmpty()) {
        *this = other;
        return;
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        first[axis] = std::min(first[axis], other.first[axis]);
        last[axis] = std::max(last[axis], other.last[axis]);
    }
}

std::span<const std::uint8_t> LabelSnapshot::slice(int k) const noexcept
{
    const auto& voxels = slices[static_cast<std::size_t>(k)];
    return voxels ? std::span(voxels.get(), geometry.sliceVoxels())
                  : std::span<const std::uint8_t>();
}

std::vector<std::span<const std::uint8_t>> LabelSnapshot::spans() const
{
    std::vector<std::span<const std::uint8_t>> all;
    all.reserve(slices.size());
    for (std::size_t k = 0; k < slices.size(); ++k) {
        all.push_back(slice(static_cast<int>(k)));
    }
    return all;
}

LabelMap LabelSnapshot::toLabelMap() const
{
    LabelMap map;
    map.geometry = geometry;
    map.voxels.reserve(geometry.voxels());
    for (std::size_t k = 0; k < slices.size(); ++k) {
        const auto voxels = slice(static_cast<int>(k));
        map.voxels.insert(map.voxels.end(), voxels.begin(), voxels.end());
        map.voxels.resize((k + 1) * geometry.sliceVoxels()); // of a slice of zeros
    }
    return map;
}

LabelSnapshot snapshotOf(const std::shared_ptr<const LabelMap>& labels)
{
    if (labels->voxels.size() != labels->geometry.voxels()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The labels have " + std::to_string(labels->voxels.size())
                        + " voxels; their grid has " + std::to_string(labels->geometry.voxels())
                        + ".");
    }
    LabelSnapshot snapshot{labels->geometry, {}};
    const std::size_t each = labels->geometry.sliceVoxels();
    for (std::size_t at = 0; at + each <= labels->voxels.size() && each > 0; at += each) {
        snapshot.slices.emplace_back(labels, labels->voxels.data() + at);
    }
    return snapshot;
}

LabelSnapshot emptySnapshot(const Geometry& geometry)
{
    LabelSnapshot snapshot{geometry, {}};
    snapshot.slices.resize(static_cast<std::size_t>(geometry.size[2]));
    return snapshot;
}

SlicedLabels::SlicedLabels(LabelSnapshot start)
    : m_now(std::move(start)), m_own(m_now.slices.size(), nullptr)
{
}

std::uint8_t SlicedLabels::at(int i, int j, int k) const noexcept
{
    const auto voxels = slice(k);
    return voxels.empty() ? std::uint8_t{0}
                          : voxels[static_cast<std::size_t>(j)
                                       * static_cast<std::size_t>(m_now.geometry.size[0])
                                   + static_cast<std::size_t>(i)];
}

bool SlicedLabels::contains(std::uint8_t label) const noexcept
{
    const std::size_t each = m_now.geometry.sliceVoxels();
    return std::any_of(m_now.slices.begin(), m_now.slices.end(), [&](const auto& voxels) {
        return voxels ? std::memchr(voxels.get(), label, each) != nullptr : label == 0;
    });
}

LabelSnapshot SlicedLabels::snapshot() const
{
    std::fill(m_own.begin(), m_own.end(), nullptr);
    return m_now;
}

std::span<std::uint8_t> SlicedLabels::writable(int k)
{
    const auto index = static_cast<std::size_t>(k);
    const std::size_t each = m_now.geometry.sliceVoxels();
    if (m_own[index] == nullptr) {
        const std::shared_ptr<std::uint8_t[]> fresh(new std::uint8_t[each]); // NOLINT
        if (const auto before = slice(k); before.empty()) {
            std::fill_n(fresh.get(), each, std::uint8_t{0});
        } else {
            std::copy(before.begin(), before.end(), fresh.get());
        }
        m_own[index] = fresh.get();
        m_now.slices[index] = std::shared_ptr<const std::uint8_t>(fresh, fresh.get());
    }
    return {m_own[index], each};
}

std::size_t SlicedLabels::bytes() const noexcept
{
    const auto held = std::count_if(m_now.slices.begin(), m_now.slices.end(),
                                    [](const auto& voxels) { return voxels != nullptr; });
    return static_cast<std::size_t>(held) * m_now.geometry.sliceVoxels();
}

} // namespace halftone::image
