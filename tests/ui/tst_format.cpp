// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/format.h"

#include <QTest>

#include <limits>

using namespace halftone;
using namespace halftone::ui;

class TestFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers()
    {
        QCOMPARE(formatMilliseconds(11.43), QStringLiteral("11.4 ms"));
        QCOMPARE(formatMilliseconds(219.4), QStringLiteral("219 ms"));
        QCOMPARE(formatMilliseconds(1250), QStringLiteral("1.25 s"));
        QCOMPARE(formatBytes(512), QStringLiteral("512 B"));
        QCOMPARE(formatBytes(4'200), QStringLiteral("4.2 kB"));
        QCOMPARE(formatBytes(158'000), QStringLiteral("158 kB"));
        QCOMPARE(formatBytes(14'200'000), QStringLiteral("14.2 MB"));
        QCOMPARE(formatBytes(2'500'000'000), QStringLiteral("2.5 GB"));
        QCOMPARE(formatValue(0.8, 3), QStringLiteral("0.8"));
        QCOMPARE(formatScore(0.80749), QStringLiteral("0.807"));
        QCOMPARE(formatScore(std::numeric_limits<double>::quiet_NaN()), QString(QChar(0x2013)));
        QCOMPARE(formatScoreChange(0.0013), QStringLiteral("+0.0013"));
        QCOMPARE(formatScoreChange(-0.0002), QChar(0x2212) + QStringLiteral("0.0002"));
        QCOMPARE(formatScoreChange(-0.00001), QStringLiteral("0.0000"));
        QCOMPARE(formatRatio(6.14), QStringLiteral("6.1 ") + QChar(0x00D7));
        QCOMPARE(formatCount(4812), QStringLiteral("4") + QChar(0x202F) + QStringLiteral("812"));
        QCOMPARE(formatCount(12), QStringLiteral("12"));
        QCOMPARE(formatShare(0), QStringLiteral("0 %"));
        QCOMPARE(formatShare(0.0004), QStringLiteral("<0.1 %"));
        QCOMPARE(formatShare(0.0312), QStringLiteral("3.1 %"));
        QCOMPARE(formatShare(0.9999), QStringLiteral("99.9 %")); // not all
        QCOMPARE(formatShare(1), QStringLiteral("100 %"));
    }

    void geometry_data()
    {
        QTest::addColumn<double>("xMm");
        QTest::addColumn<double>("zMm");
        QTest::addColumn<bool>("known");
        QTest::addColumn<QString>("expected");
        QTest::newRow("em") << 4e-6 << 50e-6 << true
                            << QStringLiteral("512 x 256 x 8    4 x 4 x 50 nm");
        QTest::newRow("micro") << 0.02 << 0.05 << true
                               << QStringLiteral("512 x 256 x 8    20 x 20 x 50 um");
        QTest::newRow("ct") << 0.8 << 3.0 << true
                            << QStringLiteral("512 x 256 x 8    0.8 x 0.8 x 3 mm");
        QTest::newRow("unknown") << 1.0 << 1.0 << false << QStringLiteral("512 x 256 x 8");
    }

    void geometry()
    {
        QFETCH(double, xMm);
        QFETCH(double, zMm);
        QFETCH(bool, known);
        QFETCH(QString, expected);
        Geometry grid;
        grid.size = {512, 256, 8};
        grid.spacingMm = {xMm, xMm, zMm};
        grid.spacingKnown = known;
        expected.replace(QStringLiteral(" x "), QStringLiteral(" %1 ").arg(QChar(0x00D7)));
        expected.replace(QStringLiteral("um"), QStringLiteral("%1m").arg(QChar(0x00B5)));
        QCOMPARE(formatGeometry(grid), expected);
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
