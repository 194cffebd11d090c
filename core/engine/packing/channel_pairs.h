// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/packing/conv_shape.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

namespace halftone::engine {

/// Calls visit(out, lane, taps) for every output and input channel of `codes` [O,I,K,K], in order:
/// `lane` counts input channels with every input padded to whole groups of four, `taps` are the
/// channel's kernel x kernel codes. Asserts the size of `codes`. A template, for packers run it
/// half a million times when the slider moves.
template <typename Visit>
void forEachChannelPair(const ConvShape& shape, std::span<const std::int8_t> codes, Visit visit)
{
    const auto taps = static_cast<std::size_t>(shape.kernel * shape.kernel);
    assert(codes.size()
           == taps * static_cast<std::size_t>(shape.outChannels)
                  * static_cast<std::size_t>(shape.totalInputChannels()));
    const std::int8_t* next = codes.data();
    for (std::size_t out = 0; out < static_cast<std::size_t>(shape.outChannels); ++out) {
        std::size_t lane = 0;
        for (const int channels : shape.inputChannels) {
            for (int channel = 0; channel < channels; ++channel) {
                visit(out, lane++, next);
                next += taps;
            }
            lane = (lane + kCellChannels - 1) / kCellChannels * kCellChannels;
        }
    }
}

} // namespace halftone::engine
