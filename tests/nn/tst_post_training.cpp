// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/nn/detail/activation_steps.h"
#include "core/nn/detail/conv_input.h"
#include "core/nn/detail/equalize.h"
#include "core/nn/detail/fit_codes.h"
#include "core/nn/detail/float_samples.h"
#include "core/nn/detail/matrix_product.h"
#include "core/nn/detail/requant_fit.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>
#include <vector>

using namespace halftone;
using nn::StepSharing;

namespace {

torch::Tensor matrix(std::vector<float> values, std::int64_t columns)
{
    return torch::tensor(at::ArrayRef<float>(values)).view({-1, columns});
}

double errorOf(const torch::Tensor& weights, const torch::Tensor& moments,
               const nn::FittedCodes& fitted)
{
    torch::Tensor error = -weights.to(torch::kDouble);
    for (std::int64_t o = 0; o < weights.size(0); ++o) {
        for (std::int64_t i = 0; i < weights.size(1); ++i) {
            const auto row = static_cast<std::size_t>(o);
            const auto index = static_cast<std::size_t>(o * weights.size(1) + i);
            error[o][i] += fitted.steps[row] * fitted.codes[index];
        }
    }
    return at::matmul(at::matmul(error, moments.to(torch::kDouble)), error.t())
        .trace()
        .item<double>();
}

} // namespace

class TestPostTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void productsAreThoseOfMatrices()
    {
        const torch::Tensor a = at::arange(70 * 40).remainder(7).to(torch::kFloat).view({70, 40});
        const torch::Tensor b = at::arange(40 * 9).remainder(5).to(torch::kFloat).view({9, 40});
        QVERIFY(at::equal(nn::matrixProduct(a, b.t()), at::matmul(a, b.t())));
    }

    void weightsOnAGridAreFound()
    {
        const torch::Tensor weights = matrix({0.5F, -1.5F, 3.5F, 0.25F, 0, -0.75F}, 3);
        const nn::FittedCodes fitted =
            nn::fitCodes(weights, at::eye(3), 4, StepSharing::PerRow, {});
        QCOMPARE(fitted.codes, (std::vector<std::int8_t>{1, -3, 7, 2, 0, -7}));
        QVERIFY(std::abs(fitted.steps[0] - 0.5) < 0.01);
        QVERIFY(errorOf(weights, at::eye(3), fitted) < 0.02);
    }

    void correlatedInputsRoundTogether()
    {
        // Two inputs that are always the same: what one weight loses the other can make up for.
        // By themselves 0.4 and 0.4 round to 0 on a grid of 1, together to 1.
        const torch::Tensor weights = matrix({7, 0.4F, 0.4F}, 3);
        const torch::Tensor moments = matrix({1000, 0, 0, 0, 100, 99, 0, 99, 100}, 3);
        const nn::FittedCodes fitted = nn::fitCodes(weights, moments, 4, StepSharing::PerRow, {});
        QCOMPARE(fitted.codes[0], std::int8_t{7});
        QCOMPARE(fitted.codes[1] + fitted.codes[2], 1);
    }

    void descentIsNoWorseThanRounding()
    {
        Random random(3, 0);
        std::vector<float> values(40 * 60);
        for (float& value : values) {
            value = static_cast<float>(random.normal());
        }
        const torch::Tensor inputs = matrix(values, 40);
        const torch::Tensor moments = at::matmul(inputs.t(), inputs);
        const torch::Tensor weights = matrix({values.begin(), values.begin() + 400}, 40);
        for (const int bits : {2, 3, 4, 8}) {
            nn::FittedCodes rounded =
                nn::fitCodes(weights, at::eye(40), bits, StepSharing::PerRow, {});
            const nn::FittedCodes fitted =
                nn::fitCodes(weights, moments, bits, StepSharing::PerRow, {});
            QVERIFY(errorOf(weights, moments, fitted) < 0.8 * errorOf(weights, moments, rounded));
            for (const std::int8_t code : fitted.codes) {
                QVERIFY(std::abs(code) <= quant::maxWeightCode(bits));
            }
        }
    }

    void oneStepIsShared()
    {
        const nn::FittedCodes fitted =
            nn::fitCodes(matrix({1, 0, 0.1F, 0.05F}, 2), at::eye(2), 8, StepSharing::OneForAll, {});
        QCOMPARE(fitted.steps[0], fitted.steps[1]);
        QVERIFY(std::abs(fitted.steps[1] * fitted.codes[2] - 0.1) < 0.005);
    }

    void nothingToFitIsFitted()
    {
        const nn::FittedCodes zeros =
            nn::fitCodes(at::zeros({2, 3}), at::zeros({3, 3}), 2, StepSharing::PerRow, {});
        QCOMPARE(zeros.codes, std::vector<std::int8_t>(6, 0));
        QVERIFY(zeros.steps[0] > 0 && std::isfinite(zeros.steps[0]));
        StopSource stop;
        stop.requestStop();
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "",
            nn::fitCodes(at::ones({2, 3}), at::eye(3), 2, StepSharing::PerRow, stop.token()));
    }

    void stepsOfValuesOnAGrid()
    {
        const std::vector<nn::ValueSamples> rectified{{{0, 0.5F, 1, 1.5F, -3, 7.5F}, true}};
        const nn::StepChoice choice = nn::chooseStep(rectified, 15);
        QVERIFY(std::abs(choice.step - 0.5) < 0.01);
        QCOMPARE(choice.zeroPoints, std::vector<int>{0});
        // From -2 to 1.75 by 0.25: 16 codes, 8 of them below 0.
        std::vector<float> grid;
        for (int i = -8; i < 8; ++i) {
            grid.push_back(0.25F * static_cast<float>(i));
        }
        const nn::StepChoice both =
            nn::chooseStep(std::vector<nn::ValueSamples>{{grid, false}}, 15);
        QVERIFY(std::abs(both.step - 0.25) < 0.005);
        QCOMPARE(both.zeroPoints, std::vector<int>{8});
    }

    void outliersAreClipped()
    {
        std::vector<float> values(10000);
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<float>(i % 100) / 100;
        }
        values[0] = 5;
        const double step = nn::chooseStep(std::vector<nn::ValueSamples>{{values, true}}, 15).step;
        QVERIFY(step * 15 < 2);
    }

    void deadValuesHaveAStep()
    {
        const std::vector<nn::ValueSamples> dead{{{0, 0, -2}, true}, {{0}, false}};
        const nn::StepChoice choice = nn::chooseStep(dead, 15);
        QVERIFY(choice.step > 0 && std::isfinite(choice.step));
        QCOMPARE(choice.zeroPoints, (std::vector<int>{0, 0}));
    }

    void equalizingKeepsTheFunction()
    {
        model::LoweredGraph graph;
        const auto conv = [](int in, int out, bool relu) {
            model::Conv op;
            op.kernel = 1;
            op.inChannels = in;
            op.outChannels = out;
            op.relu = relu;
            return op;
        };
        graph.network.nodes = {{"a", {-1}, conv(1, 2, true)},   {"pool", {0}, model::MaxPool2{}},
                               {"up", {1}, model::Upsample2{}}, {"b", {-1}, conv(1, 1, true)},
                               {"c", {3, 2}, conv(3, 1, true)}, {"head", {4}, conv(1, 1, false)}};
        graph.convs = {{{8, 0.5F}, {0, 1}}, {{1}, {0}}, {{1, 0.25F, 1}, {0}}, {{2}, {0}}};
        const auto divisors = nn::equalizeChannels(graph, {{16, 1}, {1}, {4}, {1}});
        // a: shares of peaks 1 and 1/16, of weights 1/4 and 1: factors 2 and 1/4, which bring the
        // peaks to 8 and 4; then doubled, so that 16 stays.
        QCOMPARE(divisors[0], (std::vector<float>{1, 0.125F}));
        QCOMPARE(graph.convs[0].weights, (std::vector<float>{8, 4}));
        QCOMPARE(graph.convs[0].bias, (std::vector<float>{0, 8}));
        QCOMPARE(graph.convs[2].weights, (std::vector<float>{1, 0.25F, 0.125F}));
        QCOMPARE(divisors[1], std::vector<float>{1}); // one channel has nothing to balance
    }

    void momentsAreMatched()
    {
        const torch::Tensor sums = at::tensor({-2, 0, 2, 0, 5, 5, 5, 5}, torch::kInt).view({2, 4});
        const torch::Tensor values = matrix({0, 1, 2, 1, 3, 4, 3, 4}, 4);
        const std::vector<nn::ChannelFit> fits = nn::matchMoments(sums, values, {0.4, 0.25});
        QCOMPARE(fits[0].gain, 0.5);
        QCOMPARE(fits[0].offset, 1.0);
        QCOMPARE(fits[1].gain, 0.25); // nothing tells another
        QCOMPARE(fits[1].offset, 3.5 - 5 * 0.25);
        QCOMPARE(nn::matchMoments(sums, values, {0.1, 1})[0].gain, 0.4); // four times at most
        QVERIFY(nn::matchMomentsTogether(sums, values, 0.5)[1].gain > 0);
    }

    void anyScaleGivesATable()
    {
        for (const double scale : {0.0, 1e-12, 0.01, 5.0, 1e9, -1e9}) {
            for (const std::int64_t bound : {0LL, 1000LL, 150000000LL}) {
                QVERIFY(quant::isSafe(nn::makeBoundedRequant(scale, 1e30, bound), bound));
            }
        }
        const quant::ChannelRequant same = nn::makeBoundedRequant(0.01, 3, 10000);
        QCOMPARE(same, quant::makeRequant(0.01, 3, 10000));
    }

    void sumsAreRequantized()
    {
        const nn::CodedValue first{0.1, 10, 255};
        const nn::CodedValue second{0.037, 0, 15};
        const nn::CodedValue sum{0.2, 4, 255};
        const model::AddRequant add = nn::makeAddRequant(first, second, sum);
        int different = 0;
        for (int a = 0; a <= 255; ++a) {
            for (int b = 0; b <= 15; ++b) {
                const double exact = 0.5 * (a - 10) + 0.185 * b + 4;
                const int found = (a * add.first + b * add.second + add.bias) >> add.shift;
                const double error = found - exact;
                QVERIFY(std::abs(error) < 0.5 + 0.01);
                different += found != static_cast<int>(std::floor(exact + 0.5)) ? 1 : 0;
            }
        }
        QVERIFY(different < 20); // ties alone
        const model::AddRequant huge = nn::makeAddRequant({1e9, 3, 255}, {1, 255, 255}, {1, 9, 15});
        QVERIFY(255.0 * huge.first + 255.0 * huge.second + std::abs(double(huge.bias))
                < 2147483648.0);
    }

    void windowsAreThoseOfTheConvolution()
    {
        for (const auto& [kernel, stride] : std::vector<std::pair<int, int>>{
                 {1, 1}, {1, 2}, {2, 1}, {2, 2}, {3, 2}, {5, 1}, {7, 2}}) {
            model::Conv conv;
            conv.kernel = kernel;
            conv.stride = stride;
            conv.inChannels = 2;
            conv.outChannels = 3;
            const torch::Tensor x =
                at::arange(2 * 8 * 6).remainder(11).to(torch::kByte).view({1, 2, 8, 6});
            const torch::Tensor padded = nn::paddedInput(x, conv, {7, 1}).to(torch::kFloat);
            const torch::Tensor weights = at::arange(3 * 2 * kernel * kernel)
                                              .remainder(5)
                                              .to(torch::kFloat)
                                              .view({3, 2, kernel, kernel});
            const torch::Tensor y = at::conv2d(padded, weights, {}, stride);
            QCOMPARE(y.size(2), std::int64_t{8 / stride});
            QCOMPARE(y.size(3), std::int64_t{6 / stride});
            const torch::Tensor positions = at::arange(y.size(2) * y.size(3));
            const torch::Tensor windows = nn::windowsAt(padded, conv, positions, y.size(3));
            const torch::Tensor products = at::matmul(windows, weights.view({3, -1}).t());
            QVERIFY(at::equal(products.t(), y.view({3, -1})));
        }
    }

    void halfOfThePlacesAreNearTheForeground()
    {
        torch::Tensor foreground = at::zeros({64, 128}, torch::kBool);
        foreground[32][8] = true;
        Random random(1, 0);
        const nn::Places places = nn::choosePlaces(foreground, 3, 200, random);
        QCOMPARE(places.size(), std::size_t{3});
        const torch::Tensor rows = at::floor_divide(places[0], 128);
        const torch::Tensor columns = places[0] - rows * 128;
        const auto near = (rows - 32).abs().le(10).logical_and((columns - 8).abs().le(10));
        QCOMPARE(places[0].numel(), std::int64_t{200});
        QVERIFY(near.sum().item<std::int64_t>() >= 100);
        QVERIFY(near.sum().item<std::int64_t>() < 120);
        QCOMPARE(std::get<0>(at::_unique(places[0])).numel(), std::int64_t{200});
        QVERIFY(places[2].max().item<std::int64_t>() < 16 * 32);
        Random again(1, 0);
        QVERIFY(at::equal(nn::choosePlaces(foreground, 3, 200, again)[1], places[1]));
        // A map of fewer places gives all.
        Random other(2, 0);
        QCOMPARE(nn::choosePlaces(foreground, 1, 100000, other)[0].numel(), std::int64_t{64 * 128});
    }
};

QTEST_GUILESS_MAIN(TestPostTraining)
#include "tst_post_training.moc"
