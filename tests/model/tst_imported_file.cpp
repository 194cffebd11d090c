// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Files of models of other tools.
#include "core/model/model_file.h"
#include "core/model/safetensors.h"
#include "tests/model/imported_example.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace halftone;
using namespace halftone::model;
using namespace halftone::test;
namespace fs = std::filesystem;

class TestImportedFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesKeepEverything();
    void everyGraphOperationIsKept();
    void graphsNeedNoCalibration();
    void trainedModelsStayVersion2();
    void packedFilesKeepTheArithmetic();
    void wrongDescriptionsAreRefused_data();
    void wrongDescriptionsAreRefused();
    void wrongTensorsAreNamed_data();
    void wrongTensorsAreNamed();
    void mutatedFilesNeverCrash();

private:
    [[nodiscard]] fs::path path(const char* name = "imported.halftone") const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
};

void TestImportedFile::filesKeepEverything()
{
    Model written = importedModel();
    written.tables[7].inputZeroPoint = 31;
    writeModel(path(), written);
    const Model read = readModel(path());
    QVERIFY(read.findings.empty());
    QVERIFY(read.ranges == written.ranges);
    QCOMPARE(read.convs.size(), written.convs.size());
    for (std::size_t n = 0; n < read.convs.size(); ++n) {
        QVERIFY(read.convs[n].codes == written.convs[n].codes);
        QVERIFY(read.convs[n].codesOfWidth == written.convs[n].codesOfWidth);
    }
    for (std::size_t n = 0; n < read.network.nodes.size(); ++n) {
        QVERIFY(read.network.nodes[n].op == written.network.nodes[n].op);
    }
    for (std::size_t t = 0; t < read.tables.size(); ++t) {
        QVERIFY(read.tables[t].zeroPoints == written.tables[t].zeroPoints);
        QVERIFY(read.tables[t].adds == written.tables[t].adds);
        QVERIFY(read.tables[t].requant == written.tables[t].requant);
        QCOMPARE(read.tables[t].inputZeroPoint, written.tables[t].inputZeroPoint);
    }
    QVERIFY(read.graph != nullptr);
    QVERIFY(read.graph->head == graph::Head::Softmax);
    QCOMPARE(read.graph->nodes.size(), std::size_t{3});
    QCOMPARE(read.graph->nodes[0].name, std::string("/encoder/Conv"));
    const auto& conv = std::get<graph::Conv>(read.graph->nodes[0].op);
    const auto& before = std::get<graph::Conv>(written.graph->nodes[0].op);
    QVERIFY(conv.weights == before.weights && conv.bias == before.bias);
    QVERIFY(conv.pad == before.pad && conv.kernel == before.kernel);
    const auto& curve = std::get<graph::Activation>(read.graph->nodes[1].op);
    QVERIFY(curve.curve == graph::Curve::LeakyRelu && curve.slopes == std::vector<float>{0.1F});
    QVERIFY((read.graph->nodes[2].inputs == std::vector<int>{1, 0}));
    QVERIFY(readSafetensors(path()).metadata.at("halftone").find("\"version\":3")
            != std::string::npos);
    writeModel(path("again.halftone"), read);
    QCOMPARE(contentOf(path("again.halftone")), contentOf(path()));
}

void TestImportedFile::graphsNeedNoCalibration()
{
    Model model = importedModel();
    model.convs.clear();
    model.tables.clear();
    model.ranges.clear();
    writeModel(path(), model); // for the integer engine, once it is calibrated
    QVERIFY(readModel(path()).network.isInteger());
    model.network = makeOpaque({2, 1, 5, 20, 4});
    writeModel(path(), model);
    const Model read = readModel(path());
    QVERIFY(read.network.nodes.front().op == model.network.nodes.front().op);
    QVERIFY(read.tables.empty() && read.convs.empty() && read.ranges.empty());
    HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "offers: nothing",
                          packedForPrecision(read, {4, 6}));
}

void TestImportedFile::trainedModelsStayVersion2()
{
    writeModel(path(), makeRandomModel(makeUNet(2, 1, 1), 1));
    const std::string json = readSafetensors(path()).metadata.at("halftone");
    QVERIFY(json.find("\"version\":2") != std::string::npos);
    for (const char* word : {"stride", "zero_point", "graph"}) {
        QVERIFY2(json.find(word) == std::string::npos, word);
    }
}

