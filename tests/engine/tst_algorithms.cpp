// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/planner.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <set>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::Reading;

namespace {

/// 4 input channels to 1 output: one of a kind of input, all weights alike.
struct Layer {
    int kernel = 3;
    Reading reading = Reading::Direct;
    int maxInputCode = 255;
    int weight = 1;
};

/// For what `set` finds legal; null if the set lacks the algorithm.
std::optional<bool> isLegal(const engine::KernelSet& set, Algorithm algorithm, const Layer& layer)
{
    if (!set.has(algorithm)) {
        return std::nullopt;
    }
    const int channels = layer.reading == Reading::Windows ? 1 : 4;
    const ConvShape shape{layer.kernel, {channels}, 1, {layer.reading}, layer.maxInputCode};
    const std::vector<std::int8_t> codes(
        static_cast<std::size_t>(channels * layer.kernel * layer.kernel),
        static_cast<std::int8_t>(layer.weight));
    return engine::findLegalAlgorithms(set, shape, codes).allowed[algorithm];
}

} // namespace

Q_DECLARE_METATYPE(Algorithm)
Q_DECLARE_METATYPE(Layer)

/// The tables of algorithms: what each kernel set says of each.
class TestAlgorithms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreToldApart();
    void entriesAreWhole();
    void typicalLayersAreLegal();
    void firstIllegalIsRefused_data();
    void firstIllegalIsRefused();
};

void TestAlgorithms::namesAreToldApart()
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < engine::kAlgorithms.size(); ++i) {
        QCOMPARE(static_cast<std::size_t>(engine::kAlgorithms[i]), i);
        names.insert(engine::toString(engine::kAlgorithms[i]));
    }
    QCOMPARE(names.size(), engine::kAlgorithms.size());
    QVERIFY(!names.contains(engine::toString(static_cast<Algorithm>(99))));
}

void TestAlgorithms::entriesAreWhole()
{
    for (const engine::KernelSet* set : engine::kernelSets()) {
        QVERIFY2(set->lanes >= 1 && set->maxPool2 != nullptr, set->name);
        QVERIFY2(set->has(Algorithm::Direct), set->name);
        const engine::ConvKernels* direct[] = {&set->conv1x1, &set->conv3x3[Algorithm::Direct]};
        for (const engine::ConvKernels* conv : direct) {
            QVERIFY2(conv->codes != nullptr && conv->logits != nullptr, set->name);
            QVERIFY2(conv->form.pack != nullptr && conv->form.countWork != nullptr, set->name);
            QVERIFY2(conv->form.isLegal == engine::isLegalAlways, set->name);
        }
        for (const Algorithm algorithm : engine::kAlgorithms) {
            const engine::ConvKernels& conv = set->conv3x3[algorithm];
            QCOMPARE(conv.form.pack != nullptr, set->has(algorithm));
            QCOMPARE(conv.form.countWork != nullptr, set->has(algorithm));
            QCOMPARE(conv.costs.product > 0, set->has(algorithm));
            QCOMPARE(engine::builtInCosts(set->isa).algorithms[algorithm].product,
                     conv.costs.product);
        }
    }
}

/// Whatever the weights: also where all are at their limit.
void TestAlgorithms::typicalLayersAreLegal()
{
    for (const engine::KernelSet* set : engine::kernelSets()) {
        for (const Algorithm algorithm : engine::kAlgorithms) {
            const engine::ConvForm& form = set->conv3x3[algorithm].form;
            for (const quant::Precision precision : form.typicalPrecisions) {
                const int maxWeight = std::max(1, (1 << (precision.weightBits - 1)) - 1);
                for (const int weight : {-maxWeight, maxWeight}) {
                    const Layer layer{3, form.typicalReadings.front(),
                                      quant::maxActivationCode(precision.activationBits), weight};
                    QVERIFY(isLegal(*set, algorithm, layer).value_or(true));
                }
            }
        }
    }
}

void TestAlgorithms::firstIllegalIsRefused_data()
{
    QTest::addColumn<Algorithm>("algorithm");
    QTest::addColumn<Layer>("last");
    QTest::addColumn<Layer>("first");
    const auto row = [](const char* name, Algorithm algorithm, Layer last, Layer first) {
        QTest::newRow(name) << algorithm << last << first;
    };
    constexpr auto kDirect = Reading::Direct;
    constexpr auto kUpsampled = Reading::Upsampled2;
    row("narrow, weights", Algorithm::Narrow, {3, kDirect, 255, 7}, {3, kDirect, 255, 8});
    row("narrow, inputs", Algorithm::Narrow, {3, kDirect, 14, 127}, {3, kDirect, 15, 127});
    row("narrow, kernel", Algorithm::Narrow, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("Winograd, weights", Algorithm::Winograd, {3, kDirect, 63, 14}, {3, kDirect, 63, 15});
    row("Winograd, inputs", Algorithm::Winograd, {3, kDirect, 63, 1}, {3, kDirect, 64, 1});
    row("Winograd, kernel", Algorithm::Winograd, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("Winograd, windows", Algorithm::Winograd, {3, kDirect, 1, 1}, {3, Reading::Windows, 1, 1});
    row("bit-serial, weights", Algorithm::BitSerial, {3, kDirect, 3, 1}, {3, kDirect, 3, 2});
    row("bit-serial, inputs", Algorithm::BitSerial, {3, kDirect, 3, -1}, {3, kDirect, 4, -1});
    row("bit-serial, kernel", Algorithm::BitSerial, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("folded, reading", Algorithm::Folded, {3, kUpsampled, 255, 127}, {3, kDirect, 255, 127});
    row("folded, kernel", Algorithm::Folded, {3, kUpsampled, 1, 1}, {1, kUpsampled, 1, 1});
}

void TestAlgorithms::firstIllegalIsRefused()
{
    QFETCH(Algorithm, algorithm);
    QFETCH(Layer, last);
    QFETCH(Layer, first);
    bool exists = false;
    for (const engine::KernelSet* set : engine::kernelSets()) {
        exists = exists || set->has(algorithm);
        QVERIFY(isLegal(*set, algorithm, last).value_or(true));
        QVERIFY(!isLegal(*set, algorithm, first).value_or(false));
        // Direct takes everything.
        QCOMPARE(isLegal(*set, Algorithm::Direct, first), std::optional(true));
    }
    if (!exists) {
        QSKIP("no kernel set of this program has this algorithm");
    }
}

QTEST_GUILESS_MAIN(TestAlgorithms)
#include "tst_algorithms.moc"
