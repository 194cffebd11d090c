// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/float_graph.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace halftone::model::graph {
namespace {

/// What no map of an image that fits into memory has; sums and products of two stay in 64 bits.
constexpr std::int64_t kMostSide = 1 << 20;
constexpr std::int64_t kMostChannels = 1 << 16;
/// A window or a padding beyond it is none.
constexpr int kMostStep = 1 << 12;
constexpr int kMostKernel = 64;

std::string text(const Shape& shape)
{
    return '[' + std::to_string(shape.channels) + ", " + std::to_string(shape.height) + ", "
           + std::to_string(shape.width) + ']';
}

/// Applies the rule of an operation to the shapes of a node's inputs.
class ShapeRule {
public:
    ShapeRule(const Node& node, std::span<const Shape> inputs) : m_node(node), m_inputs(inputs) {}

    Shape operator()(const Conv& op) const
    {
        const Shape in = only();
        requireChannels(in, op.inChannels);
        requireWindow(op.kernel, op.stride, op.dilation, op.pad);
        return shape(op.outChannels,
                     windows(in.height, op.kernel.height, op.stride.height, op.dilation.height,
                             op.pad.top + op.pad.bottom),
                     windows(in.width, op.kernel.width, op.stride.width, op.dilation.width,
                             op.pad.left + op.pad.right));
    }

    Shape operator()(const ConvTranspose& op) const
    {
        const Shape in = only();
        requireChannels(in, op.inChannels);
        requireWindow(op.kernel, op.stride, op.dilation, op.pad);
        const auto side = [](std::int64_t from, int kernel, int stride, int dilation, int pads,
                             int outputPad) {
            return (from - 1) * stride - pads + std::int64_t{dilation} * (kernel - 1) + 1
                   + outputPad;
        };
        return shape(op.outChannels,
                     side(in.height, op.kernel.height, op.stride.height, op.dilation.height,
                          op.pad.top + op.pad.bottom, op.outputPad.height),
                     side(in.width, op.kernel.width, op.stride.width, op.dilation.width,
                          op.pad.left + op.pad.right, op.outputPad.width));
    }

    Shape operator()(const Affine& op) const { return byChannel(op.scale.size()); }
    Shape operator()(const InstanceNorm& op) const { return byChannel(op.scale.size()); }
    Shape operator()(const Activation&) const { return only(); }

    Shape operator()(const Add&) const
    {
        require(m_inputs.size() >= 2, "needs two inputs or more");
        Shape sum = m_inputs.front();
        for (const Shape& in : m_inputs) {
            sum = joined(sum, in, false);
        }
        return sum;
    }

    Shape operator()(const Multiply&) const
    {
        require(m_inputs.size() == 2, "needs two inputs");
        return joined(m_inputs[0], m_inputs[1], true);
    }

    Shape operator()(const Concat&) const
    {
        require(!m_inputs.empty(), "needs an input");
        std::int64_t channels = 0;
        for (const Shape& in : m_inputs) {
            require(in.height == m_inputs[0].height && in.width == m_inputs[0].width,
                    "joins maps of different sizes, " + text(m_inputs[0]) + " and " + text(in));
            channels += in.channels;
        }
        return shape(channels, m_inputs[0].height, m_inputs[0].width);
    }

    Shape operator()(const Pool& op) const
    {
        const Shape in = only();
        requireWindow(op.kernel, op.stride, Extent{}, op.pad);
        require(std::max(op.pad.top, op.pad.bottom) < op.kernel.height
                    && std::max(op.pad.left, op.pad.right) < op.kernel.width,
                "pads by a whole window");
        return shape(
            in.channels,
            pooled(in.height, op.kernel.height, op.stride.height, op.pad.top, op.pad.bottom,
                   op.ceil),
            pooled(in.width, op.kernel.width, op.stride.width, op.pad.left, op.pad.right, op.ceil));
    }

    Shape operator()(const GlobalAverage&) const { return {only().channels, 1, 1}; }

    Shape operator()(const Resize& op) const
    {
        const Shape in = only();
        require(op.factorHeight > 0 && op.factorWidth > 0 && op.factorHeight <= kMostStep
                    && op.factorWidth <= kMostStep,
                "resizes by a factor that is none");
        return shape(in.channels,
                     static_cast<std::int64_t>(std::floor(in.height * op.factorHeight)),
                     static_cast<std::int64_t>(std::floor(in.width * op.factorWidth)));
    }

    Shape operator()(const ResizeLike&) const { return sizedLike(); }
    Shape operator()(const CropLike&) const { return sizedLike(); }

    Shape operator()(const Pad& op) const
    {
        const Shape in = only();
        requireSides(op.sides);
        if (op.mode == Pad::Mode::Reflect) {
            require(std::max(op.sides.top, op.sides.bottom) < in.height
                        && std::max(op.sides.left, op.sides.right) < in.width,
                    "reflects more than the map has, " + text(in));
        }
        return shape(in.channels, std::int64_t{in.height} + op.sides.top + op.sides.bottom,
                     std::int64_t{in.width} + op.sides.left + op.sides.right);
    }

    Shape operator()(const Crop& op) const
    {
        const Shape in = only();
        requireSides(op.sides);
        return shape(in.channels, std::int64_t{in.height} - op.sides.top - op.sides.bottom,
                     std::int64_t{in.width} - op.sides.left - op.sides.right);
    }

    Shape operator()(const Channels& op) const
    {
        const Shape in = only();
        require(op.begin >= 0 && op.begin < op.end && op.end <= in.channels,
                "takes channels " + std::to_string(op.begin) + " to " + std::to_string(op.end)
                    + " of " + text(in));
        return {op.end - op.begin, in.height, in.width};
    }

