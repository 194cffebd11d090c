// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/pipeline/read_labels.h"
#include "core/pipeline/reference.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace halftone;

namespace {

constexpr std::array<int, 3> kSize{6, 5, 8};

Geometry grid(bool placed)
{
    Geometry geometry;
    geometry.size = kSize;
    if (placed) {
        geometry.spacingMm = {1, 2, 3};
        geometry.originMm = {10, -20, 30};
        geometry.spacingKnown = true;
        geometry.orientationKnown = true;
    }
    return geometry;
}

/// Each slice is full of its own number, from 1.
LabelMap numbered(const Geometry& geometry)
{
    LabelMap labels;
    labels.geometry = geometry;
    for (std::size_t i = 0; i < geometry.voxels(); ++i) {
        labels.voxels.push_back(static_cast<std::uint8_t>(1 + i / geometry.sliceVoxels()));
    }
    for (int k = 1; k <= geometry.size[2]; ++k) {
        labels.labels.push_back({static_cast<std::uint8_t>(k), std::to_string(k)});
    }
    return labels;
}

std::filesystem::path toPath(const QString& name)
{
    return name.toStdString();
}

} // namespace

Q_DECLARE_METATYPE(VolumePart)

/// Labels of an image of which a part is open: on that part, or not at all.
class ReadLabelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsOfTheWholeAreCropped_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<VolumePart>("part");
        const VolumePart some{2, 4, 1};
        const VolumePart coarse{0, 0, 2};
        QTest::newRow("in the patient") << "image.nii"
                                        << "labels.nrrd" << some;
        QTest::newRow("pages") << "image.tif"
                               << "labels.tif" << some;
        QTest::newRow("a file with a place for pages") << "image.tif"
                                                       << "labels.nii.gz" << some;
        QTest::newRow("thinned, in the patient") << "image.nii"
                                                 << "labels.nrrd" << coarse;
        QTest::newRow("thinned pages") << "image.tif"
                                       << "labels.tif" << coarse;
    }
    void labelsOfTheWholeAreCropped()
    {
        QFETCH(QString, image);
        QFETCH(QString, labels);
        QFETCH(VolumePart, part);
        const Image opened = partOf(image, grid(image == QLatin1String("image.nii")), part);
        image::writeLabelMap(file(labels), numbered(grid(labels != QLatin1String("labels.tif"))));
        const LabelMap read = pipeline::readLabelsOf(opened, file(labels), {});
        QVERIFY(read.findings.empty());
        QVERIFY(read.geometry.sameGrid(opened.part->whole));
        // Its slices are those of the part, whatever the model makes of their numbers.
        const LabelMap found = adapted(read, opened).labels;
        QVERIFY(found.geometry.sameGrid(opened.geometry));
        const auto pixels = found.geometry.sliceVoxels();
        for (std::size_t i = 0; i < found.voxels.size(); ++i) {
            const auto slice = static_cast<int>(i / pixels) * part.step + part.first;
            QCOMPARE(int(found.voxels[i]), slice + 1);
        }
    }

    /// A part that happens to hold one value of several is no mask of one structure.
    void valuesAreThoseOfTheWhole()
    {
        const Image opened = partOf(QStringLiteral("image.tif"), grid(false), {2, 1, 1});
        LabelMap labels = numbered(grid(false));
        for (std::uint8_t& voxel : labels.voxels) {
            voxel = voxel == 3 ? 2 : voxel == 1 ? 1 : 0;
        }
        image::writeLabelMap(file(QStringLiteral("two.tif")), labels);
        const LabelMap read = pipeline::readLabelsOf(opened, file(QStringLiteral("two.tif")), {});
        QCOMPARE(int(adapted(read, opened).labels.voxels.front()), 2);
    }

    void labelsWithAPlaceOfTheirOwnKeepIt()
    {
        const Image part = partOf(QStringLiteral("image.nii"), grid(true), {2, 4, 1});
        Geometry cropped = grid(true);
        cropped.size = {4, 5, 8};
        image::writeLabelMap(file(QStringLiteral("cropped.nii")), numbered(cropped));
        const LabelMap read = pipeline::readLabelsOf(part, file(QStringLiteral("cropped.nii")), {});
        QVERIFY(read.geometry.sameGrid(cropped));
        QVERIFY(read.findings.empty());
    }

    void labelsOfThePartsSizeAreTakenWithAWord()
    {
        const Image part = partOf(QStringLiteral("image.tif"), grid(false), {2, 4, 1});
        Geometry few = grid(false);
        few.size[2] = 4;
        image::writeLabelMap(file(QStringLiteral("few.tif")), numbered(few));
        const LabelMap read = pipeline::readLabelsOf(part, file(QStringLiteral("few.tif")), {});
        const Finding* said = findKind(read.findings, "labels-taken-for-part");
        QVERIFY(said != nullptr && said->severity == Severity::Warning);
        QVERIFY(said->message.text().find("slices 3 to 6") != std::string::npos);
    }

    void othersAreRefused()
    {
        const Image part = partOf(QStringLiteral("image.tif"), grid(false), {2, 4, 1});
        Geometry other = grid(false);
        other.size[2] = 5;
        image::writeLabelMap(file(QStringLiteral("other.tif")), numbered(other));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch,
                              "fits neither the image (6 x 5 x 8) nor slices 3 to 6",
                              pipeline::readLabelsOf(part, file(QStringLiteral("other.tif")), {}));
        // Of a whole image nothing is decided here.
        const Image whole = image::readImage(file(QStringLiteral("image.tif")));
        QCOMPARE(
            pipeline::readLabelsOf(whole, file(QStringLiteral("other.tif")), {}).geometry.size[2],
            5);
    }

private:
    std::filesystem::path file(const QString& name) const
    {
        return toPath(m_folder.filePath(name));
    }

    Image partOf(const QString& name, const Geometry& geometry, const VolumePart& part) const
    {
        Image image;
        image.geometry = geometry;
        image.voxels = std::vector<std::int16_t>(geometry.voxels(), 7);
        image::writeImage(file(name), image);
        return image::readImage(file(name), {}, {}, {.part = part});
    }

    /// For a model that knows all eight labels.
    static pipeline::ModelReference adapted(const LabelMap& read, const Image& image)
    {
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, kSize[2] + 1), 2);
        model.card.labels = numbered(grid(false)).labels;
        const image::PreparedImage prepared(std::make_shared<const Image>(image),
                                            model.card.preprocess);
        return pipeline::adaptReference(read, prepared, model);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ReadLabelsTest)
#include "tst_read_labels.moc"
