// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace halftone;

class TestRandom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Phantoms and training runs are made of these numbers: they may never change.
    void theSequencesArePinned()
    {
        Random random(1, 2);
        const std::uint64_t first = random.next();
        const std::uint64_t second = random.next();
        QVERIFY(first == 0x481c920d996fce04ULL);
        QVERIFY(second == 0x45755bbde008fe9bULL);
        QCOMPARE(mixBits(1), 0x514e28b7U);
        QCOMPARE(hashOf(7, 1, 2, 3), 0x36513b5cU);
        HashRandom hashed(5);
        QCOMPARE(hashed.uniform(), unitOf(hashOf(mixBits(5U ^ 0x2545f491U), 0)));
        QCOMPARE(hashed.uniform(), unitOf(hashOf(mixBits(5U ^ 0x2545f491U), 1)));
    }

    void aSequenceCanBeMadeAgain()
    {
        Random a(3, 9);
        Random b(3, 9);
        Random other(3, 10);
        QCOMPARE(a.next(), b.next());
        QVERIFY(a.next() != other.next());
    }

    void rangesAreKept()
    {
        Random random(11, 0);
        HashRandom hashed(11);
        double sum = 0;
        double squares = 0;
        constexpr int kDraws = 20000;
        for (int i = 0; i < kDraws; ++i) {
            const double unit = random.uniform();
            QVERIFY(unit >= 0 && unit < 1);
            const double ranged = hashed.uniform(-2, 3);
            QVERIFY(ranged >= -2 && ranged < 3);
            QVERIFY(random.below(7) < 7);
            const double normal = random.normal();
            sum += normal;
            squares += normal * normal;
        }
        QVERIFY(std::abs(sum / kDraws) < 0.03); // 4 standard errors
        QVERIFY(std::abs(squares / kDraws - 1) < 0.04);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
