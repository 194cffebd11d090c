// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/error_map.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <vector>

using namespace halftone;
using namespace halftone::eval;

class TestErrorMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPair()
    {
        QCOMPARE(agreementOf(0, 0), Agreement::Neither);
        QCOMPARE(agreementOf(1, 1), Agreement::Agree);
        QCOMPARE(agreementOf(255, 255), Agreement::Agree);
        QCOMPARE(agreementOf(1, 0), Agreement::OnlyHere);
        QCOMPARE(agreementOf(0, 2), Agreement::Missed);
        QCOMPARE(agreementOf(1, 2), Agreement::OnlyHere); // labelled, but wrongly
    }

    void counts()
    {
        const std::vector<std::uint8_t> mask{0, 1, 1, 0, 1, 2, 0};
        const std::vector<std::uint8_t> reference{0, 1, 0, 2, 2, 2, 1};
        const ErrorCounts counts = countErrors(mask, reference);
        QCOMPARE(counts.agree, std::size_t{2});
        QCOMPARE(counts.onlyHere, std::size_t{2});
        QCOMPARE(counts.missed, std::size_t{2});
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "same grid", countErrors(mask, {}));
    }
};

QTEST_GUILESS_MAIN(TestErrorMap)
#include "tst_error_map.moc"
