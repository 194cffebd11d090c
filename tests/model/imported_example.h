// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model.h"

#include <memory>
#include <numeric>

/// A small model as another tool's file becomes one, calibrated.
namespace halftone::model {

enum Nodes { First, Branch, Sum, Wide, Shuffled, Head };

/// A strided convolution, a sum of both signs, a shuffle.
inline Network importedNetwork()
{
    Network network;
    network.nodes = {{"first", {kInputValue}, Conv{7, 1, 4, true, true, 2}},
                     {"branch", {First}, Conv{3, 4, 4, false, false}},
                     {"sum", {First, Branch}, Add{}},
                     {"wide", {Sum}, Conv{1, 4, 8, false, false}},
                     {"shuffled", {Wide}, Shuffle2{}},
                     {"head", {Shuffled}, Conv{5, 2, 2, false, true}}};
    return network;
}

inline graph::Graph importedGraph()
{
    graph::Conv conv;
    conv.inChannels = 1;
    conv.outChannels = 2;
    conv.kernel = {3, 3};
    conv.pad = {1, 1, 1, 1};
    conv.weights.resize(18);
    std::iota(conv.weights.begin(), conv.weights.end(), -4.0F);
    conv.bias = {0.5F, -0.25F};
    graph::Graph graph;
    graph.nodes = {{"/encoder/Conv", {graph::kInput}, conv},
                   {"relu", {0}, graph::Activation{graph::Curve::LeakyRelu, {0.1F}}},
                   {"join", {1, 0}, graph::Add{}}};
    graph.head = graph::Head::Softmax;
    return graph;
}

inline Model importedModel()
{
    Model model = makeRandomModel(importedNetwork(), 3);
    model.graph = std::make_shared<const graph::Graph>(importedGraph());
    model.ranges = {0, 1, -4, 5, -0.5F, 5, -1, 7};
    for (ConvWeights& conv : model.convs) { // a graph is what it is in full precision
        conv.master.clear();
        conv.floatScale.clear();
        conv.floatOffset.clear();
    }
    ConvWeights& branch = model.convs[1];
    branch.codesOfWidth[4] = std::vector<std::int8_t>(branch.codes.size(), 3);
    branch.codesOfWidth[1] = std::vector<std::int8_t>(branch.codes.size(), -1);
    return model;
}

} // namespace halftone::model
