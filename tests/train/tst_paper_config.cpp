// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include "core/train/paper_config.h"
#endif
#include "tests/support/expect_error.h"

#include <QDir>
#include <QTest>

#include <cmath>
#include <set>

using namespace halftone;
using namespace halftone::train;

namespace {

PaperConfig parsed(const std::string& root, const std::string& paper)
{
    const auto config = parsePaperConfig(R"({"mode": "paper", "dataset": "d", "output": "o")" + root
                                             + R"(, "paper": {)" + paper + "}}",
                                         "test.json");
    return config.value();
}

} // namespace

class TestPaperConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedConfigurationsAreValid()
    {
        const QDir folder(QStringLiteral(HALFTONE_PAPER_CONFIGS));
        std::set<std::string> rows;
        for (const QString& file : folder.entryList({QStringLiteral("*.json")})) {
            const auto config = readPaperConfig(folder.filePath(file).toStdString());
            QVERIFY2(config.has_value(), qPrintable(file));
            const std::string json = train::toJson(*config);
            QCOMPARE(train::toJson(parsePaperConfig(json, "again").value()), json);
            if (file.startsWith(QStringLiteral("em-"))) {
                rows.insert(rowName(config->design));
            }
        }
        QCOMPARE(rows, (std::set<std::string>{"FP", "Q8.8", "Q8.0/Q0.8", "Q6.0/Q0.4", "Q4.0/Q0.2",
                                              "BNN", "Ternary"}));
    }

    void otherConfigurationsAreNotOurs()
    {
        QVERIFY(!parsePaperConfig(R"({"dataset": "d", "output": "o", "steps": 1})", "x"));
        QVERIFY(!parsePaperConfig(R"({"mode": "other"})", "x"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'x' is not valid JSON",
                              parsePaperConfig("{", "x"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "nowhere.json",
                              readPaperConfig("/nowhere.json"));
    }

    void defaultsAreThePapers()
    {
        const PaperConfig config = parsed(R"(, "epochs": 3)", R"("quantizer": "none")");
        QCOMPARE(config.run.learningRate, 1e-3);
        QCOMPARE(config.run.weightDecay, 0.0);
        QVERIFY(std::isinf(config.run.clipNorm));
        QCOMPARE(parsed(R"(, "steps": 1, "clip_norm": 5)", R"("quantizer": "none")").run.clipNorm,
                 5.0);
        QCOMPARE(config.run.batch, 4);
        QCOMPARE(config.totalSteps(10), std::int64_t{9}); // 3 epochs of 3 batches
        QVERIFY(config.design.order == nn::PaperDesign::Order::ConvReluNorm);
        QVERIFY(config.design.floatEnds);
        QCOMPARE(rowName(config.design), std::string("FP"));
    }

    void configurationErrorsAreSentences_data()
    {
        QTest::addColumn<QByteArray>("root");
        QTest::addColumn<QByteArray>("paper");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* root, const char* paper,
                            const char* words) {
            QTest::newRow(name) << QByteArray(root) << QByteArray(paper) << QByteArray(words);
        };
        row("no quantizer", R"(, "steps": 1)", "", "'paper.quantizer' must be given");
        row("unknown quantizer", R"(, "steps": 1)", R"("quantizer": "int8")",
            R"(one of "none", "power-of-two")");
        row("no format", R"(, "steps": 1)", R"("quantizer": "sane", "weights": "Q0.4")",
            "'paper.activations' must be integer and fraction bits");
        row("broken format", R"(, "steps": 1)",
            R"("quantizer": "sane", "activations": "Q6", "weights": "Q0.4")", R"(found "Q6")");
        row("wide format", R"(, "steps": 1)",
            R"("quantizer": "sane", "activations": "Q9.8", "weights": "Q0.4")", R"(found "Q9.8")");
        row("format for none", R"(, "steps": 1)", R"("quantizer": "bnn", "weights": "Q0.4")",
            "'paper.weights' must be left out");
        row("unknown key", R"(, "steps": 1)", R"("quantizer": "none", "dropout": 0.4)",
            "unknown key 'paper.dropout'");
        row("unknown key outside", R"(, "steps": 1, "widht": 4)", R"("quantizer": "none")",
            "unknown key 'widht'");
        row("pairs", R"(, "steps": 1, "pairs": [])", R"("quantizer": "none")",
            "'pairs' must be left out in paper mode");
        row("two lengths", R"(, "steps": 1, "epochs": 2)", R"("quantizer": "none")",
            "'steps' must be left out where 'epochs' is given");
        row("no length", "", R"("quantizer": "none")", "'minutes' or 'steps' must be given");
        row("milestones", R"(, "steps": 1)", R"("quantizer": "none", "milestones": [40])",
            "'paper.milestones' must be a list of shares");
    }
    void configurationErrorsAreSentences()
    {
        QFETCH(QByteArray, root);
        QFETCH(QByteArray, paper);
        QFETCH(QByteArray, words);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, words.constData(),
                              parsed(root.toStdString(), paper.toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestPaperConfig)
#include "tst_paper_config.moc"
