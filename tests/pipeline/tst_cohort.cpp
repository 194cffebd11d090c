// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "cohort_runs.h"
#include "core/model/parse_json.h"
#include "core/pipeline/cohort_output.h"
#include "core/pipeline/sweep_scores.h"
#include "core/report/csv.h"
#include "tests/support/expect_error.h"

#include <algorithm>
#include <thread>

using namespace halftone;
using namespace halftone::test;

class TestCohort : public CohortTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { writeCohort(); }

    void rowsThatAreNoCaseAreFaults()
    {
        QCOMPARE(m_cohort.cases.size(), std::size_t{7}); // a, b, broken, c, d, e, f
        QCOMPARE(m_cohort.cases[0].images.size(), std::size_t{2});
        QCOMPARE(m_cohort.cases[0].subject, std::string("s1"));
        QCOMPARE(m_cohort.faults.size(), std::size_t{2});
        QVERIFY(m_cohort.faults[0].find("lost.nii.gz") != std::string::npos);
        QVERIFY(m_cohort.faults[1].find("line 9: expected 4 cells, found 2") != std::string::npos);
    }

    void nothingButFaultsIsRefused()
    {
        test::writeText(folder() / "bad.csv", "case,image\na,none.nii\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "none.nii", readCohort(folder() / "bad.csv"));
    }

    void numbersAreThoseOfASweep()
    {
        CohortJournal journal(fresh("sweep"));
        const Told told = run(journal);
        QCOMPARE(told.records.size(), std::size_t{18}); // six cases at three precisions
        QCOMPARE(told.ended, std::size_t{7});
        QCOMPARE(told.failures.size(), std::size_t{1});
        const std::string& sentence = told.failures.at("broken").at(0);
        QVERIFY2(sentence.find("broken.nii.gz") != std::string::npos, sentence.c_str());
        requireExpected(told);
        for (const CaseRecord& record : told.records) {
            QCOMPARE(record.model, std::string("random-em"));
            QCOMPARE(record.modelHash, m_model.model->hash);
            QVERIFY(!record.milliseconds.empty() || record.slices == 1);
            QVERIFY(!record.inputs.empty() && record.inputs[0].sha256.size() == 64);
            QVERIFY(record.inputs[0].name.find('/') == std::string::npos);
        }
    }

    void theWorstSliceIsFound()
    {
        CohortJournal journal(fresh("worst"));
        const Told told = run(journal);
        const CaseRecord& record = told.records.back(); // case f has no reference
        QVERIFY(!record.point.dice && record.worst);
        const CaseRecord& judged = told.records.at(3); // b at W8A8
        QCOMPARE(judged.point.subjectPerCase.begin()->first, std::string("b"));
        // By hand, from each slice as a case of its own.
        CaseSource source =
            caseSource({{m_cohort.cases[1].images[0], {}, {}, true}}, m_model.model, {});
        SweepOptions options;
        options.precisions = {judged.point.precision};
        const auto points = sweep(makeRuntime(1), m_model.model, source, options, {}, {});
        const auto& slices = points[0].meanDicePerCase;
        const auto worst =
            std::min_element(slices.begin(), slices.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        QCOMPARE("b-" + std::to_string(judged.worst->slice), worst->first);
        QCOMPARE(judged.worst->dice, worst->second);
    }

    // A slice in which the reference holds nothing cannot be the worst: no window gives it a score.
    void aSliceWithoutReferenceIsNotTheWorst()
    {
        SweepScores scores(*m_model.model);
        const std::vector<std::uint8_t> some{1, 0, 1, 0};
        const std::vector<std::uint8_t> other{0, 0, 1, 0};
        const std::vector<std::uint8_t> none(4, 0);
        Geometry grid;
        grid.size = {2, 2, 1};
        QVERIFY(std::isnan(scores.addReference("a", some, none, {}, grid)));
        QVERIFY(std::isnan(scores.addReference("a", none, none, {}, grid)));
        QCOMPARE(scores.addReference("a", none, some, {}, grid), 0.0);
        QCOMPARE(scores.addReference("a", some, other, {}, grid), 2.0 / 3.0);
        QVERIFY(std::isnan(scores.addFull("a", some, none)));
        QCOMPARE(scores.addFull("a", some, other), 2.0 / 3.0);
        TradeoffPoint point; // false positives of such slices still count for the case
        scores.fill(point);
        QCOMPARE(point.dice.value(), 2.0 * 1 / (4 + 3));
    }

    void theBestModelIsTakenForEachCase()
    {
        CohortJournal journal(fresh("best"));
        CohortOptions options = optionsOf(kPrecisions);
        options.model.reset();
        options.installed = {m_model};
        Told told = run(journal, options, m_cohort);
        requireExpected(told);
        QVERIFY(!told.records[0].modelReason.empty());
        QCOMPARE(run(journal, options, m_cohort).kept, std::size_t{18});
        options.installed = {m_model, m_other}; // another choice: nothing of before counts
        QCOMPARE(run(journal, options, m_cohort).kept, std::size_t{0});

        model::Model ct = *m_model.model;
        ct.card.preprocess.modality = Modality::CT;
        ct.card.title = "Some CT";
        ct.hash = "another";
        options.installed = {{folder() / "ct", std::make_shared<const model::Model>(ct)}};
        told = run(journal, options, m_cohort);
        QCOMPARE(told.failures.size(), std::size_t{7});
        const std::string& sentence = told.failures.at("c").at(0);
        QVERIFY2(sentence.find("No installed model fits 'image4.nii.gz'") != std::string::npos
                     && sentence.find("Some CT") != std::string::npos,
                 sentence.c_str());
    }

    void whatHoldsItGoesFirst()
    {
        CohortJournal journal(fresh("held"));
        CohortControl control;
        std::thread other;
        std::size_t slices = 0;
        bool wasHeld = false;
        CohortEvents events = eventsOf(m_told = {});
        events.progressed = [&](std::size_t, double, const std::string&) {
            wasHeld = wasHeld || control.isHeld();
            if (++slices % 7 == 0) {
                control.hold("slice", true);
                if (other.joinable()) {
                    other.join();
                }
                other = std::thread([&control] { control.hold("slice", false); });
            }
        };
        runCohort(makeRuntime(1), m_cohort, optionsOf(kPrecisions), journal, events, control);
        other.join();
        QVERIFY(slices > 14);
        requireExpected(m_told);
    }

    void cancelledItKeepsWhatIsFinished()
    {
        const fs::path results = fresh("cancelled");
        {
            CohortJournal journal(results);
            CohortControl control;
            m_told = {};
            CohortEvents events = eventsOf(m_told);
            const auto recorded = events.recorded;
            events.recorded = [&](std::size_t n, const CaseRecord& record, bool kept) {
                recorded(n, record, kept);
                if (m_told.records.size() == 5) {
                    control.hold("pause", true); // a pause does not keep it from ending
                    control.cancel();
                }
            };
            HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                  runCohort(makeRuntime(1), m_cohort, optionsOf(kPrecisions),
                                            journal, events, control));
        }
        CohortJournal journal(results);
        QCOMPARE(journal.size(), std::size_t{5});
        const Told told = run(journal);
        QCOMPARE(told.kept, std::size_t{5});
        requireExpected(told);
    }

    void exportsTellTheSame()
    {
        CohortJournal journal(fresh("export"));
        const Told told = run(journal);
        const auto points = pointsOf(told.all());
        QCOMPARE(points.size(), std::size_t{1});
        const auto json = model::parseJson(
            cohortToJson(points[0], told.all(), {"halftone-cli", "sweep"}), "The export");
        const auto expected = model::parseJson(toJson(m_expected), "The sweep");
        QCOMPARE(json.at("points").size(), std::size_t{3});
        for (std::size_t n = 0; n < 3; ++n) {
            for (const char* key : {"precision", "dice", "loss", "loss_ci95", "loss_n",
                                    "loss_subjects", "agreement", "dice_per_label"}) {
                QVERIFY2(json["points"][n][key] == expected["points"][n][key], key);
            }
        }
        QVERIFY(json.at("cases") == expected.at("cases"));
        const auto& provenance = json.at("provenance");
        QCOMPARE(provenance["model"]["sha256"].get<std::string>(), m_model.model->hash);
        QCOMPARE(provenance["inputs"].size(), std::size_t{13}); // 7 images, 6 references
        QCOMPARE(provenance["inputs"][0]["slices"].get<std::string>(), std::string("all"));
        QCOMPARE(json.at("images").get<int>(), 7);

        report::CsvReader csv(cohortToCsv(told.all()));
        const auto header = csv.next();
        const auto& names = header->cells;
        const auto busy = std::find(names.begin(), names.end(), "latency_busy") - names.begin();
        std::size_t lines = 0;
        while (const auto line = csv.next()) {
            const CaseRecord& record = told.records[lines / structuresOf(*m_model.model).size()];
            const bool ran = record.point.latency.runs > 0;
            QCOMPARE(line->cells.at(static_cast<std::size_t>(busy)),
                     std::string(!ran                        ? ""
                                 : record.point.latency.busy ? "true"
                                                             : "false"));
            QCOMPARE(line->cells.size(), header->cells.size());
            ++lines;
        }
        QCOMPARE(lines, 18 * structuresOf(*m_model.model).size());
    }
};

QTEST_GUILESS_MAIN(TestCohort)
#include "tst_cohort.moc"
