// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/engine/kernel_registry.h"
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
    for (const Isa isa : {Isa::Portable, Isa::Avx512Vnni}) {
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
    // The sets are different code, not one behind two names.
    if (engine::isAvailable(Isa::Avx512Vnni)) {
        QVERIFY(engine::requireKernels(Isa::Avx512Vnni).conv3x3.codes
                != engine::requireKernels(Isa::Portable).conv3x3.codes);
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
            QVERIFY2(text.find("portable, avx512vnni") != std::string::npos, text.c_str());
        }
    }
}

void TestIsa::unavailableIsAnError()
{
    if (engine::isAvailable(Isa::Avx512Vnni)) {
        QSKIP("this machine has every instruction set there is a kernel for");
    }
    qputenv("HALFTONE_FORCE_ISA", "avx512vnni");
    try {
        (void)engine::chooseIsa();
        QFAIL("a silent fall-back");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Unsupported);
    }
}

QTEST_GUILESS_MAIN(TestIsa)
#include "tst_isa.moc"
