// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/batch_source.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

using namespace halftone;
using namespace halftone::train;

namespace {

AugmentOptions plain()
{
    AugmentOptions options;
    options.rotationDegrees = options.scale = options.elasticPixels = 0;
    options.gain = options.offset = options.gamma = options.shading = 0;
    options.noise = options.blurChance = 0;
    options.flip = false;
    return options;
}

// Image and labels hold the same ramp, so that they can be compared after a warp.
data::SliceGroup ramp(int height, int width)
{
    data::SliceGroup group;
    group.height = height;
    group.width = width;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            group.images.push_back(static_cast<std::uint8_t>(2 * x + y));
            group.labels.push_back(static_cast<std::uint8_t>(2 * x + y));
        }
    }
    group.cases = {"one"};
    return group;
}

} // namespace

class TestAugment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutVariationACropIsACopy()
    {
        const data::SliceGroup group = ramp(60, 70);
        const SliceView view{group.images.data(), group.labels.data(), 60, 70};
        std::vector<std::uint8_t> image(16 * 16);
        std::vector<std::uint8_t> labels(16 * 16);
        std::set<std::uint8_t> corners;
        for (std::uint64_t stream = 0; stream < 20; ++stream) {
            Random random(5, stream);
            augmentedCrop(view, 16, plain(), random, image, labels);
            QVERIFY(image == labels);
            for (std::size_t i = 0; i < image.size(); ++i) {
                const auto expected =
                    image[0] + 2 * static_cast<int>(i % 16) + static_cast<int>(i / 16);
                QCOMPARE(static_cast<int>(image[i]), expected);
            }
            corners.insert(image[0]);
        }
        QVERIFY(corners.size() > 5); // crops come from many places
    }

    void labelsFollowTheImage()
    {
        const data::SliceGroup group = ramp(60, 60);
        const SliceView view{group.images.data(), group.labels.data(), 60, 60};
        AugmentOptions options = plain();
        options.rotationDegrees = 180;
        options.scale = 0.2;
        options.elasticPixels = 2;
        options.flip = true;
        std::vector<std::uint8_t> image(24 * 24);
        std::vector<std::uint8_t> labels(24 * 24);
        for (std::uint64_t stream = 0; stream < 10; ++stream) {
            Random random(1, stream);
            augmentedCrop(view, 24, options, random, image, labels);
            for (std::size_t i = 0; i < image.size(); ++i) {
                // The ramp rises by at most 2 + 1 per pixel; nearest is at most half a pixel off.
                QVERIFY(std::abs(static_cast<int>(image[i]) - static_cast<int>(labels[i])) <= 2);
            }
        }
    }

    void labelsAreNeverInvented()
    {
        data::SliceGroup group = ramp(40, 40);
        for (std::uint8_t& label : group.labels) {
            label = label > 60 ? 255 : 1;
        }
        const SliceView view{group.images.data(), group.labels.data(), 40, 40};
        std::vector<std::uint8_t> image(48 * 48); // larger than the slice: mirrored
        std::vector<std::uint8_t> labels(48 * 48);
        Random random(3, 0);
        augmentedCrop(view, 48, AugmentOptions(), random, image, labels);
        QVERIFY(std::all_of(labels.begin(), labels.end(),
                            [](std::uint8_t label) { return label == 1 || label == 255; }));
    }

    void cropsGatherAroundTheForeground()
    {
        constexpr int kSize = 100;
        constexpr int kCrop = 24;
        data::SliceGroup group = ramp(kSize, kSize);
        std::fill(group.labels.begin(), group.labels.end(), std::uint8_t{255}); // never a target
        group.labels[70 * kSize + 20] = 2;
        const SliceView view{group.images.data(), group.labels.data(), kSize, kSize};
        std::vector<std::uint8_t> image(kCrop * kCrop);
        std::vector<std::uint8_t> labels(kCrop * kCrop);
        AugmentOptions options = plain();
        const auto hits = [&] {
            int count = 0;
            for (std::uint64_t stream = 0; stream < 100; ++stream) {
                Random random(9, stream);
                augmentedCrop(view, kCrop, options, random, image, labels);
                count += std::count(labels.begin(), labels.end(), 2) > 0 ? 1 : 0;
            }
            return count;
        };
        const int anywhere = hits();
        QVERIFY2(anywhere < 30, qPrintable(QString::number(anywhere)));
        options.foregroundChance = 1;
        QCOMPARE(hits(), 100);
        options.foregroundChance = 0.5;
        const int half = hits();
        QVERIFY2(half > 35 && half < 75, qPrintable(QString::number(half)));
    }

    void plainCropsKeepTheSlicesOwnPixels()
    {
        constexpr int kSize = 40;
        constexpr int kCrop = 24;
        const data::SliceGroup group = ramp(kSize, kSize);
        const SliceView view{group.images.data(), group.labels.data(), kSize, kSize};
        AugmentOptions options; // everything that bends and spoils
        options.plainChance = 1;
        options.artifactChance = 1;
        options.gain = options.offset = options.gamma = options.shading = 0;
        std::vector<std::uint8_t> image(kCrop * kCrop);
        std::vector<std::uint8_t> labels(kCrop * kCrop);
        std::set<std::pair<int, int>> steps; // along a row and along a column
        for (std::uint64_t stream = 0; stream < 60; ++stream) {
            Random random(4, stream);
            augmentedCrop(view, kCrop, options, random, image, labels);
            QVERIFY(image == labels);
            const int across = image[1] - image[0];
            const int down = image[kCrop] - image[0];
            for (std::size_t i = 0; i < image.size(); ++i) {
                QCOMPARE(static_cast<int>(image[i]), image[0] + across * static_cast<int>(i % kCrop)
                                                         + down * static_cast<int>(i / kCrop));
            }
            steps.emplace(across, down);
        }
        QCOMPARE(steps.size(), std::size_t{8}); // four turns, each mirrored or not

        options.rotationDegrees = 10; // patients lie one way
        options.flip = false;
        Random random(4, 0);
        augmentedCrop(view, kCrop, options, random, image, labels);
        QCOMPARE(image[1] - image[0], 2);
        QCOMPARE(image[kCrop] - image[0], 1);
    }

    void damageChangesTheImageAlone()
    {
        const data::SliceGroup group = ramp(64, 64);
        const SliceView view{group.images.data(), group.labels.data(), 64, 64};
        AugmentOptions options = plain();
        options.artifactChance = 1;
        std::vector<std::uint8_t> image(32 * 32);
        std::vector<std::uint8_t> labels(32 * 32);
        for (std::uint64_t stream = 0; stream < 20; ++stream) {
            Random random(2, stream);
            augmentedCrop(view, 32, options, random, image, labels);
            for (std::size_t i = 0; i < labels.size(); ++i) { // a plain crop of the ramp
                QCOMPARE(static_cast<int>(labels[i]),
                         labels[0] + 2 * static_cast<int>(i % 32) + static_cast<int>(i / 32));
            }
            QVERIFY(image != labels);
        }
    }

    void batchesAreRepeatable()
    {
        data::Dataset dataset;
        dataset.groups.push_back(ramp(64, 64));
        BatchSource source(dataset, AugmentOptions(), 32, 3, 9, 0);
        const Batch first = source.next();
        const Batch second = source.next();
        QVERIFY(first.images != second.images);
        QVERIFY(first.images == source.make(0).images);
        BatchSource resumed(dataset, AugmentOptions(), 32, 3, 9, 1);
        const Batch again = resumed.next();
        QVERIFY(again.images == second.images && again.labels == second.labels);
    }

    void groupsAreDrawnByWeight()
    {
        data::Dataset dataset;
        for (const int value : {50, 150, 250}) {
            data::SliceGroup group = ramp(16, 16);
            std::fill(group.images.begin(), group.images.end(), static_cast<std::uint8_t>(value));
            group.weight = value == 50 ? 3 : 1;
            group.split = value == 250 ? data::Split::Validation : data::Split::Train;
            dataset.groups.push_back(group);
        }
        const BatchSource source(dataset, plain(), 16, 400, 2, 0);
        const Batch batch = source.make(0);
        int heavy = 0;
        for (std::size_t n = 0; n < 400; ++n) {
            QVERIFY(batch.images[n * 256] != 250); // never a validation slice
            heavy += batch.images[n * 256] == 50 ? 1 : 0;
        }
        QVERIFY2(heavy > 260 && heavy < 340, qPrintable(QString::number(heavy))); // 300 +- 4.6 sd
    }

    void noTrainingSliceIsAnError()
    {
        data::Dataset dataset;
        dataset.groups.push_back(ramp(16, 16));
        dataset.groups[0].split = data::Split::Validation;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no slices to train on",
                              BatchSource(dataset, plain(), 16, 1, 1, 0).make(0));
    }
};

QTEST_GUILESS_MAIN(TestAugment)
#include "tst_augment.moc"
