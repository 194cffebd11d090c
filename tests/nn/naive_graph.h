// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/float_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

/// The judge of float graphs: loops over pixels in double precision, written from the comments of
/// float_graph.h alone.
namespace halftone::test {

namespace graph = model::graph;

struct NaiveMap {
    graph::Shape shape;
    std::vector<double> values;

    explicit NaiveMap(const graph::Shape& of)
        : shape(of),
          values(std::size_t(of.channels) * std::size_t(of.height) * std::size_t(of.width))
    {
    }
    double& at(int c, int y, int x)
    {
        return values[(std::size_t(c) * std::size_t(shape.height) + std::size_t(y))
                          * std::size_t(shape.width)
                      + std::size_t(x)];
    }
    double get(int c, int y, int x) const { return const_cast<NaiveMap*>(this)->at(c, y, x); }
    bool holds(int y, int x) const
    {
        return y >= 0 && x >= 0 && y < shape.height && x < shape.width;
    }
    /// Of a map that is repeated over pixels or channels.
    double spread(int c, int y, int x) const
    {
        return get(shape.channels == 1 ? 0 : c, shape.height == 1 ? 0 : y,
                   shape.width == 1 ? 0 : x);
    }
    template <typename Function>
    void fill(const Function& function)
    {
        for (int c = 0; c < shape.channels; ++c) {
            for (int y = 0; y < shape.height; ++y) {
                for (int x = 0; x < shape.width; ++x) {
                    at(c, y, x) = function(c, y, x);
                }
            }
        }
    }
};

/// Computes one node.
class NaiveNode {
public:
    NaiveNode(std::span<const NaiveMap* const> inputs, const graph::Shape& shape)
        : m_in(inputs), m_x(*inputs.front()), m_y(shape)
    {
    }
    NaiveMap take() { return std::move(m_y); }

    void operator()(const graph::Conv& op)
    {
        const int inGroup = op.inChannels / op.groups;
        const int outGroup = op.outChannels / op.groups;
        m_y.fill([&](int o, int y, int x) {
            double sum = op.bias.empty() ? 0 : double(op.bias[std::size_t(o)]);
            for (int i = 0; i < inGroup; ++i) {
                for (int ky = 0; ky < op.kernel.height; ++ky) {
                    for (int kx = 0; kx < op.kernel.width; ++kx) {
                        const int sy = y * op.stride.height - op.pad.top + ky * op.dilation.height;
                        const int sx = x * op.stride.width - op.pad.left + kx * op.dilation.width;
                        if (m_x.holds(sy, sx)) {
                            sum += m_x.get(o / outGroup * inGroup + i, sy, sx)
                                   * weight(op.weights, o, inGroup, i, op.kernel, ky, kx);
                        }
                    }
                }
            }
            return sum;
        });
    }

    void operator()(const graph::ConvTranspose& op)
    {
        const int inGroup = op.inChannels / op.groups;
        const int outGroup = op.outChannels / op.groups;
        m_y.fill([&](int o, int, int) {
            return op.bias.empty() ? 0.0 : double(op.bias[std::size_t(o)]);
        });
        for (int i = 0; i < op.inChannels; ++i) {
            for (int o = 0; o < outGroup; ++o) {
                scatter(op, i, i / inGroup * outGroup + o, o);
            }
        }
    }

    void operator()(const graph::Affine& op)
    {
        m_y.fill([&](int c, int y, int x) {
            return m_x.get(c, y, x) * double(op.scale[std::size_t(c)])
                   + double(op.offset[std::size_t(c)]);
        });
    }

    void operator()(const graph::InstanceNorm& op)
    {
        const int groups = op.groups > 0 ? op.groups : m_x.shape.channels;
        const int size = m_x.shape.channels / groups;
        const double count = double(size) * m_x.shape.height * m_x.shape.width;
        const auto meanOf = [&](int group, const auto& function) {
            double sum = 0;
            NaiveMap(m_x.shape).fill([&](int c, int y, int x) {
                sum += c / size == group ? function(m_x.get(c, y, x)) : 0.0;
                return 0.0;
            });
            return sum / count;
        };
        for (int group = 0; group < groups; ++group) {
            const double mean = meanOf(group, [](double v) { return v; });
            const double variance =
                meanOf(group, [mean](double v) { return (v - mean) * (v - mean); });
            for (int c = group * size; c < (group + 1) * size; ++c) {
                for (int y = 0; y < m_x.shape.height; ++y) {
                    for (int x = 0; x < m_x.shape.width; ++x) {
                        m_y.at(c, y, x) = (m_x.get(c, y, x) - mean)
                                              / std::sqrt(variance + op.epsilon)
                                              * double(op.scale[std::size_t(c)])
                                          + double(op.offset[std::size_t(c)]);
                    }
                }
            }
        }
    }

