// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/label_delta.h"
#include "core/image/mask_file.h"
#include "ui/document/layer.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// An edited mask at one moment, for other threads: to be saved, kept for a crash, filtered. Cheap;
/// shares the slices (image::LabelSnapshot).
struct MaskSnapshot {
    LayerId layer = 0;
    QString name;                   ///< of the layer
    std::vector<LabelStyle> labels; ///< values, names, colours, as they are saved
    image::LabelSnapshot voxels;
    image::MaskOrigin origin;   ///< what it was begun from
    Findings findings;          ///< as EditedMask::findings()
    std::uint64_t revision = 0; ///< as EditedMask::revision()
    std::uint64_t state = 0;    ///< for MaskEdits::markSaved()
    bool edited = false;
    bool unsaved = false;

    /// Its labels as files have them.
    [[nodiscard]] std::vector<Label> fileLabels() const;
    /// All of it, with these: for files.
    [[nodiscard]] LabelMap toLabelMap() const;
};

/// A mask that is edited by hand: labels on the native grid of the base image, whence they came,
/// and what became of them. Read by anybody on the thread of the document; changed by MaskEdits
/// alone.
class EditedMask {
public:
    /// As it was made: not edited.
    EditedMask(image::LabelSnapshot start, image::MaskOrigin origin, Findings findings = {});
    /// As it was kept by a MaskSnapshot: edited or not, saved or not.
    explicit EditedMask(const MaskSnapshot& kept);

    [[nodiscard]] const image::SlicedLabels& labels() const noexcept { return m_labels; }
    /// Model and precision, or the file of labels, that it was begun from; neither: from nothing.
    [[nodiscard]] const image::MaskOrigin& origin() const noexcept { return m_origin; }
    /// Of the image or the labels that it was begun from, as files tell them (LabelMap::findings).
    [[nodiscard]] const Findings& findings() const noexcept { return m_findings; }
    /// Differs from what it was made of. What was undone entirely is not edited.
    [[nodiscard]] bool isEdited() const noexcept { return m_state != 0; }
    /// Differs from what was saved last; where nothing was, from what it was made of.
    [[nodiscard]] bool isUnsaved() const noexcept { return m_state != m_saved || m_renamed; }
    /// Grows with every change, of voxels or of labels, those by undo and redo included.
    [[nodiscard]] std::uint64_t revision() const noexcept { return m_revision; }

private:
    friend class MaskEdits;
    friend class MaskEditStep;
    image::SlicedLabels m_labels;
    image::MaskOrigin m_origin;
    Findings m_findings;
    std::uint64_t m_revision = 1;
    std::uint64_t m_lastState = 0; ///< numbers of states are never used twice
    std::uint64_t m_state = 0;     ///< 0: as it was made
    std::uint64_t m_saved = 0;
    bool m_renamed = false; ///< labels got other names or colours since it was saved
};

/// Layers to be edited, as they are when they are new. `name` says whence they came: "EM membranes,
/// W4A6", the file's name; it is what rows and the probe say.
[[nodiscard]] Layer editedLayer(std::shared_ptr<EditedMask> mask, const QString& name,
                                std::vector<LabelStyle> labels);
/// Of nothing: no voxel of `base` has a label yet.
[[nodiscard]] Layer emptyEditedLayer(const Image& base, const QString& name,
                                     std::vector<LabelStyle> labels);
/// Of a label layer, whose voxels are shared until they are edited; nothing where it is none or
/// lies on another grid than `base` (image::resampleTo brings it there, in a lane).
[[nodiscard]] std::optional<Layer> editedLayerOf(const Layer& labels, const Geometry& base);

} // namespace halftone::ui
