// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_run.h"

#include "core/base/progress.h"
#include "core/nn/detail/byte_counter.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace halftone::nn {
namespace {

namespace graph = model::graph;

std::size_t bytesOf(const graph::Shape& shape)
{
    return sizeof(float) * static_cast<std::size_t>(shape.channels)
           * static_cast<std::size_t>(shape.height) * static_cast<std::size_t>(shape.width);
}

} // namespace

FloatGraph::FloatGraph(std::shared_ptr<const graph::Graph> graph) : m_graph(std::move(graph))
{
    m_lastUse.resize(m_graph->nodes.size());
    std::iota(m_lastUse.begin(), m_lastUse.end(), std::size_t{0});
    for (std::size_t n = 0; n < m_graph->nodes.size(); ++n) {
        m_tensors.push_back(tensorsOf(m_graph->nodes[n].op));
        for (const int input : m_graph->nodes[n].inputs) {
            if (input != graph::kInput) {
                m_lastUse.at(static_cast<std::size_t>(input)) = n;
            }
        }
    }
}

std::size_t FloatGraph::bytes() const
{
    std::size_t bytes = 0;
    for (const NodeTensors& tensors : m_tensors) {
        bytes += tensors.bytes();
    }
    return bytes;
}

bool FloatGraph::overwrites(std::size_t node) const
{
    const graph::Node& at = m_graph->nodes[node];
    return canOverwrite(at.op) && at.inputs.front() != graph::kInput
           && m_lastUse[static_cast<std::size_t>(at.inputs.front())] == node;
}

std::vector<std::size_t> FloatGraph::releasedAfter(std::size_t node) const
{
    std::vector<std::size_t> released;
    for (const int input : m_graph->nodes[node].inputs) {
        const auto value = static_cast<std::size_t>(input);
        const bool seen = std::find(released.begin(), released.end(), value) != released.end();
        if (input != graph::kInput && m_lastUse[value] == node && !seen) {
            released.push_back(value);
        }
    }
    if (m_lastUse[node] == node && node + 1 < m_graph->nodes.size()) { // read by nobody
        released.push_back(node);
    }
    return released;
}

torch::Tensor FloatGraph::run(const torch::Tensor& input, const FloatGraphRun& run) const
{
    std::vector<torch::Tensor> values(m_graph->nodes.size());
    ByteCounter bytes(run.peakBytes);
    bytes.add(input.nbytes());
    for (std::size_t n = 0; n < values.size(); ++n) {
        throwIfStopped(run.stop);
        const graph::Node& node = m_graph->nodes[n];
        std::vector<torch::Tensor> inputs;
        for (const int value : node.inputs) {
            inputs.push_back(value == graph::kInput ? input
                                                    : values[static_cast<std::size_t>(value)]);
        }
        const bool overwritten = overwrites(n);
        torch::Tensor value = compute(node.op, m_tensors[n], inputs, overwritten, run.stop);
        values[n] = run.coded ? run.coded(static_cast<int>(n), std::move(value)) : value;
        bytes.add(overwritten ? 0 : values[n].nbytes());
        if (run.observe) {
            run.observe(static_cast<int>(n), values[n]);
        }
        for (const std::size_t released : releasedAfter(n)) {
            bytes.remove(overwritten && released != n ? 0 : values[released].nbytes());
            values[released] = torch::Tensor();
        }
    }
    return values.back();
}

std::size_t FloatGraph::peakBytes(int height, int width) const
{
    const std::vector<graph::Shape> shapes = graph::shapesOf(*m_graph, height, width);
    std::size_t peak = 0;
    ByteCounter bytes(&peak); // the same order as above
    bytes.add(bytesOf({m_graph->inputChannels, height, width}));
    for (std::size_t n = 0; n < shapes.size(); ++n) {
        const bool overwritten = overwrites(n);
        bytes.add(overwritten ? 0 : bytesOf(shapes[n]));
        for (const std::size_t released : releasedAfter(n)) {
            bytes.remove(overwritten && released != n ? 0 : bytesOf(shapes[released]));
        }
    }
    return peak;
}

} // namespace halftone::nn
