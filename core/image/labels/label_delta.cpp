// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/label_delta.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace halftone::image {

namespace {

constexpr unsigned kGroupBits = 7;
constexpr std::uint8_t kMore = 0x80;

void putNumber(std::vector<std::uint8_t>& bytes, std::uint64_t number)
{
    while (number >= kMore) {
        bytes.push_back(static_cast<std::uint8_t>(number | kMore));
        number >>= kGroupBits;
    }
    bytes.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t takeNumber(const std::uint8_t*& at)
{
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += kGroupBits) {
        const std::uint8_t group = *at++;
        number |= static_cast<std::uint64_t>(group & (kMore - 1U)) << shift;
        if (group < kMore) {
            return number;
        }
    }
}

std::uint64_t sliceOf(const std::array<int, 3>& size)
{
    return static_cast<std::uint64_t>(size[0]) * static_cast<std::uint64_t>(size[1]);
}

/// The box of `length` voxels from `start` on within slice k.
VoxelBox boxOf(const std::array<int, 3>& size, int k, std::size_t start, std::size_t length)
{
    const auto width = static_cast<std::size_t>(size[0]);
    const std::size_t end = start + length - 1;
    const auto row = static_cast<int>(start / width);
    const auto lastRow = static_cast<int>(end / width);
    const bool oneRow = row == lastRow;
    return {{oneRow ? static_cast<int>(start % width) : 0, row, k},
            {oneRow ? static_cast<int>(end % width) : size[0] - 1, lastRow, k}};
}

} // namespace

std::size_t LabelDelta::bytes() const noexcept
{
    return sizeof(LabelDelta) + m_runs.capacity();
}

template <typename Each>
void LabelDelta::forRuns(const Each& each) const
{
    const std::uint64_t slice = sliceOf(m_size);
    std::uint64_t at = 0;
    const std::uint8_t* byte = m_runs.data();
    const std::uint8_t* const end = byte + m_runs.size();
    while (byte != end) {
        at += takeNumber(byte);
        const std::uint64_t length = takeNumber(byte);
        const std::uint8_t before = *byte++;
        const std::uint8_t after = *byte++;
        each(static_cast<int>(at / slice), static_cast<std::size_t>(at % slice),
             static_cast<std::size_t>(length), before, after);
        at += length;
    }
}

void LabelDelta::run(SlicedLabels& labels, bool forwards) const
{
    bool fits = m_runs.empty() || labels.geometry().size == m_size;
    if (fits) {
        forRuns([&](int k, std::size_t start, std::size_t length, std::uint8_t before,
                    std::uint8_t after) {
            const std::uint8_t expected = forwards ? before : after;
            const auto voxels = labels.slice(k);
            fits = fits
                   && (voxels.empty()
                           ? expected == 0
                           : std::all_of(voxels.data() + start, voxels.data() + start + length,
                                         [&](auto voxel) { return voxel == expected; }));
        });
    }
    if (!fits) {
        throw Error(ErrorCode::InvalidArgument,
                    "The labels are not those that this edit was made of.");
    }
    forRuns(
        [&](int k, std::size_t start, std::size_t length, std::uint8_t before, std::uint8_t after) {
            std::fill_n(labels.writable(k).data() + start, length, forwards ? after : before);
        });
}

void DeltaBuilder::add(int k, std::size_t start, std::size_t length, std::uint8_t before,
                       std::uint8_t after)
{
    constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (before == after) {
        return;
    }
    const std::uint64_t first = static_cast<std::uint64_t>(k) * sliceOf(m_size) + start;
    for (std::size_t done = 0; done < length; done += kMost) {
        const auto part = static_cast<std::uint32_t>(std::min(kMost, length - done));
        m_runs.push_back({first + done, part, before, after});
    }
}

void DeltaBuilder::addDifferences(int k, std::span<const std::uint8_t> before,
                                  std::span<const std::uint8_t> after)
{
    const std::size_t count = sliceOf(m_size);
    const auto valueOf = [](std::span<const std::uint8_t> voxels, std::size_t at) {
        return voxels.empty() ? std::uint8_t{0} : voxels[at];
    };
    for (std::size_t at = 0; at < count;) {
        const std::uint8_t from = valueOf(before, at);
        const std::uint8_t to = valueOf(after, at);
        std::size_t end = at + 1;
        while (end < count && valueOf(before, end) == from && valueOf(after, end) == to) {
            ++end;
        }
        add(k, at, end - at, from, to);
        at = end;
    }
}

LabelDelta DeltaBuilder::take()
{
    std::vector<Run> runs = std::exchange(m_runs, {});
    std::sort(runs.begin(), runs.end(),
              [](const Run& a, const Run& b) { return a.start < b.start; });
    const std::uint64_t slice = sliceOf(m_size);
    LabelDelta delta;
    delta.m_size = m_size;
    std::uint64_t at = 0;
    for (std::size_t n = 0; n < runs.size();) {
        const Run& run = runs[n];
        assert(run.start >= at); // each voxel once
        std::uint64_t end = run.start + run.length;
        for (++n; n < runs.size() && runs[n].start == end && runs[n].before == run.before
                  && runs[n].after == run.after && end % slice != 0;
             ++n) {
            end += runs[n].length;
        }
        putNumber(delta.m_runs, run.start - at);
        putNumber(delta.m_runs, end - run.start);
        delta.m_runs.push_back(run.before);
        delta.m_runs.push_back(run.after);
        delta.m_voxels += end - run.start;
        delta.m_box.add(
            boxOf(m_size, static_cast<int>(run.start / slice), run.start % slice, end - run.start));
        at = end;
    }
    delta.m_runs.shrink_to_fit();
    return delta;
}

} // namespace halftone::image
