// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "viewer_window.h"

#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/space_view.h"

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Masks that are edited, in the views.
class TestEditedViews : public ViewerWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void strokesAreSeenInAllPlanes_data()
    {
        QTest::addColumn<QString>("orientation");
        QTest::addColumn<bool>("oblique");
        QTest::newRow("as it is") << "LPS" << false;
        QTest::newRow("turned and flipped") << "PIR" << false;
        QTest::newRow("oblique") << "LPS" << true;
    }
    void strokesAreSeenInAllPlanes()
    {
        QFETCH(QString, orientation);
        QFETCH(bool, oblique);
        makeWindow();
        press(Qt::Key_Backslash);
        Image image = gradientVolume();
        if (oblique) {
            const double c = std::sqrt(3.0) / 2;
            image.geometry.direction = {c, -0.5, 0, 0.5, c, 0, 0, 0, 1};
        }
        openVolume(image::reorient(image, orientation.toStdString()), "edited.nii.gz");
        quiet();
        waitUntilSettled();
        begin(QStringLiteral("mine"));
        checkPlanes(0);
        const image::Point middle = document().cursor();
        int label = 0;
        for (const Plane plane : image::kPlanes) {
            image::PaintRule rule;
            rule.label = static_cast<std::uint8_t>(1 + label++ % 2);
            const bool ball = plane == Plane::Coronal;
            QVERIFY(edits().beginStroke(m_layer, {image::BrushShape::Round, 9, ball}, rule, plane,
                                        middle));
            edits().strokeTo(view(plane).slice().plane().at(12, 5));
            checkPlanes(20); // while it goes on
            edits().endStroke();
        }
        checkPlanes(100);
        document().undoStack().undo();
        checkPlanes(50);
    }

    void onlyPlanesThatWereEditedAreDrawnAnew()
    {
        makeWindow();
        press(Qt::Key_Backslash);
        openVolume(gradientVolume(), "edited.nii.gz");
        waitUntilSettled();
        begin(QStringLiteral("mine"));
        QTest::qWait(100);
        std::map<Plane, int> drawn;
        for (const Plane plane : image::kPlanes) {
            connect(&view(plane), &RenderView::rendered, this, [&drawn, plane] { ++drawn[plane]; });
        }
        const Geometry& grid = document().baseImage()->geometry;
        document().setCursor(image::toMm(grid, {20, 16, 6}));
        QTest::qWait(100);
        drawn.clear();
        // A disc through the axial plane, away from the other two.
        edits().beginStroke(m_layer, {image::BrushShape::Round, 4, false}, {}, Plane::Axial,
                            image::toMm(grid, {8, 6, 6}));
        edits().endStroke();
        QTRY_COMPARE(drawn[Plane::Axial], 1);
        QTest::qWait(100);
        QCOMPARE(drawn[Plane::Axial], 1);
        QCOMPARE(drawn[Plane::Sagittal], 0);
        QCOMPARE(drawn[Plane::Coronal], 0);
        document().undoStack().undo();
        QTRY_COMPARE(drawn[Plane::Axial], 2);
        QCOMPARE(drawn[Plane::Sagittal], 0);
        // In a slice that is not seen: lines in both others.
        edits().beginStroke(m_layer, {image::BrushShape::Round, 30, false}, {}, Plane::Axial,
                            image::toMm(grid, {20, 16, 3}));
        edits().endStroke();
        QTRY_COMPARE(drawn[Plane::Sagittal], 1);
        QTRY_COMPARE(drawn[Plane::Coronal], 1);
        QCOMPARE(drawn[Plane::Axial], 2);
    }

    void theProbeNamesTheirLabels()
    {
        ViewerWindow::begin();
        begin(QStringLiteral("mine"));
        const image::Point at = document().cursor();
        QVERIFY(!probed(at).contains(QStringLiteral("mine: two")));
        image::PaintRule rule;
        rule.label = 2;
        edits().beginStroke(m_layer, {image::BrushShape::Round, 4, false}, rule, Plane::Axial, at);
        QVERIFY(probed(at).contains(QStringLiteral("mine: two")));
        edits().endStroke();
        LayerStyle style = document().find(m_layer)->style;
        style.visible = false;
        document().setStyle(m_layer, style);
        QVERIFY(!probed(at).contains(QStringLiteral("mine: two")));
    }

    void theyHaveSurfaces()
    {
        ViewerWindow::begin();
        LayerStyle hidden = document().last<PredictionContent>()->style;
        hidden.visible = false;
        document().setStyle(document().last<PredictionContent>()->id, hidden);
        begin(QStringLiteral("mine"));
        press(Qt::Key_Backslash);
        document().setLayout(Layout::FourViews);
        SpaceView& space = *m_window->findChild<SpaceView*>();
        QTRY_VERIFY_WITH_TIMEOUT(space.isComplete(), kTimeoutMs);
        const QImage without = pictureOf(space);
        edits().beginStroke(m_layer, {image::BrushShape::Round, 24, true}, {}, Plane::Axial,
                            document().cursor());
        edits().endStroke();
        QVERIFY(!space.isComplete());
        QTRY_VERIFY_WITH_TIMEOUT(space.isComplete(), kTimeoutMs);
        QVERIFY(differingPixels(pictureOf(space), without) > 300);
        keepPicture(m_window->picture(), QStringLiteral("edited_mask"));
        document().undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(space.isComplete(), kTimeoutMs);
        QCOMPARE(differingPixels(pictureOf(space), without), 0);
    }

    void rowsSayThatTheyAreEdited()
    {
        ViewerWindow::begin();
        begin(QStringLiteral("mine"));
        auto* rows = m_window->studyPanel().layers().findChild<QListView*>();
        QVERIFY(rows != nullptr);
        const auto details = [&] {
            QStringList all;
            for (int row = 0; row < rows->model()->rowCount(); ++row) {
                const QModelIndex index = rows->model()->index(row, 0);
                if (index.data(LayersModel::LayerRole).toInt() == m_layer) {
                    all.push_back(index.data(LayersModel::DetailRole).toString());
                }
            }
            return all;
        };
        QCOMPARE(details(), (QStringList{QString(), QString()}));
        edits().beginStroke(m_layer, {image::BrushShape::Round, 4, false}, {}, Plane::Axial,
                            document().cursor());
        edits().endStroke();
        const QString words = QStringLiteral("edited, not saved");
        QCOMPARE(details(), (QStringList{words, words}));
    }

