// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "core/model/parse_json.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/sweep.h"
#include "core/report/csv.h"
#include "tests/support/cohort_folder.h"
#include "tests/support/expect_error.h"
#include "ui/session/cohort_views.h"
#include "ui/widgets/cohort/cohort_export.h"
#include "ui/widgets/cohort/cohort_findings.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/cohort/cohort_table.h"
#include "ui/widgets/cohort/cohort_welcome.h"
#include "ui/widgets/cohort/spread_plot.h"
#include "window_fixture.h"

#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QTextBrowser>
#include <QToolButton>

using namespace halftone;
using namespace halftone::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSize = 128;
constexpr int kSlices = 3;
constexpr int kCases = 7;

using State = CohortSession::State;

} // namespace

class TestCohort : public WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        m_models = std::make_unique<RandomModelFolder>(kModelWidth);
        QVERIFY(m_dir.isValid());
        m_csv = writeEmCohort(folder(), kSize, kSlices);
        m_points = bySweep();
        QCOMPARE(m_points.size(), std::size_t{5});
    }

    void init()
    {
        makeWindow();
        m_results = folder() / QTest::currentTestFunction();
    }
    void cleanup() { m_window.reset(); }

    void theEmptyPageSaysWhatACohortIs()
    {
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(page().isVisible());
        QVERIFY(find<QLabel>("cohortExample")->isVisible());
        click("copyCohortExample");
        QCOMPARE(QApplication::clipboard()->text(), CohortWelcome::example());
        // What is copied is a list: only its files are not there.
        writeText(folder() / "example.csv", CohortWelcome::example().toStdString());
        const data::CaseList list = data::readUsableCases(folder() / "example.csv");
        QCOMPARE(list.faults.size(), std::size_t{3});
        for (const std::string& fault : list.faults) {
            QVERIFY2(fault.find("there is no") != std::string::npos, fault.c_str());
        }
        keep("cohort-empty");
    }

    void aListThatIsNoneSaysSo()
    {
        writeText(folder() / "bad.csv", "image,mask\na,b\n");
        m_window->openPath(QString::fromStdString((folder() / "bad.csv").string()));
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("cohortSentence")->isVisible(), kTimeoutMs);
        QVERIFY(
            find<QLabel>("cohortSentence")->text().contains(QStringLiteral("'mask' is unknown")));
        QVERIFY(cohort().state() == State::Empty);
    }

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

    void plotsShowTheCasesAndChooseThem()
    {
        runAll();
        click("cohortPart1");
        auto* plot = find<SpreadPlot>("cohortSpread");
        QTRY_VERIFY_WITH_TIMEOUT(plot->placeOf({4, 6}, rowOf("c")).has_value(), kTimeoutMs);
        QVERIFY(!plot->placeOf({4, 6}, rowOf("broken")));
        QTest::mouseClick(plot, Qt::LeftButton, {}, plot->placeOf({4, 6}, rowOf("c"))->toPoint());
        QCOMPARE(chosenRow(), rowOf("c"));
        keep("cohort-spread");
        // A click on the name of a precision is the dial's.
        const QPointF place = *plot->placeOf({2, 4}, rowOf("c"));
        // It stands below the points, above the legend.
        for (int y = plot->height(); y > place.y() && !isSmallest(); --y) {
            QTest::mouseClick(plot, Qt::LeftButton, {}, QPoint(qRound(place.x()), y));
        }
        QVERIFY(isSmallest());
        QVERIFY(columnNames().contains(QStringLiteral("Loss W2A4")));

        click("cohortPart2");
        auto* losses = find<SpreadPlot>("cohortLosses");
        QVERIFY(losses->placeOf({2, 4}, rowOf("c")).has_value());
        QVERIFY(!losses->placeOf({8, 8}, rowOf("c"))); // that of full precision is none
        keep("cohort-losses");
    }

    void boxesAreDrawnAsTheyAreDefined()
    {
        const Box box = boxOf({1, 2, 3, 4, 100});
        QCOMPARE(box.lower, 2.0);
        QCOMPARE(box.middle, 3.0);
        QCOMPARE(box.upper, 4.0);
        QCOMPARE(box.lowWhisker, 1.0);
        QCOMPARE(box.highWhisker, 4.0); // 100 lies beyond 1.5 boxes
        const Box one = boxOf({0.5});
        QVERIFY(one.lowWhisker == 0.5 && one.lower == 0.5 && one.highWhisker == 0.5);
    }

    void sentencesClaimNoMoreThanTheInterval()
    {
        const auto sentence = [](double mean, Interval between, std::size_t n) {
            return lossSentence({mean, between, n, n});
        };
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(sentence(0.01, {0.002, 0.02}, 9).startsWith(QStringLiteral("loses, by 0.0020")));
        QVERIFY(sentence(-0.01, {-0.02, -0.002}, 9).startsWith(QStringLiteral("gains, by 0.0020")));
        QCOMPARE(sentence(0.01, {-0.002, 0.02}, 9),
                 QStringLiteral("no loss shown; up to 0.0200 not ruled out"));
        QVERIFY(sentence(0.01, {kNone, kNone}, 1).contains(QStringLiteral("nothing of others")));
        QVERIFY(sentence(0.01, {kNone, kNone}, 4).contains(QStringLiteral("one subject")));
    }

    void theTableSortsAndIsCopied()
    {
        runAll();
        auto* table = find<CohortTable>("cohortTable");
        const int column = static_cast<int>(columnNames().indexOf(QStringLiteral("Dice W2A4")));
        QVERIFY(column > 0);
        const QHeaderView* header = table->horizontalHeader();
        const QPoint place(header->sectionViewportPosition(column) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        std::vector<double> values;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QVariant value =
                table->model()->index(row, column).data(CohortTableModel::kValueRole);
            if (value.isValid()) {
                values.push_back(value.toDouble());
            }
        }
        QCOMPARE(values.size(), std::size_t{5});
        const bool rises = std::is_sorted(values.begin(), values.end());
        QVERIFY(rises || std::is_sorted(values.rbegin(), values.rend()));

        table->setFocus();
        table->copy();
        report::CsvReader csv(QApplication::clipboard()->text().toStdString());
        QCOMPARE(csv.next()->cells.at(static_cast<std::size_t>(column)), std::string("Dice W2A4"));
        std::size_t lines = 0;
        while (const auto line = csv.next()) {
            const std::string& cell = line->cells[static_cast<std::size_t>(column)];
            const auto& dice = m_points.back().meanDicePerCase;
            QCOMPARE(!cell.empty(), dice.contains(line->cells[0]));
            if (!cell.empty()) {
                QVERIFY(std::abs(std::stod(cell) - dice.at(line->cells[0])) < 1e-9);
            }
            ++lines;
        }
        QCOMPARE(lines, std::size_t{kCases});
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
        m_window->close(); // asks
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

    void resultsAreExported()
    {
        runAll();
        const auto path = [&](const char* name) {
            return QString::fromStdString((folder() / name).string());
        };
        exportCohortTable(cohort(), path("out.csv"));
        report::CsvReader csv(readBytes(folder() / "out.csv", 1 << 24));
        QVERIFY(csv.next()->cells.front() == "case");
        exportCohortJson(cohort(), cohort().points().at(0), path("out.json"));
        const auto json = model::parseJson(readBytes(folder() / "out.json", 1 << 24), "The export");
        const auto expected = model::parseJson(pipeline::toJson(m_points), "The sweep");
        QCOMPARE(json.at("points").size(), std::size_t{5});
        for (std::size_t n = 0; n < 5; ++n) {
            for (const char* key : {"precision", "dice", "loss", "loss_ci95", "dice_per_label"}) {
                QVERIFY2(json["points"][n][key] == expected["points"][n][key], key);
            }
        }
        QVERIFY(json.at("cases") == expected.at("cases"));
        QVERIFY(!json.at("provenance").at("inputs").empty());
        QVERIFY(readBytes(folder() / "out.json", 1 << 24).find(folder().string())
                == std::string::npos); // no folders
        const QString list = QString::fromStdString(m_csv.string());
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "the list of cases",
                              exportCohortTable(cohort(), list));
    }

    void precisionsAndResultsAreChosen()
    {
        openList();
        QTest::mouseClick(find<QCheckBox>("cohortW4A4"), Qt::LeftButton, {}, QPoint(8, 8));
        QTest::mouseClick(find<QCheckBox>("cohortW6A6"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY((cohort().precisions()
                 == std::vector<Precision>{{8, 8}, {6, 6}, {4, 6}, {3, 4}, {2, 4}}));
        session().precision().setPrecision({5, 3});
        QVERIFY(find<QPushButton>("addCohortPrecision")->isVisible());
        click("addCohortPrecision");
        QCOMPARE(cohort().precisions().size(), std::size_t{6});
        QVERIFY(find<QCheckBox>("cohortW5A3")->isChecked());
        QVERIFY(!find<QPushButton>("addCohortPrecision")->isVisible());
        QVERIFY(columnNames().contains(QStringLiteral("Dice W5A3")));
        const fs::path usual = defaultResultsFolder(m_csv);
        QVERIFY(usual != defaultResultsFolder(folder() / "other" / "cases.csv"));
        QVERIFY(usual.filename().string().starts_with("cases-"));
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
        QVERIFY(
            find<QLabel>("cohortNote")->text().contains(QStringLiteral("No case has a reference")));
        keep("cohort-agreement");
    }

private:
    CohortPage& page() { return m_window->cohortPage(); }
    CohortSession& cohort() { return page().cohort(); }
    fs::path folder() const { return m_dir.path().toStdString(); }

    template <typename Widget>
    Widget* find(const char* name)
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }

    static void drop(QWidget& on, const fs::path& file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&on, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&on, &event);
    }

    bool isSmallest() { return session().precision().precision() == quant::kSmallest; }
    int rowOf(const std::string& name)
    {
        const auto& cases = cohort().cohort().cases;
        const auto found = std::find_if(cases.begin(), cases.end(),
                                        [&](const auto& item) { return item.name == name; });
        return static_cast<int>(found - cases.begin());
    }
    /// Of the model, however the table is sorted; here by the list.
    int chosenRow() { return find<CohortTable>("cohortTable")->currentIndex().row(); }
    QStringList columnNames()
    {
        const CohortTableModel& model = *m_window->findChild<CohortTableModel*>();
        QStringList names;
        for (int column = 0; column < model.columnCount(); ++column) {
            names << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        }
        return names;
    }

    void openList()
    {
        m_window->showPage(&page());
        m_window->openPath(QString::fromStdString(m_csv.string()));
        QTRY_VERIFY_WITH_TIMEOUT(cohort().state() == State::Ready, kTimeoutMs);
        cohort().setResultsFolder(m_results);
        cohort().setPrecisions(kRun);
    }
    void waitForEnd() { QTRY_VERIFY_WITH_TIMEOUT(cohort().state() == State::Ready, kTimeoutMs); }
    void runAll()
    {
        openList();
        click("startCohort");
        QVERIFY(cohort().isBusy());
        waitForEnd();
    }

    std::vector<pipeline::TradeoffPoint> bySweep() const
    {
        std::vector<pipeline::CaseDescription> descriptions;
        for (const pipeline::CohortCase& item : pipeline::readCohort(m_csv).cases) {
            for (const data::CaseRow& row : item.images) {
                if (item.name != "broken") {
                    descriptions.push_back({row, {}, {}});
                }
            }
        }
        const auto model = model::loadModel(
            m_models->filePath(QStringLiteral("random-em.halftone")).toStdString());
        pipeline::SweepOptions options;
        options.precisions = kRun;
        return pipeline::sweep(pipeline::makeRuntime(), model,
                               pipeline::caseSource(std::move(descriptions), model, {}), options,
                               {}, {});
    }

    void requireExpected()
    {
        QTRY_COMPARE_WITH_TIMEOUT(cohort().points().size(), std::size_t{1}, kTimeoutMs);
        const auto& points = cohort().points().front().points;
        QCOMPARE(points.size(), m_points.size());
        for (std::size_t n = 0; n < points.size(); ++n) {
            QVERIFY(points[n].precision == m_points[n].precision);
            QVERIFY(points[n].meanDicePerCase == m_points[n].meanDicePerCase);
            QVERIFY(points[n].agreement == m_points[n].agreement);
            QCOMPARE(points[n].loss.has_value(), m_points[n].loss.has_value());
            if (points[n].loss) {
                QCOMPARE(points[n].loss->mean, m_points[n].loss->mean);
                QVERIFY(points[n].loss->between == m_points[n].loss->between);
            }
        }
    }

    void keep(const char* name)
    {
        if (qEnvironmentVariableIsEmpty("HALFTONE_TEST_PICTURES")) {
            return;
        }
        for (const QSize size : {QSize(1024, 768), QSize(1600, 1000)}) {
            m_window->resize(size);
            QTest::qWait(200);
            keepPicture(m_window->picture(),
                        QString::fromLatin1(name) + QStringLiteral("-%1").arg(size.width()));
        }
    }

    const std::vector<Precision> kRun{{8, 8}, {4, 6}, {4, 4}, {3, 4}, {2, 4}};
    QTemporaryDir m_dir;
    fs::path m_csv;
    fs::path m_results;
    std::vector<pipeline::TradeoffPoint> m_points;
};

HALFTONE_GUI_TEST_MAIN(TestCohort)
#include "tst_cohort.moc"
