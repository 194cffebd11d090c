// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "core/image/mask_file.h"
#include "core/pipeline/predictors.h"
#include "ui/document/edited_mask.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/active_case.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace halftone::ui {

/// Segments whole volumes and writes their masks, and masks that were edited, one after the other,
/// behind whatever is opened meanwhile: nothing but cancel() ends a save before its file is whole.
class MaskSaver : public QObject {
    Q_OBJECT

public:
    explicit MaskSaver(pipeline::Runtime runtime, QObject* parent = nullptr);

    /// All slices at one precision, on the native grid of the image, as image::MaskFile writes
    /// them. Fails at once where `path` is one of `open`, or of the files of `active`, be it by a
    /// link; before the mask is computed where its format cannot hold it.
    void save(const std::filesystem::path& path, std::shared_ptr<const ActiveCase> active,
              quant::Precision precision, std::vector<FileRole> open = {});
    /// A mask as it was edited, of the image of `active`, in the same formats under the same
    /// conditions; its labels are those that it has. `done` is called once its file is whole. The
    /// job that ended() will tell of; 0: it failed at once.
    quint64 saveEdited(const std::filesystem::path& path, std::shared_ptr<const ActiveCase> active,
                       MaskSnapshot mask, std::function<void()> done,
                       std::vector<FileRole> open = {});
    /// Labels of a layer, on their own grid, as image::writeLabelMap writes them. Fails at once as
    /// save() does.
    void saveLabels(const std::filesystem::path& path, std::shared_ptr<const LabelMap> labels,
                    const std::vector<FileRole>& open);
    /// For what is saved from now on.
    void setRuntime(pipeline::Runtime runtime) { m_runtime = std::move(runtime); }
    void cancel() { m_lane.cancel(); }
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }

Q_SIGNALS:
    /// What is being written and how far it is; empty when there is nothing more to save.
    void changed(const QString& what);
    /// `path`: of several files, all of them.
    void saved(const QString& path);
    void labelsSaved(const QString& path);
    /// "mask.nii.gz at W4A6", of every save that cancel() ended, waiting ones too.
    void cancelled(const QString& name);
    void failed(const QString& sentence);
    /// Failed, too: the format cannot hold this mask, another can.
    void unsuited(const QString& sentence);
    /// Behind all that is said of a save, whatever became of it.
    void ended(quint64 job);

private:
    using MakeMask = std::function<LabelMap(const JobContext&)>;
    quint64 start(const std::filesystem::path& path, const QString& name,
                  std::shared_ptr<const ActiveCase> active, image::MaskOrigin origin,
                  std::vector<Label> labels, MakeMask make, std::function<void()> done,
                  std::vector<FileRole> open);
    /// Names of the files that a path stands for; empty, and failed() was said, where one of them
    /// is open.
    [[nodiscard]] QStringList outputsOf(const std::filesystem::path& path,
                                        const std::vector<Label>& labels,
                                        const std::vector<FileRole>& open);
    void reportEnd(quint64 job);

    pipeline::Runtime m_runtime;
    std::map<quint64, QString> m_names; ///< of the saves that are not at their end
    JobRunner m_lane{Lane::Queued};
};

} // namespace halftone::ui
