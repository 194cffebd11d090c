// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "cohort_runs.h"
#include "core/base/input_file.h"
#include "tests/support/expect_error.h"

using namespace halftone;
using namespace halftone::test;

class TestCohortJournal : public CohortTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { writeCohort(); }

    void whatIsFinishedIsNotRunAgain()
    {
        const fs::path results = fresh("again");
        {
            CohortJournal journal(results);
            run(journal);
        }
        const std::string before = readBytes(results / "results.jsonl", 1 << 24);
        CohortJournal journal(results);
        QCOMPARE(journal.size(), std::size_t{18});
        const Told told = run(journal);
        QCOMPARE(told.kept, std::size_t{18});
        requireExpected(told);
        QVERIFY(readBytes(results / "results.jsonl", 1 << 24) == before);
    }

    void anotherPrecisionIsAddedToWhatIsThere()
    {
        const fs::path results = fresh("more");
        CohortJournal journal(results);
        run(journal, {{4, 6}});
        const Told told = run(journal);
        QCOMPARE(told.kept, std::size_t{12});
        requireExpected(told);
    }

    void aCutLineCostsOneRecord()
    {
        const fs::path results = fresh("cut");
        {
            CohortJournal journal(results);
            run(journal);
        }
        const fs::path file = results / "results.jsonl";
        const std::string whole = readBytes(file, 1 << 24);
        const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
        for (const std::size_t size :
             {last + 1, last + 5, last + 80, last + 200, whole.size() - 3, whole.size() - 1}) {
            test::writeText(file, whole.substr(0, size));
            CohortJournal journal(results);
            const bool onlyLineEnd = size == whole.size() - 1;
            QCOMPARE(journal.damagedLines(), std::size_t{onlyLineEnd ? 0U : 1U});
            QCOMPARE(journal.size(), std::size_t{onlyLineEnd ? 18U : 17U});
            const Told told = run(journal);
            QCOMPARE(told.kept, journal.size() - (onlyLineEnd ? 0 : 1));
            requireExpected(told);
        }
        CohortJournal again(results); // what was written behind the cut line is whole
        QCOMPARE(again.size(), std::size_t{18});
    }

    void aDamagedLineIsComputedAgain()
    {
        const fs::path results = fresh("damaged");
        {
            CohortJournal journal(results);
            run(journal);
        }
        const fs::path file = results / "results.jsonl";
        std::string text = readBytes(file, 1 << 24);
        const std::size_t at = text.find("\"dice\":0.");
        QVERIFY(at != std::string::npos);
        text[at + 9] = text[at + 9] == '9' ? '1' : '9'; // another number, still JSON
        test::writeText(file, text);
        CohortJournal journal(results);
        QCOMPARE(journal.damagedLines(), std::size_t{1});
        const Told told = run(journal);
        QCOMPARE(told.kept, std::size_t{17});
        requireExpected(told);
    }

    void anotherImageReferenceOrModelIsAnotherResult()
    {
        const fs::path results = fresh("stale");
        CohortJournal journal(results);
        run(journal);
        CohortOptions options = optionsOf(kPrecisions);
        options.model = m_other;
        QCOMPARE(run(journal, options, m_cohort).kept, std::size_t{0});

        Cohort changed = m_cohort;
        changed.cases[1].images[0].image = folder() / "image5.nii.gz";
        QCOMPARE(run(journal, optionsOf(kPrecisions), changed).kept, std::size_t{15});
        changed = m_cohort;
        changed.cases[1].images[0].references[""] = folder() / "labels5.nii.gz";
        QCOMPARE(run(journal, optionsOf(kPrecisions), changed).kept, std::size_t{15});
        changed = m_cohort;
        changed.cases[1].images[0].references.clear();
        QCOMPARE(run(journal, optionsOf(kPrecisions), changed).kept, std::size_t{15});
    }

    void namesAreThoseOfTheList()
    {
        CohortJournal journal(fresh("renamed"));
        run(journal);
        Cohort changed = m_cohort;
        changed.cases[1].name = "other";
        changed.cases[1].subject = "s9";
        const Told told = run(journal, optionsOf(kPrecisions), changed);
        QCOMPARE(told.kept, std::size_t{18});
        const TradeoffPoint point = pointsOf(told.all()).at(0).points.at(0);
        QCOMPARE(point.subjectPerCase.at("other"), std::string("s9"));
        QVERIFY(point.meanDicePerCase.contains("other") && !point.meanDicePerCase.contains("b"));
    }

    void oneProcessWritesAPart()
    {
        const fs::path results = fresh("locked");
        CohortJournal journal(results);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "Another program writes",
                              CohortJournal(results));
        run(journal, {{4, 6}});
        CohortJournal part(results, "results-2"); // knows what the others wrote
        QCOMPARE(part.size(), std::size_t{12});
        QCOMPARE(run(part).kept, std::size_t{12});
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        const fs::path results = fresh("readonly");
        fs::create_directories(results);
        test::writeText(results / "file", "");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "file",
                              CohortJournal(results / "file" / "below"));
    }

    void recordsComeBackAsTheyWere()
    {
        CohortJournal journal(fresh("record"));
        const Told told = run(journal);
        for (const CaseRecord& record : told.records) {
            const std::string json = toJson(record);
            QCOMPARE(toJson(caseRecordFromJson(json)), json);
        }
        for (const char* text : {"", "{}", "[]", R"({"case":1})", "not json"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "record", caseRecordFromJson(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestCohortJournal)
#include "tst_cohort_journal.moc"
