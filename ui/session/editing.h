// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/brush.h"
#include "ui/session/mask_filters.h"
#include "ui/session/mask_maker.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>

namespace halftone::ui {

class Session;

/// How people paint.
struct BrushOptions {
    static constexpr int kLargest = 200;
    int size = 8; ///< voxels across, along the finer axis of the plane; 1 to kLargest
    bool square = false;
    bool volume = false;         ///< through slices
    bool unlabelledOnly = false; ///< nothing that has a label is painted over; of the brush alone
    std::uint8_t label = 1;
    bool ranged = false;       ///< only where the base image has values of `range`
    image::ValueRange range{}; ///< low <= high

    friend bool operator==(const BrushOptions&, const BrushOptions&) = default;
};

/// A clean-up of the active label, and where it works.
struct CleanUp {
    image::LabelFilterKind kind = image::LabelFilterKind::FillHoles;
    std::optional<image::Plane> inPlane{}; ///< only in the plane through the cursor; none: in all
    std::size_t minimumVoxels = 10;        ///< as image::LabelFilter has it
};

/// The topmost visible layer that is edited by hand; null: none is on the screen.
[[nodiscard]] const Layer* editedOnScreen(const Document& document);
/// The voxel along the normal of a plane that a point (LPS mm) lies in, clamped to the grid.
[[nodiscard]] int planeIndex(const Geometry& grid, image::Plane plane, const image::Point& mm);
/// "edited", or "to edit" as long as nothing was changed.
[[nodiscard]] QString editedWord(const Layer& edited);
/// "of W4A6, unedited": what is said beside numbers while an edited mask is on the screen, as no
/// number is counted of it; empty else, and where there are no numbers.
[[nodiscard]] QString unlikeScreen(const Session& session);

/// What is edited, with which brush, and the work behind it: masks that become editable, and
/// clean-ups, each in a lane. The layer that a mask or labels were taken from is hidden while the
/// edited one is there, so that it is clear what is seen. One thread, that of the session.
class Editing : public QObject {
    Q_OBJECT

public:
    explicit Editing(Session& session, QObject* parent = nullptr);

    /// The layer that strokes and clean-ups change; null: none.
    [[nodiscard]] const Layer* target() const;
    /// Of several edited layers, that one; nothing where it is none.
    void setTarget(LayerId layer);

    [[nodiscard]] const BrushOptions& options() const noexcept { return m_options; }
    void setOptions(BrushOptions options);
    void resizeBrush(int voxels);
    [[nodiscard]] image::Brush brush(image::Plane plane) const;
    [[nodiscard]] image::PaintRule rule(bool erases) const;
    /// Takes the range of the values that the brush covers at a point of a plane.
    void takeRange(image::Plane plane, const image::Point& mm);

    /// The mask that the sliders ask for as a layer to be edited; slices that are not there yet are
    /// computed first. Nothing without a model.
    void editMask();
    /// A copy of a label layer or of an edited one; labels on another grid are brought to that of
    /// the base, nearest voxel. Of a prediction as editMask().
    void editCopy(LayerId layer);
    /// Without a label anywhere; the labels are those of the model, or one.
    void newLabels();
    /// One more label of the target, which becomes the active one.
    void addLabel();
    /// Nothing while another one runs.
    void cleanUp(const CleanUp& what);

    /// While a stroke is drawn nothing is computed behind it: the hand needs the processor.
    void setStroking(bool stroking);

    /// A clean-up runs: nothing may be painted.
    [[nodiscard]] bool isCleaning() const noexcept { return m_filters.isBusy(); }
    /// Ends whatever runs; nothing is changed then.
    void cancel();

Q_SIGNALS:
    void targetChanged(); ///< or its labels
    void optionsChanged();
    /// What runs and how far it is; empty: nothing.
    void workChanged(const QString& what);
    void failed(const QString& sentence);
    void noted(const QString& sentence); ///< nothing went wrong

private:
    void follow(LayerId added);
    void unfollow(LayerId removed);
    void setSource(LayerId edited, LayerId source);
    void setVisible(LayerId layer, bool visible);
    [[nodiscard]] bool isFree(); ///< else it says so
    void say(const QString& what) { Q_EMIT workChanged(what); }

    Session& m_session;
    Document& m_document;
    LayerId m_target = 0;
    BrushOptions m_options;
    QString m_making;                     ///< what m_maker is at
    std::map<LayerId, LayerId> m_sources; ///< what an edited layer was taken from
    // Last: they stop before what their results are delivered to is gone.
    MaskMaker m_maker;
    MaskFilters m_filters;
};

} // namespace halftone::ui
