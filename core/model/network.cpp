// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/network.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace halftone::model {
namespace {

constexpr int kMaxNodes = 1024;
constexpr int kMaxChannels = 4096;
constexpr int kMaxClasses = 255; // masks are u8
constexpr int kMaxLevels = 6;
constexpr std::size_t kMaxInputs = 2;
constexpr std::size_t kMaxNameLength = 64;

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
    const bool isConv = node.op == Op::Conv;
    if (node.inputs.empty() || node.inputs.size() > (isConv ? kMaxInputs : 1)) {
        refuse(node.name, "expected " + std::string(isConv ? "one or two inputs" : "one input")
                              + ", found " + std::to_string(node.inputs.size()));
    }
    for (const int input : node.inputs) {
        if (input < kInputValue || input >= index) {
            refuse(node.name, "input " + std::to_string(input)
                                  + " is not the network's input (-1) or an earlier node");
        }
        // Image codes have their own range (always 8 bits): only a convolution brings them to the
        // activation bits, and they cannot share an accumulator with activations.
        if (input == kInputValue && (!isConv || node.inputs.size() > 1)) {
            refuse(node.name, "the network's input may only be read by a convolution, alone");
        }
    }
}

void checkConv(const Network& network, int index)
{
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    if (node.kernel != 1 && node.kernel != 3) {
        refuse(node.name, "kernels are 1 or 3 wide, found " + std::to_string(node.kernel));
    }
    if (node.outChannels < 1 || node.outChannels > kMaxChannels) {
        refuse(node.name, "expected 1 to " + std::to_string(kMaxChannels)
                              + " output channels, found " + std::to_string(node.outChannels));
    }
    int channels = 0;
    for (const int input : node.inputs) {
        channels += network.channelsOf(input);
        if (network.levelOf(input) != network.levelOf(node.inputs.front())) {
            refuse(node.name,
                   "its inputs have different sizes; joined inputs must be on one level");
        }
    }
    if (channels != node.inChannels || channels > kMaxChannels) {
        refuse(node.name, "its inputs have " + std::to_string(channels)
                              + " channels, but it expects " + std::to_string(node.inChannels)
                              + " (at most " + std::to_string(kMaxChannels) + ")");
    }
    const bool isHead = index + 1 == static_cast<int>(network.nodes.size());
    if (node.relu == isHead) {
        refuse(node.name, isHead ? "the last convolution gives logits and has no ReLU"
                                 : "every convolution but the last needs its ReLU");
    }
}

} // namespace

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
        if (node.op == Op::Conv) {
            return node.outChannels;
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
        level += node.op == Op::MaxPool2 ? 1 : (node.op == Op::Upsample2 ? -1 : 0);
        value = node.inputs.at(0);
    }
    return level;
}

std::vector<int> Network::convNodes() const
{
    std::vector<int> convs;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].op == Op::Conv) {
            convs.push_back(static_cast<int>(i));
        }
    }
    return convs;
}

double Network::macs(int height, int width) const
{
    double total = 0;
    for (const int index : convNodes()) {
        const Node& node = nodes[static_cast<std::size_t>(index)];
        const int level = levelOf(index);
        total += static_cast<double>(height >> level) * (width >> level) * node.kernel * node.kernel
                 * node.inChannels * node.outChannels;
    }
    return total;
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
        if (node.op == Op::Conv) {
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
    if (head.op != Op::Conv || network.levelOf(last) != 0) {
        refuse(head.name, "the last node must be a convolution at the input's size");
    }
    if (head.outChannels > kMaxClasses) {
        refuse(head.name,
               "at most 255 classes are possible, found " + std::to_string(head.outChannels));
    }
}

namespace {

// Appends nodes one after the other; every add returns the index of the new value.
class UNetBuilder {
public:
    explicit UNetBuilder(int inputChannels) { m_network.inputChannels = inputChannels; }

    int addConv(const std::string& name, std::vector<int> inputs, int outChannels, int kernel = 3)
    {
        Node node{Op::Conv, name, std::move(inputs), kernel, 0, outChannels, true, false};
        for (const int input : node.inputs) {
            node.inChannels += m_network.channelsOf(input);
        }
        return add(std::move(node));
    }
    int addBlock(const std::string& name, std::vector<int> inputs, int outChannels)
    {
        const int first = addConv(name + ".a", std::move(inputs), outChannels);
        return addConv(name + ".b", {first}, outChannels);
    }
    int addResize(Op op, const std::string& name, int input)
    {
        return add(Node{op, name, {input}, 0, 0, 0, false, false});
    }
    Network finish()
    {
        m_network.nodes.front().fixed8 = true;
        m_network.nodes.back().fixed8 = true;
        m_network.nodes.back().relu = false;
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
        value = unet.addResize(Op::MaxPool2, "pool" + number, skips[level]);
    }
    value = unet.addBlock("bottom", {value}, 4 * width);
    for (int step = 1; step <= 3; ++step) {
        const std::string name = "up" + std::to_string(step);
        const int level = 3 - step;
        value = unet.addResize(Op::Upsample2, name, value);
        value = unet.addBlock(name, {value, skips[level]}, levelWidths[level]);
    }
    unet.addConv("head", {value}, classes, 1);
    return unet.finish();
}

} // namespace halftone::model