    void operator()(const graph::Activation& op)
    {
        if (op.curve == graph::Curve::Softmax) {
            m_y.fill([&](int c, int y, int x) {
                double sum = 0;
                for (int other = 0; other < m_x.shape.channels; ++other) {
                    sum += std::exp(m_x.get(other, y, x) - m_x.get(c, y, x));
                }
                return 1 / sum;
            });
            return;
        }
        m_y.fill([&](int c, int y, int x) { return curve(op, c, m_x.get(c, y, x)); });
    }

    void operator()(const graph::Add&)
    {
        m_y.fill([&](int c, int y, int x) {
            double sum = 0;
            for (const NaiveMap* in : m_in) {
                sum += in->spread(c, y, x);
            }
            return sum;
        });
    }

    void operator()(const graph::Multiply&)
    {
        m_y.fill([&](int c, int y, int x) {
            return m_in[0]->spread(c, y, x) * m_in[1]->spread(c, y, x);
        });
    }

    void operator()(const graph::Concat&)
    {
        m_y.fill([&](int c, int y, int x) {
            std::size_t in = 0;
            while (c >= m_in[in]->shape.channels) {
                c -= m_in[in++]->shape.channels;
            }
            return m_in[in]->get(c, y, x);
        });
    }

    void operator()(const graph::Pool& op)
    {
        m_y.fill([&](int c, int y, int x) {
            double sum = 0;
            double most = -std::numeric_limits<double>::infinity();
            int count = 0;
            for (int ky = 0; ky < op.kernel.height; ++ky) {
                for (int kx = 0; kx < op.kernel.width; ++kx) {
                    const int sy = y * op.stride.height - op.pad.top + ky;
                    const int sx = x * op.stride.width - op.pad.left + kx;
                    const bool inside = m_x.holds(sy, sx);
                    const bool padded = sy < m_x.shape.height + op.pad.bottom
                                        && sx < m_x.shape.width + op.pad.right;
                    count += inside || (op.countsPad && padded) ? 1 : 0;
                    sum += inside ? m_x.get(c, sy, sx) : 0;
                    most = inside ? std::max(most, m_x.get(c, sy, sx)) : most;
                }
            }
            return op.average ? sum / count : most;
        });
    }

    void operator()(const graph::GlobalAverage&)
    {
        m_y.fill([&](int c, int, int) {
            double sum = 0;
            for (int y = 0; y < m_x.shape.height; ++y) {
                for (int x = 0; x < m_x.shape.width; ++x) {
                    sum += m_x.get(c, y, x);
                }
            }
            return sum / m_x.shape.height / m_x.shape.width;
        });
    }

    void operator()(const graph::Resize& op)
    {
        resize(op.mode, op.corners, op.factorHeight, op.factorWidth);
    }
    void operator()(const graph::ResizeLike& op)
    {
        resize(op.mode, op.corners, double(m_y.shape.height) / m_x.shape.height,
               double(m_y.shape.width) / m_x.shape.width);
    }

    void operator()(const graph::Pad& op)
    {
        m_y.fill([&](int c, int y, int x) {
            int sy = y - op.sides.top;
            int sx = x - op.sides.left;
            if (op.mode == graph::Pad::Mode::Constant) {
                return m_x.holds(sy, sx) ? m_x.get(c, sy, sx) : double(op.value);
            }
            const auto back = [&](int at, int size) {
                if (op.mode == graph::Pad::Mode::Edge) {
                    return std::clamp(at, 0, size - 1);
                }
                return at < 0 ? -at : (at >= size ? 2 * (size - 1) - at : at);
            };
            return m_x.get(c, back(sy, m_x.shape.height), back(sx, m_x.shape.width));
        });
    }

    void operator()(const graph::Crop& op) { shift(op.sides.top, op.sides.left); }
    void operator()(const graph::CropLike&)
    {
        const int height = m_x.shape.height - m_y.shape.height;
        const int width = m_x.shape.width - m_y.shape.width;
        shift(height / 2, width / 2);
    }
    void operator()(const graph::Channels& op)
    {
        m_y.fill([&](int c, int y, int x) { return m_x.get(c + op.begin, y, x); });
    }
    void operator()(const graph::Shuffle& op)
    {
        m_y.fill([&](int c, int y, int x) {
            return m_x.get((c * op.factor + y % op.factor) * op.factor + x % op.factor,
                           y / op.factor, x / op.factor);
        });
    }

private:
    static double weight(const std::vector<float>& weights, int o, int inputs, int i,
                         graph::Extent kernel, int ky, int kx)
    {
        return double(
            weights[std::size_t(((o * inputs + i) * kernel.height + ky) * kernel.width + kx)]);
    }

