// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/network.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace halftone::model {
namespace {

constexpr int kMaxNodes = 1024;
constexpr int kMaxChannels = 4096;
constexpr int kMaxClasses = 255; // masks are u8
constexpr int kMaxLevels = 6;
constexpr std::size_t kMaxNameLength = 64;
constexpr int kMostValuesPerPixel = 1 << 15; // of the paper's net 900; four times as wide: 3600

[[noreturn]] void refuse(const std::string& node, const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, "Network node '" + node + "': " + fault + ".");
}

// Names become tensor names and appear in messages.
void checkName(const std::string& name, std::set<std::string>& seen)
{
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-';
    });
    if (name.empty() || name.size() > kMaxNameLength || !plain) {
        throw Error(ErrorCode::FileFormat,
                    "A network node's name must have 1 to 64 letters, digits, '.', '_' or '-'.");
    }
    if (!seen.insert(name).second) {
        refuse(name, "another node has the same name");
    }
}

void checkInputs(const Network& network, int index)
{
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    const std::size_t most =
        std::visit([]<typename T>(const T&) { return T::kMaxInputs; }, node.op);
    if (node.inputs.empty() || node.inputs.size() > most) {
        refuse(node.name, "expected " + std::string(most > 1 ? "one or two inputs" : "one input")
                              + ", found " + std::to_string(node.inputs.size()));
    }
    for (const int input : node.inputs) {
        if (input < kInputValue || input >= index) {
            refuse(node.name, "input " + std::to_string(input)
                                  + " is not the network's input (-1) or an earlier node");
        }
        // Image codes have their own range (always 8 bits): only a convolution brings them to the
        // activation bits, and they cannot share an accumulator with activations.
        if (input == kInputValue && (!node.isConv() || node.inputs.size() > 1)) {
            refuse(node.name, "the network's input may only be read by a convolution, alone");
        }
    }
}

void checkConv(const Network& network, int index)
{
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    const Conv& conv = node.conv();
    if (conv.kernel != 1 && conv.kernel != 3) {
        refuse(node.name, "kernels are 1 or 3 wide, found " + std::to_string(conv.kernel));
    }
    if (conv.outChannels < 1 || conv.outChannels > kMaxChannels) {
        refuse(node.name, "expected 1 to " + std::to_string(kMaxChannels)
                              + " output channels, found " + std::to_string(conv.outChannels));
    }
    int channels = 0;
    for (const int input : node.inputs) {
        channels += network.channelsOf(input);
        if (network.levelOf(input) != network.levelOf(node.inputs.front())) {
            refuse(node.name,
                   "its inputs have different sizes; joined inputs must be on one level");
        }
    }
    if (channels != conv.inChannels || channels > kMaxChannels) {
        refuse(node.name, "its inputs have " + std::to_string(channels)
                              + " channels, but it expects " + std::to_string(conv.inChannels)
                              + " (at most " + std::to_string(kMaxChannels) + ")");
    }
    const bool isHead = index + 1 == static_cast<int>(network.nodes.size());
    if (conv.relu == isHead) {
        refuse(node.name, isHead ? "the last convolution gives logits and has no ReLU"
                                 : "every convolution but the last needs its ReLU");
    }
}

// Of one value, a fraction where it is smaller than the input.
double valuesPerPixel(const Network& network, int value)
{
    const double side = 1 << network.levelOf(value);
    return network.channelsOf(value) / (side * side);
}

// What a file of a few kilobytes can ask for is bounded by this alone: poolings and upsamplings
// have no weights.
void checkWork(const Network& network)
{
    double written = 0;
    for (int i = 0; i < static_cast<int>(network.nodes.size()); ++i) {
        written += valuesPerPixel(network, i);
    }
    if (written > kMostValuesPerPixel) {
        throw Error(ErrorCode::FileFormat,
                    "The network writes " + std::to_string(std::llround(written))
                        + " values for every pixel of an image, which would take hours; at most "
                        + std::to_string(kMostValuesPerPixel)
                        + " are possible. Use a network of fewer channels or nodes.");
    }
}

} // namespace

std::size_t Conv::weightCount() const
{
    return static_cast<std::size_t>(outChannels) * static_cast<std::size_t>(inChannels)
           * static_cast<std::size_t>(kernel) * static_cast<std::size_t>(kernel);
}

int Network::stride() const
{
    int deepest = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        deepest = std::max(deepest, levelOf(static_cast<int>(i)));
    }
    return 1 << deepest;
}

int Network::channelsOf(int value) const
{
    while (value != kInputValue) {
        const Node& node = nodes.at(static_cast<std::size_t>(value));
        if (node.isConv()) {
            return node.conv().outChannels;
        }
        value = node.inputs.at(0);
    }
    return inputChannels;
}

