// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/fragility.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <vector>

using namespace halftone;
using namespace halftone::eval;

class TestFragility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changedVoxelsOfBothForegrounds()
    {
        const std::vector<std::uint8_t> mask{0, 1, 1, 0, 1, 2, 0, 4};
        const std::vector<std::uint8_t> other{0, 1, 0, 2, 2, 2, 0, 3};
        const FragileCounts counts = countFragile(mask, other);
        QCOMPARE(counts.changed, std::size_t{4});    // gone, come, 1 for 2, and 4 for 3
        QCOMPARE(counts.foreground, std::size_t{6}); // all but the first and the seventh
        QCOMPARE(*counts.share(), 4.0 / 6.0);
        QCOMPARE(countFragile(other, mask), counts);
    }

    void nothingCanBeSaidOfNothing()
    {
        const std::vector<std::uint8_t> empty(5, 0);
        const std::vector<std::uint8_t> some{0, 3, 0, 0, 3};
        QVERIFY(!countFragile(empty, empty).share());
        QCOMPARE(*countFragile(some, some).share(), 0.0);
        QCOMPARE(*countFragile(some, empty).share(), 1.0);
    }

    void slicesArePooled()
    {
        FragileCounts sum{1, 10};
        sum += FragileCounts{};
        sum += FragileCounts{3, 6};
        QCOMPARE(*sum.share(), 4.0 / 16.0);
    }

    void otherGridsAreRefused()
    {
        const std::vector<std::uint8_t> three(3, 0);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "same grid", countFragile(three, {}));
    }
};

QTEST_GUILESS_MAIN(TestFragility)
#include "tst_fragility.moc"
