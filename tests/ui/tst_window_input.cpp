// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "ui/session/display_window.h"

#include <QFile>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::kSmallSample;
using test::kTimeoutMs;

class TestWindowInput : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth); }
    void cleanup() { m_window.reset(); }

    void wheelKeysAndStripScroll()
    {
        openWindowWithSample();
        SliceView& view = mainView();
        const QPointF middle(view.width() / 2.0, view.height() / 2.0);
        const auto wheel = [&](int turned) {
            QWheelEvent event(middle, view.mapToGlobal(middle), {}, {0, turned}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&view, &event);
        };
        wheel(-120);
        QCOMPARE(session().slice(), 2);
        wheel(-120);
        QCOMPARE(session().slice(), 2);
        wheel(240);
        QCOMPARE(session().slice(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_Down);
        QCOMPARE(session().slice(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_PageUp);
        QCOMPARE(session().slice(), 0);
        auto* strip = m_window->findChild<SliceStrip*>();
        QTest::mouseClick(strip, Qt::LeftButton, {}, strip->cell(2).center());
        QCOMPARE(session().slice(), 2);
        waitUntilSettled();
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 2).labels);
    }

    // A background that failed would fail, and say so, at every move.
    void aMoveWithinTheSliceBeginsNothingThatHasEnded()
    {
        openWindowWithSample();
        waitUntilSettled();
        QSignalSpy settled(&session(), &Session::settled);
        image::Point place = m_window->document().cursor();
        place[0] += m_window->document().baseImage()->geometry.spacingMm[0];
        m_window->document().setCursor(place);
        QTest::qWait(400); // longer than the background waits for
        QCOMPARE(settled.size(), 0);
        QVERIFY(session().isSettled());
    }

    void stopsKeysAndChartSetThePrecision()
    {
        openWindowWithSample();
        PrecisionModel& precision = session().precision();
        QTest::mouseClick(m_window->findChild<StopButton*>(QStringLiteral("stop2")),
                          Qt::LeftButton);
        QVERIFY(precision.precision() == quant::kSmallest);
        QTest::keyClick(m_window.get(), Qt::Key_B);
        QVERIFY(precision.precision() == quant::kBalanced);
        QTest::keyClick(m_window.get(), Qt::Key_Minus);
        QVERIFY((precision.precision() == Precision{3, 6}));
        QTest::keyClick(m_window.get(), Qt::Key_BracketRight);
        QVERIFY((precision.precision() == Precision{3, 7}));
        QTest::keyClick(m_window.get(), Qt::Key_F);
        QVERIFY(precision.precision() == quant::kHighestInteger);
        waitUntilSettled();

        ChartView& chart = m_window->precisionPanel().chart();
        chart.renderNow();
        const auto& points = chart.chart().points();
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto at = chart.chart().positionOf(i);
            if (points[i].current || !at) {
                continue;
            }
            // A mouse hits whole pixels: a neighbour may be nearer there, or hide this one.
            const QPoint pixel = QPointF(at->first, at->second).toPoint();
            if (chart.chart().pick(pixel.x(), pixel.y()) != i) {
                continue;
            }
            const std::string wanted = points[i].label;
            QTest::mouseClick(&chart, Qt::LeftButton, {}, pixel);
            QCOMPARE(quant::toString(precision.precision()), wanted);
            return;
        }
        QFAIL("no point of the chart could be clicked");
    }

    void aFileCanBeDropped()
    {
        makeWindow();
        phantom::Sample sample = phantom::make(phantom::Kind::Em, kSmallSample);
        const QString path = m_models->filePath(QStringLiteral("dropped.nii.gz"));
        image::writeImage(path.toStdString(), sample.image);
        QSignalSpy settled(&session(), &Session::settled);
        QVERIFY(test::dropFiles(*m_window, {path}));
        QVERIFY(settled.wait(kTimeoutMs));
        QVERIFY(!active().hasReference());
        // Without labels it is agreement with full precision, and called so.
        auto* card = m_window->findChild<MeterCard*>(QStringLiteral("qualityMeter"));
        QVERIFY(card->findChild<QLabel*>(QStringLiteral("caption"))
                    ->text()
                    .startsWith(QStringLiteral("Agreement")));
        const pipeline::SliceResult here = segmentByCore(quant::kBalanced, 1);
        const pipeline::SliceResult full = segmentByCore(quant::kHighestInteger, 1);
        QCOMPARE(card->value(), formatScore(eval::countOverlap(here.labels, full.labels,
                                                               active().structures().front())
                                                .dice()));

        // Its labels can be opened afterwards.
        const QString labels = m_models->filePath(QStringLiteral("labels.nii.gz"));
        image::writeLabelMap(labels.toStdString(), sample.labels);
        openReference(labels);
        QTRY_VERIFY_WITH_TIMEOUT(active().hasReference(), kTimeoutMs);
        waitUntilSettled();
        QCOMPARE(card->value(), formatScore(diceByCore(here)));
    }

    void anImageWithoutAModelIsStillShown()
    {
        // Hides the shipped model for MR: of equal names the first folder's counts.
        const QString hidden = m_models->filePath(QStringLiteral("cord-gray-matter.halftone"));
        QVERIFY(QFile::copy(m_models->filePath(QStringLiteral("random-em.halftone")), hidden));
        makeWindow();
        QSignalSpy settled(&session(), &Session::settled);
        session().openSample(phantom::Kind::Cord, {3, 96, 2});
        QVERIFY(settled.wait(kTimeoutMs));
        QVERIFY(session().active() != nullptr);
        QVERIFY(active().model() == nullptr);
        QVERIFY(!slider("weightSlider")->isEnabled());
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("No installed model fits this image")));
        test::keepPicture(m_window->picture(), QStringLiteral("no_model"));
        QVERIFY(QFile::remove(hidden));
    }

    void loadingCanBeCancelled()
    {
        openWindowWithSample();
        const auto image = active().image();
        QSignalSpy ended(&session().opener(), &Opener::ended);
        session().openSample(phantom::Kind::Em, {1, 2048, 8});
        auto* card = m_window->findChild<QWidget*>(QStringLiteral("loadCard"));
        QVERIFY(card->isVisible());
        test::keepPicture(m_window->picture(), QStringLiteral("loading"));
        QTest::mouseClick(card->findChild<QWidget*>(QStringLiteral("cancelLoading")),
                          Qt::LeftButton);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!card->isVisible());
        QTest::qWait(50);
        QVERIFY(active().image() == image);
    }

    void theMaskCanBeSaved()
    {
        openWindowWithSample();
        const QString path = m_models->filePath(QStringLiteral("mask.nii.gz"));
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        session().saveMask(path.toStdString());
        QVERIFY(saved.wait(kTimeoutMs));
        const LabelMap mask = image::readLabelMap(path.toStdString());
        QVERIFY(mask.geometry.sameGrid(active().image()->geometry));
        const pipeline::SliceResult core = segmentByCore(quant::kBalanced, 2);
        const std::size_t voxels = mask.geometry.sliceVoxels();
        const std::vector<std::uint8_t> slice(
            mask.voxels.begin() + static_cast<std::ptrdiff_t>(2 * voxels), mask.voxels.end());
        QCOMPARE(slice, core.labels);
    }

    void aSaveIsNotLostToTheNextImage()
    {
        openWindowWithSample();
        openSample({3, 256, 40}); // long enough to be overtaken
        const auto image = active().image();
        const auto prepared = active().loaded().prepared;
        const auto model = active().model();
        const QString path = m_models->filePath(QStringLiteral("big.nii.gz"));
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        QSignalSpy failed(&session(), &Session::failed);
        session().saveMask(path.toStdString());
        session().openSample(phantom::Kind::Em, kSmallSample); // at once
        QTRY_VERIFY_WITH_TIMEOUT(active().image() != image, kTimeoutMs);
        QVERIFY(session().saver().isBusy()); // overtaken, as wanted
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("activity"))->isVisible());
        test::keepPicture(m_window->picture(), QStringLiteral("saving"));
        QVERIFY(saved.wait(kTimeoutMs));
        QCOMPARE(failed.size(), 0);
        QVERIFY(!session().saver().isBusy());
        QVERIFY(!m_window->findChild<QLabel*>(QStringLiteral("activity"))->isVisible());
        const auto predictor =
            pipeline::makePredictor(pipeline::makeRuntime(), model, quant::kBalanced);
        const LabelMap whole =
            pipeline::segmentVolume(*predictor, *model, *prepared, false, {}, {}).mask;
        QVERIFY(image::readLabelMap(path.toStdString()).voxels == whole.voxels);
    }

    void theWindowClosesWhenTheMaskIsWhole()
    {
        openWindowWithSample();
        openSample({3, 256, 40});
        const QString path = m_models->filePath(QStringLiteral("closing.nii.gz"));
        session().saveMask(path.toStdString());
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("still being saved")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kTimeoutMs);
        QCOMPARE(image::readLabelMap(path.toStdString()).geometry.size[2], 40);
    }

    void windowAndLevelSurviveModelReferenceAndPrecision()
    {
        openWindowWithSample();
        SliceView& view = mainView();
        const QPoint centre = view.rect().center();
        QTest::mousePress(&view, Qt::RightButton, Qt::ShiftModifier, centre);
        QMouseEvent move(QEvent::MouseMove, centre + QPoint(60, 30),
                         view.mapToGlobal(QPointF(centre + QPoint(60, 30))), Qt::NoButton,
                         Qt::RightButton, Qt::ShiftModifier);
        QApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, Qt::RightButton, Qt::ShiftModifier, centre + QPoint(60, 30));
        const DisplayWindow chosen = document().base()->style.window;
        QVERIFY(!(chosen == automaticWindow(*active().image(), active().model().get())));

        const QString reference = m_models->filePath(QStringLiteral("w.nii.gz"));
        image::writeLabelMap(reference.toStdString(), *active().loaded().nativeReference);
        QSignalSpy changed(&session(), &Session::caseChanged);
        openReference(reference);
        QVERIFY(changed.wait(kTimeoutMs));
        QVERIFY(document().base()->style.window == chosen);
        openModel(session().opener().library().models.front().path.string());
        QVERIFY(changed.wait(kTimeoutMs));
        QVERIFY(document().base()->style.window == chosen);
        session().precision().setPrecision({2, 4});
        waitUntilSettled();
        QVERIFY(document().base()->style.window == chosen);

        openSample({8, 128, 3}); // another image chooses its own
        QVERIFY(document().base()->style.window
                == automaticWindow(*active().image(), active().model().get()));
    }

    void thePictureHoldsTheOpenGlViews()
    {
        openWindowWithSample();
        const QImage whole = m_window->picture();
        QCOMPARE(whole.size(), m_window->size());
        SliceView& view = mainView();
        const QImage slice = slicePicture();
        const QPoint corner = view.mapTo(m_window.get(), QPoint(0, 0));
        int equal = 0;
        int looked = 0;
        for (int y = 60; y < view.height() - 10; y += 7) {
            for (int x = 10; x < view.width() - 10; x += 7) {
                const QColor a = whole.pixelColor(corner + QPoint(x, y));
                const QColor b = slice.pixelColor(x, y);
                equal += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) < 12 ? 1 : 0;
                ++looked;
            }
        }
        QVERIFY2(equal > looked * 95 / 100,
                 qPrintable(QStringLiteral("%1 of %2").arg(equal).arg(looked)));
    }

    void dialogsOpenAndNameTheKeys()
    {
        openWindowWithSample();
        const auto dialogOf = [&](const char* name) {
            return m_window->findChild<QWidget*>(QString::fromLatin1(name));
        };
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QWidget* sheet = dialogOf("cheatSheet");
        QVERIFY(sheet != nullptr && sheet->isVisible());
        QStringList words;
        for (const QLabel* label : sheet->findChildren<QLabel*>()) {
            words.push_back(label->text());
        }
        // Generated from the actions: what the menus offer is what it lists.
        QVERIFY(words.contains(QStringLiteral("Balanced")));
        QVERIFY(words.contains(QStringLiteral("B")));
        QVERIFY(words.contains(QStringLiteral("Fit the Whole Image")));
        test::keepPicture(sheet->grab().toImage(), QStringLiteral("cheat_sheet"));
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QWidget* table = dialogOf("tradeoffTable");
        QVERIFY(table != nullptr && table->isVisible());
        test::keepPicture(table->grab().toImage(), QStringLiteral("table"));
    }

    // A benchmark in the log; the figures depend on the machine and are not asserted tightly.
    void latencyFromSliderToOverlay()
    {
        const test::RandomModelFolder models(16);
        makeWindow();
        openSample({1, 512, 2});
        session().cancelSweep();
        waitUntilSettled();
        test::LoopWatch watch;
        std::vector<double> milliseconds;
        for (const int weights : {4, 3, 2}) {
            for (const int activations : {7, 6, 5, 4, 3}) {
                QEventLoop loop;
                QElapsedTimer clock;
                QTimer::singleShot(kTimeoutMs, &loop, [&loop] { loop.exit(1); });
                // The first picture drawn after the mask arrived.
                connect(&mainView(), &RenderView::rendered, &loop, [&] {
                    if (!session().isPending()) {
                        milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
                        loop.exit(0);
                    }
                });
                clock.start();
                session().precision().setPrecision({weights, activations});
                QCOMPARE(loop.exec(), 0);
            }
        }
        qInfo("benchmark: slider to overlay, width 16, 512x512, %d threads: p50 %.1f ms, p95 %.1f "
              "ms (new precisions, weights packed on the way)",
              pipeline::makeRuntime().pool->threads(), test::percentile(milliseconds, 0.5),
              test::percentile(milliseconds, 0.95));
        qInfo("benchmark: longest gap of the event loop: %.1f ms", watch.longestGapMs());
        m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth);
    }
};

HALFTONE_GUI_TEST_MAIN(TestWindowInput)
#include "tst_window_input.moc"
