// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/aligned_buffer.h"
#include "core/engine/arena.h"
#include "core/engine/network_steps.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace halftone;
using engine::ArenaRequest;

namespace {

bool overlap(const ArenaRequest& a, std::size_t offsetA, const ArenaRequest& b, std::size_t offsetB)
{
    const bool inTime = a.firstStep <= b.lastStep && b.firstStep <= a.lastStep;
    return inTime && offsetA < offsetB + b.bytes && offsetB < offsetA + a.bytes;
}

} // namespace

class TestArena : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reusesMemoryOfDeadMaps();
    void neverOverlapsLivingMaps();
    void foldsUpsamplingOnlyWhereConvolutionsRead();
    void packsWindowsOnlyWhereAllReadersCan();
};

void TestArena::reusesMemoryOfDeadMaps()
{
    // A chain: only two neighbours live at once, so two thirds of the memory suffice.
    const std::vector<ArenaRequest> chain{{640, 0, 1}, {640, 1, 2}, {640, 2, 3}};
    const engine::ArenaPlan plan = engine::planArena(chain);
    QCOMPARE(plan.bytes, std::size_t{1280});
    QCOMPARE(plan.offsets.at(0), plan.offsets.at(2));
}

void TestArena::neverOverlapsLivingMaps()
{
    std::mt19937 random(20);
    for (int round = 0; round < 200; ++round) {
        std::vector<ArenaRequest> requests;
        for (int i = 0; i < 20; ++i) {
            const int first = testing::uniform(random, 0, 15);
            requests.push_back({static_cast<std::size_t>(testing::uniform(random, 0, 5000)), first,
                                first + testing::uniform(random, 0, 6)});
        }
        const engine::ArenaPlan plan = engine::planArena(requests);
        for (std::size_t a = 0; a < requests.size(); ++a) {
            QVERIFY(plan.offsets[a] % kBufferAlignment == 0);
            QVERIFY(plan.offsets[a] + requests[a].bytes <= plan.bytes);
            for (std::size_t b = a + 1; b < requests.size(); ++b) {
                QVERIFY2(
                    !overlap(requests[a], plan.offsets[a], requests[b], plan.offsets[b]),
                    qPrintable(
                        QStringLiteral("round %1, requests %2 and %3").arg(round).arg(a).arg(b)));
            }
        }
    }
}

void TestArena::foldsUpsamplingOnlyWhereConvolutionsRead()
{
    testing::NetworkBuilder builder;
    const int first = builder.conv({model::kInputValue}, 4);
    const int low = builder.pool(builder.pool(first));
    const int readByUpsampling = builder.upsample(low);
    const int readByConv = builder.upsample(readByUpsampling);
    const model::Network network = builder.finish({readByConv, first}, 1);

    std::vector<int> materialised;
    for (const engine::Step& step : engine::makeSteps(network)) {
        if (step.kind == engine::StepKind::Upsample) {
            materialised.push_back(step.value);
        }
        if (step.kind == engine::StepKind::Head) {
            QCOMPARE(step.inputs.at(0).value, readByUpsampling);
            QVERIFY(step.inputs.at(0).reading == engine::Reading::Upsampled2);
            QCOMPARE(step.inputs.at(1).value, first);
            QVERIFY(step.inputs.at(1).reading == engine::Reading::Direct);
        }
    }
    QCOMPARE(materialised, std::vector<int>{readByUpsampling});
}

void TestArena::packsWindowsOnlyWhereAllReadersCan()
{
    const auto readingOfInput = [](const model::Network& of) {
        const auto steps = engine::makeSteps(of, engine::Reading::Windows);
        for (const engine::Step& step : steps) {
            for (const engine::StepInput& input : step.inputs) {
                if (input.value == model::kInputValue && input.reading != steps.front().packedFor) {
                    return engine::Reading::Upsampled2; // no map fits
                }
            }
        }
        return steps.front().packedFor;
    };
    testing::NetworkBuilder alone;
    const int first = alone.conv({model::kInputValue}, 4);
    model::Network network = alone.finish({first}, 1);
    QVERIFY(readingOfInput(network) == engine::Reading::Windows);
    network.inputChannels = 3;
    QVERIFY(readingOfInput(network) == engine::Reading::Direct);

    testing::NetworkBuilder byAnother;
    const int value = byAnother.conv({model::kInputValue}, 4);
    QVERIFY(readingOfInput(byAnother.finish({value, model::kInputValue}, 1))
            == engine::Reading::Direct);

    testing::NetworkBuilder pointwise;
    const int single = pointwise.conv({model::kInputValue}, 4, 1);
    QVERIFY(readingOfInput(pointwise.finish({single}, 1)) == engine::Reading::Direct);
}

QTEST_GUILESS_MAIN(TestArena)
#include "tst_arena.moc"
