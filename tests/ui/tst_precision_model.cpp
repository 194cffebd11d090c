// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/precision_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;

class TestPrecisionModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionsAndBitsCorrespond()
    {
        for (int position = 0; position < PrecisionModel::kPositions; ++position) {
            QCOMPARE(PrecisionModel::positionOf(PrecisionModel::bitsAt(position)), position);
        }
        QCOMPARE(PrecisionModel::bitsAt(0), 1);
        QCOMPARE(PrecisionModel::bitsAt(7), 8);
        QCOMPARE(PrecisionModel::bitsAt(8), 16);
        QCOMPARE(PrecisionModel::bitsAt(9), 32);
        QCOMPARE(PrecisionModel::bitsAt(99), 32);
        QCOMPARE(PrecisionModel::tickText(9), QStringLiteral("fp"));
        QCOMPARE(PrecisionModel::valueText(1), QStringLiteral("1 bit"));
        QCOMPARE(PrecisionModel::valueText(4), QStringLiteral("4 bits"));
    }

    void couplings_data()
    {
        QTest::addColumn<int>("weights");
        QTest::addColumn<int>("activations");
        QTest::addColumn<bool>("weightsMove");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("expectedWeights");
        QTest::addColumn<int>("expectedActivations");
        QTest::newRow("integer stays alone") << 4 << 6 << true << 2 << 2 << 6;
        QTest::newRow("activations alone") << 4 << 6 << false << 3 << 4 << 3;
        QTest::newRow("weights to float take both") << 4 << 6 << true << 32 << 32 << 32;
        QTest::newRow("activations to 16 take both") << 4 << 6 << false << 16 << 16 << 16;
        QTest::newRow("16 to float") << 16 << 16 << true << 32 << 32 << 32;
    }

    void couplings()
    {
        QFETCH(int, weights);
        QFETCH(int, activations);
        QFETCH(bool, weightsMove);
        QFETCH(int, to);
        QFETCH(int, expectedWeights);
        QFETCH(int, expectedActivations);
        PrecisionModel model;
        model.setPrecision({weights, activations});
        QSignalSpy changed(&model, &PrecisionModel::changed);
        if (weightsMove) {
            model.setWeightBits(to);
        } else {
            model.setActivationBits(to);
        }
        QVERIFY((model.precision() == Precision{expectedWeights, expectedActivations}));
        QCOMPARE(changed.size(), 1);
    }

    void leavingFloatReturnsTheOtherSlider()
    {
        PrecisionModel model;
        model.setPrecision({3, 5});
        model.setWeightBits(32);
        QVERIFY(model.precision() == quant::kFull);
        model.setWeightBits(2);
        QVERIFY((model.precision() == Precision{2, 5}));
        model.setActivationBits(16);
        QVERIFY(model.precision() == quant::kSimulated16);
        model.setActivationBits(7);
        QVERIFY((model.precision() == Precision{2, 7}));
    }

    void linkedSlidersMoveTogether()
    {
        PrecisionModel model;
        model.setPrecision({4, 6});
        QSignalSpy linked(&model, &PrecisionModel::linkedChanged);
        model.setLinked(true);
        model.setLinked(true);
        QCOMPARE(linked.size(), 1);
        model.setWeightBits(2);
        QVERIFY((model.precision() == Precision{2, 4}));
        // Where the bits end the other stays there, and comes back to its distance.
        model.setWeightBits(8);
        QVERIFY((model.precision() == Precision{8, 8}));
        model.setWeightBits(3);
        QVERIFY((model.precision() == Precision{3, 5}));
        model.setActivationBits(1);
        QVERIFY((model.precision() == Precision{1, 1}));
        model.setActivationBits(7);
        QVERIFY((model.precision() == Precision{5, 7}));
        model.setActivationBits(32);
        QVERIFY(model.precision() == quant::kFull);
        model.setWeightBits(4);
        QVERIFY((model.precision() == Precision{4, 6}));
        // A pair that is set as one has its own distance.
        model.setPrecision({6, 3});
        model.stepWeights(1);
        QVERIFY((model.precision() == Precision{7, 4}));
        model.setLinked(false);
        model.stepWeights(1);
        QVERIFY((model.precision() == Precision{8, 4}));
    }

    void sentencesSayWhatItMeans()
    {
        PrecisionModel model;
        model.setPrecision({4, 6});
        QCOMPARE(model.sentence(), QStringLiteral("Weights in 4 bits, activations in 6 bits."));
        model.setPrecision({1, 1});
        QCOMPARE(model.sentence(),
                 QStringLiteral("Weights in 1 bit (\u22121, 1), activations in 1 bit."));
        model.setPrecision(quant::kSmallest);
        QVERIFY(model.sentence().contains(QStringLiteral("2 bits (\u22121, 0, 1)")));
        model.setPrecision(quant::kSimulated16);
        QVERIFY(model.sentence().startsWith(QStringLiteral("Simulated")));
        model.setPrecision(quant::kFull);
        QVERIFY(model.sentence().contains(QStringLiteral("32 bits")));
    }

    void stepsGoThroughAllPositions()
    {
        PrecisionModel model;
        model.setPrecision({7, 8});
        QList<QString> seen;
        for (int i = 0; i < 5; ++i) {
            model.stepWeights(1);
            seen.push_back(QString::fromStdString(quant::toString(model.precision())));
        }
        const QList<QString> expected{QStringLiteral("W8A8"), QStringLiteral("W16A16"),
                                      QStringLiteral("FP32"), QStringLiteral("FP32"),
                                      QStringLiteral("FP32")};
        QCOMPARE(seen, expected);
        model.setPrecision({1, 1});
        model.stepActivations(-1);
        QVERIFY((model.precision() == Precision{1, 1}));
    }

    void stops()
    {
        PrecisionModel model;
        QVERIFY(model.currentStop() == Stop::Balanced);
        model.setStop(Stop::Smallest);
        QVERIFY(model.precision() == quant::kSmallest);
        model.setStop(Stop::Full);
        QVERIFY(model.precision() == quant::kFull);
        model.setWeightBits(5);
        QVERIFY(!model.currentStop());
    }

    void theDomainIsObeyed()
    {
        PrecisionModel model;
        model.setPrecision(quant::kFull);
        QSignalSpy changed(&model, &PrecisionModel::changed);
        QSignalSpy domainChanged(&model, &PrecisionModel::domainChanged);
        // No float path: Full means W8A8, and the dial leaves float.
        std::vector<Precision> integer;
        for (int weights = 1; weights <= 8; ++weights) {
            for (int activations = 1; activations <= 8; ++activations) {
                integer.push_back({weights, activations});
            }
        }
        model.setDomain(integer, quant::kHighestInteger);
        QCOMPARE(domainChanged.size(), 1);
        QCOMPARE(changed.size(), 1);
        QVERIFY(model.precision() == quant::kHighestInteger);
        model.setStop(Stop::Full);
        QVERIFY(model.precision() == quant::kHighestInteger);
        model.setWeightBits(32);
        QVERIFY(model.precision() == quant::kHighestInteger);

        // A packed file runs at its one precision only.
        model.setDomain({quant::kBalanced}, quant::kBalanced);
        model.setWeightBits(1);
        QVERIFY(model.precision() == quant::kBalanced);
        QVERIFY(!model.isOffered(quant::kSmallest));
    }

    void nothingIsEmittedWithoutChange()
    {
        PrecisionModel model;
        QSignalSpy changed(&model, &PrecisionModel::changed);
        model.setPrecision(model.precision());
        model.setWeightBits(model.precision().weightBits);
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestPrecisionModel)
#include "tst_precision_model.moc"
