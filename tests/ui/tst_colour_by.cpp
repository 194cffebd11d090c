// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "ui/document/colour_by.h"

#include <QSignalSpy>
#include <QTest>

using namespace halftone;
using namespace halftone::ui;
using test::cordPrediction;
using test::cordReference;
using test::idsOf;
using test::smallImage;
using test::vesselLabels;

class TestColourBy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coloursCompareWhatIsThere()
    {
        Document document;
        QVERIFY(colourBy(document) == ColourBy::Label);
        setColourBy(document, ColourBy::ErrorAgainstFull); // there is no mask
        QVERIFY(colourBy(document) == ColourBy::Label);
        const LayerId base = document.open(smallImage());
        const LayerId prediction = document.add(cordPrediction(base));
        QVERIFY(canColourBy(document, ColourBy::Label));
        QVERIFY(canColourBy(document, ColourBy::ErrorAgainstFull));
        QVERIFY(!canColourBy(document, ColourBy::ErrorAgainstReference));
        setColourBy(document, ColourBy::ErrorAgainstReference);
        QVERIFY(colourBy(document) == ColourBy::Label);

        setColourBy(document, ColourBy::ErrorAgainstFull);
        QVERIFY(colourBy(document) == ColourBy::ErrorAgainstFull);
        const auto* comparison = document.last<ComparisonContent>()->as<ComparisonContent>();
        QCOMPARE(comparison->prediction, prediction);
        QVERIFY(!comparison->against);

        const LayerId reference = document.add(cordReference());
        QSignalSpy added(&document, &Document::layerAdded);
        setColourBy(document, ColourBy::ErrorAgainstReference);
        setColourBy(document, ColourBy::ErrorAgainstReference);
        QCOMPARE(added.size(), 1);
        QVERIFY(colourBy(document) == ColourBy::ErrorAgainstReference);
        comparison = document.last<ComparisonContent>()->as<ComparisonContent>();
        QVERIFY(comparison->against == reference);
        QCOMPARE(document.layers().size(), std::size_t{4}); // the one before is gone

        // Nothing is said against a reference that shows nobody knows what.
        document.replace(reference, cordReference(false));
        QVERIFY(!canColourBy(document, ColourBy::ErrorAgainstReference));
        setColourBy(document, ColourBy::Label);
        QVERIFY(colourBy(document) == ColourBy::Label);
        QVERIFY(document.last<ComparisonContent>() == nullptr);
        QVERIFY(document.undoStack().count() == 0);
    }

    void aComparisonGoesWithWhatItCompares_data()
    {
        QTest::addColumn<bool>("byUser");
        QTest::addColumn<bool>("reference");
        QTest::newRow("its prediction") << false << false;
        QTest::newRow("its reference") << false << true;
        QTest::newRow("its prediction, by the user") << true << false;
        QTest::newRow("its reference, by the user") << true << true;
    }

    void aComparisonGoesWithWhatItCompares()
    {
        QFETCH(bool, byUser);
        QFETCH(bool, reference);
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId prediction = document.add(cordPrediction(base));
        const LayerId against = document.add(cordReference());
        const LayerId labels = document.add(vesselLabels());
        setColourBy(document, ColourBy::ErrorAgainstReference);
        const LayerId comparison = document.last<ComparisonContent>()->id;
        document.remove(labels); // is not compared
        QVERIFY(document.find(comparison) != nullptr);
        QSignalSpy removed(&document, &Document::layerRemoved);
        const LayerId gone = reference ? against : prediction;
        if (byUser) {
            QVERIFY(document.userRemoves(gone));
        } else {
            document.remove(gone);
        }
        QCOMPARE(removed.size(), 2);
        QVERIFY(document.find(comparison) == nullptr);
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, reference ? prediction : against}));
        QVERIFY(colourBy(document) == ColourBy::Label);
    }
};

QTEST_GUILESS_MAIN(TestColourBy)
#include "tst_colour_by.moc"
