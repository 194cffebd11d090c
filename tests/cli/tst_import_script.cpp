// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/em_sample_test.h"

#include <torch/csrc/jit/api/module.h>

using namespace halftone;
using namespace halftone::tests;

/// TorchScript, which halftone-cli reads by a process of its own.
class TestImportScript : public EmSampleTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        makeSample();
        at::manual_seed(7);
        torch::jit::Module module("Net");
        module.register_parameter("w", at::randn({8, 1, 3, 3}).mul(0.3), false);
        module.register_parameter("b", at::randn({8}).mul(0.3), false);
        module.register_parameter("v", at::randn({1, 8, 1, 1}).mul(0.3), false);
        module.register_parameter("c", at::zeros({1}), false);
        module.define(R"(
def forward(self, x):
    x = torch.relu(torch.conv2d(x, self.w, self.b, [1, 1], [1, 1]))
    return torch.sigmoid(torch.conv2d(x, self.v, self.c))
)");
        module.save(path("net.pt").toStdString());
    }

    void anArchiveBecomesAModel()
    {
        const QJsonObject info = runJson({"info", path("net.pt")});
        QCOMPARE(info["format"].toString(), QStringLiteral("TorchScript"));
        QCOMPARE(info["runs"].toString(), QStringLiteral("integer"));
        QCOMPARE(info["weights"].toInt(), 8 * 9 + 8 + 8 + 1);
        const QString model = path("script.halftone");
        const QJsonObject made = runJson({"import", path("net.pt"), "-o", model, "--precisions",
                                          "W8A8", "--calibrate", m_image});
        QCOMPARE(made["tables"].toInt(), 1);
        segment(m_image, model, 8, 8, path("script.nrrd"));
    }

    void damagedArchivesCostASentence()
    {
        const QByteArray whole = read("net.pt");
        for (const int kept : {60, 400, static_cast<int>(whole.size()) / 2}) {
            writeFile(path("cut.pt"), whole.left(kept));
            const CliResult result = runCli({"info", path("cut.pt")});
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(result.err.startsWith("halftone-cli: ") && result.err.contains("cut.pt"),
                     result.text().constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestImportScript)
#include "tst_import_script.moc"
