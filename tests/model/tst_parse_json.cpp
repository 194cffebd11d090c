// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/parse_json.h"
#include "tests/support/expect_error.h"

#include <QTest>

using namespace halftone;
using halftone::model::parseJson;

class TestParseJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Which took hours when an object's end looked through all that came before it.
    void manyObjectsTakeNoLonger()
    {
        constexpr std::size_t kCount = 400'000;
        std::string text = "[";
        for (std::size_t n = 0; n < kCount; ++n) {
            text += "{},";
        }
        QCOMPARE(parseJson(text + "{}]", "It").size(), kCount + 1);
    }

    void objectsHaveFewKeys()
    {
        std::string text = "{";
        for (int n = 0; n < 20'001; ++n) {
            text += '"' + std::to_string(n) + "\":1,";
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "It has an object with more than 20000 keys.",
                              parseJson(text + "\"last\":1}", "It"));
    }

    void depthIsLimited_data()
    {
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QByteArray>("close");
        QTest::newRow("lists") << QByteArray("[") << QByteArray("]");
        QTest::newRow("objects") << QByteArray("{\"a\":") << QByteArray("}");
        QTest::newRow("objects in lists") << QByteArray("[{\"a\":") << QByteArray("}]");
    }
    void depthIsLimited()
    {
        QFETCH(QByteArray, open);
        QFETCH(QByteArray, close);
        const auto nested = [&](int count) {
            return (open.repeated(count) + "1" + close.repeated(count)).toStdString();
        };
        QVERIFY(!parseJson(nested(10), "It").is_null());
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "It is nested deeper than 32 levels.",
                              parseJson(nested(33), "It"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "nested deeper",
                              parseJson(nested(200000), "It"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "nested deeper", // and never closed
                              parseJson(open.repeated(200000).toStdString(), "It"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "nested deeper",
                              parseJson<nlohmann::ordered_json>(nested(200000), "It"));
    }

    void faultsHaveAPlace()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat,
                              "The card is not valid JSON: line 1, column 1.",
                              parseJson("", "The card"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "line 2, column 3",
                              parseJson("{\n  x}", "The card"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not valid JSON", parseJson("1e999", "It"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not valid JSON", parseJson("\"\xff\"", "It"));
    }

    void keysOccurOnce()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "a key that occurs twice: 'a'",
                              parseJson(R"({"a": 1, "b": {"a": 2}, "a": 3})", "It"));
        QCOMPARE(parseJson(R"([{"a": 1}, {"a": 2}])", "It").size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestParseJson)
#include "tst_parse_json.moc"
