// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/source.h"
#include "tests/image/dicom_files.h"
#include "tests/image/tiff_builder.h"
#include "tests/image/tiff_pages.h"

#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::image::detail;
using namespace halftone::test;
namespace fs = std::filesystem;

namespace {

std::span<std::byte> bytesOf(Voxels& voxels)
{
    return std::visit([](auto& values) { return std::as_writable_bytes(std::span(values)); },
                      voxels);
}

/// Slices of a series that differs from the usual one.
using Change = std::function<void(int k, DicomElements& data)>;

bool putChanged(const QTemporaryDir& folder, int count, const char* modality, const Change& change)
{
    bool done = true;
    for (int k = 0; k < count; ++k) {
        DicomElements data = dicomSlice(k, modality);
        data.number(0x00280103, 1); // signed
        change(k, data);
        done = done && put(folder, QString::number(k), dicomFile(data));
    }
    return done;
}

/// Pixels of slice k with some that are `padding`.
QByteArray padded(int k, int padding)
{
    QByteArray pixels = slicePixels(k);
    return pixels.replace(0, 8, shorts({padding, padding, padding, padding}));
}

} // namespace

/// Readers tell of voxels that are final while they read: whoever takes them then, and loses them,
/// has the same image as who waits.
class ReadyVoxelsTest : public QObject {
    Q_OBJECT

    /// Sizes of what was told, in voxels.
    std::vector<std::size_t> m_told;

    void read(const fs::path& path)
    {
        m_told.clear();
        Findings expectedFindings;
        Voxels expected = readVoxels(openHere(path, {}, {}), path, {}, {}, expectedFindings);
        const std::span<std::byte> whole = bytesOf(expected);

        std::vector<std::byte> taken;
        const ReadyFn take = [&](std::size_t type, std::span<std::byte> soFar) {
            QCOMPARE(type, expected.index());
            QVERIFY(soFar.size() >= taken.size() && soFar.size() <= whole.size());
            const std::span<std::byte> fresh = soFar.subspan(taken.size());
            taken.insert(taken.end(), fresh.begin(), fresh.end());
            std::fill(fresh.begin(), fresh.end(), std::byte{0x80}); // far below air
            m_told.push_back(soFar.size() * std::visit([](auto& v) { return v.size(); }, expected)
                             / whole.size());
        };
        Findings findings;
        Voxels rest = readVoxels(openHere(path, {}, {}), path, {}, {}, findings, take);
        QCOMPARE(rest.index(), expected.index());
        QVERIFY(findings == expectedFindings);
        const std::span<std::byte> late = bytesOf(rest).subspan(taken.size());
        taken.insert(taken.end(), late.begin(), late.end());
        QVERIFY(std::equal(taken.begin(), taken.end(), whole.begin(), whole.end()));
    }

    void expectSlices(const QTemporaryDir& series, const std::vector<std::size_t>& slices)
    {
        read(series.path().toStdString());
        std::vector<std::size_t> voxels;
        for (const std::size_t count : slices) {
            voxels.push_back(count * kWidth * kHeight);
        }
        QCOMPARE(m_told, voxels);
    }

private Q_SLOTS:
    void slicesOfAScan()
    {
        for (const char* modality : {"MR", "CT"}) {
            QTemporaryDir series;
            QVERIFY(putChanged(series, 3, modality, [](int, DicomElements&) {}));
            expectSlices(series, {1, 2, 3});
        }
    }

    /// Whether -2000 becomes air is known when all are read.
    void slicesOfCtThatMayBePadded()
    {
        QTemporaryDir series;
        QVERIFY(putChanged(series, 4, "CT", [](int k, DicomElements& data) {
            data.bytes(0x7fe00010, "OW", k == 2 ? padded(k, -2000) : slicePixels(k));
        }));
        expectSlices(series, {1, 2});
        const Image image = readImage(series.path().toStdString());
        QCOMPARE(image.value(2 * kWidth * kHeight), -1024.0);
    }

    void slicesOfCtWithANamedPadding()
    {
        QTemporaryDir series;
        QVERIFY(putChanged(series, 3, "CT", [](int k, DicomElements& data) {
            data.bytes(0x00280120, "SS", shorts({-3024}));
            data.bytes(0x7fe00010, "OW", padded(k, -3024));
        }));
        expectSlices(series, {1, 2, 3});
        QCOMPARE(readImage(series.path().toStdString()).value(0), -1024.0);
    }

    /// The lowest value of all becomes that of the padding.
    void noneOfMrWithANamedPadding()
    {
        QTemporaryDir series;
        QVERIFY(putChanged(series, 3, "MR", [](int k, DicomElements& data) {
            data.bytes(0x00280120, "SS", shorts({-3024}));
            data.bytes(0x7fe00010, "OW", padded(k, -3024));
        }));
        expectSlices(series, {});
    }

    void noneWhereASliceIsMissing()
    {
        QTemporaryDir series;
        QVERIFY(putSeries(series, 5, "CT"));
        QVERIFY(QFile::remove(series.filePath(QStringLiteral("2"))));
        expectSlices(series, {});
    }

    void rowsOfPages()
    {
        QTemporaryDir folder;
        TiffBuilder tiff;
        const std::vector<std::uint32_t> at = tiff.addData({grid().left(12), grid().right(12)});
        const QByteArray strip = grid(50);
        tiff.grey(6, 4, 8, {}, {{273, at}, {279, {12, 12}}, {278, {2}}});
        tiff.grey(6, 4, 8, strip);
        const fs::path path = pathIn(folder, QStringLiteral("rows.tif"));
        QVERIFY(writeBytes(path, tiff.bytes()));
        read(path);
        QCOMPARE(m_told, (std::vector<std::size_t>{12, 24, 24, 48, 48}));
    }

    void turnedPages()
    {
        QTemporaryDir folder;
        const fs::path path = pathIn(folder, QStringLiteral("turned.tif"));
        QVERIFY(writeBytes(path, stackOf({0, 30}, {}, {{274, {3}}})));
        read(path);
        QCOMPARE(m_told, (std::vector<std::size_t>{24, 48}));
    }

    void noneOfInvertedPages()
    {
        QTemporaryDir folder;
        const fs::path path = pathIn(folder, QStringLiteral("white-is-zero.tif"));
        QVERIFY(writeBytes(path, stackOf({0, 30}, {}, {{262, {0}}})));
        read(path);
        QVERIFY(m_told.empty());
    }

    void greyStoredAsColour()
    {
        QTemporaryDir folder;
        TiffBuilder tiff;
        QByteArray colours;
        for (const char value : grid()) {
            colours += QByteArray(3, value);
        }
        tiff.grey(6, 4, 8, colours, {{258, {8, 8, 8}}, {262, {2}}, {277, {3}}});
        const fs::path path = pathIn(folder, QStringLiteral("colour.tif"));
        QVERIFY(writeBytes(path, tiff.bytes()));
        read(path);
        QCOMPARE(m_told, (std::vector<std::size_t>{24}));
    }

    void picturesOfAFolder()
    {
        QTemporaryDir folder;
        for (const int number : {1, 2, 3}) {
            QVERIFY(writeBytes(pathIn(folder, QStringLiteral("slice%1.tif").arg(number)),
                               stackOf({10 * number}, {})));
        }
        read(folder.path().toStdString());
        QCOMPARE(m_told, (std::vector<std::size_t>{24, 48, 72}));
    }
};

QTEST_APPLESS_MAIN(ReadyVoxelsTest)
#include "tst_ready_voxels.moc"