private:
    void begin(const QString& name)
    {
        document().userAdds(
            emptyEditedLayer(*document().baseImage(), name,
                             {{1, QStringLiteral("one"), qRgb(220, 40, 40), true},
                              {2, QStringLiteral("two"), qRgb(40, 220, 40), true}}));
        m_layer = document().layers().back().id;
        LayerStyle hidden = document().last<PredictionContent>()->style;
        hidden.visible = false;
        document().setStyle(document().last<PredictionContent>()->id, hidden);
    }
    MaskEdits& edits() { return document().edits(); }
    QStringList probed(const image::Point& mm) { return labelsAt(document(), session(), mm); }
    static QImage pictureOf(SpaceView& space)
    {
        space.renderNow();
        return space.picture();
    }

    /// Every pixel of every plane is the image, and where there is a label, its colour over it.
    void checkPlanes(int least)
    {
        const Layer& layer = *document().find(m_layer);
        const image::SlicedLabels& labels = layer.as<EditedContent>()->mask->labels();
        int painted = 0;
        for (const Plane plane : image::kPlanes) {
            const QImage seen = picture(plane);
            const image::PlaneGrid& pixels = view(plane).slice().plane();
            for (int row = 0; row < pixels.rows; ++row) {
                for (int column = 0; column < pixels.columns; ++column) {
                    const image::Point mm = pixels.at(column, row);
                    const auto voxel = voxelAt(labels.geometry(), mm);
                    QVERIFY(voxel);
                    const std::uint8_t label = labels.at(voxel->at(0), voxel->at(1), voxel->at(2));
                    painted += label != 0 ? 1 : 0;
                    const QColor expected =
                        label == 0
                            ? greyAt(mm)
                            : blended(greyAt(mm),
                                      QColor(layer.style.labels.at(label - std::size_t{1}).colour),
                                      layer.style.opacity);
                    const QColor found = seen.pixelColor(screenAt(plane, column, row));
                    QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
                }
            }
        }
        QVERIFY2(painted >= least, qPrintable(QString::number(painted)));
    }

    LayerId m_layer = 0;
};

HALFTONE_GUI_TEST_MAIN(TestEditedViews)
#include "tst_edited_views.moc"
