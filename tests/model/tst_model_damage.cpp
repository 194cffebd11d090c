// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"
#include "core/base/visible_text.h"
#include "core/model/card_json.h"
#include "core/model/model_file.h"
#include "core/model/safetensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>
#include <limits>
#include <random>

using namespace halftone;
using namespace halftone::model;
using namespace halftone::test;
namespace fs = std::filesystem;

namespace {

Model smallModel()
{
    Model model = makeRandomModel(makeUNet(2, 1, 3), 5);
    model.card.labels = {{1, "white-matter", {1, 2, 3}}, {2, "grey-matter", {255, 0, 128}}};
    model.card.unions = {{"cord", {1, 2}}};
    model.tables.resize(2);
    return model;
}

using Change = std::function<void(ModelCard&)>;

} // namespace

// Files that were damaged on their way, or made to do harm by what they are called.
class TestModelDamage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        writeModel(path(), smallModel());
        m_whole = contentOf(path());
    }

    void theChecksumIsThatOfTheDescribedBytes()
    {
        const std::string key = "\"halftone_sha256\":\"";
        const std::size_t at = m_whole.find(key) + key.size();
        QVERIFY(at < 8 + headerBytes(m_whole));
        const std::string digits = m_whole.substr(at, 64);
        const std::string zeroed =
            m_whole.substr(0, at) + std::string(64, '0') + m_whole.substr(at + 64);
        const QByteArray sum =
            QCryptographicHash::hash(QByteArray::fromStdString(zeroed), QCryptographicHash::Sha256);
        QCOMPARE(digits, sum.toHex().toStdString());
        QCOMPARE(readSafetensors(path()).checksum.size(), kSha256Digits);
        QVERIFY(!readSafetensors(path()).metadata.contains("halftone_sha256"));
    }

    void everyChangedByteIsRefused()
    {
        const std::size_t data = 8 + headerBytes(m_whole);
        const std::size_t checksum = m_whole.find("halftone_sha256");
        std::mt19937 random(7);
        const auto randomOf = [&](std::size_t count) { return random() % count; };
        std::vector<std::size_t> places;
        for (std::size_t at = 0; at < 16; ++at) {
            places.push_back(at);
        }
        for (std::size_t at = checksum - 20; at < checksum + 100; ++at) {
            places.push_back(at);
        }
        for (std::size_t at = data - 8; at < data + 8; ++at) { // with the padding
            places.push_back(at);
        }
        for (int n = 0; n < 1500; ++n) {
            places.push_back(randomOf(data));
            places.push_back(data + randomOf(m_whole.size() - data));
        }
        writeBytes(changed(), m_whole);
        std::fstream file(changed(), std::ios::in | std::ios::out | std::ios::binary);
        const auto put = [&](std::size_t at, char byte) {
            file.seekp(static_cast<std::streamoff>(at)).put(byte).flush();
        };
        for (const std::size_t at : places) {
            const bool oneBit = random() % 2 == 0;
            const std::size_t mask = oneBit ? std::size_t{1} << randomOf(8) : 1 + randomOf(255);
            put(at, static_cast<char>(static_cast<unsigned char>(m_whole[at]) ^ mask));
            const QString result = errorOf([&] { static_cast<void>(readModel(changed())); });
            QVERIFY2(result.startsWith(QStringLiteral("file-format: '"))
                         && result.contains(QStringLiteral("changed.halftone"))
                         && result.contains(QStringLiteral("damaged")),
                     qPrintable(QStringLiteral("byte %1: %2").arg(at).arg(result)));
            put(at, m_whole[at]);
        }
        static_cast<void>(readModel(changed())); // whole again
    }

    // Else the test above would show nothing.
    void withoutAChecksumChangesPass()
    {
        const std::string plain = inVersion1(m_whole);
        std::mt19937 random(8);
        const std::size_t data = 8 + headerBytes(plain);
        int passed = 0;
        for (int n = 0; n < 100; ++n) {
            std::string bytes = plain;
            char& byte = bytes[data + random() % (bytes.size() - data)];
            byte = static_cast<char>(byte ^ 1);
            writeBytes(changed(), bytes);
            passed += errorOf([&] { static_cast<void>(readModel(changed())); })
                              == QStringLiteral("no error")
                          ? 1
                          : 0;
        }
        QVERIFY2(passed > 20, qPrintable(QString::number(passed)));
    }

    void version1IsReadWithANote()
    {
        writeBytes(changed(), inVersion1(m_whole));
        const Model old = readModel(changed());
        const Model now = readModel(path());
        QVERIFY(now.findings.empty());
        QCOMPARE(old.findings.size(), std::size_t{1});
        QCOMPARE(old.findings[0].message.kind, std::string("model-without-checksum"));
        QCOMPARE(old.findings[0].file, std::string("changed.halftone"));
        QVERIFY(old.convs.front().codes == now.convs.front().codes);
        QCOMPARE(cardToJson(old.card), cardToJson(now.card));
        writeModel(changed(), old); // and then it has one
        QVERIFY(contentOf(changed()) == m_whole);
    }

    void version2WithoutAChecksumIsRefused()
    {
        writeBytes(changed(), withoutChecksum(m_whole));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "lacks the checksum", readModel(changed()));
    }

    void badTextsAreRefused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        const auto label = [](const char* row, const std::string& name) {
            QTest::newRow(row) << Change([name](ModelCard& card) { card.labels[0].name = name; })
                               << QStringLiteral("The model card's label '");
        };
        label("label is empty", "");
        label("label with a slash", "grey/white");
        label("label that leaves its folder", "/../../escaped");
        label("label with a backslash", "a\\b");
        label("label of dots", "a..b");
        label("label that hides its file", ".hidden");
        label("label with a line break", "a\nb");
        label("label with an escape", "\x1b[31mred");
        label("label with a NUL", std::string("a\0b", 3));
        label("label with delete", "a\x7f");
        label("label with a C1 control", "a\xc2\x9b"
                                         "31m");
        label("label that turns the text", "a\xe2\x80\xae"
                                           "gnp");
        label("label of 65 bytes", std::string(65, 'x'));
        label("label as another", "grey-matter");
        label("label as another but for capitals", "Grey-Matter");
        label("label as a union", "CORD");
        const auto row = [](const char* name, const char* words, const Change& change) {
            QTest::newRow(name) << change << QString::fromUtf8(words);
        };
        row("name is a path", "name '", [](ModelCard& card) { card.name = "../evil"; });
        row("title with an escape", "title", [](ModelCard& c) { c.title = "\x1b]0;owned\a"; });
        row("title with a line break", "title", [](ModelCard& card) { card.title = "a\nb"; });
        row("long title", "title", [](ModelCard& card) { card.title.assign(257, 'x'); });
        row("licence with an escape", "licence", [](ModelCard& c) { c.licence = "\x1b[2J"; });
        row("long description", "description",
            [](ModelCard& card) { card.description.assign(16385, 'x'); });
        row("training data", "training data", [](ModelCard& c) { c.trainingData = "\x1b"; });
        row("background", "background", [](ModelCard& card) { card.backgroundName = "a/b"; });
        row("body part", "body parts", [](ModelCard& c) { c.images.bodyParts = {"\x1b[2J"}; });
        row("empty word", "sequences", [](ModelCard& c) { c.images.sequences = {""}; });
        row("many words", "other sequences",
            [](ModelCard& card) { card.images.otherSequences.assign(257, "x"); });
        row("union", "union", [](ModelCard& card) { card.unions[0].name = "a/b"; });
        row("measured", "measured", [](ModelCard& card) {
            card.measured = {{quant::kFull, {{"\x1b[31m", 0.5}}}};
        });
    }
    void badTextsAreRefused()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        Model model = smallModel();
        change(model.card);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              (writeModel(changed(), model), 0));
        const std::string card = cardToJson(model.card);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "model card", cardFromJson(card));
        // The sentence itself steers nothing.
        try {
            static_cast<void>(cardFromJson(card));
        } catch (const Error& error) {
            QVERIFY2(isVisible(error.what()), error.what());
        }
    }

    void badRangesAreRefused()
    {
        constexpr double kInfinite = std::numeric_limits<double>::infinity();
        for (const AllowedRange& wrong : {AllowedRange{2, 1}, AllowedRange{-1, 1},
                                          AllowedRange{0, kInfinite}, AllowedRange{kInfinite, 1}}) {
            Model model = smallModel();
            model.card.images.extentMm = wrong;
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "rules for images",
                                  (writeModel(changed(), model), 0));
        }
    }

    void whatIsNoUtf8IsNotWritten()
    {
        Model model = smallModel();
        model.card.labels[0].name = "\xff\xfe";
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "label", (writeModel(changed(), model), 0));
    }

    void usualTextsAreTaken()
    {
        Model model = smallModel();
        model.card.labels[0].name = "R\xc3\xbc"
                                    "ckenmark, wei\xc3\x9f (links)";
        model.card.labels[1].name = std::string(64, 'x');
        model.card.description = "Two lines,\nof which this is one.";
        writeModel(changed(), model);
        QCOMPARE(readModel(changed()).card.labels[0].name, model.card.labels[0].name);
    }

    void namesOfTensorsAreQuotedWithoutControls()
    {
        Safetensors file = readSafetensors(path());
        file.tensors["\x1b[31m"].dtype = "\x1b[2J";
        file.tensors["\x1b[31m"].shape = {0};
        writeSafetensors(changed(), file);
        try {
            static_cast<void>(readSafetensors(changed()));
            QFAIL("a type that does not exist was taken");
        } catch (const Error& error) {
            QVERIFY2(isVisible(error.what()), error.what());
        }
    }

private:
    fs::path path() const { return fs::path(m_folder.path().toStdString()) / "model.halftone"; }
    fs::path changed() const
    {
        return fs::path(m_folder.path().toStdString()) / "changed.halftone";
    }

    QTemporaryDir m_folder;
    std::string m_whole;
};

QTEST_GUILESS_MAIN(TestModelDamage)
#include "tst_model_damage.moc"
