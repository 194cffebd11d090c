// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace halftone;

namespace {

// 1..n, in an order that is not sorted.
std::vector<double> numbers(int n)
{
    std::vector<double> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 1.0);
    std::reverse(values.begin(), values.end());
    std::rotate(values.begin(), values.begin() + n / 3, values.end());
    return values;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofNothing()
    {
        QVERIFY(std::isnan(median({})));
        QVERIFY(std::isnan(percentile({}, 0.95)));
        QVERIFY(std::isnan(lowerPercentile({}, 0.5)));
        QVERIFY(std::isnan(interpolatedPercentile({}, 0.5)));
    }

    void medianOfOddAndEvenCounts()
    {
        QCOMPARE(median({3}), 3.0);
        QCOMPARE(median({9, 1}), 5.0);
        QCOMPARE(median({5, 1, 9}), 5.0);
        QCOMPARE(median({4, 1, 3, 2}), 2.5);
        QCOMPARE(median(numbers(100)), 50.5);
    }

    // The three rules on the same values, where they differ.
    void percentiles_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<double>("nearest");
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("interpolated");

        QTest::newRow("one value") << 1 << 0.95 << 1.0 << 1.0 << 1.0;
        QTest::newRow("the least") << 10 << 0.0 << 1.0 << 1.0 << 1.0;
        QTest::newRow("the largest") << 10 << 1.0 << 10.0 << 10.0 << 10.0;
        QTest::newRow("below 0") << 10 << -1.0 << 1.0 << 1.0 << 1.0;
        QTest::newRow("above 1") << 10 << 2.0 << 10.0 << 10.0 << 10.0;
        QTest::newRow("95 % of 4") << 4 << 0.95 << 4.0 << 3.0 << 3.85;
        QTest::newRow("95 % of 19") << 19 << 0.95 << 19.0 << 18.0 << 18.1;
        QTest::newRow("95 % of 20") << 20 << 0.95 << 19.0 << 19.0 << 19.05;
        QTest::newRow("95 % of 100") << 100 << 0.95 << 95.0 << 95.0 << 95.05;
        QTest::newRow("half of 2") << 2 << 0.5 << 1.0 << 1.0 << 1.5;
        QTest::newRow("half of 3") << 3 << 0.5 << 2.0 << 2.0 << 2.0;
        QTest::newRow("0.5 % of 1000") << 1000 << 0.005 << 5.0 << 5.0 << 5.995;
        QTest::newRow("99.5 % of 1000") << 1000 << 0.995 << 995.0 << 995.0 << 995.005;
    }
    void percentiles()
    {
        QFETCH(int, count);
        QFETCH(double, fraction);
        QTEST(percentile(numbers(count), fraction), "nearest");
        QTEST(lowerPercentile(numbers(count), fraction), "lower");
        QTEST(interpolatedPercentile(numbers(count), fraction), "interpolated");
    }

    void ranks()
    {
        QCOMPARE(lowerRank(0, 7), std::size_t{0});
        QCOMPARE(lowerRank(0.5, 8), std::size_t{3});
        QCOMPARE(lowerRank(1, 8), std::size_t{7});
        QCOMPARE(lowerRank(3, 8), std::size_t{7});
    }

    void summaryIgnoresNaN()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const Summary summary = summarize(std::vector{0.8, nan, 0.6, 0.7});
        QCOMPARE(summary.n, std::size_t{3});
        QCOMPARE(summary.mean, 0.7);
        QVERIFY(std::abs(summary.sd - 0.1) < 1e-12);
    }

    // A deviation of 0 would claim that all cases scored the same.
    void oneValueHasNoDeviation()
    {
        const Summary one = summarize(std::vector{0.5});
        QCOMPARE(one.n, std::size_t{1});
        QCOMPARE(one.mean, 0.5);
        QVERIFY(std::isnan(one.sd));
        const Summary none = summarize(std::vector{std::numeric_limits<double>::quiet_NaN()});
        QCOMPARE(none.n, std::size_t{0});
        QVERIFY(std::isnan(none.mean));
        QVERIFY(std::isnan(none.sd));
    }

    void theMedianLiesBetweenTwoOfTheValues()
    {
        // Of the binomial distribution with 1/2: tables of order statistics.
        const std::vector<std::pair<int, std::pair<double, double>>> known{
            {1, {1, 1}},  {5, {1, 5}},   {6, {1, 6}},   {8, {1, 8}},     {9, {2, 8}},
            {10, {2, 9}}, {12, {3, 10}}, {20, {6, 15}}, {100, {40, 61}}, {2000, {956, 1045}}};
        for (const auto& [n, between] : known) {
            const Interval found = medianInterval(numbers(n));
            QCOMPARE(found, (Interval{between.first, between.second}));
        }
        QVERIFY(std::isnan(medianInterval({}).low));
        QCOMPARE(medianInterval(std::vector<double>(30, 4)), (Interval{4, 4}));
    }

    // Few values have few resamples: all of them, and the same percentiles of their means.
    void theBootstrapIsThatOfAllResamples_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("two") << QList<double>{0.25, 1};
        QTest::newRow("three, skewed") << QList<double>{0, 1, 5};
        QTest::newRow("four") << QList<double>{0.5, -1, 4, 2};
        QTest::newRow("five") << QList<double>{0.013, -0.002, 0.004, 0.021, 0.008};
        QTest::newRow("equal ones") << QList<double>{3, 3, 3};
    }
    void theBootstrapIsThatOfAllResamples()
    {
        QFETCH(QList<double>, values);
        const auto n = static_cast<std::size_t>(values.size());
        const auto all = static_cast<std::size_t>(std::pow(n, n) + 0.5);
        std::vector<double> means;
        for (std::size_t code = 0; code < all; ++code) {
            double sum = 0;
            std::size_t rest = code;
            for (std::size_t drawn = 0; drawn < n; ++drawn, rest /= n) {
                sum += values[static_cast<qsizetype>(rest % n)];
            }
            means.push_back(sum / static_cast<double>(n));
        }
        std::sort(means.begin(), means.end());
        // Drawn, the share of means at a place varies by sqrt(0.025 * 0.975 / 10,000) = 0.16 %:
        // the interval ends between the means that lie three of these to both sides of 2.5 %.
        const auto below = [&](double fraction) {
            return means[static_cast<std::size_t>(fraction * static_cast<double>(all - 1))] - 1e-12;
        };
        const auto above = [&](double fraction) {
            const double rank = std::ceil(fraction * static_cast<double>(all - 1));
            return means[static_cast<std::size_t>(rank)] + 1e-12;
        };
        const Interval found = bootstrapMeanInterval({values.begin(), values.end()});
        QVERIFY2(found.low >= below(0.020) && found.low <= above(0.030),
                 qPrintable(QString::number(found.low, 'g', 12)));
        QVERIFY2(found.high >= below(0.970) && found.high <= above(0.980),
                 qPrintable(QString::number(found.high, 'g', 12)));
        if (n < 4) { // an end is drawn throughout once in 4, or 27, resamples: more than 2.5 %
            QCOMPARE(found.low, *std::min_element(values.begin(), values.end()));
            QCOMPARE(found.high, *std::max_element(values.begin(), values.end()));
        }
    }

    void theBootstrapIsRepeatableAndNearTheNormalInterval()
    {
        const std::vector<double> values = numbers(100);
        const Interval first = bootstrapMeanInterval(values);
        QCOMPARE(bootstrapMeanInterval(values), first);
        // Standard error of the mean with division by n: sqrt((100^2 - 1) / 12 / 100) = 2.8866.
        QVERIFY(std::abs(first.low - (50.5 - 1.96 * 2.8866)) < 0.2);
        QVERIFY(std::abs(first.high - (50.5 + 1.96 * 2.8866)) < 0.2);
    }

    // Two of three values are of one subject: drawn are it, the other, or both.
    void subjectsAreDrawnWhole()
    {
        const std::vector<double> values{1, 3, 8};
        const std::vector<std::string> subjects{"a", "a", "b"};
        QCOMPARE(bootstrapMeanInterval(values, subjects), (Interval{2, 8}));
        QCOMPARE(bootstrapMeanInterval(values), (Interval{1, 8}));
        const std::vector<std::string> own{"a", "b", "c"};
        QCOMPARE(bootstrapMeanInterval(values, own), bootstrapMeanInterval(values));
        const std::vector<std::string> one{"a", "a", "a"};
        QVERIFY(std::isnan(bootstrapMeanInterval(values, one).low));
    }

    void oneValueHasNoInterval()
    {
        for (const std::vector<double>& few : {std::vector<double>{}, std::vector{0.5}}) {
            QVERIFY(std::isnan(bootstrapMeanInterval(few).low));
            QVERIFY(std::isnan(bootstrapMeanInterval(few).high));
        }
    }

    void halfWidthsAreStudents()
    {
        QVERIFY(std::isnan(halfWidthOfMean({0.8, 0.1, 1})));
        QVERIFY(std::abs(halfWidthOfMean({0.8, 0.1, 4}) - 3.182 * 0.05) < 1e-12);
        // t at 0.975 of 10, 15, 30 and 120 degrees of freedom.
        for (const auto& [freedom, t] : std::vector<std::pair<std::size_t, double>>{
                 {10, 2.228}, {15, 2.131}, {30, 2.042}, {120, 1.980}}) {
            const double root = std::sqrt(static_cast<double>(freedom + 1));
            QVERIFY(std::abs(halfWidthOfMean({0, root, freedom + 1}) / t - 1) < 0.003);
        }
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
