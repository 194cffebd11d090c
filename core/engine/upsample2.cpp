// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/upsample2.h"

#include "core/engine/cpu/kernel_args.h"

#include <cstring>

namespace halftone::engine {

void upsample2(const MapLayout& in, const std::uint8_t* inStorage, const MapLayout& out,
               std::uint8_t* outStorage, int rowBegin, int rowEnd)
{
    for (int g = 0; g < out.groups(); ++g) {
        for (int y = rowBegin; y < rowEnd; ++y) {
            const std::uint8_t* source =
                inStorage + in.origin() + g * in.groupStride() + (y / 2) * in.rowStride();
            std::uint8_t* row =
                outStorage + out.origin() + g * out.groupStride() + y * out.rowStride();
            for (int x = 0; x < out.width(); ++x) {
                std::memcpy(row + x * kCellChannels, source + (x / 2) * kCellChannels,
                            kCellChannels);
            }
        }
    }
}

} // namespace halftone::engine
