// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/ATen.h>
#include <torch/types.h>

#include "core/nn/detail/fake_quant.h"
#include "core/quant/weight_codes.h"
#endif

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace halftone;

namespace {

std::vector<float> list(const torch::Tensor& tensor)
{
    const torch::Tensor values = tensor.detach().to(torch::kFloat).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

torch::Tensor tensorOf(const std::vector<float>& values)
{
    return torch::tensor(at::ArrayRef<float>(values));
}

} // namespace

class TestFakeQuant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nestedCodesAreThoseOfTheContract()
    {
        std::vector<float> all;
        for (int code = -127; code <= 127; ++code) {
            all.push_back(static_cast<float>(code));
        }
        for (int bits = 1; bits <= 8; ++bits) {
            const std::vector<float> found = list(nn::nestedCodes(tensorOf(all), bits));
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto expected = quant::nestedCode(static_cast<std::int8_t>(all[i]), bits);
                QCOMPARE(static_cast<int>(found[i]), static_cast<int>(expected));
            }
        }
    }

    void activationsRoundTiesUpwardAndSaturate()
    {
        const torch::Tensor x = tensorOf({-1.0F, 0.0F, 0.24F, 0.25F, 0.75F, 1.6F, 99.0F});
        const torch::Tensor y = nn::fakeQuantRelu(x, torch::tensor(0.5F), 3);
        QCOMPARE(list(y), (std::vector<float>{0, 0, 0, 0.5F, 1.0F, 1.5F, 1.5F}));
    }

    void activationGradientIsMaskedOutsideTheClamp()
    {
        const torch::Tensor x = tensorOf({-0.1F, 0.1F, 0.9F, 1.4F, 1.6F, 50.0F}).requires_grad_();
        const torch::Tensor step = torch::tensor(0.5F).requires_grad_();
        const torch::Tensor weights = tensorOf({1, 2, 3, 4, 5, 6});
        (nn::fakeQuantRelu(x, step, 3) * weights).sum().backward();
        QCOMPARE(list(x.grad()), (std::vector<float>{0, 2, 3, 4, 0, 0}));
        // Below: 0. Inside: code - x/step. Above: the largest code. All by 1/sqrt(N * maxCode).
        const double expected =
            (2 * (0 - 0.2) + 3 * (2 - 1.8) + 4 * (3 - 2.8) + 5 * 3 + 6 * 3) / std::sqrt(6.0 * 3.0);
        QVERIFY(std::abs(step.grad().item<double>() - expected) < 1e-4);
    }

    void gradientsDoNotDependOnMemoryOrderOrLength()
    {
        // Longer than one piece of parallel work and no multiple of any block, in both layouts.
        const torch::Tensor x = torch::randn({2, 3, 157, 131});
        const torch::Tensor gradient = torch::randn_like(x);
        std::vector<double> stepGradients;
        std::vector<torch::Tensor> inputGradients;
        for (const auto layout :
             {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
            const torch::Tensor input = x.detach().clone(layout).requires_grad_();
            const torch::Tensor step = torch::tensor(0.125F).requires_grad_();
            nn::fakeQuantRelu(input, step, 15).backward(gradient);
            stepGradients.push_back(step.grad().item<double>());
            inputGradients.push_back(input.grad());
        }
        QVERIFY(std::abs(stepGradients[0] - stepGradients[1]) < 1e-4);
        QVERIFY(torch::equal(inputGradients[0], inputGradients[1]));
        const torch::Tensor inside = x.gt(0).logical_and(x.lt(15 * 0.125));
        QVERIFY(torch::equal(inputGradients[0], gradient * inside));
    }

    void bfloat16FollowsFloat()
    {
        // Values that bfloat16 holds exactly, and a step whose multiples it holds: no rounding.
        const torch::Tensor x = torch::randn({3, 5, 67, 31}).to(torch::kBFloat16);
        const torch::Tensor gradient = torch::randn({3, 5, 67, 31}).to(torch::kBFloat16);
        for (const auto layout :
             {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
            const torch::Tensor half = x.clone(layout).requires_grad_();
            const torch::Tensor whole = x.to(torch::kFloat).clone(layout).requires_grad_();
            const torch::Tensor halfStep = torch::tensor(0.125F).requires_grad_();
            const torch::Tensor wholeStep = torch::tensor(0.125F).requires_grad_();
            const torch::Tensor y = nn::fakeQuantRelu(half, halfStep, 15);
            const torch::Tensor expected = nn::fakeQuantRelu(whole, wholeStep, 15);
            QVERIFY(y.scalar_type() == torch::kBFloat16);
            QVERIFY(torch::equal(y.to(torch::kFloat), expected));
            y.backward(gradient);
            expected.backward(gradient.to(torch::kFloat));
            QVERIFY(torch::equal(half.grad().to(torch::kFloat), whole.grad()));
            QCOMPARE(halfStep.grad().item<float>(), wholeStep.grad().item<float>());
        }
        const torch::Tensor third = nn::fakeQuantRelu(x, torch::tensor(1.0F / 3.0F), 15);
        const torch::Tensor rounded =
            nn::fakeQuantRelu(x.to(torch::kFloat), torch::tensor(1.0F / 3.0F), 15)
                .to(torch::kBFloat16);
        QVERIFY(torch::equal(third, rounded)); // rounds as LibTorch does
    }

    void tensorOperationsEqualTheLoops_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 1; bits <= 8; ++bits) {
            QTest::addRow("%d bits", bits) << bits;
        }
    }
    void tensorOperationsEqualTheLoops()
    {
        QFETCH(int, bits);
        const int maxCode = (1 << bits) - 1;
        // Every half step and what lies between, beyond both ends; a step bfloat16 rounds with.
        const torch::Tensor codes = torch::arange(-8.0, 4.0 * (maxCode + 4), 1.0) / 4.0;
        for (const float step : {0.5F, 1.0F / 3.0F}) {
            for (const auto type : {torch::kFloat, torch::kBFloat16}) {
                const torch::Tensor x =
                    (codes * static_cast<double>(step)).to(type).requires_grad_();
                const torch::Tensor gradient = torch::randn(x.sizes()).to(type);
                const torch::Tensor stepTensor = torch::tensor(step).requires_grad_();
                const torch::Tensor y = nn::fakeQuantRelu(x, stepTensor, maxCode);
                y.backward(gradient);
                const torch::Tensor found = nn::quantizeTensor(x.detach(), step, maxCode);
                QVERIFY(found.scalar_type() == type);
                QVERIFY(torch::equal(found, y));
                const nn::QuantizerGradients gradients =
                    nn::differentiateTensor(x.detach(), gradient, step, maxCode);
                QVERIFY(torch::equal(gradients.x, x.grad()));
                const double scale = std::sqrt(static_cast<double>(x.numel()) * maxCode);
                const double expected = stepTensor.grad().item<double>() * scale;
                QVERIFY(std::abs(gradients.step.item<double>() - expected)
                        < 1e-4 * std::max(1.0, std::abs(expected)));
            }
        }
    }

    void weightGradientIsMaskedOutsideTheClamp()
    {
        const torch::Tensor weights = torch::randn({4, 5, 3, 3});
        {
            const torch::NoGradGuard noGrad;
            weights[0][0][0][0] = 50.0F; // far outside 2.5 rms of its channel
            weights[1][2][1][1] = -50.0F;
        }
        weights.requires_grad_();
        for (int bits = 1; bits <= 8; ++bits) {
            weights.mutable_grad() = torch::Tensor();
            nn::fakeQuantWeights(weights, bits, false).sum().backward();
            const torch::Tensor step = nn::weightStep(weights, false);
            const torch::Tensor inside = (weights.detach() / step).abs().le(127);
            QVERIFY(torch::allclose(weights.grad(), inside.to(torch::kFloat), 1e-5, 1e-6));
            QCOMPARE(weights.grad()[0][0][0][0].item<float>(), 0.0F);
            QCOMPARE(weights.grad()[1][2][1][1].item<float>(), 0.0F);
        }
    }

    void quantizedWeightsAreCodesTimesStep()
    {
        const torch::Tensor weights = torch::randn({3, 4, 3, 3});
        const torch::Tensor step = nn::weightStep(weights, true);
        QCOMPARE(step.numel(), std::int64_t{1});
        for (const int bits : {1, 2, 4, 8}) {
            const torch::Tensor units =
                nn::fakeQuantWeights(weights, bits, true) / (step * quant::nestedStep(bits));
            QVERIFY(torch::allclose(units, at::round(units), 0, 1e-3));
            QVERIFY(units.abs().max().item<double>() < quant::maxWeightCode(bits) + 0.01);
        }
    }

    void floatWeightsStayWithinTheCodes()
    {
        const torch::Tensor weights = torch::randn({3, 40, 3, 3});
        const torch::Tensor step = nn::weightStep(weights, false);
        const torch::Tensor clamped = nn::clampedWeights(weights, false);
        QVERIFY(((clamped / step).abs().max().item<double>()) < 127.001);
        const torch::Tensor error = (nn::fakeQuantWeights(weights, 8, false) - clamped) / step;
        QVERIFY(error.abs().max().item<double>() < 0.501);
    }

    void stepSearchFindsTheGrid()
    {
        std::vector<float> samples;
        for (int i = 0; i < 1000; ++i) {
            samples.push_back(0.3F * static_cast<float>(i % 16)); // exactly 16 levels
            samples.push_back(-1.0F);                             // cut off by the ReLU
        }
        QVERIFY(std::abs(nn::searchStep(samples, 15) - 0.3) < 1e-3);
        QVERIFY(nn::searchStep(std::vector<float>{-1.0F, 0.0F}, 15) > 0);
    }
};

QTEST_GUILESS_MAIN(TestFakeQuant)
#include "tst_fake_quant.moc"
