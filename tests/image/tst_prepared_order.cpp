// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"
#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>

namespace {

std::atomic<std::size_t> allocatedBytes{0};

void* allocate(std::size_t bytes)
{
    allocatedBytes += bytes;
    if (void* memory = std::malloc(std::max<std::size_t>(1, bytes))) {
        return memory;
    }
    throw std::bad_alloc();
}

} // namespace

// All that the program takes is counted, whether or not it gives it back.
void* operator new(std::size_t bytes)
{
    return allocate(bytes);
}
void* operator new[](std::size_t bytes)
{
    return allocate(bytes);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

std::shared_ptr<const Image> stored(const Image& lps, const std::string& code)
{
    return std::make_shared<const Image>(reorient(lps, code));
}

PreprocessSpec percentileSpec()
{
    PreprocessSpec spec;
    spec.orientation = "LPS";
    spec.window = WindowKind::Percentile;
    spec.low = 1;
    spec.high = 99;
    return spec;
}

/// So large that only every second voxel is looked at for percentiles. Voxels left out are far
/// brighter, so that any other order of voxels gives another window. Most have no value, for speed.
Image subsampledImage()
{
    Image image;
    image.geometry = obliqueGeometry({160, 128, 112});
    std::vector<float> voxels(image.geometry.voxels());
    std::uint32_t seed = 7;
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        seed = seed * 1664525U + 1013904223U;
        const float value = static_cast<float>(seed >> 12 & 4095U) / 7;
        voxels[n] = seed >> 29 != 0 ? std::numeric_limits<float>::quiet_NaN()
                                    : value + (n % 2 == 0 ? 0.0F : 5000.0F);
    }
    image.voxels = std::move(voxels);
    return image;
}

/// Written down from the definition.
std::vector<std::uint8_t> windowedCodes(const Image& lps)
{
    std::vector<double> sample;
    for (std::size_t n = 0; n < lps.geometry.voxels(); n += 2) {
        if (std::isfinite(lps.value(n))) {
            sample.push_back(lps.value(n));
        }
    }
    const double low = lowerPercentile(sample, 0.01);
    const double high = lowerPercentile(sample, 0.99);
    std::vector<std::uint8_t> codes;
    for (std::size_t n = 0; n < lps.geometry.voxels(); ++n) {
        const double level = 255 * (lps.value(n) - low) / (high - low);
        codes.push_back(
            static_cast<std::uint8_t>(std::isnan(level) ? 0 : std::clamp(level, 0.0, 255.0) + 0.5));
    }
    return codes;
}

} // namespace

/// Images whose file stores them in another order than the model's.
class PreparedOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOrderGivesTheSameCodes()
    {
        const Image lps = subsampledImage();
        const std::vector<std::uint8_t> expected = windowedCodes(lps);
        const std::size_t plane = lps.geometry.sliceVoxels();
        for (const std::string& code : allCodes()) {
            const PreparedImage prepared(stored(lps, code), percentileSpec());
            QVERIFY(prepared.orientedGeometry().sameGrid(lps.geometry));
            for (int k = 0; k < prepared.slices(); k += 37) {
                const std::vector<std::uint8_t> codes = prepared.slice(k);
                QCOMPARE(codes.size(), plane);
                QVERIFY2(std::equal(codes.begin(), codes.end(),
                                    expected.begin()
                                        + static_cast<std::ptrdiff_t>(plane)
                                              * static_cast<std::ptrdiff_t>(k)),
                         code.c_str());
            }
        }
    }

    void everyOrderGivesTheSameSlices()
    {
        const Image lps = distinctImage(obliqueGeometry({7, 5, 4}));
        PreprocessSpec spec = percentileSpec();
        spec.inPlaneSpacingMm = 0.4; // codes are interpolated
        const PreparedImage expected(stored(lps, "LPS"), spec);
        for (const std::string& code : allCodes()) {
            const auto image = stored(lps, code);
            const PreparedImage prepared(image, spec);
            QVERIFY(&prepared.native() == image.get());
            QVERIFY(prepared.findings() == expected.findings());
            LabelMap mask{prepared.orientedGeometry(), {}, {}};
            for (int k = 0; k < 4; ++k) {
                QVERIFY(prepared.slice(k) == expected.slice(k));
                const std::vector<double> values = prepared.orientedSlice(k);
                QCOMPARE(values.size(), std::size_t{35});
                for (std::size_t n = 0; n < 35; ++n) {
                    QCOMPARE(values[n], lps.value(static_cast<std::size_t>(k) * 35 + n));
                    mask.voxels.push_back(static_cast<std::uint8_t>(values[n] / 3 + 200));
                }
            }
            // The way back.
            const LabelMap native = prepared.toNative(mask);
            QVERIFY(native.geometry == image->geometry);
            for (std::size_t n = 0; n < native.voxels.size(); ++n) {
                QCOMPARE(int(native.voxels[n]),
                         int(static_cast<std::uint8_t>(image->value(n) / 3 + 200)));
            }
        }
    }

    void noTurnedCopyIsMade()
    {
        Image lps;
        lps.geometry = obliqueGeometry({256, 256, 128});
        lps.voxels = std::vector<std::int16_t>(lps.geometry.voxels(), 3);
        const std::size_t bytes = lps.geometry.voxels() * sizeof(std::int16_t);
        for (const std::string& code : allCodes()) {
            const auto image = stored(lps, code);
            QVERIFY(allocatedBytes > bytes); // what is to be seen if it happens
            allocatedBytes = 0;
            const PreparedImage prepared(image, percentileSpec());
            QVERIFY(!prepared.slice(64).empty());
            QVERIFY2(allocatedBytes < bytes / 10, qPrintable(QStringLiteral("%1: %2 of %3 bytes")
                                                                 .arg(QString::fromStdString(code))
                                                                 .arg(allocatedBytes)
                                                                 .arg(bytes)));
        }
    }

    void howLongATurnedSliceTakes()
    {
        Image image;
        image.geometry = obliqueGeometry({512, 512, 300});
        image.voxels = std::vector<std::int16_t>(image.geometry.voxels(), 3);
        const auto lps = std::make_shared<const Image>(std::move(image));
        for (const char* code : {"LPS", "RAS", "PSR", "SLA", "PLS"}) {
            PreprocessSpec spec = percentileSpec();
            spec.orientation = code;
            QElapsedTimer clock;
            clock.start();
            const PreparedImage prepared(lps, spec);
            const double preparing = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            double best = 1e9;
            for (int k = 10; k < prepared.slices(); k += 25) {
                clock.start();
                QVERIFY(!prepared.slice(k).empty());
                best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e6);
            }
            qInfo("benchmark: codes of a %s slice of %dx%d of an LPS file: %.2f ms, after %.0f ms "
                  "of preparing",
                  code, prepared.width(), prepared.height(), best, preparing);
        }
    }
};

QTEST_GUILESS_MAIN(PreparedOrderTest)
#include "tst_prepared_order.moc"
