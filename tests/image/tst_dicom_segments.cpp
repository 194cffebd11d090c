// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "tests/image/dicom_files.h"
#include "tests/image/reader_main.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <utility>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

using Frame = std::pair<int, int>; ///< segment, slice

/// Segment 1 is the left column of a slice, segment 2 the bottom row.
bool isInside(int segment, int x, int y)
{
    return segment == 1 ? x == 0 : y == kHeight - 1;
}

/// A segmentation object; `stored` is what a pixel inside has, 1 packs them as single bits.
DicomElements segmentation(const std::vector<Frame>& frames, int stored)
{
    std::vector<int> order;
    std::vector<DicomElements> groups;
    QByteArray pixels;
    int bit = 0;
    for (const auto& [segment, slice] : frames) {
        order.push_back(slice);
        groups.push_back(DicomElements().sequence(
            0x0062000a, {DicomElements().number(0x0062000b, static_cast<std::uint16_t>(segment))}));
        for (int i = 0; i < kWidth * kHeight; ++i, ++bit) {
            const bool inside = isInside(segment, i % kWidth, i / kWidth);
            if (stored > 1) {
                pixels += char(inside ? stored : stored / 4);
                continue;
            }
            if (bit % 8 == 0) {
                pixels += '\0';
            }
            pixels.back() = char(pixels.back() | (inside ? 1 << (bit % 8) : 0));
        }
    }
    if (pixels.size() % 2 != 0) {
        pixels += '\0';
    }
    DicomElements data = dicomFrames(order, groups);
    data.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.66.4").text(0x00080060, "CS", "SEG");
    const auto bits = static_cast<std::uint16_t>(stored > 1 ? 8 : 1);
    data.number(0x00280100, bits).number(0x00280101, bits);
    data.number(0x00280102, static_cast<std::uint16_t>(bits - 1));
    data.text(0x00620001, "CS", stored > 1 ? "FRACTIONAL" : "BINARY");
    if (stored > 1) {
        data.number(0x0062000e, static_cast<std::uint16_t>(stored));
    }
    DicomElements liver;
    liver.number(0x00620004, 1).text(0x00620005, "LO", "liver");
    DicomElements other;
    other.number(0x00620004, 2).text(0x00620005, "LO", "caf\xe9");
    // The red of sRGB, as PCS values of 16 bits.
    other.bytes(0x0062000d, "US", littleEndian<std::uint16_t>({35578, 53684, 50804}));
    data.sequence(0x00620002, {liver, other});
    data.bytes(0x7fe00010, "OB", pixels);
    return data;
}

const std::vector<Frame> kApart{{2, 4}, {1, 0}, {1, 1}, {2, 5}};

bool holds(const LabelMap& labels)
{
    bool same = labels.geometry.size == std::array<int, 3>{kWidth, kHeight, 6}
                && labels.geometry.originMm[2] == 5
                && std::abs(labels.geometry.spacingMm[2] - 2) < 1e-6;
    for (std::size_t i = 0; same && i < labels.voxels.size(); ++i) {
        const int x = int(i % kWidth);
        const int y = int(i / kWidth % kHeight);
        const int z = int(i / kWidth / kHeight);
        int expected = z < 2 && isInside(1, x, y) ? 1 : 0;
        expected = z >= 4 && isInside(2, x, y) ? 2 : expected;
        same = labels.voxels[i] == expected;
    }
    return same;
}

} // namespace

/// Segmentation objects are labels.
class DicomSegmentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsLieOnTheirFrames_data()
    {
        QTest::addColumn<int>("stored");
        QTest::newRow("binary") << 1;
        QTest::newRow("fractional") << 200;
    }
    void labelsLieOnTheirFrames()
    {
        QFETCH(int, stored);
        QTemporaryDir folder;
        QVERIFY(put(folder, "seg", dicomFile(segmentation(kApart, stored))));
        const LabelMap labels = readLabelMap(pathIn(folder, "seg"));
        QVERIFY(holds(labels));
        QVERIFY(labels.findings.empty()); // slices that were left out are empty, not missing
        QCOMPARE(int(labels.labels.size()), 2);
        QCOMPARE(labels.labels[0].name, std::string("liver"));
        QCOMPARE(labels.labels[1].name, std::string("caf\xc3\xa9"));
        const auto colour = labels.labels[1].colour;
        QVERIFY(colour[0] > 240 && colour[1] < 20 && colour[2] < 20);
        const ImageInfo info = readInfo(pathIn(folder, "seg"));
        QCOMPARE(info.format, std::string("DICOM segmentation"));
        QCOMPARE(int(info.volumes.size()), 3); // all, and each alone
    }

    void overlapsAreRefusedAndOffered()
    {
        QTemporaryDir folder;
        QVERIFY(put(folder, "seg", dicomFile(segmentation({{1, 0}, {2, 0}, {2, 1}}, 1))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'liver' and 'caf",
                              readLabelMap(pathIn(folder, "seg")));
        ReadOptions options;
        options.volume = 2;
        const LabelMap liver = readLabelMap(pathIn(folder, "seg"), {}, options);
        QCOMPARE(liver.geometry.size[2], 2);
        QCOMPARE(int(std::count(liver.voxels.begin(), liver.voxels.end(), 1)), kHeight);
        options.volume = 3;
        const LabelMap other = readLabelMap(pathIn(folder, "seg"), {}, options);
        QCOMPARE(int(std::count(other.voxels.begin(), other.voxels.end(), 2)), 2 * kWidth);
    }

    void imagesComeFirst()
    {
        QTemporaryDir folder;
        QVERIFY(putSeries(folder, 3));
        DicomElements labels = segmentation(kApart, 1);
        labels.text(0x0020000e, "UI", "2.25.55").text(0x00080018, "UI", "2.25.56");
        QVERIFY(put(folder, "seg", dicomFile(labels)));
        QVERIFY(isInOrder(readImage(folder.path().toStdString()), 3));
    }
};

HALFTONE_READING_TEST_MAIN(DicomSegmentsTest)
#include "tst_dicom_segments.moc"
