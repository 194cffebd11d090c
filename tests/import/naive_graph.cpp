// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/import/naive_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::test {
namespace {

using namespace model::graph;

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

/// Computes a node's value pixel by pixel.
class NaiveNode {
public:
    NaiveNode(std::vector<const NaiveMap*> inputs, const Shape& shape) : m_in(std::move(inputs))
    {
        m_out.shape = shape;
        m_out.values.resize(at(shape.channels) * at(shape.height) * at(shape.width));
    }
    [[nodiscard]] NaiveMap take() { return std::move(m_out); }

    void operator()(const Conv& op)
    {
        const int ins = op.inChannels / op.groups;
        const int outs = op.outChannels / op.groups;
        forEach([&](int o, int y, int x) {
            double sum = op.bias.empty() ? 0 : double{op.bias[at(o)]};
            std::size_t weight = at(o * ins * op.kernel.height * op.kernel.width);
            for (int i = 0; i < ins; ++i) {
                for (int ky = 0; ky < op.kernel.height; ++ky) {
                    for (int kx = 0; kx < op.kernel.width; ++kx) {
                        sum += double{op.weights[weight++]}
                               * in().orZero(
                                   o / outs * ins + i,
                                   y * op.stride.height - op.pad.top + ky * op.dilation.height,
                                   x * op.stride.width - op.pad.left + kx * op.dilation.width);
                    }
                }
            }
            return sum;
        });
    }

    /// From the output: the inputs whose kernel reaches it.
    void operator()(const ConvTranspose& op)
    {
        const int ins = op.inChannels / op.groups;
        const int outs = op.outChannels / op.groups;
        forEach([&](int o, int y, int x) {
            double sum = op.bias.empty() ? 0 : double{op.bias[at(o)]};
            for (int i = o / outs * ins; i < (o / outs + 1) * ins; ++i) {
                for (int ky = 0; ky < op.kernel.height; ++ky) {
                    for (int kx = 0; kx < op.kernel.width; ++kx) {
                        const int row = y + op.pad.top - ky * op.dilation.height;
                        const int column = x + op.pad.left - kx * op.dilation.width;
                        if (row % op.stride.height == 0 && column % op.stride.width == 0) {
                            const int weight =
                                ((i * outs + o % outs) * op.kernel.height + ky) * op.kernel.width
                                + kx;
                            sum +=
                                double{op.weights[at(weight)]}
                                * in().orZero(i, row / op.stride.height, column / op.stride.width);
                        }
                    }
                }
            }
            return sum;
        });
    }

    void operator()(const Affine& op)
    {
        forEach([&](int c, int y, int x) {
            return op.scale[at(c)] * in().at(c, y, x) + op.offset[at(c)];
        });
    }

    void operator()(const InstanceNorm& op)
    {
        const Shape shape = in().shape;
        const int each = op.groups > 0 ? shape.channels / op.groups : 1;
        forEach([&](int c, int y, int x) {
            if (y == 0 && x == 0) { // of the group that c belongs to
                m_mean = 0;
                m_variance = 0;
                const int first = c / each * each;
                const double count = double(each) * shape.height * shape.width;
                for (int k = first; k < first + each; ++k) {
                    forPixels(
                        [&](int row, int column) { m_mean += in().at(k, row, column) / count; });
                }
                for (int k = first; k < first + each; ++k) {
                    forPixels([&](int row, int column) {
                        m_variance += std::pow(in().at(k, row, column) - m_mean, 2) / count;
                    });
                }
            }
            return (in().at(c, y, x) - m_mean) / std::sqrt(m_variance + op.epsilon)
                       * op.scale[at(c)]
                   + op.offset[at(c)];
        });
    }

    void operator()(const Activation& op)
    {
        if (op.curve == Curve::Softmax) {
            forEach([&](int c, int y, int x) {
                double sum = 0;
                for (int k = 0; k < in().shape.channels; ++k) {
                    sum += std::exp(in().at(k, y, x) - in().at(c, y, x));
                }
                return 1 / sum;
            });
            return;
        }
        forEach([&](int c, int y, int x) {
            const std::size_t slope = op.slopes.size() > 1 && op.curve == Curve::PRelu ? at(c) : 0;
            return curve(op, slope, in().at(c, y, x));
        });
    }

