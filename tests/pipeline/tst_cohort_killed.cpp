// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"
#include "core/pipeline/cohort.h"
#include "tests/support/cohort_folder.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::pipeline;
namespace fs = std::filesystem;

namespace {

constexpr int kTimeoutMs = 120'000;

std::size_t linesOf(const fs::path& file)
{
    const std::string text = readBytesIfAny(file, 1 << 24);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

class TestCohortKilled : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whateverKillsItTheTableIsTheSame()
    {
        QTemporaryDir dir;
        QVERIFY(dir.isValid());
        const fs::path folder = dir.path().toStdString();
        const fs::path csv = test::writeEmCohort(folder, 192, 4);
        test::writeEmModel(folder / "random-em.halftone", 16, 11);

        const fs::path killed = folder / "killed";
        std::size_t before = 0;
        int kills = 0;
        while (kills < 4) {
            QProcess worker;
            start(worker, folder, csv, killed);
            // Two more cases at a precision are finished; what is computed now is lost.
            QTRY_VERIFY_WITH_TIMEOUT(linesOf(killed / "results.jsonl") >= before + 2, kTimeoutMs);
            worker.kill();
            QVERIFY(worker.waitForFinished(kTimeoutMs));
            QCOMPARE(worker.exitStatus(), QProcess::CrashExit);
            ++kills;
            before = linesOf(killed / "results.jsonl");
            QVERIFY(before < 18); // it was not finished when it was killed
        }
        const std::string kept = finish(folder, csv, killed);
        QVERIFY2(kept == "kept " + std::to_string(before) + " of 18\n", kept.c_str());

        const fs::path whole = folder / "whole";
        QCOMPARE(finish(folder, csv, whole), std::string("kept 0 of 18\n"));
        const std::vector<TradeoffPoint> a = pointsOf(killed, folder, csv);
        const std::vector<TradeoffPoint> b = pointsOf(whole, folder, csv);
        QCOMPARE(a.size(), std::size_t{3});
        for (std::size_t n = 0; n < a.size(); ++n) {
            QVERIFY(a[n].precision == b[n].precision);
            QVERIFY(a[n].meanDicePerCase == b[n].meanDicePerCase);
            QCOMPARE(a[n].meanDicePerCase.size(), std::size_t{5});
            QVERIFY(a[n].agreement == b[n].agreement);
            QCOMPARE(a[n].loss.has_value(), n > 0);
            if (a[n].loss) {
                QCOMPARE(a[n].loss->mean, b[n].loss->mean);
                QVERIFY(a[n].loss->between == b[n].loss->between);
            }
        }
    }

private:
    static void start(QProcess& worker, const fs::path& folder, const fs::path& csv,
                      const fs::path& results)
    {
        worker.start(QStringLiteral(HALFTONE_COHORT_WORKER),
                     {QString::fromStdString(csv.string()),
                      QString::fromStdString((folder / "random-em.halftone").string()),
                      QString::fromStdString(results.string())});
        QVERIFY(worker.waitForStarted(kTimeoutMs));
    }

    static std::string finish(const fs::path& folder, const fs::path& csv, const fs::path& results)
    {
        QProcess worker;
        start(worker, folder, csv, results);
        if (!worker.waitForFinished(kTimeoutMs) || worker.exitCode() != 0) {
            return worker.readAllStandardError().toStdString();
        }
        return worker.readAllStandardOutput().toStdString();
    }

    static std::vector<TradeoffPoint> pointsOf(const fs::path& results, const fs::path& folder,
                                               const fs::path& csv)
    {
        CohortOptions options;
        options.precisions = {{4, 6}, {2, 4}};
        const fs::path file = folder / "random-em.halftone";
        options.model = InstalledModel{file, model::loadModel(file.string())};
        CohortJournal journal(results);
        std::vector<CaseRecord> records;
        CohortEvents events;
        events.recorded = [&](std::size_t, const CaseRecord& record, bool kept) {
            QVERIFY(kept);
            records.push_back(record);
        };
        CohortControl control;
        runCohort(makeRuntime(1), readCohort(csv), options, journal, events, control);
        std::vector<const CaseRecord*> pointers;
        for (const CaseRecord& record : records) {
            pointers.push_back(&record);
        }
        return pipeline::pointsOf(pointers).at(0).points;
    }
};

QTEST_GUILESS_MAIN(TestCohortKilled)
#include "tst_cohort_killed.moc"
