// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/card_json.h"
#include "core/model/model_file.h"
#include "core/model/safetensors.h"
#include "core/quant/weight_codes.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace halftone;
using namespace halftone::model;
using namespace halftone::test;
using quant::Precision;
namespace fs = std::filesystem;

namespace {

Model exampleModel()
{
    Model model = makeRandomModel(makeUNet(4, 1, 3), 11);
    ModelCard& card = model.card;
    card.name = "cord";
    card.title = "R\xc3\xbc"
                 "ckenmark"; // UTF-8 survives
    card.nonCommercial = true;
    card.preprocess = {Modality::MR, "LPS", 0.25, 0.5, WindowKind::Percentile, 0.5, 99.5,
                       -10,          4000,  0.25, 512};
    card.images.spacingMm = {0.25, 1};
    card.images.slices = {1, 100};
    card.images.sequences = {"T2*", "gradient echo"};
    card.images.otherBodyParts = {"t\xc3\xaa"
                                  "te"};
    card.labels = {{1, "white-matter", {1, 2, 3}}, {2, "grey-matter", {255, 0, 128}}};
    card.backgroundName = "other";
    card.unions = {{"cord", {1, 2}}};
    card.measured = {
        {quant::kFull, {{"grey-matter", 0.87}}}, // as an export leaves it
        {{4, 6}, {{"grey-matter", 0.85}}, {{"grey-matter", 0.02}}, {{"grey-matter", 7}}}};
    model.tables[5].trained = true;
    return model;
}

void compareCards(const ModelCard& a, const ModelCard& b)
{
    QCOMPARE(a.name, b.name);
    QCOMPARE(a.title, b.title);
    QCOMPARE(a.nonCommercial, b.nonCommercial);
    QVERIFY(a.preprocess == b.preprocess);
    QVERIFY(a.images == b.images);
    QCOMPARE(a.labels.size(), b.labels.size());
    QCOMPARE(a.labels.back().name, b.labels.back().name);
    QVERIFY(a.labels.back().colour == b.labels.back().colour);
    QCOMPARE(a.backgroundName, b.backgroundName);
    QVERIFY(a.unions.at(0).values == b.unions.at(0).values);
    QVERIFY(a.measured == b.measured);
}

void compareModels(const Model& a, const Model& b)
{
    compareCards(a.card, b.card);
    QCOMPARE(a.network.nodes.size(), b.network.nodes.size());
    for (std::size_t i = 0; i < a.network.nodes.size(); ++i) {
        const Node& m = a.network.nodes[i];
        const Node& n = b.network.nodes[i];
        QCOMPARE(m.name, n.name);
        QVERIFY(m.op == n.op && m.inputs == n.inputs);
    }
    QCOMPARE(a.storedWeightBits, b.storedWeightBits);
    QCOMPARE(a.convs.size(), b.convs.size());
    for (std::size_t n = 0; n < a.convs.size(); ++n) {
        QVERIFY(a.convs[n].codes == b.convs[n].codes);
        QVERIFY(a.convs[n].master == b.convs[n].master);
        QVERIFY(a.convs[n].floatScale == b.convs[n].floatScale);
        QVERIFY(a.convs[n].floatOffset == b.convs[n].floatOffset);
    }
    QCOMPARE(a.tables.size(), b.tables.size());
    for (std::size_t t = 0; t < a.tables.size(); ++t) {
        QVERIFY(a.tables[t].precision == b.tables[t].precision);
        QCOMPARE(a.tables[t].trained, b.tables[t].trained);
        QVERIFY(a.tables[t].requant == b.tables[t].requant);
        QVERIFY(a.tables[t].headBias == b.tables[t].headBias);
        QCOMPARE(a.tables[t].logitScale, b.tables[t].logitScale);
    }
}

} // namespace

class TestModelFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { writeModel(path(), exampleModel()); }

    void fullRoundTrip() { compareModels(readModel(path()), exampleModel()); }

    void cardRoundTrip()
    {
        const ModelCard card = exampleModel().card;
        compareCards(cardFromJson(cardToJson(card)), card);
        // Cards of version 0.1 say nothing about files without a pixel size.
        std::string old = cardToJson(card);
        const std::string assumed = "\"assumed_spacing_mm\":0.5,";
        QVERIFY(old.find(assumed) != std::string::npos);
        old.erase(old.find(assumed), assumed.size());
        QCOMPARE(cardFromJson(old).preprocess.assumedSpacingMm, 0.0);
        // Those of version 0.2 rule no image out.
        const std::size_t images = old.find("\"images\":");
        old.erase(images, old.find('}', images) + 2 - images);
        QVERIFY(cardFromJson(old).images == ImageRules());
        for (const char* wrong :
             {"{\"images\":1,", "{\"images\":{\"slices\":[1]},", "{\"images\":{\"slices\":7},",
              "{\"images\":{\"sequences\":[1]},", "{\"images\":{\"extent_mm\":[1,\"2\"]},"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "expected",
                                  cardFromJson(wrong + old.substr(1)));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not valid JSON", cardFromJson("{"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'title'", cardFromJson("{\"name\":\"x\"}"));
    }

    void packedFilesHoldTheirBits_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 1; bits <= 8; ++bits) {
            QTest::addRow("%d bits", bits) << bits;
        }
    }
    void packedFilesHoldTheirBits()
    {
        QFETCH(int, bits);
        const Model model = exampleModel();
        const Precision precision{bits, 6};
        const Model packed = packedForPrecision(model, precision);
        const fs::path file = folder() / "packed.halftone";
        writeModel(file, packed);
        const Model back = readModel(file);
        compareModels(back, packed);
        QVERIFY(!back.hasFloatWeights());
        QCOMPARE(back.weightBytes(precision), model.weightBytes(precision));
        // Every code is the one the full model derives: same masks.
        std::size_t codeBytes = 0;
        for (std::size_t n = 0; n < model.convs.size(); ++n) {
            QVERIFY(back.codesOf(n, precision) == model.codesOf(n, precision));
            codeBytes +=
                quant::packedBytes(model.convs[n].codes.size(), model.weightBitsOf(n, precision));
        }
        // And the tensors on disk really have so many bits.
        std::size_t onDisk = 0;
        for (const auto& [name, tensor] : readSafetensors(file).tensors) {
            onDisk += name.ends_with(".codes") ? tensor.data.size() : 0;
        }
        QCOMPARE(onDisk, codeBytes);
        if (bits < 8) {
            HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "packed", back.codesOf(1, {8, 6}));
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "offers", back.requireTable({bits, 7}));
    }

    void fourBitsAreAnEighthOfFloat()
    {
        // With the paper's width the tables and the two fixed layers hardly count.
        const Model model = makeRandomModel(makeUNet(32, 1, 1), 3);
        const double ratio = static_cast<double>(model.weightBytes(quant::kFull))
                             / static_cast<double>(model.weightBytes({4, 6}));
        QVERIFY2(ratio > 7.5 && ratio < 8.0, qPrintable(QString::number(ratio)));
    }

    void floatCannotBePacked()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "FP32",
                              packedForPrecision(exampleModel(), quant::kFull));
    }

    void truncatedFilesAreRefused()
    {
        const std::string whole = contentOf(path());
        const std::uint64_t header = headerBytes(whole);
        const std::size_t data = 8 + static_cast<std::size_t>(header);
        // Inside the length, the header, at the border, and in every part of the data.
        std::vector<std::size_t> lengths{0,        1,
                                         7,        8,
                                         9,        8 + static_cast<std::size_t>(header) / 2,
                                         data - 1, data,
                                         data + 1, whole.size() - 1};
        for (std::size_t at = data; at < whole.size(); at += whole.size() / 40) {
            lengths.push_back(at);
        }
        const fs::path file = folder() / "cut.halftone";
        for (const std::size_t length : lengths) {
            writeBytes(file, whole.substr(0, length));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "cut.halftone", readModel(file));
        }
    }

    // Whatever bytes change, the reader returns a valid model or one kind of error: no crash, no
    // other exception. Most changes hit the header, where the danger is; a checksum would hide it.
    void mutatedFilesNeverCrash()
    {
        Model small = exampleModel();
        small.tables.resize(2);
        writeModel(folder() / "small.halftone", small);
        const std::string whole = inVersion1(contentOf(folder() / "small.halftone"));
        const std::uint64_t header = headerBytes(whole);
        const fs::path file = folder() / "mutated.halftone";
        std::mt19937 random(99);
        int refused = 0;
        for (int n = 0; n < 1500; ++n) {
            std::string bytes = whole;
            for (unsigned k = 0; k < 1 + random() % 3; ++k) {
                const std::size_t range =
                    n % 4 == 0 ? bytes.size() : 8 + static_cast<std::size_t>(header);
                const std::size_t at = random() % range;
                bytes[at] = random() % 2 == 0 ? static_cast<char>(random() % 256)
                                              : "0129-[]{},:\"eE.x"[random() % 16];
            }
            writeBytes(file, bytes);
            const QString result = test::errorOf([&] { validate(readModel(file)); });
            refused += result.startsWith(QStringLiteral("file-format")) ? 1 : 0;
            QVERIFY2(result == QStringLiteral("no error")
                         || result.startsWith(QStringLiteral("file-format")),
                     qPrintable(result));
        }
        QVERIFY(refused > 500);
    }

    void wrongDescriptionsAreRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* from, const char* to, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to)
                                << QString::fromUtf8(words);
        };
        row("newer version", "\"version\":2", "\"version\":4", "Update Halftone");
        row("version is text", "\"version\":2", "\"version\":\"2\"", "'version'");
        row("huge number", "\"version\":2", "\"version\":99999999999999999999", "'version'");
        row("unknown op", "\"upsample2\"", "\"bilinear\"", "'op'");
        row("node count", "\"relu\":true", "\"relu\":3", "'relu'");
        row("bits", "\"bits\":8", "\"bits\":4", "'down1.a'");
        row("stored bits", "\"stored_weight_bits\":8", "\"stored_weight_bits\":4", "'down1.b'");
        row("table without tensors", "\"W8A8\"", "\"W8A9\"", "precision");
        row("table twice", "\"W8A7\"", "\"W8A8\"", "twice");
        row("colour", "[1,2,3]", "[1,2,999]", "'colour'");
        row("modality", "\"MR\"", "\"US\"", "'modality'");
        row("channels", "\"out_channels\":4", "\"out_channels\":5", "channels");
        row("kernel", "\"kernel\":1", "\"kernel\":2", "'head'");
    }
    void wrongDescriptionsAreRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, words);
        Safetensors file = readSafetensors(path());
        QString description = QString::fromStdString(file.metadata.at("halftone"));
        const qsizetype at = description.indexOf(from);
        QVERIFY2(at >= 0, "the description has no such part");
        description.replace(at, from.size(), to);
        file.metadata["halftone"] = description.toStdString();
        writeSafetensors(folder() / "wrong.halftone", file);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              readModel(folder() / "wrong.halftone"));
    }

    void missingTensorIsNamed()
    {
        Safetensors file = readSafetensors(path());
        file.tensors.erase("table.W4A6.multiplier");
        writeSafetensors(folder() / "wrong.halftone", file);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'table.W4A6.multiplier'",
                              readModel(folder() / "wrong.halftone"));
    }

    void otherSafetensorsAreNoModels()
    {
        writeSafetensors(folder() / "other.halftone", {});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "not a Halftone model",
                              readModel(folder() / "other.halftone"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "nowhere", readModel("nowhere.halftone"));
    }

    void findsModelFilesByName()
    {
        const fs::path sub = folder() / "models";
        fs::create_directory(sub);
        writeBytes(sub / "b.halftone", "x");
        writeBytes(sub / "a.halftone", "x");
        writeBytes(sub / "readme.txt", "x");
        fs::create_directory(sub / "c.halftone");
        const auto found = findModels(sub);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].filename().string(), std::string("a.halftone"));
        QVERIFY(findModels(folder() / "none").empty());
    }

private:
    fs::path folder() const { return m_folder.path().toStdString(); }
    fs::path path() const { return folder() / "model.halftone"; }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestModelFile)
#include "tst_model_file.moc"
