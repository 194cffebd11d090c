// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/model/detail/values_per_pixel.h"
#include "core/model/network.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <utility>

namespace halftone::model {
namespace {

constexpr int kMaxNodes = 1024;
constexpr int kMaxChannels = 4096;
constexpr std::size_t kMaxUnfolded = 16384; // channels; of ResNets at most 9 * 512
constexpr int kMaxClasses = 255;            // masks are u8
constexpr int kMaxLevels = 6;
constexpr int kMaxOpaqueStride = 4096;
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
    const auto [least, most] = std::visit(
        []<typename T>(const T&) {
            return std::pair{T::kMinInputs, T::kMaxInputs};
        },
        node.op);
    if (node.inputs.size() < least || node.inputs.size() > most) {
        const char* wanted = least > 1  ? "two inputs"
                             : most > 1 ? "one or two inputs"
                                        : "one input";
        refuse(node.name,
               "expected " + std::string(wanted) + ", found " + std::to_string(node.inputs.size()));
    }
    for (const int input : node.inputs) {
        if (input < kInputValue || input >= index) {
            refuse(node.name, "input " + std::to_string(input)
                                  + " is not the network's input (-1) or an earlier node");
        }
        // Image codes have their own range (always 8 bits): only a convolution brings them to the
        // activation bits, and they cannot share an accumulator with activations.
        const bool isOpaque = std::holds_alternative<Opaque>(node.op);
        if (input == kInputValue && !isOpaque && (!node.isConv() || node.inputs.size() > 1)) {
            refuse(node.name, "the network's input may only be read by a convolution, alone");
        }
    }
}

void checkConv(const Network& network, int index)
{
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    const Conv& conv = node.conv();
    if (conv.kernel < 1 || conv.kernel > 7 || conv.kernel == 4 || conv.kernel == 6) {
        refuse(node.name, "kernels are 1, 2, 3, 5 or 7 wide, found " + std::to_string(conv.kernel));
    }
    if (conv.stride != 1 && conv.stride != 2) {
        refuse(node.name, "strides are 1 or 2, found " + std::to_string(conv.stride));
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
    if (!conv.isPlain()
        && conv.weightCount() > kMaxUnfolded * static_cast<std::size_t>(conv.outChannels)) {
        refuse(node.name, "a window of its inputs has more than " + std::to_string(kMaxUnfolded)
                              + " values; use a smaller kernel or fewer channels");
    }
    const bool isHead = index + 1 == static_cast<int>(network.nodes.size());
    if (isHead && conv.relu) {
        refuse(node.name, "the last convolution gives logits and has no ReLU");
    }
}

void checkShuffle(const Network& network, const Node& node)
{
    const int channels = network.channelsOf(node.inputs.front());
    if (channels % 4 != 0) {
        refuse(node.name,
               "it makes one channel of four, but its input has " + std::to_string(channels));
    }
}

void checkAdd(const Network& network, const Node& node)
{
    const int first = node.inputs.front();
    const int second = node.inputs.back();
    if (network.channelsOf(first) != network.channelsOf(second)
        || network.levelOf(first) != network.levelOf(second)) {
        refuse(node.name, "it adds values of one shape, but its inputs have "
                              + std::to_string(network.channelsOf(first)) + " channels on level "
                              + std::to_string(network.levelOf(first)) + " and "
                              + std::to_string(network.channelsOf(second)) + " on level "
                              + std::to_string(network.levelOf(second)));
    }
}

void checkOpaque(const Network& network, const Node& node)
{
    const Opaque& opaque = std::get<Opaque>(node.op);
    if (network.nodes.size() != 1 || node.name != kOpaqueName
        || node.inputs != std::vector<int>{kInputValue}) {
        refuse(node.name, "a float graph must be the only node, read the input and be called '"
                              + std::string(kOpaqueName) + "'");
    }
    const bool counts = std::isfinite(opaque.macsPerPixel) && opaque.macsPerPixel >= 0
                        && std::isfinite(opaque.valuesPerPixel) && opaque.valuesPerPixel >= 0;
    if (opaque.channels < 1 || opaque.channels > kMaxClasses || opaque.stride < 1
        || opaque.stride > kMaxOpaqueStride || opaque.radius < 0
        || opaque.radius > Opaque::kWholeImage || !counts) {
        refuse(node.name, "expected 1 to 255 classes, a stride of 1 to "
                              + std::to_string(kMaxOpaqueStride) + ", a radius of 0 to "
                              + std::to_string(Opaque::kWholeImage) + " and finite costs");
    }
}

void checkOp(const Network& network, int index)
{
    const Node& node = network.nodes[static_cast<std::size_t>(index)];
    std::visit(Overloads{[&](const Conv&) { checkConv(network, index); }, [](const MaxPool2&) {},
                         [](const Upsample2&) {}, [](const MaxPool3&) {}, [](const Bilinear2&) {},
                         [&](const Shuffle2&) { checkShuffle(network, node); },
                         [&](const Add&) { checkAdd(network, node); },
                         [&](const Opaque&) { checkOpaque(network, node); }},
               node.op);
}

// What a file of a few kilobytes can ask for is bounded by this alone: poolings and upsamplings
// have no weights.
void checkWork(const Network& network)
{
    double written = 0;
    for (int i = 0; i < static_cast<int>(network.nodes.size()); ++i) {
        written += detail::valuesPerPixel(network, i) + detail::unfoldedPerPixel(network, i);
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
        if (!std::holds_alternative<Opaque>(node.op)) {
            checkName(node.name, names);
        }
        checkInputs(network, i);
        checkOp(network, i);
        const int level = network.levelOf(i);
        if (level < 0 || level > kMaxLevels) {
            refuse(node.name, "it is on level " + std::to_string(level)
                                  + "; 0 (the input's size) to " + std::to_string(kMaxLevels)
                                  + " are possible");
        }
    }
    const int last = static_cast<int>(network.nodes.size()) - 1;
    if (!network.isInteger()) {
        return;
    }
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

} // namespace halftone::model