void TestImportedFile::packedFilesKeepTheArithmetic()
{
    const Model model = importedModel();
    writeModel(path(), packedForPrecision(model, {4, 6}));
    const Model packed = readModel(path());
    QVERIFY(packed.graph == nullptr && packed.convs[1].codesOfWidth.empty());
    for (std::size_t conv = 0; conv < packed.convs.size(); ++conv) {
        QVERIFY(packed.codesOf(conv, {4, 6}) == model.codesOf(conv, {4, 6}));
    }
    const PrecisionTable& before = model.requireTable({4, 6});
    const PrecisionTable& after = packed.requireTable({4, 6});
    QVERIFY(after.zeroPoints == before.zeroPoints && after.adds == before.adds);
}

// Whatever an operation's fields are: written, read and written again they are the same.
void TestImportedFile::everyGraphOperationIsKept()
{
    graph::Graph graph = importedGraph();
    const graph::Conv conv = std::get<graph::Conv>(graph.nodes.front().op);
    graph::ConvTranspose transposed;
    transposed.inChannels = transposed.outChannels = 2;
    transposed.groups = 2;
    transposed.kernel = {3, 3};
    transposed.stride = {2, 2};
    transposed.pad = {1, 1, 1, 1};
    transposed.outputPad = {1, 1};
    transposed.weights.assign(18, 0.5F);
    graph::Conv strided = conv;
    strided.inChannels = 2;
    strided.stride = {2, 2};
    strided.weights.assign(36, 0.25F);
    const std::vector<graph::Op> ops{
        conv,
        graph::Affine{{1, 2}, {0, 0.5F}},
        graph::InstanceNorm{1, 1e-4, {1, 1}, {0, 0}},
        graph::Activation{graph::Curve::HardSigmoid, {0.2F, 0.5F}},
        strided,
        transposed,
        graph::Pool{true, {3, 3}, {1, 1}, {1, 1, 1, 1}, false, true},
        graph::Pool{false, {2, 2}, {2, 2}, {}, true, false},
        graph::Resize{graph::Resize::Mode::Linear, graph::Resize::Corners::Aligned, 2, 2},
        graph::Pad{graph::Pad::Mode::Reflect, {1, 1, 1, 1}, 0},
        graph::Crop{{1, 1, 1, 1}},
        graph::Channels{0, 2},
    };
    graph.nodes.clear();
    for (const graph::Op& op : ops) {
        const auto index = static_cast<int>(graph.nodes.size());
        graph.nodes.push_back({"n" + std::to_string(index), {index - 1}, op});
    }
    graph.nodes.push_back({"like", {11, 0}, graph::ResizeLike{}});
    graph.nodes.push_back({"cropped", {12, 0}, graph::CropLike{}});
    graph.nodes.push_back({"mean", {13}, graph::GlobalAverage{}});
    graph.nodes.push_back({"gate", {13, 14}, graph::Multiply{}});
    graph.nodes.push_back({"joined", {15, 13, 0, 0}, graph::Concat{}});
    graph.nodes.push_back({"shuffled", {16}, graph::Shuffle{2}});
    graph.nodes.push_back({"small", {17}, graph::Pool{false, {2, 2}, {2, 2}, {}, false, false}});
    Model model = importedModel();
    model.convs.clear();
    model.tables.clear();
    model.ranges.clear();
    const graph::Facts facts = graph::check(graph);
    model.graph = std::make_shared<const graph::Graph>(graph);
    model.network = makeOpaque({facts.classes, facts.stride, Opaque::kWholeImage});
    writeModel(path(), model);
    const Model read = readModel(path());
    writeModel(path("again.halftone"), read);
    QVERIFY(contentOf(path("again.halftone")) == contentOf(path()));
    QCOMPARE(read.graph->nodes.size(), graph.nodes.size());
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
        QCOMPARE(read.graph->nodes[n].op.index(), graph.nodes[n].op.index());
    }
    QCOMPARE(std::get<graph::InstanceNorm>(read.graph->nodes[2].op).epsilon, 1e-4);
    QVERIFY(std::get<graph::ConvTranspose>(read.graph->nodes[5].op).outputPad
            == (graph::Extent{1, 1}));
    QVERIFY(std::get<graph::Pool>(read.graph->nodes[6].op).countsPad);
    QVERIFY(std::get<graph::Resize>(read.graph->nodes[8].op).corners
            == graph::Resize::Corners::Aligned);
    QVERIFY(std::get<graph::Pad>(read.graph->nodes[9].op).mode == graph::Pad::Mode::Reflect);
    QCOMPARE(std::get<graph::Channels>(read.graph->nodes[11].op).end, 2);
}

