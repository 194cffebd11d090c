// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include "core/base/parse_number.h"

#include <QTest>

#include <clocale>
#include <limits>
#include <locale>

using namespace halftone;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A locale as German users have it; does not depend on what the machine has installed.
struct CommaPunctuation : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

} // namespace

class TestText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers()
    {
        QCOMPARE(formatNumber(0.8146, 2), std::string("0.81"));
        QCOMPARE(formatNumber(1234567.25, 1), std::string("1234567.2")); // ties to even
        QCOMPARE(formatNumber(-0.004, 3), std::string("-0.004"));
        QCOMPARE(formatNumber(-0.0004, 3), std::string("0.000"));
        QCOMPARE(formatNumber(9.6e12, 0), std::string("9600000000000"));
        QCOMPARE(formatNumber(kInfinity, 2), std::string("-"));
        QCOMPARE(formatNumber(kNaN, 2), std::string("-"));
        QVERIFY(formatNumber(std::numeric_limits<double>::max(), 2).size() == 312);
    }

    void significantDigits()
    {
        QCOMPARE(formatSignificant(0.82, 5), std::string("0.82"));
        QCOMPARE(formatSignificant(20, 5), std::string("20"));
        QCOMPARE(formatSignificant(1e-5, 5), std::string("1e-05"));
        QCOMPARE(formatSignificant(123456, 3), std::string("1.23e+05"));
        QCOMPARE(formatSignificant(-0.0, 3), std::string("0"));
        QCOMPARE(formatSignificant(kNaN, 3), std::string("-"));
    }

    void bytes_data()
    {
        QTest::addColumn<qulonglong>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << 0ULL << "0 B";
        QTest::newRow("bytes") << 999ULL << "999 B";
        QTest::newRow("kilobyte") << 1000ULL << "1.0 kB";
        QTest::newRow("decimal") << 4'200ULL << "4.2 kB";
        QTest::newRow("below a hundred") << 99'940ULL << "99.9 kB";
        QTest::newRow("a hundred, rounded") << 99'960ULL << "100 kB";
        QTest::newRow("hundreds") << 312'400ULL << "312 kB";
        QTest::newRow("almost a megabyte") << 999'499ULL << "999 kB";
        QTest::newRow("a megabyte, rounded") << 999'500ULL << "1.0 MB";
        QTest::newRow("megabytes") << 1'207'936ULL << "1.2 MB";
        QTest::newRow("gigabytes") << 2'500'000'000ULL << "2.5 GB";
        QTest::newRow("terabytes") << 7'000'000'000'000'000ULL << "7000 TB";
    }
    void bytes()
    {
        QFETCH(qulonglong, bytes);
        QTEST(QString::fromStdString(formatBytes(static_cast<std::size_t>(bytes))), "expected");
    }

    void bytesThatNoIntegerHolds()
    {
        QCOMPARE(formatBytes(2.5e21), std::string("2500000000 TB"));
        QCOMPARE(formatBytes(312.4), std::string("312 B"));
        QCOMPARE(formatBytes(kInfinity), std::string("-"));
    }

    void milliseconds()
    {
        QCOMPARE(formatMilliseconds(11.43), std::string("11.4 ms"));
        QCOMPARE(formatMilliseconds(99.96), std::string("100 ms"));
        QCOMPARE(formatMilliseconds(219.4), std::string("219 ms"));
        QCOMPARE(formatMilliseconds(999.6), std::string("1.00 s"));
        QCOMPARE(formatMilliseconds(1250), std::string("1.25 s"));
        QCOMPARE(formatMilliseconds(kNaN), std::string("-"));
        QCOMPARE(formatMilliseconds(-kInfinity), std::string("-"));
    }

    void parsedNumbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::addColumn<double>("value");
        QTest::newRow("zero") << "0" << true << 0.0;
        QTest::newRow("decimal") << "0.8123456" << true << 0.8123456;
        QTest::newRow("negative") << "-12.5" << true << -12.5;
        QTest::newRow("exponent") << "1e-05" << true << 1e-5;
        QTest::newRow("no digit before") << ".5" << true << 0.5;
        QTest::newRow("all digits") << "0.1234567890123456789" << true << 0.1234567890123456789;
        for (const char* bad : {"", " 1", "1 ", "1,5", "1.5.2", "1e", "-", "nan", "inf", "0x10",
                                "1e999", "abc", "1 2"}) {
            QTest::newRow(qPrintable(QStringLiteral("bad '%1'").arg(bad))) << bad << false << 0.0;
        }
    }
    void parsedNumbers()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        const auto parsed = parseNumber(text.toStdString());
        QCOMPARE(parsed.has_value(), good);
        if (good) {
            QTEST(*parsed, "value");
        }
    }

    void parsedIntegers()
    {
        QCOMPARE(parseInteger("42"), std::optional<std::int64_t>(42));
        QCOMPARE(parseInteger("-7"), std::optional<std::int64_t>(-7));
        QCOMPARE(parseInteger("9223372036854775807"),
                 std::optional(std::numeric_limits<std::int64_t>::max()));
        for (const char* bad : {"", " 1", "1 ", "1.0", "9223372036854775808", "x", "+1"}) {
            QVERIFY2(!parseInteger(bad), bad);
        }
    }

    void theLocaleChangesNothing()
    {
        const std::locale before =
            std::locale::global(std::locale(std::locale::classic(), new CommaPunctuation));
        std::setlocale(LC_ALL, "de_DE.UTF-8"); // where it is installed
        const std::string number = formatNumber(1234.5, 1);
        const std::string significant = formatSignificant(0.25, 3);
        const auto parsed = parseNumber("1234.5");
        std::locale::global(before);
        std::setlocale(LC_ALL, "C");
        QCOMPARE(number, std::string("1234.5"));
        QCOMPARE(significant, std::string("0.25"));
        QCOMPARE(parsed, std::optional(1234.5));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
