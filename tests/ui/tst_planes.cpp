// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "ui/render/annotations.h"

#include <cstdlib>
#include <map>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

/// 20 degrees about an axis that is none of the grid's.
std::array<double, 9> obliqueDirection()
{
    const double c = std::cos(20 * 3.14159265358979 / 180);
    const double s = std::sin(20 * 3.14159265358979 / 180);
    // About S, then about L.
    return {c, -s, 0, c * s, c * c, -s, s * s, s * c, c};
}

/// No two neighbours are alike, and no plane looks like another one.
double pattern(int i, int j, int k)
{
    return (i * 37 + j * 91 + k * 53 + i * j * 7) % 256 * 4;
}

/// Bright at the right, front and top of the patient, as long in millimetres each way.
Image markedVolume()
{
    return volume(patientGrid({40, 32, 12}, {1.0, 1.5, 4.0}, {-20, -24, -22}),
                  [](int i, int j, int k) {
                      const bool marked = i >= 4 && i < 16 && j >= 4 && j < 12 && k >= 7 && k < 10;
                      return marked ? 1000 : 100;
                  });
}

/// Where a picture is bright.
QRect brightBox(const QImage& picture)
{
    QRect box;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            if (qGray(picture.pixel(x, y)) > 200) {
                box |= QRect(x, y, 1, 1);
            }
        }
    }
    return box;
}

} // namespace