    Shape operator()(const Shuffle& op) const
    {
        const Shape in = only();
        require(op.factor >= 1 && op.factor <= 64 && in.channels % (op.factor * op.factor) == 0,
                "cannot make pixels of the channels of " + text(in));
        return shape(in.channels / (op.factor * op.factor), std::int64_t{in.height} * op.factor,
                     std::int64_t{in.width} * op.factor);
    }

private:
    void require(bool holds, const std::string& fault) const
    {
        if (!holds) {
            throw Error(ErrorCode::ShapeMismatch, "node " + describe(m_node) + ' ' + fault + '.');
        }
    }

    [[nodiscard]] Shape only() const
    {
        require(m_inputs.size() == 1, "needs one input");
        return m_inputs.front();
    }

    void requireChannels(const Shape& in, int channels) const
    {
        require(in.channels == channels,
                "reads " + std::to_string(channels) + " channels, and its input is " + text(in));
    }

    [[nodiscard]] Shape byChannel(std::size_t values) const
    {
        const Shape in = only();
        require(values == static_cast<std::size_t>(in.channels),
                "has " + std::to_string(values) + " factors, and its input is " + text(in));
        return in;
    }

    [[nodiscard]] Shape sizedLike() const
    {
        require(m_inputs.size() == 2, "needs two inputs");
        return {m_inputs[0].channels, m_inputs[1].height, m_inputs[1].width};
    }

    void requireSides(const Sides& sides) const
    {
        require(std::min({sides.top, sides.left, sides.bottom, sides.right}) >= 0
                    && std::max({sides.top, sides.left, sides.bottom, sides.right}) <= kMostStep,
                "pads or cuts by what is no number of pixels");
    }

    void requireWindow(Extent kernel, Extent stride, Extent dilation, const Sides& pad) const
    {
        for (const Extent& extent : {kernel, stride, dilation}) {
            require(std::min(extent.height, extent.width) >= 1
                        && std::max(extent.height, extent.width) <= kMostStep,
                    "has a kernel, stride or dilation that is none");
        }
        require(std::max(kernel.height, kernel.width) <= kMostKernel,
                "has a kernel of more than " + std::to_string(kMostKernel) + " pixels a side");
        requireSides(pad);
    }

    /// How many windows of a convolution fit.
    [[nodiscard]] static std::int64_t windows(std::int64_t from, int kernel, int stride,
                                              int dilation, int pads)
    {
        const std::int64_t room = from + pads - (std::int64_t{dilation} * (kernel - 1) + 1);
        return room < 0 ? 0 : room / stride + 1;
    }

    [[nodiscard]] static std::int64_t pooled(std::int64_t from, int kernel, int stride, int before,
                                             int after, bool ceil)
    {
        const std::int64_t room = from + before + after - kernel;
        if (room < 0) {
            return 0;
        }
        const std::int64_t count = (room + (ceil ? stride - 1 : 0)) / stride + 1;
        // As LibTorch: no window begins in the padding behind the map.
        return ceil && (count - 1) * stride >= from + before ? count - 1 : count;
    }

    /// Of two operands, one of which may be repeated over the pixels, or over the channels.
    [[nodiscard]] Shape joined(const Shape& a, const Shape& b, bool overChannels) const
    {
        const auto spreads = [overChannels](const Shape& small, const Shape& large) {
            return (small.channels == large.channels && small.height == 1 && small.width == 1)
                   || (overChannels && small.channels == 1 && small.height == large.height
                       && small.width == large.width);
        };
        require(a == b || spreads(a, b) || spreads(b, a),
                "joins maps of different shapes, " + text(a) + " and " + text(b));
        return a == b || spreads(b, a) ? a : b;
    }

    [[nodiscard]] Shape shape(std::int64_t channels, std::int64_t height, std::int64_t width) const
    {
        require(channels >= 1 && channels <= kMostChannels,
                "makes a map of " + std::to_string(channels) + " channels");
        require(height >= 1 && width >= 1 && height <= kMostSide && width <= kMostSide,
                "makes a map of " + std::to_string(height) + " x " + std::to_string(width)
                    + " pixels");
        return {static_cast<int>(channels), static_cast<int>(height), static_cast<int>(width)};
    }

    const Node& m_node;
    std::span<const Shape> m_inputs;
};

} // namespace

std::string describe(const Node& node)
{
    const char* const kind = std::visit([](const auto& op) { return op.kName; }, node.op);
    return '\'' + node.name + "' (" + kind + ')';
}

Shape shapeOf(const Node& node, std::span<const Shape> inputs)
{
    return std::visit(ShapeRule(node, inputs), node.op);
}

std::vector<Shape> shapesOf(const Graph& graph, int height, int width)
{
    const Shape input{graph.inputChannels, height, width};
    std::vector<Shape> shapes;
    shapes.reserve(graph.nodes.size());
    std::vector<Shape> inputs;
    for (const Node& node : graph.nodes) {
        inputs.clear();
        for (const int id : node.inputs) {
            if (id < kInput || id >= static_cast<int>(shapes.size())) {
                throw Error(ErrorCode::ShapeMismatch,
                            "node " + describe(node) + " reads what is no earlier node.");
            }
            inputs.push_back(id == kInput ? input : shapes[static_cast<std::size_t>(id)]);
        }
        shapes.push_back(shapeOf(node, inputs));
    }
    return shapes;
}

} // namespace halftone::model::graph
