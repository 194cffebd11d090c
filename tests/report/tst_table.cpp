// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/table.h"

#include <QTest>

using namespace halftone::report;

class TestTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsToTheLeft()
    {
        QCOMPARE(textTable({{"a", "bb", "c"}, {"aaa", "b", ""}}, ColumnAlign::Left),
                 std::string("a    bb  c\naaa  b\n"));
    }

    void numbersToTheRight()
    {
        QCOMPARE(textTable({{"name", "ms", "note"}, {"W4A6", "120.2", ""}, {"x", "8.0", "far"}},
                           ColumnAlign::Numbers),
                 std::string("name     ms  note\nW4A6  120.2\nx       8.0   far\n"));
    }

    void lettersOfTwoBytesTakeOneColumn()
    {
        QCOMPARE(textTable({{"\xC3\xBC", "1"}, {"ab", "2"}}, ColumnAlign::Left),
                 std::string("\xC3\xBC   1\nab  2\n"));
    }

    void rowsOfAnyLength()
    {
        QCOMPARE(textTable({}, ColumnAlign::Left), std::string());
        QCOMPARE(textTable({{}, {"a"}, {"b", "c"}}, ColumnAlign::Numbers),
                 std::string("\na\nb  c\n"));
    }
};

QTEST_GUILESS_MAIN(TestTable)
#include "tst_table.moc"
