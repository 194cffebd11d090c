// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/model/network.h"

namespace halftone::model {
namespace {

constexpr int kMaxWidth = 512; // four times as many channels are the most a node may have / 2
constexpr int kMaxClasses = 255;

// Appends nodes one after the other; every add returns the index of the new value.
class UNetBuilder {
public:
    explicit UNetBuilder(int inputChannels) { m_network.inputChannels = inputChannels; }

    int addConv(const std::string& name, std::vector<int> inputs, int outChannels, int kernel = 3)
    {
        Conv conv{kernel, 0, outChannels};
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
    if (width < 1 || width > kMaxWidth || inputChannels < 1 || classes < 1
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
