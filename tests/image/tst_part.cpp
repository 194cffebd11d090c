// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_files.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSlices = 6;

/// 5 x 4 voxels a slice, each with a number of its own.
Image ramp()
{
    Geometry geometry;
    geometry.size = {kWidth, kHeight, kSlices};
    geometry.spacingMm = {0.5, 0.8, 2};
    geometry.originMm = {3, 4, 5};
    geometry.spacingKnown = true;
    geometry.orientationKnown = true;
    Image image;
    image.geometry = geometry;
    std::vector<std::int16_t> voxels;
    for (std::size_t i = 0; i < geometry.voxels(); ++i) {
        voxels.push_back(static_cast<std::int16_t>(i));
    }
    image.voxels = std::move(voxels);
    return image;
}

ReadOptions optionsOf(const VolumePart& part)
{
    ReadOptions options;
    options.part = part;
    return options;
}

} // namespace

/// Some slices of a volume, and some voxels of slices.
class PartTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    fs::path write(const QString& format)
    {
        if (format == QLatin1String("dicom") || format == QLatin1String("frames")) {
            const QString name = format + QStringLiteral("/%1");
            for (int k = 0; format == QLatin1String("dicom") && k < kSlices; ++k) {
                put(m_folder, name.arg(k), dicomFile(dicomSlice(kSlices - 1 - k)));
            }
            if (format == QLatin1String("frames")) {
                put(m_folder, name.arg(0), dicomFile(dicomFrames({3, 1, 0, 5, 2, 4})));
            }
            return pathIn(m_folder, format);
        }
        if (format == QLatin1String("pictures")) {
            QDir(m_folder.path()).mkpath(format);
            for (int k = 0; k < kSlices; ++k) {
                Image slice = ramp();
                slice.geometry.size[2] = 1;
                const auto pixels = kWidth * kHeight;
                const auto first = std::get<3>(slice.voxels).begin() + k * pixels;
                slice.voxels = std::vector<std::int16_t>(first, first + pixels);
                writeImage(pathIn(m_folder, QStringLiteral("pictures/s%1.tif").arg(k)), slice);
            }
            return pathIn(m_folder, format);
        }
        const fs::path path = pathIn(m_folder, QStringLiteral("image.") + format);
        if (format == QLatin1String("text")) {
            QByteArray text = "NRRD0004\ntype: short\ndimension: 3\nsizes: 5 4 6\n"
                              "spacings: 0.5 0.8 2\nencoding: ascii\n\n";
            for (int i = 0; i < kWidth * kHeight * kSlices; ++i) {
                text += QByteArray::number(i) + ' ';
            }
            put(m_folder, QStringLiteral("image.text"), text);
            return path;
        }
        writeImage(path, ramp());
        return path;
    }

