// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/checked_size.h"
#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/model/float_graph.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::model::graph {
namespace {

constexpr std::size_t kMostNodes = 5000;
constexpr int kMostClasses = 255;
constexpr int kMostInputChannels = 64;
/// Inputs of 1 to this many pixels a side are tried.
constexpr int kSidesTried = 512;
/// A side must be a multiple of no more: networks halve an image seven times at most.
constexpr int kMostStride = 128;
/// The largest input that is looked at for the reach.
constexpr int kMostSideForReach = 2048;
/// How much larger than the image a map may be along an axis.
constexpr int kMostEnlargement = 4;
/// Of one map. The widest known networks keep some hundreds.
constexpr double kMostValuesPerPixel = 16384;

[[noreturn]] void fail(const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, fault);
}

[[noreturn]] void fail(const Node& node, const std::string& fault)
{
    fail("node " + describe(node) + ' ' + fault + '.');
}

void requireValues(const Node& node, const std::vector<float>& values, std::uint64_t expected,
                   const char* name)
{
    if (values.size() != expected) {
        fail(node, "has " + std::to_string(values.size()) + " numbers as its " + name + ", not "
                       + std::to_string(expected));
    }
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
        fail(node, std::string("has a number that is not finite in its ") + name);
    }
}

template <typename Convolution>
void requireWeights(const Node& node, const Convolution& op, int across)
{
    if (op.groups < 1 || op.inChannels < 1 || op.outChannels < 1 || op.inChannels % op.groups != 0
        || op.outChannels % op.groups != 0) {
        fail(node, "has " + std::to_string(op.groups) + " groups of "
                       + std::to_string(op.inChannels) + " to " + std::to_string(op.outChannels)
                       + " channels");
    }
    const auto positive = [](int value) { return static_cast<std::uint64_t>(std::max(value, 0)); };
    const auto count = checkedProduct({positive(op.inChannels), positive(op.outChannels),
                                       positive(op.kernel.height), positive(op.kernel.width)},
                                      std::uint64_t{1} << 32);
    requireValues(node, op.weights, count.value_or(0) / positive(across), "weights");
    if (!op.bias.empty()) {
        requireValues(node, op.bias, positive(op.outChannels), "bias");
    }
}

/// How many slopes a curve has; of PReLU at least.
std::size_t slopesOf(Curve curve)
{
    switch (curve) {
    case Curve::LeakyRelu:
    case Curve::PRelu:
    case Curve::Elu: return 1;
    case Curve::HardSigmoid:
    case Curve::Clip: return 2;
    default: return 0;
    }
}

/// What shapes do not tell.
void requireNumbers(const Node& node, const Shape& value)
{
    const auto channels = static_cast<std::uint64_t>(value.channels);
    std::visit(
        Overloads{
            [&](const Conv& op) { requireWeights(node, op, op.groups); },
            [&](const ConvTranspose& op) { requireWeights(node, op, op.groups); },
            [&](const Affine& op) {
                requireValues(node, op.scale, channels, "scale");
                requireValues(node, op.offset, channels, "offset");
            },
            [&](const InstanceNorm& op) {
                requireValues(node, op.scale, channels, "scale");
                requireValues(node, op.offset, channels, "offset");
                if (op.groups < 0 || (op.groups > 0 && value.channels % op.groups != 0)) {
                    fail(node, "has " + std::to_string(op.groups) + " groups of "
                                   + std::to_string(value.channels) + " channels");
                }
                if (!(op.epsilon >= 0) || !std::isfinite(op.epsilon)) {
                    fail(node, "has an epsilon that is none");
                }
            },
            [&](const Activation& op) {
                const bool byChannel = op.curve == Curve::PRelu && op.slopes.size() == channels;
                requireValues(node, op.slopes, byChannel ? channels : slopesOf(op.curve), "slopes");
            },
            [&](const Pad& op) {
                if (!std::isfinite(op.value)) {
                    fail(node, "pads with what is no number");
                }
            },
            [](const auto&) {},
        },
        node.op);
}

void requireOrder(const Graph& graph)
{
    if (graph.nodes.empty() || graph.nodes.size() > kMostNodes) {
        fail("a graph has 1 to " + std::to_string(kMostNodes) + " nodes, and this one "
             + std::to_string(graph.nodes.size()) + '.');
    }
    if (graph.inputChannels < 1 || graph.inputChannels > kMostInputChannels) {
        fail("a graph has 1 to " + std::to_string(kMostInputChannels)
             + " input channels, and this one " + std::to_string(graph.inputChannels) + '.');
    }
    std::set<std::string> names;
    for (int i = 0; i < static_cast<int>(graph.nodes.size()); ++i) {
        const Node& node = graph.nodes[static_cast<std::size_t>(i)];
        if (!names.insert(node.name).second) {
            fail(node, "has the name of another node");
        }
        for (const int id : node.inputs) {
            if (id < kInput || id >= i) {
                fail(node, "reads what is no earlier node");
            }
        }
    }
}

