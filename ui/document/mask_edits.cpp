// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/mask_edits.h"

#include "core/image/grid/plane.h"
#include "ui/document/document.h"

#include <algorithm>
#include <bitset>
#include <memory>
#include <utility>

namespace halftone::ui {

/// A change of voxels, and the states of the mask before and after it.
class MaskEditStep : public UndoStep {
public:
    /// `isDone`: the voxels are as after it already.
    MaskEditStep(MaskEdits& edits, LayerId layer, image::LabelDelta delta, const QString& text,
                 bool isDone)
        : UndoStep(text), m_edits(edits), m_layer(layer), m_delta(std::move(delta)),
          m_isDone(isDone)
    {
        EditedMask& mask = *edits.maskOf(layer);
        m_before = mask.m_state;
        m_after = ++mask.m_lastState;
    }

    bool redo() override { return move(true); }
    bool undo() override { return move(false); }
    [[nodiscard]] std::size_t bytes() const noexcept override
    {
        return sizeof(MaskEditStep) + m_delta.bytes();
    }

private:
    bool move(bool forwards)
    {
        EditedMask* mask = m_edits.maskOf(m_layer);
        if (mask == nullptr) {
            return false; // the program took the layer away
        }
        if (!std::exchange(m_isDone, false)) {
            forwards ? m_delta.apply(mask->m_labels) : m_delta.revert(mask->m_labels);
            ++mask->m_revision;
            Q_EMIT m_edits.voxelsChanged(m_layer, m_delta.box());
        }
        m_edits.setState(m_layer, *mask, forwards ? m_after : m_before);
        return true;
    }

