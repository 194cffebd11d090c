// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_calls.h"
#include "core/nn/detail/torchscript_file.h"
#include "tests/support/expect_error.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/pickle.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace halftone;
namespace graph = model::graph;

namespace {

using Weights = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

// A module with random parameters, whose forward() (and other functions) are `source`.
torch::jit::Module moduleOf(const Weights& weights, const char* source)
{
    at::manual_seed(7);
    torch::jit::Module module("Net");
    for (const auto& [name, sizes] : weights) {
        const bool positive = name.find("var") != std::string::npos;
        const at::Tensor values = positive ? at::rand(sizes).add(0.5) : at::randn(sizes).mul(0.3);
        module.register_parameter(name, values, false);
    }
    module.define(source);
    return module;
}

std::string textOf(const QString& path)
{
    return path.toStdString();
}

constexpr const char* kUNet = R"(
def block(self, x, w, b):
    x = torch.conv2d(x, w, b, [1, 1], [1, 1])
    x = torch.batch_norm(x, self.scale, self.offset, self.mean, self.variance, False, 0.1, 1e-5, False)
    return torch.relu_(x)
def forward(self, x):
    skips = []
    x = self.block(x, self.w1, self.b1)
    skips.append(x)
    x = torch.max_pool2d(x, [2, 2], [2, 2])
    x = self.block(x, self.w2, self.b2)
    x = torch.conv_transpose2d(x, self.up, self.b2, [2, 2])
    x = torch.cat([skips[-1], x], 1)
    x = torch.dropout(x, 0.5, False)
    return torch.sigmoid(torch.conv2d(x, self.head, self.headBias))
)";

// relu_ changes what `skip` names, too: it is the same map.
constexpr const char* kResidual = R"(
def forward(self, x):
    x = (x - 0.4) / 0.25
    x = torch.conv2d(x, self.first, None, [2, 2], [3, 3])
    skip = x
    x = torch.relu_(x)
    x = torch.instance_norm(x, self.scale, self.offset, None, None, True, 0.1, 1e-5, False)
    x = torch.leaky_relu(x, 0.1)
    x = torch.conv2d(x, self.depthwise, None, [1, 1], [2, 2], [2, 2], 4)
    x = torch.prelu(x, self.slopes)
    x += skip
    x = torch.group_norm(x, 2, self.scale, self.offset) * self.offset.view([4, 1, 1])
    gate = torch.hardsigmoid(torch.adaptive_avg_pool2d(x, [1, 1]))
    x = torch.avg_pool2d(torch.silu(x * gate), [3, 3], [1, 1], [1, 1], False, False)
    x = torch.clamp(1.0 - x, -3.0, 3.0)
    x = torch.upsample_bilinear2d(x, [2 * x.size(2), 2 * x.size(3)], False)
    return torch.conv2d(x, self.head)
)";

constexpr const char* kSizes = R"(
def forward(self, x):
    skip = x
    for i in range(2):
        x = torch.max_pool2d(torch.conv2d(x, self.w, None, [1, 1], [1, 1]), [2, 2])
        if x.size(1) != 3:
            raise RuntimeError("channels")
    x = torch.constant_pad_nd(x, [1, 1, 1, 1], 0.5)
    x = x[:, :, 1:-1, 1:-1]
    h = skip.size(2)
    x = torch.upsample_nearest2d(x, None, [4.0, 4.0])
    first, rest = torch.split(torch.cat([x, skip], 1), 3, 1)
    dy = h - first.size(2)
    first = torch.constant_pad_nd(first, [0, 0, dy // 2, dy - dy // 2], 0.0)
    return torch.softmax(torch.cat([first, -rest], 1)[:, 1:4], 1), first
)";

} // namespace

