// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/scoring.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::train;

namespace {

data::SliceGroup group(bool synthetic, std::vector<std::uint8_t> labels,
                       std::vector<std::string> cases)
{
    data::SliceGroup result;
    result.name = synthetic ? "phantom" : "real";
    result.split = data::Split::Validation;
    result.synthetic = synthetic;
    result.height = 1;
    result.width = 4;
    result.images.assign(labels.size(), 0);
    result.labels = std::move(labels);
    result.cases = std::move(cases);
    return result;
}

data::Dataset withCard()
{
    data::Dataset dataset;
    dataset.card.labels = {{1, "membrane", {}}};
    dataset.card.backgroundName = "cell";
    return dataset;
}

std::vector<std::uint8_t> twoOfFour(std::span<const std::uint8_t>, int, int)
{
    return {1, 1, 0, 0};
}

} // namespace

class TestScoring : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slicesOfACaseArePooled()
    {
        data::Dataset dataset = withCard();
        // Case a over two slices: 3 right of 4 predicted and 4 labelled: Dice 2*3/8. Case b: 0.
        dataset.groups.push_back(
            group(false, {1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1}, {"a", "a", "b"}));
        // Real slices exist, so the synthetic ones do not count.
        dataset.groups.push_back(group(true, {1, 1, 0, 0}, {"c"}));
        const ValidationScore score = scoreValidation(dataset, twoOfFour, {});
        QVERIFY(std::abs(score.dice.at("membrane") - 0.5 * (6.0 / 8.0)) < 1e-12);
        QVERIFY(std::abs(score.dice.at("cell") - 0.5 * (6.0 / 8.0)) < 1e-12);
        QCOMPARE(score.foregroundDice, score.dice.at("membrane"));
        QCOMPARE(score.foregroundFraction, 0.5);
    }

    void unlabelledPixelsDoNotCount()
    {
        data::Dataset dataset = withCard();
        dataset.groups.push_back(group(true, {1, 255, 255, 0}, {"a"}));
        const ValidationScore score = scoreValidation(dataset, twoOfFour, {});
        QCOMPARE(score.dice.at("membrane"), 1.0);
        QCOMPARE(score.foregroundFraction, 0.5);
    }

    void nothingToMeasureIsAnError()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no validation slices",
                              scoreValidation(withCard(), twoOfFour, {}));
    }

    void aStopEndsItAfterTheSliceAtHand()
    {
        data::Dataset dataset = withCard();
        dataset.groups.push_back(group(false, {1, 1, 0, 0, 1, 1, 0, 0}, {"a", "b"}));
        StopSource stop;
        int calls = 0;
        const auto mask = [&](std::span<const std::uint8_t> codes, int height, int width) {
            ++calls;
            stop.requestStop();
            return twoOfFour(codes, height, width);
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              scoreValidation(dataset, mask, stop.token()));
        QCOMPARE(calls, 1);
    }

    void edgesAreRepeatedUpToTheStride()
    {
        const std::vector<std::uint8_t> slice{1, 2, 3, 4, 5, 6}; // 2 x 3
        std::vector<std::uint8_t> seen;
        const auto add10 = [&](std::span<const std::uint8_t> codes, int height, int width) {
            seen.assign(codes.begin(), codes.end());
            Q_ASSERT(height == 4 && width == 4);
            std::vector<std::uint8_t> mask;
            for (const std::uint8_t code : codes) {
                mask.push_back(static_cast<std::uint8_t>(code + 10));
            }
            return mask;
        };
        QCOMPARE(paddedToStride(4, add10)(slice, 2, 3),
                 (std::vector<std::uint8_t>{11, 12, 13, 14, 15, 16}));
        QCOMPARE(seen, (std::vector<std::uint8_t>{1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6, 4, 5, 6, 6}));
        const std::vector<std::uint8_t> whole(16, 7); // nothing to add
        QCOMPARE(paddedToStride(4, add10)(whole, 4, 4), std::vector<std::uint8_t>(16, 17));
    }
};

QTEST_GUILESS_MAIN(TestScoring)
#include "tst_scoring.moc"