/// Three planes of one volume in a real window.
class TestPlanes : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aKeyShowsThreePlanesAndOne()
    {
        makeWindow();
        openVolume(markedVolume(), "marked.nii.gz");
        QCOMPARE(visibleViews(), 1);
        QVERIFY(view(Plane::Axial).isVisible());
        press(Qt::Key_Backslash);
        QCOMPARE(visibleViews(), 3);
        // They share the room without covering each other.
        QTest::qWait(50);
        for (const Plane a : image::kPlanes) {
            for (const Plane b : image::kPlanes) {
                QVERIFY(a == b || !view(a).geometry().intersects(view(b).geometry()));
            }
        }
        // Another image is shown in as many planes.
        openVolume(volume(patientGrid({30, 30, 30}, {1, 1, 1}), pattern), "other.nii.gz");
        QCOMPARE(visibleViews(), 3);
        for (const Plane plane : image::kPlanes) {
            picture(plane);
            QCOMPARE(view(plane).slice().plane().rows, 30);
        }
        press(Qt::Key_Backslash);
        QCOMPARE(visibleViews(), 1);
        openVolume(markedVolume(), "marked.nii.gz");
        QCOMPARE(visibleViews(), 1);
    }

    void everyPlaneShowsItsVoxels_data()
    {
        QTest::addColumn<QString>("orientation");
        QTest::addColumn<bool>("oblique");
        QTest::newRow("anisotropic") << "LPS" << false;
        QTest::newRow("oblique") << "LPS" << true;
        QTest::newRow("stored sagittally") << "PSR" << false;
        QTest::newRow("stored sagittally, oblique") << "PIL" << true;
        QTest::newRow("stored coronally") << "RSA" << false;
    }

    void everyPlaneShowsItsVoxels()
    {
        QFETCH(QString, orientation);
        QFETCH(bool, oblique);
        Geometry geometry = patientGrid({37, 30, 11}, {0.8, 0.9, 3.0}, {-12, 7, 31});
        if (oblique) {
            geometry.direction = obliqueDirection();
        }
        showPlain(image::reorient(volume(geometry, pattern), orientation.toStdString()));
        const Geometry stored = document().baseImage()->geometry;
        QCOMPARE(image::orientationCode(stored), orientation.toStdString());
        document().setCursor(image::toMm(stored, {7, 5, 9}));
        for (const Plane plane : image::kPlanes) {
            checkVoxels(plane);
            checkDirections(plane);
        }
        keepPicture(m_window->picture(), QStringLiteral("planes_") + orientation
                                             + (oblique ? QStringLiteral("_oblique") : QString()));
    }

    void millimetresAreAsLongBothWays()
    {
        showPlain(markedVolume());
        document().setCursor({-10, -12, 10}); // in the mark
        // 12 mm each way.
        for (const Plane plane : image::kPlanes) {
            const QRect box = brightBox(picture(plane));
            QVERIFY(box.width() > 40);
            QVERIFY2(std::abs(box.width() - box.height()) <= 2,
                     qPrintable(QStringLiteral("%1 x %2").arg(box.width()).arg(box.height())));
            const image::PlaneGrid& grid = view(plane).slice().plane();
            const double mmPerPixel =
                1 / (view(plane).slice().magnification() / grid.columnSpacingMm());
            QVERIFY(std::abs(box.width() * mmPerPixel - 12) < 0.5);
        }
    }

    void rightIsLeftOfTheScreenHoweverItIsStored_data()
    {
        QTest::addColumn<QString>("orientation");
        for (const char* code : {"LPS", "RAS", "PSR", "ASL", "SRA", "RPI"}) {
            QTest::newRow(code) << QString::fromLatin1(code);
        }
    }

    void rightIsLeftOfTheScreenHoweverItIsStored()
    {
        QFETCH(QString, orientation);
        showPlain(image::reorient(markedVolume(), orientation.toStdString()));
        document().setCursor({-10, -12, 10});
        const std::array<std::array<std::string, 4>, 3> expected{
            {{"R", "L", "A", "P"}, {"A", "P", "S", "I"}, {"R", "L", "S", "I"}}};
        for (const Plane plane : image::kPlanes) {
            const QImage seen = picture(plane);
            const EdgeLetters letters = edgeLetters(view(plane).slice().plane());
            const auto& wanted = expected[static_cast<std::size_t>(plane)];
            QCOMPARE(letters.left, wanted[0]);
            QCOMPARE(letters.right, wanted[1]);
            QCOMPARE(letters.top, wanted[2]);
            QCOMPARE(letters.bottom, wanted[3]);
            // The mark is at the right, front and top of the patient.
            const QRect box = brightBox(seen);
            QVERIFY(box.center().x() < seen.width() / 2 - 20);
            QVERIFY(box.center().y() < seen.height() / 2 - 20);
            checkLettersAreDrawn(plane);
            // What is seen does not depend on the order of the voxels in the file.
            const auto first = m_pictures.find(plane);
            if (first == m_pictures.end()) {
                m_pictures[plane] = seen;
            } else {
                QCOMPARE(differingPixels(first->second, seen), 0);
            }
        }
    }

    void aClickMovesTheOtherPlanesThere_data()
    {
        QTest::addColumn<bool>("oblique");
        QTest::newRow("straight") << false;
        QTest::newRow("oblique") << true;
    }

    void aClickMovesTheOtherPlanesThere()
    {
        QFETCH(bool, oblique);
        Geometry geometry = patientGrid({37, 30, 11}, {0.8, 0.9, 3.0}, {-12, 7, 31});
        if (oblique) {
            geometry.direction = obliqueDirection();
        }
        showPlain(volume(geometry, pattern));
        for (const Plane plane : image::kPlanes) {
            for (const Plane each : image::kPlanes) {
                picture(each);
            }
            const image::PlaneGrid here = view(plane).slice().plane();
            const image::Point wanted = here.at(9, 3);
            click(plane, screenAt(plane, 9, 3));
            const image::Point at = document().cursor();
            for (std::size_t n = 0; n < 3; ++n) {
                QVERIFY(std::abs(at[n] - wanted[n]) < 1e-6);
            }
            const auto voxel = voxelAt(geometry, wanted);
            for (const Plane other : image::kPlanes) {
                checkCrosshair(other, wanted);
                // The plane holds the point: its first pixel lies in the same slab of voxels.
                const auto first = voxelAt(geometry, view(other).slice().plane().originMm);
                const auto axis = static_cast<std::size_t>(image::normalAxis(geometry, other));
                QCOMPARE(first->at(axis), voxel->at(axis));
            }
            QVERIFY(view(plane).slice().plane() == here);
        }
    }

    void theWheelMovesOneViewByOnePlane()
    {
        const Geometry geometry = patientGrid({37, 30, 11}, {0.8, 0.9, 3.0}, {-12, 7, 31});
        showPlain(volume(geometry, pattern));
        document().setCursor(image::toMm(geometry, {20, 14, 5}));
        for (const Plane plane : image::kPlanes) {
            for (const int notches : {1, -1, -1}) {
                std::map<Plane, image::PlaneGrid> before;
                for (const Plane each : image::kPlanes) {
                    picture(each);
                    before[each] = view(each).slice().plane();
                }
                const image::Point from = document().cursor();
                wheel(plane, notches);
                const auto axis = static_cast<std::size_t>(image::normalAxis(geometry, plane));
                for (std::size_t n = 0; n < 3; ++n) {
                    const double step = n == axis ? notches * geometry.spacingMm[axis] : 0;
                    QVERIFY(std::abs(document().cursor()[n] - from[n] - step) < 1e-6);
                }
                for (const Plane each : image::kPlanes) {
                    picture(each);
                    QCOMPARE(view(each).slice().plane() == before[each], each != plane);
                }
            }
        }
    }

