// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/safetensors.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <iterator>

using namespace halftone;
using namespace halftone::model;
namespace fs = std::filesystem;

namespace {

const std::vector<std::int64_t> kShape23{2, 3};

// 8-byte length (of the header, or as told), header, `dataBytes` zeros.
QByteArray fileOf(const QByteArray& header, int dataBytes, quint64 length = ~quint64{0})
{
    if (length == ~quint64{0}) {
        length = static_cast<quint64>(header.size());
    }
    QByteArray bytes(reinterpret_cast<const char*>(&length), sizeof length);
    return bytes + header + QByteArray(dataBytes, '\0');
}

QByteArray tensor(const char* name, const char* dtype, const char* shape, const char* offsets)
{
    return QByteArray("\"") + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape
           + ",\"data_offsets\":" + offsets + "}";
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void roundTripOfEveryType()
    {
        Safetensors file;
        file.metadata["halftone"] = "{\"quoted\": \"text\\n\"}";
        file.put<std::uint8_t>("u8", {3}, std::vector<std::uint8_t>{0, 128, 255});
        file.put<std::int8_t>("i8", {1, 2}, std::vector<std::int8_t>{-127, 127});
        file.put<std::int16_t>("i16", {2}, std::vector<std::int16_t>{-16383, 16383});
        file.put<std::uint16_t>("f16", kShape23, std::vector<std::uint16_t>{1, 2, 3, 4, 5, 6});
        file.put<std::int32_t>("i32", {1}, std::vector<std::int32_t>{-2000000000});
        file.put<float>("f32", {}, std::vector<float>{1.5F}); // a scalar
        file.put<float>("empty", {0, 7}, std::vector<float>{});
        writeSafetensors(path(), file);
        const Safetensors back = readSafetensors(path());
        QVERIFY(back.metadata == file.metadata);
        QCOMPARE(back.tensors.size(), file.tensors.size());
        for (const auto& [name, tensor] : file.tensors) {
            QCOMPARE(back.tensors.at(name).dtype, tensor.dtype);
            QVERIFY(back.tensors.at(name).shape == tensor.shape);
            QVERIFY(back.tensors.at(name).data == tensor.data);
        }
        QVERIFY((back.get<std::uint16_t>("f16", kShape23)
                 == std::vector<std::uint16_t>{1, 2, 3, 4, 5, 6}));
        QCOMPARE(back.tensors.at("f16").dtype, std::string("F16"));
    }

    void getChecksNameTypeAndShape()
    {
        Safetensors file;
        file.put<float>("a", {2}, std::vector<float>{1, 2});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'b' is missing", file.get<float>("b", {2}));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "found F32", file.get<std::int32_t>("a", {2}));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "[2]", file.get<float>("a", {1, 2}));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "'c'",
                              (file.put<float>("c", {3}, std::vector<float>{1, 2}), 0));
    }

    void readsWhatOthersWrite()
    {
        // Spaces after the header, tensors not in name order, metadata absent.
        const QByteArray header = "{" + tensor("z", "U8", "[2]", "[0,2]") + ","
                                  + tensor("a", "I16", "[1,1]", "[2,4]") + "}   ";
        write(fileOf(header, 4));
        const Safetensors file = readSafetensors(path());
        QCOMPARE(file.tensors.size(), std::size_t{2});
        QVERIFY(file.metadata.empty());
    }