    // What channel `i` of the input adds to channel `to`, the `o`-th of its group.
    void scatter(const graph::ConvTranspose& op, int i, int to, int o)
    {
        for (int y = 0; y < m_x.shape.height; ++y) {
            for (int x = 0; x < m_x.shape.width; ++x) {
                for (int ky = 0; ky < op.kernel.height; ++ky) {
                    for (int kx = 0; kx < op.kernel.width; ++kx) {
                        const int dy = y * op.stride.height - op.pad.top + ky * op.dilation.height;
                        const int dx = x * op.stride.width - op.pad.left + kx * op.dilation.width;
                        if (m_y.holds(dy, dx)) {
                            m_y.at(to, dy, dx) +=
                                m_x.get(i, y, x)
                                * weight(op.weights, i, op.outChannels / op.groups, o, op.kernel,
                                         ky, kx);
                        }
                    }
                }
            }
        }
    }

    static double curve(const graph::Activation& op, int channel, double v)
    {
        const std::vector<float>& s = op.slopes;
        switch (op.curve) {
        case graph::Curve::Relu: return std::max(v, 0.0);
        case graph::Curve::LeakyRelu: return v < 0 ? v * double(s[0]) : v;
        case graph::Curve::PRelu:
            return v < 0 ? v * double(s[s.size() == 1 ? 0 : std::size_t(channel)]) : v;
        case graph::Curve::Sigmoid: return 1 / (1 + std::exp(-v));
        case graph::Curve::Tanh: return std::tanh(v);
        case graph::Curve::Elu: return v < 0 ? double(s[0]) * (std::exp(v) - 1) : v;
        case graph::Curve::Silu: return v / (1 + std::exp(-v));
        case graph::Curve::Gelu: return 0.5 * v * (1 + std::erf(v / std::sqrt(2.0)));
        case graph::Curve::HardSigmoid:
            return std::clamp(double(s[0]) * v + double(s[1]), 0.0, 1.0);
        case graph::Curve::Clip: return std::clamp(v, double(s[0]), double(s[1]));
        case graph::Curve::Softmax: break; // not by itself
        }
        return std::numeric_limits<double>::quiet_NaN();
    }

    void resize(graph::Resize::Mode mode, graph::Resize::Corners corners, double factorHeight,
                double factorWidth)
    {
        using Corners = graph::Resize::Corners;
        const bool linear = mode == graph::Resize::Mode::Linear;
        const auto source = [&](int at, int from, int to, double factor) {
            double place = at / factor;
            if (corners == Corners::Aligned) {
                place = to > 1 ? double(at) * (from - 1) / (to - 1) : 0;
            } else if (corners == Corners::HalfPixel && linear) {
                place = (at + 0.5) / factor - 0.5;
            }
            return std::clamp(linear ? place : std::floor(place), 0.0, from - 1.0);
        };
        m_y.fill([&](int c, int y, int x) {
            const double sy = source(y, m_x.shape.height, m_y.shape.height, factorHeight);
            const double sx = source(x, m_x.shape.width, m_y.shape.width, factorWidth);
            const int top = int(sy);
            const int left = int(sx);
            const int bottom = std::min(top + 1, m_x.shape.height - 1);
            const int right = std::min(left + 1, m_x.shape.width - 1);
            const double down = sy - top;
            const double over = sx - left;
            return (1 - down) * ((1 - over) * m_x.get(c, top, left) + over * m_x.get(c, top, right))
                   + down
                         * ((1 - over) * m_x.get(c, bottom, left)
                            + over * m_x.get(c, bottom, right));
        });
    }

    void shift(int top, int left)
    {
        m_y.fill([&](int c, int y, int x) {
            return m_x.holds(y + top, x + left) ? m_x.get(c, y + top, x + left) : 0.0;
        });
    }

    std::span<const NaiveMap* const> m_in;
    const NaiveMap& m_x;
    NaiveMap m_y;
};

/// The last value, for an input [C,H,W].
inline std::vector<double> runNaively(const graph::Graph& net, std::span<const float> input,
                                      int height, int width)
{
    const std::vector<graph::Shape> shapes = graph::shapesOf(net, height, width);
    NaiveMap image({net.inputChannels, height, width});
    std::copy(input.begin(), input.end(), image.values.begin());
    std::vector<NaiveMap> maps;
    for (std::size_t n = 0; n < net.nodes.size(); ++n) {
        std::vector<const NaiveMap*> inputs;
        for (const int value : net.nodes[n].inputs) {
            inputs.push_back(value == graph::kInput ? &image : &maps[std::size_t(value)]);
        }
        NaiveNode node(inputs, shapes[n]);
        std::visit(node, net.nodes[n].op);
        maps.push_back(node.take());
    }
    return maps.back().values;
}

} // namespace halftone::test
