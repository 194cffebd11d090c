// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/prediction_output.h"

#include "core/base/error.h"

#include <cmath>
#include <cstddef>
#include <string>

namespace halftone::nn {
namespace {

double sigmoid(double logit)
{
    return 1.0 / (1.0 + std::exp(-logit));
}

} // namespace

void requireInputShape(const model::Network& network, TensorView<const std::uint8_t> codes)
{
    const int stride = network.stride();
    if (codes.channels != network.inputChannels || codes.height < stride || codes.width < stride
        || codes.height % stride != 0 || codes.width % stride != 0) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The network needs " + std::to_string(network.inputChannels)
                        + " channel(s) and sides that are multiples of " + std::to_string(stride)
                        + "; found [" + std::to_string(codes.channels) + ","
                        + std::to_string(codes.height) + "," + std::to_string(codes.width)
                        + "]. Pad the slice.");
    }
}

void fillPrediction(std::span<const double> logits, int classes, int height, int width,
                    bool wantProbabilities, model::Prediction& result)
{
    const std::size_t pixels = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    const auto count = static_cast<std::size_t>(classes);
    result.classes = classes;
    result.height = height;
    result.width = width;
    result.labels.resize(pixels);
    result.probabilities.resize(wantProbabilities ? count * pixels : 0);
    for (std::size_t i = 0; i < pixels; ++i) {
        if (count == 1) {
            result.labels[i] = logits[i] >= 0 ? 1 : 0;
            if (wantProbabilities) {
                result.probabilities[i] = static_cast<float>(sigmoid(logits[i]));
            }
            continue;
        }
        std::size_t best = 0;
        for (std::size_t c = 1; c < count; ++c) {
            best = logits[c * pixels + i] > logits[best * pixels + i] ? c : best;
        }
        result.labels[i] = static_cast<std::uint8_t>(best);
        if (wantProbabilities) {
            double sum = 0;
            for (std::size_t c = 0; c < count; ++c) {
                sum += std::exp(logits[c * pixels + i] - logits[best * pixels + i]);
            }
            for (std::size_t c = 0; c < count; ++c) {
                const double share =
                    std::exp(logits[c * pixels + i] - logits[best * pixels + i]) / sum;
                result.probabilities[c * pixels + i] = static_cast<float>(share);
            }
        }
    }
}

} // namespace halftone::nn