private Q_SLOTS:
    void isWhatTheWholeHas_data()
    {
        QTest::addColumn<QString>("format");
        for (const char* format :
             {"dicom", "frames", "pictures", "tif", "nii", "nii.gz", "nrrd", "mha", "text"}) {
            QTest::newRow(format) << format;
        }
    }
    void isWhatTheWholeHas()
    {
        QFETCH(QString, format);
        const fs::path path = write(format);
        const Image whole = readImage(path);
        QCOMPARE(whole.geometry.size, (std::array{kWidth, kHeight, kSlices}));
        for (const VolumePart part : {VolumePart{2, 3, 1}, VolumePart{0, 0, 2}, VolumePart{1, 4, 2},
                                      VolumePart{5, 0, 1}, VolumePart{3, 100, 3}}) {
            const OpenedImage opened = openImage(path, {}, {}, optionsOf(part));
            const Geometry& grid = opened.image.geometry;
            const int slices = part.slices == 0 ? kSlices - part.first
                                                : std::min(part.slices, kSlices - part.first);
            const auto share = [&](int count) { return (count + part.step - 1) / part.step; };
            QCOMPARE(grid.size, (std::array{share(kWidth), share(kHeight), share(slices)}));
            QCOMPARE(opened.info.geometry, grid);
            QCOMPARE(opened.image.voxels.index(), whole.voxels.index());
            std::size_t n = 0;
            for (int k = 0; k < grid.size[2]; ++k) {
                for (int j = 0; j < grid.size[1]; ++j) {
                    for (int i = 0; i < grid.size[0]; ++i) {
                        const int x = i * part.step;
                        const int y = j * part.step;
                        const int z = part.first + k * part.step;
                        const auto from = static_cast<std::size_t>((z * kHeight + y) * kWidth + x);
                        QCOMPARE(opened.image.value(n++), whole.value(from));
                        const auto expected = positionOf(whole.geometry, x, y, z);
                        const auto found = positionOf(grid, i, j, k);
                        for (std::size_t axis = 0; axis < 3; ++axis) {
                            QVERIFY(std::abs(found[axis] - expected[axis]) < 1e-6);
                        }
                    }
                }
            }
            QVERIFY(findKind(opened.image.findings, "part-opened") != nullptr);
            QVERIFY(opened.image.part
                    && *opened.image.part
                           == (OpenedPart{{part.first, slices, part.step}, whole.geometry}));
            QVERIFY(opened.info.part == opened.image.part);
            QVERIFY(opened.image.files == whole.files); // which nobody may write over
            const std::size_t each = std::visit([](const auto& voxels) { return sizeof voxels[0]; },
                                                opened.image.voxels);
            QCOMPARE(opened.info.bytes, grid.voxels() * each);
        }
        QVERIFY(findKind(whole.findings, "part-opened") == nullptr);
        QVERIFY(!whole.part);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "slices 1 to 6",
                              readImage(path, {}, {}, optionsOf({kSlices, 1, 1})));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "slices 1 to 6",
                              readImage(path, {}, {}, optionsOf({0, 0, 0})));
    }

    void restStaysInTheFiles()
    {
        // Slice 4 of a series, and page 4 of a stack, are damaged: whoever reads them says so.
        const fs::path series = write(QStringLiteral("dicom"));
        DicomElements cut = dicomSlice(4);
        cut.bytes(0x7fe00010, "OW", slicePixels(4).left(10));
        QVERIFY(put(m_folder, QStringLiteral("dicom/1"), dicomFile(cut)));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated", readImage(series));
        QCOMPARE(readImage(series, {}, {}, optionsOf({0, 4, 1})).geometry.size[2], 4);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "truncated",
                              readImage(series, {}, {}, optionsOf({3, 2, 1})));
    }

    void noMoreMemoryIsTakenThanForThePart_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("slices") << 1;
        QTest::newRow("every sixteenth voxel") << 16;
    }
    void noMoreMemoryIsTakenThanForThePart()
    {
        // Two gigabytes of nothing behind a header, of which the disk need hold no more than that.
        QFETCH(int, step);
        constexpr int kLong = 1000;
        QByteArray header = "NRRD0004\ntype: short\ndimension: 3\nsizes: 1000 1000 1000\n"
                            "encoding: raw\nendian: little\nbyteskip: -1\n\n";
        QVERIFY(put(m_folder, QStringLiteral("large.nrrd"), header));
        const fs::path path = pathIn(m_folder, QStringLiteral("large.nrrd"));
        fs::resize_file(path, std::uintmax_t{2} * kLong * kLong * kLong + 4096);
        ReadOptions options = optionsOf({600, step == 1 ? 3 : 320, step});
        options.availableBytes = [] { return std::size_t{7} << 20; };
        const std::size_t before = peakResidentBytes().value_or(0);
        const Image image = readImage(path, {}, {}, options);
        QCOMPARE(image.geometry.size[2], step == 1 ? 3 : 20);
        QVERIFY(peakResidentBytes().value_or(0) - before < std::size_t{100} << 20);
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "'segment --slices' reads a part",
                              readImage(path, {}, {}, {.availableBytes = options.availableBytes}));
        QVERIFY(fs::remove(path));
    }

    void scalingTakesNoMoreMemoryThanItsResult()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer keeps what was freed");