    void operator()(const Add&)
    {
        forEach([&](int c, int y, int x) {
            double sum = 0;
            for (std::size_t i = 0; i < m_in.size(); ++i) {
                sum += spread(i, c, y, x);
            }
            return sum;
        });
    }

    void operator()(const Multiply&)
    {
        forEach([&](int c, int y, int x) { return spread(0, c, y, x) * spread(1, c, y, x); });
    }

    void operator()(const Concat&)
    {
        forEach([&](int c, int y, int x) {
            std::size_t i = 0;
            while (c >= m_in[i]->shape.channels) {
                c -= m_in[i++]->shape.channels;
            }
            return m_in[i]->at(c, y, x);
        });
    }

    void operator()(const Pool& op)
    {
        const Shape shape = in().shape;
        forEach([&](int c, int y, int x) {
            double sum = 0;
            double most = -std::numeric_limits<double>::infinity();
            int pixels = 0;
            int counted = 0;
            for (int ky = 0; ky < op.kernel.height; ++ky) {
                for (int kx = 0; kx < op.kernel.width; ++kx) {
                    const int row = y * op.stride.height - op.pad.top + ky;
                    const int column = x * op.stride.width - op.pad.left + kx;
                    counted +=
                        row < shape.height + op.pad.bottom && column < shape.width + op.pad.right;
                    if (row >= 0 && row < shape.height && column >= 0 && column < shape.width) {
                        sum += in().at(c, row, column);
                        most = std::max(most, in().at(c, row, column));
                        ++pixels;
                    }
                }
            }
            return op.average ? sum / (op.countsPad ? counted : pixels) : most;
        });
    }

    void operator()(const GlobalAverage&)
    {
        forEach([&](int c, int, int) {
            double sum = 0;
            forPixels([&](int row, int column) { sum += in().at(c, row, column); });
            return sum / in().shape.height / in().shape.width;
        });
    }

    void operator()(const Resize& op)
    {
        resize(op.mode, op.corners, op.factorHeight, op.factorWidth);
    }
    void operator()(const ResizeLike& op)
    {
        resize(op.mode, op.corners, double(m_out.shape.height) / in().shape.height,
               double(m_out.shape.width) / in().shape.width);
    }

    void operator()(const Pad& op)
    {
        const Shape shape = in().shape;
        const auto inside = [&op](int index, int size) {
            if (op.mode == Pad::Mode::Edge) {
                return std::clamp(index, 0, size - 1);
            }
            const int mirrored = std::abs(index);
            return mirrored >= size ? 2 * (size - 1) - mirrored : mirrored;
        };
        forEach([&](int c, int y, int x) {
            const int row = y - op.sides.top;
            const int column = x - op.sides.left;
            if (op.mode == Pad::Mode::Constant) {
                const bool isInside =
                    row >= 0 && row < shape.height && column >= 0 && column < shape.width;
                return isInside ? in().at(c, row, column) : double{op.value};
            }
            return in().at(c, inside(row, shape.height), inside(column, shape.width));
        });
    }

    void operator()(const Crop& op)
    {
        forEach(
            [&](int c, int y, int x) { return in().at(c, y + op.sides.top, x + op.sides.left); });
    }

    void operator()(const CropLike&)
    {
        const int rows = (in().shape.height - m_out.shape.height) / 2; // towards 0 both ways
        const int columns = (in().shape.width - m_out.shape.width) / 2;
        forEach([&](int c, int y, int x) { return in().orZero(c, y + rows, x + columns); });
    }

    void operator()(const Channels& op)
    {
        forEach([&](int c, int y, int x) { return in().at(op.begin + c, y, x); });
    }

    void operator()(const Shuffle& op)
    {
        const int f = op.factor;
        forEach([&](int c, int y, int x) {
            return in().at(c * f * f + y % f * f + x % f, y / f, x / f);
        });
    }

private:
    [[nodiscard]] const NaiveMap& in() const { return *m_in.front(); }

    template <typename Value>
    void forEach(Value value)
    {
        for (int c = 0; c < m_out.shape.channels; ++c) {
            for (int y = 0; y < m_out.shape.height; ++y) {
                for (int x = 0; x < m_out.shape.width; ++x) {
                    m_out.at(c, y, x) = value(c, y, x);
                }
            }
        }
    }

