// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "cohort_window.h"
#include "ui/session/cohort_views.h"

#include <QElapsedTimer>

#include <fstream>

using namespace halftone;
using namespace halftone::test;

class TestCohortRun : public CohortWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { begin(); }
    void init() { makeCohortWindow(); }
    void cleanup() { m_window.reset(); }

    void whatARunTellsIsWhatASweepTells()
    {
        openList();
        keep("cohort-ready");
        click("startCohort");
        QTRY_VERIFY_WITH_TIMEOUT(cohort().records().size() >= 3, kTimeoutMs);
        keep("cohort-running");
        waitForEnd();
        QVERIFY(find<QLabel>("cohortProgress")->text().contains(QStringLiteral("7 of 7 cases")));
        requireExpected();

        // The table.
        const CohortTableModel& model = *m_window->findChild<CohortTableModel*>();
        QCOMPARE(model.rowCount(), kCases);
        QVERIFY(!model.isAgreement());
        QCOMPARE(model.precisions().size(), m_points.size());
        int scores = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            const std::string name = cohort().cohort().cases[static_cast<std::size_t>(row)].name;
            for (const pipeline::TradeoffPoint& point : m_points) {
                const auto found = point.meanDicePerCase.find(name);
                const auto score = model.score(row, point.precision);
                QCOMPARE(score.has_value(), found != point.meanDicePerCase.end());
                if (score) {
                    QCOMPARE(*score, found->second);
                    ++scores;
                }
            }
        }
        QCOMPARE(scores, 5 * 5); // five cases have a reference
        QCOMPARE(model.index(rowOf("broken"), 2).data().toString(), QStringLiteral("failed"));

        // The summary: means, deviations, intervals, how many.
        const auto* summary = find<QTableWidget>("cohortSummary");
        QTRY_COMPARE_WITH_TIMEOUT(summary->rowCount(), 5, kTimeoutMs);
        QTRY_COMPARE_WITH_TIMEOUT(summary->item(0, 1)->text(), QStringLiteral("5 of 4 subjects"),
                                  kTimeoutMs); // of the last case, too
        for (int row = 0; row < 5; ++row) {
            const pipeline::TradeoffPoint& point = m_points[static_cast<std::size_t>(row)];
            const auto text = [&](int column) { return summary->item(row, column)->text(); };
            QCOMPARE(text(0), formatPrecision(point.precision));
            QCOMPARE(text(1), QStringLiteral("5 of 4 subjects"));
            const Summary dice = pipeline::caseSummary(point);
            QCOMPARE(text(2),
                     formatScore(dice.mean) + QStringLiteral(" \u00b1 ") + formatScore(dice.sd));
            if (point.loss) {
                QVERIFY(text(3).startsWith(formatScoreChange(point.loss->mean)));
                QVERIFY(text(3).contains(formatScoreChange(point.loss->between.low)));
                QVERIFY(text(3).contains(formatScoreChange(point.loss->between.high)));
                QCOMPARE(text(4), lossSentence(*point.loss));
            } else {
                QCOMPARE(row, 0); // full precision
                QVERIFY(text(3).isEmpty() && text(4).isEmpty());
            }
        }

        // What could not be used, with its file; rows that are no case, too.
        click("cohortPart3");
        const QString problems = find<QTextBrowser>("cohortProblems")->toPlainText();
        for (const char* words : {"broken.nii.gz", "lost.nii.gz", "line 9: expected 4 cells"}) {
            QVERIFY2(problems.contains(QLatin1String(words)), qPrintable(problems));
        }
        QCOMPARE(find<QToolButton>("cohortPart3")->text(), QStringLiteral("Problems (3)"));
        keep("cohort-problems");
        click("cohortPart0");
        keep("cohort-summary");
    }

    void pausedItStandsAndGoesOn()
    {
        openList();
        click("startCohort");
        QTRY_VERIFY_WITH_TIMEOUT(!cohort().records().empty(), kTimeoutMs);
        click("pauseCohort");
        QVERIFY(cohort().state() == State::Paused);
        QCOMPARE(find<QPushButton>("pauseCohort")->text(), QStringLiteral("Resume"));
        // One that was being written when it was held may still come; then none does.
        QTest::qWait(300);
        const std::size_t before = cohort().records().size();
        QVERIFY(before < 30);
        QTest::qWait(500);
        QCOMPARE(cohort().records().size(), before);
        keep("cohort-paused");
        click("pauseCohort");
        waitForEnd();
        requireExpected();
    }

    void stoppedOrClosedItContinues()
    {
        openList();
        click("startCohort");
        QTRY_VERIFY_WITH_TIMEOUT(cohort().records().size() >= 6, kTimeoutMs);
        click("pauseCohort"); // or it could end meanwhile
        m_window->close();    // asks
        QVERIFY(m_window->isVisible() && find<QFrame>("cohortQuestion")->isVisible());
        keep("cohort-close");
        click("closeCohort");
        QVERIFY(!m_window->isVisible());
        m_window.reset();
        const auto lines = [&] {
            const std::string text = readBytes(m_results / "results.jsonl", 1 << 24);
            return std::count(text.begin(), text.end(), '\n');
        };
        const auto before = lines();
        QVERIFY(before >= 6 && before < 30);

        // What a power cut leaves of the line that was being written.
        std::ofstream(m_results / "results.jsonl", std::ios::app) << "{\"sha256\":\"01";
        makeWindow();
        openList();
        QCOMPARE(find<QPushButton>("startCohort")->text(), QStringLiteral("Continue"));
        click("startCohort");
        waitForEnd();
        requireExpected();
        QCOMPARE(lines(), 30 + 1); // six cases at five precisions, and the cut one
        const QString problems = cohort().problems().join(QChar(u'\n'));
        QVERIFY2(problems.contains(QStringLiteral("that are cut or damaged")),
                 qPrintable(problems));
        QVERIFY(problems.contains(QStringLiteral("of former runs")));
    }

    void aDoubleClickOpensTheCase()
    {
        runAll();
        auto* table = find<CohortTable>("cohortTable");
        table->scrollToTop();
        const QModelIndex cell = table->model()->index(rowOf("c"), 0);
        const QPoint place = table->visualRect(cell).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
        QSignalSpy opened(&session(), &Session::caseChanged);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), kTimeoutMs);
        QVERIFY(!page().isVisible()); // the image is looked at
        QCOMPARE(active().loaded().choice.file.filename().string(), std::string("image4.nii.gz"));
        QVERIFY(active().hasReference());
        const auto& records = cohort().cases()[static_cast<std::size_t>(rowOf("c"))].records;
        const auto& record = records.at(session().precision().precision());
        QCOMPARE(session().slice(), record.worst->slice);
        waitUntilSettled();
        // What the image page says of that slice is what made it the worst.
        const auto dice = diceByCore(segmentByCore(record.point.precision, record.worst->slice));
        QCOMPARE(dice, record.worst->dice);
    }

    void whatTheColumnSaysTheReferenceShowsIsKept()
    {
        LabelMap membrane = image::readLabelMap(folder() / "labels1.nii.gz");
        for (std::uint8_t& value : membrane.voxels) { // one structure alone, as such files have it
            value = value == 1 ? 255 : 0;
        }
        membrane.labels.clear();
        image::writeLabelMap(folder() / "membrane1.nii.gz", membrane);
        const fs::path csv = folder() / "membranes.csv";
        writeText(csv, "case,image,reference:class-1\na,image1.nii.gz,membrane1.nii.gz\n");
        m_window->showPage(&page());
        m_window->openPath(QString::fromStdString(csv.string()));
        QTRY_VERIFY_WITH_TIMEOUT(cohort().state() == State::Ready, kTimeoutMs);
        cohort().setResultsFolder(m_results);
        cohort().setPrecisions(kRun);
        click("startCohort");
        waitForEnd();
        auto* table = find<CohortTable>("cohortTable");
        const QPoint place = table->visualRect(table->model()->index(0, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
        QSignalSpy opened(&session(), &Session::caseChanged);
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
        QTRY_VERIFY_WITH_TIMEOUT(!opened.isEmpty(), kTimeoutMs);
        QCOMPARE(active().loaded().referenceLabel.value_or(""), std::string("class-1"));
        QVERIFY(active().hasReference());
    }

    void anotherPrecisionLeavesWhatIsThere()
    {
        openList();
        cohort().setPrecisions({kRun.begin(), kRun.end() - 1});
        click("startCohort");
        waitForEnd();
        QTRY_COMPARE_WITH_TIMEOUT(cohort().points().size(), std::size_t{1}, kTimeoutMs);
        const auto journal = [&] {
            const std::string text = readBytes(m_results / "results.jsonl", 1 << 24);
            return std::count(text.begin(), text.end(), '\n');
        };
        QCOMPARE(journal(), 24);
        std::size_t fewest = 24;
        std::size_t fewestPoints = 4;
        const auto look = [&] {
            fewest = std::min(fewest, cohort().records().size());
            const auto& points = cohort().points();
            fewestPoints = std::min(fewestPoints, points.empty() ? 0 : points[0].points.size());
        };
        connect(&cohort(), &CohortSession::caseChanged, this, look);
        connect(&cohort(), &CohortSession::pointsChanged, this, look);
        cohort().setPrecisions(kRun);
        click("startCohort");
        look();
        waitForEnd();
        QCOMPARE(fewest, std::size_t{24});
        QCOMPARE(fewestPoints, std::size_t{4});
        requireExpected();
        QCOMPARE(journal(), 30); // what was stored is not stored again

        // What is not asked for any more goes with the next run.
        cohort().setPrecisions({kRun.begin(), kRun.end() - 1});
        click("startCohort");
        waitForEnd();
        QCOMPARE(cohort().records().size(), std::size_t{24});
        QCOMPARE(journal(), 30);
    }

    void theOpenImageGoesFirst()
    {
        openSample({7, 192, 12});
        openList();
        click("startCohort");
        QTRY_VERIFY_WITH_TIMEOUT(!cohort().records().empty(), kTimeoutMs);
        LoopWatch watch;
        std::vector<double> waits;
        for (int move = 0; move < 12 && cohort().isBusy(); ++move) {
            QElapsedTimer clock;
            clock.start();
            session().precision().setPrecision({1 + move % 8, 8 - move % 8});
            QVERIFY(cohort().isWaiting() || !cohort().isBusy());
            QTRY_VERIFY_WITH_TIMEOUT(!session().isPending(), kTimeoutMs);
            waits.push_back(static_cast<double>(clock.elapsed()));
        }
        qInfo("mask after %.0f ms (median), longest gap of the event loop %.0f ms",
              halftone::test::percentile(waits, 0.5), watch.longestGapMs());
        QVERIFY(!waits.empty());
        if (cohort().isBusy()) {
            keep("cohort-waiting");
        }
        session().cancelSweep();
        waitForEnd();
        requireExpected();
    }

    void aCaseThatIsDroppedIsOpened()
    {
        drop(*m_window, m_csv);
        QTRY_VERIFY_WITH_TIMEOUT(cohort().state() == State::Ready, kTimeoutMs);
        QVERIFY(page().isVisible());
        // A folder, on the page.
        fs::create_directories(folder() / "plain");
        fs::copy_file(folder() / "image7.nii.gz", folder() / "plain" / "one.nii.gz",
                      fs::copy_options::overwrite_existing);
        drop(page(), folder() / "plain");
        QTRY_VERIFY_WITH_TIMEOUT(cohort().cohort().cases.size() == 1, kTimeoutMs);
        cohort().setResultsFolder(m_results);
        click("startCohort");
        waitForEnd();
        const CohortTableModel& model = *m_window->findChild<CohortTableModel*>();
        QVERIFY(model.isAgreement()); // and never called Dice
        for (const QString& name : columnNames()) {
            QVERIFY2(!name.startsWith(QStringLiteral("Dice")), qPrintable(name));
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>("cohortNote")->text().contains(QStringLiteral("No case has a reference")),
            kTimeoutMs);
        keep("cohort-agreement");
    }
};

HALFTONE_GUI_TEST_MAIN(TestCohortRun)
#include "tst_cohort_run.moc"