    void hostileFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words, const QByteArray& bytes) {
            QTest::newRow(name) << bytes << QString::fromUtf8(words);
        };
        const QByteArray one = "{" + tensor("a", "U8", "[4]", "[0,4]") + "}";
        row("empty file", "0 bytes", {});
        row("seven bytes", "7 bytes", QByteArray(7, '\1'));
        row("no header", "not valid JSON", fileOf({}, 0));
        row("length beyond the file", "header claims", fileOf(one, 4, 1000));
        row("length of 2^63", "header claims", fileOf(one, 4, quint64{1} << 63));
        row("length of 2^64-1", "header claims", fileOf(one, 4, ~quint64{0} - 1));
        row("length too short", "not valid JSON", fileOf(one, 4, 10));
        row("garbage", "not valid JSON", fileOf("{\"a\":", 4));
        row("not an object", "not a JSON object", fileOf("[1,2,3]", 0));
        row("deeply nested", "nested", fileOf(QByteArray(100000, '['), 0));
        row("tensor is text", "dtype", fileOf("{\"a\":\"U8\"}", 4));
        row("no dtype", "dtype", fileOf("{\"a\":{\"shape\":[4],\"data_offsets\":[0,4]}}", 4));
        row("unknown dtype", "U3", fileOf("{" + tensor("a", "U3", "[4]", "[0,4]") + "}", 4));
        row("negative extent", "'a'", fileOf("{" + tensor("a", "U8", "[-4]", "[0,4]") + "}", 4));
        row("fraction", "'a'", fileOf("{" + tensor("a", "U8", "[4.5]", "[0,4]") + "}", 4));
        row("huge extent", "'a'",
            fileOf("{" + tensor("a", "U8", "[18446744073709551615]", "[0,4]") + "}", 4));
        // 2^32 * 2^32 * 4 wraps to 0 in 64 bits.
        row("shape product overflows", "'a'",
            fileOf("{" + tensor("a", "F32", "[4294967296,4294967296]", "[0,0]") + "}", 0));
        row("ten dimensions", "8 dimensions",
            fileOf("{" + tensor("a", "U8", "[1,1,1,1,1,1,1,1,1,4]", "[0,4]") + "}", 4));
        row("one offset", "two offsets", fileOf("{" + tensor("a", "U8", "[4]", "[0]") + "}", 4));
        row("offsets reversed", "'a'", fileOf("{" + tensor("a", "U8", "[4]", "[4,0]") + "}", 4));
        row("offset beyond the end", "'a'",
            fileOf("{" + tensor("a", "U8", "[4]", "[0,4]") + "}", 3));
        row("size against shape", "'a'", fileOf("{" + tensor("a", "U8", "[5]", "[0,4]") + "}", 4));
        row("overlap", "overlap",
            fileOf("{" + tensor("a", "U8", "[4]", "[0,4]") + "," + tensor("b", "U8", "[4]", "[2,6]")
                       + "}",
                   6));
        row("gap", "gap",
            fileOf("{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("b", "U8", "[2]", "[4,6]")
                       + "}",
                   6));
        row("bytes left over", "damaged", fileOf(one, 5));
        row("name twice", "twice",
            fileOf("{" + tensor("a", "U8", "[2]", "[0,2]") + "," + tensor("a", "U8", "[2]", "[0,2]")
                       + "}",
                   2));
        row("metadata number", "not text", fileOf("{\"__metadata__\":{\"x\":1}}", 0));
        row("metadata list", "__metadata__", fileOf("{\"__metadata__\":[]}", 0));
        row("broken UTF-8", "not valid JSON", fileOf("{\"\xff\xfe\":1}", 0));
    }
    void hostileFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        write(bytes);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              readSafetensors(path()));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "hostile",
                              readSafetensors(path())); // the name
    }

    void everyTruncationIsRefused()
    {
        Safetensors file;
        file.metadata["a"] = "b";
        file.put<std::int32_t>("t", {5}, std::vector<std::int32_t>{1, 2, 3, 4, 5});
        writeSafetensors(path(), file);
        std::ifstream in(path(), std::ios::binary);
        const std::string whole{std::istreambuf_iterator<char>(in), {}};
        for (std::size_t length = 0; length < whole.size(); ++length) {
            write(QByteArray(whole.data(), static_cast<qsizetype>(length)));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "", readSafetensors(path()));
        }
    }

    void limitsAndMissingFiles()
    {
        write(fileOf("{" + tensor("a", "U8", "[4]", "[0,4]") + "}", 4));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "at most 20", readSafetensors(path(), {}, 20));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "no-such", readSafetensors("no-such.file"));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileRead, "no regular file",
                              readSafetensors(m_folder.path().toStdString()));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileWrite, "does not exist",
                              (writeSafetensors(path() / "x" / "y", {}), 0));
    }

private:
    fs::path path() const { return fs::path(m_folder.path().toStdString()) / "hostile.halftone"; }
    void write(const QByteArray& bytes) const
    {
        std::ofstream(path(), std::ios::binary).write(bytes.constData(), bytes.size());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
