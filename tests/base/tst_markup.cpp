// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/markup.h"

#include <QTest>

using halftone::escapeMarkup;

class TestMarkup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapesWhatWouldEndATextOrAnAttribute()
    {
        QCOMPARE(escapeMarkup("<b class=\"x\">R&D's</b>"),
                 std::string("&lt;b class=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/b&gt;"));
    }

    void keepsLettersOfEveryLanguage()
    {
        QCOMPARE(escapeMarkup("R\xC3\xBC"
                              "ckenmark \xE2\x80\x93 W4A6"),
                 std::string("R\xC3\xBC"
                             "ckenmark \xE2\x80\x93 W4A6"));
        QCOMPARE(escapeMarkup(""), std::string());
    }

    void noNameWritesBackwardsOrBreaksThePage()
    {
        QCOMPARE(escapeMarkup("a\xFF\xE2\x80\xAE<"), std::string("a\xEF\xBF\xBD\xEF\xBF\xBD&lt;"));
    }

    void controlCharactersBecomeSpaces()
    {
        QCOMPARE(escapeMarkup(std::string("a\0b\tc\x1f", 6)), std::string("a b c "));
    }
};

QTEST_GUILESS_MAIN(TestMarkup)
#include "tst_markup.moc"
