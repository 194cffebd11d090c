// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/config.h"
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

using namespace halftone;

namespace {

train::TrainConfig parsed(const std::string& members)
{
    return train::parseConfig(R"({"dataset": "d", "output": "o")" + members + "}", "test.json");
}

} // namespace

class TestConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheDocumentedRun()
    {
        const train::TrainConfig config = parsed(R"(, "steps": 10)");
        QCOMPARE(config.width, 16);
        QCOMPARE(config.steps, std::int64_t{10});
        QCOMPARE(config.pairs.size(), std::size_t{6});
        QVERIFY(config.pairs[4].precision == quant::kSmallest);
        QCOMPARE(config.pairs[4].weight, 2.0);
    }

    void whatIsWrittenIsReadBack()
    {
        train::TrainConfig config = parsed(
            R"(, "minutes": 5.5, "width": 8, "seed": 42, "threads": 3, "patience": 4, "evaluate_steps": 70, "arithmetic": "float32", "dice_weight": 2, "average": 0,
                 "pairs": [{"precision": "W4A6", "weight": 1.5}],
                 "augmentation": {"flip": false, "noise": 0.25})");
        const std::string json = train::toJson(config);
        const train::TrainConfig again = train::parseConfig(json, "again");
        QCOMPARE(train::toJson(again), json);
        QCOMPARE(again.minutes, 5.5);
        QCOMPARE(again.seed, std::uint64_t{42});
        QCOMPARE(again.pairs.size(), std::size_t{1});
        QCOMPARE(again.patience, 4);
        QCOMPARE(again.evaluateSteps, std::int64_t{70});
        QVERIFY(again.arithmetic == train::Arithmetic::Float32);
        QCOMPARE(again.diceWeight, 2.0);
        QVERIFY(!again.augmentation.flip);
        QCOMPARE(again.augmentation.noise, 0.25);
    }

    void olderFilesAreRead()
    {
        QCOMPARE(parsed(R"(, "steps": 10, "evaluate_minutes": 5)").evaluateSteps,
                 std::int64_t{250});
    }

    void errorsAreSentences_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* members, const char* words) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(words);
        };
        row("no limit", "", "'minutes' or 'steps' must be given, exactly one");
        row("two limits", R"(, "minutes": 1, "steps": 1)", "found both");
        row("unknown key", R"(, "steps": 1, "widht": 8)", "unknown key 'widht'");
        row("text for a number", R"(, "steps": 1, "width": "8")",
            "'width' must be a whole number from 1 to 256; found \"8\"");
        row("fraction for a count", R"(, "steps": 1, "batch": 1.5)", "found 1.5");
        row("out of range", R"(, "steps": 1, "learning_rate": 7)",
            "'learning_rate' must be a number from 1e-07 to 1; found 7");
        row("crop", R"(, "steps": 1, "crop": 225)", "'crop' must be a multiple of 8; found 225");
        row("arithmetic", R"(, "steps": 1, "arithmetic": "half")",
            R"('arithmetic' must be one of "auto", "float32", "bfloat16"; found "half")");
        row("no pairs", R"(, "steps": 1, "pairs": [])", "at least one precision");
        row("float pair", R"(, "steps": 1, "pairs": [{"precision": "FP32"}])", "W1A1 to W8A8");
        row("nonsense pair", R"(, "steps": 1, "pairs": [{"precision": "W9A9"}])",
            "'W9A9' is not a precision");
        row("repeated pair",
            R"(, "steps": 1, "pairs": [{"precision": "W4A6"}, {"precision": "w4a6"}])",
            "listed once");
        row("augmentation", R"(, "steps": 1, "augmentation": {"flip": 1})",
            "'augmentation.flip' must be true or false; found 1");
    }
    void errorsAreSentences()
    {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, words);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, words.constData(),
                              parsed(members.toStdString()));
    }

    void brokenFilesAreErrors()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'x.json' is not valid JSON",
                              train::parseConfig("{", "x.json"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'x.json' is nested deeper",
                              train::parseConfig(std::string(200000, '['), "x.json"));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "'dataset' must be",
                              train::parseConfig(R"({"output": "o", "steps": 1})", "x.json"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "'/nowhere.json'",
                              train::readConfig("/nowhere.json"));
    }

    void shippedConfigurationsAreValid()
    {
        const QDir folder(QStringLiteral(HALFTONE_TRAINING_CONFIGS));
        const QStringList files = folder.entryList({QStringLiteral("*.json")});
        QVERIFY(!files.isEmpty());
        for (const QString& file : files) {
            const train::TrainConfig config =
                train::readConfig(folder.filePath(file).toStdString());
            QVERIFY2(config.steps > 0, qPrintable(file)); // the same net every time
        }
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
