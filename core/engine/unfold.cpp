// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/unfold.h"

#include "core/engine/cell_bytes.h"

#include <algorithm>

namespace halftone::engine {
namespace {

/// One channel of the unfolded map in one row: a byte of a row of an input, moved along it.
struct Tap {
    CellByte byte;         ///< its cells are those of column 0; mask 0 beyond the edges
    int offset = 0;        ///< column of the input that output column 0 reads
    int width = 0;         ///< of the input
    std::uint8_t fill = 0; ///< beyond its edges
};

/// Where the columns begin (end) that all of a row's taps have.
struct Columns {
    int begin = 0;
    int end = 0;
};

Tap tapOf(const model::Conv& conv, std::span<const UnfoldInput> inputs, int channel, int y)
{
    const int taps = conv.kernel * conv.kernel;
    const int pad = (conv.kernel - 1) / 2;
    int source = channel / taps;
    const UnfoldInput* input = inputs.data();
    if (source >= conv.inChannels) { // fills up the last group: code 0 everywhere
        return {{input->map.storage + input->map.layout.origin(), 0, 0}, 0, 0, 0};
    }
    while (source >= input->map.layout.channels()) {
        source -= input->map.layout.channels();
        ++input;
    }
    const MapLayout& layout = input->map.layout;
    const int row = conv.stride * y + channel % taps / conv.kernel - pad;
    const bool exists = row >= 0 && row < layout.height();
    const std::uint8_t* cells = input->map.storage + layout.origin()
                                + source / kCellChannels * layout.groupStride()
                                + (exists ? row : 0) * layout.rowStride();
    Tap tap{{cells, bitsBefore(source % kCellChannels), exists ? 0xffU : 0U},
            channel % conv.kernel - pad,
            layout.width(),
            input->zeroPoint};
    return tap;
}

template <int kStride>
void unfoldRow(Tap (&taps)[kCellChannels], int width, std::uint8_t* to)
{
    Columns inside{0, width};
    std::uint32_t fixed = 0;
    CellByte bytes[kCellChannels];
    for (int c = 0; c < kCellChannels; ++c) {
        Tap& tap = taps[c];
        bytes[c] = tap.byte;
        if (tap.byte.mask == 0) {
            fixed |= std::uint32_t{tap.fill} << bitsBefore(c);
            continue;
        }
        bytes[c].cells += std::ptrdiff_t{tap.offset} * kCellChannels;
        inside.begin = std::max(inside.begin, (kStride - 1 - tap.offset) / kStride);
        inside.end = std::min(inside.end, (tap.width - tap.offset + kStride - 1) / kStride);
    }
    inside.begin = std::clamp(inside.begin, 0, width);
    inside.end = std::clamp(inside.end, inside.begin, width);
    const auto edge = [&](int x) {
        for (int c = 0; c < kCellChannels; ++c) {
            const Tap& tap = taps[c];
            const int column = kStride * x + tap.offset;
            const bool exists = tap.byte.mask != 0 && column >= 0 && column < tap.width;
            std::uint32_t cell = 0;
            if (exists) {
                std::memcpy(&cell, tap.byte.cells + std::ptrdiff_t{column} * kCellChannels,
                            sizeof cell);
            }
            to[x * kCellChannels + c] =
                exists ? static_cast<std::uint8_t>(cell >> tap.byte.shift & 0xffU) : tap.fill;
        }
    };
    for (int x = 0; x < inside.begin; ++x) {
        edge(x);
    }
    composeCells<kStride, 1>(bytes, fixed, inside.begin, inside.end, to);
    for (int x = inside.end; x < width; ++x) {
        edge(x);
    }
}

} // namespace

MapLayout unfoldedLayout(const model::Conv& conv, int rows, int width)
{
    return {conv.inChannels * conv.kernel * conv.kernel, rows, width};
}

void unfold(const model::Conv& conv, std::span<const UnfoldInput> inputs, Band band,
            const OutMap& out)
{
    for (int g = 0; g < out.layout.groups(); ++g) {
        for (int y = band.rowBegin; y < band.rowEnd; ++y) {
            Tap taps[kCellChannels];
            for (int c = 0; c < kCellChannels; ++c) {
                taps[c] = tapOf(conv, inputs, g * kCellChannels + c, y);
            }
            std::uint8_t* to = out.storage + out.layout.origin() + g * out.layout.groupStride()
                               + (y - band.rowBegin) * out.layout.rowStride();
            if (conv.stride == 2) {
                unfoldRow<2>(taps, out.layout.width(), to);
            } else {
                unfoldRow<1>(taps, out.layout.width(), to);
            }
        }
    }
}

} // namespace halftone::engine
