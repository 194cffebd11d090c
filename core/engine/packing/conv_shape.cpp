// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/conv_shape.h"

#include <cassert>
#include <functional>
#include <numeric>

namespace halftone::engine {

int ConvShape::inputGroups() const
{
    return std::transform_reduce(inputChannels.begin(), inputChannels.end(), 0, std::plus<>(),
                                 groupsOf);
}

int ConvShape::totalInputChannels() const
{
    return std::accumulate(inputChannels.begin(), inputChannels.end(), 0);
}

Reading ConvShape::readingOf(std::size_t input) const
{
    assert(readings.empty() || readings.size() == inputChannels.size());
    return readings.empty() ? Reading::Direct : readings[input];
}

} // namespace halftone::engine
