// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/network.h"

#include "core/base/overloads.h"
#include "core/model/detail/values_per_pixel.h"

#include <algorithm>

namespace halftone::model {
namespace {

bool reads(const Node& node, int value)
{
    return std::find(node.inputs.begin(), node.inputs.end(), value) != node.inputs.end();
}

} // namespace

std::size_t Conv::weightCount() const
{
    return static_cast<std::size_t>(outChannels) * static_cast<std::size_t>(inChannels)
           * static_cast<std::size_t>(kernel) * static_cast<std::size_t>(kernel);
}

int levelStep(const Op& op)
{
    return std::visit(
        Overloads{[](const Conv& conv) { return conv.stride == 2 ? 1 : 0; },
                  [](const MaxPool2&) { return 1; }, [](const Upsample2&) { return -1; },
                  [](const MaxPool3&) { return 1; }, [](const Bilinear2&) { return -1; },
                  [](const Shuffle2&) { return -1; }, [](const Add&) { return 0; },
                  [](const Opaque&) { return 0; }},
        op);
}

bool Network::isInteger() const noexcept
{
    return std::none_of(nodes.begin(), nodes.end(),
                        [](const Node& node) { return std::holds_alternative<Opaque>(node.op); });
}

bool Network::keepsEightBits(int node) const
{
    if (node == kInputValue || !nodes.at(static_cast<std::size_t>(node)).isConv()) {
        return false;
    }
    bool isRead = false;
    for (std::size_t i = static_cast<std::size_t>(node) + 1; i < nodes.size(); ++i) {
        if (reads(nodes[i], node)) {
            if (!std::holds_alternative<Add>(nodes[i].op)) {
                return false;
            }
            isRead = true;
        }
    }
    return isRead;
}

int Network::stride() const
{
    if (const Opaque* opaque = std::get_if<Opaque>(&nodes.front().op)) {
        return opaque->stride;
    }
    int deepest = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        deepest = std::max(deepest, levelOf(static_cast<int>(i)));
    }
    return 1 << deepest;
}

int Network::channelsOf(int value) const
{
    int shuffled = 1; // channels of what the value is made of, for each of its own
    while (value != kInputValue) {
        const Node& node = nodes.at(static_cast<std::size_t>(value));
        if (node.isConv()) {
            return node.conv().outChannels / shuffled;
        }
        if (const Opaque* opaque = std::get_if<Opaque>(&node.op)) {
            return opaque->channels;
        }
        shuffled *= std::holds_alternative<Shuffle2>(node.op) ? 4 : 1;
        value = node.inputs.at(0);
    }
    return inputChannels / shuffled;
}

int Network::levelOf(int value) const
{
    int level = 0;
    while (value != kInputValue) {
        const Node& node = nodes.at(static_cast<std::size_t>(value));
        level += levelStep(node.op);
        value = node.inputs.at(0);
    }
    return level;
}

std::vector<int> Network::convNodes() const
{
    std::vector<int> convs;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].isConv()) {
            convs.push_back(static_cast<int>(i));
        }
    }
    return convs;
}

std::vector<int> Network::addNodes() const
{
    std::vector<int> adds;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (std::holds_alternative<Add>(nodes[i].op)) {
            adds.push_back(static_cast<int>(i));
        }
    }
    return adds;
}

double Network::macsOf(int node, int height, int width) const
{
    const Op& op = nodes.at(static_cast<std::size_t>(node)).op;
    if (const Opaque* opaque = std::get_if<Opaque>(&op)) {
        return opaque->macsPerPixel * height * width;
    }
    const Conv* conv = std::get_if<Conv>(&op);
    if (conv == nullptr) {
        return 0;
    }
    const int level = levelOf(node);
    return static_cast<double>(height >> level) * (width >> level)
           * static_cast<double>(conv->weightCount());
}

double Network::macs(int height, int width) const
{
    double total = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        total += macsOf(static_cast<int>(i), height, width);
    }
    return total;
}

double Network::valuesKeptPerPixel() const
{
    if (const Opaque* opaque = std::get_if<Opaque>(&nodes.front().op)) {
        return std::max(opaque->valuesPerPixel, static_cast<double>(opaque->channels));
    }
    const auto slot = [](int value) { return static_cast<std::size_t>(value - kInputValue); };
    std::vector<int> lastRead(nodes.size() + 1, 0);
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        lastRead[slot(i)] = i;
        for (const int input : nodes[static_cast<std::size_t>(i)].inputs) {
            lastRead[slot(input)] = i;
        }
    }
    // What each value adds at the node that writes it, and takes away after the last that reads it.
    std::vector<double> change(nodes.size() + 1, 0);
    for (int value = kInputValue; value < static_cast<int>(nodes.size()); ++value) {
        const double values = detail::valuesPerPixel(*this, value);
        change[static_cast<std::size_t>(std::max(value, 0))] += values;
        change[static_cast<std::size_t>(lastRead[slot(value)]) + 1] -= values;
    }
    double kept = 0;
    double most = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        kept += change[i];
        most = std::max(most, kept + detail::unfoldedPerPixel(*this, static_cast<int>(i)));
    }
    return most;
}

Network makeOpaque(const Opaque& opaque)
{
    return {1, {{kOpaqueName, {kInputValue}, opaque}}};
}

} // namespace halftone::model
