// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "ui/document/layers_model.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

using namespace halftone;
using namespace halftone::ui;
using image::Brush;
using image::BrushShape;
using image::PaintRule;
using image::Plane;
using image::Point;
using image::VoxelBox;

namespace {

std::vector<LabelStyle> twoLabels()
{
    return {{1, QStringLiteral("membrane"), qRgb(10, 20, 30), true},
            {2, QStringLiteral("vesicle"), qRgb(40, 50, 60), true}};
}

std::shared_ptr<const Image> boxImage(std::array<int, 3> size)
{
    Image image;
    image.name = "box";
    image.geometry.size = size;
    std::vector<std::uint8_t> voxels(image.geometry.voxels());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<std::uint8_t>(n * 37 % 251);
    }
    image.voxels = std::move(voxels);
    return std::make_shared<const Image>(image);
}

} // namespace

/// Edits of masks as steps of a document.
class TestMaskEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<Document>();
        m_document->open(boxImage({40, 30, 20}));
        m_document->userAdds(
            emptyEditedLayer(*m_document->baseImage(), QStringLiteral("mine"), twoLabels()));
        m_layer = m_document->layers().back().id;
    }
    void cleanup() { m_document.reset(); }

    void aStrokeIsOneStep()
    {
        QSignalSpy changed(&edits(), &MaskEdits::voxelsChanged);
        QVERIFY(edits().beginStroke(m_layer, disc(5), {}, Plane::Axial, {8, 8, 4}));
        QVERIFY(edits().isStroking());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toInt(), m_layer);
        QVERIFY(changed[0][1].value<VoxelBox>() == (VoxelBox{{6, 6, 4}, {10, 10, 4}}));
        QCOMPARE(count(1), std::size_t{21});
        edits().strokeTo({20, 8, 4});
        QVERIFY(changed[1][1].value<VoxelBox>() == (VoxelBox{{10, 6, 4}, {22, 10, 4}}));
        edits().strokeTo({8, 8, 4}); // back: nothing is new
        QCOMPARE(changed.size(), 2);
        QCOMPARE(m_document->undoStack().count(), 1); // adding the layer
        const std::size_t painted = count(1);
        QVERIFY(painted > 70);
        edits().endStroke();
        QVERIFY(!edits().isStroking());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(m_document->undoStack().count(), 2);
        QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("painting membrane"));
        m_document->undoStack().undo();
        QCOMPARE(count(1), std::size_t{0});
        QVERIFY(changed[2][1].value<VoxelBox>() == (VoxelBox{{6, 6, 4}, {22, 10, 4}}));
        m_document->undoStack().redo();
        QCOMPARE(count(1), painted);
        QCOMPARE(changed.size(), 4);
    }

    void aStrokeOverWhatIsThereIsNoStep()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        stroke({8, 8, 4}, {12, 8, 4});
        QCOMPARE(m_document->undoStack().count(), 2);
        const std::uint64_t revision = mask().revision();
        edits().endStroke();
        QCOMPARE(mask().revision(), revision);
    }

    void aStrokeThatIsGivenUpLeavesNothing()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        const std::size_t before = count(1);
        edits().beginStroke(m_layer, disc(9), {}, Plane::Axial, {20, 20, 4});
        QVERIFY(count(1) > before);
        edits().cancelStroke();
        QCOMPARE(count(1), before);
        QCOMPARE(m_document->undoStack().count(), 2);
        edits().cancelStroke();
        QCOMPARE(count(1), before);
    }

    void undoDuringAStrokeUndoesThatStroke()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        const std::size_t before = count(1);
        edits().beginStroke(m_layer, disc(9), {}, Plane::Axial, {20, 20, 4});
        m_document->undoStack().undo();
        QVERIFY(!edits().isStroking());
        QCOMPARE(count(1), before);
        m_document->undoStack().redo();
        QVERIFY(count(1) > before);
    }

    void strokesGoWithTheirLayer()
    {
        edits().beginStroke(m_layer, disc(9), {}, Plane::Axial, {20, 20, 4});
        QVERIFY(m_document->userRemoves(m_layer)); // the user's: the stroke is kept
        QVERIFY(!edits().isStroking());
        edits().strokeTo({3, 3, 3});
        m_document->undoStack().undo();
        QVERIFY(count(1) > 0);
        m_document->undoStack().undo();
        QCOMPARE(count(1), std::size_t{0});
        edits().beginStroke(m_layer, disc(9), {}, Plane::Axial, {20, 20, 4});
        m_document->remove(m_layer); // the program's
        QVERIFY(!edits().isStroking());
        m_document->undoStack().redo(); // of a layer that is gone: nothing, and forgotten
        m_document->undoStack().undo();
        QVERIFY(m_document->find(m_layer) == nullptr);
        QVERIFY(!edits().snapshot(m_layer));
        m_document->open(boxImage({4, 4, 4}));
        QVERIFY(!edits().beginStroke(m_layer, disc(9), {}, Plane::Axial, {2, 2, 2}));
    }

    void onlyEditedLayersOnTheGridOfTheImageAreEdited()
    {
        QVERIFY(!edits().beginStroke(m_document->base()->id, disc(9), {}, Plane::Axial, {}));
        const LayerId labels = m_document->add(test::vesselLabels());
        QVERIFY(!edits().beginStroke(labels, disc(9), {}, Plane::Axial, {}));
        QVERIFY(!edits().snapshot(labels));
        const LayerId other = m_document->add(
            emptyEditedLayer(*test::smallImage(), QStringLiteral("other"), twoLabels()));
        QVERIFY(!edits().beginStroke(other, disc(9), {}, Plane::Axial, {}));
        QVERIFY(!edits().isStroking());
    }

    void valuesOfTheBaseImageLimitAStroke()
    {
        PaintRule rule;
        rule.label = 2;
        rule.within = image::ValueRange{0, 100};
        edits().beginStroke(m_layer, {BrushShape::Square, 100, true}, rule, Plane::Axial,
                            {20, 15, 10});
        edits().endStroke();
        const LabelMap map = edits().snapshot(m_layer)->toLabelMap();
        for (std::size_t n = 0; n < map.voxels.size(); ++n) {
            QCOMPARE(map.voxels[n] == 2, m_document->baseImage()->value(n) <= 100);
        }
    }

    void randomEditsAreUndoneAndDoneAgain()
    {
        std::mt19937 random(11);
        std::vector<std::vector<std::uint8_t>> states{voxels()};
        for (int n = 0; n < 60; ++n) {
            const auto place = [&] {
                return Point{double(random() % 40), double(random() % 30), double(random() % 20)};
            };
            PaintRule rule;
            rule.label = static_cast<std::uint8_t>(random() % 3);
            rule.over = random() % 2 == 0 ? image::allLabels() : image::onlyBackground();
            const Brush brush{random() % 2 == 0 ? BrushShape::Round : BrushShape::Square,
                              1 + double(random() % 9), random() % 2 == 0};
            edits().beginStroke(m_layer, brush, rule, image::kPlanes[random() % 3], place());
            edits().strokeTo(place());
            edits().strokeTo(place());
            const int steps = m_document->undoStack().count();
            edits().endStroke();
            if (m_document->undoStack().count() > steps) {
                states.push_back(voxels());
            }
        }
        QVERIFY(states.size() > 40);
        std::size_t at = states.size() - 1;
        for (int n = 0; n < 400; ++n) {
            if (at > 0 && (at + 1 == states.size() || random() % 2 == 0)) {
                m_document->undoStack().undo();
                --at;
            } else {
                m_document->undoStack().redo();
                ++at;
            }
            QVERIFY(voxels() == states[at]);
            QCOMPARE(mask().isEdited(), at > 0);
        }
    }

    void layersMeasurementsAndEditsAreUndoneInTurn()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        m_document->userMeasures({});
        const LayerId labels = m_document->layers().back().id;
        m_document->userAdds(test::vesselLabels());
        stroke({20, 20, 4}, {25, 20, 4});
        m_document->undoStack().undo();
        QVERIFY(m_document->layers().back().id != labels);
        m_document->undoStack().undo();
        QCOMPARE(m_document->layers().back().id, labels);
        QCOMPARE(m_document->measurements().size(), std::size_t{1});
        m_document->undoStack().undo();
        QVERIFY(m_document->measurements().empty());
        QVERIFY(count(1) > 0);
        m_document->undoStack().undo();
        QCOMPARE(count(1), std::size_t{0});
        m_document->undoStack().undo();
        QVERIFY(m_document->find(m_layer) == nullptr);
        for (int n = 0; n < 5; ++n) {
            m_document->undoStack().redo();
        }
        QVERIFY(!m_document->undoStack().canRedo());
        QVERIFY(count(1) > 40);
    }

    void theOldestStrokesAreForgottenBeyondTheBudget()
    {
        constexpr std::size_t kBudget = 20000;
        m_document->undoStack().setBudgetBytes(kBudget);
        std::vector<std::vector<std::uint8_t>> states;
        for (int n = 0; n < 200; ++n) {
            states.push_back(voxels());
            PaintRule rule;
            rule.label = static_cast<std::uint8_t>(1 + n % 2);
            edits().beginStroke(m_layer, disc(7), rule, Plane::Axial, {3.0 + n % 35, 9, 4});
            edits().endStroke();
        }
        QVERIFY(m_document->undoStack().bytes() <= kBudget);
        QVERIFY(m_document->undoStack().bytes() > kBudget / 2);
        QVERIFY(m_document->undoStack().count() < 190);
        std::size_t at = states.size();
        while (m_document->undoStack().canUndo()) {
            m_document->undoStack().undo();
            QVERIFY(voxels() == states[--at]);
        }
        QVERIFY(at > 10);
        QVERIFY(m_document->find(m_layer) != nullptr); // adding it was the oldest step
        QVERIFY(mask().isEdited());
    }

    void aThousandStrokesFitInto64MB()
    {
        m_document->open(boxImage({512, 512, 64}));
        const LayerId layer = m_document->add(
            emptyEditedLayer(*m_document->baseImage(), QStringLiteral("mine"), twoLabels()));
        m_document->undoStack().setBudgetBytes(std::size_t{64} << 20);
        std::mt19937 random(2);
        for (int n = 0; n < 1000; ++n) {
            PaintRule rule;
            rule.label = static_cast<std::uint8_t>(1 + random() % 2);
            const Brush brush{BrushShape::Round, 40, n % 10 == 0}; // each tenth a ball
            Point at{double(random() % 512), double(random() % 512), double(random() % 64)};
            edits().beginStroke(layer, brush, rule, Plane::Axial, at);
            for (int move = 0; move < 5; ++move) {
                at[0] += double(random() % 21) - 10;
                at[1] += double(random() % 21) - 10;
                edits().strokeTo(at);
            }
            edits().endStroke();
        }
        qInfo("%d strokes in %zu bytes", m_document->undoStack().count(),
              m_document->undoStack().bytes());
        QVERIFY(m_document->undoStack().count() > 950); // a few changed nothing
        const std::size_t kept = m_document->undoStack().bytes();
        QVERIFY2(kept < (std::size_t{64} << 20), qPrintable(QString::number(kept)));
        while (m_document->undoStack().canUndo()) {
            m_document->undoStack().undo();
        }
        QVERIFY(!m_document->find(layer)->as<EditedContent>()->mask->labels().contains(1));
        QVERIFY(!m_document->find(layer)->as<EditedContent>()->mask->isEdited());
    }

    void changesOfSnapshotsApplyToWhatTheyWereMadeOf()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        const MaskSnapshot before = *edits().snapshot(m_layer);
        image::DeltaBuilder builder(before.voxels.geometry);
        builder.add(7, 0, 100, 0, 2);
        const image::LabelDelta delta = builder.take();
        stroke({20, 20, 4}, {25, 20, 4});
        QVERIFY(!edits().apply(m_layer, before.revision, delta, QStringLiteral("fill")));
        QCOMPARE(count(2), std::size_t{0});
        m_document->undoStack().undo(); // another revision, although it looks the same
        QVERIFY(!edits().apply(m_layer, before.revision, delta, QStringLiteral("fill")));
        QVERIFY(edits().apply(m_layer, mask().revision(), delta, QStringLiteral("fill")));
        QCOMPARE(count(2), std::size_t{100});
        QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("fill"));
        m_document->undoStack().undo();
        QCOMPARE(count(2), std::size_t{0});
        const int steps = m_document->undoStack().count();
        QVERIFY(edits().apply(m_layer, mask().revision(), {}, QStringLiteral("nothing")));
        QCOMPARE(m_document->undoStack().count(), steps);
    }

    void whatIsEditedAndUnsavedIsKnown()
    {
        QSignalSpy changed(&edits(), &MaskEdits::stateChanged);
        LayersModel rows(*m_document);
        const auto detail = [&] {
            return rows.rowOf(m_layer).data(LayersModel::DetailRole).toString();
        };
        const auto check = [&](bool edited, bool unsaved, const char* words) {
            QCOMPARE(mask().isEdited(), edited);
            QCOMPARE(mask().isUnsaved(), unsaved);
            QCOMPARE(edits().unsaved(),
                     unsaved ? std::vector<LayerId>{m_layer} : std::vector<LayerId>{});
            QCOMPARE(detail(), QString::fromLatin1(words));
            QCOMPARE(edits().snapshot(m_layer)->origin.edited, edited);
        };
        check(false, false, "");
        QSignalSpy told(&rows, &LayersModel::dataChanged);
        stroke({8, 8, 4}, {12, 8, 4});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(told.size(), 1);
        check(true, true, "edited, not saved");
        m_document->undoStack().undo();
        check(false, false, "");
        m_document->undoStack().redo();
        const MaskSnapshot saved = *edits().snapshot(m_layer);
        stroke({20, 20, 4}, {25, 20, 4}); // while it is written
        edits().markSaved(saved);
        check(true, true, "edited, not saved");
        m_document->undoStack().undo();
        check(true, false, "edited");
        m_document->undoStack().undo();
        check(false, true, "edited, not saved"); // the file holds what was undone
        stroke({20, 20, 4}, {25, 20, 4}); // not the state that was saved, although as far from it
        check(true, true, "edited, not saved");
    }

    void namesOfLabelsAreWork()
    {
        QSignalSpy content(m_document.get(), &Document::layerChanged);
        const std::uint64_t revision = mask().revision();
        std::vector<LabelStyle> labels = twoLabels();
        QVERIFY(edits().setLabels(m_layer, labels)); // the same
        QCOMPARE(mask().revision(), revision);
        QVERIFY(content.isEmpty());
        labels.push_back({7, QStringLiteral("gap"), qRgb(1, 2, 3), true});
        QVERIFY(edits().setLabels(m_layer, labels));
        QCOMPARE(content.size(), 1);
        QVERIFY(mask().revision() > revision);
        QVERIFY(mask().isUnsaved() && !mask().isEdited());
        edits().markSaved(*edits().snapshot(m_layer));
        QVERIFY(!mask().isUnsaved());
        PaintRule rule;
        rule.label = 7;
        edits().beginStroke(m_layer, disc(3), rule, Plane::Axial, {5, 5, 5});
        edits().endStroke();
        QVERIFY(!edits().setLabels(m_layer, twoLabels())); // it has voxels
        labels.push_back({7, QStringLiteral("twice"), 0, true});
        QVERIFY(!edits().setLabels(m_layer, labels));
        labels.back().value = 0;
        QVERIFY(!edits().setLabels(m_layer, labels));
        const LabelMap map = edits().snapshot(m_layer)->toLabelMap();
        QCOMPARE(map.labels.size(), std::size_t{3});
        QCOMPARE(map.labels[2].name, std::string("gap"));
        QVERIFY(map.labels[2].colour == (std::array<std::uint8_t, 3>{1, 2, 3}));
    }

    void masksAreMadeOfLabelLayers()
    {
        auto map = std::make_shared<LabelMap>();
        map->geometry = m_document->baseImage()->geometry;
        map->voxels.resize(map->geometry.voxels(), 3);
        map->labels = {{3, "vessel", {}}};
        map->files = {"/somewhere/vessels.nii.gz"};
        map->findings = {{Severity::Severe, {"odd", "odd", {}}, ""}};
        const Layer labels = labelsLayer(map, QStringLiteral("vessels.nii.gz"), 0);
        const Geometry& base = m_document->baseImage()->geometry;
        const std::optional<Layer> made = editedLayerOf(labels, base);
        QVERIFY(made);
        QCOMPARE(made->name, QStringLiteral("vessels.nii.gz"));
        QVERIFY(made->style.labels == labels.style.labels);
        const EditedMask& mask = *made->as<EditedContent>()->mask;
        QCOMPARE(mask.origin().labels, std::string("vessels.nii.gz"));
        QCOMPARE(mask.findings().size(), std::size_t{1});
        QCOMPARE(mask.labels().slice(5).data(),
                 map->voxels.data() + 5 * map->geometry.sliceVoxels()); // shared
        QVERIFY(!mask.isEdited());
        const LayerId id = m_document->add(*made);
        edits().beginStroke(id, disc(3), {}, Plane::Axial, {5, 5, 5});
        edits().endStroke();
        QVERIFY(std::count(map->voxels.begin(), map->voxels.end(), 3)
                == static_cast<std::ptrdiff_t>(map->voxels.size()));
        QVERIFY(!editedLayerOf(test::vesselLabels(), base));
        QVERIFY(!editedLayerOf(*m_document->base(), base));
        // The labels of a reference all have one colour: these are to be told apart.
        auto two = std::make_shared<LabelMap>(*map);
        two->labels.push_back({4, "bone", {}});
        const std::optional<Layer> reference = editedLayerOf(referenceLayer(two, two, true), base);
        QVERIFY(reference->style.labels[0].colour != reference->style.labels[1].colour);
    }

    void whatWasKeptComesBack()
    {
        stroke({8, 8, 4}, {12, 8, 4});
        const MaskSnapshot kept = *edits().snapshot(m_layer);
        const EditedMask restored(kept);
        QVERIFY(restored.labels().snapshot().toLabelMap().voxels == voxels());
        QVERIFY(restored.isEdited() && restored.isUnsaved());
        edits().markSaved(kept);
        const EditedMask saved(*edits().snapshot(m_layer));
        QVERIFY(saved.isEdited() && !saved.isUnsaved());
    }

    /// For sanitizers, too: the snapshot is read while what it is of is edited.
    void snapshotsAreReadElsewhereMeanwhile()
    {
        stroke({8, 8, 4}, {30, 20, 4});
        std::optional<MaskSnapshot> kept = edits().snapshot(m_layer);
        const auto expected = voxels();
        std::atomic<bool> same = false;
        std::thread reader([&] { same = kept->toLabelMap().voxels == expected; });
        for (int n = 0; n < 30; ++n) {
            PaintRule rule;
            rule.label = static_cast<std::uint8_t>(n % 3);
            edits().beginStroke(m_layer, disc(9), rule, Plane::Axial, {5.0 + n, 12, 4});
            edits().endStroke();
        }
        reader.join();
        QVERIFY(same);
    }

    void masksAreNoPredictionsAndNoReferences()
    {
        QVERIFY(m_document->last<PredictionContent>() == nullptr);
        QVERIFY(m_document->reference() == nullptr);
        m_document->setOther(OtherLabels{m_layer});
        QVERIFY(!isSet(m_document->other()));
        const LayerId prediction = m_document->add(test::cordPrediction(m_document->base()->id));
        QCOMPARE(m_document->last<PredictionContent>()->id, prediction);
        stroke({8, 8, 4}, {12, 8, 4});
        QVERIFY(m_document->find(m_layer)->as<EditedContent>() != nullptr);
    }

private:
    [[nodiscard]] MaskEdits& edits() const { return m_document->edits(); }
    [[nodiscard]] const EditedMask& mask() const
    {
        return *m_document->find(m_layer)->as<EditedContent>()->mask;
    }
    [[nodiscard]] std::vector<std::uint8_t> voxels() const
    {
        return edits().snapshot(m_layer)->voxels.toLabelMap().voxels;
    }
    [[nodiscard]] std::size_t count(std::uint8_t label) const
    {
        const auto all = voxels();
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), label));
    }
    static Brush disc(double diameter) { return {BrushShape::Round, diameter, false}; }
    void stroke(const Point& from, const Point& to)
    {
        edits().beginStroke(m_layer, disc(5), {}, Plane::Axial, from);
        edits().strokeTo(to);
        edits().endStroke();
    }

    std::unique_ptr<Document> m_document;
    LayerId m_layer = 0;
};

QTEST_GUILESS_MAIN(TestMaskEdits)
#include "tst_mask_edits.moc"
