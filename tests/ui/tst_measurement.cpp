// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "ui/document/format.h"
#include "ui/document/view_link.h"
#include "ui/document/window_presets.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::ui;
using image::Plane;

namespace {

constexpr QChar kSquare(0x00B2);

/// 40 x 30 x 20 voxels of 0.5 x 0.5 x 2 mm, the value of column i at i.
Image scan(bool spacingKnown = true)
{
    Image image;
    image.modality = Modality::CT;
    image.geometry.size = {40, 30, 20};
    image.geometry.spacingMm = {0.5, 0.5, 2};
    image.geometry.spacingKnown = image.geometry.orientationKnown = spacingKnown;
    if (!spacingKnown) {
        image.geometry.spacingMm = {1, 1, 1};
        image.modality = Modality::EM;
    }
    std::vector<std::int16_t> voxels;
    for (std::size_t n = 0; n < image.geometry.voxels(); ++n) {
        voxels.push_back(static_cast<std::int16_t>(n % 40));
    }
    image.voxels = std::move(voxels);
    return image;
}

Measurement rulerAt(double z)
{
    return measure(MeasurementKind::Ruler, Plane::Axial, {{1, 2, z}, {4, 6, z}}, scan());
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

} // namespace

class TestMeasurement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsHaveTheUnitsOfTheImage()
    {
        const Image ct = scan();
        QCOMPARE(rulerAt(4).words, QStringList{QStringLiteral("5 mm")});
        const auto angle =
            measure(MeasurementKind::Angle, Plane::Coronal, {{5, 1, 0}, {0, 1, 0}, {0, 1, 3}}, ct);
        QCOMPARE(angle.words, QStringList{QStringLiteral("90.0") + QChar(0x00B0)});
        // Columns 4 to 12 of one row of an ellipse as flat as a row.
        const auto region =
            measure(MeasurementKind::Region, Plane::Axial, {{2, 4.9, 6}, {6, 5.1, 6}}, ct);
        QCOMPARE(region.words,
                 (QStringList{QStringLiteral("mean 8 HU  sd 2.739"), QStringLiteral("4 to 12  n 9"),
                              QStringLiteral("area 0.6283 mm") + kSquare}));

        // Nobody knows how large a pixel is: no millimetres.
        const Image em = scan(false);
        const auto pixels =
            measure(MeasurementKind::Ruler, Plane::Axial, {{1, 2, 4}, {4, 6, 4}}, em);
        QCOMPARE(pixels.words, QStringList{QStringLiteral("5 px")});
        const auto area =
            measure(MeasurementKind::Region, Plane::Axial, {{1, 2, 4}, {11, 12, 4}}, em);
        QVERIFY(area.words.front().startsWith(QStringLiteral("mean 6  sd")));
        QCOMPARE(area.words.back(), QStringLiteral("area 78.54 px") + kSquare);
        QVERIFY(formatPosition(em.geometry, {1, 2, 3}).isEmpty());

        // Microscopes have smaller ones.
        Geometry tissue = scan().geometry;
        tissue.spacingMm = {4e-6, 4e-6, 50e-6};
        QCOMPARE(formatLength(tissue, 1.5e-4), QStringLiteral("150 nm"));
        QCOMPARE(formatArea(tissue, 2e-9), QStringLiteral("2000 nm") + kSquare);
        const QString micrometre = QChar(0x00B5) + QStringLiteral("m");
        QCOMPARE(formatArea(tissue, 6.576e-8), QStringLiteral("0.06576 ") + micrometre + kSquare);
        QCOMPARE(formatVolume(tissue, 34375),
                 QStringLiteral("0.0275 ") + micrometre + QChar(0x00B3));
    }

    void whatIsNotWholeSaysNothing()
    {
        const Image ct = scan();
        QVERIFY(measure(MeasurementKind::Angle, Plane::Axial, {{0, 0, 0}, {1, 0, 0}}, ct)
                    .words.isEmpty());
        QVERIFY(measure(MeasurementKind::Angle, Plane::Axial, {{0, 0, 0}, {1, 0, 0}, {1, 0, 0}}, ct)
                    .words.isEmpty());
    }

    void placesAreThoseOfThePatient()
    {
        QCOMPARE(formatPosition(scan().geometry, {12.34, -4.5, -0.06}),
                 QStringLiteral("L 12.3  A 4.5  I 0.1 mm"));
        Geometry plain = scan().geometry;
        plain.orientationKnown = false;
        QCOMPARE(formatPosition(plain, {12.34, -4.5, 7}),
                 QStringLiteral("X 12.3  Y -4.5  Z 7.0 mm"));
    }

