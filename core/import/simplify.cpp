// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/simplify.h"

#include <algorithm>
#include <utility>

namespace halftone::import {
namespace {

using namespace model::graph;

std::size_t at(int id)
{
    return static_cast<std::size_t>(id);
}

/// How many inputs of nodes each node is.
std::vector<int> readers(const Graph& graph)
{
    std::vector<int> count(graph.nodes.size(), 0);
    for (const Node& node : graph.nodes) {
        for (const int id : node.inputs) {
            if (id != kInput) {
                ++count[at(id)];
            }
        }
    }
    return count;
}

/// Scales the weights that make an output channel and its bias. Weights of Conv are [O,...].
void fold(Conv& conv, const Affine& affine)
{
    conv.bias.resize(at(conv.outChannels), 0.0F);
    const std::size_t each = conv.weights.size() / at(conv.outChannels);
    for (std::size_t o = 0; o < at(conv.outChannels); ++o) {
        for (std::size_t i = o * each; i < (o + 1) * each; ++i) {
            conv.weights[i] *= affine.scale[o];
        }
        conv.bias[o] = conv.bias[o] * affine.scale[o] + affine.offset[o];
    }
}

/// Weights of ConvTranspose are [I,O/groups,KH,KW].
void fold(ConvTranspose& conv, const Affine& affine)
{
    conv.bias.resize(at(conv.outChannels), 0.0F);
    const std::size_t kernel = at(conv.kernel.height) * at(conv.kernel.width);
    const std::size_t outs = at(conv.outChannels / conv.groups);
    const std::size_t ins = at(conv.inChannels / conv.groups);
    for (std::size_t i = 0; i < conv.weights.size(); ++i) {
        const std::size_t out = i / kernel % outs;
        const std::size_t group = i / kernel / outs / ins;
        conv.weights[i] *= affine.scale[group * outs + out];
    }
    for (std::size_t o = 0; o < at(conv.outChannels); ++o) {
        conv.bias[o] = conv.bias[o] * affine.scale[o] + affine.offset[o];
    }
}

void fold(Affine& first, const Affine& affine)
{
    for (std::size_t c = 0; c < first.scale.size(); ++c) {
        first.scale[c] *= affine.scale[c];
        first.offset[c] = first.offset[c] * affine.scale[c] + affine.offset[c];
    }
}

/// Whether what the fold reads is of the shape that it takes for granted.
template <typename Convolution>
bool isWhole(const Convolution& conv, const Affine& affine, int across)
{
    return conv.groups > 0 && conv.outChannels % conv.groups == 0
           && conv.inChannels % conv.groups == 0 && affine.scale.size() == at(conv.outChannels)
           && (conv.bias.empty() || conv.bias.size() == at(conv.outChannels))
           && conv.weights.size()
                  == at(conv.inChannels) * at(conv.outChannels / across) * at(conv.kernel.height)
                         * at(conv.kernel.width);
}

bool foldInto(Op& op, const Affine& affine)
{
    if (Conv* const conv = std::get_if<Conv>(&op)) {
        if (conv->groups > 0 && isWhole(*conv, affine, conv->groups)) {
            fold(*conv, affine);
            return true;
        }
    } else if (ConvTranspose* const up = std::get_if<ConvTranspose>(&op)) {
        if (up->groups > 0 && isWhole(*up, affine, up->groups)) {
            fold(*up, affine);
            return true;
        }
    } else if (Affine* const first = std::get_if<Affine>(&op)) {
        fold(*first, affine);
        return true;
    }
    return false;
}

bool changesNothing(const Affine& affine)
{
    return std::all_of(affine.scale.begin(), affine.scale.end(), [](float v) { return v == 1; })
           && std::all_of(affine.offset.begin(), affine.offset.end(),
                          [](float v) { return v == 0; });
}

bool isSigmoidOf(const Graph& graph, int id, int argument)
{
    if (id == kInput) {
        return false;
    }
    const Node& node = graph.nodes[at(id)];
    const Activation* const curve = std::get_if<Activation>(&node.op);
    return curve != nullptr && curve->curve == Curve::Sigmoid && node.inputs.front() == argument;
}

} // namespace

void keepOnly(Graph& graph, int output)
{
    std::vector<bool> kept(graph.nodes.size(), false);
    if (output != kInput) {
        kept[at(output)] = true;
    }
    for (std::size_t i = graph.nodes.size(); i > 0; --i) {
        for (const int id : graph.nodes[i - 1].inputs) {
            if (kept[i - 1] && id != kInput) {
                kept[at(id)] = true;
            }
        }
    }
    std::vector<int> place(graph.nodes.size(), kInput);
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i]) {
            place[i] = static_cast<int>(nodes.size());
            nodes.push_back(std::move(graph.nodes[i]));
            for (int& id : nodes.back().inputs) {
                id = id == kInput ? kInput : place[at(id)];
            }
        }
    }
    graph.nodes = std::move(nodes);
}

void simplify(Graph& graph)
{
    if (graph.nodes.empty()) {
        return;
    }
    std::vector<int> count = readers(graph);
    std::vector<int> instead(graph.nodes.size()); // the node that now has the value of another
    const auto now = [&instead](int id) { return id == kInput ? kInput : instead[at(id)]; };
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        Node& node = graph.nodes[i];
        instead[i] = static_cast<int>(i);
        for (int& id : node.inputs) {
            id = now(id);
        }
        if (const Affine* const affine = std::get_if<Affine>(&node.op)) {
            const int from = node.inputs.front();
            const bool isOnly = from != kInput && count[at(from)] == 1;
            if (changesNothing(*affine)
                || (isOnly && foldInto(graph.nodes[at(from)].op, *affine))) {
                instead[i] = from;
                if (from != kInput) {
                    count[at(from)] += count[i] - 1;
                }
            }
        } else if (std::holds_alternative<Multiply>(node.op) && node.inputs.size() == 2) {
            for (std::size_t x = 0; x < 2; ++x) {
                const int argument = node.inputs[x];
                if (isSigmoidOf(graph, node.inputs[1 - x], argument)) {
                    node.op = Activation{Curve::Silu, {}};
                    node.inputs = {argument};
                    break;
                }
            }
        }
    }
    keepOnly(graph, instead.back());
}

} // namespace halftone::import