class TestTorchScript : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void graphComputesWhatTheProgramDoes_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<int>("net");
        QTest::newRow("U-Net") << QByteArray(kUNet) << 0;
        QTest::newRow("residual") << QByteArray(kResidual) << 1;
        QTest::newRow("sizes, loops, lists") << QByteArray(kSizes) << 2;
    }
    void graphComputesWhatTheProgramDoes()
    {
        QFETCH(QByteArray, source);
        QFETCH(int, net);
        const Weights weights[] = {
            {{"w1", {4, 1, 3, 3}},
             {"b1", {4}},
             {"w2", {4, 4, 3, 3}},
             {"b2", {4}},
             {"scale", {4}},
             {"offset", {4}},
             {"mean", {4}},
             {"variance", {4}},
             {"up", {4, 4, 2, 2}},
             {"head", {2, 8, 1, 1}},
             {"headBias", {2}}},
            {{"first", {4, 1, 7, 7}},
             {"scale", {4}},
             {"offset", {4}},
             {"depthwise", {4, 1, 3, 3}},
             {"slopes", {4}},
             {"head", {3, 4, 1, 1}}},
            {{"w", {3, 3, 3, 3}}},
        };
        const int channels[] = {1, 1, 3};
        const graph::Head heads[] = {graph::Head::Sigmoid, graph::Head::None, graph::Head::Softmax};
        torch::jit::Module module = moduleOf(weights[net], source.constData());
        const QString path = m_folder.filePath(QStringLiteral("net.pt"));
        module.save(textOf(path));

        const graph::Graph read = nn::readTorchScript(textOf(path));
        QCOMPARE(read.inputChannels, channels[net]);
        QVERIFY(read.head == heads[net]);
        QVERIFY(graph::check(read).classes > 0);

        const at::Tensor input = at::rand({1, channels[net], 32, 48});
        const auto* numbers = input.data_ptr<float>();
        const std::vector<float> logits =
            nn::runGraphOnce(read, {numbers, static_cast<std::size_t>(input.numel())}, 32, 48);
        c10::IValue output = module.forward({input});
        at::Tensor expected =
            output.isTuple() ? output.toTuple()->elements()[0].toTensor() : output.toTensor();
        at::Tensor found = at::tensor(logits).view(expected.sizes());
        if (read.head == graph::Head::Sigmoid) {
            found = at::sigmoid(found);
        } else if (read.head == graph::Head::Softmax) {
            found = at::softmax(found, 1);
        }
        QVERIFY2(at::allclose(found, expected, 1e-4, 1e-5),
                 qPrintable(QString::number((found - expected).abs().max().item<double>())));
    }

    void whatIsNotKnownIsNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("unknown") << QByteArray("return torch.cumsum(x, 2)")
                                 << QByteArray("operation aten::cumsum is not known");
        QTest::newRow("files") << QByteArray("return torch.from_file('/etc/passwd', False, 4)")
                               << QByteArray("operation aten::from_file is not known");
        QTest::newRow("values") << QByteArray("if bool(torch.sum(x) > 0):\n        return x\n"
                                              "    return -x")
                                << QByteArray("aten::sum is not known");
        QTest::newRow("fixed size") << QByteArray("return torch.upsample_nearest2d(x, [512, 512])")
                                    << QByteArray("to a size that was fixed when it was traced");
        QTest::newRow("by size") << QByteArray("if x.size(2) > 600:\n        return torch.relu(x)\n"
                                               "    return torch.tanh(x)")
                                 << QByteArray("depends on the size of the image");
        QTest::newRow("training") << QByteArray("return torch.dropout(x, 0.5, True)")
                                  << QByteArray("call model.eval() before the export");
        QTest::newRow("endless") << QByteArray("i = 0\n    while i < 1:\n        i = i * 2\n"
                                               "    return torch.relu(x)")
                                 << QByteArray("steps");
        QTest::newRow("raises") << QByteArray("raise RuntimeError('only for cats')")
                                << QByteArray("refuses an image of that size");
        QTest::newRow("constant") << QByteArray("return 3") << QByteArray("returns no map");
    }
    void whatIsNotKnownIsNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, words);
        const std::string source = "def forward(self, x):\n    " + body.toStdString() + '\n';
        const QString path = m_folder.filePath(QStringLiteral("net.pt"));
        moduleOf({}, source.c_str()).save(textOf(path));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, words.constData(),
                              nn::readTorchScript(textOf(path)));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "net.pt", nn::readTorchScript(textOf(path)));
    }

    void twoImagesAreRefused()
    {
        const QString path = m_folder.filePath(QStringLiteral("two.pt"));
        moduleOf({}, "def forward(self, x, y):\n    return x + y\n").save(textOf(path));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "takes 2 arguments",
                              nn::readTorchScript(textOf(path)));
    }

    void stateDictIsRefusedWithTheWayToExport()
    {
        c10::Dict<std::string, at::Tensor> state;
        state.insert("conv.weight", at::rand({4, 1, 3, 3}));
        const std::vector<char> bytes = torch::jit::pickle_save(c10::IValue(state));
        const QString path = write("weights.pth", QByteArray(bytes.data(), int(bytes.size())));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "torch.onnx.export(model",
                              nn::readTorchScript(textOf(path)));
        const QString old = write("old.pth", QByteArray("\x80\x02\x8a\x0a", 4));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "(a state dict)",
                              nn::readTorchScript(textOf(old)));
    }

    void damagedFilesAreRefused()
    {
        HALFTONE_EXPECT_ERROR(
            ErrorCode::FileNotFound, "missing.pt",
            nn::readTorchScript(textOf(m_folder.filePath(QStringLiteral("missing.pt")))));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no TorchScript archive",
                              nn::readTorchScript(textOf(write("text.pt", "hello"))));
        const QString whole = m_folder.filePath(QStringLiteral("whole.pt"));
        moduleOf({{"w", {4, 1, 3, 3}}},
                 "def forward(self, x):\n    return torch.conv2d(x, self.w)\n")
            .save(textOf(whole));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        for (const int part : {5, 20, 50, 90}) {
            const QString cut = write("cut.pt", bytes.left(bytes.size() * part / 100));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "cut.pt",
                                  nn::readTorchScript(textOf(cut)));
        }
    }

private:
    QString write(const char* name, const QByteArray& bytes)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestTorchScript)
#include "tst_torchscript.moc"
