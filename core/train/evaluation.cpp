// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluation.h"

#include "core/nn/detail/calibrate.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace halftone::train {
namespace {

constexpr std::int64_t kStatisticsBatch = 4; // crops at once: bounds the memory

// Rounds up to a multiple of the net's stride; what is added is code 0 and is cut off again.
std::vector<std::uint8_t> predictMask(nn::UNet& net, nn::PrecisionState& state,
                                      std::span<const std::uint8_t> codes, int height, int width)
{
    const int stride = net.network().stride();
    const auto rest = [stride](int size) { return (stride - size % stride) % stride; };
    const torch::Tensor slice =
        torch::from_blob(const_cast<std::uint8_t*>(codes.data()), {1, height, width}, torch::kByte)
            .to(net.device());
    const torch::Tensor x =
        at::constant_pad_nd(toInput(slice), {0, rest(width), 0, rest(height)}, 0.0);
    const torch::Tensor logits = net.forward(x, state, nn::ForwardOptions());
    const torch::Tensor labels =
        toLabels(logits).slice(1, 0, height).slice(2, 0, width).to(torch::kCPU).contiguous();
    const auto* data = labels.data_ptr<std::uint8_t>();
    return {data, data + labels.numel()};
}

} // namespace

torch::Tensor toInput(const torch::Tensor& codes)
{
    return codes.to(torch::kFloat).mul_(1.0 / 255.0).unsqueeze(1);
}

torch::Tensor toLabels(const torch::Tensor& logits)
{
    return logits.size(1) == 1 ? logits.ge(0).squeeze(1).to(torch::kByte)
                               : logits.argmax(1).to(torch::kByte);
}

torch::Tensor plainCrops(const Dataset& dataset, const TrainConfig& config, int count)
{
    AugmentOptions plain;
    plain.rotationDegrees = plain.scale = plain.elasticPixels = 0;
    plain.gain = plain.offset = plain.gamma = plain.shading = plain.noise = plain.blurChance = 0;
    plain.flip = false;
    plain.foregroundChance = config.augmentation.foregroundChance;
    Batch batch = BatchSource(dataset, plain, config.crop, count, config.seed, 0).make(0);
    return torch::from_blob(batch.images.data(), {count, 1, config.crop, config.crop}, torch::kByte)
        .clone();
}

std::vector<PrecisionScore> evaluateNet(nn::UNet& net, const Dataset& dataset,
                                        const torch::Tensor& crops, bool withPairs)
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> inputs;
    for (const torch::Tensor& some : crops.split(kStatisticsBatch)) {
        inputs.push_back(toInput(some.squeeze(1).to(net.device())));
    }
    std::vector<nn::PrecisionState*> states{&net.full()};
    if (withPairs) {
        for (nn::PrecisionState& state : net.pairs()) {
            states.push_back(&state);
        }
    }
    std::vector<PrecisionScore> scores;
    for (nn::PrecisionState* state : states) {
        nn::estimateStatistics(net, *state, inputs);
        const MaskFn mask = [&](std::span<const std::uint8_t> codes, int height, int width) {
            return predictMask(net, *state, codes, height, width);
        };
        scores.push_back({state->precision, scoreValidation(dataset, mask)});
    }
    return scores;
}

} // namespace halftone::train
