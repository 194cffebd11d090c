// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/network.h"

#include <vector>

namespace halftone::nn {

/// What training and export need to know about a network beyond its nodes. Free of LibTorch.
struct GraphPlan {
    std::vector<int> convNodes;  ///< conv number -> node, as Network::convNodes()
    std::vector<int> convOfNode; ///< node -> conv number, -1 for all others
    /// conv number -> step group of its output, -1 for the head. Convolutions whose outputs meet in
    /// one concatenation share a group: one accumulator has one scale only if its inputs do.
    std::vector<int> stepGroup;
    /// conv number -> step group its input is coded in, -1 for the network's input (step 1/255).
    std::vector<int> inputGroup;
    /// node -> step group of its value: that of its conv, of a sum one of its own unless a
    /// convolution joins it with others, of all else that of its input; -1 for the head.
    std::vector<int> groupOfNode;
    int stepGroups = 0;
    std::vector<int> lastUse; ///< node -> last node that reads its value (itself for the head)
};

/// Throws Error{Unsupported} naming the node where the network's input is concatenated with a
/// hidden value: their steps cannot be tied.
[[nodiscard]] GraphPlan planGraph(const model::Network& network);

} // namespace halftone::nn