/// Why inputs of this size do not come out as masks of the same size; empty: they do.
std::string faultAt(const Graph& graph, int side)
{
    try {
        const Shape out = shapesOf(graph, side, side).back();
        if (out.height == side && out.width == side) {
            return {};
        }
        return "the output for an input of " + std::to_string(side) + " x " + std::to_string(side)
               + " pixels is one of " + std::to_string(out.height) + " x "
               + std::to_string(out.width) + "; masks are as large as the image.";
    } catch (const Error& error) {
        return error.what();
    }
}

/// Sets stride and leastSide: the smallest stride whose multiples all work from some size on.
void findSides(const Graph& graph, Facts& facts)
{
    std::vector<bool> works(kSidesTried + 1);
    for (int side = 1; side <= kSidesTried; ++side) {
        works[static_cast<std::size_t>(side)] = faultAt(graph, side).empty();
    }
    for (int stride = 1; stride <= kMostStride; ++stride) {
        int least = 0;
        for (int side = kSidesTried / stride * stride;
             side > 0 && works[static_cast<std::size_t>(side)]; side -= stride) {
            least = side;
        }
        if (least > 0 && least <= kSidesTried / 2) {
            facts.stride = stride;
            facts.leastSide = least;
            return;
        }
    }
    const std::string fault = faultAt(graph, kSidesTried / 2);
    fail(fault.empty() ? "inputs whose sides are multiples of up to " + std::to_string(kMostStride)
                             + " pixels do not all go through."
                       : fault);
}

double macsOf(const Node& node, const Shape& in, const Shape& out)
{
    return std::visit(Overloads{
                          [&](const Conv& op) {
                              return static_cast<double>(op.weights.size()) * out.height
                                     * out.width;
                          },
                          [&](const ConvTranspose& op) {
                              return static_cast<double>(op.weights.size()) * in.height * in.width;
                          },
                          [](const auto&) { return 0.0; },
                      },
                      node.op);
}

/// Sets macsPerPixel, and refuses maps that would not fit into memory.
void countWork(const Graph& graph, int side, Facts& facts)
{
    const std::vector<Shape> shapes = shapesOf(graph, side, side);
    const double pixels = static_cast<double>(side) * side;
    double macs = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const Node& node = graph.nodes[i];
        const double values =
            static_cast<double>(shapes[i].channels) * shapes[i].height * shapes[i].width / pixels;
        if (std::max(shapes[i].height, shapes[i].width) > kMostEnlargement * side) {
            fail(node, "makes a map of more than " + std::to_string(kMostEnlargement)
                           + " times the height or width of the image");
        }
        if (values > kMostValuesPerPixel) {
            fail(node, "keeps " + std::to_string(std::llround(values))
                           + " values for every pixel of the image");
        }
        const int id = node.inputs.empty() ? kInput : node.inputs.front();
        macs += macsOf(node,
                       id == kInput ? Shape{graph.inputChannels, side, side}
                                    : shapes[static_cast<std::size_t>(id)],
                       shapes[i]);
    }
    facts.macsPerPixel = macs / pixels;
}

bool seesEverything(const Node& node)
{
    return std::visit(
        Overloads{
            [](const InstanceNorm&) { return true; },
            [](const GlobalAverage&) { return true; },
            [](const Resize& op) { return op.corners == Resize::Corners::Aligned; },
            [](const ResizeLike& op) { return op.corners == Resize::Corners::Aligned; },
            [](const auto&) { return false; },
        },
        node.op);
}

/// Sets radius and everywhere, on an input large enough for that not to be cut.
void findRadius(const Graph& graph, Facts& facts)
{
    facts.everywhere = std::any_of(graph.nodes.begin(), graph.nodes.end(), seesEverything);
    const auto allowed = [&facts](int side) {
        return std::max(side, facts.leastSide + facts.stride - 1) / facts.stride * facts.stride;
    };
    for (int side = allowed(256);; side = allowed(2 * side)) {
        const Sides reach = reachOf(graph, side, side);
        facts.radius = std::max({reach.top, reach.left, reach.bottom, reach.right});
        if (2 * facts.radius + facts.stride < side) {
            return;
        }
        if (side >= kMostSideForReach) {
            facts.everywhere = true;
            return;
        }
    }
}

} // namespace

Facts check(const Graph& graph)
{
    requireOrder(graph);
    Facts facts;
    findSides(graph, facts);
    const int side = kSidesTried / facts.stride * facts.stride;
    const std::vector<Shape> shapes = shapesOf(graph, side, side);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        requireNumbers(graph.nodes[i], shapes[i]);
    }
    facts.classes = shapes.back().channels;
    if (facts.classes > kMostClasses) {
        fail("the output has " + std::to_string(facts.classes) + " channels; masks have at most "
             + std::to_string(kMostClasses) + " classes.");
    }
    countWork(graph, side, facts);
    findRadius(graph, facts);
    return facts;
}

} // namespace halftone::model::graph
