// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/printable.h"

#include <QTest>

using halftone::printable;
using halftone::printableLines;

class TestPrintable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersStay()
    {
        const std::string text = "liver (\xce\xb1 \xe5\x8c\xbb \xf0\x9f\xa7\xa0), 3 \xc2\xb5m~";
        QCOMPARE(printable(text), text);
        QCOMPARE(printable(""), std::string());
    }

    void controlCharactersGo()
    {
        QCOMPARE(printable("\x1b[31mred\x07"), std::string("?[31mred?"));
        QCOMPARE(printable(std::string("a\0b\x7f", 4)), std::string("a?b?"));
        QCOMPARE(printable("\xc2\x9b"
                           "2J"),
                 std::string("?2J")); // the same in one letter
        QCOMPARE(printable("\xe2\x80\xae"
                           "gpj.exe"),
                 std::string("?gpj.exe")); // order of letters
        QCOMPARE(printable("a\r\nb\tc"), std::string("a? b c"));
        QCOMPARE(printableLines("a\nb\tc\x1b"), std::string("a\nb c?"));
    }

    void whatIsNoUtf8Goes()
    {
        QCOMPARE(printable("\x9b"
                           "2J"),
                 std::string("?2J"));
        QCOMPARE(printable("a\xc3"), std::string("a?"));
        QCOMPARE(printable("\xc0\x9b"), std::string("??")); // longer than it need be
        QCOMPARE(printable("\xe0\x82\x9b"), std::string("???"));
        QCOMPARE(printable("\xed\xa0\x80"), std::string("???"));
        QCOMPARE(printable("\xf4\x90\x80\x80"), std::string("????"));
    }
};

QTEST_GUILESS_MAIN(TestPrintable)
#include "tst_printable.moc"
