// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/equalize.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace halftone::nn {
namespace {

constexpr double kLargestFactor = 16; // and its inverse: channels that are almost dead stay so

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// A convolution that reads a value, from its input channel `begin` on.
struct Reader {
    int node = 0;
    int begin = 0;
};

// Convolutions that read `value`, be it pooled or upsampled, which commute with factors; false if
// something else reads it.
bool collectReaders(const model::Network& network, int value, std::vector<Reader>& readers)
{
    for (int n = value + 1; n < static_cast<int>(network.nodes.size()); ++n) {
        const model::Node& node = network.nodes[at(n)];
        int begin = 0;
        for (const int input : node.inputs) {
            if (input == value && node.isConv()) {
                readers.push_back({n, begin});
            } else if (input == value) {
                const bool passes = !std::holds_alternative<model::Add>(node.op)
                                    && !std::holds_alternative<model::Shuffle2>(node.op);
                if (!passes || !collectReaders(network, n, readers)) {
                    return false;
                }
            }
            begin += network.channelsOf(input);
        }
    }
    return true;
}

// Weights of output `o` that read input `i`: begin and end.
struct Taps {
    float* first;
    float* last;
};

Taps tapsOf(std::vector<float>& weights, const model::Conv& conv, int o, int i)
{
    const std::size_t count = at(conv.kernel * conv.kernel);
    float* first = weights.data() + at(o * conv.inChannels + i) * count;
    return {first, first + count};
}

float largest(const float* first, const float* last)
{
    float result = 0;
    for (; first != last; ++first) {
        result = std::max(result, std::abs(*first));
    }
    return result;
}

// The largest weight that reads each of `channels` inputs, as a share of its output's largest:
// outputs have steps of their own.
std::vector<double> sharesOfWeights(std::vector<float>& weights, const model::Conv& conv, int begin,
                                    int channels)
{
    std::vector<double> shares(at(channels), 0);
    for (int o = 0; o < conv.outChannels; ++o) {
        const float row = largest(tapsOf(weights, conv, o, 0).first,
                                  tapsOf(weights, conv, o, conv.inChannels - 1).last);
        for (int c = 0; c < channels && row > 0; ++c) {
            const Taps taps = tapsOf(weights, conv, o, begin + c);
            shares[at(c)] =
                std::max(shares[at(c)], static_cast<double>(largest(taps.first, taps.last)) / row);
        }
    }
    return shares;
}

std::vector<float> factorsOf(const std::vector<float>& peaks, const std::vector<double>& shares)
{
    const double peak = *std::max_element(peaks.begin(), peaks.end());
    std::vector<double> factors(peaks.size(), 1);
    double reached = 0; // of the largest peak, once divided
    for (std::size_t c = 0; c < peaks.size(); ++c) {
        if (peaks[c] > 0 && shares[c] > 0) {
            factors[c] = std::sqrt(peaks[c] / peak / shares[c]);
            reached = std::max(reached, peaks[c] / peak / factors[c]);
        }
    }
    std::vector<float> result;
    for (std::size_t c = 0; c < peaks.size(); ++c) {
        const bool balanced = peaks[c] > 0 && shares[c] > 0;
        result.push_back(static_cast<float>(
            balanced ? std::clamp(factors[c] * reached, 1 / kLargestFactor, kLargestFactor) : 1.0));
    }
    return result;
}

} // namespace

std::vector<std::vector<float>> equalizeChannels(model::LoweredGraph& graph,
                                                 const std::vector<std::vector<float>>& peaks)
{
    const std::vector<int> nodes = graph.network.convNodes();
    std::vector<std::vector<float>> divisors;
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const model::Conv& writer = graph.network.nodes[at(nodes[n])].conv();
        divisors.emplace_back(at(writer.outChannels), 1.0F);
        std::vector<Reader> readers;
        if (!writer.relu || !collectReaders(graph.network, nodes[n], readers)
            || readers.size() != 1) {
            continue;
        }
        const model::Conv& reader = graph.network.nodes[at(readers[0].node)].conv();
        const auto position = std::find(nodes.begin(), nodes.end(), readers[0].node);
        model::FoldedConv& read = graph.convs[at(static_cast<int>(position - nodes.begin()))];
        divisors[n] = factorsOf(
            peaks[n], sharesOfWeights(read.weights, reader, readers[0].begin, writer.outChannels));
        for (int c = 0; c < writer.outChannels; ++c) {
            const float factor = divisors[n][at(c)];
            const Taps own{tapsOf(graph.convs[n].weights, writer, c, 0).first,
                           tapsOf(graph.convs[n].weights, writer, c, writer.inChannels - 1).last};
            std::for_each(own.first, own.last, [&](float& w) { w /= factor; });
            graph.convs[n].bias[at(c)] /= factor;
            for (int o = 0; o < reader.outChannels; ++o) {
                const Taps taps = tapsOf(read.weights, reader, o, readers[0].begin + c);
                std::for_each(taps.first, taps.last, [&](float& w) { w *= factor; });
            }
        }
    }
    return divisors;
}

} // namespace halftone::nn