    void aMeasurementIsSeenInItsPlaneAlone()
    {
        const Geometry geometry = scan().geometry;
        const Measurement ruler = rulerAt(4);
        QVERIFY(isSeenAt(ruler, geometry, {0, 0, 4}));
        QVERIFY(isSeenAt(ruler, geometry, {19, 14, 4.9})); // the same slab of voxels
        QVERIFY(!isSeenAt(ruler, geometry, {0, 0, 6}));
        QVERIFY(isNear(ui::distanceMm(ruler, geometry, {1, 2, 4}), 0));
        // From the middle of the line, at a right angle to it.
        QVERIFY(isNear(ui::distanceMm(ruler, geometry, {2.5 + 4, 4 - 3, 4}), 5));
        const auto region =
            measure(MeasurementKind::Region, Plane::Axial, {{2, 2, 4}, {12, 12, 4}}, scan());
        QVERIFY(std::abs(ui::distanceMm(region, geometry, {7, 7, 4}) - 5) < 0.01); // its middle
        QVERIFY(ui::distanceMm(region, geometry, {12, 7, 4}) < 0.01);              // its rim
    }

    void measuringCanBeUndone()
    {
        Document document;
        document.open(std::make_shared<const Image>(scan()));
        QSignalSpy changed(&document, &Document::measurementsChanged);
        document.userMeasures(rulerAt(4));
        document.userMeasures(rulerAt(6));
        document.userMeasures(rulerAt(8));
        QCOMPARE(changed.size(), 3);
        const MeasurementId second = document.measurements()[1].id;
        QCOMPARE(document.selectedMeasurement(), document.measurements()[2].id);
        QVERIFY(document.measurements()[0].id != second);

        document.selectMeasurement(second);
        document.userRemovesMeasurement(second);
        QCOMPARE(document.measurements().size(), std::size_t{2});
        QCOMPARE(document.selectedMeasurement(), 0);
        document.undoStack().undo();
        QCOMPARE(document.measurements()[1].id, second); // at its place again
        QCOMPARE(document.measurements()[1].words, rulerAt(6).words);
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(document.measurements().size(), std::size_t{1});
        document.undoStack().redo();
        QCOMPARE(document.measurements()[1].id, second);

        document.selectMeasurement(999); // there is none
        QCOMPARE(document.selectedMeasurement(), 0);
        document.userRemovesMeasurement(999);
        QCOMPARE(document.measurements().size(), std::size_t{2});
        document.open(std::make_shared<const Image>(scan()));
        QVERIFY(document.measurements().empty());
        QVERIFY(!document.undoStack().canUndo());
    }

    void aMaximisedPlaneEndsWithTheLayout()
    {
        Document document;
        document.open(std::make_shared<const Image>(scan()));
        QSignalSpy changed(&document, &Document::layoutChanged);
        document.setLayout(Layout::ThreePlanes);
        document.setMaximised(Plane::Coronal);
        QCOMPARE(changed.size(), 2);
        document.setMaximised(Plane::Coronal);
        QCOMPARE(changed.size(), 2);
        document.setLayout(Layout::ThreePlanes); // all of them again
        QCOMPARE(changed.size(), 3);
        QVERIFY(!document.maximised());
        document.setMaximised(Plane::Axial);
        document.open(std::make_shared<const Image>(scan()));
        QVERIFY(!document.maximised());
    }

    void linkedViewsShareScaleAndPlace()
    {
        const Geometry geometry = scan().geometry;
        const image::Point cursor{8, 6, 10};
        const auto grid = [&](Plane plane) { return image::planeGrid(geometry, plane, cursor); };
        const ViewState axial{false, 6, 20, 10};
        const image::Point looked = grid(Plane::Axial).at(20, 10);
        const auto pixelsPerMm = [&](const ViewState& state, Plane plane) {
            return state.magnification / grid(plane).columnSpacingMm();
        };
        for (const Plane plane : {Plane::Sagittal, Plane::Coronal}) {
            const ViewState before{false, 3, 7, 9};
            const ViewState after = linkedView(before, grid(plane), axial, grid(Plane::Axial));
            QVERIFY(!after.fitted);
            QVERIFY(isNear(pixelsPerMm(after, plane), pixelsPerMm(axial, Plane::Axial)));
            const image::Point mm = grid(plane).at(after.column, after.row);
            const std::size_t shared = plane == Plane::Sagittal ? 1 : 0;
            QVERIFY(isNear(mm[shared], looked[shared]));
            // Along the patient the axial view does not look anywhere.
            QVERIFY(isNear(mm[2], grid(plane).at(before.column, before.row)[2]));
            // One that was fitted looked at its middle.
            const ViewState first = linkedView({}, grid(plane), axial, grid(Plane::Axial));
            QVERIFY(isNear(first.row, (grid(plane).rows - 1) / 2.0));
            QVERIFY(linkedView(before, grid(plane), {}, grid(Plane::Axial)).fitted);
        }
    }

    void presetsAreOneTable()
    {
        QCOMPARE(windowPresets().size(), std::size_t{6});
        const DisplayWindow abdomen = windowPresets().front().window();
        QCOMPARE(abdomen, (DisplayWindow{-135, 215}));
        QCOMPARE(windowText(abdomen), QStringLiteral("W 350  L 40"));
        QCOMPARE(windowText({-135, 215, true}), QStringLiteral("W 350  L 40  inverted"));
        for (const WindowPreset& preset : windowPresets()) {
            QVERIFY(preset.width >= 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestMeasurement)
#include "tst_measurement.moc"
