// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/scoring.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::train;

namespace {

SliceGroup group(bool synthetic, std::vector<std::uint8_t> labels, std::vector<std::string> cases)
{
    SliceGroup result;
    result.name = synthetic ? "phantom" : "real";
    result.split = Split::Validation;
    result.synthetic = synthetic;
    result.height = 1;
    result.width = 4;
    result.images.assign(labels.size(), 0);
    result.labels = std::move(labels);
    result.cases = std::move(cases);
    return result;
}

Dataset withCard()
{
    Dataset dataset;
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
        Dataset dataset = withCard();
        // Case a over two slices: 3 right of 4 predicted and 4 labelled: Dice 2*3/8. Case b: 0.
        dataset.groups.push_back(
            group(false, {1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1}, {"a", "a", "b"}));
        // Real slices exist, so the synthetic ones do not count.
        dataset.groups.push_back(group(true, {1, 1, 0, 0}, {"c"}));
        const ValidationScore score = scoreValidation(dataset, twoOfFour);
        QVERIFY(std::abs(score.dice.at("membrane") - 0.5 * (6.0 / 8.0)) < 1e-12);
        QVERIFY(std::abs(score.dice.at("cell") - 0.5 * (6.0 / 8.0)) < 1e-12);
        QCOMPARE(score.foregroundDice, score.dice.at("membrane"));
        QCOMPARE(score.foregroundFraction, 0.5);
    }

    void unlabelledPixelsDoNotCount()
    {
        Dataset dataset = withCard();
        dataset.groups.push_back(group(true, {1, 255, 255, 0}, {"a"}));
        const ValidationScore score = scoreValidation(dataset, twoOfFour);
        QCOMPARE(score.dice.at("membrane"), 1.0);
        QCOMPARE(score.foregroundFraction, 0.5);
    }

    void nothingToMeasureIsAnError()
    {
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no validation slices",
                              scoreValidation(withCard(), twoOfFour));
    }
};

QTEST_GUILESS_MAIN(TestScoring)
#include "tst_scoring.moc"
