// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/torch_runtime.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/segment.h"
#include "tests/support/expect_error.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

// A predictor whose answer is known: bright pixels are foreground. Remembers the sizes it saw.
class Threshold final : public model::Predictor {
public:
    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        throwIfStopped(stop);
        heights.push_back(codes.height);
        widths.push_back(codes.width);
        result.classes = 1;
        result.height = codes.height;
        result.width = codes.width;
        result.labels.resize(codes.size());
        result.probabilities.resize(wantProbabilities ? codes.size() : 0);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            result.labels[i] = codes.data[i] >= 128 ? 1 : 0;
            if (wantProbabilities) {
                result.probabilities[i] = static_cast<float>(codes.data[i]) / 255;
            }
        }
        result.cost = {1.0, codes.size(), 7, 9};
    }
    [[nodiscard]] quant::Precision precision() const override { return {8, 8}; }
    [[nodiscard]] std::string description() const override { return "threshold"; }

    std::vector<int> heights;
    std::vector<int> widths;
};

std::shared_ptr<const Image> emPhantom(int size, int slices)
{
    phantom::Options options;
    options.size = size;
    options.slices = slices;
    return std::make_shared<const Image>(phantom::make(phantom::Kind::Em, options).image);
}

// Part of an image's first slice, so that sides are no multiples of anything.
std::shared_ptr<const Image> cropped(const Image& image, int width, int height)
{
    auto part = std::make_shared<Image>(image);
    part->geometry.size = {width, height, 1};
    std::vector<std::uint8_t> voxels;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            voxels.push_back(static_cast<std::uint8_t>(
                image.value(static_cast<std::size_t>(y * image.geometry.size[0] + x))));
        }
    }
    part->voxels = voxels;
    return part;
}

PreprocessSpec specWithTile(int tile)
{
    PreprocessSpec spec;
    spec.tile = tile;
    return spec;
}

} // namespace

