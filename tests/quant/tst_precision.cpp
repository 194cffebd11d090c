// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/precision.h"
#include "core/quant/q_format.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using namespace halftone::quant;

class TestPrecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPrecisionPrintsAndParses()
    {
        for (int w = 1; w <= 8; ++w) {
            for (int a = 1; a <= 8; ++a) {
                QVERIFY((parsePrecision(toString({w, a})) == Precision{w, a}));
                QVERIFY((Precision{w, a}.isInteger()));
            }
        }
        QCOMPARE(toString(kBalanced), std::string("W4A6"));
        QCOMPARE(toString(kFull), std::string("FP32"));
        QCOMPARE(toString(kSimulated16), std::string("W16A16"));
        QVERIFY(parsePrecision("fp32") == kFull);
        QVERIFY(parsePrecision("w32a32") == kFull);
        QVERIFY(parsePrecision("w16a16") == kSimulated16);
    }

    void refusesEverythingElse_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "W", "W4", "W4A", "WA", "4A6", "W4A6 ", " W4A6", "W0A4", "W4A0", "W9A8", "W8A9",
              "W16A8", "W8A16", "W32A8", "W-4A6", "W4A6A2", "W99999999999A1", "FP16"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }
    void refusesEverythingElse()
    {
        QFETCH(QString, text);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "not a precision",
                              parsePrecision(text.toStdString()));
    }

    void mixedPairsAreInvalid()
    {
        QVERIFY(!(Precision{16, 8}.isValid()));
        QVERIFY(!(Precision{32, 8}.isValid()));
        QVERIFY(!(Precision{0, 8}.isValid()));
        requireValid(kFull);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "W16A8", (requireValid({16, 8}), 0));
    }

    void paperFormatRoundsAwayFromZeroAndSaturates()
    {
        const QFormat q{2, 2}; // step 0.25, codes -7..7
        QCOMPARE(q.quantize(0.125), 0.25);
        QCOMPARE(q.quantize(-0.125), -0.25);
        QCOMPARE(q.quantize(0.12), 0.0);
        QCOMPARE(q.quantize(100), 1.75);
        QCOMPARE(q.quantize(-100), -1.75);
        QCOMPARE(kQ8Dot8.step(), 1.0 / 256);
        QCOMPARE(kQ8Dot8.maxCode(), 32767.0);
    }
};

QTEST_GUILESS_MAIN(TestPrecision)
#include "tst_precision.moc"
