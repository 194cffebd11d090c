// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/fragile_voxels.h"
#include "ui/session/slice_rank.h"
#include "ui/session/visited_precisions.h"

#include <QTest>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using State = SliceScore::State;

namespace {

const std::vector<SliceScore> kScores{
    {State::Scored, 0.5}, {State::OtherEmpty}, {State::Scored, 0.2},  {State::NotLabelled},
    {State::Scored, 0.5}, {State::BothEmpty},  {State::Scored, 0.75}, {State::Unknown}};

constexpr SeriesKey kOne{1, 0};

} // namespace

/// Which slice is the worst, which precisions were visited, and which two are compared.
class TestSliceRank : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyScoredSlicesAreRanked()
    {
        QCOMPARE(rankSlices(kScores, SliceOrder::LowestFirst), (std::vector<int>{2, 0, 4, 6}));
        QCOMPARE(rankSlices(kScores, SliceOrder::HighestFirst), (std::vector<int>{6, 0, 4, 2}));
        QVERIFY(rankSlices({}, SliceOrder::LowestFirst).empty());
    }

    void theNextFollowsAndTheFirstFollowsTheLast()
    {
        const auto next = [](const std::vector<int>& visited) {
            return *nextRanked(kScores, SliceOrder::LowestFirst, visited);
        };
        QVERIFY(next({}) == (RankedSlice{2, 0.2, 0, 4, 1}));
        QVERIFY(next({2}) == (RankedSlice{0, 0.5, 1, 4, 1}));
        QVERIFY(next({2, 0}) == (RankedSlice{4, 0.5, 2, 4, 1}));
        QCOMPARE(next({2, 0, 4, 6}).slice, 2);
        QCOMPARE(next({3}).slice, 2); // it has no score any more
        // What became known meanwhile is not skipped.
        QVERIFY(next({6}) == (RankedSlice{2, 0.2, 0, 4, 1}));
        QVERIFY(next({0, 2}) == (RankedSlice{4, 0.5, 2, 4, 1}));
        const std::vector<SliceScore> none{{State::OtherEmpty}, {State::Unknown}};
        QVERIFY(!nextRanked(none, SliceOrder::LowestFirst, {}));
    }

    void precisionsAreVisitedOnceMostRecentFirst()
    {
        VisitedPrecisions visited;
        QVERIFY(visited.others({}).empty());
        const auto visit = [&](Precision precision, SeriesKey series = kOne) {
            visited.visit(ResultKey{series, precision, 3});
        };
        visit({4, 6});
        QVERIFY(visited.others(kOne).empty());
        visit({8, 8});
        visit({2, 4});
        visit({4, 6});
        visited.visit(std::nullopt);
        QVERIFY(visited.others(kOne) == (std::vector<Precision>{{2, 4}, {8, 8}}));
        for (int bits = 1; bits <= 8; ++bits) {
            visit({1, bits});
        }
        QVERIFY(visited.others(kOne)
                == (std::vector<Precision>{{1, 7}, {1, 6}, {1, 5}, {1, 4}, {1, 3}}));
        QVERIFY(visited.others({1, 1}).empty());
        visit({4, 6}, {1, 1});
        QVERIFY(visited.others({1, 1}).empty());
        QVERIFY(visited.others(kOne).empty());
    }

    void fragileIsBetweenW8A8AndTheSmallestStop()
    {
        PrecisionModel model;
        QVERIFY(fragilePair(model) == (FragilePair{{8, 8}, {2, 4}}));
        model.setDomain({quant::kFull, {6, 6}, {4, 6}, {2, 4}, {1, 1}}, quant::kFull);
        QVERIFY(fragilePair(model) == (FragilePair{{6, 6}, {2, 4}}));
        model.setDomain({quant::kFull, {8, 8}, {4, 6}, {3, 3}}, quant::kFull);
        QVERIFY(fragilePair(model) == (FragilePair{{8, 8}, {3, 3}}));
        model.setDomain({{2, 4}, {1, 2}}, {2, 4});
        QVERIFY(fragilePair(model) == (FragilePair{{2, 4}, {1, 2}}));
        model.setDomain({quant::kFull, quant::kSimulated16, {4, 6}}, quant::kFull);
        QVERIFY(!fragilePair(model)); // one cannot change
    }
};

QTEST_GUILESS_MAIN(TestSliceRank)
#include "tst_slice_rank.moc"