    MaskEdits& m_edits;
    LayerId m_layer;
    image::LabelDelta m_delta;
    bool m_isDone;
    std::uint64_t m_before = 0;
    std::uint64_t m_after = 0;
};

MaskEdits::MaskEdits(Document& document) : m_document(document) {}

EditedMask* MaskEdits::maskOf(LayerId layer) const
{
    const Layer* found = m_document.find(layer);
    const auto* content = found != nullptr ? found->as<EditedContent>() : nullptr;
    return content != nullptr ? content->mask.get() : nullptr;
}

void MaskEdits::setState(LayerId layer, EditedMask& mask, std::uint64_t state)
{
    mask.m_state = state;
    Q_EMIT stateChanged(layer);
}

bool MaskEdits::beginStroke(LayerId layer, const image::Brush& brush, const image::PaintRule& rule,
                            image::Plane plane, const image::Point& mm)
{
    endStroke();
    const EditedMask* mask = maskOf(layer);
    const auto base = m_document.baseImage();
    if (mask == nullptr || mask->labels().geometry().size != base->geometry.size) {
        return false;
    }
    m_stroke.emplace(
        Stroke{layer, brush, rule, plane, mm, image::DeltaBuilder(mask->labels().geometry())});
    paintTo(mm);
    return true;
}

void MaskEdits::strokeTo(const image::Point& mm)
{
    if (!m_stroke) {
        return;
    }
    const Geometry& grid = m_document.baseImage()->geometry;
    const auto planeOf = [&](const image::Point& at) {
        return image::planeNumber(grid, m_stroke->plane, at);
    };
    if (!m_stroke->brush.throughSlices && planeOf(mm) != planeOf(m_stroke->at)) {
        m_stroke->at = mm; // the slice was changed meanwhile: nothing is painted on the former one
    }
    paintTo(mm);
}

void MaskEdits::paintTo(const image::Point& mm)
{
    Stroke& stroke = *m_stroke;
    EditedMask& mask = *maskOf(stroke.layer); // a layer that goes takes its stroke with it
    const image::Point from = std::exchange(stroke.at, mm);
    const auto runs =
        image::sweep(mask.m_labels.geometry(), stroke.brush, stroke.plane, from, stroke.at);
    const image::VoxelBox box = image::paint(mask.m_labels, runs, stroke.rule,
                                             m_document.baseImage().get(), stroke.changes);
    if (!box.isEmpty()) {
        ++mask.m_revision;
        Q_EMIT voxelsChanged(stroke.layer, box);
    }
}

void MaskEdits::endStroke()
{
    if (!m_stroke) {
        return;
    }
    Stroke stroke = *std::exchange(m_stroke, std::nullopt);
    if (stroke.changes.isEmpty()) {
        return;
    }
    const std::vector<LabelStyle>& labels = m_document.find(stroke.layer)->style.labels;
    const auto label = std::find_if(labels.begin(), labels.end(), [&](const LabelStyle& each) {
        return each.value == stroke.rule.label;
    });
    const QString text = stroke.rule.label == 0  ? tr("erasing")
                         : label == labels.end() ? tr("painting")
                                                 : tr("painting %1").arg(label->name);
    m_document.undoStack().push(
        std::make_unique<MaskEditStep>(*this, stroke.layer, stroke.changes.take(), text, true));
}

void MaskEdits::cancelStroke()
{
    if (!m_stroke) {
        return;
    }
    Stroke stroke = *std::exchange(m_stroke, std::nullopt);
    const image::LabelDelta delta = stroke.changes.take();
    if (!delta.isEmpty()) {
        EditedMask& mask = *maskOf(stroke.layer);
        delta.revert(mask.m_labels);
        ++mask.m_revision;
        Q_EMIT voxelsChanged(stroke.layer, delta.box());
    }
}

bool MaskEdits::apply(LayerId layer, std::uint64_t revision, image::LabelDelta delta,
                      const QString& text)
{
    endStroke();
    const EditedMask* mask = maskOf(layer);
    if (mask == nullptr || mask->revision() != revision) {
        return false;
    }
    if (!delta.isEmpty()) {
        m_document.undoStack().push(
            std::make_unique<MaskEditStep>(*this, layer, std::move(delta), text, false));
    }
    return true;
}

bool MaskEdits::setLabels(LayerId layer, std::vector<LabelStyle> labels)
{
    EditedMask* mask = maskOf(layer);
    if (mask == nullptr) {
        return false;
    }
    std::bitset<256> known;
    for (const LabelStyle& label : labels) {
        if (label.value == 0 || known[label.value]) {
            return false;
        }
        known.set(label.value);
    }
    Layer& edited = *m_document.edit(layer);
    for (const LabelStyle& before : edited.style.labels) {
        if (!known[before.value] && mask->labels().contains(before.value)) {
            return false; // its voxels would be there and not be seen
        }
    }
    if (edited.style.labels != labels) {
        edited.style.labels = std::move(labels);
        mask->m_renamed = true;
        ++mask->m_revision;
        Q_EMIT m_document.layerChanged(layer, Aspect::Content);
        Q_EMIT stateChanged(layer);
    }
    return true;
}

void MaskEdits::recoloured(LayerId layer)
{
    if (EditedMask* mask = maskOf(layer)) {
        mask->m_renamed = true;
        ++mask->m_revision;
        Q_EMIT stateChanged(layer);
    }
}

std::optional<MaskSnapshot> MaskEdits::snapshot(LayerId layer) const
{
    const EditedMask* mask = maskOf(layer);
    if (mask == nullptr) {
        return std::nullopt;
    }
    const Layer& found = *m_document.find(layer);
    MaskSnapshot snapshot;
    snapshot.layer = layer;
    snapshot.name = found.name;
    snapshot.labels = found.style.labels;
    snapshot.voxels = mask->labels().snapshot();
    snapshot.origin = mask->origin();
    snapshot.origin.edited = mask->isEdited();
    snapshot.findings = mask->findings();
    snapshot.revision = mask->revision();
    snapshot.state = mask->m_state;
    snapshot.edited = mask->isEdited();
    snapshot.unsaved = mask->isUnsaved();
    return snapshot;
}

void MaskEdits::markSaved(const MaskSnapshot& saved)
{
    if (EditedMask* mask = maskOf(saved.layer)) {
        mask->m_saved = saved.state;
        const auto isSame = [](const LabelStyle& a, const LabelStyle& b) {
            return a.value == b.value && a.name == b.name && a.colour == b.colour;
        };
        const std::vector<LabelStyle>& labels = m_document.find(saved.layer)->style.labels;
        mask->m_renamed = !std::equal(labels.begin(), labels.end(), saved.labels.begin(),
                                      saved.labels.end(), isSame);
        Q_EMIT stateChanged(saved.layer);
    }
}

std::vector<LayerId> MaskEdits::unsaved() const
{
    std::vector<LayerId> layers;
    for (const Layer& layer : m_document.layers()) {
        const auto* edited = layer.as<EditedContent>();
        // A stroke that goes on is a step at its end only, and may be long.
        const bool isPainted =
            m_stroke && m_stroke->layer == layer.id && !m_stroke->changes.isEmpty();
        if (edited != nullptr && (isPainted || edited->mask->isUnsaved())) {
            layers.push_back(layer.id);
        }
    }
    return layers;
}

} // namespace halftone::ui
