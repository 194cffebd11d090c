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
using test::boxImage;
using test::twoLabels;

/// What is known of masks that are edited, and what they are not.
class TestEditedMasks : public QObject {
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

    void coloursOfLabelsAreWork()
    {
        QVERIFY(!mask().isUnsaved());
        QVERIFY(m_document->setColour(m_layer, twoLabels()[0].value, qRgb(9, 8, 7)));
        QVERIFY(mask().isUnsaved() && !mask().isEdited());
        edits().markSaved(*edits().snapshot(m_layer));
        QVERIFY(!mask().isUnsaved());
        m_document->resetColours();
        QVERIFY(mask().isUnsaved());
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

QTEST_GUILESS_MAIN(TestEditedMasks)
#include "tst_edited_masks.moc"
