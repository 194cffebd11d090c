// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/predictors.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/active_case.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace halftone::ui {

/// Makes masks of whole volumes to be edited, in a lane of its own: slices that are known are taken
/// as they are, the others are computed first. The latest wins. Main thread.
class MaskMaker : public QObject {
    Q_OBJECT

public:
    using Slice = std::shared_ptr<const std::vector<std::uint8_t>>;

    explicit MaskMaker(pipeline::Runtime runtime, QObject* parent = nullptr);

    /// The mask of `active` at one precision, on the native grid of its image, with the labels of
    /// its model. `known`: by slice, null where a slice has to be computed. `deliver` gets it
    /// unless cancel() ends this first.
    void make(std::shared_ptr<const ActiveCase> active, quant::Precision precision,
              std::vector<Slice> known,
              std::function<void(std::shared_ptr<const LabelMap>)> deliver);
    void cancel() { m_lane.cancel(); }
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }
    /// For what is made from now on.
    void setRuntime(pipeline::Runtime runtime) { m_runtime = std::move(runtime); }

Q_SIGNALS:
    /// What is computed and how far it is; empty at the end.
    void changed(const QString& what);
    void failed(const QString& sentence);

private:
    pipeline::Runtime m_runtime;
    QString m_what;
    JobRunner m_lane; ///< last: it stops before what its results are delivered to is gone
};

} // namespace halftone::ui
