// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/network_builder.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <utility>

namespace halftone::model {
namespace {

constexpr std::size_t kLongestName = 56; // 64 are allowed; the rest tells equal names apart

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// Of inputs [begin, begin + count) alone.
std::vector<float> slicedWeights(const Kernel& kernel, int inputs, int begin, int count)
{
    const std::size_t plane = at(kernel.side * kernel.side);
    std::vector<float> weights;
    weights.reserve(at(kernel.outChannels * count) * plane);
    for (int o = 0; o < kernel.outChannels; ++o) {
        const auto first =
            kernel.weights.begin() + static_cast<std::ptrdiff_t>(at(o * inputs + begin) * plane);
        weights.insert(weights.end(), first,
                       first + static_cast<std::ptrdiff_t>(at(count) * plane));
    }
    return weights;
}

// Every entry four times: what Shuffle2 makes of channel c is read from 4c..4c+3.
std::vector<float> repeated4(std::span<const float> values)
{
    std::vector<float> result;
    for (const float value : values) {
        result.insert(result.end(), 4, value);
    }
    return result;
}

} // namespace

NetworkBuilder::NetworkBuilder(int inputChannels)
{
    m_result.network.inputChannels = inputChannels;
}

Node& NetworkBuilder::node(int value)
{
    return m_result.network.nodes[at(value)];
}

FoldedConv& NetworkBuilder::folded(int value)
{
    return m_result.convs[m_convOfNode.at(value)];
}

std::string NetworkBuilder::uniqueName(const std::string& name)
{
    std::string plain;
    for (const char c : name) {
        const bool allowed =
            std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-';
        if (allowed || !plain.empty()) { // paths begin with a slash
            plain += allowed ? c : '_';
        }
    }
    if (plain.size() > kLongestName) {
        plain.erase(0, plain.size() - kLongestName); // the end of a path tells more
    }
    if (plain.empty()) {
        plain = "node";
    }
    std::string unique = plain;
    for (int number = 2; !m_names.insert(unique).second; ++number) {
        unique = plain + "-" + std::to_string(number);
    }
    return unique;
}

int NetworkBuilder::addNode(const std::string& name, std::vector<int> inputs, Op op)
{
    m_result.network.nodes.push_back({uniqueName(name), std::move(inputs), op});
    return static_cast<int>(m_result.network.nodes.size()) - 1;
}

int NetworkBuilder::addConv(const std::string& name, std::vector<int> inputs, const Kernel& kernel)
{
    Conv conv;
    conv.kernel = kernel.side;
    conv.stride = kernel.stride;
    conv.outChannels = kernel.outChannels;
    conv.relu = false;
    for (const int input : inputs) {
        conv.inChannels += network().channelsOf(input);
    }
    const int value = addNode(name, std::move(inputs), conv);
    m_convOfNode[value] = m_result.convs.size();
    m_result.convs.push_back({kernel.weights, kernel.bias});
    return value;
}

int NetworkBuilder::convolve(const std::string& name, const std::vector<Part>& values,
                             const Kernel& kernel)
{
    int inputs = 0;
    for (const Part& part : values) {
        inputs += network().channelsOf(part.value);
    }
    int sum = kInputValue;
    int begin = 0;
    for (std::size_t i = 0; i < values.size();) {
        // The image has codes of its own and is convolved alone.
        std::vector<int> group{values[i++].value};
        while (i < values.size() && group.size() < Conv::kMaxInputs && group[0] != kInputValue
               && values[i].value != kInputValue) {
            group.push_back(values[i++].value);
        }
        const int count = std::accumulate(group.begin(), group.end(), 0, [&](int total, int value) {
            return total + network().channelsOf(value);
        });
        Kernel term = kernel;
        term.weights = slicedWeights(kernel, inputs, begin, count);
        if (begin > 0) {
            std::fill(term.bias.begin(), term.bias.end(), 0.0F);
        }
        const int value = addConv(name, std::move(group), term);
        if (begin == 0) {
            sum = value;
        } else {
            sum = addNode(name + ".sum", {sum, value}, Add{false});
            m_sums.insert(sum);
        }
        begin += count;
    }
    return sum;
}

int NetworkBuilder::diagonal(const std::string& name, int value, std::span<const float> scale,
                             std::span<const float> offset, Kernel placed)
{
    const int channels = network().channelsOf(value);
    const std::vector<float> taps = std::move(placed.weights);
    placed.outChannels = channels;
    placed.bias.assign(offset.begin(), offset.end());
    placed.weights.assign(at(channels) * at(channels) * taps.size(), 0.0F);
    for (int c = 0; c < channels; ++c) {
        const std::size_t first = at(c * channels + c) * taps.size();
        for (std::size_t t = 0; t < taps.size(); ++t) {
            placed.weights[first + t] = scale[at(c)] * taps[t];
        }
    }
    const int added = addConv(name, {value}, placed);
    m_fixed8.insert(added);
    return added;
}

int NetworkBuilder::identity(const std::string& name, int value)
{
    const std::size_t channels = at(network().channelsOf(value));
    return diagonal(name, value, std::vector<float>(channels, 1.0F),
                    std::vector<float>(channels, 0.0F), {.side = 1, .weights = {1.0F}});
}

bool NetworkBuilder::foldAffine(int value, std::span<const float> scale,
                                std::span<const float> offset)
{
    if (value == kInputValue) {
        return false;
    }
    const Op& op = node(value).op;
    const int input = node(value).inputs.front();
    if (std::holds_alternative<Shuffle2>(op)) {
        return foldAffine(input, repeated4(scale), repeated4(offset));
    }
    if (std::holds_alternative<Upsample2>(op) || std::holds_alternative<Bilinear2>(op)) {
        return foldAffine(input, scale, offset);
    }
    if (m_sums.contains(value) && !std::get<Add>(op).relu) {
        const std::vector<float> nothing(offset.size(), 0.0F);
        return foldAffine(input, scale, offset)
               && foldAffine(node(value).inputs.at(1), scale, nothing);
    }
    if (!node(value).isConv() || node(value).conv().relu) {
        return false;
    }
    FoldedConv& conv = folded(value);
    const std::size_t row = conv.weights.size() / scale.size();
    for (std::size_t o = 0; o < scale.size(); ++o) {
        for (std::size_t i = o * row; i < (o + 1) * row; ++i) {
            conv.weights[i] *= scale[o];
        }
        conv.bias[o] = conv.bias[o] * scale[o] + offset[o];
    }
    return true;
}

Part NetworkBuilder::affine(const std::string& name, Part part, std::span<const float> scale,
                            std::span<const float> offset)
{
    InputCoding& coding = m_result.input;
    if (part.value == kInputValue && part.exclusive && scale.size() == 1 && scale[0] != 0) {
        coding.scale *= scale[0];
        coding.offset = coding.offset * scale[0] + offset[0];
        const double zero = std::clamp(-coding.offset * 255 / coding.scale, 0.0, 255.0);
        coding.zeroPoint = static_cast<int>(std::lround(zero));
        return part;
    }
    if (part.exclusive && foldAffine(part.value, scale, offset)) {
        return part;
    }
    return {diagonal(name, part.value, scale, offset, {.side = 1, .weights = {1.0F}})};
}

Part NetworkBuilder::relu(const std::string& name, Part part)
{
    int value = part.value;
    bool commutes = part.exclusive; // the maximum with 0, with all between here and `value`
    while (value != kInputValue) {
        Op& op = node(value).op;
        Conv* conv = std::get_if<Conv>(&op);
        Add* add = std::get_if<Add>(&op);
        if (conv != nullptr || add != nullptr) {
            bool& relu = conv != nullptr ? conv->relu : add->relu;
            if (!relu && !commutes) {
                break;
            }
            relu = true;
            return part;
        }
        commutes = commutes && !std::holds_alternative<Bilinear2>(op);
        value = node(value).inputs.front();
    }
    const int added = identity(name, part.value);
    node(added).conv().relu = true;
    return {added};
}

LoweredGraph NetworkBuilder::finish(const std::vector<Part>& values)
{
    const int last = static_cast<int>(network().nodes.size()) - 1;
    const bool endsWithHead = values.size() == 1 && last >= 0 && values.front().value == last
                              && node(last).isConv() && !node(last).conv().relu;
    if (!endsWithHead) {
        int channels = 0;
        for (const Part& part : values) {
            channels += network().channelsOf(part.value);
        }
        Kernel kernel{.outChannels = channels};
        kernel.bias.assign(at(channels), 0.0F);
        kernel.weights.assign(at(channels) * at(channels), 0.0F);
        for (int c = 0; c < channels; ++c) {
            kernel.weights[at(c * channels + c)] = 1.0F;
        }
        const int head = convolve("head", values, kernel);
        if (!node(head).isConv()) {
            identity("head", head);
        }
    }
    for (const int value : network().convNodes()) {
        Conv& conv = node(value).conv();
        conv.fixed8 = node(value).inputs.front() == kInputValue || m_fixed8.contains(value)
                      || at(value) + 1 == network().nodes.size();
    }
    validate(network());
    return std::move(m_result);
}

} // namespace halftone::model
