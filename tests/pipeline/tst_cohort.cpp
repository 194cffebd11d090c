// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/cohort.h"

#include "core/base/input_file.h"
#include "core/model/parse_json.h"
#include "core/pipeline/cohort_output.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/sweep.h"
#include "core/report/csv.h"
#include "tests/support/cohort_folder.h"
#include "tests/support/expect_error.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <thread>

using namespace halftone;
using namespace halftone::pipeline;
using quant::Precision;
namespace fs = std::filesystem;

namespace {

constexpr int kSize = 64;
constexpr int kSlices = 2;
const std::vector<Precision> kPrecisions{{4, 6}, {2, 4}};

struct Told {
    std::vector<CaseRecord> records;
    std::map<std::string, std::vector<std::string>> failures; ///< by case
    std::size_t kept = 0;
    std::size_t ended = 0;

    [[nodiscard]] std::vector<const CaseRecord*> all() const
    {
        std::vector<const CaseRecord*> pointers;
        for (const CaseRecord& record : records) {
            pointers.push_back(&record);
        }
        return pointers;
    }
};

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

// All but times.
void compare(const TradeoffPoint& a, const TradeoffPoint& b)
{
    QVERIFY(a.precision == b.precision);
    QVERIFY(a.dice == b.dice);
    QVERIFY(a.agreement == b.agreement);
    QCOMPARE(a.dicePerStructure.size(), b.dicePerStructure.size());
    for (const auto& [name, summary] : a.dicePerStructure) {
        const Summary& other = b.dicePerStructure.at(name);
        QVERIFY(same(summary.mean, other.mean) && same(summary.sd, other.sd));
        QCOMPARE(summary.n, other.n);
    }
    QVERIFY(a.meanDicePerCase == b.meanDicePerCase);
    QVERIFY(a.subjectPerCase == b.subjectPerCase);
    QVERIFY(a.lossAgainst == b.lossAgainst);
    QCOMPARE(a.loss.has_value(), b.loss.has_value());
    if (a.loss) {
        QCOMPARE(a.loss->mean, b.loss->mean);
        QVERIFY(a.loss->between == b.loss->between);
        QCOMPARE(a.loss->n, b.loss->n);
        QCOMPARE(a.loss->subjects, b.loss->subjects);
    }
    QCOMPARE(a.volumePerCase.size(), b.volumePerCase.size());
    for (const auto& [name, structures] : a.volumePerCase) {
        for (const auto& [structure, volume] : structures) {
            const CaseVolume& other = b.volumePerCase.at(name).at(structure);
            QCOMPARE(volume.voxels, other.voxels);
            QVERIFY(same(volume.ml, other.ml));
            QCOMPARE(volume.referenced, other.referenced);
            QCOMPARE(volume.referenceVoxels, other.referenceVoxels);
        }
    }
    QCOMPARE(a.distancesPerCase.size(), b.distancesPerCase.size());
    for (const auto& [name, structures] : a.distancesPerCase) {
        for (const auto& [structure, surface] : structures) {
            const CaseDistances& other = b.distancesPerCase.at(name).at(structure);
            QVERIFY(same(surface.distances.hausdorff95, other.distances.hausdorff95));
            QVERIFY(same(surface.distances.mean, other.distances.mean));
        }
    }
    QCOMPARE(a.arenaBytes, b.arenaBytes);
    QCOMPARE(a.weightBytes, b.weightBytes);
    QCOMPARE(a.bitOperations, b.bitOperations);
}

} // namespace

class TestCohort : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        QVERIFY(m_folder.isValid());
        m_csv = test::writeEmCohort(folder(), kSize, kSlices);
        m_model = test::writeEmModel(folder() / "random-em.halftone", 4, 11);
        m_other = test::writeEmModel(folder() / "other.halftone", 4, 12);
        m_cohort = readCohort(m_csv);
        m_expected = bySweep();
        QCOMPARE(m_expected.size(), std::size_t{3});
    }

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

    void afterTheDiskIsFullNothingIsLost()
    {
        const fs::path results = fresh("readonly");
        fs::create_directories(results);
        test::writeText(results / "file", "");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "file",
                              CohortJournal(results / "file" / "below"));
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
        std::size_t lines = 0;
        while (const auto line = csv.next()) {
            QCOMPARE(line->cells.size(), header->cells.size());
            ++lines;
        }
        QCOMPARE(lines, 18 * structuresOf(*m_model.model).size());
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

private:
    fs::path folder() const { return m_folder.path().toStdString(); }
    fs::path fresh(const char* name) const { return folder() / (std::string("results-") + name); }

    CohortOptions optionsOf(const std::vector<Precision>& precisions) const
    {
        CohortOptions options;
        options.precisions = precisions;
        options.model = m_model;
        options.distances = true;
        return options;
    }

    CohortEvents eventsOf(Told& told) const
    {
        CohortEvents events;
        events.recorded = [&](std::size_t, const CaseRecord& record, bool kept) {
            told.records.push_back(record);
            told.kept += kept ? 1U : 0U;
        };
        events.failed = [&, this](std::size_t which, const std::string& sentence) {
            told.failures[m_cohort.cases[which].name].push_back(sentence);
        };
        events.ended = [&](std::size_t) { ++told.ended; };
        return events;
    }

    Told run(CohortJournal& journal, const CohortOptions& options, const Cohort& cohort) const
    {
        Told told;
        CohortControl control;
        runCohort(makeRuntime(1), cohort, options, journal, eventsOf(told), control);
        return told;
    }
    Told run(CohortJournal& journal, const std::vector<Precision>& precisions = kPrecisions) const
    {
        return run(journal, optionsOf(precisions), m_cohort);
    }

    std::vector<TradeoffPoint> bySweep() const
    {
        std::vector<CaseDescription> descriptions;
        for (const CohortCase& item : m_cohort.cases) {
            for (const data::CaseRow& row : item.images) {
                if (item.name != "broken") {
                    descriptions.push_back({row, {}, {}});
                }
            }
        }
        SweepOptions options;
        options.precisions = {{8, 8}, {4, 6}, {2, 4}};
        return sweep(makeRuntime(1), m_model.model,
                     caseSource(std::move(descriptions), m_model.model, {}), options, {}, {});
    }

    void requireExpected(const Told& told) const
    {
        const auto models = pointsOf(told.all());
        QCOMPARE(models.size(), std::size_t{1});
        QCOMPARE(models[0].points.size(), m_expected.size());
        for (std::size_t n = 0; n < m_expected.size(); ++n) {
            compare(models[0].points[n], m_expected[n]);
        }
    }

    QTemporaryDir m_folder;
    fs::path m_csv;
    InstalledModel m_model;
    InstalledModel m_other;
    Cohort m_cohort;
    std::vector<TradeoffPoint> m_expected;
    Told m_told;
};

QTEST_GUILESS_MAIN(TestCohort)
#include "tst_cohort.moc"
