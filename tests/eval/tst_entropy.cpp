// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/entropy.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace halftone;
using namespace halftone::eval;

class TestEntropy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofOneClassBothSidesCount()
    {
        const std::vector<float> probabilities{0.5F, 1.0F, 0.0F, 0.25F};
        const std::vector<std::uint8_t> mask{1, 1, 0, 0};
        const double quarter = 0.25 * 2 + 0.75 * std::log2(4.0 / 3.0);
        const EntropyMeans means = meanEntropy(probabilities, 1, mask);
        QVERIFY(std::abs(means.slice - (1 + quarter) / 4) < 1e-9);
        QVERIFY(std::abs(*means.foreground - 0.5) < 1e-9); // 1 bit and none
    }

    void ofMoreClassesTheirSum()
    {
        // Voxels: even over four classes (2 bits), and sure of class 2.
        const std::vector<float> probabilities{0.25F, 0, 0.25F, 0, 0.25F, 1, 0.25F, 0};
        const std::vector<std::uint8_t> mask{0, 2};
        const EntropyMeans means = meanEntropy(probabilities, 4, mask);
        QVERIFY(std::abs(means.slice - 1) < 1e-9);
        QCOMPARE(*means.foreground, 0.0);
    }

    void withoutForeground()
    {
        const std::vector<float> probabilities{0.5F, 0.5F};
        const std::vector<std::uint8_t> mask{0, 0};
        const EntropyMeans means = meanEntropy(probabilities, 1, mask);
        QCOMPARE(means.slice, 1.0);
        QVERIFY(!means.foreground);
    }

    void lengthsMustFit()
    {
        const std::vector<float> probabilities{0.5F, 0.5F};
        const std::vector<std::uint8_t> mask{0};
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "2 probabilities",
                              meanEntropy(probabilities, 1, mask));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "0 voxels", meanEntropy({}, 1, {}));
    }
};

QTEST_GUILESS_MAIN(TestEntropy)
#include "tst_entropy.moc"
