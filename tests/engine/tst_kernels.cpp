// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Every kernel of every ISA alone, see kernel_cases.h.
#include "core/engine/cpu/kernel_registry.h"
#include "tests/engine/kernel_sweep.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::Reading;
using testing::ConvCase;

class TestKernels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conv_data();
    void conv();
    void convAtExtremes();
    void convOfWindows();
    void avxVnniIsAmongThem();
    void maxPool();
};

void TestKernels::conv_data()
{
    QTest::addColumn<std::size_t>("set");
    QTest::addColumn<int>("kernel");
    QTest::addColumn<bool>("upsampled");
    const auto sets = testing::kernelSetsHere();
    for (std::size_t set = 0; set < sets.size(); ++set) {
        for (const int kernel : {1, 3}) {
            for (const bool upsampled : {false, true}) {
                QTest::addRow("%s, %dx%d, %s", sets[set]->title, kernel, kernel,
                              upsampled ? "upsampled" : "direct")
                    << set << kernel << upsampled;
            }
        }
    }
}

void TestKernels::conv()
{
    QFETCH(std::size_t, set);
    QFETCH(int, kernel);
    QFETCH(bool, upsampled);
    // Around the tiles (8, 16 or 24 pixels, 4 rows, 4 channels), primes, and one.
    const int widths[] = {1, 2, 3, 7, 8, 11, 15, 16, 17, 24, 31, 32, 33, 53};
    const int heights[] = {1, 2, 3, 4, 5, 7, 8, 9, 13};
    const int channels[][3] = {{1, 0, 1}, {3, 5, 4}, {4, 0, 5}, {8, 1, 3}, {17, 4, 6}, {5, 0, 16}};
    std::uint32_t seed = 0;
    for (const int width : widths) {
        for (const int height : heights) {
            const int factor = upsampled ? 2 : 1;
            const auto& [first, second, out] = channels[seed % std::size(channels)];
            ConvCase c;
            c.kernel = kernel;
            c.height = height * factor;
            c.width = width * factor;
            c.firstChannels = first;
            c.secondChannels = second;
            c.reading = upsampled ? Reading::Upsampled2 : Reading::Direct;
            c.outChannels = out;
            c.seed = ++seed;
            const std::string fault = testing::checkConv(c, *testing::kernelSetsHere()[set]);
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }
}

void TestKernels::convAtExtremes()
{
    for (const engine::KernelSet* kernels : testing::kernelSetsHere()) {
        for (const int channels : {1, 64, 512}) {
            for (const int sign : {-1, 1}) {
                ConvCase c;
                c.height = 5;
                c.width = 18;
                c.firstChannels = channels;
                c.outChannels = 2;
                c.extremeSign = sign;
                const std::string fault = testing::checkConv(c, *kernels);
                QVERIFY2(fault.empty(), fault.c_str());
            }
        }
    }
}

void TestKernels::convOfWindows()
{
    int sets = 0;
    for (const engine::KernelSet* kernels : testing::kernelSetsHere()) {
        if (!kernels->readsWindows) {
            continue;
        }
        ++sets;
        ConvCase c;
        c.reading = Reading::Windows;
        for (const int width : {1, 2, 3, 8, 15, 16, 17, 24, 31, 32, 33, 53}) {
            for (const int height : {1, 2, 3, 4, 5, 8, 9}) {
                for (const int sign : {-1, 0, 1}) {
                    c.width = width;
                    c.height = height;
                    c.outChannels = 1 + static_cast<int>(c.seed % 9);
                    c.extremeSign = sign;
                    ++c.seed;
                    const std::string fault = testing::checkConv(c, *kernels);
                    QVERIFY2(fault.empty(), fault.c_str());
                }
            }
        }
    }
    if (sets == 0) {
        QSKIP("No kernel set of this CPU reads windows.");
    }
}

/// Says when nothing above has run the AVX-VNNI kernels.
void TestKernels::avxVnniIsAmongThem()
{
    const engine::KernelSet* standIn = testing::avxVnniStandIn();
    if (standIn == nullptr && !engine::isAvailable(engine::Isa::AvxVnni)) {
        QSKIP("The AVX-VNNI kernels were not tested: this CPU has neither AVX-VNNI nor AVX512-VL "
              "and -VNNI, or the compiler lacks them.");
    }
    const engine::KernelSet* product = engine::findKernels(engine::Isa::AvxVnni);
    if (standIn == nullptr || product == nullptr) {
        return;
    }
    QCOMPARE(product->readsWindows, standIn->readsWindows);
    QVERIFY(product->conv1x1.form.pack == standIn->conv1x1.form.pack);
    for (const engine::Algorithm algorithm : engine::kAlgorithms) {
        const engine::ConvKernels& productConv = product->conv3x3[algorithm];
        const engine::ConvKernels& standInConv = standIn->conv3x3[algorithm];
        QVERIFY(productConv.form.pack == standInConv.form.pack);
        const engine::KernelSet& avx2 = engine::requireKernels(engine::Isa::Avx2);
        const bool own = product->has(algorithm)
                         && productConv.codes != avx2.conv3x3[algorithm].codes; // not AVX2's
        QCOMPARE(productConv.codes != standInConv.codes, own);
    }
}

void TestKernels::maxPool()
{
    for (const engine::Isa isa : engine::availableIsas()) {
        const testing::SweepResult result = testing::sweepMaxPool(engine::requireKernels(isa));
        QVERIFY2(result.fault.empty(), result.fault.c_str());
        QVERIFY(result.cases > 0);
    }
}

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
