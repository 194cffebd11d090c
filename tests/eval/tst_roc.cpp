// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/roc.h"

#include "core/base/random.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::eval;

namespace {

/// Its definition, pair by pair.
double byPairs(const std::vector<Warned>& cases)
{
    double sum = 0;
    double pairs = 0;
    for (const Warned& bad : cases) {
        for (const Warned& good : cases) {
            if (bad.isBad && !good.isBad) {
                pairs += 1;
                sum += bad.score > good.score ? 1 : bad.score == good.score ? 0.5 : 0;
            }
        }
    }
    return sum / pairs;
}

} // namespace

class TestRoc : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownAreas()
    {
        const std::vector<Warned> perfect{{0.9, true}, {0.1, false}, {0.8, true}, {0.2, false}};
        QCOMPARE(areaUnderRoc(perfect), 1.0);
        const std::vector<Warned> wrong{{0.1, true}, {0.9, false}};
        QCOMPARE(areaUnderRoc(wrong), 0.0);
        const std::vector<Warned> tied{{0.5, true}, {0.5, false}, {0.5, false}};
        QCOMPARE(areaUnderRoc(tied), 0.5);
        // Bad 3 and 1, good 2 and 1: 3 beats both, 1 ties with one: 2.5 of 4.
        const std::vector<Warned> mixed{{3, true}, {1, true}, {2, false}, {1, false}};
        QCOMPARE(areaUnderRoc(mixed), 0.625);
    }

    void oneKindAloneHasNoArea()
    {
        QVERIFY(std::isnan(areaUnderRoc({})));
        const std::vector<Warned> good{{1, false}, {2, false}};
        QVERIFY(std::isnan(areaUnderRoc(good)));
        const std::vector<Warned> bad{{1, true}};
        QVERIFY(std::isnan(areaUnderRoc(bad)));
    }

    void manyTiesAsPairByPair()
    {
        Random random(7, 1);
        for (int round = 0; round < 50; ++round) {
            std::vector<Warned> cases{{0, true}, {0, false}};
            for (int i = 0; i < 40; ++i) {
                cases.push_back({static_cast<double>(random.below(6)), random.chance(0.3)});
            }
            QVERIFY(std::abs(areaUnderRoc(cases) - byPairs(cases)) < 1e-12);
        }
    }

    void intervalsDrawWholeSubjects()
    {
        std::vector<Warned> cases;
        for (int subject = 0; subject < 6; ++subject) {
            for (int slice = 0; slice < 5; ++slice) {
                const bool isBad = slice == 0;
                // Found in four subjects, missed in two.
                const double score = isBad ? (subject < 4 ? 9 : 0) : slice;
                cases.push_back({score, isBad, "subject " + std::to_string(subject)});
            }
        }
        const Interval interval = bootstrapAreaInterval(cases);
        QVERIFY(std::abs(areaUnderRoc(cases) - 4.0 / 6.0) < 1e-12);
        QVERIFY(interval.low > 0.1 && interval.low < 0.5);
        QCOMPARE(interval.high, 1.0);
        // Slices of subjects that are all alike say nothing new: no width.
        for (Warned& one : cases) {
            one.score = one.isBad ? 2.5 : one.score;
        }
        const Interval alike = bootstrapAreaInterval(cases);
        QCOMPARE(alike.low, 0.5);
        QCOMPARE(alike.high, 0.5);
        for (Warned& one : cases) {
            one.subject = "the only one";
        }
        QVERIFY(std::isnan(bootstrapAreaInterval(cases).low));
    }

    void differencesArePaired()
    {
        std::vector<Warned> better;
        std::vector<Warned> worse;
        for (int subject = 0; subject < 8; ++subject) {
            for (int slice = 0; slice < 4; ++slice) {
                const std::string name = std::to_string(subject);
                const bool isBad = slice == subject % 4;
                better.push_back({isBad ? 10.0 : slice, isBad, name});
                worse.push_back({isBad ? 1.5 : slice, isBad, name});
            }
        }
        const Interval same = bootstrapAreaDifference(better, better);
        QCOMPARE(same.low, 0.0);
        QCOMPARE(same.high, 0.0);
        const Interval more = bootstrapAreaDifference(better, worse);
        QVERIFY(more.low > 0);
        QVERIFY(more.low <= areaUnderRoc(better) - areaUnderRoc(worse));
        QVERIFY(more.high >= areaUnderRoc(better) - areaUnderRoc(worse));
    }
};

QTEST_GUILESS_MAIN(TestRoc)
#include "tst_roc.moc"
