// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "ui/document/document.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace halftone;
using namespace halftone::ui;
using test::cordPrediction;
using test::cordReference;
using test::idsOf;
using test::smallImage;
using test::vesselLabels;

namespace {

LayerStyle hiding(const Layer& layer, std::size_t label)
{
    LayerStyle style = layer.style;
    style.labels.at(label).visible = false;
    return style;
}

} // namespace

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openingPutsTheImageAtTheBottomAndTheCursorInItsMiddle()
    {
        Document document;
        QVERIFY(document.base() == nullptr);
        QVERIFY(document.baseImage() == nullptr);
        QSignalSpy opened(&document, &Document::opened);
        const auto image = smallImage();
        const LayerId id = document.open(image);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(document.base()->id, id);
        QCOMPARE(document.base()->name, QStringLiteral("image"));
        QVERIFY(document.baseImage() == image);
        // Origin + spacing * half of 4, 6 and 8 voxels.
        QCOMPARE(document.cursor(), (image::Point{12, 26, 42}));

        document.add(cordPrediction(id));
        const auto next = smallImage("next");
        document.open(next);
        QCOMPARE(document.layers().size(), std::size_t{1});
        QVERIFY(document.baseImage() == next);
    }

    void layersAreAddedRemovedAndReplaced()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        QSignalSpy added(&document, &Document::layerAdded);
        QSignalSpy removed(&document, &Document::layerRemoved);
        QSignalSpy changed(&document, &Document::layerChanged);
        const LayerId prediction = document.add(cordPrediction(base));
        const LayerId labels = document.add(vesselLabels());
        QCOMPARE(added.size(), 2);
        QCOMPARE(added.at(1).at(0).toInt(), labels);
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, prediction, labels}));
        QVERIFY(document.last<PredictionContent>() == document.find(prediction));
        QVERIFY(document.last<LabelsContent>() == document.find(labels));
        QVERIFY(document.reference() == nullptr);
        const LayerId reference = document.add(cordReference());
        QCOMPARE(document.reference()->id, reference);

        document.remove(labels);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.at(0).at(0).toInt(), labels);
        QVERIFY(document.find(labels) == nullptr);
        document.remove(labels); // it is gone
        QCOMPARE(removed.size(), 1);

        const auto model = test::cordModel("another");
        document.replace(prediction, predictionLayer(base, model, {}));
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, prediction, reference}));
        QVERIFY(document.find(prediction)->as<PredictionContent>()->model == model);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toInt(), prediction);
        QVERIFY(changed.at(0).at(1).value<Aspect>() == Aspect::Content);
        document.replace(labels, vesselLabels());
        QCOMPARE(changed.size(), 1);
        QVERIFY(document.find(labels) == nullptr);
        QCOMPARE(document.undoStack().count(), 0); // the program's own steps are nobody's to undo
    }

    void whatReplacesALayerLooksAsItDid()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId id = document.add(cordPrediction(base));
        LayerStyle style = hiding(*document.find(id), 1);
        style.opacity = 0.25;
        style.outlined = true;
        document.setStyle(id, style);
        document.replace(id, cordPrediction(base));
        QVERIFY(document.find(id)->style == style);
        style.visible = false;
        document.setStyle(id, style);
        document.replace(id, cordPrediction(base));
        QVERIFY(!document.find(id)->style.visible);
    }

    void chosenColoursAreKeptByNameUntilTheyAreReset()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId id = document.add(cordPrediction(base));
        const QRgb own = document.find(id)->style.labels[1].colour;
        QSignalSpy changed(&document, &Document::layerChanged);
        QVERIFY(document.setColour(id, 2, qRgb(1, 2, 3)));
        QVERIFY(document.setColour(id, 2, qRgb(1, 2, 3))); // it has it
        QCOMPARE(changed.size(), 1);
        QVERIFY(!document.setColour(id, 9, qRgb(1, 2, 3)));
        QVERIFY(!document.setColour(id + 1, 2, qRgb(1, 2, 3)));
        QCOMPARE(document.undoStack().count(), 0);
        // Labels of that layer and name alone have it on the next image.
        const LayerId next = document.open(smallImage());
        const LayerId again = document.add(cordPrediction(next));
        QCOMPARE(document.find(again)->style.labels[1].colour, qRgb(1, 2, 3));
        QVERIFY(document.find(again)->style.labels[0].colour != qRgb(1, 2, 3));
        document.replace(again, predictionLayer(next, test::cordModel("other"), {}));
        QCOMPARE(document.find(again)->style.labels[1].colour, own);
        document.replace(again, cordPrediction(next));
        QCOMPARE(document.find(again)->style.labels[1].colour, qRgb(1, 2, 3));
        QVERIFY(document.hasChosenColours());
        document.resetColours();
        QVERIFY(!document.hasChosenColours());
        QCOMPARE(document.find(again)->style.labels[1].colour, own);
        document.replace(again, cordPrediction(next));
        QCOMPARE(document.find(again)->style.labels[1].colour, own);
    }

    void referencesKeepTheirColour()
    {
        Document document;
        document.open(smallImage());
        const LayerId id = document.add(cordReference());
        QVERIFY(!document.setColour(id, 1, qRgb(1, 2, 3)));
        QCOMPARE(document.find(id)->style.labels[0].colour, kReferenceColour);
    }

    void onlyWhatIsSeenIsPointedAt()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId id = document.add(cordPrediction(base));
        QSignalSpy changed(&document, &Document::highlightChanged);
        document.setHighlight(Highlight{id, 2});
        document.setHighlight(Highlight{id, 2});
        QCOMPARE(changed.size(), 1);
        QVERIFY(document.highlight() == (Highlight{id, 2}));
        document.setStyle(id, hiding(*document.find(id), 1));
        QVERIFY(!document.highlight());
        document.setHighlight(Highlight{id, {}}); // all of the layer
        QVERIFY(document.highlight().has_value());
        document.remove(id);
        QVERIFY(!document.highlight());
    }

    void idsAreNeverUsedTwice()
    {
        Document document;
        std::set<LayerId> seen;
        const auto isNew = [&](LayerId id) { return id > 0 && seen.insert(id).second; };
        QVERIFY(isNew(document.open(smallImage())));
        const LayerId first = document.add(vesselLabels());
        QVERIFY(isNew(first));
        document.remove(first);
        QVERIFY(isNew(document.add(vesselLabels())));
        document.userAdds(vesselLabels());
        QVERIFY(isNew(document.layers().back().id));
        document.undoStack().undo();
        QVERIFY(isNew(document.add(vesselLabels())));
        QVERIFY(isNew(document.open(smallImage())));
    }

    void theUserCannotRemoveTheBase()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        document.userAdds(imageLayer(smallImage("second")));
        const LayerId second = document.layers().back().id;
        QVERIFY(!document.userRemoves(base));
        QVERIFY(!document.userRemoves(second + 1)); // there is none
        QVERIFY(!document.userRemoves(0));
        QCOMPARE(document.undoStack().count(), 1);
        QVERIFY(document.userRemoves(second));
        QCOMPARE(idsOf(document), std::vector<LayerId>{base});
    }

    void addingIsUndoneAndRedone()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        QSignalSpy added(&document, &Document::layerAdded);
        QSignalSpy removed(&document, &Document::layerRemoved);
        document.userAdds(vesselLabels());
        const LayerId id = document.layers().back().id;
        QCOMPARE(added.size(), 1);
        QVERIFY(document.undoStack().undoText().contains(QStringLiteral("vessels.nii")));
        LayerStyle style = document.find(id)->style;
        style.opacity = 0.1;
        document.setStyle(id, style);
        QCOMPARE(document.undoStack().count(), 1); // looks are no step of work
        document.undoStack().undo();
        QCOMPARE(removed.size(), 1);
        QCOMPARE(idsOf(document), std::vector<LayerId>{base});
        document.undoStack().redo();
        QCOMPARE(added.size(), 2);
        QCOMPARE(added.at(1).at(0).toInt(), id);
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, id}));
        QCOMPARE(document.find(id)->style.opacity, 0.1);
    }

    void removingIsUndoneAtTheSamePlace()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId below = document.add(vesselLabels(QStringLiteral("a")));
        const LayerId middle = document.add(vesselLabels(QStringLiteral("b")));
        const LayerId above = document.add(vesselLabels(QStringLiteral("c")));
        const std::vector<LayerId> all{base, below, middle, above};
        const std::vector<LayerId> without{base, below, above};
        QVERIFY(document.userRemoves(middle));
        QCOMPARE(idsOf(document), without);
        for (int i = 0; i < 2; ++i) {
            document.undoStack().undo();
            QCOMPARE(idsOf(document), all);
            QCOMPARE(document.find(middle)->name, QStringLiteral("b"));
            document.undoStack().redo();
            QCOMPARE(idsOf(document), without);
        }
        // Fewer layers than before: on top.
        document.remove(below);
        document.remove(above);
        document.undoStack().undo();
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, middle}));
    }

    void stepsThatCannotBeDoneAnyMoreDoNothing()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        const LayerId reference = document.add(cordReference());
        // Meanwhile the program took away what would be removed again.
        QVERIFY(document.userRemoves(reference));
        document.undoStack().undo();
        document.remove(reference);
        document.undoStack().redo();
        document.undoStack().undo();
        QCOMPARE(idsOf(document), std::vector<LayerId>{base});

        // There is at most one reference, and one prediction of an image by a session's model.
        const LayerId old = document.add(cordReference());
        const LayerId oldPrediction = document.add(cordPrediction(base));
        QVERIFY(document.userRemoves(old));
        QVERIFY(document.userRemoves(oldPrediction));
        const LayerId next = document.add(cordReference());
        const LayerId nextPrediction = document.add(cordPrediction(base));
        document.undoStack().undo();
        document.undoStack().undo();
        QCOMPARE(idsOf(document), (std::vector<LayerId>{base, next, nextPrediction}));
        QVERIFY(!document.undoStack().canUndo());
    }

    void openingForgetsTheSteps()
    {
        Document document;
        document.open(smallImage());
        document.userAdds(vesselLabels());
        QVERIFY(document.undoStack().canUndo());
        document.open(smallImage());
        QVERIFY(!document.undoStack().canUndo());
        QVERIFY(!document.undoStack().canRedo());
    }

    void aHiddenLabelStaysHiddenForTheNextImage()
    {
        Document document;
        LayerId base = document.open(smallImage());
        const LayerId id = document.add(cordPrediction(base));
        document.setStyle(id, hiding(*document.find(id), 1));
        QVERIFY(document.find(id)->isLabelVisible(1));
        QVERIFY(!document.find(id)->isLabelVisible(2));
        QVERIFY(!document.find(id)->isLabelVisible(3)); // there is none

        base = document.open(smallImage());
        const LayerId next = document.add(cordPrediction(base));
        QVERIFY(document.find(next)->isLabelVisible(1));
        QVERIFY(!document.find(next)->isLabelVisible(2));
        // A label of the same name in another layer is another one.
        const LayerId other = document.add(predictionLayer(base, test::cordModel("another"), {}));
        QVERIFY(document.find(other)->isLabelVisible(2));
        // And what was switched on again comes back so.
        LayerStyle style = document.find(next)->style;
        style.labels.at(1).visible = true;
        document.setStyle(next, style);
        base = document.open(smallImage());
        QVERIFY(document.find(document.add(cordPrediction(base)))->isLabelVisible(2));
    }

    void aHiddenLayerShowsNoLabel()
    {
        Document document;
        const LayerId id = document.add(cordPrediction(document.open(smallImage())));
        LayerStyle style = document.find(id)->style;
        style.visible = false;
        document.setStyle(id, style);
        QVERIFY(!document.find(id)->isLabelVisible(1));
    }

    void styleAndWindowAreToldApartAndOnce()
    {
        Document document;
        const LayerId base = document.open(smallImage());
        QSignalSpy changed(&document, &Document::layerChanged);
        document.setWindow(base, {10, 20});
        document.setWindow(base, {10, 20});
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed.at(0).at(1).value<Aspect>() == Aspect::Window);
        LayerStyle style = document.base()->style;
        style.opacity = 0.5;
        style.window = {0, 1}; // is not a matter of style
        document.setStyle(base, style);
        document.setStyle(base, style);
        QCOMPARE(changed.size(), 2);
        QVERIFY(changed.at(1).at(1).value<Aspect>() == Aspect::Style);
        QVERIFY((document.base()->style.window == DisplayWindow{10, 20}));
        QCOMPARE(document.base()->style.opacity, 0.5);
        document.setStyle(base + 1, style); // there is none
        document.setWindow(base + 1, {0, 1});
        QCOMPARE(changed.size(), 2);
    }

    void cursorViewsAndLayoutAreToldOnce()
    {
        Document document;
        document.open(smallImage());
        QSignalSpy cursor(&document, &Document::cursorMoved);
        QSignalSpy view(&document, &Document::viewChanged);
        QSignalSpy layout(&document, &Document::layoutChanged);
        document.setCursor({11, 22, 33});
        document.setCursor({11, 22, 33});
        QCOMPARE(cursor.size(), 1);
        QCOMPARE(document.cursor(), (image::Point{11, 22, 33}));

        const ViewState zoomed{false, 3, 1, 2};
        document.setView(image::Plane::Coronal, zoomed);
        document.setView(image::Plane::Coronal, zoomed);
        QCOMPARE(view.size(), 1);
        QVERIFY(view.at(0).at(0).value<image::Plane>() == image::Plane::Coronal);
        QVERIFY(document.view(image::Plane::Coronal) == zoomed);
        QVERIFY(document.view(image::Plane::Axial) == ViewState{});

        document.setLayout(Layout::ThreePlanes);
        document.setLayout(Layout::ThreePlanes);
        QCOMPARE(layout.size(), 1);

        // Another image is seen whole; how many planes are seen is the user's business.
        document.open(smallImage());
        QVERIFY(document.view(image::Plane::Coronal) == ViewState{});
        QVERIFY(document.layout() == Layout::ThreePlanes);
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
