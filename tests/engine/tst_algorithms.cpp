// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/planner.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <set>
#include <string>

using namespace halftone;
using engine::Algorithm;
using engine::ConvShape;
using engine::Reading;

namespace {

/// Input channels to 1 output: one of a kind of input, or two, all weights alike.
struct Layer {
    int kernel = 3;
    Reading reading = Reading::Direct;
    int maxInputCode = 255;
    int weight = 1;
    std::optional<Reading> secondReading = std::nullopt;
    int channels = 4; ///< of every input
};

/// For what `set` finds legal; null if the set lacks the algorithm.
std::optional<bool> isLegal(const engine::KernelSet& set, Algorithm algorithm, const Layer& layer)
{
    if (!set.has(algorithm)) {
        return std::nullopt;
    }
    const int channels = layer.reading == Reading::Windows ? 1 : layer.channels;
    ConvShape shape{layer.kernel, {channels}, 1, {layer.reading}, layer.maxInputCode};
    if (layer.secondReading) {
        shape.inputChannels.push_back(channels);
        shape.readings.push_back(*layer.secondReading);
    }
    const std::vector<std::int8_t> codes(
        static_cast<std::size_t>(shape.totalInputChannels() * layer.kernel * layer.kernel),
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
                    Layer layer{3, form.typicalReadings.front(),
                                quant::maxActivationCode(precision.activationBits), weight};
                    if (form.typicalReadings.size() > 1) {
                        layer.secondReading = form.typicalReadings.back();
                    }
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
    QTest::addColumn<int>("only"); // of an instruction set; -1: all
    const auto row = [](const char* name, Algorithm algorithm, Layer last, Layer first,
                        int only = -1) {
        QTest::newRow(name) << algorithm << last << first << only;
    };
    constexpr auto kDirect = Reading::Direct;
    constexpr auto kUpsampled = Reading::Upsampled2;
    row("narrow, weights", Algorithm::Narrow, {3, kDirect, 255, 7}, {3, kDirect, 255, 8});
    row("narrow, inputs", Algorithm::Narrow, {3, kDirect, 14, 127}, {3, kDirect, 15, 127});
    row("narrow, kernel", Algorithm::Narrow, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("Winograd, weights, AVX-512", Algorithm::Winograd, {3, kDirect, 63, 14},
        {3, kDirect, 63, 15}, static_cast<int>(engine::Isa::Avx512Vnni));
    row("Winograd, weights, AVX-VNNI", Algorithm::Winograd, {3, kDirect, 63, 14},
        {3, kDirect, 63, 15}, static_cast<int>(engine::Isa::AvxVnni));
    row("Winograd, weights, AVX2", Algorithm::Winograd, {3, kDirect, 63, 7}, {3, kDirect, 63, 8},
        static_cast<int>(engine::Isa::Avx2));
    row("Winograd, inputs", Algorithm::Winograd, {3, kDirect, 63, 1}, {3, kDirect, 64, 1});
    row("Winograd, kernel", Algorithm::Winograd, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("Winograd, windows", Algorithm::Winograd, {3, kDirect, 1, 1}, {3, Reading::Windows, 1, 1});
    row("bit-serial, weights", Algorithm::BitSerial, {3, kDirect, 3, 1}, {3, kDirect, 3, 2});
    row("bit-serial, inputs", Algorithm::BitSerial, {3, kDirect, 3, -1}, {3, kDirect, 4, -1});
    row("bit-serial, kernel", Algorithm::BitSerial, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("bit-serial, windows", Algorithm::BitSerial, {3, kDirect, 3, 1},
        {3, Reading::Windows, 3, 1});
    row("folded, reading", Algorithm::Folded, {3, kUpsampled, 255, 127}, {3, kDirect, 255, 127});
    row("words4, sums", Algorithm::Words4, {3, kDirect, 255, 127, {}, 115},
        {3, kDirect, 255, 127, {}, 116});
    row("words4, negative sums", Algorithm::Words4, {3, kUpsampled, 255, -127, {}, 115},
        {3, kUpsampled, 255, -127, {}, 116});
    row("words4, kernel", Algorithm::Words4, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("words4, windows", Algorithm::Words4, {3, kDirect, 1, 1}, {3, Reading::Windows, 1, 1});
    row("bytes4, inputs", Algorithm::Bytes4, {3, kDirect, 15, 1}, {3, kDirect, 16, 1});
    row("bytes4, upsampled inputs", Algorithm::Bytes4, {3, kUpsampled, 63, 1},
        {3, kUpsampled, 64, 1});
    row("bytes4, inputs of both kinds", Algorithm::Bytes4, {3, kUpsampled, 15, 1, kDirect},
        {3, kUpsampled, 16, 1, kDirect});
    row("bytes4, weights, AVX2", Algorithm::Bytes4, {3, kDirect, 15, 7}, {3, kDirect, 15, 8},
        static_cast<int>(engine::Isa::Avx2));
    row("bytes4, negative weights, AVX2", Algorithm::Bytes4, {3, kDirect, 15, -7},
        {3, kDirect, 15, -8}, static_cast<int>(engine::Isa::Avx2));
    for (const engine::Isa isa : {engine::Isa::AvxVnni, engine::Isa::Avx512Vnni}) {
        // 9 * 14 = 126 is the largest product of weights that fits a byte; no sums are narrow.
        const std::string name = std::string("bytes4, weights, ") + engine::toString(isa);
        row(name.c_str(), Algorithm::Bytes4, {3, kDirect, 15, 14}, {3, kDirect, 15, 15},
            static_cast<int>(isa));
        row((name + ", negative").c_str(), Algorithm::Bytes4, {3, kUpsampled, 63, -14},
            {3, kUpsampled, 63, -15}, static_cast<int>(isa));
        row((name + ", mixed").c_str(), Algorithm::Mixed4, {3, kDirect, 63, 14, kUpsampled},
            {3, kDirect, 63, 15, kUpsampled}, static_cast<int>(isa));
    }
    row("bytes4, kernel", Algorithm::Bytes4, {3, kDirect, 1, 1}, {1, kDirect, 1, 1});
    row("bytes4, windows", Algorithm::Bytes4, {3, kDirect, 1, 1}, {3, Reading::Windows, 1, 1});
    row("mixed4, inputs", Algorithm::Mixed4, {3, kUpsampled, 63, 7, kDirect},
        {3, kUpsampled, 64, 7, kDirect});
    row("mixed4, weights, AVX2", Algorithm::Mixed4, {3, kDirect, 63, 7, kUpsampled},
        {3, kDirect, 63, 8, kUpsampled}, static_cast<int>(engine::Isa::Avx2));
    row("mixed4, no direct input", Algorithm::Mixed4, {3, kUpsampled, 1, 1, kDirect},
        {3, kUpsampled, 1, 1, kUpsampled});
    row("mixed4, no upsampled input", Algorithm::Mixed4, {3, kUpsampled, 1, 1, kDirect},
        {3, kDirect, 1, 1, kDirect});
    row("lookup, weights", Algorithm::Lookup, {3, kDirect, 1, -1}, {3, kDirect, 1, 0});
    row("lookup, inputs", Algorithm::Lookup, {3, kDirect, 1, 1}, {3, kDirect, 2, 1});
    row("lookup, kernel", Algorithm::Lookup, {3, kUpsampled, 1, 1}, {1, kUpsampled, 1, 1});
    row("folded, kernel", Algorithm::Folded, {3, kUpsampled, 1, 1}, {1, kUpsampled, 1, 1});
}

void TestAlgorithms::firstIllegalIsRefused()
{
    QFETCH(Algorithm, algorithm);
    QFETCH(Layer, last);
    QFETCH(Layer, first);
    QFETCH(int, only);
    bool exists = false;
    for (const engine::KernelSet* set : engine::kernelSets()) {
        if (only >= 0 && static_cast<int>(set->isa) != only) {
            continue;
        }
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