int Network::levelOf(int value) const
{
    int level = 0;
    while (value != kInputValue) {
        const Node& node = nodes.at(static_cast<std::size_t>(value));
        level += std::visit([]<typename T>(const T&) { return T::kLevelStep; }, node.op);
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

double Network::macsOf(int node, int height, int width) const
{
    const Conv* conv = std::get_if<Conv>(&nodes.at(static_cast<std::size_t>(node)).op);
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
    for (const int index : convNodes()) {
        total += macsOf(index, height, width);
    }
    return total;
}

double Network::valuesKeptPerPixel() const
{
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
        const double values = valuesPerPixel(*this, value);
        change[static_cast<std::size_t>(std::max(value, 0))] += values;
        change[static_cast<std::size_t>(lastRead[slot(value)]) + 1] -= values;
    }
    double kept = 0;
    double most = 0;
    for (const double difference : change) {
        kept += difference;
        most = std::max(most, kept);
    }
    return most;
}

void validate(const Network& network)
{
    if (network.inputChannels != 1) {
        throw Error(ErrorCode::FileFormat, "The network reads "
                                               + std::to_string(network.inputChannels)
                                               + " input channels; Halftone's images have one.");
    }
    if (network.nodes.empty() || network.nodes.size() > kMaxNodes) {
        throw Error(ErrorCode::FileFormat, "A network has 1 to " + std::to_string(kMaxNodes)
                                               + " nodes, found "
                                               + std::to_string(network.nodes.size()) + ".");
    }
    std::set<std::string> names;
    for (int i = 0; i < static_cast<int>(network.nodes.size()); ++i) {
        const Node& node = network.nodes[static_cast<std::size_t>(i)];
        checkName(node.name, names);
        checkInputs(network, i);
        if (node.isConv()) {
            checkConv(network, i);
        }
        const int level = network.levelOf(i);
        if (level < 0 || level > kMaxLevels) {
            refuse(node.name, "it is on level " + std::to_string(level)
                                  + "; 0 (the input's size) to " + std::to_string(kMaxLevels)
                                  + " are possible");
        }
    }
    const int last = static_cast<int>(network.nodes.size()) - 1;
    const Node& head = network.nodes.back();
    if (!head.isConv() || network.levelOf(last) != 0) {
        refuse(head.name, "the last node must be a convolution at the input's size");
    }
    if (network.classes() > kMaxClasses) {
        refuse(head.name,
               "at most 255 classes are possible, found " + std::to_string(network.classes()));
    }
    checkWork(network);
}

namespace {

// Appends nodes one after the other; every add returns the index of the new value.
class UNetBuilder {
public:
    explicit UNetBuilder(int inputChannels) { m_network.inputChannels = inputChannels; }

    int addConv(const std::string& name, std::vector<int> inputs, int outChannels, int kernel = 3)
    {
        Conv conv{kernel, 0, outChannels, true, false};
        for (const int input : inputs) {
            conv.inChannels += m_network.channelsOf(input);
        }
        return add({name, std::move(inputs), conv});
    }
    int addBlock(const std::string& name, std::vector<int> inputs, int outChannels)
    {
        const int first = addConv(name + ".a", std::move(inputs), outChannels);
        return addConv(name + ".b", {first}, outChannels);
    }
    int addResize(Op op, const std::string& name, int input) { return add({name, {input}, op}); }
    Network finish()
    {
        m_network.nodes.front().conv().fixed8 = true;
        m_network.nodes.back().conv().fixed8 = true;
        m_network.nodes.back().conv().relu = false;
        return std::move(m_network);
    }

private:
    int add(Node node)
    {
        m_network.nodes.push_back(std::move(node));
        return static_cast<int>(m_network.nodes.size()) - 1;
    }

    Network m_network;
};

} // namespace

Network makeUNet(int width, int inputChannels, int classes)
{
    if (width < 1 || width > kMaxChannels / 8 || inputChannels < 1 || classes < 1
        || classes > kMaxClasses) {
        throw Error(ErrorCode::InvalidArgument,
                    "A U-Net takes a width of 1 to 512, one input channel or more and 1 to 255 "
                    "classes; found "
                        + std::to_string(width) + ", " + std::to_string(inputChannels) + ", "
                        + std::to_string(classes) + ".");
    }
    UNetBuilder unet(inputChannels);
    const int levelWidths[] = {width, 2 * width, 4 * width};
    int skips[3] = {};
    int value = kInputValue;
    for (int level = 0; level < 3; ++level) {
        const std::string number = std::to_string(level + 1);
        skips[level] = unet.addBlock("down" + number, {value}, levelWidths[level]);
        value = unet.addResize(MaxPool2{}, "pool" + number, skips[level]);
    }
    value = unet.addBlock("bottom", {value}, 4 * width);
    for (int step = 1; step <= 3; ++step) {
        const std::string name = "up" + std::to_string(step);
        const int level = 3 - step;
        value = unet.addResize(Upsample2{}, name, value);
        value = unet.addBlock(name, {value, skips[level]}, levelWidths[level]);
    }
    unet.addConv("head", {value}, classes, 1);
    return unet.finish();
}

} // namespace halftone::model
