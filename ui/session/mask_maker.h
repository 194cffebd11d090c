// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/predictors.h"
#include "ui/document/edited_mask.h"
#include "ui/jobs/job_runner.h"

#include <QObject>
#include <QString>

namespace halftone::ui {

class Session;

/// Makes layers to be edited out of what is there, in a lane of its own; adding the layer is a step
/// that can be undone. Another image ends what is being made. One thread, that of the session.
class MaskMaker : public QObject {
    Q_OBJECT

public:
    MaskMaker(pipeline::Runtime runtime, Session& session, QObject* parent = nullptr);

    /// Of the masks on the screen, named after the model and the precision: "EM membranes, W4A6".
    /// Slices that were not segmented yet are. False where there is no mask.
    bool makeOfPrediction();
    /// Of a label layer, or the reference as it is shown; where they lie on another grid, of their
    /// nearest voxels, and what lies outside of the image is noted. False where the layer is none.
    bool makeOfLabels(LayerId labels);
    /// Of nothing, at once, with these labels.
    LayerId makeEmpty(const QString& name, std::vector<LabelStyle> labels);
    void cancel() { m_lane.cancel(); }
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }

Q_SIGNALS:
    void progressed(double fraction, const QString& what);
    /// `source`: the layer that it was made of; 0: of none.
    void made(int layer, int source);
    /// A sentence about a mask that was made all the same.
    void noted(const QString& sentence);
    void cancelled();
    void failed(const QString& sentence);

private:
    void add(Layer layer, LayerId source);

    pipeline::Runtime m_runtime;
    Session& m_session;
    JobRunner m_lane; ///< last: stops before the rest goes
};

} // namespace halftone::ui
