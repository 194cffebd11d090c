// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluation.h"

#include "core/nn/detail/calibrate.h"

namespace halftone::train {
namespace {

constexpr std::int64_t kStatisticsBatch = 4; // crops at once: bounds the memory

} // namespace

torch::Tensor toTensor(std::span<const std::uint8_t> bytes, int count, int height, int width,
                       torch::Device device)
{
    return torch::from_blob(const_cast<std::uint8_t*>(bytes.data()), {count, height, width},
                            torch::kByte)
        .to(device, torch::kByte, /*non_blocking=*/false, /*copy=*/true);
}

std::vector<std::uint8_t> toBytes(const torch::Tensor& tensor)
{
    const torch::Tensor values = tensor.to(torch::kCPU).contiguous();
    const auto* data = values.data_ptr<std::uint8_t>();
    return {data, data + values.numel()};
}

torch::Tensor toInput(const torch::Tensor& codes)
{
    return codes.to(torch::kFloat).mul_(1.0 / 255.0).unsqueeze(1);
}

torch::Tensor toLabels(const torch::Tensor& logits)
{
    return logits.size(1) == 1 ? logits.ge(0).squeeze(1).to(torch::kByte)
                               : logits.argmax(1).to(torch::kByte);
}

torch::Tensor plainCrops(const data::Dataset& dataset, const TrainConfig& config)
{
    AugmentOptions plain;
    plain.rotationDegrees = plain.scale = plain.elasticPixels = 0;
    plain.gain = plain.offset = plain.gamma = plain.shading = plain.noise = plain.blurChance = 0;
    plain.flip = false;
    plain.foregroundChance = config.augmentation.foregroundChance;
    const Batch batch =
        BatchSource(dataset, plain, config.crop, kPlainCrops, config.seed, 0).make(0);
    return toTensor(batch.images, kPlainCrops, config.crop, config.crop, torch::kCPU).unsqueeze(1);
}

std::vector<torch::Tensor> cropInputs(const torch::Tensor& crops, torch::Device device)
{
    std::vector<torch::Tensor> inputs;
    for (const torch::Tensor& some : crops.split(kStatisticsBatch)) {
        inputs.push_back(toInput(some.squeeze(1).to(device)));
    }
    return inputs;
}

std::vector<PrecisionScore> evaluateNet(nn::UNet& net, const data::Dataset& dataset,
                                        const torch::Tensor& crops, bool withPairs,
                                        const StopToken& stop)
{
    const torch::NoGradGuard noGrad;
    const std::vector<torch::Tensor> inputs = cropInputs(crops, net.device());
    std::vector<nn::PrecisionState*> states{&net.full()};
    if (withPairs) {
        for (nn::PrecisionState& state : net.pairs()) {
            states.push_back(&state);
        }
    }
    std::vector<PrecisionScore> scores;
    for (nn::PrecisionState* state : states) {
        throwIfStopped(stop);
        nn::estimateStatistics(net, *state, inputs);
        const auto mask = [&](std::span<const std::uint8_t> codes, int height, int width) {
            const torch::Tensor x = toInput(toTensor(codes, 1, height, width, net.device()));
            return toBytes(toLabels(net.forward(x, *state, nn::ForwardOptions())));
        };
        scores.push_back(
            {state->precision,
             scoreValidation(dataset, paddedToStride(net.network().stride(), mask), stop)});
    }
    return scores;
}

} // namespace halftone::train
