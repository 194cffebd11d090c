// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "ui/render/probability_colours.h"
#include "ui/session/probability_labels.h"
#include "ui/widgets/views/plane_scene.h"
#include "ui/widgets/views/probability_scene.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QToolButton>

using namespace halftone;
using namespace halftone::test;

/// Probabilities over an image, by real keys, clicks and drags, with the numbers of the core.
class TestProbabilityLayer : public VolumeWindow {
    Q_OBJECT

private:
    using Pixels = std::vector<std::uint8_t>;

    QAction* findAction(const char* text)
    {
        for (QAction* each : m_window->actions()) {
            if (each->text().startsWith(QString::fromLatin1(text))) {
                return each;
            }
        }
        return nullptr;
    }
    template <typename Widget>
    Widget* find(const char* name)
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }
    QString text(const char* name)
    {
        auto* label = find<QLabel>(name);
        return label != nullptr && label->isVisible() ? label->text() : QString();
    }
    Probabilities& probabilities() { return session().probabilities(); }

    void openEm()
    {
        makeWindow();
        openSample({7, 128, 4});
    }
    void switchOn()
    {
        press(Qt::Key_Y, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(probabilities().areSeen(), kTimeoutMs);
        waitUntilSettled();
    }

    /// What a predictor of its own says, [classes, rows, columns].
    pipeline::SliceResult byCore(Precision precision, int slice)
    {
        const auto predictor =
            pipeline::makePredictor(pipeline::makeRuntime(), active().model(), precision);
        return pipeline::segmentSlice(*predictor, active().prepared(),
                                      pipeline::reachOf(active().model()->network), slice, true,
                                      {});
    }
    static double at(const pipeline::SliceResult& result, std::size_t channel, std::size_t pixel)
    {
        return static_cast<double>(result.probabilities[channel * result.labels.size() + pixel]);
    }

    /// The two pictures of the layer as the main view draws them; none: it draws none.
    std::vector<OverlayPicture> drawn()
    {
        const Layer* layer = probabilityLayerOf(document());
        return layer != nullptr && layer->style.visible
                   ? probabilityPictures(*layer, session(), mainView().slice().plane())
                   : std::vector<OverlayPicture>();
    }
    /// What is within the line, of the visible slice.
    Pixels within() { return drawn().at(1).paints; }

    /// Drags the handle, and says how long each step took until its picture was there.
    std::vector<double> dragCut(int to)
    {
        LevelSlider* cut = slider("cutSlider");
        QTest::mousePress(cut, Qt::LeftButton, {}, cut->handleCentre(cut->value()));
        std::vector<double> times;
        const int step = to > cut->value() ? 1 : -1;
        for (int value = cut->value(); value != to;) {
            value += step;
            const QPoint place = cut->handleCentre(value);
            QMouseEvent move(QEvent::MouseMove, place, cut->mapToGlobal(QPointF(place)),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QElapsedTimer clock;
            clock.start();
            QApplication::sendEvent(cut, &move);
            mainView().renderNow();
            times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        QTest::mouseRelease(cut, Qt::LeftButton, {}, cut->handleCentre(to));
        return times;
    }

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        installModel("a-em", Modality::EM, {"membrane"}, 4,
                     6); // whose masks are neither empty nor all
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void coloursAndLineAreThoseOfTheCore()
    {
        openEm();
        QVERIFY(find<QCheckBox>("probabilityCheck")->isVisible());
        QVERIFY(drawn().empty());
        QVERIFY(text("probabilityNote").isEmpty());
        const QImage before = slicePicture();
        switchOn();
        QVERIFY(find<QCheckBox>("probabilityCheck")->isChecked());
        QCOMPARE(text("probabilityPrecision"), QStringLiteral("W4A6"));
        const auto core = byCore({4, 6}, session().slice());
        const auto pictures = drawn();
        QCOMPARE(pictures.size(), std::size_t{2});
        QVERIFY(pictures[0].shape == OverlayShape::Fill);
        QVERIFY(pictures[1].shape == OverlayShape::Outline);
        int inside = 0;
        for (std::size_t pixel = 0; pixel < core.labels.size(); ++pixel) {
            const double p = at(core, 0, pixel);
            const Paint paint = pictures[0].paints[pixel];
            QCOMPARE(int{paint}, p < 0.01 ? int{kClear} : static_cast<int>(p * 200));
            if (paint != kClear) {
                const Rgb exact = probabilityColour(p);
                const Rgb seen = pictures[0].palette[paint];
                QVERIFY(std::abs(exact.red - seen.red) <= 1
                        && std::abs(exact.green - seen.green) <= 1
                        && std::abs(exact.blue - seen.blue) <= 1);
            }
            // At first the line is the outline of the mask.
            QCOMPARE(int{pictures[1].paints[pixel]}, int{core.labels[pixel]});
            inside += core.labels[pixel];
        }
        QVERIFY(inside > 50 && inside + 50 < static_cast<int>(core.labels.size()));
        QCOMPARE(core.labels, *session().mask());
        QVERIFY(differingPixels(slicePicture(), before) > 500);
        // The mask's own areas do not mix with colours that are read off.
        const auto all = overlaysOf(document(), session(), mainView().slice().plane());
        for (const OverlayPicture& picture : all) {
            QVERIFY(picture.shape != OverlayShape::Fill || picture.palette == pictures[0].palette);
        }
        // What the number is, and what it is not.
        QVERIFY(text("probabilityNote").contains(QStringLiteral("sigmoid")));
        QVERIFY(text("probabilityNote").contains(QStringLiteral("calibrated was not measured")));
        QVERIFY(text("caption").contains(QStringLiteral("p(membrane)")));
        QCOMPARE(text("cutText"), QStringLiteral("0.50, as the mask"));
        keepPicture(m_window->picture(), QStringLiteral("probabilities"));
        // Off: as before, and no run is made for nobody.
        press(Qt::Key_Y, Qt::ShiftModifier);
        QVERIFY(probabilityLayerOf(document()) == nullptr);
        waitUntilSettled();
        QCOMPARE(differingPixels(slicePicture(), before), 0);
        press(Qt::Key_Minus);
        waitUntilSettled();
        QCOMPARE(probabilities().known(), 0);
    }

    void theLineFollowsTheSliderAndRunsNothing()
    {
        openEm();
        switchOn();
        const auto core = byCore({4, 6}, session().slice());
        QSignalSpy settled(&session(), &Session::settledChanged);
        QSignalSpy made(&probabilities(), &Probabilities::changed);
        std::vector<double> times;
        for (const int hundredths : {30, 85, 50}) {
            const std::vector<double> steps = dragCut(hundredths);
            times.insert(times.end(), steps.begin(), steps.end());
            const Pixels line = within();
            for (std::size_t pixel = 0; pixel < line.size(); ++pixel) {
                QCOMPARE(line[pixel] != 0, at(core, 0, pixel) * 100 >= hundredths);
            }
            QVERIFY(text("cutText").startsWith(QString::number(hundredths / 100.0, 'f', 2)));
        }
        // A half is where the mask ends.
        QVERIFY(within() == *session().mask());
        qInfo("a step of the cut to its picture: median %.1f ms, longest %.1f",
              test::percentile(times, 0.5), test::percentile(times, 1));
        QCOMPARE(settled.count(), 0); // no network ran
        QCOMPARE(made.count(), 0);
        // Keys move it, too, and a click brings back the mask's.
        slider("cutSlider")->setFocus();
        QTest::keyClick(slider("cutSlider"), Qt::Key_Right);
        QVERIFY(probabilityLayerOf(document())->as<ProbabilityContent>()->cut == 51);
        QTest::mouseClick(find<QToolButton>("cutAsMask"), Qt::LeftButton);
        QVERIFY(!probabilityLayerOf(document())->as<ProbabilityContent>()->cut);
        QCOMPARE(text("cutText"), QStringLiteral("0.50, as the mask"));
    }

    void theyFollowPrecisionAndSlice()
    {
        openEm();
        switchOn();
        dragCut(40);
        press(Qt::Key_Minus); // W3A6
        // What is coming is said, and nothing of another precision is drawn for it.
        QVERIFY(text("probabilityPrecision").contains(QStringLiteral("W3A6")));
        QTRY_VERIFY_WITH_TIMEOUT(session().shown()
                                     && session().shown()->precision == Precision(3, 6)
                                     && probabilities().areSeen(),
                                 kTimeoutMs);
        QTRY_COMPARE(text("probabilityPrecision"), QStringLiteral("W3A6"));
        const auto check = [&] {
            const auto core = byCore({3, 6}, session().slice());
            const Pixels line = within();
            for (std::size_t pixel = 0; pixel < line.size(); ++pixel) {
                QCOMPARE(line[pixel] != 0, at(core, 0, pixel) * 100 >= 40);
            }
        };
        check();
        press(Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() && probabilities().areSeen(), kTimeoutMs);
        QCOMPARE(session().shown()->slice, session().slice());
        check();
        // The row of the layer names them as well.
        waitUntilSettled();
        const QModelIndex row = m_window->layers().rowOf(probabilityLayerOf(document())->id);
        QCOMPARE(row.data(LayersModel::DetailRole).toString(), QStringLiteral("W3A6"));
    }

    void planesAcrossShowWhatIsKnown()
    {
        openEm();
        press(Qt::Key_Backslash);
        switchOn();
        QTRY_COMPARE_WITH_TIMEOUT(probabilities().known(), active().slices(), kTimeoutMs);
        const Geometry grid = active().grid();
        std::vector<pipeline::SliceResult> core;
        for (int slice = 0; slice < active().slices(); ++slice) {
            core.push_back(byCore({4, 6}, slice));
        }
        const Layer* layer = probabilityLayerOf(document());
        for (const Plane plane : image::kPlanes) {
            view(plane).renderNow();
            const image::PlaneGrid& pixels = view(plane).slice().plane();
            const auto pictures = probabilityPictures(*layer, session(), pixels);
            for (int row = 0; row < pixels.rows; ++row) {
                for (int column = 0; column < pixels.columns; ++column) {
                    const auto voxel = voxelAt(grid, pixels.at(column, row));
                    QVERIFY(voxel);
                    const auto flat =
                        static_cast<std::size_t>(voxel->at(1) * grid.size[0] + voxel->at(0));
                    const auto& of = core[static_cast<std::size_t>(voxel->at(2))];
                    const auto place = static_cast<std::size_t>(row * pixels.columns + column);
                    const double p = at(of, 0, flat);
                    QCOMPARE(int{pictures[0].paints[place]},
                             p < 0.01 ? 0 : static_cast<int>(p * 200));
                    QCOMPARE(int{pictures[1].paints[place]}, int{of.labels[flat]});
                }
            }
        }
        keepPicture(m_window->picture(), QStringLiteral("probabilities_planes"));
        // Another precision: the visible slice comes first, and what is missing is said.
        press(Qt::Key_Minus);
        QSignalSpy changed(&probabilities(), &Probabilities::changed);
        QTRY_VERIFY_WITH_TIMEOUT(probabilities().areSeen() && !session().isPending(), kTimeoutMs);
        if (probabilities().known() < active().slices()) {
            QVERIFY(text("probabilityNote")
                        .contains(QStringLiteral("%1 of 4 slices").arg(probabilities().known())));
        }
        QTRY_COMPARE_WITH_TIMEOUT(probabilities().known(), 4, kTimeoutMs);
        QVERIFY(!text("probabilityNote").contains(QStringLiteral("of 4 slices")));
    }

    void aCutBecomesLabelsThatNameIt()
    {
        openEm();
        switchOn();
        QTRY_COMPARE_WITH_TIMEOUT(probabilities().known(), active().slices(), kTimeoutMs);
        dragCut(30);
        const auto layersBefore = document().layers().size();
        QTRY_VERIFY(find<QToolButton>("cutToLabels")->isEnabled());
        QTest::mouseClick(find<QToolButton>("cutToLabels"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(document().layers().size(), layersBefore + 1, kTimeoutMs);
        const Layer& layer = document().layers().back();
        QCOMPARE(layer.name, QStringLiteral("membrane > 0.30, W4A6"));
        const auto* content = layer.as<LabelsContent>();
        QVERIFY(content != nullptr && !content->isReference);
        QVERIFY(content->labels->geometry.sameGrid(active().image()->geometry));
        const std::size_t each = active().grid().sliceVoxels();
        std::size_t inside = 0;
        for (int slice = 0; slice < active().slices(); ++slice) {
            const auto core = byCore({4, 6}, slice);
            for (std::size_t pixel = 0; pixel < each; ++pixel) {
                const std::uint8_t found =
                    content->labels->voxels[static_cast<std::size_t>(slice) * each + pixel];
                QCOMPARE(found != 0, at(core, 0, pixel) * 100 >= 30);
                inside += found;
            }
        }
        QVERIFY(inside > 50);
        // What a model says is nothing to judge it by.
        m_window->studyPanel().layers().choose(layer.id);
        QVERIFY(!findAction("&Use as Reference")->isEnabled());
        session().judgeBy(layer.id);
        QVERIFY(!layer.as<LabelsContent>()->isReference);
        // It is a layer like any other, which can be taken back.
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document().layers().size(), layersBefore);
    }

    void ofSeveralLabelsOneOrTheLikeliest()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Cord, {7, 96, 3});
        waitUntilSettled();
        switchOn();
        auto* choice = find<QComboBox>("probabilityLabel");
        QVERIFY(choice->isVisible());
        QCOMPARE(choice->currentText(), QStringLiteral("likeliest label"));
        QCOMPARE(text("cutText"), QStringLiteral("where likeliest"));
        QVERIFY(text("probabilityNote").contains(QStringLiteral("softmax")));
        const auto core = byCore({4, 6}, session().slice());
        const std::size_t pixels = core.labels.size();
        {
            const auto pictures = drawn();
            for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
                const double p = std::max(at(core, 1, pixel), at(core, 2, pixel));
                QCOMPARE(int{pictures[0].paints[pixel]}, p < 0.01 ? 0 : static_cast<int>(p * 200));
                QCOMPARE(pictures[1].paints[pixel] != 0, core.labels[pixel] != 0);
            }
        }
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_End); // grey matter
        QCOMPARE(choice->currentText(), QStringLiteral("grey-matter"));
        const auto grey = drawn();
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            const double p = at(core, 2, pixel);
            QCOMPARE(int{grey[0].paints[pixel]}, p < 0.01 ? 0 : static_cast<int>(p * 200));
            QCOMPARE(grey[1].paints[pixel] != 0, core.labels[pixel] == 2);
        }
        QVERIFY(text("caption").contains(QStringLiteral("p(grey-matter)")));
        keepPicture(m_window->picture(), QStringLiteral("probabilities_cord"));
    }

    /// The row in the list of layers: its eye, its opacity, Delete.
    void itIsALayerLikeOthers()
    {
        openEm();
        switchOn();
        const LayerId id = probabilityLayerOf(document())->id;
        QCOMPARE(m_window->studyPanel().layers().current(), id);
        QVERIFY(slider("opacitySlider")->value() == 70);
        drag(slider("opacitySlider"), 30);
        QVERIFY(std::abs(document().find(id)->style.opacity - 0.3) < 1e-9);
        QVERIFY(std::abs(drawn().front().opacity - 0.3) < 1e-9);
        press(Qt::Key_W); // hides it; the mask is seen again
        QVERIFY(!document().find(id)->style.visible);
        QVERIFY(!find<QCheckBox>("probabilityCheck")->isChecked());
        QVERIFY(!probabilities().areSeen());
        press(Qt::Key_Y, Qt::ShiftModifier);
        QVERIFY(document().find(id)->style.visible);
        press(Qt::Key_Delete);
        QVERIFY(probabilityLayerOf(document()) == nullptr);
        switchOn();
        press(Qt::Key_Z, Qt::ControlModifier); // the first one's place is taken
        QCOMPARE(std::count_if(
                     document().layers().begin(), document().layers().end(),
                     [](const Layer& layer) { return layer.as<ProbabilityContent>() != nullptr; }),
                 1);
        // With the image it goes as well.
        openSample({8, 96, 2});
        QVERIFY(probabilityLayerOf(document()) == nullptr);
    }
};

HALFTONE_GUI_TEST_MAIN(TestProbabilityLayer)
#include "tst_probability_layer.moc"
