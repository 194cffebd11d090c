// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float_graph.h"

#include <algorithm>
#include <cmath>

namespace halftone::model::graph {
namespace {

/// The pixels of the input, along one axis, that a pixel of a value depends on; none: low > high.
struct Reach {
    int low = 1 << 24;
    int high = -(1 << 24);
    void add(const Reach& other)
    {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
};
/// Of all pixels of a value along one axis: a value's pixels depend on a rectangle.
using Line = std::vector<Reach>;

enum class Axis { Rows, Columns };

int along(Axis axis, const Extent& extent)
{
    return axis == Axis::Rows ? extent.height : extent.width;
}
int before(Axis axis, const Sides& sides)
{
    return axis == Axis::Rows ? sides.top : sides.left;
}

/// What the pixels of a node's value read of those of its inputs.
class ReachRule {
public:
    ReachRule(Axis axis, std::vector<const Line*> inputs, int size)
        : m_axis(axis), m_inputs(std::move(inputs)), m_line(static_cast<std::size_t>(size))
    {
    }
    [[nodiscard]] Line take() { return std::move(m_line); }

    void operator()(const Conv& op)
    {
        window(op.kernel, op.stride, along(m_axis, op.dilation), op.pad);
    }
    void operator()(const Pool& op) { window(op.kernel, op.stride, 1, op.pad); }

    void operator()(const ConvTranspose& op)
    {
        const int stride = along(m_axis, op.stride);
        for (int x = 0; x < static_cast<int>(m_inputs[0]->size()); ++x) {
            for (int k = 0; k < along(m_axis, op.kernel); ++k) {
                const int at = x * stride - before(m_axis, op.pad) + k * along(m_axis, op.dilation);
                if (at >= 0 && at < size()) {
                    m_line[static_cast<std::size_t>(at)].add(
                        (*m_inputs[0])[static_cast<std::size_t>(x)]);
                }
            }
        }
    }

    void operator()(const Resize& op) { resize(op.mode, op.corners); }
    void operator()(const ResizeLike& op) { resize(op.mode, op.corners); }

    void operator()(const Pad& op)
    {
        const int last = static_cast<int>(m_inputs[0]->size()) - 1;
        for (int at = 0; at < size(); ++at) {
            int from = at - before(m_axis, op.sides);
            if (op.mode == Pad::Mode::Edge) {
                from = std::clamp(from, 0, last);
            } else if (op.mode == Pad::Mode::Reflect) {
                from = std::abs(from);
                from = from > last ? 2 * last - from : from;
            }
            read(at, from);
        }
    }
    void operator()(const Crop& op) { shift(before(m_axis, op.sides)); }
    void operator()(const CropLike&)
    {
        const int more = static_cast<int>(m_inputs[0]->size()) - size();
        shift(more >= 0 ? more / 2 : -(-more / 2));
    }

    void operator()(const Shuffle& op)
    {
        for (int at = 0; at < size(); ++at) {
            read(at, at / op.factor);
        }
    }

    // Left aside: see reachOf().
    void operator()(const GlobalAverage&) {}

    /// The others read the pixel of the same place; a map of one pixel is repeated over all.
    template <typename Pointwise>
    void operator()(const Pointwise&)
    {
        for (const Line* const input : m_inputs) {
            if (static_cast<int>(input->size()) == size()) {
                for (int at = 0; at < size(); ++at) {
                    m_line[static_cast<std::size_t>(at)].add(
                        (*input)[static_cast<std::size_t>(at)]);
                }
            }
        }
    }

private:
    [[nodiscard]] int size() const { return static_cast<int>(m_line.size()); }

    void read(int at, int from)
    {
        if (from >= 0 && from < static_cast<int>(m_inputs[0]->size())) {
            m_line[static_cast<std::size_t>(at)].add(
                (*m_inputs[0])[static_cast<std::size_t>(from)]);
        }
    }

    void shift(int by)
    {
        for (int at = 0; at < size(); ++at) {
            read(at, at + by);
        }
    }

    void window(const Extent& kernel, const Extent& stride, int dilation, const Sides& pad)
    {
        for (int at = 0; at < size(); ++at) {
            for (int k = 0; k < along(m_axis, kernel); ++k) {
                read(at, at * along(m_axis, stride) - before(m_axis, pad) + k * dilation);
            }
        }
    }

    void resize(Resize::Mode mode, Resize::Corners corners)
    {
        const int from = static_cast<int>(m_inputs[0]->size());
        const double step = corners == Resize::Corners::Aligned && size() > 1
                                ? (from - 1.0) / (size() - 1.0)
                                : static_cast<double>(from) / size();
        const bool half = mode == Resize::Mode::Linear && corners == Resize::Corners::HalfPixel;
        for (int at = 0; at < size(); ++at) {
            const double place = half ? (at + 0.5) * step - 0.5 : at * step;
            const int low = std::clamp(static_cast<int>(std::floor(place)), 0, from - 1);
            read(at, low);
            if (mode == Resize::Mode::Linear && place > low) {
                read(at, std::min(low + 1, from - 1));
            }
        }
    }

    Axis m_axis;
    std::vector<const Line*> m_inputs;
    Line m_line;
};

/// For each node, the last one that reads it; its own index where none does.
std::vector<int> lastReaders(const Graph& graph)
{
    std::vector<int> last(graph.nodes.size());
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
        last[static_cast<std::size_t>(i)] = i;
        for (const int id : graph.nodes[static_cast<std::size_t>(i)].inputs) {
            if (id != kInput) {
                last[static_cast<std::size_t>(id)] = i;
            }
        }
    }
    return last;
}

/// Pixels before and after its own place that one of the last value depends on at most.
std::pair<int, int> reachAlong(Axis axis, const Graph& graph, const std::vector<Shape>& shapes,
                               int inputSize)
{
    Line input(static_cast<std::size_t>(inputSize));
    for (int at = 0; at < inputSize; ++at) {
        input[static_cast<std::size_t>(at)] = {at, at};
    }
    const std::vector<int> last = lastReaders(graph);
    std::vector<Line> lines(graph.nodes.size());
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        std::vector<const Line*> inputs;
        for (const int id : graph.nodes[i].inputs) {
            inputs.push_back(id == kInput ? &input : &lines[static_cast<std::size_t>(id)]);
        }
        ReachRule rule(axis, std::move(inputs),
                       axis == Axis::Rows ? shapes[i].height : shapes[i].width);
        std::visit(rule, graph.nodes[i].op);
        lines[i] = rule.take();
        for (const int id : graph.nodes[i].inputs) { // no more memory than the widest place needs
            if (id != kInput && last[static_cast<std::size_t>(id)] == static_cast<int>(i)) {
                lines[static_cast<std::size_t>(id)] = {};
            }
        }
    }
    std::pair<int, int> most{0, 0};
    const Line& output = graph.nodes.empty() ? input : lines.back();
    for (int at = 0; at < static_cast<int>(output.size()); ++at) {
        const Reach& reach = output[static_cast<std::size_t>(at)];
        if (reach.low <= reach.high) {
            most.first = std::max(most.first, at - reach.low);
            most.second = std::max(most.second, reach.high - at);
        }
    }
    return most;
}

} // namespace

Sides reachOf(const Graph& graph, int height, int width)
{
    const std::vector<Shape> shapes = shapesOf(graph, height, width);
    const auto [top, bottom] = reachAlong(Axis::Rows, graph, shapes, height);
    const auto [left, right] = reachAlong(Axis::Columns, graph, shapes, width);
    return {top, left, bottom, right};
}

} // namespace halftone::model::graph
