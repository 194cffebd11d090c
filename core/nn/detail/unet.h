// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/graph_plan.h"
#include "core/quant/precision.h"

#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace halftone::nn {

/// Epsilon of every batch normalisation, in units of the real convolution output.
inline constexpr double kBatchNormEpsilon = 1e-5;

/// What belongs to one precision alone: batch normalisation, activation steps, head bias. The float
/// path (FP32) has one too, without steps.
struct PrecisionState {
    quant::Precision precision;
    std::vector<torch::Tensor> gamma, beta;    ///< per hidden convolution [O], learned
    std::vector<torch::Tensor> mean, variance; ///< per hidden convolution [O], running statistics
    torch::Tensor headBias;                    ///< [classes], learned
    torch::Tensor logStep; ///< [step groups], learned natural logarithms; undefined for FP32
};

/// A tensor of the net under its name in checkpoints.
struct NamedTensor {
    std::string name;
    torch::Tensor tensor;
    bool decays = false; ///< weight decay applies (convolution weights)
};

/// How to run the net.
struct ForwardOptions {
    bool training = false; ///< batch statistics, which also update the running ones
    double momentum = 0.1; ///< of that update; 1/(i+1) for batch i averages all batches
    /// Of convolutions and of what flows between them. kBFloat16 halves the time of a training step
    /// where the processor multiplies it; parameters, their gradients, batch statistics and logits
    /// stay float.
    torch::ScalarType arithmetic = torch::kFloat;
    bool quantizeActivations = true; ///< false: weights only, to look at activations
    /// Sees the normalised output of every hidden convolution before its ReLU. May be empty.
    std::function<void(std::size_t conv, const torch::Tensor& normalised)> observe;
};

/// A trainable network: one set of float weights shared by all precisions (paper.md 3.3), and a
/// PrecisionState for each. Block order convolution - batch norm - ReLU - quantizer.
class UNet {
public:
    /// Weights of seeded normal noise (He et al. 2015). `pairs` are integer precisions.
    UNet(const model::Network& network, std::span<const quant::Precision> pairs, std::uint64_t seed,
         torch::Device device);

    /// Logits [N,classes,H,W] of x = code/255, [N,1,H,W]; H and W multiples of network().stride().
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x, PrecisionState& state,
                                        const ForwardOptions& options);

    /// Starts the integer precisions: batch norm and head bias from the float path, activation
    /// steps by squared error on the batch `x`.
    void startPairs(const torch::Tensor& x);

    [[nodiscard]] const model::Network& network() const { return m_network; }
    [[nodiscard]] const GraphPlan& plan() const { return m_plan; }
    [[nodiscard]] std::vector<torch::Tensor>& weights() { return m_weights; }
    [[nodiscard]] PrecisionState& full() { return m_full; }
    [[nodiscard]] std::vector<PrecisionState>& pairs() { return m_pairs; }
    [[nodiscard]] torch::Device device() const { return m_device; }
    [[nodiscard]] bool isHead(std::size_t conv) const { return conv + 1 == m_weights.size(); }
    /// Weight bits convolution `conv` uses when the slider says `bits`.
    [[nodiscard]] int weightBits(std::size_t conv, int bits) const;

    /// Everything an optimiser may change, in a fixed order.
    [[nodiscard]] std::vector<NamedTensor> parameters() const;
    /// Running statistics.
    [[nodiscard]] std::vector<NamedTensor> buffers() const;

private:
    [[nodiscard]] PrecisionState makeState(quant::Precision precision) const;
    void initialiseSteps(const torch::Tensor& x, PrecisionState& state);

    model::Network m_network;
    GraphPlan m_plan;
    torch::Device m_device;
    std::vector<torch::Tensor> m_weights; // per convolution [O,I,KH,KW]
    PrecisionState m_full;
    std::vector<PrecisionState> m_pairs;
};

/// Positive and negative values of `normalised`, evenly taken, at most `most`, appended to
/// `samples`.
void sampleValues(const torch::Tensor& normalised, std::size_t most, std::vector<float>& samples);

} // namespace halftone::nn
