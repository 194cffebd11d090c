// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Every kernel of every ISA alone, see kernel_cases.h.
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/map_layout.h"
#include "tests/engine/engine_cases.h"
#include "tests/engine/guarded_buffer.h"
#include "tests/engine/kernel_cases.h"

#include <QtTest/QtTest>

using namespace halftone;
using engine::MapLayout;
using engine::Reading;
using testing::ConvCase;
using testing::GuardedBuffer;
using testing::kPattern;
using testing::uniform;

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
    const auto& productConv = product->conv3x3[engine::Algorithm::Direct];
    const auto& standInConv = standIn->conv3x3[engine::Algorithm::Direct];
    QVERIFY(productConv.form.pack == standInConv.form.pack);
    QVERIFY(product->conv1x1.form.pack == standIn->conv1x1.form.pack);
    QVERIFY(productConv.codes != standInConv.codes);
}

void TestKernels::maxPool()
{
    for (const engine::Isa isa : engine::availableIsas()) {
        std::uint32_t seed = 0;
        for (const int width : {1, 2, 7, 8, 9, 15, 16, 17, 33}) {
            for (const int channels : {1, 4, 6}) {
                const int height = 3;
                std::mt19937 random(++seed);
                std::vector<std::uint8_t> plain(
                    static_cast<std::size_t>(4 * channels * height * width));
                for (std::uint8_t& code : plain) {
                    code = static_cast<std::uint8_t>(uniform(random, 0, 255));
                }
                const MapLayout in(channels, 2 * height, 2 * width);
                const MapLayout out(channels, height, width);
                GuardedBuffer<std::uint8_t> inStorage(in.bytes());
                GuardedBuffer<std::uint8_t> outStorage(out.bytes());
                inStorage.fill(kPattern);
                outStorage.fill(kPattern);
                in.pack({plain.data(), channels, 2 * height, 2 * width}, inStorage.data(), 0,
                        2 * height);
                engine::requireKernels(isa).maxPool2(
                    {inStorage.data() + in.origin(), in.rowStride(), in.groupStride(),
                     outStorage.data() + out.origin(), out.rowStride(), out.groupStride(),
                     out.groups(), width, 0, height});
                std::vector<std::uint8_t> got(static_cast<std::size_t>(channels * height * width));
                out.unpack(outStorage.data(), got.data());
                for (std::size_t i = 0; i < got.size(); ++i) {
                    const auto w = static_cast<std::size_t>(width);
                    const std::uint8_t* corner =
                        plain.data() + i / w * 4 * w + i % w * 2; // rows come in pairs
                    const auto reference =
                        std::max({corner[0], corner[1], corner[2 * w], corner[2 * w + 1]});
                    QVERIFY2(got[i] == reference,
                             qPrintable(QStringLiteral("index %1: reference %2, got %3; [%4,3,%5], "
                                                       "ISA %6, seed %7")
                                            .arg(i)
                                            .arg(reference)
                                            .arg(got[i])
                                            .arg(channels)
                                            .arg(width)
                                            .arg(QLatin1String(engine::toString(isa)))
                                            .arg(seed)));
                }
                QCOMPARE(outStorage[static_cast<std::size_t>(out.origin() + 4 * width)], kPattern);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestKernels)
#include "tst_kernels.moc"
