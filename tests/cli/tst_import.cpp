// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/em_sample_test.h"
#include "tests/import/zoo.h"

#include "core/nn/torch_runtime.h"

#include <QJsonArray>

using namespace halftone;
using namespace halftone::tests;

class TestImport : public EmSampleTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        makeSample();
        std::string reason;
        for (const test::ZooModel& one : test::makeZoo(path(".").toStdString(), reason)) {
            if (one.name == "unet_transposed") {
                m_net = QString::fromStdString(one.file.string());
            }
        }
        if (m_net.isEmpty()) {
            QSKIP(reason.c_str());
        }
    }

    void aNetworkRunsLikeAModel()
    {
        const CliResult info = runCli({"info", m_net});
        QCOMPARE(info.exitCode, 0);
        QVERIFY2(info.out.contains("integer engine, once it is calibrated"),
                 info.text().constData());
        const QString model = path("own.halftone");
        const QJsonObject made = runJson(
            {"import", m_net, "-o", model, "--precisions", "W8A8,W4A6", "--calibrate", m_image});
        QCOMPARE(made["runs"].toString(), QStringLiteral("integer"));
        QCOMPARE(made["name"].toString(), QStringLiteral("unet-transposed"));
        QCOMPARE(made["calibration_slices"].toInt(), 3);
        QCOMPARE(made["precisions"].toArray().size(), 2);
        QCOMPARE(made["source"].toObject()["format"].toString(), QStringLiteral("ONNX"));

        segment(m_image, model, 4, 6, path("mask.nrrd"));
        segment(m_image, model, 32, 32, path("full.nrrd"));
        const QJsonObject sweep =
            runJson({"sweep", m_image, "--reference", path("full.nrrd"), "--model", model,
                     "--weights", "8,4", "--activations", "8,6"});
        QVERIFY(!sweep["points"].toArray().isEmpty());
        QCOMPARE(runJson({"info", model})["kind"].toString(), QStringLiteral("model"));
        runJson(
            {"bench", "--model", model, "--size", "64", "--weights", "4", "--activations", "6"});
    }

    void withoutImagesItSaysSo()
    {
        const QString model = path("float.halftone");
        const CliResult result = runCli({"import", m_net, "-o", model});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.out.contains("16 and 32 bits alone"), result.text().constData());
        segment(m_image, model, 32, 32, path("float.nrrd"));
        const CliResult low = runCli({"segment", m_image, "--model", model, "--weights", "4",
                                      "--activations", "6", "-o", path("low.nrrd")});
        QCOMPARE(low.exitCode, 1);
        QVERIFY2(low.err.contains("calibrated"), low.text().constData());
    }

    void refusalsAreSentences()
    {
        const CliResult direct =
            runCli({"segment", m_image, "--model", m_net, "-o", path("x.nrrd")});
        QCOMPARE(direct.exitCode, 1);
        QVERIFY2(direct.err.contains("halftone-cli import"), direct.text().constData());
        writeFile(path("state.pt"), "\x80\x02}q.");
        const CliResult state = runCli({"import", path("state.pt"), "-o", path("x.halftone")});
        QCOMPARE(state.exitCode, 1);
        QVERIFY2(state.err.contains("state dict"), state.text().constData());
        const QStringList begin{"import", m_net, "-o", path("x.halftone")};
        QCOMPARE(runCli(begin + QStringList{"--input", "maybe"}).exitCode, 2);
        QCOMPARE(runCli(begin + QStringList{"--precisions", "W1A2"}).exitCode, 2);
        QCOMPARE(runCli({"import", m_net, "-o", path("x.onnx")}).exitCode, 2);
        QCOMPARE(runCli(begin + QStringList{"--labels", "a,b"}).exitCode, 1);
        QVERIFY(!filesIn(path(".")).contains("x.halftone"));
    }

private:
    QString m_net;
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
