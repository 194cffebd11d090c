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
