// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>

using namespace halftone;

class TestSha256 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownSums()
    {
        QCOMPARE(sumOf(""),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sumOf("abc"),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    // Every place where a block or the padding may end, whatever the pieces are.
    void everyLengthInPieces()
    {
        for (qsizetype length = 0; length < 300; ++length) {
            QByteArray bytes(length, '\0');
            std::generate(bytes.begin(), bytes.end(),
                          [n = 1U]() mutable { return static_cast<char>(n = n * 37 + 11); });
            const std::string expected =
                QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
            for (const qsizetype piece : {1, 7, 63, 64, 65, 300}) {
                Sha256 sum;
                for (qsizetype at = 0; at < length; at += piece) {
                    sum.add(bytes.mid(at, piece).toStdString());
                }
                QCOMPARE(sum.finish(), expected);
            }
        }
    }

private:
    static std::string sumOf(std::string_view text)
    {
        Sha256 sum;
        sum.add(text);
        return sum.finish();
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
