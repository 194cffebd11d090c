// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/optimizer.h"

#include <cmath>

namespace halftone::train {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

} // namespace

AdamW::AdamW(const std::vector<nn::NamedTensor>& parameters)
{
    for (const nn::NamedTensor& parameter : parameters) {
        Slot slot;
        slot.name = parameter.name;
        slot.parameter = parameter.tensor;
        slot.first = torch::zeros_like(parameter.tensor.detach());
        slot.second = torch::zeros_like(parameter.tensor.detach());
        slot.decays = parameter.decays;
        m_slots.push_back(slot);
    }
}

void AdamW::clearGradients()
{
    for (Slot& slot : m_slots) {
        slot.parameter.mutable_grad() = torch::Tensor();
    }
}

double AdamW::gradientNorm() const
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> squares;
    for (const Slot& slot : m_slots) {
        if (slot.parameter.grad().defined()) {
            squares.push_back(slot.parameter.grad().square().sum());
        }
    }
    return squares.empty() ? 0.0 : std::sqrt(torch::stack(squares).sum().item<double>());
}

void AdamW::step(double learningRate, double weightDecay, double clipNorm, double gradientNorm)
{
    const torch::NoGradGuard noGrad;
    const double factor = gradientNorm > clipNorm ? clipNorm / gradientNorm : 1.0;
    for (Slot& slot : m_slots) {
        if (!slot.parameter.grad().defined()) {
            continue;
        }
        const torch::Tensor gradient = slot.parameter.grad() * factor;
        ++slot.steps;
        slot.first.mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
        slot.second.mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
        const double bias1 = 1.0 - std::pow(kBeta1, static_cast<double>(slot.steps));
        const double bias2 = 1.0 - std::pow(kBeta2, static_cast<double>(slot.steps));
        if (slot.decays) {
            slot.parameter.mul_(1.0 - learningRate * weightDecay);
        }
        slot.parameter.addcdiv_(slot.first,
                                slot.second.sqrt().div_(std::sqrt(bias2)).add_(kEpsilon),
                                -learningRate / bias1);
    }
}

} // namespace halftone::train
