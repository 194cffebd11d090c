// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;
using namespace halftone::image;

/// Files of other programs, where the data folder is present.
class LoadersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString named = qEnvironmentVariable("HALFTONE_DATA");
        m_folder.setPath(named.isEmpty() ? QStringLiteral(HALFTONE_DEFAULT_DATA) : named);
        if (!m_folder.exists(QStringLiteral("loaders"))) {
            QSKIP("no real images: HALFTONE_DATA does not name a folder with loaders/");
        }
    }

    void compressedSeriesEqualsTheUncompressed()
    {
        const Image compressed = readImage(path("loaders/ct_dicom_j2k"));
        const Image plain = readImage(path("loaders/ct_dicom_uncompressed"));
        QCOMPARE(compressed.geometry.size[2], 20);
        QCOMPARE(plain.geometry.size[2], 8);
        QCOMPARE(compressed.modality, Modality::CT);
        QVERIFY(!compressed.synthetic);
        // The 8 slices lie somewhere in the 20: found by their height.
        const double offset = (plain.geometry.originMm[2] - compressed.geometry.originMm[2])
                              / compressed.geometry.spacingMm[2];
        const auto first = static_cast<std::size_t>(std::lround(offset));
        QVERIFY(std::abs(offset - std::round(offset)) < 1e-3);
        const std::size_t plane = plain.geometry.sliceVoxels();
        const auto& a = std::get<std::vector<std::int16_t>>(compressed.voxels);
        const auto& b = std::get<std::vector<std::int16_t>>(plain.voxels);
        QVERIFY(
            std::equal(b.begin(), b.end(), a.begin() + static_cast<std::ptrdiff_t>(first * plane)));
        QCOMPARE(*std::min_element(a.begin(), a.end()), std::int16_t{-1024}); // rescaled to HU
    }

    void positionsAreSorted()
    {
        const Image image = readImage(path("loaders/ct_dicom_j2k/IM07.dcm"));
        const std::array<int, 3> size{512, 512, 20};
        QCOMPARE(image.geometry.size, size);
        QVERIFY(std::abs(image.geometry.spacingMm[2] - 2) < 1e-6);
        QCOMPARE(orientationCode(image.geometry), std::string("LPS"));
        // Neighbours resemble each other more than slices far apart.
        const auto& v = std::get<std::vector<std::int16_t>>(image.voxels);
        const std::size_t plane = image.geometry.sliceVoxels();
        const auto difference = [&](std::size_t s, std::size_t t) {
            double sum = 0;
            for (std::size_t i = 0; i < plane; ++i) {
                sum += std::abs(v[s * plane + i] - v[t * plane + i]);
            }
            return sum;
        };
        for (std::size_t k = 2; k < 20; ++k) {
            QVERIFY(difference(k, k - 1) < difference(k, k - 2) * 1.05);
        }
    }

    void segmentationLiesOnItsSeries()
    {
        const Image image = readImage(path("loaders/ct_dicom_j2k"));
        const LabelMap labels = resampleTo(
            readLabelMap(path("loaders/ct_dicom_seg_totalsegmentator.nii.gz")), image.geometry);
        // Class 5 is the liver: soft tissue where the mask is, whatever the stored axis order.
        double sum = 0;
        double count = 0;
        for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
            if (labels.voxels[i] == 5) {
                sum += image.value(i);
                ++count;
            }
        }
        QVERIFY2(count > 1000, qPrintable(QString::number(count)));
        QVERIFY2(sum / count > 20 && sum / count < 200, qPrintable(QString::number(sum / count)));
    }

    void orientations()
    {
        const auto code = [this](const char* name) {
            return orientationCode(readInfo(path(name)).geometry);
        };
        QCOMPARE(code("loaders/nifti/sct_t2_PSR.nii.gz"), std::string("PSR"));
        QCOMPARE(code("loaders/nifti/sct_t1w_RAS.nii.gz"), std::string("RAS"));
        QCOMPARE(code("loaders/nifti/sct_mt1_LAS.nii.gz"), std::string("LAS"));
        QCOMPARE(code("loaders/nifti/totalsegmentator_example_mr_LPS.nii.gz"), std::string("LPS"));
    }

    void bigEndianFiles()
    {
        const Image image = readImage(path("loaders/nifti/nibabel_anatomical.nii"));
        const std::array<int, 3> size{33, 41, 25};
        QCOMPARE(image.geometry.size, size);
        const auto& v = std::get<std::vector<std::int16_t>>(image.voxels);
        QVERIFY(*std::max_element(v.begin(), v.end()) > 20000);
        QVERIFY(*std::min_element(v.begin(), v.end()) > -2000);
    }

    void fourDimensions_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"nibabel_example4d.nii.gz", "nibabel_functional.nii",
                                 "nibabel_example_nifti2.nii.gz"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    void fourDimensions()
    {
        QFETCH(QString, name);
        const auto file = path("loaders/nifti") / name.toStdString();
        const ImageInfo info = readInfo(file);
        QVERIFY(info.volumes.size() > 1);
        QVERIFY(findKind(info.findings, "several-volumes") != nullptr);
        const Image first = readImage(file);
        const Image last =
            readImage(file, {}, {}, {.volume = static_cast<int>(info.volumes.size())});
        QCOMPARE(last.geometry, first.geometry);
        QVERIFY(last.voxels != first.voxels);
    }

    void oddMagneticResonanceFiles()
    {
        QVERIFY(sentences(readInfo(path("loaders/mr_dicom/0.dcm")).findings).front().find("mosaic")
                != std::string::npos);
        QCOMPARE(readImage(path("loaders/mr_dicom/decimal_rescale.dcm")).modality, Modality::MR);
        const Image thick = readImage(path("loaders/mr_dicom/slicethickness_empty_string.dcm"));
        QVERIFY(thick.geometry.spacingMm[2] > 0);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "csa_slice_norm.dcm",
                              readImage(path("loaders/mr_dicom/csa_slice_norm.dcm")));
    }

    void electronMicroscopyStacks()
    {
        const std::filesystem::path image = path("em/isbi2012/image_z00-24.tif");
        if (!std::filesystem::exists(image)) {
            QSKIP("no ISBI 2012 images in the data folder");
        }
        const Image stack = readImage(image);
        const LabelMap labels = readMask(path("em/isbi2012/membrane_z00-24.tif"));
        const std::array<int, 3> size{512, 512, 25};
        QCOMPARE(stack.geometry.size, size);
        QVERIFY(!stack.geometry.spacingKnown);
        QCOMPARE(labels.geometry.size, size);
        const auto membrane = std::count(labels.voxels.begin(), labels.voxels.end(), 1);
        const double share = double(membrane) / double(labels.voxels.size());
        QVERIFY(share > 0.15 && share < 0.3); // 255 means membrane
    }

private:
    std::filesystem::path path(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    QDir m_folder;
};

QTEST_GUILESS_MAIN(LoadersTest)
#include "tst_loaders.moc"
