// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/visible_text.h"

#include <QTest>

using namespace halftone;

class TestVisibleText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSeenStays()
    {
        for (const char* text : {"", "plain",
                                 "R\xc3\xbc"
                                 "cken",
                                 "\xe4\xb8\xad\xe6\x96\x87", "\xf0\x9f\xa7\xa0", "<script>=1+1"}) {
            QVERIFY(isVisible(text));
            QCOMPARE(visible(text), std::string(text));
        }
    }

    void whatSteersIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* name, const char* text, const char* shown) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(shown);
        };
        row("escape", "a\x1b[31mb", "a\xef\xbf\xbd[31mb");
        row("bell", "\a", "\xef\xbf\xbd");
        row("line break", "a\nb",
            "a\xef\xbf\xbd"
            "b");
        row("delete", "\x7f", "\xef\xbf\xbd");
        row("C1 control sequence", "\xc2\x9b", "\xef\xbf\xbd");
        row("right to left", "\xe2\x80\xae", "\xef\xbf\xbd");
        row("isolate", "\xe2\x81\xa6", "\xef\xbf\xbd");
        row("no UTF-8",
            "\xff"
            "a",
            "\xef\xbf\xbd"
            "a");
        row("lone continuation", "\x80", "\xef\xbf\xbd");
        row("cut character", "a\xe4\xb8", "a\xef\xbf\xbd\xef\xbf\xbd");
        row("overlong slash", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
        row("overlong in three", "\xe0\x80\xaf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        row("surrogate", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        row("beyond Unicode", "\xf4\x90\x80\x80",
            "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    }
    void whatSteersIsReplaced()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QVERIFY(!isVisible(text.toStdString()));
        QCOMPARE(visible(text.toStdString()), shown.toStdString());
    }

    void linesStay()
    {
        QCOMPARE(visibleLines("a\n\tb\n\nc"), std::string("a\n b\n\nc"));
        QCOMPARE(visibleLines("a\x1b"
                              "c\n\a"),
                 std::string("a\xef\xbf\xbd"
                             "c\n\xef\xbf\xbd"));
        QCOMPARE(visibleLines(std::string(9000, 'x')), std::string(9000, 'x'));
    }

    void longTextsAreCutBetweenCharacters()
    {
        QCOMPARE(visible("abcdef", 6), std::string("abcdef"));
        QCOMPARE(visible("abcdef", 5), std::string("abcde..."));
        QCOMPARE(visible("\xc3\xbc\xc3\xbc", 3), std::string("\xc3\xbc..."));
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
