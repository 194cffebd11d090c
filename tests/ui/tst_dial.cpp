// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "ui/document/measurement.h"
#include "ui/widgets/controls/banner.h"
#include "ui/widgets/controls/hint_line.h"
#include "ui/widgets/controls/number_line.h"
#include "ui/widgets/window/numbers_dialog.h"
#include "ui/widgets/window/status_line.h"

#include <QTableWidget>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::keepPicture;
using test::kSmallSample;
using test::kTimeoutMs;

/// The dial, what is behind it, and what is said before, during and after a run.
class TestDial : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth); }
    void cleanup() { m_window.reset(); }

    // By the mouse, and by keys alone.
    void theSlidersMoveTogether()
    {
        openWindowWithSample();
        PrecisionModel& precision = session().precision();
        precision.setPrecision({4, 6});
        QTest::mouseClick(button("linkSliders"), Qt::LeftButton);
        QVERIFY(precision.isLinked());
        drag(slider("weightSlider"), PrecisionModel::positionOf(2));
        QVERIFY((precision.precision() == Precision{2, 4}));
        QCOMPARE(slider("activationSlider")->value(), PrecisionModel::positionOf(4));
        QTest::keyClick(slider("activationSlider"), Qt::Key_Right);
        QVERIFY((precision.precision() == Precision{3, 5}));
        QTest::keyClick(m_window.get(), Qt::Key_Plus);
        QVERIFY((precision.precision() == Precision{4, 6}));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ShiftModifier);
        QVERIFY(!precision.isLinked() && !button("linkSliders")->isChecked());
        QTest::keyClick(m_window.get(), Qt::Key_Plus);
        QVERIFY((precision.precision() == Precision{5, 6}));
        waitUntilSettled();
        QCOMPARE(*session().mask(), segmentByCore({5, 6}, session().slice()).labels);
    }

    void thePanelSaysWhatTheBitsMean()
    {
        openWindowWithSample();
        session().precision().setPrecision({3, 5});
        QCOMPARE(text("precisionSentence"),
                 QStringLiteral("Weights in 3 bits, activations in 5 bits."));
        // At the smallest size the sentence is whole, too.
        m_window->resize(1024, 740);
        auto* label = m_window->findChild<QLabel*>(QStringLiteral("precisionSentence"));
        QTRY_VERIFY(m_window->height() <= 760);
        for (const Precision precision : {quant::kSmallest, Precision{1, 1}, Precision{2, 8}}) {
            session().precision().setPrecision(precision);
            QVERIFY2(label->fontMetrics().horizontalAdvance(label->text()) <= label->width(),
                     qPrintable(label->text()));
        }
        waitUntilSettled();
        keepPicture(m_window->picture(), QStringLiteral("dial_1024"));
    }

    void theNumbersBehindTheDial()
    {
        openWindowWithSample();
        QTest::keyClick(m_window.get(), Qt::Key_Q);
        auto* dialog = m_window->findChild<NumbersDialog*>();
        QVERIFY(dialog != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const auto* ours = dialog->findChild<NumberLine*>(QStringLiteral("weightsOursLine"));
        const auto words = [&](const char* name) {
            return dialog->findChild<QLabel*>(QString::fromLatin1(name))->text();
        };
        auto* layers = dialog->findChild<QTableWidget*>(QStringLiteral("layerNumbers"));
        const auto expected = model::layerNumbers(*active().model(), quant::kBalanced);
        QTRY_COMPARE(layers->rowCount(), static_cast<int>(expected.size()) + 1); // and the input
        QVERIFY(words("weightsOursWords").contains(QStringLiteral("15 codes")));
        QVERIFY(words("weightsPaperWords").contains(QStringLiteral("Q0.4: 33 values")));
        QVERIFY(words("activationsOursWords").contains(QStringLiteral("64 codes, 0 to 63")));
        QVERIFY(words("activationsPaperWords").contains(QStringLiteral("Q6.0: 127 values")));
        QCOMPARE(layers->item(0, 6)->text(), QStringLiteral("nearest UQ0.8")); // 1/255
        QCOMPARE(layers->item(1, 1)->text(), QStringLiteral("8 bits")); // whatever the dial says
        QCOMPARE(layers->item(2, 1)->text(), QStringLiteral("4 bits"));
        // Hovering tells a code and its value.
        QVERIFY(!ours->isLogarithmic());
        auto* line = const_cast<NumberLine*>(ours);
        QTest::mouseMove(line, line->placeOf(-3));
        QTRY_COMPARE(line->marked().value_or(99), -3);
        QVERIFY(line->toolTip().startsWith(QStringLiteral("code ") + QChar(0x2212)
                                           + QStringLiteral("3")));
        QTest::keyClick(line, Qt::Key_Right);
        QCOMPARE(*line->marked(), -2);
        keepPicture(dialog->grab().toImage(), QStringLiteral("numbers_W4A6"));

        // It follows the dial; eight bits are apart on a logarithmic line.
        session().precision().setPrecision(quant::kHighestInteger);
        QTRY_VERIFY(words("weightsOursWords").contains(QStringLiteral("255 codes")));
        QVERIFY(ours->isLogarithmic());
        for (int code = 0; code < 8; ++code) {
            QVERIFY(ours->placeOf(code + 1).x() > ours->placeOf(code).x() + 5);
            QCOMPARE(ours->placeOf(code).x() + ours->placeOf(-code).x(), 2 * ours->placeOf(0).x());
        }
        session().precision().setPrecision({1, 1});
        QTRY_VERIFY(words("weightsOursWords").contains(QStringLiteral("2 codes")));
        keepPicture(dialog->grab().toImage(), QStringLiteral("numbers_W1A1"));
        waitUntilSettled();
        const SliceRecord* record = session().results().find(*session().shown());
        QVERIFY(record != nullptr && record->forecast);
        QTRY_VERIFY2(words("forecast")
                         .contains(formatBytes(record->forecast->memoryBytes())
                                   + QStringLiteral(", counted ")
                                   + formatBytes(runMemory(record->cost))),
                     qPrintable(words("forecast")));
        QCOMPARE(record->forecast->memoryBytes(), runMemory(record->cost));
        // Opened again it is the same one.
        QTest::mouseClick(button("numbersButton"), Qt::LeftButton);
        QCOMPARE(m_window->findChildren<NumbersDialog*>().size(), 1);
    }

    // What a shipped model's file tells is what is shown.
    void stepsAreThoseOfTheModel()
    {
        const QByteArray models = qgetenv("HALFTONE_MODELS");
        qputenv("HALFTONE_MODELS", HALFTONE_SHIPPED_MODELS);
        makeWindow();
        QSignalSpy changed(&session(), &Session::caseChanged);
        session().openSample(phantom::Kind::Em, kSmallSample);
        const bool opened = changed.wait(kTimeoutMs);
        qputenv("HALFTONE_MODELS", models);
        QVERIFY(opened);
        session().precision().setPrecision(quant::kBalanced);
        QTest::mouseClick(button("numbersButton"), Qt::LeftButton);
        auto* dialog = m_window->findChild<NumbersDialog*>();
        auto* layers = dialog->findChild<QTableWidget*>(QStringLiteral("layerNumbers"));
        const auto expected = model::layerNumbers(*active().model(), quant::kBalanced);
        QTRY_COMPARE(layers->rowCount(), static_cast<int>(expected.size()) + 1); // and the input
        for (int row = 1; row < layers->rowCount(); ++row) {
            const model::LayerNumbers& layer = expected[static_cast<std::size_t>(row) - 1];
            QCOMPARE(layers->item(row, 0)->text(), QString::fromStdString(layer.name));
            QCOMPARE(layers->item(row, 2)->text(), formatValue(*layer.weights.step, 3));
            const int fraction = model::nearestFormat(layer.weights)->format.fracBits;
            QVERIFY(layers->item(row, 3)->text().endsWith(QStringLiteral(".%1").arg(fraction)));
            QCOMPARE(layers->item(row, 5)->text().startsWith(QChar(0x2248)),
                     layer.activations.isEstimate);
        }
        dialog->resize(760, 880);
        waitUntilSettled();
        keepPicture(dialog->grab().toImage(), QStringLiteral("numbers_em_W4A6"));
        session().precision().setPrecision(quant::kHighestInteger);
        QTRY_COMPARE(layers->item(2, 1)->text(), QStringLiteral("8 bits"));
        keepPicture(dialog->grab().toImage(), QStringLiteral("numbers_em_W8A8"));
        session().precision().setPrecision(quant::kSimulated16);
        session().precision().setPrecision(quant::kFull);
        waitUntilSettled();
        QCOMPARE(layers->rowCount() == 0, session().precision().precision().isFloat());
        keepPicture(dialog->grab().toImage(), QStringLiteral("numbers_em_full"));
    }

    void theStatusLineCountsSlices()
    {
        makeWindow();
        QSignalSpy figures(&session(), &Session::figuresChanged);
        QStringList seen;
        connect(&session(), &Session::figuresChanged, this, [&] {
            const QString now = text("sliceProgress");
            if (!now.isEmpty() && (seen.isEmpty() || seen.back() != now)) {
                seen << now;
            }
        });
        openSample({7, 128, 12});
        QVERIFY(!seen.isEmpty());
        QVERIFY2(seen.front().startsWith(QStringLiteral("W4A6: 1 of 12 slices")),
                 qPrintable(seen.join(QChar(u'\n'))));
        QVERIFY(label("sliceProgress")->isHidden()); // all are there
        session().setSlice(2);
        session().precision().setPrecision({3, 3});
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() == session().wanted(), kTimeoutMs);
        QTRY_VERIFY(text("sliceProgress").startsWith(QStringLiteral("W3A3: "))
                    || session().isSettled());
        waitUntilSettled();
        QVERIFY(label("sliceProgress")->isHidden());
    }

    // Esc, the cross and Shift+Esc end the sweep; the cross, now an arrow, goes on.
    void theSweepStopsAndGoesOn()
    {
        makeWindow();
        QSignalSpy changed(&session(), &Session::caseChanged);
        session().openSample(phantom::Kind::Em, {7, 256, 3});
        QVERIFY(changed.wait(kTimeoutMs));
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() && !session().isPending(), kTimeoutMs);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(session().isSweepStopped());
        waitUntilSettled(); // meters and slices are there, points are missing
        const int points = session().tradeoff().rowCount();
        QVERIFY(points < static_cast<int>(
                    sweepPrecisions(session().precision().offered(), session().precision().full())
                        .size()));
        auto* cross = button("sweepCancel");
        QVERIFY(cross->isVisible() && cross->toolTip().startsWith(QStringLiteral("Go on")));
        QTest::mouseClick(cross, Qt::LeftButton);
        QVERIFY(!session().isSweepStopped());
        waitUntilSettled();
        QVERIFY(session().tradeoff().rowCount() > points);
        QVERIFY(!cross->isVisible());
        // What has ended is not stopped by an Esc that meant something else.
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(!session().isSweepStopped());
    }

    // Points of a busy machine are hollow until they are timed again in quiet.
    void aBusyMachineIsSaidAndTimedAgain()
    {
        pipeline::Runtime runtime = quietRuntime();
        const auto busy = std::make_shared<std::atomic<bool>>(true);
        const auto waited = std::make_shared<std::atomic<double>>(0);
        runtime.waited = [busy, waited]() -> std::optional<double> {
            *waited = *waited + (*busy ? 1e3 : 0);
            return waited->load();
        };
        makeWindow(runtime);
        session().setQuietPause(std::chrono::milliseconds(1));
        openSample();
        QTRY_COMPARE(card("latencyMeter").findChild<QLabel*>(QStringLiteral("caption"))->text(),
                     QStringLiteral("Slice time, machine busy"));
        const auto ranked = [&] {
            int count = 0;
            for (const pipeline::TradeoffPoint& point : session().tradeoff().points()) {
                count += point.latency.isRanked() ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(ranked(), 0);
        keepPicture(m_window->picture(), QStringLiteral("machine_busy"));
        // Given up after some rounds; another slice is another matter.
        *busy = false;
        session().setSlice(0);
        QTRY_COMPARE_WITH_TIMEOUT(ranked(), session().tradeoff().rowCount(), kTimeoutMs);
        waitUntilSettled();
        QCOMPARE(card("latencyMeter").findChild<QLabel*>(QStringLiteral("caption"))->text(),
                 QStringLiteral("Slice time, measured"));

        // Quiet again before it is given up: the same slice is timed again by itself.
        *busy = true;
        session().setQuietPause(std::chrono::seconds(2));
        session().setSlice(2);
        waitUntilSettled();
        QTRY_VERIFY(session().shown() && !session().isPending());
        // The bar does not stand still without a word.
        auto* sweep = m_window->findChild<QLabel*>(QStringLiteral("sweepText"));
        QVERIFY(session().waitsForQuiet());
        QVERIFY2(sweep->text().endsWith(QStringLiteral("waiting")), qPrintable(sweep->text()));
        QVERIFY(sweep->parentWidget()->toolTip().contains(QStringLiteral("timed again")));
        keepPicture(m_window->picture(), QStringLiteral("sweep_waits"));
        *busy = false;
        QTRY_COMPARE_WITH_TIMEOUT(ranked(), session().tradeoff().rowCount(), kTimeoutMs);
        QVERIFY(!sweep->text().contains(QStringLiteral("waiting")));
    }

    // Before the run a sentence, with the way out of it.
    void whatDoesNotFitIsSaidAndCutSmaller()
    {
        pipeline::Runtime runtime = quietRuntime();
        const auto available = std::make_shared<std::atomic<std::size_t>>(std::size_t{1} << 40);
        runtime.availableBytes = [available] {
            return std::optional<std::size_t>(available->load());
        };
        makeWindow(runtime);
        openSample({7, 400, 2});
        const SliceRecord whole = *session().results().find(*session().shown());
        QCOMPARE(whole.forecast->tiles, 1);
        *available = whole.cost.arenaBytes / 2;
        session().precision().setPrecision({5, 7}); // not in the sweep: not made before
        QTRY_VERIFY_WITH_TIMEOUT(bannerWith(QStringLiteral("gives the same mask")) != nullptr,
                                 kTimeoutMs);
        keepPicture(m_window->picture(), QStringLiteral("does_not_fit"));
        QAbstractButton* smaller = nullptr;
        for (auto* each : m_window->banners().findChildren<QAbstractButton*>()) {
            smaller = each->text().contains(QStringLiteral("smaller tiles")) ? each : smaller;
        }
        QVERIFY(smaller != nullptr);
        QTest::mouseClick(smaller, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(session().shown() && !session().isPending(), kTimeoutMs);
        QVERIFY((session().shown()->precision == Precision{5, 7}));
        QCOMPARE(*session().mask(), segmentByCore({5, 7}, session().slice()).labels);
        const SliceRecord* cut = session().results().find(*session().shown());
        QVERIFY(cut->forecast->tiles > 1);
        QVERIFY(cut->cost.arenaBytes <= whole.cost.arenaBytes / 2);
        QCOMPARE(cut->forecast->arenaBytes, cut->cost.arenaBytes);
    }

    void hintsAreWholeOrLeftOut()
    {
        openWindowWithSample();
        auto* hints = m_window->findChild<HintLine*>();
        const QStringList all = mainView().hint(Qt::NoModifier).split(hintSeparator());
        QVERIFY(all.size() > 4);
        for (const int width : {1000, 1280, 1600, 2200}) {
            m_window->resize(width, 740);
            QCoreApplication::processEvents();
            const QStringList shown = hints->text().split(hintSeparator(), Qt::SkipEmptyParts);
            QCOMPARE(shown, all.mid(0, shown.size()));
            QVERIFY(hints->fontMetrics().horizontalAdvance(hints->text()) <= hints->width());
            QCOMPARE(hints->toolTip().isEmpty(), shown.size() == all.size());
        }
    }

private:
    QToolButton* button(const char* name)
    {
        return m_window->findChild<QToolButton*>(QString::fromLatin1(name));
    }
    QLabel* label(const char* name)
    {
        return m_window->findChild<QLabel*>(QString::fromLatin1(name));
    }
    QString text(const char* name) { return label(name)->text(); }
    MeterCard& card(const char* name)
    {
        return *m_window->findChild<MeterCard*>(QString::fromLatin1(name));
    }
    QLabel* bannerWith(const QString& words)
    {
        for (QLabel* each : m_window->banners().findChildren<QLabel*>()) {
            if (each->text().contains(words) || each->toolTip().contains(words)) {
                return each;
            }
        }
        return nullptr;
    }
};

HALFTONE_GUI_TEST_MAIN(TestDial)
#include "tst_dial.moc"
