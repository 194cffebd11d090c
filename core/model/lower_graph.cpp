// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/lower_graph.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/model/detail/lower_kernels.h"
#include "core/model/detail/network_builder.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace halftone::model {
namespace {

using Place = std::vector<Part>; // of a value of the graph: what is joined, in order

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// log2 of a factor of 2, 4, 8..., or -1.
int doublingsOf(double factor)
{
    int count = 0;
    for (; factor > 1; factor /= 2) {
        ++count;
    }
    return factor == 1 ? count : -1;
}

class Lowerer {
public:
    explicit Lowerer(const graph::Graph& graph)
        : m_graph(graph), m_builder(graph.inputChannels), m_places(graph.nodes.size()),
          m_readers(graph.nodes.size() + 1, 0)
    {
        countReaders();
    }

    LoweredGraph run()
    {
        for (std::size_t n = 0; n < m_graph.nodes.size(); ++n) {
            if (readersOf(static_cast<int>(n)) == 0) {
                continue; // nothing that leads to the logits
            }
            m_node = &m_graph.nodes[n];
            m_places[n] = std::visit([this](const auto& op) { return lower(op); }, m_node->op);
            for (Part& part : m_places[n]) {
                part.exclusive = part.exclusive && readersOf(static_cast<int>(n)) == 1;
            }
        }
        return m_builder.finish(m_places.back());
    }

private:
    [[nodiscard]] int& readersOf(int value) { return m_readers[at(value + 1)]; }

    // Of what leads to the logits alone.
    void countReaders()
    {
        readersOf(static_cast<int>(m_graph.nodes.size()) - 1) = 1;
        for (int n = static_cast<int>(m_graph.nodes.size()) - 1; n >= 0; --n) {
            for (const int input : m_graph.nodes[at(n)].inputs) {
                readersOf(input) += readersOf(n) > 0 ? 1 : 0;
            }
        }
    }

    [[nodiscard]] Place placeOf(std::size_t input)
    {
        const int value = m_node->inputs.at(input);
        return value == graph::kInput ? Place{{kInputValue, readersOf(value) == 1}}
                                      : m_places[at(value)];
    }
    [[nodiscard]] int channelsOf(const Part& part) const
    {
        return m_builder.network().channelsOf(part.value);
    }
    [[nodiscard]] int levelOf(const Place& place) const
    {
        return m_builder.network().levelOf(place.front().value);
    }

    [[noreturn]] void refuse(const std::string& why) const
    {
        const char* op = std::visit([]<typename T>(const T&) { return T::kName; }, m_node->op);
        throw Error(ErrorCode::Unsupported,
                    "Node '" + m_node->name + "' (" + op + ") " + why + ".");
    }

    // One node without weights on every part.
    Place each(Op op)
    {
        Place place = placeOf(0);
        for (Part& part : place) {
            part.value = m_builder.addNode(m_node->name, {part.value}, op);
        }
        return place;
    }

    Place kernel(const LoweredKernel& lowered)
    {
        if (!lowered.kernel) {
            refuse(lowered.obstacle);
        }
        return {{m_builder.convolve(m_node->name, placeOf(0), *lowered.kernel)}};
    }

    Place lower(const graph::Conv& conv) { return kernel(lowerConv(conv)); }

    Place lower(const graph::ConvTranspose& conv)
    {
        const int value = kernel(lowerTransposed(conv)).front().value;
        return {{m_builder.addNode(m_node->name + ".shuffle", {value}, Shuffle2{})}};
    }

    Place lower(const graph::Affine& affine)
    {
        Place place = placeOf(0);
        std::size_t begin = 0;
        for (Part& part : place) {
            const std::size_t count = at(channelsOf(part));
            part =
                m_builder.affine(m_node->name, part, std::span(affine.scale).subspan(begin, count),
                                 std::span(affine.offset).subspan(begin, count));
            begin += count;
        }
        return place;
    }

    Place lower(const graph::Activation& activation)
    {
        if (activation.curve != graph::Curve::Relu) {
            refuse("is an activation other than ReLU, which the integer arithmetic does not have");
        }
        Place place = placeOf(0);
        for (Part& part : place) {
            part = m_builder.relu(m_node->name, part);
        }
        return place;
    }

    Place lower(const graph::Add&)
    {
        Place sum = placeOf(0);
        for (std::size_t i = 1; i < m_node->inputs.size(); ++i) {
            const Place other = placeOf(i);
            const bool matches = std::equal(
                sum.begin(), sum.end(), other.begin(), other.end(),
                [&](const Part& a, const Part& b) { return channelsOf(a) == channelsOf(b); });
            if (!matches || levelOf(sum) != levelOf(other)) {
                refuse("adds values of different shapes or joins, and the integer arithmetic those "
                       "of one shape");
            }
            for (std::size_t p = 0; p < sum.size(); ++p) {
                const auto term = [&](int value) {
                    return value == kInputValue ? m_builder.identity(m_node->name + ".input", value)
                                                : value;
                };
                const int first = term(sum[p].value);
                const int second = term(other[p].value);
                sum[p] = {m_builder.addNode(m_node->name, {first, second}, Add{false})};
            }
        }
        return sum;
    }