void TestImportedFile::wrongDescriptionsAreRefused_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* from, const char* to, const char* words) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                            << QString::fromUtf8(words);
    };
    row("operation", "\"leaky_relu\"", "\"leaky\"", "'curve'");
    row("operation of the graph", "\"op\":\"activation\"", "\"op\":\"lstm\"", "node 1: Field 'op'");
    row("head", "\"softmax\"", "\"argmax\"", "'head'");
    row("kernel of the graph", "\"kernel\":[3,3]", "\"kernel\":[3]", "'kernel'");
    row("no kernel", "\"kernel\":[3,3]", "\"kernel\":[0,3]", "'kernel'");
    row("huge kernel", "\"kernel\":[3,3]", "\"kernel\":[3,99999999]", "'kernel'");
    row("groups", "\"groups\":1", "\"groups\":0", "'groups'");
    row("later node", "\"inputs\":[1,0],\"name\":\"join\"", "\"inputs\":[7,0],\"name\":\"join\"",
        "join");
    row("stride", "\"stride\":2", "\"stride\":3", "'stride'");
    row("zero point", "\"input_zero_point\":9", "\"input_zero_point\":256", "'input_zero_point'");
    row("shape", "\"kernel\":7", "\"kernel\":5", "'first'");
}

void TestImportedFile::wrongDescriptionsAreRefused()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, words);
    Model model = importedModel();
    model.tables[0].inputZeroPoint = 9;
    writeModel(path(), model);
    Safetensors file = readSafetensors(path());
    QString description = QString::fromStdString(file.metadata.at("halftone"));
    const qsizetype at = description.indexOf(from);
    QVERIFY2(at >= 0, qPrintable(description));
    description.replace(at, from.size(), to);
    file.metadata["halftone"] = description.toStdString();
    writeSafetensors(path("wrong.halftone"), file);
    HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                          readModel(path("wrong.halftone")));
}

void TestImportedFile::wrongTensorsAreNamed_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"branch.codes4", "table.W4A6.add_shift", "table.W4A6.add_bias", "table.W4A6.zero_points",
          "graph.0.weights", "graph.0.bias", "ranges", "graph.1.slopes"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

void TestImportedFile::wrongTensorsAreNamed()
{
    QFETCH(QString, name);
    writeModel(path(), importedModel());
    Safetensors file = readSafetensors(path());
    file.put<std::uint8_t>(name.toStdString(), {3}, std::vector<std::uint8_t>(3));
    writeSafetensors(path("wrong.halftone"), file);
    HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, name.toUtf8().constData(),
                          readModel(path("wrong.halftone")));
}

// As of trained models (tst_model_file.cpp): a valid model or a sentence.
void TestImportedFile::mutatedFilesNeverCrash()
{
    Model small = importedModel();
    small.tables.resize(2);
    writeModel(path(), small);
    const std::string whole = inVersion1(contentOf(path()));
    const std::uint64_t header = headerBytes(whole);
    std::mt19937 random(18);
    int refused = 0;
    for (int n = 0; n < 1500; ++n) {
        std::string bytes = whole;
        for (unsigned k = 0; k < 1 + random() % 3; ++k) {
            const std::size_t range =
                n % 4 == 0 ? bytes.size() : 8 + static_cast<std::size_t>(header);
            bytes[random() % range] = random() % 2 == 0 ? static_cast<char>(random() % 256)
                                                        : "0129-[]{},:\"eE.x"[random() % 16];
        }
        writeBytes(path("mutated.halftone"), bytes);
        const QString result = errorOf([&] { validate(readModel(path("mutated.halftone"))); });
        const bool isSentence = result.startsWith(QStringLiteral("file-format"));
        refused += isSentence ? 1 : 0;
        QVERIFY2(isSentence || result == QStringLiteral("no error"), qPrintable(result));
    }
    QVERIFY(refused > 500);
}

QTEST_GUILESS_MAIN(TestImportedFile)
#include "tst_imported_file.moc"
