// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/label_filter.h"
#include "ui/document/document.h"
#include "ui/jobs/job_runner.h"

#include <QObject>
#include <QString>

namespace halftone::ui {

/// "fill holes", "keep the largest part", ...: of steps that can be undone, progress and menus.
[[nodiscard]] QString filterName(image::LabelFilterKind kind);

/// Filters edited masks in a lane of its own, from a snapshot; the result is one step that can be
/// undone. Where the mask was changed meanwhile nothing is done, and said. Starting one stops the
/// one before. One thread, that of the document.
class MaskFilters : public QObject {
    Q_OBJECT

public:
    explicit MaskFilters(Document& document, QObject* parent = nullptr);

    /// A stroke that goes on is ended first. False where the layer is none to be edited.
    bool start(LayerId layer, const image::LabelFilter& filter);
    void cancel() { m_lane.cancel(); }
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }

Q_SIGNALS:
    void progressed(double fraction, const QString& what);
    /// Voxels that became others; 0: the mask is as the filter wants it already.
    void done(qulonglong voxels);
    void ended(); ///< after done(): nothing runs any more
    void cancelled();
    void failed(const QString& sentence);

private:
    Document& m_document;
    JobRunner m_lane; ///< last: stops before the rest goes
};

} // namespace halftone::ui
