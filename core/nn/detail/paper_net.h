// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/nn/detail/paper_quant.h"
#include "core/nn/detail/unet.h"

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace halftone::nn {

/// What of the paper's network can be chosen; the defaults are its published code.
struct PaperDesign {
    enum class Order { ConvReluNorm, ConvNormRelu };
    enum class Upsampling { Bilinear, Nearest };
    /// Published: quantized convolutions uniform in +-1 without bias, float ones uniform in +-
    /// 1/sqrt(fan-in). He: normal with variance 2/fan-in, no bias.
    enum class Start { Published, He };

    PaperQuantizer quantizer = PaperQuantizer::None;
    quant::QFormat activations{8, 8}; ///< of PowerOfTwo, FixedPoint and Sane
    quant::QFormat weights{8, 8};
    Order order = Order::ConvReluNorm;
    Upsampling upsampling = Upsampling::Bilinear;
    Start start = Start::Published;
    bool floatEnds = true; ///< the first block and the head keep float weights
};

/// The paper's U-Net: 3x3 convolutions with bias, two a block, block widths 1-2-4-4-4-2-1 times
/// `width`, three poolings, a 3x3 head with one output. Every block quantizes what leaves each of
/// its two convolutions, the first block too; upsampled maps are not quantized again. SIMULATED, as
/// paper_quant.h says.
class PaperNet {
public:
    /// Tensors of one convolution; those of batch norm [O] are undefined for the head.
    struct Conv {
        std::string name;      ///< "down1.conv1" ... "up3.conv2", "head"
        torch::Tensor weights; ///< [O,I,3,3], float, learned
        torch::Tensor bias;    ///< [O], learned
        torch::Tensor gamma, beta;
        torch::Tensor mean, variance; ///< running statistics
        bool quantized = false;       ///< its weights are
        bool ternaryTanh = false;     ///< instead of the ReLU
    };

    /// How to run the net.
    struct Forward {
        bool training = false; ///< batch statistics, which also update the running ones
        double momentum = 0.1; ///< of that update; 1/(i+1) for batch i averages all batches
        double tanhSlope = 8;  ///< of ternaryTanh
        /// Of convolutions and of what flows between blocks; normalisation, quantizers, parameters
        /// and logits stay float.
        torch::ScalarType arithmetic = torch::kFloat;
    };

    PaperNet(const PaperDesign& design, int width, std::uint64_t seed, torch::Device device);

    /// Logits [N,1,H,W] of x [N,1,H,W]; H and W multiples of kStride.
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x, const Forward& run);
    static constexpr int kStride = 8;

    [[nodiscard]] const PaperDesign& design() const { return m_design; }
    [[nodiscard]] const std::vector<Conv>& convs() const { return m_convs; }
    [[nodiscard]] torch::Device device() const { return m_device; }
    /// The weights a convolution computes with.
    [[nodiscard]] torch::Tensor effectiveWeights(const Conv& conv) const;

    /// Everything an optimiser may change, in a fixed order.
    [[nodiscard]] std::vector<NamedTensor> parameters() const;
    /// Running statistics.
    [[nodiscard]] std::vector<NamedTensor> buffers() const;

private:
    [[nodiscard]] torch::Tensor block(std::size_t first, torch::Tensor x, const Forward& run) const;
    [[nodiscard]] torch::Tensor upBlock(std::size_t first, const torch::Tensor& deep,
                                        const torch::Tensor& skip, const Forward& run) const;
    [[nodiscard]] torch::Tensor convolve(const Conv& conv, const torch::Tensor& x,
                                         const Forward& run) const;
    [[nodiscard]] torch::Tensor quantizeActivations(const torch::Tensor& x) const;

    PaperDesign m_design;
    torch::Device m_device;
    std::vector<Conv> m_convs; // in the order of execution
};

} // namespace halftone::nn
