// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/input_file.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/sweep.h"
#include "tests/support/cohort_folder.h"
#include "ui/widgets/cohort/cohort_findings.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/cohort/cohort_table.h"
#include "window_fixture.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTableWidget>
#include <QTextBrowser>
#include <QToolButton>

/// A window, a cohort in a folder, and what a sweep tells of it.
namespace halftone::test {

namespace fs = std::filesystem;

inline constexpr int kCohortSize = 128;
inline constexpr int kCohortSlices = 3;
inline constexpr int kCases = 7;

using State = CohortSession::State;

class CohortWindow : public WindowTest {
protected:
    void begin()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        m_models = std::make_unique<RandomModelFolder>(kModelWidth);
        QVERIFY(m_dir.isValid());
        m_csv = writeEmCohort(folder(), kCohortSize, kCohortSlices);
        m_points = bySweep();
        QCOMPARE(m_points.size(), std::size_t{5});
    }

    void makeCohortWindow()
    {
        makeWindow();
        m_results = folder() / QTest::currentTestFunction();
    }

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
        QVERIFY(test::dropFiles(on, {QString::fromStdString(file.string())}));
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

} // namespace halftone::test
