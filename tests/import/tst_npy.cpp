// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/npy.h"
#include "tests/import/npy_bytes.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstdint>

using namespace halftone;
using halftone::test::bytesOf;
using halftone::test::npyBytes;

class TestNpy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreRead()
    {
        const import::NpyArray floats =
            read(npyBytes("<f4", "(1, 2, 2)", bytesOf<float>({0.5F, -1, 2, 3})));
        QVERIFY((floats.shape == std::vector<std::int64_t>{1, 2, 2}));
        QVERIFY((floats.values == std::vector<float>{0.5F, -1, 2, 3}));
        QVERIFY((read(npyBytes("<f8", "(2,)", bytesOf<double>({0.25, -4}))).values
                 == std::vector<float>{0.25F, -4}));
        QVERIFY((read(npyBytes("<f2", "(2,)", bytesOf<std::uint16_t>({0x3C00, 0xC000}))).values
                 == std::vector<float>{1, -2}));
        QVERIFY((read(npyBytes("|u1", "(2,)", std::string("\x05\xFF", 2))).values
                 == std::vector<float>{5, 255}));
        QVERIFY((read(npyBytes("<i2", "(2,)", bytesOf<std::int16_t>({-3, 300}))).values
                 == std::vector<float>{-3, 300}));
        QVERIFY((read(npyBytes("<i8", "()", bytesOf<std::int64_t>({-7}))).values
                 == std::vector<float>{-7}));
    }

    void damageIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& bytes, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromUtf8(words);
        };
        const std::string good = npyBytes("<f4", "(2,)", bytesOf<float>({1, 2}));
        row("empty", "", "no .npy");
        row("other", "a text that is longer", "no .npy");
        row("cut header", good.substr(0, 40), "cut in its header");
        row("cut data", good.substr(0, good.size() - 1), "another size");
        row("huge", npyBytes("<f4", "(4294967296, 4294967296)", "12345678"), "another size");
        row("negative", npyBytes("<f4", "(-2,)", "12345678"), "no type or shape");
        row("no tuple", npyBytes("<f4", "2", "12345678"), "no type or shape");
        row("many sides", npyBytes("<f4", "(1,1,1,1,1,1,1,1,1)", "1234"), "no type or shape");
        row("objects", npyBytes("|O8", "(1,)", "12345678"), "of type '|O8'");
        row("big-endian", npyBytes(">f4", "(2,)", "12345678"), "of type '>f4'");
        row("columns", npyBytes("<f4", "(2,)", "12345678", "True"), "in an order");
    }
    void damageIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const QString found = test::errorOf([&] { read(bytes.toStdString()); });
        QVERIFY2(found.contains(words) && found.contains(QStringLiteral("'x.npy'")),
                 qPrintable(found));
    }

private:
    import::NpyArray read(const std::string& bytes) const {
        const std::filesystem::path path = std::filesystem::path(m_folder.path().toStdString())
                                           / "x.npy";
    test::writeBytes(path, bytes);
    return import::readNpy(path);
}

QTemporaryDir m_folder;
}
;

QTEST_GUILESS_MAIN(TestNpy)
#include "tst_npy.moc"
