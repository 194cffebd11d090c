// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// NRRD and MetaImage, whose headers are text, as other programs write them.
#include "core/image/image_io.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

/// 4 x 3 x 2 voxels counting from 1.
QByteArray counting()
{
    QByteArray voxels;
    for (int i = 1; i <= 24; ++i) {
        voxels += static_cast<char>(i);
    }
    return voxels;
}

QByteArray nrrdHeader(const QByteArray& fields, const QByteArray& encoding = "raw")
{
    return "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 4 3 2\nencoding: " + encoding + "\n"
           + fields;
}

QByteArray spaceOf(const QByteArray& name, const QByteArray& signs)
{
    QByteArray fields = "space: " + name + "\nspace directions: (";
    fields += signs.mid(0, 1) + "1,0,0) (0," + signs.mid(1, 1) + "1,0) (0,0," + signs.mid(2, 1)
              + "2)\nspace origin: (" + signs.mid(0, 1) + "3," + signs.mid(1, 1) + "4,"
              + signs.mid(2, 1) + "5)\n";
    return fields.replace('+', "");
}

QByteArray metaHeader(const QByteArray& fields, const QByteArray& file)
{
    return "ObjectType = Image\nNDims = 3\n" + fields
           + "DimSize = 4 3 2\nElementType = MET_UCHAR\nElementDataFile = " + file + "\n";
}

} // namespace

class TextHeadersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spacesHaveTheirSigns_data()
    {
        QTest::addColumn<QByteArray>("space");
        QTest::addColumn<QByteArray>("signs");
        QTest::addColumn<bool>("known");
        QTest::newRow("LPS") << QByteArray("left-posterior-superior") << QByteArray("+++") << true;
        QTest::newRow("short") << QByteArray("LPS") << QByteArray("+++") << true;
        QTest::newRow("RAS") << QByteArray("right-anterior-superior") << QByteArray("--+") << true;
        QTest::newRow("LAS") << QByteArray("LAS") << QByteArray("+-+") << true;
        QTest::newRow("scanner") << QByteArray("scanner-xyz") << QByteArray("+++") << false;
        QTest::newRow("handed") << QByteArray("3D-right-handed") << QByteArray("+++") << false;
    }
    void spacesHaveTheirSigns()
    {
        QFETCH(QByteArray, space);
        QFETCH(QByteArray, signs);
        QFETCH(bool, known);
        const Geometry geometry =
            readInfo(write("space.nrrd", nrrdHeader(spaceOf(space, signs)) + "\n" + counting()))
                .geometry;
        QCOMPARE(geometry.orientationKnown, known);
        const std::array<double, 3> origin{3, 4, 5};
        const std::array<double, 9> straight{1, 0, 0, 0, 1, 0, 0, 0, 1};
        QCOMPARE(geometry.originMm, origin);
        QCOMPARE(geometry.direction, straight);
        QCOMPARE(geometry.spacingMm[2], 2.0);
    }

    void unitsAreLengths()
    {
        const QByteArray space = spaceOf("LPS", "+++");
        const auto spacing = [&](const QByteArray& units) {
            return readInfo(write("unit.nrrd", nrrdHeader(space + "space units: " + units + "\n")
                                                   + "\n" + counting()));
        };
        QCOMPARE(spacing("\"um\" \"um\" \"um\"").geometry.spacingMm[2], 0.002);
        QCOMPARE(spacing("\"um\" \"um\" \"um\"").geometry.originMm[0], 0.003);
        QCOMPARE(spacing("\"\xc2\xb5m\" \"microns\" \"nm\"").geometry.spacingMm[2], 2e-6);
        const ImageInfo odd = spacing("\"furlong\" \"mm\" \"mm\"");
        QVERIFY(!odd.geometry.spacingKnown);
        QVERIFY(findKind(odd.findings, "unit-unknown") != nullptr);
        const ImageInfo none = readInfo(write("none.nrrd", nrrdHeader("") + "\n" + counting()));
        QVERIFY(!none.geometry.spacingKnown && !none.geometry.orientationKnown);
    }

    void nrrdVoxelsAreFound_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("behind");
        const auto row = [](const char* title, const QByteArray& header, const QByteArray& behind) {
            QTest::newRow(title) << header << behind;
        };
        const QByteArray v = counting();
        QByteArray text;
        for (const char value : v) {
            text += QByteArray::number(int(value)) + " ";
        }
        row("raw", nrrdHeader(""), "\n" + v);
        row("CR LF", nrrdHeader("").replace('\n', "\r\n"), "\r\n" + v);
        row("ascii", nrrdHeader("", "ascii"), "\n" + text);
        row("hex", nrrdHeader("", "hex"), "\n" + v.toHex());
        row("zlib", nrrdHeader("", "gzip"), "\n" + qCompress(v).mid(4));
        row("line and byte skip", nrrdHeader("line skip: 2\nbyteskip: 3\n"), "\na\nbb\nxyz" + v);
        row("the last bytes", nrrdHeader("byte skip: -1\n"), "\njunk" + v);
        row("a file", nrrdHeader("data file: sub/a 100%d.raw\n"), "");
        row("list", nrrdHeader("data file: LIST\ns07.raw\ns08.raw\n"), "");
        row("pattern", nrrdHeader("datafile: s%02d.raw 7 8 1\n"), "");
    }
    void nrrdVoxelsAreFound()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, behind);
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("sub")));
        write("sub/a 100%d.raw", counting());
        write("s07.raw", counting().left(12));
        write("s08.raw", counting().mid(12));
        const Image image = readImage(write("voxels.nhdr", header + behind));
        QCOMPARE(image.value(0), 1.0);
        QCOMPARE(image.value(23), 24.0);
    }

    void nrrdIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* title, const QByteArray& bytes, const char* words) {
            QTest::newRow(title) << bytes << QString::fromLatin1(words);
        };
        const QByteArray v = counting();
        row("bzip2", nrrdHeader("", "bzip2") + "\n" + v, "bzip2");
        row("missing file", nrrdHeader("data file: nowhere.raw\n"), "nowhere.raw");
        row("space", nrrdHeader(spaceOf("sideways", "+++")) + "\n" + v, "sideways");
        row("endian", nrrdHeader("").replace("uchar", "short") + "\n" + v + v, "order the bytes");
        row("text as raw", nrrdHeader("", "ascii") + "\n1 2 3 x " + v.toHex(), "no number");
        const QByteArray layers = "NRRD0004\ntype: uchar\ndimension: 4\nsizes: 2 4 3 1\n"
                                  "kinds: list domain domain domain\nencoding: raw\n";
        row("layers", layers + "Segment0_ID:=a\n\n" + v, "2 layers");
        row("vectors", QByteArray(layers).replace("list", "vector") + "\n" + v,
            "2 values per voxel (an axis of kind 'vector')");
        // As Teem writes colour: NaN is the spacing of what is no space.
        row("values without spacing",
            QByteArray("NRRD0004\ntype: uchar\ndimension: 4\nsizes: 2 4 3 1\n"
                       "spacings: nan 0.5 0.7 2\nencoding: raw\n\n")
                + v,
            "2 values per voxel");
    }
    void nrrdIsRefusedWithTheReason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto path = write("refused.nrrd", bytes);
        const QString error = errorOf([&] { static_cast<void>(readImage(path)); });
        QVERIFY2(error.startsWith(QStringLiteral("file-format: ")) && error.contains(words),
                 qPrintable(error));
    }

    void axesWithoutSpacingAreNoSpace()
    {
        const auto header = [](const char* sizes, const char* spacings) {
            return QByteArray("NRRD0004\ntype: uchar\ndimension: 4\nsizes: ") + sizes
                   + "\nspacings: " + spacings + "\nencoding: raw\n\n" + counting();
        };
        const Geometry first =
            readInfo(write("first.nrrd", header("1 4 3 2", "nan 0.5 0.7 2"))).geometry;
        QCOMPARE(first.size, (std::array<int, 3>{4, 3, 2}));
        QCOMPARE(first.spacingMm, (std::array<double, 3>{0.5, 0.7, 2}));
        const ImageInfo last = readInfo(write("last.nrrd", header("4 3 1 2", "0.5 0.7 2 nan")));
        QCOMPARE(last.geometry.size, (std::array<int, 3>{4, 3, 1}));
        QCOMPARE(last.volumes.size(), std::size_t{2});
    }

    void segmentsAreLabels()
    {
        const QByteArray keys = "Segment0_ID:=s1\nSegment0_Name:=liver\nSegment0_LabelValue:=7\n"
                                "Segment0_Color:=1 0.5 0\nSegment1_Name:=spleen\n"
                                "Segment1_LabelValue:=24\n";
        const LabelMap labels =
            readLabelMap(write("a.seg.nrrd", nrrdHeader(keys) + "\n" + counting()));
        QCOMPARE(labels.labels[6].name, std::string("liver"));
        QCOMPARE(int(labels.labels[6].colour[1]), 128);
        QCOMPARE(labels.labels[23].name, std::string("spleen"));
        QCOMPARE(labels.labels[0].name, std::string("1"));
    }

    void volumesOfNrrdAndMetaImageAreOffered()
    {
        const QByteArray header = "NRRD0004\ntype: uchar\ndimension: 4\nsizes: 4 3 1 2\n"
                                  "kinds: domain domain domain time\nencoding: raw\n";
        const auto nrrd = write("time.nrrd", header + "\n" + counting());
        QCOMPARE(readInfo(nrrd).volumes.size(), std::size_t{2});
        QCOMPARE(readImage(nrrd, {}, {}, {.volume = 2}).value(0), 13.0);
        const auto meta =
            write("time.mha", "NDims = 4\nDimSize = 4 3 1 2\nElementType = MET_UCHAR\n"
                              "ElementDataFile = LOCAL\n"
                                  + counting());
        QCOMPARE(readImage(meta, {}, {}, {.volume = 2}).value(0), 13.0);
        QVERIFY(findKind(readImage(meta).findings, "several-volumes") != nullptr);
    }

    void metaImagesSayWhatTheyKnow()
    {
        const auto info = [&](const QByteArray& fields) {
            return readInfo(write("m.mha", metaHeader(fields, "LOCAL") + counting()));
        };
        const QByteArray matrix = "TransformMatrix = 1 0 0 0 1 0 0 0 -1\nElementSpacing = 1 1 2\n";
        QVERIFY(info(matrix).geometry.orientationKnown);
        QCOMPARE(info(matrix).geometry.direction[8], -1.0);
        QVERIFY(info(matrix + "AnatomicalOrientation = RAS\n").findings.empty());
        QVERIFY(info(matrix + "AnatomicalOrientation = RAI\n").findings.empty());
        QVERIFY(findKind(info(matrix + "AnatomicalOrientation = LPI\n").findings,
                         "orientation-disagrees")
                != nullptr);
        QVERIFY(!info("ElementSpacing = 1 1 2\n").geometry.orientationKnown);
        QVERIFY(!info("AnatomicalOrientation = ???\n").geometry.orientationKnown);
        QVERIFY(info("AnatomicalOrientation = RAI\n").geometry.orientationKnown);
        QVERIFY(findKind(info("AnatomicalOrientation = LPI\n").findings, "orientation-unproven")
                != nullptr);
        QVERIFY(!info("Offset = 1 2 3\n").geometry.spacingKnown);
        QCOMPARE(info("ElementSize = 1 1 2\n").geometry.spacingMm[2], 2.0);
    }

    void metaImageVoxelsAreFound()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("sub")));
        write("sub/77 %.raw", counting());
        write("tail.raw", "junk" + counting());
        write("packed.zraw", qCompress(counting()).mid(4));
        write("s0.raw", counting().left(12));
        write("s1.raw", counting().mid(12));
        const QList<QByteArray> headers{metaHeader("", "sub/77 %.raw"),
                                        metaHeader("", "sub\\77 %.raw"),
                                        metaHeader("HeaderSize = -1\n", "tail.raw"),
                                        metaHeader("HeaderSize = 4\n", "tail.raw"),
                                        metaHeader("CompressedData = True\n", "packed.zraw"),
                                        metaHeader("", "s%d.raw 0 1 1"),
                                        metaHeader("", "LIST\ns0.raw\ns1.raw")};
        for (const QByteArray& header : headers) {
            const Image image = readImage(write("v.mhd", header));
            QCOMPARE(image.value(0), 1.0);
            QCOMPARE(image.value(23), 24.0);
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "s7.raw",
                              readInfo(write("v.mhd", metaHeader("", "s%d.raw 7 9 1"))));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::FileFormat, "not a size of 2 dimensions",
            readInfo(write("v.mhd", metaHeader("", "s0.raw").replace("NDims = 3", "NDims = 2"))));
    }

    void whatIsNotKnownIsNotWritten()
    {
        Geometry geometry = obliqueGeometry();
        geometry.orientationKnown = false;
        for (const char* name : {"u.nrrd", "u.mha"}) {
            const auto path = pathIn(m_folder, QString::fromLatin1(name));
            geometry.direction = {1, 0, 0, 0, 1, 0, 0, 0, 1};
            writeImage(path, countingImage<std::uint8_t>(geometry));
            const Geometry back = readInfo(path).geometry;
            QVERIFY2(!back.orientationKnown && back.spacingKnown && back.sameGrid(geometry), name);
            Geometry plain = geometry;
            plain.spacingKnown = false;
            writeImage(path, countingImage<std::uint8_t>(plain));
            QVERIFY2(!readInfo(path).geometry.spacingKnown, name);
        }
    }

private:
    std::filesystem::path write(const char* name, const QByteArray& bytes)
    {
        const auto path = pathIn(m_folder, QString::fromUtf8(name));
        return writeBytes(path, bytes) ? path : std::filesystem::path();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TextHeadersTest)
#include "tst_text_headers.moc"