#endif
        const QByteArray header = "ObjectType = Image\nNDims = 3\nDimSize = 1000 1000 40\n"
                                  "ElementType = MET_SHORT\nBinaryData = True\n"
                                  "ElementToIntensityFunctionSlope = 0.5\n"
                                  "ElementDataFile = LOCAL\n";
        QVERIFY(put(m_folder, QStringLiteral("scaled.mha"), header));
        const fs::path path = pathIn(m_folder, QStringLiteral("scaled.mha"));
        fs::resize_file(path, static_cast<std::uintmax_t>(header.size()) + 80'000'000);
        const std::size_t before = peakResidentBytes().value_or(0);
        const OpenedImage opened = openImage(path);
        QCOMPARE(opened.info.bytes, std::size_t{160'000'000});
        QVERIFY(peakResidentBytes().value_or(0) - before < std::size_t{200'000'000});
        QVERIFY(fs::remove(path));
    }

    void aPartIsAskedForWhereTheWholeDoesNotFit()
    {
        const fs::path path = write(QStringLiteral("tif"));
        ReadOptions options;
        options.askPart = true;
        options.availableBytes = [] { return 100; };
        const OpenedImage asked = openImage(path, {}, {}, options);
        QCOMPARE(asked.room.value_or(0), std::size_t{100});
        QCOMPARE(asked.info.bytes, std::size_t{kWidth * kHeight * kSlices * 2});
        QCOMPARE(asked.info.geometry.size[2], kSlices);
        QVERIFY(std::visit([](const auto& voxels) { return voxels.empty(); }, asked.image.voxels));
        options.part = VolumePart{2, 2, 1};
        const OpenedImage opened = openImage(path, {}, {}, options);
        QVERIFY(!opened.room);
        QCOMPARE(opened.image.value(0), 2.0 * kWidth * kHeight);
        options.part = VolumePart{2, 3, 1};
        QVERIFY(openImage(path, {}, {}, options).room);
        options.askPart = false;
        HALFTONE_EXPECT_ERROR(ErrorCode::OutOfMemory, "100 B of memory are available",
                              openImage(path, {}, {}, options));
    }

    void missingSlices()
    {
        const fs::path series = write(QStringLiteral("dicom"));
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("dicom/3")))); // slice 2
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("dicom/2")))); // slice 3
        const Image around = readImage(series, {}, {}, optionsOf({1, 3, 1}));
        QCOMPARE(around.value(0), 100.0);
        QCOMPARE(around.value(kWidth * kHeight), 100.0); // blank, as the lowest there is
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "slices 3 to 4, which were asked for",
                              readImage(series, {}, {}, optionsOf({2, 2, 1})));
    }

    void previews()
    {
        const VolumePart part = previewOf({512, 300, 61}, 144);
        QCOMPARE(part.first, 30);
        QCOMPARE(part.slices, 1);
        QCOMPARE(part.step, 4);
        QCOMPARE(previewOf({100, 144, 1}, 144).step, 1);
        QCOMPARE(previewOf({145, 1, 1}, 144).step, 2);
    }

    void whatVolumesAreToldBy()
    {
        QTemporaryDir folder;
        for (int series = 1; series <= 2; ++series) {
            for (int k = 0; k < 2 * series; ++k) {
                DicomElements data = dicomSlice(k, series == 1 ? "CT" : "MR");
                data.text(0x00080018, "UI", "2.25." + QByteArray::number(10 * series + k));
                data.text(0x0020000e, "UI", "2.25.3" + QByteArray::number(series));
                data.text(0x00200011, "IS", QByteArray::number(series));
                if (series == 2) {
                    data.text(0x0008103e, "LO", "t2 tse sag").text(0x00080021, "DA", "20190305");
                } else {
                    data.text(0x00181030, "LO", "Abdomen").text(0x00080020, "DA", "2018.01.02");
                }
                QVERIFY(put(folder, QStringLiteral("%1/%2").arg(series).arg(k), dicomFile(data)));
            }
        }
        const fs::path path = pathIn(folder, QStringLiteral("."));
        const ImageInfo info = readInfo(path);
        QCOMPARE(info.volumes.size(), std::size_t{2});
        QVERIFY(info.rule == VolumeRule::Largest);
        QCOMPARE(info.volume, 2);
        const VolumeSummary expected{"series 2, axial, 5 x 4 x 4",
                                     {kWidth, kHeight, 4},
                                     "series 2, axial",
                                     "MR",
                                     "t2 tse sag",
                                     "2019-03-05",
                                     4};
        QVERIFY(info.volumes[1] == expected);
        QVERIFY(info.volumes[0].modality == "CT" && info.volumes[0].description == "Abdomen");
        QVERIFY(info.volumes[0].date == "2018-01-02" && info.volumes[0].images == 2);
        ReadOptions options;
        options.askVolume = true;
        const OpenedImage asked = openImage(path, {}, {}, options);
        QCOMPARE(asked.info.volumes.size(), std::size_t{2});
        QCOMPARE(std::visit([](const auto& voxels) { return voxels.size(); }, asked.image.voxels),
                 std::size_t{0});
        options.volume = 1;
        const OpenedImage first = openImage(path, {}, {}, options);
        QVERIFY(first.info.rule == VolumeRule::Given);
        QCOMPARE(first.image.geometry.size[2], 2);
    }
};

HALFTONE_READING_TEST_MAIN(PartTest)
#include "tst_part.moc"
