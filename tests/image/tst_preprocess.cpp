// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

std::shared_ptr<const Image> shared(Image image)
{
    return std::make_shared<const Image>(std::move(image));
}

PreprocessSpec mrSpec()
{
    PreprocessSpec spec;
    spec.modality = Modality::MR;
    spec.orientation = "LPS";
    spec.window = WindowKind::Percentile;
    spec.low = 1;
    spec.high = 99;
    spec.expectedMax = 4095;
    spec.trainedSpacingMm = 0.5;
    return spec;
}

/// A stand-in for a model: bright tissue, on the model's grid, brought back to the native grid.
LabelMap brightMask(const PreparedImage& prepared)
{
    LabelMap mask;
    mask.geometry = prepared.orientedGeometry();
    for (int k = 0; k < prepared.slices(); ++k) {
        std::vector<float> bright;
        for (const std::uint8_t code : prepared.slice(k)) {
            bright.push_back(code > 150 ? 1.0F : 0.0F);
        }
        const auto native = prepared.restoreClasses(bright, 1);
        mask.voxels.insert(mask.voxels.end(), native.begin(), native.end());
    }
    return prepared.toNative(mask);
}

bool hasWarning(const PreparedImage& prepared, const char* words)
{
    return std::any_of(
        prepared.findings().begin(), prepared.findings().end(),
        [&](const Finding& finding) { return finding.text().find(words) != std::string::npos; });
}

} // namespace

class PreprocessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storedOrderDoesNotChangeTheMask_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<double>("gridMm");
        for (const char* code : {"RAS", "LPS", "PSR", "SLA", "LAS"}) {
            QTest::addRow("%s", code) << QString::fromLatin1(code) << 0.0;
            QTest::addRow("%s resampled", code) << QString::fromLatin1(code) << 0.4;
        }
    }
    void storedOrderDoesNotChangeTheMask()
    {
        QFETCH(QString, code);
        QFETCH(double, gridMm);
        const phantom::Sample sample = phantom::make(phantom::Kind::Cord, {4, 128, 5});
        PreprocessSpec spec = mrSpec();
        spec.inPlaneSpacingMm = gridMm;
        const LabelMap expected = brightMask(PreparedImage(shared(sample.image), spec));
        // Through a file, as users have it.
        QTemporaryDir folder;
        const auto path = pathIn(folder, "stored.nii.gz");
        writeImage(path, reorient(sample.image, code.toStdString()));
        const auto stored = shared(readImage(path));
        QCOMPARE(orientationCode(stored->geometry), code.toStdString());
        const LabelMap mask = brightMask(PreparedImage(stored, spec));
        QVERIFY(mask.geometry == stored->geometry);
        const LabelMap back = resampleTo(mask, expected.geometry);
        QVERIFY(back.voxels == expected.voxels);
        QVERIFY(std::count(back.voxels.begin(), back.voxels.end(), 1) > 1000);
    }

    void rangeWindow()
    {
        Image image;
        image.geometry.size = {6, 1, 1};
        image.voxels =
            std::vector<float>{-200, -100, 70, 240, 500, std::numeric_limits<float>::quiet_NaN()};
        PreprocessSpec spec;
        spec.low = -100;
        spec.high = 240;
        const PreparedImage prepared(shared(image), spec);
        const std::vector<std::uint8_t> expected{0, 0, 128, 255, 255, 0};
        QVERIFY(prepared.slice(0) == expected);
    }

    void percentileWindowIsOfTheVolume()
    {
        Image image;
        image.geometry.size = {101, 1, 2};
        std::vector<std::uint16_t> voxels;
        for (int i = 0; i < 202; ++i) {
            voxels.push_back(static_cast<std::uint16_t>(10 * i));
        }
        image.voxels = voxels;
        PreprocessSpec spec;
        spec.window = WindowKind::Percentile;
        spec.low = 0;
        spec.high = 100;
        const PreparedImage integers(shared(image), spec);
        QCOMPARE(int(integers.slice(0)[0]), 0);
        QVERIFY(integers.slice(0)[100] < 130); // half the range: the second slice has the rest
        QCOMPARE(int(integers.slice(1)[100]), 255);
        // Another voxel type, the same codes.
        image.voxels = std::vector<float>(voxels.begin(), voxels.end());
        const PreparedImage floats(shared(image), spec);
        QVERIFY(floats.slice(0) == integers.slice(0));
        QVERIFY(floats.slice(1) == integers.slice(1));
    }

    void resamplingKeepsTheCentre()
    {
        // A straight ramp must stay a straight ramp through the same centre.
        Image image;
        image.geometry.size = {40, 30, 1};
        image.geometry.spacingMm = {1, 1, 4};
        image.geometry.spacingKnown = true;
        std::vector<float> voxels;
        for (int y = 0; y < 30; ++y) {
            for (int x = 0; x < 40; ++x) {
                voxels.push_back(static_cast<float>(3 * (x - 19.5) + 2 * (y - 14.5)));
            }
        }
        image.voxels = voxels;
        PreprocessSpec spec;
        spec.low = -128;
        spec.high = 127;
        for (const double grid : {0.5, 0.8, 1.25, 2.0}) {
            spec.inPlaneSpacingMm = grid;
            const PreparedImage prepared(shared(image), spec);
            QCOMPARE(prepared.width(), int(std::lround(40 / grid)));
            QCOMPARE(prepared.height(), int(std::lround(30 / grid)));
            const auto codes = prepared.slice(0);
            for (int y = 0; y < prepared.height(); ++y) {
                for (int x = 0; x < prepared.width(); ++x) {
                    const double mmX = (x - 0.5 * (prepared.width() - 1)) * grid;
                    const double mmY = (y - 0.5 * (prepared.height() - 1)) * grid;
                    if (std::abs(mmX) > 19.4 || std::abs(mmY) > 14.4) {
                        continue; // beyond the outermost centres the border is repeated
                    }
                    const double expected = std::clamp(128 + 3 * mmX + 2 * mmY, 0.0, 255.0);
                    const int code = codes[static_cast<std::size_t>(y * prepared.width() + x)];
                    QVERIFY(std::abs(code - expected) <= 0.51);
                }
            }
            const auto back = prepared.restore(std::vector<float>(codes.begin(), codes.end()), 1);
            QCOMPARE(back.size(), std::size_t{1200});
            QVERIFY(std::abs(back[15 * 40 + 20] - 130.5F) <= 1);
        }
    }

    void probabilitiesComeBackPerClass()
    {
        Image image = countingImage<std::uint8_t>(obliqueGeometry({8, 6, 2}));
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = 0.5;
        const PreparedImage prepared(shared(image), spec);
        const auto plane = static_cast<std::size_t>(prepared.width())
                           * static_cast<std::size_t>(prepared.height());
        std::vector<float> probabilities(2 * plane, 0.25F);
        std::fill_n(probabilities.begin(), plane, 0.75F);
        const auto restored = prepared.restore(probabilities, 2);
        QCOMPARE(restored.size(), std::size_t{2 * 48});
        QCOMPARE(restored.front(), 0.75F);
        QCOMPARE(restored.back(), 0.25F);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "expected",
                              prepared.restore(probabilities, 3));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "expected",
                              prepared.restoreClasses(probabilities, 1));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "does not exist", prepared.slice(2));
    }

    void classesComeBackAsTheirProbabilitiesDo_data()
    {
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("gridMm");
        for (const int classes : {1, 2, 3, 5}) {
            for (const double gridMm : {0.25, 0.4, 1.0, 1.6, 2.0}) {
                QTest::addRow("%d classes at %g mm", classes, gridMm) << classes << gridMm;
            }
        }
    }
    void classesComeBackAsTheirProbabilitiesDo()
    {
        QFETCH(int, classes);
        QFETCH(double, gridMm);
        Image image = countingImage<std::uint8_t>(obliqueGeometry({75, 41, 1}));
        image.geometry.spacingMm = {1, 1, 1};
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = gridMm;
        const PreparedImage prepared(shared(image), spec);
        QCOMPARE(prepared.keepsGrid(), gridMm == 1.0);
        const auto plane = static_cast<std::size_t>(prepared.width())
                           * static_cast<std::size_t>(prepared.height());
        std::vector<float> probabilities;
        std::uint32_t seed = 5;
        for (std::size_t i = 0; i < plane * static_cast<std::size_t>(classes); ++i) {
            seed = seed * 1664525U + 1013904223U;
            // Few values, so that classes are often exactly equal.
            probabilities.push_back(static_cast<float>(seed >> 29) / 8);
        }
        const std::vector<float> restored = prepared.restore(probabilities, classes);
        const ThreadPool pool(3);
        const auto labels = prepared.restoreClasses(probabilities, classes);
        QVERIFY(prepared.restoreClasses(probabilities, classes, &pool) == labels);
        QCOMPARE(labels.size(), std::size_t{75 * 41});
        for (std::size_t i = 0; i < labels.size(); ++i) {
            std::size_t best = 0;
            for (std::size_t c = 1; c < static_cast<std::size_t>(classes); ++c) {
                best = restored[c * 3075 + i] > restored[best * 3075 + i] ? c : best;
            }
            const std::size_t sole = restored[i] >= 0.5F ? 1 : 0;
            QCOMPARE(std::size_t{labels[i]}, classes == 1 ? sole : best);
        }
    }

    void bordersComeBackSmooth()
    {
        // A disc that the model sees at half the resolution, with exact shares of its pixels.
        constexpr double kRadius = 20.3;
        const auto inside = [](double x, double y) { return std::hypot(x, y) <= kRadius; };
        Image image = countingImage<std::uint8_t>(obliqueGeometry({64, 64, 1}));
        image.geometry.spacingMm = {1, 1, 1};
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = 2;
        const PreparedImage prepared(shared(image), spec);
        std::vector<float> shares;
        for (int y = 0; y < 32; ++y) {
            for (int x = 0; x < 32; ++x) {
                int hits = 0;
                for (int n = 0; n < 64; ++n) {
                    hits +=
                        inside((x + (n % 8 + 0.5) / 8 - 16) * 2, (y + (n / 8 + 0.5) / 8 - 16) * 2);
                }
                shares.push_back(static_cast<float>(hits) / 64);
            }
        }
        const auto smooth = prepared.restoreClasses(shares, 1);
        int smoothErrors = 0;
        int blockErrors = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                const int truth = inside(x - 31.5, y - 31.5) ? 1 : 0;
                smoothErrors += smooth[static_cast<std::size_t>(y * 64 + x)] != truth;
                blockErrors +=
                    (shares[static_cast<std::size_t>(y / 2 * 32 + x / 2)] >= 0.5F) != truth;
            }
        }
        QVERIFY2(smoothErrors * 3 < blockErrors,
                 qPrintable(QStringLiteral("%1 against %2").arg(smoothErrors).arg(blockErrors)));
    }

    void howLongTheWayBackTakes()
    {
        Image image;
        image.geometry.size = {512, 512, 1};
        image.geometry.spacingMm = {0.8, 0.8, 1};
        image.geometry.spacingKnown = true;
        image.voxels = std::vector<std::uint8_t>(512 * 512);
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = 1.6;
        const PreparedImage prepared(shared(image), spec);
        const ThreadPool pool;
        for (const int classes : {1, 3}) {
            std::vector<float> probabilities;
            for (int i = 0; i < 256 * 256 * classes; ++i) {
                probabilities.push_back(static_cast<float>(i % 251) / 251);
            }
            for (const ThreadPool* threads : {static_cast<const ThreadPool*>(nullptr), &pool}) {
                double best = 1e9;
                for (int n = 0; n < 30; ++n) {
                    QElapsedTimer clock;
                    clock.start();
                    const auto labels = prepared.restoreClasses(probabilities, classes, threads);
                    best = std::min(best, static_cast<double>(clock.nsecsElapsed()) / 1e6);
                    QCOMPARE(labels.size(), std::size_t{512 * 512});
                }
                qInfo("benchmark: 256x256 to 512x512, %d class(es), %d thread(s): %.2f ms", classes,
                      threads != nullptr ? threads->threads() : 1, best);
            }
        }
    }

    void fittingImagesRaiseNoWarning()
    {
        const phantom::Sample sample = phantom::make(phantom::Kind::Cord, {4, 128, 3});
        const PreparedImage prepared(shared(sample.image), mrSpec());
        QVERIFY2(prepared.findings().empty(),
                 prepared.findings().empty() ? "" : prepared.findings().front().text().c_str());
    }

    void deepElectronMicrographsRaiseNoValueWarning()
    {
        const phantom::Sample sample = phantom::make(phantom::Kind::Em, {4, 128, 1});
        Image deep = sample.image;
        std::vector<std::uint16_t> voxels;
        for (const std::uint8_t v : std::get<std::vector<std::uint8_t>>(sample.image.voxels)) {
            voxels.push_back(static_cast<std::uint16_t>(v * 257));
        }
        deep.voxels = voxels;
        PreprocessSpec spec;
        spec.modality = Modality::EM;
        spec.window = WindowKind::Percentile;
        spec.low = 1;
        spec.high = 99;
        spec.expectedMax = 65535;
        spec.trainedSpacingMm = 4e-6;
        const PreparedImage eight(shared(sample.image), spec);
        const PreparedImage sixteen(shared(deep), spec);
        QVERIFY(eight.findings().empty() && sixteen.findings().empty());
        QVERIFY(eight.slice(0) == sixteen.slice(0));
    }

    void whatDoesNotFitIsSaid()
    {
        const phantom::Sample sample = phantom::make(phantom::Kind::Cord, {4, 128, 3});
        PreprocessSpec ct;
        ct.modality = Modality::CT;
        ct.orientation = "LPS";
        ct.low = -100;
        ct.high = 240;
        ct.expectedMin = -1024;
        ct.expectedMax = 3071;
        ct.trainedSpacingMm = 1.2;
        const PreparedImage wrongKind(shared(sample.image), ct);
        QVERIFY(hasWarning(wrongKind, "This is a MR image"));
        QVERIFY(hasWarning(wrongKind, "trained at 1.2 mm"));
        Image grey = countingImage<std::uint8_t>(obliqueGeometry());
        grey.geometry.orientationKnown = false;
        grey.geometry.spacingKnown = false;
        const PreparedImage picture(shared(grey), ct);
        QVERIFY(hasWarning(picture, "does not say how the patient lies"));
        QVERIFY(hasWarning(picture, "does not state its pixel size"));
        QVERIFY(hasWarning(picture, "Hounsfield"));
        Image flat = countingImage<std::uint8_t>(obliqueGeometry());
        flat.voxels = std::vector<std::uint8_t>(flat.geometry.voxels(), 7);
        const PreparedImage empty(shared(flat), mrSpec());
        QVERIFY(hasWarning(empty, "nothing to segment"));
        const auto codes = empty.slice(0);
        QVERIFY(std::all_of(codes.begin(), codes.end(), [](auto c) { return c == 0; }));
    }

    void impossibleSpecs()
    {
        const auto image = shared(countingImage<std::uint8_t>(obliqueGeometry()));
        PreprocessSpec spec;
        spec.low = 5;
        spec.high = 5;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "low < high", PreparedImage(image, spec));
        spec = {};
        spec.inPlaneSpacingMm = 1e-9;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "32768", PreparedImage(image, spec));
        // Each axis would do; together they are a gigapixel.
        spec.inPlaneSpacingMm = image->geometry.spacingMm[0] * image->geometry.size[0] / 30000;
        Image square = *image;
        square.geometry.spacingMm[1] =
            square.geometry.spacingMm[0] * square.geometry.size[0] / square.geometry.size[1];
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "30000x30000 pixels",
                              PreparedImage(shared(std::move(square)), spec));
        spec = {};
        spec.orientation = "LLL";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "LLL", PreparedImage(image, spec));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "empty", PreparedImage(nullptr, {}));
    }
};

QTEST_GUILESS_MAIN(PreprocessTest)
#include "tst_preprocess.moc"
