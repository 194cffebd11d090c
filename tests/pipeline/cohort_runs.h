// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/cohort.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/sweep.h"
#include "tests/support/cohort_folder.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <memory>

/// What tests of cohorts share: one in a folder, runs over it, and what a sweep tells of it.
namespace halftone::test {

using namespace halftone::pipeline;
using quant::Precision;
namespace fs = std::filesystem;

inline constexpr int kSize = 64;
inline constexpr int kSlices = 2;
inline const std::vector<Precision> kPrecisions{{4, 6}, {2, 4}};

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

inline bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

// All but times.
inline void compare(const TradeoffPoint& a, const TradeoffPoint& b)
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

class CohortTest : public QObject {
protected:
    void writeCohort()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        QVERIFY(m_folder.isValid());
        m_csv = writeEmCohort(folder(), kSize, kSlices);
        m_model = writeEmModel(folder() / "random-em.halftone", 4, 11);
        m_other = writeEmModel(folder() / "other.halftone", 4, 12);
        m_cohort = readCohort(m_csv);
        m_expected = bySweep();
        QCOMPARE(m_expected.size(), std::size_t{3});
    }

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

} // namespace halftone::test
