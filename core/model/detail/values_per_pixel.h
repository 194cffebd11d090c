// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <cstddef>
#include <variant>

/// What values take, counted for one pixel of the network's input.
namespace halftone::model::detail {

/// Values of one value of the graph, for one pixel of the input.
[[nodiscard]] inline double valuesPerPixel(const Network& network, int value)
{
    const double side = 1 << network.levelOf(value);
    return network.channelsOf(value) / (side * side);
}

/// What a node writes for one pixel of the input besides its value: unfolded windows.
[[nodiscard]] inline double unfoldedPerPixel(const Network& network, int index)
{
    const Conv* conv = std::get_if<Conv>(&network.nodes[static_cast<std::size_t>(index)].op);
    if (conv == nullptr || conv->isPlain()) {
        return 0;
    }
    const double side = 1 << network.levelOf(index);
    return static_cast<double>(conv->inChannels) * conv->kernel * conv->kernel / (side * side);
}

} // namespace halftone::model::detail
