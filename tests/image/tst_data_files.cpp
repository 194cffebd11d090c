// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "tests/image/dicom_files.h"
#include "tests/image/tiff_builder.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace fs = std::filesystem;

namespace {

/// A volume of 4 x 3 x 2 bytes in the files that `data` names.
QByteArray nrrdHeader(const QByteArray& data, const QByteArray& more = {})
{
    return "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: raw\n" + more
           + "data file: " + data + "\n";
}

QByteArray metaHeader(const QByteArray& data, const QByteArray& more = {})
{
    return "NDims = 3\nDimSize = 4 3 2\nElementType = MET_UCHAR\n" + more
           + "ElementDataFile = " + data + "\n";
}

/// The header of an Analyze pair.
QByteArray pairHeader()
{
    QByteArray bytes(348, '\0');
    const auto set = [&](qsizetype at, const QByteArray& value) {
        bytes.replace(at, value.size(), value);
    };
    set(0, littleEndian<std::uint32_t>({348}));
    set(40, littleEndian<std::uint16_t>({3, 4, 3, 2, 1, 1, 1, 1}));
    set(70, littleEndian<std::uint16_t>({2, 8}));
    set(76, littleEndian<float>({1, 1, 1, 1}));
    set(344, QByteArray("ni1\0", 4));
    return bytes;
}

QStringList namesOf(const std::vector<fs::path>& files)
{
    QStringList names;
    for (const fs::path& file : files) {
        names.append(QString::fromStdString(file.filename().string()));
    }
    names.sort();
    return names;
}

} // namespace

