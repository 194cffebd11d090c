// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/map_ops.h"

#include "core/engine/cell_bytes.h"

#include <algorithm>
#include <cstring>

namespace halftone::engine {
namespace {

constexpr int kBlock = 64; ///< cells in work at once, on the stack

const std::uint8_t* rowOf(const InMap& map, int group, int y)
{
    return map.storage + map.layout.origin() + group * map.layout.groupStride()
           + y * map.layout.rowStride();
}

std::uint8_t* rowOf(const OutMap& map, int group, int y)
{
    return map.storage + map.layout.origin() + group * map.layout.groupStride()
           + y * map.layout.rowStride();
}

/// Calls body(group, y) for all rows of the band.
template <typename Body>
void forEachRow(const OutMap& out, Band band, Body body)
{
    for (int g = 0; g < out.layout.groups(); ++g) {
        for (int y = band.rowBegin; y < band.rowEnd; ++y) {
            body(g, y);
        }
    }
}

/// The largest of three cells side by side, 2 x - 1 to 2 x + 1 of `column`, whose first is -1.
void maxOfColumns(const std::uint8_t* column, int count, std::uint8_t* out)
{
    for (int x = 0; x < count; ++x) {
        for (int c = 0; c < kCellChannels; ++c) {
            const std::uint8_t* from = column + 2 * x * kCellChannels + c;
            out[x * kCellChannels + c] =
                std::max({from[0], from[kCellChannels], from[2 * kCellChannels]});
        }
    }
}

/// 3 near + far of the cells [first, last) of two rows `width` long, whose ends are repeated.
void blendRows(const std::uint8_t* near, const std::uint8_t* far, int first, int last, int width,
               std::uint16_t* blend)
{
    const auto cell = [&](int from, std::uint16_t* to) {
        for (int c = 0; c < kCellChannels; ++c) {
            const int at = std::clamp(from, 0, width - 1) * kCellChannels + c;
            to[c] = static_cast<std::uint16_t>(3 * near[at] + far[at]);
        }
    };
    cell(first, blend);
    const std::ptrdiff_t begin = std::ptrdiff_t{first + 1} * kCellChannels;
    const std::ptrdiff_t count = std::ptrdiff_t{last - first - 2} * kCellChannels;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        blend[kCellChannels + i] = static_cast<std::uint16_t>(3 * near[begin + i] + far[begin + i]);
    }
    cell(last - 1, blend + kCellChannels + count);
}

/// Two pixels of each of `count` cells, which stand in `blend` behind the one before the first.
void blendColumns(const std::uint16_t* blend, int count, std::uint8_t* out)
{
    for (int x = 0; x < count; ++x) {
        for (int c = 0; c < kCellChannels; ++c) {
            const std::uint16_t* at = blend + (x + 1) * kCellChannels + c;
            const int left = at[-kCellChannels];
            const int right = at[kCellChannels];
            std::uint8_t* to = out + 2 * x * kCellChannels + c;
            // At most 16 * 255 + 8.
            to[0] = static_cast<std::uint8_t>((3 * at[0] + left + 8) >> 4);
            to[kCellChannels] = static_cast<std::uint8_t>((3 * at[0] + right + 8) >> 4);
        }
    }
}

} // namespace

void upsample2(const InMap& in, const OutMap& out, Band band)
{
    forEachRow(out, band, [&](int g, int y) {
        const std::uint8_t* source = rowOf(in, g, y / 2);
        std::uint8_t* row = rowOf(out, g, y);
        for (int x = 0; x < out.layout.width(); ++x) {
            std::memcpy(row + x * kCellChannels, source + (x / 2) * kCellChannels, kCellChannels);
        }
    });
}

void maxPool3(const InMap& in, const OutMap& out, Band band)
{
    forEachRow(out, band, [&](int g, int y) {
        // What lies beyond an edge is replaced by what the window holds anyway.
        const std::uint8_t* above = rowOf(in, g, std::max(2 * y - 1, 0));
        const std::uint8_t* middle = rowOf(in, g, 2 * y);
        const std::uint8_t* below = rowOf(in, g, 2 * y + 1);
        for (int x = 0; x < out.layout.width(); x += kBlock) {
            const int count = std::min(kBlock, out.layout.width() - x);
            std::uint8_t column[(2 * kBlock + 1) * kCellChannels];
            const std::ptrdiff_t first = std::ptrdiff_t{2 * x - 1} * kCellChannels;
            for (std::ptrdiff_t i = x == 0 ? kCellChannels : 0; i < (2 * count + 1) * kCellChannels;
                 ++i) {
                column[i] = std::max({above[first + i], middle[first + i], below[first + i]});
            }
            if (x == 0) {
                std::memcpy(column, column + kCellChannels, kCellChannels);
            }
            maxOfColumns(column, count, rowOf(out, g, y) + x * kCellChannels);
        }
    });
}

void bilinear2(const InMap& in, const OutMap& out, Band band)
{
    const int width = in.layout.width();
    forEachRow(out, band, [&](int g, int y) {
        const int far = std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, in.layout.height() - 1);
        for (int x = 0; x < width; x += kBlock) {
            const int count = std::min(kBlock, width - x);
            std::uint16_t blend[(kBlock + 2) * kCellChannels];
            blendRows(rowOf(in, g, y / 2), rowOf(in, g, far), x - 1, x + count + 1, width, blend);
            blendColumns(blend, count, rowOf(out, g, y) + 2 * x * kCellChannels);
        }
    });
}

void shuffle2(const InMap& in, const OutMap& out, Band band)
{
    // A cell holds the four pixels of one channel of the output.
    forEachRow(out, band, [&](int g, int y) {
        for (int column = 0; column < 2; ++column) {
            CellByte bytes[kCellChannels];
            for (int c = 0; c < kCellChannels; ++c) {
                const int channel = g * kCellChannels + c;
                const bool exists = channel < out.layout.channels();
                bytes[c] = {rowOf(in, exists ? channel : 0, y / 2), bitsBefore(y % 2 * 2 + column),
                            exists ? 0xffU : 0U};
            }
            composeCells<1, 2>(bytes, 0, 0, in.layout.width(),
                               rowOf(out, g, y) + column * kCellChannels);
        }
    });
}

void addMaps(const InMap& first, const InMap& second, const model::AddRequant& requant,
             std::int32_t maxCode, const OutMap& out, Band band)
{
    const std::ptrdiff_t bytes = std::ptrdiff_t{out.layout.width()} * kCellChannels;
    const int lastChannels = out.layout.channels() - (out.layout.groups() - 1) * kCellChannels;
    forEachRow(out, band, [&](int g, int y) {
        const std::uint8_t* a = rowOf(first, g, y);
        const std::uint8_t* b = rowOf(second, g, y);
        std::uint8_t* row = rowOf(out, g, y);
        for (std::ptrdiff_t i = 0; i < bytes; ++i) {
            const std::int32_t sum =
                (a[i] * requant.first + b[i] * requant.second + requant.bias) >> requant.shift;
            row[i] = static_cast<std::uint8_t>(std::clamp(sum, 0, maxCode));
        }
        if (g + 1 == out.layout.groups() && lastChannels < kCellChannels) {
            for (int x = 0; x < out.layout.width(); ++x) {
                std::fill(row + x * kCellChannels + lastChannels, row + (x + 1) * kCellChannels,
                          std::uint8_t{0});
            }
        }
    });
}

} // namespace halftone::engine
