// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/brush.h"
#include "ui/document/edited_mask.h"

#include <QObject>

#include <optional>
#include <vector>

namespace halftone::ui {

class Document;

/// Changes the edited layers of a document, the only one who does. Every change of voxels is one
/// step that can be undone; a stroke is one from press to release. Lives in its document
/// (Document::edits()). One thread, that of the document.
class MaskEdits : public QObject {
    Q_OBJECT

public:
    explicit MaskEdits(Document& document);

    /// Begins a stroke at a point (LPS mm) in a view of `plane`, and paints there. False where the
    /// layer is none to be edited. A stroke that goes on is ended first. Where the rule looks at
    /// grey values they are those of the base image.
    bool beginStroke(LayerId layer, const image::Brush& brush, const image::PaintRule& rule,
                     image::Plane plane, const image::Point& mm);
    /// Paints along the segment from where the stroke was. Nothing without a stroke.
    void strokeTo(const image::Point& mm);
    /// Makes what was painted one step. A stroke that changed nothing is none.
    void endStroke();
    /// As it was before the stroke.
    void cancelStroke();
    /// The same where it goes over that layer.
    void cancelStrokeOn(LayerId layer)
    {
        if (m_stroke && m_stroke->layer == layer) {
            cancelStroke();
        }
    }
    [[nodiscard]] bool isStroking() const noexcept { return m_stroke.has_value(); }

    /// A change that was computed of a snapshot, as one step called `text` (a filter, a fill).
    /// False where the mask is not as it was at `revision` any more: nothing is changed then. An
    /// empty delta is no step.
    bool apply(LayerId layer, std::uint64_t revision, image::LabelDelta delta, const QString& text);

    /// Other names and colours of labels, more labels, fewer: work, but no step. False where a
    /// label is left out that a voxel has, and where two have one value.
    bool setLabels(LayerId layer, std::vector<LabelStyle> labels);

    /// As it is now, for other threads; nothing where the layer is none to be edited. During a
    /// stroke what was painted until now is in it: to save, end the stroke first.
    [[nodiscard]] std::optional<MaskSnapshot> snapshot(LayerId layer) const;
    /// What a snapshot held lies in a file now: unsaved is what differs from it.
    void markSaved(const MaskSnapshot& saved);

    /// Edited layers that hold unsaved work, bottom first: to be asked about before they go.
    [[nodiscard]] std::vector<LayerId> unsaved() const;

Q_SIGNALS:
    /// Voxels within `box` became others: during a stroke, by a step, undone or redone. What else
    /// is said of the layer did not change.
    void voxelsChanged(int layer, const halftone::image::VoxelBox& box);
    /// isEdited() or isUnsaved() of its mask may be another.
    void stateChanged(int layer);

private:
    friend class Document;
    friend class MaskEditStep;
    struct Stroke {
        LayerId layer = 0;
        image::Brush brush;
        image::PaintRule rule;
        image::Plane plane{};
        image::Point at{};
        image::DeltaBuilder changes;
    };

    [[nodiscard]] EditedMask* maskOf(LayerId layer) const;
    void recoloured(LayerId layer); ///< colours of its labels, which files keep
    void paintTo(const image::Point& mm);
    void setState(LayerId layer, EditedMask& mask, std::uint64_t state);

    Document& m_document;
    std::optional<Stroke> m_stroke;
};

} // namespace halftone::ui