    Place lower(const graph::Concat&)
    {
        Place joined;
        for (std::size_t i = 0; i < m_node->inputs.size(); ++i) {
            const Place place = placeOf(i);
            joined.insert(joined.end(), place.begin(), place.end());
        }
        return joined;
    }

    Place lower(const graph::Pool& pool)
    {
        const bool halves = pool.stride == graph::Extent{2, 2};
        const bool isTwo = pool.kernel == graph::Extent{2, 2} && pool.pad == graph::Sides{};
        if (halves && isTwo && !pool.average) {
            return each(MaxPool2{});
        }
        if (halves && isTwo) {
            Place place = placeOf(0);
            for (Part& part : place) {
                const std::size_t channels = at(channelsOf(part));
                part = {m_builder.diagonal(
                    m_node->name, part.value, std::vector<float>(channels, 1.0F),
                    std::vector<float>(channels, 0.0F),
                    {.side = 2, .stride = 2, .weights = std::vector<float>(4, 0.25F)})};
            }
            return place;
        }
        const bool isThree = pool.kernel == graph::Extent{3, 3} && pool.pad.top == 1
                             && pool.pad.left == 1 && pool.pad.bottom <= 1 && pool.pad.right <= 1;
        // Rounded up, a padding of 1 below would give a window more than half.
        if (halves && isThree && !pool.average && !pool.ceil) {
            return each(MaxPool3{});
        }
        refuse("pools otherwise than by the maximum of 2x2, or of 3x3 padded by 1, or the mean of "
               "2x2, with stride 2, which is all that the integer arithmetic has");
    }

    Place enlarge(graph::Resize::Mode mode, graph::Resize::Corners corners, int doublings)
    {
        const bool linear = mode == graph::Resize::Mode::Linear;
        const bool known = linear ? corners == graph::Resize::Corners::HalfPixel && doublings <= 1
                                  : corners != graph::Resize::Corners::Aligned;
        if (doublings < 0 || (!known && doublings > 0)) {
            refuse("resizes otherwise than to twice the size, nearest or linear with half-pixel "
                   "centres, which is all that the integer arithmetic has");
        }
        Place place = placeOf(0);
        for (Part& part : place) {
            for (int i = 0; i < doublings; ++i) {
                part.value = m_builder.addNode(m_node->name, {part.value},
                                               linear ? Op(Bilinear2{}) : Op(Upsample2{}));
            }
        }
        return place;
    }

    Place lower(const graph::Resize& resize)
    {
        const bool even = resize.factorHeight == resize.factorWidth;
        return enlarge(resize.mode, resize.corners, even ? doublingsOf(resize.factorWidth) : -1);
    }

    // Sizes are multiples of the stride, so levels tell how they compare.
    Place lower(const graph::ResizeLike& resize)
    {
        return enlarge(resize.mode, resize.corners, levelOf(placeOf(0)) - levelOf(placeOf(1)));
    }

    Place lower(const graph::CropLike&)
    {
        if (levelOf(placeOf(0)) != levelOf(placeOf(1))) {
            refuse("cuts a value to another's size, which the integer arithmetic does not have");
        }
        return placeOf(0);
    }

    Place lower(const graph::Pad& pad)
    {
        if (pad.sides != graph::Sides{}) {
            refuse("pads outside of a convolution, which the integer arithmetic does not have");
        }
        return placeOf(0);
    }

    Place lower(const graph::Crop& crop)
    {
        if (crop.sides != graph::Sides{}) {
            refuse("cuts sides off, which the integer arithmetic does not have");
        }
        return placeOf(0);
    }

    Place lower(const graph::Channels& channels)
    {
        int total = 0;
        for (const Part& part : placeOf(0)) {
            total += channelsOf(part);
        }
        if (channels.begin != 0 || channels.end != total) {
            refuse("takes some channels of a value, which the integer arithmetic does not have");
        }
        return placeOf(0);
    }

    Place lower(const graph::Shuffle& shuffle)
    {
        const Place place = placeOf(0);
        if (shuffle.factor != 2 || std::any_of(place.begin(), place.end(), [&](const Part& part) {
                return part.value == kInputValue || channelsOf(part) % 4 != 0;
            })) {
            refuse("shuffles by " + std::to_string(shuffle.factor)
                   + ", or what is joined otherwise, and the integer arithmetic by 2");
        }
        return each(Shuffle2{});
    }

    Place lower(const graph::InstanceNorm&)
    {
        refuse("normalizes by the image at hand, which the integer arithmetic does not have");
    }
    Place lower(const graph::Multiply&)
    {
        refuse("multiplies two values, which the integer arithmetic does not have");
    }
    Place lower(const graph::GlobalAverage&)
    {
        refuse("averages over the image, which the integer arithmetic does not have");
    }

    const graph::Graph& m_graph;
    NetworkBuilder m_builder;
    std::vector<Place> m_places;
    std::vector<int> m_readers; // by value + 1
    const graph::Node* m_node = nullptr;
};

} // namespace

Lowering lowerGraph(const graph::Graph& graph)
{
    try {
        return {Lowerer(graph).run(), {}};
    } catch (const Error& error) {
        return {std::nullopt, error.what()};
    }
}

} // namespace halftone::model
