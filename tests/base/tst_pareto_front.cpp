// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/pareto_front.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace halftone;

class TestParetoFront : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beatenPointsAreLeftOut()
    {
        const std::vector<CostAndQuality> points{
            {10, 0.9}, {5, 0.8}, {7, 0.7}, {12, 0.9}, {1, 0.2}};
        QCOMPARE(paretoFront(points), (std::vector<std::size_t>{4, 1, 0}));
        QVERIFY(paretoFront({}).empty());
    }

    void ties()
    {
        // Of one cost the better, of one quality the cheaper; equals all.
        const std::vector<CostAndQuality> points{{5, 0.8}, {5, 0.9}, {6, 0.9}, {5, 0.9}};
        QCOMPARE(paretoFront(points), (std::vector<std::size_t>{1, 3}));
    }

    void whatIsNotANumberIsNotAPoint()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<CostAndQuality> points{{nan, 1}, {5, nan}, {6, 0.1}};
        QCOMPARE(paretoFront(points), (std::vector<std::size_t>{2}));
    }

    void whatIsNotSureBeatsNothing()
    {
        constexpr double kUnbounded = std::numeric_limits<double>::infinity();
        // Overlapping, touching, apart; and of a cost that nobody knows.
        const std::vector<CostAndQuality> points{{5, 0.9, {4, 6}},
                                                 {6, 0.8, {5, 8}},
                                                 {7, 0.7, {6, 9}},
                                                 {9, 0.9, {8, 10}},
                                                 {2, 0.1, {0, kUnbounded}}};
        QCOMPARE(paretoFront(points), (std::vector<std::size_t>{4, 0, 1}));
        // The same figures without bounds leave one.
        std::vector<CostAndQuality> exact;
        for (const CostAndQuality& point : points) {
            exact.push_back({point.cost, point.quality});
        }
        QCOMPARE(paretoFront(exact), (std::vector<std::size_t>{4, 0}));
    }

    // The definition itself, on small integers so that there are many ties.
    void everyPointIsJudgedByTheDefinition()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            std::vector<CostAndQuality> points(random() % 12);
            for (CostAndQuality& point : points) {
                point = {static_cast<double>(random() % 6), static_cast<double>(random() % 6)};
            }
            const std::vector<std::size_t> front = paretoFront(points);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const bool dominated =
                    std::any_of(points.begin(), points.end(), [&](const CostAndQuality& other) {
                        return other.cost <= points[i].cost && other.quality >= points[i].quality
                               && (other.cost < points[i].cost
                                   || other.quality > points[i].quality);
                    });
                QCOMPARE(std::count(front.begin(), front.end(), i) == 1, !dominated);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestParetoFront)
#include "tst_pareto_front.moc"
