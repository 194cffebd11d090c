// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

std::shared_ptr<const Image> shared(Image image)
{
    return std::make_shared<const Image>(std::move(image));
}

} // namespace

/// Slices without a pixel size and with clipped values beside the full images they come from.
class AssumedSpacingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingSpacingIsAssumed()
    {
        Image image;
        image.geometry.size = {8, 6, 1};
        std::vector<std::uint8_t> voxels;
        for (int i = 0; i < 48; ++i) {
            voxels.push_back(static_cast<std::uint8_t>(i * i % 251));
        }
        image.voxels = voxels;
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = 1.6;
        QCOMPARE(PreparedImage(shared(image), spec).width(), 8);
        spec.assumedSpacingMm = 0.8;
        const PreparedImage half(shared(image), spec);
        QVERIFY(half.width() == 4 && half.height() == 3);
        const auto codes = half.slice(0);
        std::vector<float> marked(12); // the way back meets the same four pixels
        for (std::size_t i = 0; i < 12; ++i) {
            const std::size_t corner = i / 4 * 16 + i % 4 * 2;
            const int sum =
                voxels[corner] + voxels[corner + 1] + voxels[corner + 8] + voxels[corner + 9];
            QCOMPARE(int{codes[i]}, (sum + 2) / 4);
            marked[i] = i == 5 ? 1.0F : 0.0F;
        }
        const auto back = half.restore(marked, 1);
        const std::size_t corner = 5 / 4 * 16 + 5 % 4 * 2;
        for (const std::size_t i : {corner, corner + 1, corner + 8, corner + 9}) {
            QCOMPARE(back[i], 0.5625F);
        }
        image.geometry.spacingKnown = true; // a stated spacing counts
        QCOMPARE(PreparedImage(shared(image), spec).width(), 5);
    }

    void theAssumptionIsSaid()
    {
        Image image = countingImage<std::uint8_t>({});
        image.geometry.size = {4, 4, 1};
        image.voxels = std::vector<std::uint8_t>(16, 9);
        PreprocessSpec spec;
        spec.trainedSpacingMm = 0.8;
        spec.assumedSpacingMm = 0.8;
        const std::string said = PreparedImage(shared(image), spec).findings().at(0).text();
        QVERIFY2(said.find("0.8 mm is assumed") != std::string::npos, said.c_str());
        spec.assumedSpacingMm = -1;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "assumed",
                              PreparedImage(shared(image), spec));
    }

    void clippedFilesGiveTheSameCodes()
    {
        // A series in Hounsfield units, and its slices as 8-bit pictures clipped to the window.
        Image full;
        full.geometry.size = {32, 32, 1};
        full.geometry.spacingMm = {0.7, 0.7, 1};
        full.geometry.spacingKnown = true;
        std::vector<std::int16_t> hounsfield;
        std::vector<std::uint8_t> clipped;
        for (int i = 0; i < 32 * 32; ++i) {
            hounsfield.push_back(static_cast<std::int16_t>(i * i % 1400 - 900));
            clipped.push_back(
                static_cast<std::uint8_t>(std::clamp(int{hounsfield.back()}, 0, 255)));
        }
        Image picture = full;
        full.voxels = hounsfield;
        picture.voxels = clipped;
        picture.geometry.spacingMm = {1, 1, 1};
        picture.geometry.spacingKnown = false;
        PreprocessSpec spec;
        spec.inPlaneSpacingMm = 1.6;
        spec.assumedSpacingMm = 0.7;
        const PreparedImage a(shared(full), spec);
        const PreparedImage b(shared(picture), spec);
        QCOMPARE(a.width(), 14);
        QVERIFY(a.slice(0) == b.slice(0));
    }
};

QTEST_GUILESS_MAIN(AssumedSpacingTest)
#include "tst_assumed_spacing.moc"
