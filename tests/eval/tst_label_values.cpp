// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/label_values.h"

#include "core/base/error.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace halftone;
using namespace halftone::eval;

class TestLabelValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void meanAndDeviationAreThoseOfAllValuesTogether()
    {
        // 20,000 values far from 0, as in EM or after a large offset, in three slices.
        constexpr std::size_t kVoxels = 20'000;
        std::vector<std::uint8_t> labels(kVoxels);
        std::vector<float> values(kVoxels);
        std::vector<double> ones;
        std::vector<double> both;
        std::uint32_t state = 7;
        for (std::size_t i = 0; i < kVoxels; ++i) {
            state = state * 1664525 + 1013904223;
            labels[i] = static_cast<std::uint8_t>((state >> 20) % 3);
            values[i] = 1'000'000.F + static_cast<float>((state >> 10) % 64);
            if (labels[i] == 1) {
                ones.push_back(static_cast<double>(values[i]));
            }
            if (labels[i] != 0) {
                both.push_back(static_cast<double>(values[i]));
            }
        }
        LabelValues sums;
        for (const auto& [from, to] :
             {std::pair<std::size_t, std::size_t>{0, 5000}, {5000, 5001}, {5001, kVoxels}}) {
            sums.add(std::span(labels).subspan(from, to - from),
                     std::span(values).subspan(from, to - from));
        }
        const auto check = [&](const Structure& structure, const std::vector<double>& all) {
            const Summary expected = summarize(all);
            const Summary found = sums.values(structure);
            QCOMPARE(sums.voxels(structure), all.size());
            QCOMPARE(found.n, all.size());
            QVERIFY(std::abs(found.mean - expected.mean) < 1e-6);
            QVERIFY(std::abs(found.sd - expected.sd) < 1e-9 * 1e6);
            QVERIFY(expected.sd > 10);
        };
        check({"one", {1}}, ones);
        check({"both", {1, 2}}, both);
    }

    void whatIsOutsideOfTheImageHasVoxelsAndNoValue()
    {
        constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
        const std::vector<std::uint8_t> labels{1, 1, 0, 2, 3};
        const std::vector<float> values{kNone, 4, 100, kNone, 8};
        LabelValues sums;
        sums.add(labels, values);
        QCOMPARE(sums.voxels({"one", {1}}), std::size_t{2});
        QCOMPARE(sums.values({"one", {1}}).n, std::size_t{1});
        QCOMPARE(sums.values({"one", {1}}).mean, 4.0);
        QVERIFY(std::isnan(sums.values({"one", {1}}).sd)); // of one value
        QCOMPARE(sums.voxels({"two", {2}}), std::size_t{1});
        QVERIFY(std::isnan(sums.values({"two", {2}}).mean));
        QCOMPARE(sums.values({"all", {1, 2, 3}}).mean, 6.0);
        QCOMPARE(sums.voxels({"none", {9}}), std::size_t{0});
        QCOMPARE(sums.voxels({"with background", {0, 1}}), std::size_t{2});
    }

    void sizesMustAgree()
    {
        LabelValues sums;
        const std::vector<std::uint8_t> labels(3);
        const std::vector<float> values(4);
        QVERIFY_THROWS_EXCEPTION(Error, sums.add(labels, values));
    }
};

QTEST_GUILESS_MAIN(TestLabelValues)
#include "tst_label_values.moc"