/// Which files an image is in: none outside of its folder, and all of them known.
class DataFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(put(m_folder, "secret.raw", QByteArray(24, 's')));
        QVERIFY(put(m_folder, "secret/a.raw", QByteArray(12, 's')));
        QVERIFY(put(m_folder, "study/in.raw", QByteArray(24, 'v')));
        QVERIFY(put(m_folder, "study/v1.raw", QByteArray(12, 'v')));
        QVERIFY(put(m_folder, "study/v2.raw", QByteArray(12, 'v')));
        QVERIFY(put(m_folder, "study/below/in.raw", QByteArray(24, 'v')));
        QVERIFY(put(m_folder, "study-2/in.raw", QByteArray(24, 's')));
        const fs::path study = path("study");
        fs::create_symlink("../secret.raw", study / "out-link.raw");
        fs::create_symlink("in.raw", study / "in-link.raw");
        fs::create_directory_symlink("../secret", study / "out-folder");
    }

    void dataOutsideIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("header");
        const QByteArray absolute = QByteArray::fromStdString(path("secret.raw").string());
        const auto both = [](const char* name, const QByteArray& data) {
            QTest::addRow("nhdr, %s", name) << "x.nhdr" << nrrdHeader(data);
            QTest::addRow("mhd, %s", name) << "x.mhd" << metaHeader(data);
        };
        both("parent", "../secret.raw");
        both("backslash", "..\\secret.raw");
        both("down and up", "below/../../secret.raw");
        both("absent folder", "absent/../../secret.raw");
        both("absolute", absolute);
        both("folder of a like name", "../study-2/in.raw");
        both("link", "out-link.raw");
        both("linked folder", "out-folder/a.raw");
        both("system", "/etc/passwd");
        both("nothing there", "../absent.raw");
        both("pattern", "../secret/v%d.raw 1 2 1");
        QTest::newRow("nhdr, list") << "x.nhdr" << nrrdHeader("LIST\nv1.raw\nout-folder/a.raw");
        QTest::newRow("mhd, list") << "x.mhd" << metaHeader("LIST\nv1.raw\n../secret/a.raw");
        QTest::newRow("nhdr, byte skip")
            << "x.nhdr" << nrrdHeader("../secret.raw", "byte skip: -1\n");
        QTest::newRow("nhdr, line skip")
            << "x.nhdr" << nrrdHeader("../secret.raw", "line skip: 1\n");
        QTest::newRow("mhd, header size")
            << "x.mhd" << metaHeader("../secret.raw", "HeaderSize = -1\n");
        QTest::newRow("pair") << "x.hdr" << pairHeader();
    }

    void dataOutsideIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, header);
        const fs::path voxels = path("study/x.img");
        fs::remove(voxels);
        if (name == QLatin1String("x.hdr")) {
            fs::create_symlink("../secret.raw", voxels);
        }
        QVERIFY(put(m_folder, "study/" + name, header));
        const fs::path file = path("study") / name.toStdString();
        for (const bool voxelsToo : {false, true}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "outside the header's folder",
                                  voxelsToo ? filesAfterReading(file) : readInfo(file).files);
        }
    }

    void dataInTheFolderIsRead_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("beside") << QByteArray("in.raw");
        QTest::newRow("dot") << QByteArray("./in.raw");
        QTest::newRow("below") << QByteArray("below/in.raw");
        QTest::newRow("backslash") << QByteArray("below\\in.raw");
        QTest::newRow("up and down") << QByteArray("../study/in.raw");
        QTest::newRow("absolute") << QByteArray::fromStdString(path("study/in.raw").string());
        QTest::newRow("link") << QByteArray("in-link.raw");
    }

    void dataInTheFolderIsRead()
    {
        QFETCH(QByteArray, data);
        QVERIFY(put(m_folder, "study/x.nhdr", nrrdHeader(data)));
        QVERIFY(put(m_folder, "study/x.mhd", metaHeader(data)));
        for (const char* name : {"study/x.nhdr", "study/x.mhd"}) {
            const Image image = readImage(path(name));
            QCOMPARE(image.value(0), double('v'));
            QVERIFY(isIn(image.files, path(name))
                    && isIn(image.files, path("study/in.raw")) == !data.startsWith("below"));
        }
    }

    /// Far more than a header of that size could claim of its own file.
    void dataMayBeLarge()
    {
        QVERIFY(put(m_folder, "study/large.raw", {}));
        fs::resize_file(path("study/large.raw"), std::uintmax_t{150} << 20);
        QVERIFY(put(m_folder, "study/x.nhdr",
                    nrrdHeader("large.raw").replace("4 3 2", "1024 1024 150")));
        QVERIFY(put(m_folder, "study/x.mhd",
                    metaHeader("large.raw").replace("4 3 2", "1024 1024 150")));
        for (const char* name : {"study/x.nhdr", "study/x.mhd"}) {
            const std::array<int, 3> size{1024, 1024, 150};
            QCOMPARE(readInfo(path(name)).geometry.size, size);
        }
    }

    /// The folder of a header that is a link is also the one that the link leads to.
    void headersMayBeLinks()
    {
        QVERIFY(put(m_folder, "study/whole.nhdr", nrrdHeader("in.raw")));
        fs::create_directories(path("elsewhere"));
        for (const char* name : {"whole.nhdr", "in.raw"}) {
            fs::create_symlink(path("study") / name, path("elsewhere") / name);
        }
        QCOMPARE(readImage(path("elsewhere/whole.nhdr")).value(0), double('v'));
    }

    void theCompanionOfTiffStaysInTheFolder()
    {
        const QByteArray xml =
            "<OME><Image><Pixels DimensionOrder=\"XYZCT\" SizeX=\"4\" SizeY=\"3\" SizeZ=\"1\" "
            "SizeC=\"1\" SizeT=\"1\"><TiffData IFD=\"0\"><UUID FileName=\"a.tif\">urn:a</UUID>"
            "</TiffData></Pixels></Image></OME>";
        TiffBuilder tiff;
        tiff.grey(4, 3, 8, QByteArray(12, 'x'), {},
                  "<OME UUID=\"urn:a\"><BinaryOnly MetadataFile=\"c.ome\" UUID=\"urn:c\"/></OME>");
        QVERIFY(put(m_folder, "study/a.tif", tiff.bytes()));
        QVERIFY(put(m_folder, "study/c.ome", xml));
        QCOMPARE(namesOf(readInfo(path("study/a.tif")).files), (QStringList{"a.tif", "c.ome"}));
        QVERIFY(put(m_folder, "secret/c.ome", xml));
        fs::remove(path("study/c.ome"));
        fs::create_symlink("../secret/c.ome", path("study/c.ome"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "outside the header's folder",
                              readInfo(path("study/a.tif")));
    }

    void allFilesAreNamed()
    {
        QVERIFY(put(m_folder, "study/l.nhdr", nrrdHeader("LIST\nv1.raw\nv2.raw")));
        QCOMPARE(namesOf(readInfo(path("study/l.nhdr")).files),
                 (QStringList{"l.nhdr", "v1.raw", "v2.raw"}));
        LabelMap labels;
        labels.geometry.size = {4, 3, 2};
        labels.voxels.resize(24);
        for (const char* name : {"study/one.nrrd", "study/one.mha", "study/one.nii"}) {
            writeLabelMap(path(name), labels);
            QCOMPARE(readInfo(path(name)).files, std::vector<fs::path>{path(name)});
        }
        QVERIFY(put(m_folder, "pair/p.hdr", pairHeader()));
        QVERIFY(put(m_folder, "pair/p.img", QByteArray(24, '\1')));
        const QStringList pair{"p.hdr", "p.img"};
        QCOMPARE(namesOf(readInfo(path("pair/p.hdr")).files), pair);
        QCOMPARE(namesOf(readImage(path("pair/p.img")).files), pair);
        QCOMPARE(namesOf(readLabelMap(path("pair/p.img")).files), pair);
        for (int k = 0; k < 3; ++k) {
            QVERIFY(put(m_folder, "series/" + QString::number(k), dicomFile(dicomSlice(k))));
            fs::create_directories(path("slices"));
            writePng(path("slices") / (std::to_string(k) + ".png"),
                     {4, 3, std::vector<std::uint8_t>(12, 1), {{0, 0, 0}, {9, 8, 7}}});
        }
        const QStringList series{"0", "1", "2"};
        QCOMPARE(namesOf(readInfo(path("series")).files), series);
        QCOMPARE(namesOf(readInfo(path("series/1")).files), series);
        QCOMPARE(namesOf(readImage(path("slices")).files),
                 (QStringList{"0.png", "1.png", "2.png"}));
        QCOMPARE(namesOf(readInfo(path("slices/1.png")).files), QStringList{"1.png"});
        QCOMPARE(namesOf(filesOf(path("secret.raw"))), QStringList{"secret.raw"}); // unreadable
    }

    void readingHeadersObeysAStop()
    {
        StopSource source;
        source.requestStop();
        for (const char* name : {"series", "slices", "pair/p.hdr", "study/l.nhdr"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", readInfo(path(name), source.token()));
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", filesOf(path(name), source.token()));
        }
    }

private:
    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    [[nodiscard]] static std::vector<fs::path> filesAfterReading(const fs::path& file)
    {
        return readImage(file).files;
    }
    [[nodiscard]] static bool isIn(const std::vector<fs::path>& files, const fs::path& file)
    {
        return std::any_of(files.begin(), files.end(),
                           [&](const fs::path& each) { return fs::equivalent(each, file); });
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(DataFilesTest)
#include "tst_data_files.moc"
