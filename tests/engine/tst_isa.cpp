// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/engine/cpu/kernel_registry.h"
#include "tests/engine/engine_cases.h"

#include <QtTest/QtTest>

#include <set>
#include <string>

using namespace halftone;
using engine::CpuFeatures;
using engine::Isa;

namespace {

constexpr auto kDirect = engine::Algorithm::Direct;

// As CPUs say it; with OSXSAVE, AVX and what systems save for them.
constexpr CpuFeatures kNone;
constexpr CpuFeatures kAvx2{0x18000000, 0x20, 0, 0, 0x07};
constexpr CpuFeatures kAvxVnni{0x18000000, 0x20, 0, 0x10, 0x07};
constexpr CpuFeatures kAvx512{0x18000000, 0xc0030020, 0x800, 0, 0xe7};
constexpr CpuFeatures kBoth{0x18000000, 0xc0030020, 0x800, 0x10, 0xe7};
constexpr CpuFeatures kNeon{.arm = engine::kArmNeon};
constexpr CpuFeatures kNeonDot{.arm = engine::kArmNeon | engine::kArmDotProduct};
constexpr CpuFeatures kNeonI8mm{.arm = kNeonDot.arm | engine::kArmI8mm};

/// A CPU with one bit less, counted through all fields.
CpuFeatures without(CpuFeatures cpu, int bit)
{
    std::uint32_t* words[] = {&cpu.leaf1Ecx, &cpu.leaf7Ebx, &cpu.leaf7Ecx, &cpu.leaf7Part1Eax,
                              &cpu.arm};
    constexpr int kInWords = 32 * std::size(words);
    if (bit < kInWords) {
        *words[bit / 32] &= ~(1U << bit % 32);
    } else {
        cpu.savedStates &= ~(std::uint64_t{1} << (bit - kInWords));
    }
    return cpu;
}

/// How many bits of `cpu` the set cannot do without.
int neededBits(Isa isa, const CpuFeatures& cpu)
{
    const engine::KernelSet* set = engine::findKernels(isa);
    int needed = 0;
    for (int bit = 0; bit < 5 * 32 + 64; ++bit) {
        needed += set != nullptr && set->runsOn(cpu) && !set->runsOn(without(cpu, bit)) ? 1 : 0;
    }
    return needed;
}

} // namespace

class TestIsa : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("HALFTONE_FORCE_ISA"); }
    void cleanupTestCase() { qunsetenv("HALFTONE_FORCE_ISA"); }
    void portableAlwaysExists();
    void setsAreToldApart();
    void bestIsChosenUnlessForced();
    void forcedIsReallyUsed();
    void unknownIsAnError();
    void unavailableIsAnError();
    void everyBitOfDetectionCounts();
};

void TestIsa::portableAlwaysExists()
{
    QVERIFY(engine::isAvailable(Isa::Portable));
    QVERIFY(engine::availableIsas().front() == Isa::Portable);
}

/// Whatever is compiled in: by name, title and value, and none without a way to detect it.
void TestIsa::setsAreToldApart()
{
    std::set<Isa> isas;
    std::set<std::string> names;
    std::set<std::string> titles;
    for (const engine::KernelSet* set : engine::kernelSets()) {
        isas.insert(set->isa);
        names.insert(set->name);
        titles.insert(set->title);
        QVERIFY2(set->runsOn != nullptr, set->name);
        QVERIFY2(*set->name != '\0' && *set->title != '\0', set->name);
        QCOMPARE(set->runsOn({}), set->isa == Isa::Portable);
        QVERIFY(engine::findKernels(set->isa) == set);
        QCOMPARE(engine::toString(set->isa), set->name);
        QVERIFY(engine::parseIsa(set->name) == set->isa);
    }
    const std::size_t count = engine::kernelSets().size();
    QCOMPARE(isas.size(), count);
    QCOMPARE(names.size(), count);
    QCOMPARE(titles.size(), count);
    constexpr auto kAbsent = static_cast<Isa>(99);
    QVERIFY(engine::findKernels(kAbsent) == nullptr);
    QVERIFY(!engine::isAvailable(kAbsent));
    QVERIFY_THROWS_EXCEPTION(Error, (void)engine::requireKernels(kAbsent));
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
            QCOMPARE(a.conv3x3[kDirect].codes == b.conv3x3[kDirect].codes, isa == other);
            QCOMPARE(a.conv1x1.logits == b.conv1x1.logits, isa == other);
            // Products have nothing to add to pooling.
            const auto poolIsa = [](Isa of) {
                const bool hasNeons = of == Isa::NeonDot || of == Isa::NeonI8mm;
                return hasNeons ? Isa::Neon : of == Isa::AvxVnni ? Isa::Avx2 : of;
            };
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
            for (const engine::KernelSet* set : engine::kernelSets()) {
                QVERIFY2(text.find(set->name) != std::string::npos, text.c_str());
            }
        }
    }
}

