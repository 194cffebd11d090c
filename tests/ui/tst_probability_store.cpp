// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/probability_labels.h"
#include "ui/session/probability_store.h"

#include <QString>
#include <QTest>

#include <random>

using namespace halftone;
using namespace halftone::ui;

namespace {

constexpr std::size_t kPixels = 100;

model::ModelCard card(std::initializer_list<const char*> names)
{
    model::ModelCard card;
    std::uint8_t value = 0;
    for (const char* name : names) {
        card.labels.push_back({++value, name, {}});
    }
    return card;
}

/// Of one label, all pixels alike.
ProbabilitySlice sliceOf(ProbabilityCode code)
{
    return {{std::vector<ProbabilityCode>(kPixels, code)}, std::vector<std::uint8_t>(kPixels)};
}

ResultKey key(int slice, quant::Precision precision = {4, 6})
{
    return {{1, 0}, precision, slice};
}

} // namespace

/// Probabilities as they are kept.
class TestProbabilityStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// 8 bits are enough: every cut and every number with two digits is that of the float itself.
    void eightBitsAnswerAsTheFloatItself()
    {
        std::mt19937 random(7); // NOLINT: the same numbers each time
        std::uniform_real_distribution<float> any(0, 1);
        std::vector<float> values{0, 1, 0.5F, 0.004999F, 0.999999F};
        for (int n = 0; n <= 100; ++n) {
            const auto cut = static_cast<float>(n / 100.0);
            values.insert(values.end(), {cut, std::nextafter(cut, 0.F), std::nextafter(cut, 1.F)});
        }
        for (int n = 0; n < 20'000; ++n) {
            values.push_back(any(random));
        }
        for (const float value : values) {
            const auto p = static_cast<double>(value);
            const ProbabilityCode code = codeOf(p);
            QVERIFY(code <= kCodesOfOne);
            for (int cut = 1; cut < 100; ++cut) {
                QVERIFY2((code >= codeOfCut(cut)) == (p * 100 >= cut),
                         qPrintable(QStringLiteral("%1 at %2").arg(p, 0, 'g', 12).arg(cut)));
            }
            const double toTie = std::abs(p * 200 - std::round(p * 200));
            if (toTie > 1e-4) { // a tie may be rounded either way
                QCOMPARE(QString::number(probabilityOf(code), 'f', 2), QString::number(p, 'f', 2));
            }
        }
    }

    void oneClassIsTheForegroundAndOfSeveralTheFirstIsTheBackground()
    {
        pipeline::SliceResult one;
        one.labels = {0, 1};
        one.probabilities = {0.2F, 0.9F};
        const ProbabilitySlice single = toProbabilitySlice(one, card({"membrane"}));
        QCOMPARE(single.codes.size(), std::size_t{1});
        QCOMPARE(int{single.codes[0][1]}, 179); // 0.9F is a little less than 0.9
        QCOMPARE(single.labels, (std::vector<std::uint8_t>{0, 1}));

        pipeline::SliceResult three;
        three.labels = {0, 2};
        three.probabilities = {0.7F, 0.1F, 0.2F, 0.35F, 0.1F, 0.55F};
        const ProbabilitySlice several = toProbabilitySlice(three, card({"white", "grey"}));
        QCOMPARE(several.codes.size(), std::size_t{2});
        QCOMPARE(int{several.codes[0][0]}, 40);  // 0.2F: a little more
        QCOMPARE(int{several.codes[1][1]}, 110); // 0.55F
        QCOMPARE(several.bytes(), std::size_t{6});
    }

    void whatIsWantedStaysLongest()
    {
        const std::size_t each = sliceOf(1).bytes();
        ProbabilityStore store(3 * each);
        store.setWanted({key(0), key(1)});
        store.insert(key(0), sliceOf(10));
        store.insert(key(1), sliceOf(11));
        for (int slice = 2; slice < 6; ++slice) {
            store.insert(key(slice), sliceOf(12));
            QVERIFY(store.bytes() <= 3 * each);
            QVERIFY(store.contains(key(0)) && store.contains(key(1)));
            QVERIFY(store.contains(key(slice))); // the newest is not the first to go
        }
        QVERIFY(!store.contains(key(4)));
        QCOMPARE(int{store.find(key(1))->codes[0][5]}, 11);
        QVERIFY(store.find(key(1, {3, 6})) == nullptr); // another precision is another thing
        // Of what nobody wants the one goes that was used longest ago.
        store.setWanted({});
        static_cast<void>(store.find(key(0)));
        static_cast<void>(store.find(key(5)));
        store.insert(key(7), sliceOf(1));
        QVERIFY(!store.contains(key(1)) && store.contains(key(0)) && store.contains(key(5)));
        store.insert(key(7), sliceOf(2)); // replaced, not counted twice
        QCOMPARE(store.bytes(), 3 * each);
        store.clear();
        QCOMPARE(store.bytes(), std::size_t{0});
    }

    void asManyAreWantedAsFit()
    {
        const ProbabilityStore store(1000);
        QCOMPARE(store.capacity(100), 8); // two more: pointed at, and just made
        QCOMPARE(store.capacity(900), 1); // one at least, however large
        const ProbabilityStore normal;
        QVERIFY(normal.capacity(std::size_t{512} * 512 * 2) >= 500); // a whole CT of one label
    }

    void aCutOfTheMaskIsWhatTheNetworkDecided()
    {
        const model::ModelCard several = card({"white", "grey"});
        const ProbabilityCut likeliest = cutOf({1, {}, {}}, several);
        QVERIFY(!likeliest.label);
        QVERIFY(likeliest.isWithin(1, 2)); // decided for a label, however unsure
        QVERIFY(!likeliest.isWithin(99, 0));
        const ProbabilityCut grey = cutOf({1, 2, {}}, several);
        QVERIFY(grey.isWithin(1, 2) && !grey.isWithin(199, 1));
        const ProbabilityCut at30 = cutOf({1, 2, 30}, several);
        QVERIFY(at30.isWithin(60, 0) && !at30.isWithin(59, 2));
        QVERIFY(!cutOf({1, 9, {}}, several).label); // of another model
        QCOMPARE(nameOf(at30, several, {4, 6}), QStringLiteral("grey > 0.30, W4A6"));
        QCOMPARE(nameOf(grey, several, {4, 6}), QStringLiteral("grey where likeliest, W4A6"));
        const model::ModelCard one = card({"pancreas"});
        QCOMPARE(nameOf(cutOf({1, {}, {}}, one), one, {8, 8}),
                 QStringLiteral("pancreas > 0.50, W8A8"));
    }
};

QTEST_GUILESS_MAIN(TestProbabilityStore)
#include "tst_probability_store.moc"
