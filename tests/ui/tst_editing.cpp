// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "editing_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Brush, eraser, clean-ups and what is said of an edited mask, with a real mouse.
class TestEditing : public EditingWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void nothingIsEditedAtFirstAndTheCommandsSayWhy()
    {
        begin();
        QVERIFY(!widget<QWidget>("editingSection")->isVisible());
        for (const Command command : {Command::BrushTool, Command::FillHoles, Command::LargerBrush,
                                      Command::KeepLargestPart, Command::SmoothLabels}) {
            QVERIFY(!action(command)->isEnabled());
            QVERIFY2(
                action(command)->toolTip().contains(QStringLiteral("Edit Mask (Ctrl+Shift+E)")),
                qPrintable(action(command)->toolTip()));
        }
    }

    /// At a precision of which only the visible slice was computed.
    void theMaskThatIsSeenIsEdited()
    {
        begin();
        session().stopSweep(true);
        session().holdBackground(true);
        session().precision().setPrecision({3, 3});
        QTRY_VERIFY_WITH_TIMEOUT(!session().isPending(), kTimeoutMs);
        QVERIFY(session().results().findMask({session().shown()->series, {3, 3}, 0}) == nullptr);
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(editing().target() != nullptr, kTimeoutMs);
        LabelMap oriented{active().grid(), {}, {}};
        for (int slice = 0; slice < active().slices(); ++slice) {
            const pipeline::SliceResult expected = segmentByCore({3, 3}, slice);
            oriented.voxels.insert(oriented.voxels.end(), expected.labels.begin(),
                                   expected.labels.end());
        }
        QVERIFY(editedMap().voxels == active().prepared().toNative(oriented).voxels);
        QVERIFY(editedMap().geometry.sameGrid(document().baseImage()->geometry));
        QVERIFY(!document().last<PredictionContent>()->style.visible);
        QVERIFY(!edited().isEdited());
        QVERIFY2(caption(Plane::Axial).startsWith(QStringLiteral("to edit")),
                 qPrintable(caption(Plane::Axial)));
        QCOMPARE(editing().target()->name, QStringLiteral("c-ct, W3A3"));
        QVERIFY(widget<QWidget>("editingSection")->isVisible());
        // Undone, the prediction is what is seen.
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(editing().target() == nullptr);
        QVERIFY(document().last<PredictionContent>()->style.visible);
        QVERIFY(mainView().tool() == ToolKind::Crosshair);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(editing().target() != nullptr);
        QVERIFY(!document().last<PredictionContent>()->style.visible);
    }

    void theBrushPaintsWhatItOutlinesAndIsUndone()
    {
        beginEmpty();
        quiet();
        const int k = sliceHere();
        setSize(9);
        const QPoint middle = pointAt(Plane::Axial, {20, 16, k});
        QTest::mouseMove(&view(Plane::Axial), middle);
        QTRY_VERIFY(!view(Plane::Axial).brushOutline().empty());
        float left = 1e9F;
        float right = -1e9F;
        for (const EdgeRun& edge : view(Plane::Axial).brushOutline()) {
            left = std::min({left, edge.x0, edge.x1});
            right = std::max({right, edge.x0, edge.x1});
        }
        paint({20, 16, k});
        const std::size_t painted = labelled();
        QVERIFY(painted > 30 && painted < 60);
        QCOMPARE(labelledWhere([&](int i, int, int kk) {
                     return kk == k && i + 0.5 > left && i - 0.5 < right;
                 }),
                 painted);
        QCOMPARE(int(right - left), 9);
        QCOMPARE(labelledWhere([&](int, int j, int kk) { return j == 16 && kk == k; }),
                 std::size_t{9});
        // It is seen, and said over every view and in the list.
        const QColor colour(editing().target()->style.labels.front().colour);
        const image::Point mm = image::toMm(document().baseImage()->geometry, {18, 16, double(k)});
        const QColor expected = blended(greyAt(mm), colour, editing().target()->style.opacity);
        const QColor found = picture(Plane::Axial).pixelColor(screenAt(Plane::Axial, mm));
        QVERIFY2(isNear(found, expected), qPrintable(describe(found, expected)));
        QVERIFY2(caption(Plane::Axial).startsWith(QStringLiteral("edited")),
                 qPrintable(caption(Plane::Axial)));
        const QModelIndex row = m_window->layers().rowOf(editing().target()->id);
        QVERIFY(row.data(LayersModel::DetailRole).toString().contains(QStringLiteral("edited")));
        QVERIFY2(undoText().startsWith(QStringLiteral("Undo painting")), qPrintable(undoText()));
        keepPicture(m_window->picture(), QStringLiteral("editing_brush"));

        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labelled(), std::size_t{0});
        QVERIFY(isNear(picture(Plane::Axial).pixelColor(screenAt(Plane::Axial, mm)), greyAt(mm)));
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(labelled(), painted);
    }

    void theEraserErasesAndSoDoesTheControlKey()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(15);
        paint({20, 16, k});
        setSize(3);
        press(Qt::Key_Backspace);
        QVERIFY(mainView().tool() == ToolKind::Eraser);
        stroke(Plane::Axial, {{16, 16, k}, {24, 16, k}});
        for (int i = 16; i <= 24; ++i) {
            QCOMPARE(int(at({i, 16, k})), 0);
        }
        QCOMPARE(int(at({20, 19, k})), 1);
        press(Qt::Key_P, Qt::ShiftModifier);
        QVERIFY(mainView().tool() == ToolKind::Brush);
        stroke(Plane::Axial, {{20, 19, k}}, Qt::ControlModifier);
        QCOMPARE(int(at({20, 19, k})), 0);
    }

    void escGivesUpAStroke()
    {
        beginEmpty();
        stroke(Plane::Axial, {{10, 10, sliceHere()}, {20, 16, sliceHere()}}, {}, false);
        QVERIFY(labelled() > 0);
        press(Qt::Key_Escape);
        QCOMPARE(labelled(), std::size_t{0});
        QTest::mouseRelease(&view(Plane::Axial), Qt::LeftButton);
        QCOMPARE(labelled(), std::size_t{0});
        QVERIFY(!edited().isEdited());
    }

    void onlyValuesOfTheRangeArePainted()
    {
        beginEmpty();
        const int k = sliceHere();
        auto* check = widget<QCheckBox>("paintRanged");
        check->click();
        QVERIFY(check->isChecked());
        const auto type = [&](const char* name, int value) {
            auto* field = widget<QDoubleSpinBox>(name);
            field->findChild<QLineEdit*>()->selectAll();
            QTest::keyClicks(field, QString::number(value));
            QTest::keyClick(field, Qt::Key_Return);
        };
        type("rangeHigh", valueAt(22, 31, k));
        type("rangeLow", valueAt(18, 0, k));
        setSize(200);
        paint({20, 16, k});
        std::size_t expected = 0;
        for (int j = 0; j < 32; ++j) {
            for (int i = 0; i < 40; ++i) {
                const int value = valueAt(i, j, k);
                const bool inside = value >= valueAt(18, 0, k) && value <= valueAt(22, 31, k);
                QCOMPARE(at({i, j, k}) != 0, inside);
                expected += inside ? 1 : 0;
            }
        }
        QVERIFY(expected > 0 && expected < 40 * 32 / 2);
        QCOMPARE(labelled(), expected);

        // The range of what the brush covers, where the mouse is.
        setSize(3);
        press(Qt::Key_Q, Qt::ShiftModifier); // square
        QVERIFY(editing().options().square);
        QTest::mouseMove(&view(Plane::Axial), pointAt(Plane::Axial, {30, 10, k}));
        QTRY_VERIFY(view(Plane::Axial).mousePoint().has_value());
        press(Qt::Key_Y);
        const PlanePoint mouse = *view(Plane::Axial).mousePoint();
        double low = 1e9;
        double high = -1e9;
        for (int j = 5; j < 15; ++j) {
            for (int i = 25; i < 35; ++i) {
                if (std::abs(i - mouse.column) <= 1.5 && std::abs(j - mouse.row) <= 1.5) {
                    low = std::min(low, double(valueAt(i, j, k)));
                    high = std::max(high, double(valueAt(i, j, k)));
                }
            }
        }
        const image::ValueRange range = editing().options().range;
        QVERIFY(range.low >= low && range.high <= high && range.low < range.high);
    }

    void whatHasALabelCanBeSpared()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(5);
        paint({20, 16, k});
        const std::size_t first = labelled();
        widget<QToolButton>("addLabel")->click();
        QCOMPARE(widget<QComboBox>("activeLabel")->count(), 2);
        QCOMPARE(int(editing().options().label), 2);
        widget<QCheckBox>("paintUnlabelled")->click();
        setSize(11);
        paint({20, 16, k});
        QCOMPARE(labelled(1), first);
        QVERIFY(labelled(2) > first);
        widget<QCheckBox>("paintUnlabelled")->click();
        paint({20, 16, k});
        QCOMPARE(labelled(1), std::size_t{0});
    }

    void aBrushThroughSlicesIsABallInMillimetres()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(13);
        paint({20, 16, k});
        QCOMPARE(labelledWhere([&](int, int, int kk) { return kk != k; }), std::size_t{0});
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_D, Qt::ShiftModifier);
        QVERIFY(editing().options().volume);
        paint({20, 16, k});
        // 13 mm across, slices of 4 mm: one on each side.
        for (const int kk : {k - 1, k, k + 1}) {
            QVERIFY(labelledWhere([&](int, int, int z) { return z == kk; }) > 0);
        }
        QCOMPARE(labelledWhere([&](int, int, int z) { return std::abs(z - k) > 1; }),
                 std::size_t{0});
    }

    void strokesLieInThePlaneThatTheyAreDrawnIn()
    {
        beginEmpty();
        press(Qt::Key_Backslash); // three planes
        m_window->planes().renderNow();
        const Voxel here = [&] {
            const auto index =
                image::toIndex(document().baseImage()->geometry, document().cursor());
            return Voxel{int(std::lround(index[0])), int(std::lround(index[1])),
                         int(std::lround(index[2]))};
        }();
        setSize(5);
        stroke(Plane::Coronal, {{10, here[1], 4}, {30, here[1], 4}});
        QVERIFY(labelled() >= 21);
        QCOMPARE(labelledWhere([&](int, int j, int) { return j != here[1]; }), std::size_t{0});
        QVERIFY2(caption(Plane::Coronal).startsWith(QStringLiteral("edited")),
                 qPrintable(caption(Plane::Coronal)));
        const std::size_t before = labelled();
        stroke(Plane::Sagittal, {{here[0], 6, 8}, {here[0], 26, 8}});
        QVERIFY(labelled() >= before + 21);
        QCOMPARE(labelledWhere([&](int i, int j, int) { return j != here[1] && i != here[0]; }),
                 std::size_t{0});
    }

    void theSizeFollowsKeysAndWheel()
    {
        beginEmpty();
        setSize(8);
        press(Qt::Key_Period);
        QCOMPARE(editing().options().size, 9);
        press(Qt::Key_Comma);
        press(Qt::Key_Comma);
        QCOMPARE(editing().options().size, 7);
        const int slice = sliceHere();
        const auto turn = [&](Qt::KeyboardModifiers held) {
            const QPointF middle(view(Plane::Axial).width() / 2.0,
                                 view(Plane::Axial).height() / 2.0);
            QWheelEvent event(middle, view(Plane::Axial).mapToGlobal(middle), {}, {0, 120},
                              Qt::NoButton, held, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&view(Plane::Axial), &event);
        };
        turn(Qt::ShiftModifier);
        QCOMPARE(editing().options().size, 8);
        QCOMPARE(sliceHere(), slice);
        QCOMPARE(widget<QSpinBox>("brushSize")->value(), 8);
        press(Qt::Key_C); // another tool: the wheel does what it did
        turn(Qt::ShiftModifier);
        QCOMPARE(editing().options().size, 8);
        QVERIFY(sliceHere() != slice);
    }

    void cleanUpsAreOneStepEach()
    {
        beginEmpty();
        const int k = sliceHere();
        setSize(3);
        stroke(Plane::Axial, {{10, 8, k}, {30, 8, k}, {30, 24, k}, {10, 24, k}, {10, 8, k}});
        paint({35, 28, k}); // an island
        const std::size_t ring = labelled();
        QCOMPARE(int(at({20, 16, k})), 0);
        press(Qt::Key_F, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(int(at({20, 16, k})), 1, kTimeoutMs);
        QTRY_VERIFY(!editing().isCleaning());
        const std::size_t filled = labelled();
        QVERIFY(filled > ring + 15 * 11);
        action(Command::KeepLargestPart)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(int(at({35, 28, k})), 0, kTimeoutMs);
        QTRY_VERIFY(!editing().isCleaning());
        const std::size_t largest = labelled();
        action(Command::SmoothLabels)->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(labelled() != largest, kTimeoutMs);
        QTRY_VERIFY(!editing().isCleaning());
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labelled(), largest);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labelled(), filled);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(labelled(), ring);
        QVERIFY(action(Command::FillHoles)->isEnabled());
        const std::size_t island = ring - labelledWhere([](int i, int, int) { return i < 33; });
        QVERIFY(island > 0);
        whenModal<QInputDialog>([&](QInputDialog& dialog) {
            dialog.setIntValue(static_cast<int>(island) + 1);
            dialog.accept();
        });
        action(Command::RemoveIslands)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(labelled(), ring - island, kTimeoutMs);
    }

    void metersKeepSpeakingOfThePrediction()
    {
        begin();
        const std::array names{"qualityMeter", "latencyMeter", "weightsMeter", "memoryMeter"};
        QStringList before;
        for (const char* name : names) {
            before.push_back(meter(name));
        }
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(editing().target() != nullptr, kTimeoutMs);
        setSize(30);
        paint({20, 16, sliceHere()});
        QStringList after;
        for (const char* name : names) {
            after.push_back(meter(name));
            QCOMPARE(m_window->findChild<MeterCard*>(QString::fromLatin1(name))->change(),
                     QStringLiteral("of W4A6, unedited"));
        }
        QCOMPARE(after, before);
        auto* unlike = widget<QLabel>("unlikeScreen");
        QVERIFY(unlike->isVisible());
        QVERIFY(unlike->text().contains(QStringLiteral("W4A6")));
        keepPicture(m_window->picture(), QStringLiteral("editing_meters"));
        // What is hidden is not on the screen.
        LayerStyle style = editing().target()->style;
        style.visible = false;
        document().setStyle(editing().target()->id, style);
        QVERIFY(!unlike->isVisible());
        QVERIFY(m_window->findChild<MeterCard*>(QStringLiteral("latencyMeter"))->change()
                != QStringLiteral("of W4A6, unedited"));
    }

    void aCopyLeavesItsSourceAsItIs()
    {
        beginEmpty();
        const int k = sliceHere();
        paint({20, 16, k});
        const LayerId source = editing().target()->id;
        const std::size_t before = labelled();
        press(Qt::Key_E, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(editing().target()->id != source);
        QCOMPARE(labelled(), before);
        // It was painted, and no file has it, whatever becomes of its source.
        QVERIFY(edited().isEdited() && edited().isUnsaved());
        QVERIFY(document().edits().snapshot(editing().target()->id)->origin.edited);
        QVERIFY(!document().find(source)->style.visible);
        setSize(31);
        paint({20, 16, k});
        QVERIFY(labelled() > before);
        editing().setTarget(source);
        QCOMPARE(labelled(), before);
    }
};

HALFTONE_GUI_TEST_MAIN(TestEditing)
#include "tst_editing.moc"