    template <typename Visit>
    void forPixels(Visit visit) const
    {
        for (int y = 0; y < in().shape.height; ++y) {
            for (int x = 0; x < in().shape.width; ++x) {
                visit(y, x);
            }
        }
    }

    /// A value of an input that may be repeated over channels or pixels.
    [[nodiscard]] double spread(std::size_t i, int c, int y, int x) const
    {
        const Shape shape = m_in[i]->shape;
        return m_in[i]->at(shape.channels == 1 ? 0 : c, shape.height == 1 ? 0 : y,
                           shape.width == 1 ? 0 : x);
    }

    static double curve(const Activation& op, std::size_t slope, double x)
    {
        switch (op.curve) {
        case Curve::Relu: return std::max(x, 0.0);
        case Curve::LeakyRelu:
        case Curve::PRelu: return x < 0 ? op.slopes[slope] * x : x;
        case Curve::Sigmoid: return 1 / (1 + std::exp(-x));
        case Curve::Tanh: return std::tanh(x);
        case Curve::Elu: return x < 0 ? op.slopes[0] * std::expm1(x) : x;
        case Curve::Silu: return x / (1 + std::exp(-x));
        case Curve::Gelu: return x * (1 + std::erf(x / std::sqrt(2.0))) / 2;
        case Curve::HardSigmoid:
            return std::max(0.0, std::min(1.0, op.slopes[0] * x + op.slopes[1]));
        case Curve::Clip: return std::min<double>(std::max<double>(x, op.slopes[0]), op.slopes[1]);
        case Curve::Softmax: break; // over the channels: not here
        }
        return std::numeric_limits<double>::quiet_NaN();
    }

    void resize(Resize::Mode mode, Resize::Corners corners, double rows, double columns)
    {
        const auto place = [&](int index, int from, int to, double factor) {
            double source = index / factor;
            if (mode == Resize::Mode::Linear && corners == Resize::Corners::HalfPixel) {
                source = (index + 0.5) / factor - 0.5;
            } else if (corners == Resize::Corners::Aligned) {
                source = to > 1 ? double(index) * (from - 1) / (to - 1) : 0;
            }
            return std::clamp(source, 0.0, from - 1.0);
        };
        forEach([&](int c, int y, int x) {
            const double row = place(y, in().shape.height, m_out.shape.height, rows);
            const double column = place(x, in().shape.width, m_out.shape.width, columns);
            const int top = static_cast<int>(row);
            const int left = static_cast<int>(column);
            if (mode == Resize::Mode::Nearest) {
                return in().at(c, top, left);
            }
            const double down = row - top;
            const double right = column - left;
            const auto value = [&](int dy, int dx) { // 0 of weight where it is outside
                return in().orZero(c, top + dy, left + dx);
            };
            return (1 - down) * ((1 - right) * value(0, 0) + right * value(0, 1))
                   + down * ((1 - right) * value(1, 0) + right * value(1, 1));
        });
    }

    std::vector<const NaiveMap*> m_in;
    NaiveMap m_out;
    double m_mean = 0;
    double m_variance = 0;
};

} // namespace

std::vector<NaiveMap> runNaively(const Graph& graph, const NaiveMap& input)
{
    const std::vector<Shape> shapes = shapesOf(graph, input.shape.height, input.shape.width);
    std::vector<NaiveMap> values;
    values.reserve(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        std::vector<const NaiveMap*> inputs;
        for (const int id : graph.nodes[i].inputs) {
            inputs.push_back(id == kInput ? &input : &values[at(id)]);
        }
        NaiveNode node(std::move(inputs), shapes[i]);
        std::visit(node, graph.nodes[i].op);
        values.push_back(node.take());
    }
    return values;
}

NaiveMap probabilities(const Graph& graph, NaiveMap logits)
{
    if (graph.head == Head::None) {
        return logits;
    }
    const Shape shape = logits.shape;
    NaiveNode head({&logits}, shape);
    head(Activation{graph.head == Head::Sigmoid ? Curve::Sigmoid : Curve::Softmax, {}});
    return head.take();
}

} // namespace halftone::test