class TestSegment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tilesEqualTheWholeSlice_data()
    {
        QTest::addColumn<int>("weightBits");
        QTest::addColumn<int>("activationBits");
        QTest::newRow("W8A8") << 8 << 8;
        QTest::newRow("W4A6") << 4 << 6;
        QTest::newRow("W1A1") << 1 << 1;
    }
    void tilesEqualTheWholeSlice()
    {
        QFETCH(int, weightBits);
        QFETCH(int, activationBits);
        const auto model = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(4, 1, 2), 3));
        const auto image = cropped(*emPhantom(256, 1), 203, 170);
        const image::PreparedImage whole(image, specWithTile(1024));
        const image::PreparedImage tiled(image, specWithTile(128));
        const Runtime runtime = makeRuntime(1);
        const auto predictor = makePredictor(runtime, model, {weightBits, activationBits});
        const NetworkReach reach = reachOf(model->network);
        const SliceResult a = segmentSlice(*predictor, whole, reach, 0, true, {});
        const SliceResult b = segmentSlice(*predictor, tiled, reach, 0, true, {});
        QCOMPARE(a.labels.size(), std::size_t{203 * 170});
        const auto [low, high] =
            std::minmax_element(a.probabilities.begin(), a.probabilities.end());
        QVERIFY(*high - *low > 0.05F); // there is something to compare
        QVERIFY(a.labels == b.labels);
        QVERIFY(a.probabilities == b.probabilities);
        QVERIFY(b.cost.arenaBytes < a.cost.arenaBytes); // what tiles are for
        // The overlap is needed: without it the cuts show.
        const NetworkReach blind{reach.stride, 0};
        QVERIFY(segmentSlice(*predictor, tiled, blind, 0, true, {}).probabilities
                != a.probabilities);
    }

    void paddingRepeatsTheEdgeAndIsRemoved()
    {
        auto image = std::make_shared<Image>();
        image->geometry.size = {5, 3, 1};
        image->voxels =
            std::vector<std::uint8_t>{200, 1, 1, 1, 200, 1, 200, 1, 200, 1, 1, 1, 200, 1, 1};
        const image::PreparedImage prepared(image, specWithTile(64));
        Threshold threshold;
        const SliceResult result = segmentSlice(threshold, prepared, {8, 0}, 0, true, {});
        QVERIFY(
            (threshold.heights == std::vector<int>{8} && threshold.widths == std::vector<int>{8}));
        QVERIFY((result.labels
                 == std::vector<std::uint8_t>{1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0}));
        QCOMPARE(result.probabilities.size(), std::size_t{15});
        QCOMPARE(result.cost.weightBytes, std::size_t{7});
    }

    // A model that works at another pixel size: integer and float paths, whole and in tiles.
    void masksFromAnotherGridFollowTheProbabilities_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("classes");
        for (const int bits : {8, 2, 32}) {
            for (const int classes : {1, 3}) {
                QTest::addRow("%d bits, %d classes", bits, classes) << bits << classes;
            }
        }
    }
    void masksFromAnotherGridFollowTheProbabilities()
    {
        QFETCH(int, bits);
        QFETCH(int, classes);
        if (bits == 32 && !nn::TorchRuntime::isInstalled()) {
            QSKIP("The LibTorch module halftone_torch is not built: no float path.");
        }
        auto image = std::make_shared<Image>(*emPhantom(96, 1));
        image->geometry.spacingMm = {0.8, 0.8, 1};
        PreprocessSpec spec = specWithTile(1024);
        spec.inPlaneSpacingMm = 0.5; // 154 pixels
        const image::PreparedImage whole(image, spec);
        spec.tile = 128;
        const image::PreparedImage tiled(image, spec);
        const Runtime runtime = makeRuntime(2);
        const ThreadPool* pool = runtime.pool.get();
        const std::size_t pixels = 96 * 96;
        // Random networks often answer with one class: take one that does not.
        std::unique_ptr<model::Predictor> predictor;
        NetworkReach reach;
        SliceResult all;
        for (std::uint32_t seed = 1; seed < 40; ++seed) {
            const auto model = std::make_shared<const model::Model>(
                model::makeRandomModel(model::makeUNet(4, 1, classes), seed));
            predictor = makePredictor(runtime, model, {bits, bits});
            reach = reachOf(model->network);
            all = segmentSlice(*predictor, whole, reach, 0, true, {}, pool);
            const auto background = std::count(all.labels.begin(), all.labels.end(), 0);
            if (background > 500 && background < 8700) {
                break;
            }
        }
        const auto background = std::count(all.labels.begin(), all.labels.end(), 0);
        QVERIFY(background > 500 && background < 8700); // there is something to compare
        QCOMPARE(all.labels.size(), pixels);
        QCOMPARE(all.probabilities.size(), pixels * static_cast<std::size_t>(classes));
        for (std::size_t i = 0; i < pixels; ++i) {
            std::size_t best = classes == 1 && all.probabilities[i] >= 0.5F ? 1 : 0;
            for (std::size_t c = 1; c < static_cast<std::size_t>(classes); ++c) {
                best = all.probabilities[c * pixels + i] > all.probabilities[best * pixels + i]
                           ? c
                           : best;
            }
            QCOMPARE(std::size_t{all.labels[i]}, best);
        }
        const SliceResult mask = segmentSlice(*predictor, whole, reach, 0, false, {});
        QVERIFY(mask.labels == all.labels); // asked or not, with threads or without
        QVERIFY(mask.probabilities.empty());
        const SliceResult inTiles = segmentSlice(*predictor, tiled, reach, 0, false, {});
        if (bits != 32) {
            QVERIFY(inTiles.labels == all.labels);
            return;
        }
        int differing = 0; // float sums depend on the size of a tile in their last bits
        for (std::size_t i = 0; i < pixels; ++i) {
            differing += inTiles.labels[i] != all.labels[i] ? 1 : 0;
        }
        QVERIFY2(differing < 20, qPrintable(QString::number(differing)));
    }

    // What a mask costs beside the network, on its own grid and from half of it. In the log only.
    void whatAnotherGridCosts()
    {
        Image image;
        image.geometry.size = {512, 512, 1};
        image.geometry.spacingMm = {0.8, 0.8, 1};
        image.geometry.spacingKnown = true;
        std::vector<std::uint8_t> voxels(512 * 512);
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<std::uint8_t>(i * 31 % 251);
        }
        image.voxels = std::move(voxels);
        const auto shared = std::make_shared<const Image>(std::move(image));
        const Runtime runtime = makeRuntime();
        for (const int classes : {1, 3}) {
            const auto model = std::make_shared<const model::Model>(
                model::makeRandomModel(model::makeUNet(4, 1, classes), 1));
            const auto predictor = makePredictor(runtime, model, {4, 6});
            const NetworkReach reach = reachOf(model->network);
            for (const double gridMm : {0.0, 1.6}) {
                PreprocessSpec spec = specWithTile(1024);
                spec.inPlaneSpacingMm = gridMm;
                const image::PreparedImage prepared(shared, spec);
                const std::vector<std::uint8_t> codes = prepared.slice(0);
                double best = 1e9;
                for (int n = 0; n < 10; ++n) {
                    QElapsedTimer clock;
                    clock.start();
                    const SliceResult result = segmentCodes(*predictor, prepared, reach, codes,
                                                            false, {}, runtime.pool.get());
                    const double all = static_cast<double>(clock.nsecsElapsed()) / 1e6;
                    best = std::min(best, all - result.cost.milliseconds);
                    QCOMPARE(result.labels.size(), std::size_t{512 * 512});
                }
                qInfo("benchmark: 512x512 labels from a network on %dx%d, %d class(es): %.2f ms "
                      "beside the network, %d threads",
                      prepared.width(), prepared.height(), classes, best, runtime.pool->threads());
            }
        }
    }

    void costsAddOverTiles()
    {
        const image::PreparedImage prepared(emPhantom(96, 1), specWithTile(32));
        Threshold threshold;
        const SliceResult result = segmentSlice(threshold, prepared, {8, 8}, 0, false, {});
        const auto tiles = static_cast<double>(threshold.heights.size());
        QVERIFY(tiles > 1);
        QCOMPARE(result.cost.milliseconds, tiles);
        QCOMPARE(result.cost.arenaBytes, std::size_t{32 * 32}); // the largest, not the sum
        QVERIFY(result.probabilities.empty());
    }

    // From a stored grid over the model's orientation and spacing and back.
    void maskLiesOnTheNativeGrid()
    {
        auto image = std::make_shared<Image>();
        image->geometry.size = {12, 10, 9};
        image->geometry.spacingMm = {1, 1, 2};
        image->geometry.direction = {0, 0, -1, 1, 0, 0, 0, -1, 0}; // i: P, j: I, k: R
        image->geometry.orientationKnown = true;
        image->geometry.spacingKnown = true;
        std::vector<std::uint8_t> voxels(image->geometry.voxels(), 10);
        for (std::size_t i = 0; i < voxels.size(); i += 7) {
            voxels[i] = 240;
        }
        image->voxels = voxels;
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 1);
        model.card.preprocess.orientation = "LPS";
        const image::PreparedImage prepared(image, model.card.preprocess);
        Threshold threshold;
        std::vector<double> fractions;
        const auto progress = [&](double fraction, std::string_view) {
            fractions.push_back(fraction);
        };
        const VolumeResult result = segmentVolume(threshold, model, prepared, true, progress, {});
        QVERIFY(result.mask.geometry == image->geometry);
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            QCOMPARE(int(result.mask.voxels[i]), voxels[i] >= 128 ? 1 : 0);
        }
        QCOMPARE(result.mask.labels.size(), std::size_t{1});
        QCOMPARE(result.sliceMilliseconds.size(), static_cast<std::size_t>(prepared.slices()));
        QCOMPARE(result.probabilities.size(), voxels.size());
        QVERIFY(std::is_sorted(fractions.begin(), fractions.end()) && fractions.back() == 1.0);
    }

    void probabilitiesAreClassByClass()
    {
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 3), 1);
        const auto shared = std::make_shared<const model::Model>(model);
        const image::PreparedImage prepared(emPhantom(64, 2), model.card.preprocess);
        const auto predictor = makePredictor(makeRuntime(1), shared, {8, 8});
        const VolumeResult result = segmentVolume(*predictor, model, prepared, true, {}, {});
        const std::size_t voxels = prepared.orientedGeometry().voxels();
        QCOMPARE(result.probabilities.size(), 3 * voxels);
        for (std::size_t i = 0; i < voxels; ++i) {
            const float p[] = {result.probabilities[i], result.probabilities[voxels + i],
                               result.probabilities[2 * voxels + i]};
            QVERIFY(std::abs(p[0] + p[1] + p[2] - 1) < 1e-4F);
            QVERIFY(p[result.mask.voxels[i]] >= *std::max_element(p, p + 3) - 1e-6F);
        }
    }

    /// What reading a small file may claim is not all segmented: slices without end, or pixels that
    /// are a metre wide.
    void smallFilesGetLittleWork()
    {
        const model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 1);
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("file")).toStdString();
        QVERIFY(QFile(folder.filePath(QStringLiteral("file"))).open(QIODevice::WriteOnly));
        const auto segment = [&](std::array<int, 3> size, double spacingMm, std::uintmax_t bytes) {
            std::filesystem::resize_file(file, bytes);
            auto image = std::make_shared<Image>();
            image->geometry.size = size;
            image->geometry.spacingMm = {spacingMm, spacingMm, 1};
            image->geometry.spacingKnown = true;
            image->voxels = std::vector<std::uint8_t>(image->geometry.voxels());
            image->name = "slices.nrrd";
            image->files = {file};
            PreprocessSpec spec;
            spec.inPlaneSpacingMm = 1;
            const image::PreparedImage prepared(image, spec);
            Threshold threshold;
            return segmentVolume(threshold, model, prepared, false, {}, {}).mask.voxels.size();
        };
        const char* const words = "more work than 1.0 MB of file are given";
        QCOMPARE(segment({1, 1, 8192}, 1, 999'999), std::size_t{8192});
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, words, segment({1, 1, 8193}, 1, 999'999));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, words, segment({8, 8, 3}, 1000, 999'999));
        QCOMPARE(segment({1, 1, 8193}, 1, 1'000'000), std::size_t{8193});
    }

    void stopsBetweenSlices()
    {
        const image::PreparedImage prepared(emPhantom(32, 6), {});
        const model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 1);
        Threshold threshold;
        StopSource source;
        const auto stopAtThird = [&](double, std::string_view what) {
            if (what.starts_with("slice 3")) {
                source.requestStop();
            }
        };
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "cancelled",
            segmentVolume(threshold, model, prepared, false, stopAtThird, source.token()));
        QCOMPARE(threshold.heights.size(), std::size_t{2});
    }

    void stopsWithinASlice()
    {
        const auto model = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(16, 1, 1), 1));
        const image::PreparedImage prepared(emPhantom(512, 8), {});
        const auto predictor = makePredictor(makeRuntime(1), model, {8, 8});
        StopSource source;
        std::chrono::steady_clock::time_point asked;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            asked = std::chrono::steady_clock::now();
            source.requestStop();
        });
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Cancelled, "cancelled",
            segmentVolume(*predictor, *model, prepared, false, {}, source.token()));
        const auto answered = std::chrono::steady_clock::now();
        stopper.join();
        const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(answered - asked);
        qInfo("answered a stop after %d ms", static_cast<int>(delay.count()));
        QVERIFY(delay.count() < 1000); // generous: the machine may be busy
    }

    void wrongSlicesAreRefused()
    {
        const image::PreparedImage prepared(emPhantom(32, 2), {});
        Threshold threshold;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "Slice 2",
                              segmentSlice(threshold, prepared, {8, 0}, 2, false, {}));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::ShapeMismatch, "5 codes",
            segmentCodes(threshold, prepared, {8, 0}, {1, 2, 3, 4, 5}, false, {}));
    }
};

QTEST_GUILESS_MAIN(TestSegment)
#include "tst_segment.moc"
