// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The judge is judged by hand: every number below was computed on paper.
#include "core/base/error.h"
#include "core/engine/reference/reference.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

using namespace halftone;

namespace {

/// A model with one table at W8A8; `requant` has one list per hidden convolution.
model::Model makeModel(model::Network network, std::vector<std::vector<std::int8_t>> codes,
                       std::vector<std::vector<quant::ChannelRequant>> requant,
                       std::vector<std::int32_t> headBias)
{
    model::Model result;
    result.network = std::move(network);
    for (std::vector<std::int8_t>& conv : codes) {
        result.convs.push_back({{}, std::move(conv), {}, {}});
    }
    model::PrecisionTable table;
    table.precision = quant::kHighestInteger;
    requant.emplace_back();
    table.requant = std::move(requant);
    table.headBias = std::move(headBias);
    result.tables.push_back(std::move(table));
    return result;
}

/// q = clamp(acc + bias): multiplier 1, no shifts.
quant::ChannelRequant plain(std::int32_t bias)
{
    return {bias, 1, 0, 0};
}

} // namespace

class TestReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void convolvesWithZeroPaddingAndClampsAtZero();
    void roundsHalfUpwardAndSaturates();
    void poolsUpsamplesAndJoins();
    void refusesRaggedShapes();
};

void TestReference::convolvesWithZeroPaddingAndClampsAtZero()
{
    testing::NetworkBuilder builder;
    const int hidden = builder.conv({model::kInputValue}, 2);
    const model::Network network = builder.finish({hidden}, 1);
    // Channel 0 is not symmetric, so that a flipped or transposed kernel shows; channel 1 is
    // -centre.
    const model::Model model =
        makeModel(network, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, -1, 0, 0, 0, 0}, {1, 10}},
                  {{plain(0), plain(3)}}, {-7});
    const std::vector<std::uint8_t> input{1, 2, 0, 3}; // [[1,2],[0,3]]
    std::vector<engine::LayerTrace> trace;
    const auto logits =
        engine::referenceLogits(model, quant::kHighestInteger, {input.data(), 1, 2, 2}, &trace);

    // acc(y,x) = sum over ky,kx of w[ky][kx] * in[y+ky-1][x+kx-1], w = 1..9 row by row:
    //   (0,0) = 5*1 + 6*2 + 8*0 + 9*3 = 44    (0,1) = 4*1 + 5*2 + 7*0 + 8*3 = 38
    //   (1,0) = 2*1 + 3*2 + 5*0 + 6*3 = 26    (1,1) = 1*1 + 2*2 + 4*0 + 5*3 = 20
    // channel 1 = max(0, 3 - in): 2, 1, 3, 0
    QCOMPARE(trace.size(), std::size_t{1});
    QCOMPARE(trace.at(0).node, 0);
    QCOMPARE(trace.at(0).codes, (std::vector<std::uint8_t>{44, 38, 26, 20, 2, 1, 3, 0}));
    // logits = channel 0 + 10 * channel 1 - 7
    QCOMPARE(logits, (std::vector<std::int32_t>{57, 41, 49, 13}));
}

void TestReference::roundsHalfUpwardAndSaturates()
{
    testing::NetworkBuilder builder;
    const int hidden = builder.conv({model::kInputValue}, 3, 1);
    const model::Network network = builder.finish({hidden}, 3);
    const std::vector<std::int8_t> identity{1, 0, 0, 0, 1, 0, 0, 0, 1};
    // Channel 0: t = (acc + 2) >> 2, so 5 -> 1, 6 -> 2 (a tie, upward), 7 -> 2.
    // Channel 1: q = (3 * acc + 2) >> 2, b = 2^(s-1): 3 * 2 / 4 = 1.5 -> 2.
    // Channel 2: negative multiplier, then clamped: 20 - 2 * acc.
    const model::Model model = makeModel(network, {{1, 1, 1}, identity},
                                         {{{0, 1, 2, 0}, {2, 3, 0, 2}, {20, -2, 0, 0}}}, {0, 0, 0});
    const std::vector<std::uint8_t> input{5, 6, 7, 2, 11, 255};
    const auto logits =
        engine::referenceLogits(model, quant::kHighestInteger, {input.data(), 1, 2, 3});
    QCOMPARE(logits, (std::vector<std::int32_t>{1, 2, 2, 1, 3, 64,     // (x + 2) >> 2
                                                4, 5, 5, 2, 8, 191,    // (3x + 2) >> 2
                                                10, 8, 6, 16, 0, 0})); // 20 - 2x
}

void TestReference::poolsUpsamplesAndJoins()
{
    testing::NetworkBuilder builder;
    const int hidden = builder.conv({model::kInputValue}, 1, 1);
    const int up = builder.upsample(builder.pool(hidden));
    const model::Network network = builder.finish({up, hidden}, 1);
    const model::Model model = makeModel(network, {{1}, {100, 1}}, {{plain(0)}}, {0});
    const std::vector<std::uint8_t> input{1, 5, 2, 3, //
                                          4, 0, 9, 8};
    std::vector<engine::LayerTrace> trace;
    const auto logits =
        engine::referenceLogits(model, quant::kHighestInteger, {input.data(), 1, 2, 4}, &trace);
    QCOMPARE(trace.at(1).codes, (std::vector<std::uint8_t>{5, 9}));
    QCOMPARE(trace.at(2).codes, (std::vector<std::uint8_t>{5, 5, 9, 9, 5, 5, 9, 9}));
    // The upsampled map is the first input: weight 100 belongs to it.
    QCOMPARE(logits, (std::vector<std::int32_t>{501, 505, 902, 903, 504, 500, 909, 908}));
}

void TestReference::refusesRaggedShapes()
{
    testing::EngineCase small;
    small.network = model::makeUNet(4, 1, 1);
    small.precision = quant::kBalanced;
    const auto model = testing::makeModel(small);
    const std::vector<std::uint8_t> input(12 * 8);
    try {
        (void)engine::referenceLogits(*model, small.precision, {input.data(), 1, 12, 8});
        QFAIL("a height of 12 is not a multiple of 8");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::ShapeMismatch);
    }
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