private:
    /// Three planes of an image without masks.
    void showPlain(const Image& image)
    {
        makeWindow();
        press(Qt::Key_Backslash);
        openVolume(image, "plain.nii.gz");
        press(Qt::Key_S); // no masks
        quiet();
        document().setWindow(document().base()->id, {0, 1020});
        QTest::qWait(50); // the views get their sizes
    }

    void checkVoxels(Plane plane)
    {
        const QImage seen = picture(plane);
        const image::PlaneGrid& grid = view(plane).slice().plane();
        QVERIFY(grid.columns > 10 && grid.rows > 10);
        int different = 0;
        for (int row = 0; row < grid.rows; ++row) {
            for (int column = 0; column < grid.columns; ++column) {
                const QColor expected = greyAt(grid.at(column, row));
                QVERIFY(expected.isValid());
                const QColor found = seen.pixelColor(screenAt(plane, column, row));
                QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
                different += expected != greyAt(grid.at(0, 0)) ? 1 : 0;
            }
        }
        QVERIFY(different > 100);
        // It goes through the cursor.
        const auto [column, row] = grid.project(document().cursor());
        const image::Point foot = grid.at(column, row);
        const Geometry& geometry = document().baseImage()->geometry;
        QCOMPARE(voxelAt(geometry, foot), voxelAt(geometry, document().cursor()));
    }

    /// Columns and rows run as radiologists have them.
    void checkDirections(Plane plane)
    {
        const image::PlaneGrid& grid = view(plane).slice().plane();
        const std::size_t across = plane == Plane::Sagittal ? 1 : 0;
        const std::size_t down = plane == Plane::Axial ? 1 : 2;
        QVERIFY(grid.columnMm[across] > 0.8 * grid.columnSpacingMm());
        QVERIFY(grid.rowMm[down] * (down == 2 ? -1 : 1) > 0.8 * grid.rowSpacingMm());
    }

    /// Something is written in the middle of each edge.
    void checkLettersAreDrawn(Plane plane)
    {
        const QImage without = picture(plane);
        press(Qt::Key_X);
        const QImage with = picture(plane);
        press(Qt::Key_X);
        const int w = with.width();
        const int h = with.height();
        for (const QRect& edge :
             {QRect(0, h / 2 - 12, 24, 24), QRect(w - 24, h / 2 - 12, 24, 24),
              QRect(w / 2 - 12, 0, 24, 24), QRect(w / 2 - 12, h - 24, 24, 24)}) {
            QVERIFY(differingPixels(with.copy(edge), without.copy(edge)) > 10);
        }
    }

    void checkCrosshair(Plane plane, const image::Point& mm)
    {
        const QImage without = picture(plane);
        press(Qt::Key_X);
        const QImage with = picture(plane);
        press(Qt::Key_X);
        const QPoint at = screenAt(plane, mm);
        const auto changed = [&](const QRect& line) {
            return differingPixels(with.copy(line), without.copy(line), 20);
        };
        // Wide of letters and scale bar.
        const auto upright = [&](int x) { return changed({x, 30, 1, with.height() - 60}); };
        const auto across = [&](int y) { return changed({30, y, with.width() - 60, 1}); };
        QVERIFY(upright(at.x()) > (with.height() - 60) / 2);
        QVERIFY(across(at.y()) > (with.width() - 60) / 2);
        QVERIFY(upright(at.x() + 12) < 30);
        QVERIFY(across(at.y() - 12) < 30);
    }

    std::map<Plane, QImage> m_pictures; ///< of markedVolume()
};

HALFTONE_GUI_TEST_MAIN(TestPlanes)
#include "tst_planes.moc"
