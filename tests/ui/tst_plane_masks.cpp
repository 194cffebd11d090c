// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Masks in three planes of one volume, while they arrive and after.
class TestPlaneMasks : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aPredictionFillsAllPlanesAsSlicesArrive_data()
    {
        QTest::addColumn<QString>("orientation");
        QTest::newRow("as the model has it") << "LPS";
        QTest::newRow("stored sagittally") << "PSR";
    }

    void aPredictionFillsAllPlanesAsSlicesArrive()
    {
        QFETCH(QString, orientation);
        makeWindow();
        press(Qt::Key_Backslash);
        const Geometry geometry = patientGrid({96, 88, 16}, {0.8, 0.8, 3.0});
        const Image blobs = volume(geometry, [](int i, int j, int k) {
            return 127 + 60 * std::sin(i / 5.0 + k) + 60 * std::cos(j / 7.0 - k / 3.0);
        });
        openVolume(image::reorient(blobs, orientation.toStdString()), "plain.nii.gz");
        quiet();
        session().precision().setPrecision({1, 2}); // there a random model paints a part
        QVERIFY(colourBy(document()) == ColourBy::Label);
        QTRY_VERIFY_WITH_TIMEOUT(session().mask() != nullptr, kTimeoutMs);
        QVERIFY(slicesThere() < geometry.size[2]);
        checkOverlay(true); // nothing arrives meanwhile: the event loop does not run
        int looks = 0;
        const auto looking = connect(&session(), &Session::masksChanged, this, [&] {
            const int there = slicesThere();
            if (there >= 4 && there < geometry.size[2] && looks < 2) {
                ++looks;
                checkOverlay(true);
            }
        });
        waitUntilSettled();
        disconnect(looking);
        QCOMPARE(looks, 2);
        QCOMPARE(slicesThere(), geometry.size[2]);
        checkOverlay(false);
        // These are the masks that the core makes.
        const auto masks = session().masks(session().precision().precision());
        for (const int slice : {0, 7, 15}) {
            const auto core = segmentByCore(session().precision().precision(), slice).labels;
            QVERIFY(std::equal(core.begin(), core.end(),
                               masks[static_cast<std::size_t>(slice)].begin(),
                               masks[static_cast<std::size_t>(slice)].end()));
        }
        // The planes grow by themselves: no call of ours made the picture that was drawn last.
        QTest::qWait(200);
        for (const Plane plane : image::kPlanes) {
            const QImage drawn = view(plane).picture();
            QCOMPARE(differingPixels(drawn, picture(plane)), 0);
        }
    }

    void whatIsNotThereYetIsNoError()
    {
        makeWindow();
        press(Qt::Key_Backslash);
        change([&] { session().openSample(phantom::Kind::Abdomen, {3, 96, 16}); });
        quiet();
        QVERIFY(colourBy(document()) == ColourBy::ErrorAgainstReference);
        checkNoErrors({});
        QTRY_VERIFY_WITH_TIMEOUT(session().mask() != nullptr, kTimeoutMs);
        checkNoErrors({session().slice()});
        const QImage early = picture(Plane::Sagittal);
        waitUntilSettled();
        const QImage late = picture(Plane::Sagittal);
        QVERIFY(differingPixels(early, late) > 500); // errors of the other slices
    }

    void samplesInThreePlanes()
    {
        makeWindow();
        press(Qt::Key_Backslash);
        openSampleOf(phantom::Kind::Em, {3, 192, 8});
        keepPicture(m_window->picture(), QStringLiteral("three_planes_em"));
        QCOMPARE(view(Plane::Sagittal).findChild<QLabel*>(QStringLiteral("planeName"))->text(),
                 QStringLiteral("YZ  97 of 192"));
        openSampleOf(phantom::Kind::Cord, {3, 192, 12});
        keepPicture(m_window->picture(), QStringLiteral("three_planes_cord"));
        openSampleOf(phantom::Kind::Abdomen, {3, 256, 24});
        keepPicture(m_window->picture(), QStringLiteral("three_planes_abdomen"));
        QCOMPARE(visibleViews(), 3);
        QCOMPARE(view(Plane::Axial).findChild<QLabel*>(QStringLiteral("planeName"))->text(),
                 QStringLiteral("axial  13 of 24"));
    }

private:
    int slicesThere()
    {
        const auto masks = session().masks(session().precision().precision());
        return static_cast<int>(
            std::count_if(masks.begin(), masks.end(), [](const auto& m) { return !m.empty(); }));
    }

    /// Every pixel of every plane is the image, and where a mask is there, its colours over it.
    void checkOverlay(bool someAreMissing)
    {
        const Layer& layer = *document().last<PredictionContent>();
        const QColor colour(layer.style.labels.front().colour);
        const auto masks = session().masks(session().precision().precision());
        const Geometry grid = session().active()->grid();
        int painted = 0;
        int missing = 0;
        for (const Plane plane : image::kPlanes) {
            const QImage seen = picture(plane);
            const image::PlaneGrid& pixels = view(plane).slice().plane();
            const int before = painted;
            for (int row = 0; row < pixels.rows; ++row) {
                for (int column = 0; column < pixels.columns; column += 2) {
                    const image::Point mm = pixels.at(column, row);
                    const auto voxel = voxelAt(grid, mm);
                    const auto& mask = masks[static_cast<std::size_t>(voxel->at(2))];
                    const std::size_t inSlice = flatIndex(grid, {voxel->at(0), voxel->at(1), 0});
                    const bool labelled = !mask.empty() && mask[inSlice] != 0;
                    painted += labelled ? 1 : 0;
                    missing += mask.empty() ? 1 : 0;
                    const QColor expected =
                        labelled ? blended(greyAt(mm), colour, layer.style.opacity) : greyAt(mm);
                    const QColor found = seen.pixelColor(screenAt(plane, column, row));
                    QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
                }
            }
            QVERIFY(painted > before);
        }
        QVERIFY(painted > 100);
        QCOMPARE(missing > 0, someAreMissing);
    }

    /// Colours of errors are nowhere but in `slices`.
    void checkNoErrors(const std::vector<int>& slices)
    {
        const Geometry grid = session().active()->grid();
        int coloured = 0;
        for (const Plane plane : image::kPlanes) {
            const QImage seen = picture(plane);
            const image::PlaneGrid& pixels = view(plane).slice().plane();
            for (int row = 0; row < pixels.rows; ++row) {
                for (int column = 0; column < pixels.columns; ++column) {
                    const QColor found = seen.pixelColor(screenAt(plane, column, row));
                    const bool isGrey = std::abs(found.red() - found.blue()) < 6;
                    const int slice = voxelAt(grid, pixels.at(column, row))->at(2);
                    const bool may = std::find(slices.begin(), slices.end(), slice) != slices.end();
                    QVERIFY2(isGrey || may, qPrintable(found.name()));
                    coloured += isGrey ? 0 : 1;
                }
            }
        }
        QCOMPARE(coloured > 0, !slices.empty());
    }
};

HALFTONE_GUI_TEST_MAIN(TestPlaneMasks)
#include "tst_plane_masks.moc"
