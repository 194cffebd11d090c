// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Files that are damaged, hostile, or ask for what a float graph does not have.
#include "core/import/onnx.h"
#include "tests/import/onnx_bytes.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <functional>

using namespace halftone;
using namespace halftone::test::onnx;
using halftone::test::writeBytes;

namespace {

using Change = std::function<void(Model&)>;

/// A node between the first convolution and the ReLU.
void putIn(Model& model, std::string made)
{
    model.nodes[1] = node("Relu", {"x"}, {"b"});
    model.nodes.insert(model.nodes.begin() + 1, std::move(made));
}

std::string external(const std::string& location, const std::string& more = {})
{
    return tensorHead("w", {2, 1, 3, 3}) + number(14, 1)
           + field(13, field(1, "location") + field(2, location)) + more;
}

} // namespace

class TestOnnx : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smallModelIsRead()
    {
        const import::Imported model = read(smallModel().bytes());
        QCOMPARE(model.graph.nodes.size(), std::size_t{3});
        QCOMPARE(model.graph.head, model::graph::Head::Sigmoid);
        QCOMPARE(model.graph.nodes[0].name, std::string("the Conv"));
        QCOMPARE(model.graph.nodes[2].name, std::string("the Conv_2"));
        QCOMPARE(model.facts.radius, 1);
        QCOMPARE(model.facts.macsPerPixel, 20.0);
        QVERIFY(model.findings.empty());
    }

    void everyTruncationIsRefused()
    {
        const std::string bytes = smallModel().bytes();
        for (std::size_t length = 0; length < bytes.size(); ++length) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat,
                                  "Cannot import 'model.onnx': ", read(bytes.substr(0, length)));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no ONNX model", read("plainly a text"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "nothing.onnx",
                              import::readOnnx(path("nothing.onnx")));
    }

    void unsupportedIsNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, Change change) {
            QTest::newRow(words) << std::move(change) << QString::fromUtf8(words);
        };
        const auto between = [&row](const char* words, const std::string& made) {
            row(words, [made](Model& m) { putIn(m, made); });
        };
        between("node 'the Erf' (Erf) is an operation that cannot be imported",
                node("Erf", {"a"}, {"x"}));
        between("'the If' (If) has branches", node("If", {"a"}, {"x"}, {field(6, "")}));
        between("(Odd) is not an operation of ONNX itself but of 'com.my'",
                node("Odd", {"a"}, {"x"}) + field(7, "com.my"));
        between("(Flatten) is an operation", node("Flatten", {"a"}, {"x"}));
        between("(Transpose) names an axis",
                node("Transpose", {"a"}, {"x"}, {attribute("perm", {0, 1, 2, 9})}));
        between("(Squeeze) drops an axis that is longer",
                node("Squeeze", {"a"}, {"x"}, {attribute("axes", {2})}));
        between("(MaxPool) has no kernel", node("MaxPool", {"a"}, {"x"}));
        between("(MaxPool) is three-dimensional",
                node("MaxPool", {"a"}, {"x"}, {attribute("kernel_shape", {2, 2, 2})}));
        between("(MaxPool) pools with a dilation",
                node("MaxPool", {"a"}, {"x"},
                     {attribute("kernel_shape", {2, 2}), attribute("dilations", {2, 2})}));
        between("(Div) divides a map by a map", node("Div", {"a", "a"}, {"x"}));
        between("(Mul) computes with a constant that differs from pixel to pixel",
                node("Mul", {"a", "w"}, {"x"}));
        between("(Add) has an impossible number", node("Add", {"a"}, {"x"}));
        between("(Softmax) takes the softmax of another axis", node("Softmax", {"a"}, {"x"}));
        row("three-dimensional", [](Model& m) {
            m.tensors[0] = tensor("w", {2, 1, 3, 3, 1}, std::vector<float>(18));
        });
        row("'image' is a volume: it is a 3-D model", [](Model& m) {
            m.inputs[0] = value("image", {1, 1, 0, 0, 0});
        });
        row("has 2 dimensions", [](Model& m) { m.inputs[0] = value("image", {1, 1}); });
        row("takes whole numbers", [](Model& m) { m.inputs[0] = value("image", {1, 1, 0, 0}, 2); });
        row("several inputs: 'image', 'other'", [](Model& m) {
            m.inputs.push_back(value("other", {1, 1, 0, 0}));
        });
        row("several outputs: 'mask', 'c'", [](Model& m) {
            m.outputs.push_back(value("c", {1, 1, 0, 0}));
        });
        row("version 6 of the ONNX operators", [](Model& m) { m.opset = 6; });
        row("of type 8 of ONNX", [](Model& m) { m.tensors[0] = tensorHead("w", {2, 1, 3, 3}, 8); });
        row("depends on the image's size", [](Model& m) {
            m.nodes.insert(m.nodes.begin(), node("Shape", {"image"}, {"s"}));
            m.tensors.push_back(integers("i", {2}));
            m.nodes.insert(m.nodes.begin() + 1, node("Gather", {"s", "i"}, {"n"}));
            m.nodes[2] = node("Add", {"image", "n"}, {"a"});
        });
    }
    void unsupportedIsNamed() { expect(ErrorCode::Unsupported); }

    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, Change change) {
            QTest::newRow(words) << std::move(change) << QString::fromUtf8(words);
        };
        row("(Relu) reads 'b', which no earlier node makes",
            [](Model& m) { m.nodes[1] = node("Relu", {"b"}, {"b"}); });
        row("(Relu) reads 'c'", [](Model& m) { m.nodes[1] = node("Relu", {"c"}, {"b"}); });
        row("(Relu) reads 'gone'", [](Model& m) { m.nodes[1] = node("Relu", {"gone"}, {"b"}); });
        row("two nodes make 'a'", [](Model& m) { m.nodes[1] = node("Relu", {"a"}, {"a"}); });
        row("(Relu) makes 'w', which there is already", [](Model& m) {
            m.nodes[1] = node("Relu", {"a"}, {"w"});
            m.nodes[2] = node("Conv", {"w", "v"}, {"c"});
        });
        row("two initializers", [](Model& m) { m.tensors.push_back(m.tensors[0]); });
        row("has 68 bytes, not 72", [](Model& m) {
            m.tensors[0] = tensor("w", {2, 1, 3, 3}, std::vector<float>(17));
        });
        row("has 0 numbers, not 18", [](Model& m) {
            m.tensors[0] = tensorHead("w", {2, 1, 3, 3});
        });
        row("tensor 'w' has a number that is not finite", [](Model& m) {
            std::vector<float> values(18);
            values[7] = NAN;
            m.tensors[0] = tensor("w", {2, 1, 3, 3}, values);
        });
        row("'v' has a negative dimension", [](Model& m) {
            m.tensors[1] = tensor("v", {-1, -2, 1, 1}, {1, 1});
            m.nodes[2] = node("Mul", {"b", "v"}, {"c"});
        });
        row("more than 2^31 numbers", [](Model& m) {
            m.tensors[1] = tensor("v", {1 << 20, 1 << 20, 1 << 20, 16}, {1, 1});
            m.nodes[2] = node("Mul", {"b", "v"}, {"c"});
        });
        row("more than 8 dimensions",
            [](Model& m) { m.tensors[1] = tensor("v", std::vector<std::int64_t>(1000, 1), {1}); });
        row("more than 5000 nodes", [](Model& m) { m.nodes.resize(5001, m.nodes[0]); });
        row("more than 64 attributes", [](Model& m) {
            m.nodes[1] =
                node("Relu", {"a"}, {"b"}, std::vector<std::string>(65, attribute("k", {1})));
        });
        row("two graphs", [](Model& m) { m.more = field(7, ""); });
        row("no output", [](Model& m) { m.outputs.clear(); });
        row("is its input", [](Model& m) { m.nodes = {node("Identity", {"image"}, {"mask"})}; });
        row("does not depend on its input",
            [](Model& m) { m.nodes = {node("Identity", {"w"}, {"mask"})}; });
        row("is one of 128 x 128", [](Model& m) {
            m.nodes[1] = node("MaxPool", {"a"}, {"b"},
                              {attribute("kernel_shape", {2, 2}), attribute("strides", {2, 2})});
        });
        row("more than 4 times", [](Model& m) {
            m.tensors.push_back(tensor("f", {4}, {1, 1, 8, 8}));
            putIn(m, node("Upsample", {"a", "f"}, {"y"}));
            m.nodes.insert(m.nodes.begin() + 2,
                           node("MaxPool", {"y"}, {"x"},
                                {attribute("kernel_shape", {8, 8}), attribute("strides", {8, 8})}));
        });
    }
    void brokenFilesAreRefused() { expect(ErrorCode::FileFormat); }

    // Constants that grow with every node: each is small, all together are not.
    void foldingIsBounded()
    {
        Model model = smallModel();
        model.tensors.push_back(integers("s", {1000, 1000}));
        model.nodes.clear();
        for (int i = 0; i < 100; ++i) {
            model.nodes.push_back(node("ConstantOfShape", {"s"}, {"k" + std::to_string(i)}));
        }
        std::vector<std::string> all;
        for (int i = 0; i < 100; ++i) {
            all.push_back("k" + std::to_string(i));
        }
        model.nodes.push_back(node("Concat", all, {"k"}, {field(1, "axis") + number(3, 0)}));
        model.nodes.push_back(node("Add", {"image", "k"}, {"mask"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "compute more with constants",
                              read(model.bytes()));
    }

    void outputsCanBeChosen()
    {
        Model model = smallModel();
        model.outputs.push_back(value("c", {1, 1, 0, 0}));
        const import::Imported imported = read(model.bytes(), {"image", "c"});
        QCOMPARE(imported.graph.head, model::graph::Head::None);
        QVERIFY(findKind(imported.findings, "head-missing") != nullptr);
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "no output 'd' but 'mask', 'c'",
                              read(model.bytes(), {"", "d"}));
    }

    void dataBesideTheModelIsReadFromItsFolderAlone()
    {
        Model model = smallModel();
        writeBytes(path("weights.bin"), "1234" + raw(std::vector<float>(18, 0.25F)));
        const std::string offset = field(13, field(1, "offset") + field(2, "4"));
        model.tensors[0] = external("weights.bin", offset);
        const import::Imported imported = read(model.bytes());
        QCOMPARE(std::get<model::graph::Conv>(imported.graph.nodes[0].op).weights,
                 std::vector<float>(18, 0.25F));

        for (const std::string name :
             {"../weights.bin", "/etc/passwd", "a/weights.bin", "", ".", "..", "a\\b", "a\nb"}) {
            model.tensors[0] = external(name, offset);
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "model's own folder", read(model.bytes()));
        }
        model.tensors[0] = external("gone.bin");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "gone.bin", read(model.bytes()));
        model.tensors[0] = external("weights.bin", field(13, field(1, "offset") + field(2, "8")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "needs 72 bytes at 8", read(model.bytes()));
        model.tensors[0] = external("weights.bin", field(13, field(1, "offset") + field(2, "-4")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "an offset", read(model.bytes()));
        std::filesystem::create_symlink(path("weights.bin"), path("link.bin"));
        model.tensors[0] = external("link.bin", offset);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "a link", read(model.bytes()));
        std::filesystem::create_directory(path("folder.bin"));
        model.tensors[0] = external("folder.bin");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "folder.bin", read(model.bytes()));
    }

    void stopsWhenAsked()
    {
        StopSource source;
        source.requestStop();
        writeBytes(path("model.onnx"), smallModel().bytes());
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              import::readOnnx(path("model.onnx"), {}, source.token()));
    }

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    [[nodiscard]] import::Imported read(const std::string& bytes,
                                        const import::OnnxOptions& options = {}) const
    {
        writeBytes(path("model.onnx"), bytes);
        return import::readOnnx(path("model.onnx"), options);
    }

    void expect(ErrorCode code)
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Model model = smallModel();
        change(model);
        HALFTONE_EXPECT_ERROR(code, words.toUtf8().constData(), read(model.bytes()));
        HALFTONE_EXPECT_ERROR(code, "Cannot import 'model.onnx': ", read(model.bytes()));
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestOnnx)
#include "tst_onnx.moc"
