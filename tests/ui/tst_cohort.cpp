// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "cohort_window.h"
#include "core/model/parse_json.h"
#include "core/report/csv.h"
#include "tests/support/expect_error.h"
#include "ui/session/cohort_repeats.h"
#include "ui/session/cohort_views.h"
#include "ui/widgets/cohort/cohort_export.h"
#include "ui/widgets/cohort/cohort_welcome.h"
#include "ui/widgets/cohort/spread_plot.h"
#include "ui/widgets/controls/save_file.h"

#include <QClipboard>
#include <QHeaderView>

using namespace halftone;
using namespace halftone::test;

class TestCohort : public CohortWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { begin(); }
    void init() { makeCohortWindow(); }
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

    void distancesAreOfTheLabelsThatHaveOne()
    {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        pipeline::CaseRecord record;
        record.labels = {"white", "grey"};
        QVERIFY(!distanceOf(record, {}));
        auto& surfaces = record.point.distancesPerCase["a"];
        surfaces["white"] = {{kNone, kNone, kNone}, true};
        QVERIFY(!distanceOf(record, {}));
        surfaces["grey"] = {{3, 3, 3}, true};
        surfaces["cord"] = {{9, 9, 9}, true}; // a union of labels
        const auto mean = distanceOf(record, {});
        QVERIFY(mean && mean->inMm);
        QCOMPARE(mean->hausdorff95, 3.0);
        QVERIFY(!distanceOf(record, QStringLiteral("white")));
        QCOMPARE(distanceOf(record, QStringLiteral("cord"))->hausdorff95, 9.0);
        surfaces["white"] = {{5, 5, 5}, true};
        QCOMPARE(distanceOf(record, {})->hausdorff95, 4.0);
        surfaces.erase("white");
        surfaces.erase("grey");
        QCOMPARE(distanceOf(record, {})->hausdorff95, 9.0);
    }

    void timesOfABusyMachineSaySo()
    {
        Latency latency;
        QCOMPARE(sliceTimeText(latency), QString(QChar(0x2013)));
        latency.runs = 3;
        latency.medianMs = 12;
        QCOMPARE(sliceTimeText(latency), formatMilliseconds(12));
        latency.busy = true;
        QCOMPARE(sliceTimeText(latency), formatMilliseconds(12) + QStringLiteral(", machine busy"));
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

    void anImageThatCountsTwiceIsTold()
    {
        const auto cases = [](const std::vector<std::vector<std::string>>& sums) {
            std::vector<CohortSession::Case> all(sums.size());
            for (std::size_t n = 0; n < sums.size(); ++n) {
                pipeline::CaseRecord record;
                for (const std::string& sum : sums[n]) {
                    record.inputs.push_back({"image", "former.nii", sum, 1, {}, 0});
                    record.inputs.push_back({"reference", "truth.nii", "t", 1, {}, 0});
                }
                all[n].records.emplace(quant::kBalanced, record);
            }
            return all;
        };
        data::CaseRow row;
        const auto image = [&](const char* name) {
            row.image = fs::path("/folder") / name;
            return row;
        };
        const pipeline::Cohort cohort{
            "list.csv",
            {{"one", "s", {image("a.nii")}}, {"two", "t", {image("b.nii"), image("c.nii")}}},
            {}};
        QVERIFY(repeatedImages(cohort, cases({{"1"}, {"2", "3"}})).isEmpty());
        const QStringList across = repeatedImages(cohort, cases({{"1"}, {"2", "1"}}));
        QCOMPARE(across.size(), 1);
        QVERIFY2(across[0].contains(QStringLiteral("'a.nii' of case 'one', 'c.nii' of case 'two'"))
                     && across[0].contains(QStringLiteral("no independent cases")),
                 qPrintable(across[0]));
        const QStringList within = repeatedImages(cohort, cases({{"1"}, {"2", "2"}}));
        QCOMPARE(within.size(), 1);
        QVERIFY2(within[0].contains(QStringLiteral("2 times in one case")), qPrintable(within[0]));
    }

    void deviationsHaveTheUnitOfTheirMean()
    {
        const auto text = [](double mean, double sd) {
            return formatDistances({.mean = mean, .sd = sd, .n = 3}, true);
        };
        QCOMPARE(text(4e-6, 4.58e-19), QStringLiteral("4 nm \u00b1 0 nm")); // noise of adding up
        QCOMPARE(text(4e-6, 0), QStringLiteral("4 nm \u00b1 0 nm"));
        QCOMPARE(text(4e-6, 0.002), QStringLiteral("0.004 \u00b5m \u00b1 2 \u00b5m"));
        QCOMPARE(text(1.5, 0.25), QStringLiteral("1.5 mm \u00b1 0.25 mm"));
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

    void resultsAreExported()
    {
        runAll();
        const auto path = [&](const char* name) {
            return QString::fromStdString((folder() / name).string());
        };
        exportCohortTable(cohort(), path("out.csv"));
        report::CsvReader csv(readBytes(folder() / "out.csv", 1 << 24));
        const auto header = csv.next();
        QVERIFY(header->cells.front() == "case" && header->cells.back() == "problem");
        std::vector<std::string> problems;
        while (const auto line = csv.next()) {
            QCOMPARE(line->cells.size(), header->cells.size());
            if (!line->cells.back().empty()) {
                problems.push_back(line->cells.front() + ": " + line->cells.back());
            }
        }
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
        // What failed and what could not be used, so that n does not look whole.
        QCOMPARE(problems.size(), std::size_t{3});
        QCOMPARE(json.at("problems").size(), std::size_t{3});
        QCOMPARE(json["problems"][2]["case"].get<std::string>(), std::string("broken"));
        for (std::size_t n = 0; n < 3; ++n) {
            const auto& one = json["problems"][n];
            QCOMPARE(one["case"].get<std::string>() + ": " + one["sentence"].get<std::string>(),
                     problems[n]);
        }
        QVERIFY(readBytes(folder() / "out.csv", 1 << 24).find(folder().string())
                == std::string::npos);
        QVERIFY(readBytes(folder() / "out.json", 1 << 24).find(folder().string())
                == std::string::npos); // no folders
        const QString list = QString::fromStdString(m_csv.string());
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "the list of cases",
                              exportCohortTable(cohort(), list));

        // Nor over its journal, by whatever name; the same for all else that the window writes.
        const fs::path journal = m_results / "results.jsonl";
        const std::string before = readBytes(journal, 1 << 24);
        fs::create_symlink(journal, folder() / "link.csv");
        fs::create_symlink(journal, folder() / "link.png");
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "the results of the cohort",
                              exportCohortTable(cohort(), path("link.csv")));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "the results of the cohort",
            exportCohortJson(cohort(), cohort().points().at(0), path("link.csv")));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "the results of the cohort",
            savePicture(session().document(), m_window->picture(), path("link.png")));
        QVERIFY(readBytes(journal, 1 << 24) == before);
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
};

HALFTONE_GUI_TEST_MAIN(TestCohort)
#include "tst_cohort.moc"
