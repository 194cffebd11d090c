// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::Isa;

class TestIsa : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("HALFTONE_FORCE_ISA"); }
    void cleanupTestCase() { qunsetenv("HALFTONE_FORCE_ISA"); }
    void portableAlwaysExists();
    void namesRoundTrip();
    void bestIsChosenUnlessForced();
    void forcedIsReallyUsed();
    void unknownIsAnError();
    void unavailableIsAnError();
};

void TestIsa::portableAlwaysExists()
{
    QVERIFY(engine::isAvailable(Isa::Portable));
    QVERIFY(engine::availableIsas().front() == Isa::Portable);
}

void TestIsa::namesRoundTrip()
{
    for (const Isa isa : {Isa::Portable, Isa::Avx2, Isa::AvxVnni, Isa::Avx512Vnni}) {
        QVERIFY(engine::parseIsa(engine::toString(isa)) == isa);
    }
}

void TestIsa::bestIsChosenUnlessForced()
{
    QVERIFY(engine::chooseIsa() == engine::availableIsas().back());
    qputenv("HALFTONE_FORCE_ISA", "");
    QVERIFY(engine::chooseIsa() == engine::availableIsas().back());
}

void TestIsa::forcedIsReallyUsed()
{
    testing::EngineCase engineCase;
    engineCase.network = model::makeUNet(4, 1, 1);
    engineCase.precision = quant::kBalanced;
    const auto model = testing::makeModel(engineCase);
    for (const Isa isa : engine::availableIsas()) {
        qputenv("HALFTONE_FORCE_ISA", engine::toString(isa));
        QVERIFY(engine::chooseIsa() == isa);
        const auto predictor =
            engine::makeIntegerPredictor(model, quant::kBalanced, {nullptr, engine::chooseIsa()});
        const engine::KernelSet& kernels = engine::requireKernels(isa);
        QVERIFY(kernels.isa == isa);
        QCOMPARE(predictor->description(),
                 "integer engine, " + std::string(kernels.title) + ", 1 thread");
    }
    // The sets are different code, not one behind several names.
    for (const Isa isa : engine::availableIsas()) {
        for (const Isa other : engine::availableIsas()) {
            const engine::KernelSet& a = engine::requireKernels(isa);
            const engine::KernelSet& b = engine::requireKernels(other);
            QCOMPARE(a.conv3x3.codes == b.conv3x3.codes, isa == other);
            QCOMPARE(a.conv1x1.logits == b.conv1x1.logits, isa == other);
            // AVX-VNNI has nothing to add to pooling.
            const auto poolIsa = [](Isa of) { return of == Isa::AvxVnni ? Isa::Avx2 : of; };
            QCOMPARE(a.maxPool2 == b.maxPool2, poolIsa(isa) == poolIsa(other));
        }
    }
}

void TestIsa::unknownIsAnError()
{
    for (const char* name : {"avx9000", "Portable", " portable", "avx512vnni,portable"}) {
        qputenv("HALFTONE_FORCE_ISA", name);
        try {
            (void)engine::chooseIsa();
            QFAIL(name);
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidArgument);
            const std::string text = error.what();
            QVERIFY2(text.find("HALFTONE_FORCE_ISA") != std::string::npos, text.c_str());
            QVERIFY2(text.find("portable, avx2, avxvnni, avx512vnni") != std::string::npos,
                     text.c_str());
        }
    }
}

/// On CPUs that lack what is asked for, whatever this one has.
void TestIsa::unavailableIsAnError()
{
    const engine::CpuFeatures none;
    const engine::CpuFeatures avx2{true, false, false};
    const engine::CpuFeatures avxVnni{true, true, false};
    const engine::CpuFeatures avx512{true, false, true};
    for (const auto& [cpu, name] : {std::pair{none, "avx2"},
                                    {none, "avxvnni"},
                                    {none, "avx512vnni"},
                                    {avx2, "avxvnni"},
                                    {avx2, "avx512vnni"},
                                    {avxVnni, "avx512vnni"},
                                    {avx512, "avxvnni"}}) {
        try {
            (void)engine::chooseIsa(name, cpu);
            QFAIL("a silent fall-back");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            const std::string text = error.what();
            QVERIFY2(text.find(name) != std::string::npos, text.c_str());
            QVERIFY2(text.find("Available: portable") != std::string::npos, text.c_str());
        }
    }
    QVERIFY(engine::chooseIsa(nullptr, none) == Isa::Portable);
    QVERIFY(engine::chooseIsa("portable", avx2) == Isa::Portable);
    if (engine::findKernels(Isa::Avx2) != nullptr) {
        QVERIFY(engine::chooseIsa(nullptr, avx2) == Isa::Avx2);
    }
    if (engine::findKernels(Isa::AvxVnni) != nullptr) {
        QVERIFY(engine::chooseIsa(nullptr, avxVnni) == Isa::AvxVnni);
        QVERIFY(engine::chooseIsa("avx2", avxVnni) == Isa::Avx2);
    }
    if (engine::findKernels(Isa::Avx512Vnni) != nullptr) { // with AVX-VNNI or without
        QVERIFY(engine::chooseIsa(nullptr, avx512) == Isa::Avx512Vnni);
        QVERIFY(engine::chooseIsa(nullptr, {true, true, true}) == Isa::Avx512Vnni);
    }
}

QTEST_GUILESS_MAIN(TestIsa)
#include "tst_isa.moc"
