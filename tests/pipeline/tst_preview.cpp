// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/preview.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

model::ModelCard cordCard()
{
    model::ModelCard card;
    card.preprocess.orientation = "LPS";
    card.preprocess.window = WindowKind::Percentile;
    card.preprocess.low = 1;
    card.preprocess.high = 99;
    card.labels = {{1, "white-matter", {0, 0, 255}}, {2, "grey-matter", {255, 0, 0}}};
    return card;
}

} // namespace

class TestPreview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheMaskWhereItIs()
    {
        phantom::Options options;
        options.slices = 3;
        phantom::Sample sample = phantom::make(phantom::Kind::Cord, options);
        LabelMap mask = sample.labels; // only the last slice has anything to show
        std::fill_n(mask.voxels.begin(), 2 * mask.geometry.sliceVoxels(), std::uint8_t{0});
        const model::ModelCard card = cordCard();
        const image::PreparedImage prepared(std::make_shared<const Image>(std::move(sample.image)),
                                            card.preprocess);
        const image::IndexedPicture picture = makePreview(prepared, mask, card);
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("p.png")).toStdString();
        const std::size_t bytes = image::writePng(file, picture);
        QCOMPARE(bytes, static_cast<std::size_t>(std::filesystem::file_size(file)));
        QVERIFY2(bytes < 60'000, qPrintable(QString::number(bytes)));

        std::ifstream stream(file, std::ios::binary);
        std::array<char, 26> head{};
        stream.read(head.data(), head.size());
        const std::string wanted("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\xe0\0\0\1\x40\x08\x03", 26);
        QVERIFY(std::string(head.data(), head.size()) == wanted); // 480 x 320, 8-bit palette

        int grey = 0;
        int blue = 0;
        int red = 0;
        for (const std::uint8_t index : picture.pixels) {
            const auto [r, g, b] = picture.palette.at(index);
            grey += r == g && g == b ? 1 : 0;
            blue += b > r ? 1 : 0;
            red += r > b ? 1 : 0;
        }
        // The cord fills a good part of the picture, in its own colours; the rest is the image.
        QVERIFY(blue > 480 * 320 / 20 && red > 480 * 320 / 100);
        QVERIFY(grey > 480 * 320 / 2);
        QCOMPARE(grey + blue + red, 480 * 320);
    }

    void anEmptyMaskLeavesTheWholeSlice()
    {
        phantom::Options options;
        options.size = 64;
        options.slices = 1;
        phantom::Sample sample = phantom::make(phantom::Kind::Em, options);
        LabelMap mask = sample.labels;
        std::fill(mask.voxels.begin(), mask.voxels.end(), std::uint8_t{0});
        model::ModelCard card;
        card.labels = {{1, "membrane", {255, 176, 74}}};
        const image::PreparedImage prepared(std::make_shared<const Image>(std::move(sample.image)),
                                            card.preprocess);
        const image::IndexedPicture picture = makePreview(prepared, mask, card, {48, 32, 10});
        QCOMPARE(picture.pixels.size(), std::size_t{48 * 32});
        QVERIFY(std::all_of(picture.pixels.begin(), picture.pixels.end(),
                            [](std::uint8_t index) { return index < 10; }));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "grey levels",
                              makePreview(prepared, mask, card, {48, 32, 64}));
        card.labels.resize(4);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "three labels",
                              makePreview(prepared, mask, card));
    }

    void impossiblePicturesAreRefused()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("p.png")).toStdString();
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "p.png",
                              image::writePng(file, {2, 1, {0}, {{0, 0, 0}}}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "p.png",
                              image::writePng(file, {1, 1, {1}, {{0, 0, 0}}}));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::FileWrite, "",
            image::writePng(folder.filePath(QStringLiteral("no/p.png")).toStdString(),
                            {1, 1, {0}, {{0, 0, 0}}}));
        QVERIFY(!std::filesystem::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
