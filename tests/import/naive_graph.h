// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <vector>

/// The judge of whoever runs float graphs: plain loops in double, for small images. What operations
/// mean is taken from float_graph.h alone; of core/model only shapesOf() is used.
namespace halftone::test {

/// Values of a map, [C,H,W].
struct NaiveMap {
    model::graph::Shape shape;
    std::vector<double> values;

    [[nodiscard]] double at(int channel, int row, int column) const
    {
        return values[index(channel, row, column)];
    }
    [[nodiscard]] double& at(int channel, int row, int column)
    {
        return values[index(channel, row, column)];
    }
    /// 0 outside.
    [[nodiscard]] double orZero(int channel, int row, int column) const
    {
        const bool isInside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
        return isInside ? at(channel, row, column) : 0;
    }

private:
    [[nodiscard]] std::size_t index(int channel, int row, int column) const
    {
        return (static_cast<std::size_t>(channel) * static_cast<std::size_t>(shape.height)
                + static_cast<std::size_t>(row))
                   * static_cast<std::size_t>(shape.width)
               + static_cast<std::size_t>(column);
    }
};

/// Values of all nodes for an input of [C,H,W].
[[nodiscard]] std::vector<NaiveMap> runNaively(const model::graph::Graph& graph,
                                               const NaiveMap& input);

/// The last of them behind the graph's head: probabilities, or, without one, the logits.
[[nodiscard]] NaiveMap probabilities(const model::graph::Graph& graph, NaiveMap logits);

} // namespace halftone::test
