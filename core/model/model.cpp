// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model.h"

#include "core/base/error.h"
#include "core/quant/weight_codes.h"

#include <algorithm>

namespace halftone::model {
namespace {

const Conv& findConv(const Network& network, std::size_t conv)
{
    const std::vector<int> convs = network.convNodes();
    if (conv >= convs.size()) {
        throw Error(ErrorCode::InvalidArgument, "The network has " + std::to_string(convs.size())
                                                    + " convolutions; there is no number "
                                                    + std::to_string(conv) + ".");
    }
    return network.nodes[static_cast<std::size_t>(convs[conv])].conv();
}

bool allHaveMaster(const std::vector<ConvWeights>& convs) noexcept
{
    return !convs.empty() && std::none_of(convs.begin(), convs.end(), [](const ConvWeights& conv) {
        return conv.master.empty();
    });
}

void requireInteger(quant::Precision precision)
{
    if (!precision.isInteger()) {
        throw Error(ErrorCode::InvalidArgument,
                    quant::toString(precision)
                        + " has no integer weight codes; they exist for 1 to 8 bits.");
    }
}

constexpr std::size_t kAddBytes = 9; // of an AddRequant in a file

// Weights of convolutions, and all other numbers of a graph's node.
struct NumberCount {
    std::size_t weights = 0;
    std::size_t others = 0;
};

NumberCount countNumbers(const graph::Node& node)
{
    return std::visit(
        []<typename T>(const T& op) -> NumberCount {
            if constexpr (requires { op.weights; }) {
                return {op.weights.size(), op.bias.size()};
            } else if constexpr (requires { op.scale; }) {
                return {0, op.scale.size() + op.offset.size()};
            } else if constexpr (requires { op.slopes; }) {
                return {0, op.slopes.size()};
            } else {
                return {};
            }
        },
        node.op);
}

// Weights alone are narrowed: a simulation computes all else in floats.
std::size_t graphBytes(const graph::Graph& graph, quant::Precision precision)
{
    const auto weightBits = static_cast<std::size_t>(precision.weightBits);
    const std::size_t otherBytes = precision.isSimulated() ? 2 : sizeof(float);
    std::size_t bytes = 0;
    for (const graph::Node& node : graph.nodes) {
        const NumberCount count = countNumbers(node);
        bytes += (count.weights * weightBits + 7) / 8 + otherBytes * count.others;
    }
    return bytes;
}

} // namespace

const PrecisionTable* Model::findTable(quant::Precision precision) const noexcept
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const PrecisionTable& t) {
        return t.precision == precision;
    });
    return found == tables.end() ? nullptr : &*found;
}

const PrecisionTable& Model::requireTable(quant::Precision precision) const
{
    if (const PrecisionTable* table = findTable(precision)) {
        return *table;
    }
    std::string offered;
    for (const PrecisionTable& table : tables) {
        offered += (offered.empty() ? "" : ", ") + quant::toString(table.precision);
    }
    throw Error(ErrorCode::Unsupported,
                "The model '" + card.name + "' cannot run at " + quant::toString(precision)
                    + ". It offers: " + (offered.empty() ? "nothing" : offered) + ".");
}

bool Model::hasFloatWeights() const noexcept
{
    return graph != nullptr || allHaveMaster(convs);
}

std::int32_t Model::maxCodeOf(int value, quant::Precision precision) const
{
    return value == kInputValue || network.keepsEightBits(value)
               ? 255
               : quant::maxActivationCode(precision.activationBits);
}

int Model::weightBitsOf(std::size_t conv, quant::Precision precision) const
{
    requireInteger(precision);
    return findConv(network, conv).fixed8 ? 8 : precision.weightBits;
}

std::vector<std::int8_t> Model::codesOf(std::size_t conv, quant::Precision precision) const
{
    const int bits = weightBitsOf(conv, precision);
    const std::vector<std::int8_t>& stored = convs.at(conv).codes;
    if (findConv(network, conv).fixed8 || storedWeightBits == bits) {
        return stored;
    }
    const auto own = convs.at(conv).codesOfWidth.find(bits);
    if (own != convs.at(conv).codesOfWidth.end()) {
        return own->second;
    }
    if (storedWeightBits != 8) {
        throw Error(ErrorCode::Unsupported,
                    "The model '" + card.name + "' is packed at " + std::to_string(storedWeightBits)
                        + " bits and cannot run with " + std::to_string(bits)
                        + "-bit weights. Use the full model file.");
    }
    return quant::nestedCodes(stored, bits);
}

std::size_t Model::weightBytes(quant::Precision precision) const
{
    quant::requireValid(precision);
    if (graph != nullptr && !(precision.isInteger() && network.isInteger())) {
        return graphBytes(*graph, precision);
    }
    const std::vector<int> nodes = network.convNodes();
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const Conv& conv = network.nodes[static_cast<std::size_t>(nodes[n])].conv();
        const auto channels = static_cast<std::size_t>(conv.outChannels);
        if (precision.isInteger()) {
            bytes += quant::packedBytes(conv.weightCount(), weightBitsOf(n, precision));
            const bool isHead = n + 1 == nodes.size();
            bytes += channels * (isHead ? sizeof(std::int32_t) : sizeof(quant::ChannelRequant));
        } else {
            const std::size_t word = precision.isFloat() ? 4 : 2;
            bytes += word * (conv.weightCount() + 2 * channels);
        }
    }
    if (const PrecisionTable* table = findTable(precision)) {
        bytes += table->zeroPoints.size() + kAddBytes * table->adds.size();
    }
    return bytes;
}

} // namespace halftone::model