/// On CPUs that lack what is asked for, whatever this one has.
void TestIsa::unavailableIsAnError()
{
    for (const auto& [cpu, isa] : {std::pair{kNone, Isa::Avx2},
                                   {kNone, Isa::AvxVnni},
                                   {kNone, Isa::Avx512Vnni},
                                   {kAvx2, Isa::AvxVnni},
                                   {kAvx2, Isa::Avx512Vnni},
                                   {kAvxVnni, Isa::Avx512Vnni},
                                   {kAvx512, Isa::AvxVnni},
                                   {kNone, Isa::Neon},
                                   {kNeon, Isa::NeonDot},
                                   {kNeonDot, Isa::NeonI8mm}}) {
        if (engine::findKernels(isa) == nullptr) {
            continue;
        }
        const std::string name = engine::toString(isa);
        try {
            (void)engine::chooseIsa(name.c_str(), cpu);
            QFAIL("a silent fall-back");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            const std::string text = error.what();
            QVERIFY2(text.find(name) != std::string::npos, text.c_str());
            QVERIFY2(text.find("Available: portable") != std::string::npos, text.c_str());
        }
    }
    QVERIFY(engine::chooseIsa(nullptr, kNone) == Isa::Portable);
    QVERIFY(engine::chooseIsa("portable", kAvx2) == Isa::Portable);
    if (engine::findKernels(Isa::Avx2) != nullptr) {
        QVERIFY(engine::chooseIsa(nullptr, kAvx2) == Isa::Avx2);
    }
    if (engine::findKernels(Isa::AvxVnni) != nullptr) {
        QVERIFY(engine::chooseIsa(nullptr, kAvxVnni) == Isa::AvxVnni);
        QVERIFY(engine::chooseIsa("avx2", kAvxVnni) == Isa::Avx2);
    }
    if (engine::findKernels(Isa::Avx512Vnni) != nullptr) { // with AVX-VNNI or without
        QVERIFY(engine::chooseIsa(nullptr, kAvx512) == Isa::Avx512Vnni);
        QVERIFY(engine::chooseIsa(nullptr, kBoth) == Isa::Avx512Vnni);
    }
    for (const auto& [cpu, isa] :
         {std::pair{kNeon, Isa::Neon}, {kNeonDot, Isa::NeonDot}, {kNeonI8mm, Isa::NeonI8mm}}) {
        if (engine::findKernels(isa) != nullptr) {
            QVERIFY(engine::chooseIsa(nullptr, cpu) == isa);
        }
    }
}

/// Instructions, and registers that the operating system saves.
void TestIsa::everyBitOfDetectionCounts()
{
    QCOMPARE(neededBits(Isa::Portable, kBoth), 0);
    // OSXSAVE, AVX, two states of registers and each extension.
    for (const auto& [isa, bits] : {std::pair{Isa::Avx2, 2 + 2 + 1},
                                    {Isa::AvxVnni, 2 + 2 + 2},
                                    {Isa::Avx512Vnni, 2 + 5 + 5}}) {
        QCOMPARE(neededBits(isa, kBoth), engine::findKernels(isa) != nullptr ? bits : 0);
    }
    for (const auto& [isa, bits] :
         {std::pair{Isa::Neon, 1}, {Isa::NeonDot, 2}, {Isa::NeonI8mm, 3}}) {
        QCOMPARE(neededBits(isa, kNeonI8mm), engine::findKernels(isa) != nullptr ? bits : 0);
    }
}

QTEST_GUILESS_MAIN(TestIsa)
#include "tst_isa.moc"
