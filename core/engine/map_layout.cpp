// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/map_layout.h"

#include "core/base/aligned_buffer.h"
#include "core/engine/cpu/kernel_args.h"

#include <bit>
#include <cassert>
#include <cstring>

namespace halftone::engine {
namespace {

constexpr std::ptrdiff_t kCellBytes = kCellChannels;
constexpr auto kAlignment = static_cast<std::ptrdiff_t>(kBufferAlignment);

std::uint32_t reversed(std::uint32_t bytes)
{
    return bytes << 24 | (bytes << 8 & 0xff0000U) | (bytes >> 8 & 0xff00U) | bytes >> 24;
}

std::ptrdiff_t roundUp(std::ptrdiff_t value, std::ptrdiff_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

} // namespace

MapLayout::MapLayout(int channels, int height, int width)
    : m_channels(channels), m_groups((channels + kCellChannels - 1) / kCellChannels),
      m_height(height), m_width(width), m_rowStride(roundUp((width + 1) * kCellBytes, kAlignment)),
      m_groupStride((height + 1) * m_rowStride), m_origin(kAlignment + m_rowStride)
{
}

std::size_t MapLayout::bytes() const noexcept
{
    return static_cast<std::size_t>(m_origin + m_groups * m_groupStride);
}

void MapLayout::fillBorder(std::uint8_t* storage, int rowBegin, int rowEnd, std::uint8_t code) const
{
    const auto rowBytes = static_cast<std::size_t>(m_rowStride);
    if (rowBegin == 0) {
        // The border row above and the lead cell left of it.
        std::memset(storage, code, static_cast<std::size_t>(m_origin));
    }
    for (int g = 0; g < m_groups; ++g) {
        std::uint8_t* plane = storage + m_origin + g * m_groupStride;
        for (int y = rowBegin; y < rowEnd; ++y) {
            std::uint8_t* row = plane + y * m_rowStride;
            std::memset(row + m_width * kCellBytes, code, kCellBytes);
            std::memset(row + m_rowStride - kCellBytes, code, kCellBytes);
        }
        if (rowEnd == m_height) {
            std::memset(plane + m_height * m_rowStride, code, rowBytes);
        }
    }
}

void MapLayout::pack(TensorView<const std::uint8_t> plain, std::uint8_t* storage, int rowBegin,
                     int rowEnd) const
{
    for (int g = 0; g < m_groups; ++g) {
        const int first = g * kCellChannels;
        for (int y = rowBegin; y < rowEnd; ++y) {
            std::uint8_t* row = storage + m_origin + g * m_groupStride + y * m_rowStride;
            const std::uint8_t* source = &plain.at(first, y, 0);
            if (first + 1 == m_channels) {
                // Whole cells; byte by byte, the image would take longer than some convolutions.
                constexpr int kFirstByte = std::endian::native == std::endian::little ? 0 : 24;
                for (int x = 0; x < m_width; ++x) {
                    const std::uint32_t cell = std::uint32_t{source[x]} << kFirstByte;
                    std::memcpy(row + x * kCellBytes, &cell, kCellBytes);
                }
                continue;
            }
            for (int c = 0; c < kCellChannels; ++c) {
                const bool exists = first + c < m_channels;
                source = exists ? &plain.at(first + c, y, 0) : nullptr;
                for (int x = 0; x < m_width; ++x) {
                    row[x * kCellBytes + c] = exists ? source[x] : std::uint8_t{0};
                }
            }
        }
    }
}

void MapLayout::packWindows(TensorView<const std::uint8_t> plain, std::uint8_t* storage,
                            int rowBegin, int rowEnd, std::uint8_t beyond) const
{
    assert(m_channels == 1);
    const auto store = [](std::uint8_t* cell, int before, int pixel, int next) {
        const auto bytes = static_cast<std::uint32_t>(before | pixel << 8 | next << 16);
        const std::uint32_t ordered =
            std::endian::native == std::endian::little ? bytes : reversed(bytes);
        std::memcpy(cell, &ordered, sizeof ordered);
    };
    for (int y = rowBegin; y < rowEnd; ++y) {
        std::uint8_t* row = storage + m_origin + y * m_rowStride;
        const std::uint8_t* source = &plain.at(0, y, 0);
        const int last = m_width - 1;
        for (int x = 1; x < last; ++x) {
            store(row + x * kCellBytes, source[x - 1], source[x], source[x + 1]);
        }
        store(row, beyond, source[0], last > 0 ? source[1] : beyond);
        if (last > 0) {
            store(row + last * kCellBytes, source[last - 1], source[last], beyond);
        }
    }
}

void MapLayout::unpack(const std::uint8_t* storage, std::uint8_t* plain) const
{
    for (int c = 0; c < m_channels; ++c) {
        const std::uint8_t* plane =
            storage + m_origin + (c / kCellChannels) * m_groupStride + c % kCellChannels;
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x) {
                *plain++ = plane[y * m_rowStride + x * kCellBytes];
            }
        }
    }
}

} // namespace halftone::engine
