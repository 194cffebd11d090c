// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "tests/cli/cli_runner.h"
#include "tests/image/dicom_series.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace halftone;
using namespace halftone::test;
using namespace halftone::tests;

namespace {

constexpr int kWide = 37; // with kHigh no multiple of 8 pixels
constexpr int kHigh = 29;
constexpr int kDeep = 4;

/// A Python that has what read_masks.py needs; empty if there is none.
QString readingPython()
{
    for (const char* name : {"python3", "/usr/bin/python3"}) {
        QProcess process;
        process.start(QString::fromUtf8(name), {QStringLiteral(HALFTONE_READ_MASKS), "--can"});
        if (process.waitForFinished() && process.exitCode() == 0) {
            return QString::fromUtf8(name);
        }
    }
    return {};
}

} // namespace

/// `segment -o`: the same mask in every format, and what it says of itself.
class TestSavedMasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* series : {"axial", "sagittal", "oblique", "tilted"}) {
            QVERIFY(putPlacedSeries(m_folder, series, kDeep, kWide, kHigh));
        }
        // A model that sees both labels everywhere: else little is compared.
        constexpr unsigned kMostSeeds = 60;
        unsigned seed = 0;
        while (seed < kMostSeeds && !seesAll(++seed)) {
        }
        QVERIFY(seed < kMostSeeds);
    }

    void formatsAgree_data() { addSeries(); }
    void formatsAgree()
    {
        QFETCH(QString, series);
        const LabelMap nifti = saved(series, "m.nii.gz");
        const Image image = image::readImage(path(series).toStdString());
        QCOMPARE(image.geometry.size, (std::array<int, 3>{kWide, kHigh, kDeep}));
        QVERIFY(hasAll(nifti));
        for (const char* file : {"m.dcm", "m.seg.nrrd", "m.nrrd", "m.mha", "m.tif"}) {
            const LabelMap other = saved(series, file);
            QVERIFY2(other.voxels == nifti.voxels, file);
            QVERIFY2(QByteArray(file) == "m.tif" || other.geometry.sameGrid(image.geometry), file);
        }
        // In place: the segmentation is a reference of its image, and of its mask.
        const QJsonObject scores =
            runJson({"evaluate", "--prediction", path("m.nii.gz"), "--reference", path("m.dcm")});
        for (const QJsonValue& label : scores["labels"].toArray()) {
            QCOMPARE(label["dice"].toDouble(), 1.0);
        }
        QCOMPARE(scores["labels"].toArray().size(), 2);
    }

    void othersReadThem_data() { addSeries(); }
    void othersReadThem()
    {
        const QString python = readingPython();
        if (python.isEmpty()) {
            QSKIP("Masks are not read by other programs here: python3-nibabel, python3-pydicom or "
                  "dicom3tools is missing (packaging/jobs-packages.txt).");
        }
        QFETCH(QString, series);
        for (const char* file : {"m.nii.gz", "m.seg.nrrd", "m.dcm"}) {
            (void)saved(series, file);
        }
        QProcess process;
        process.start(python, {QStringLiteral(HALFTONE_READ_MASKS), path(series), path("m.nii.gz"),
                               path("m.seg.nrrd"), path("m.dcm")});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAllStandardOutput() + process.readAllStandardError();
        QVERIFY2(process.exitCode() == 0 && said.contains("all three agree"), said);
    }

    void theyNameTheModelByItsHash()
    {
        const QJsonObject result = runJson(
            {"segment", path("axial"), "--model", path("m.halftone"), "-o", path("h.nrrd")});
        const model::Model model = model::readModel(path("m.halftone").toStdString());
        QCOMPARE(model.hash.size(), std::size_t{64});
        QCOMPARE(result["model_sha256"].toString().toStdString(), model.hash);
        const QByteArray bytes = readBytes(path("h.nrrd").toStdString());
        QVERIFY(bytes.contains(("Halftone_model_sha256:=" + model.hash + "\n").c_str()));
        QVERIFY(bytes.contains("Halftone_program:=Halftone " HALFTONE_VERSION));
        QVERIFY(bytes.contains("Halftone_precision:=W4A6\n"));
    }

    void slicesOfAStackAreAMaskOfTheirOwn()
    {
        // What a series of no other slices gives: the window of grey values is that of the part.
        for (const int k : {1, 2}) {
            QVERIFY(put(m_folder, QStringLiteral("few/%1.dcm").arg(k),
                        dicomFile(placedSlice(placeOf("axial"), k, kWide, kHigh))));
        }
        const LabelMap few = saved("few", "few.nii.gz");
        const QStringList command{"segment", path("axial"), "--model", path("m.halftone")};
        const QJsonObject result =
            runJson(command + QStringList{"--slices", "2-3", "-o", path("p.nii.gz")});
        QCOMPARE(result["slices_read"].toObject(),
                 (QJsonObject{{"first", 2}, {"last", 3}, {"of", kDeep}}));
        QVERIFY(result["warnings"].toArray().contains("Only slices 2 to 3 of 4 were opened."));
        const LabelMap part = image::readLabelMap(path("p.nii.gz").toStdString());
        QVERIFY(part.geometry.sameGrid(few.geometry));
        QVERIFY(part.voxels == few.voxels);
        for (const char* slices : {"0-2", "3-2", "x", "1-", "2--3", "1-9999999999"}) {
            const CliResult refused = runCli(
                command + QStringList{"--slices", QLatin1String(slices), "-o", path("p.nii")});
            QVERIFY2(refused.exitCode == 2 && refused.err.contains("such as 201-400"), slices);
        }
        const CliResult none =
            runCli(command + QStringList{"--slices", "5-6", "-o", path("p.nii")});
        QVERIFY2(none.exitCode == 1 && none.err.contains("slices 1 to 4"), none.text());
    }

    void surfacesAreOneALabel()
    {
        const QJsonObject result =
            runJson({"segment", path("axial"), "--model", path("m.halftone"), "-o", path("s.stl")});
        QCOMPARE(result["mask_files"].toArray(), (QJsonArray{"s-grey.stl", "s-white.stl"}));
        QVERIFY(QFile::exists(path("s-grey.stl")) && QFile::exists(path("s-white.stl")));
        QVERIFY(!QFile::exists(path("s.stl")));
    }

    /// Before the work, with another way out.
    void whatCannotBeSavedIsSaidFirst()
    {
        const LabelMap mask = saved("axial", "m.nii.gz");
        Image image;
        image.geometry = mask.geometry;
        image.voxels = mask.voxels;
        image::writeImage(path("scan.nii.gz").toStdString(), image);
        const CliResult result = runCli(
            {"segment", path("scan.nii.gz"), "--model", path("m.halftone"), "-o", path("no.dcm")});
        QVERIFY2(result.exitCode == 1, result.text());
        QVERIFY2(result.err.contains("Save the mask as .seg.nrrd"), result.text());
        QVERIFY(!QFile::exists(path("no.dcm")));
        const CliResult input = runCli(
            {"segment", path("axial"), "--model", path("m.halftone"), "-o", path("axial/2.dcm")});
        QVERIFY2(input.exitCode == 1 && input.err.contains("Write to another folder"),
                 input.text());
    }

private:
    static bool hasAll(const LabelMap& mask)
    {
        return std::set(mask.voxels.begin(), mask.voxels.end()) == std::set<std::uint8_t>{0, 1, 2};
    }

    bool seesAll(unsigned seed)
    {
        writeRandomModel(path("m.halftone"), 8, {"grey", "white"}, Modality::MR, seed);
        for (const char* series : {"axial", "sagittal", "oblique", "tilted"}) {
            if (!hasAll(saved(QString::fromLatin1(series), "m.nii.gz"))) {
                return false;
            }
        }
        return true;
    }

    static void addSeries()
    {
        QTest::addColumn<QString>("series");
        for (const char* series : {"axial", "sagittal", "oblique", "tilted"}) {
            QTest::newRow(series) << QString::fromUtf8(series);
        }
    }

    LabelMap saved(const QString& series, const char* file)
    {
        const QString to = path(QString::fromUtf8(file));
        QFile::remove(to);
        (void)segment(path(series), path("m.halftone"), 4, 6, to);
        return image::readLabelMap(to.toStdString());
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSavedMasks)
#include "tst_saved_masks.moc"
