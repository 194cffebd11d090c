// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/workspace_saver.h"

#include "core/base/atomic_file.h"
#include "core/base/path_text.h"
#include "ui/document/path_text.h"
#include "ui/session/mask_folder.h"
#include "ui/session/session.h"
#include "ui/session/workspace_state.h"

#include <utility>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

/// Those that captureWorkspace() names, in its order.
std::vector<MaskSnapshot> editedMasks(Document& document)
{
    document.edits().endStroke();
    std::vector<MaskSnapshot> masks;
    for (const Layer& layer : document.layers()) {
        if (auto mask = document.edits().snapshot(layer.id)) {
            masks.push_back(std::move(*mask));
        }
    }
    return masks;
}

/// Beside the workspace.
void writeMasks(const fs::path& folder, const std::vector<MaskSnapshot>& masks,
                Workspace& workspace, const StopToken& stop)
{
    auto mask = masks.begin();
    for (WorkspaceLayer& layer : workspace.layers) {
        if (layer.kind == WorkspaceLayerKind::Edited) {
            layer.file = writeMask(folder, *mask++, stop);
        }
    }
}

} // namespace

WorkspaceSaver::WorkspaceSaver(Session& session, QObject* parent)
    : QObject(parent), m_session(session)
{
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64 job, double, const QString& what) {
                Q_EMIT changed(tr("Saving %1, %2").arg(m_names[job], what));
            });
    const auto end = [this](quint64 job) {
        m_names.erase(job);
        if (!m_lane.isBusy()) {
            Q_EMIT changed({});
        }
    };
    connect(&m_lane, &JobRunner::finished, this, end);
    connect(&m_lane, &JobRunner::cancelled, this, [this, end](quint64 job) {
        const QString name = m_names[job];
        end(job);
        Q_EMIT failed(tr("%1 was not saved: cancelled.").arg(name));
    });
    connect(&m_lane, &JobRunner::failed, this,
            [this, end](quint64 job, ErrorCode, const QString& text) {
                end(job);
                Q_EMIT failed(tr("The workspace was not saved. %1").arg(text));
            });
}

void WorkspaceSaver::save(const fs::path& path, const QString& page, std::vector<FileRole> open)
{
    const std::vector<MaskSnapshot> masks = editedMasks(m_session.document());
    std::optional<Workspace> workspace = captureWorkspace(m_session);
    if (!workspace) {
        Q_EMIT failed(tr("There is nothing to save: open an image first."));
        return;
    }
    if (workspace->measurements.size() > kMostMeasurements) {
        Q_EMIT failed(tr("The workspace was not saved: there are %1 measurements, and it holds at "
                         "most %2. Remove some of them.")
                          .arg(workspace->measurements.size())
                          .arg(kMostMeasurements));
        return;
    }
    workspace->page = page.toStdString();
    for (const NamedFile& file : filesIn(*workspace)) {
        open.push_back({"a file of the workspace", file.stamp->path});
    }
    const LayerId base = m_session.document().base()->id;
    const QString name = toQString(path.filename());
    const std::uint64_t job = m_lane.start(
        [path, masks, open = std::move(open), kept = m_unopened,
         workspace = std::move(*workspace)](const JobContext& context) mutable {
            const std::vector<FileRole> outputs{{"the workspace", path}};
            requireDistinct(outputs, open);
            std::error_code error;
            const fs::path absolute = fs::absolute(path, error);
            writeMasks(maskFolderOf(absolute), masks, workspace, context.stop());
            const ProgressFn progress = context.progress();
            const std::vector<NamedFile> files = filesIn(workspace);
            for (std::size_t i = 0; i < files.size(); ++i) {
                reportProgress(progress, static_cast<double>(i) / static_cast<double>(files.size()),
                               "comparing " + toUtf8(files[i].stamp->path.filename()));
                addSum(*files[i].stamp, context.stop());
                kept.push_back(files[i].stamp->path);
            }
            for (const FileRole& file : open) {
                kept.push_back(file.path); // a mask may have been opened as labels, too
            }
            writeAtomically(path, toJson(workspace, absolute.parent_path()));
            keepMasks(maskFolderOf(absolute), kept);
        },
        [this, path, base, masks, leftOut = withoutFiles(m_session.document())] {
            for (const MaskSnapshot& mask : masks) {
                m_session.document().edits().markSaved(mask);
            }
            Q_EMIT saved(toQString(path), base, leftOut);
        });
    m_names[job] = name;
    Q_EMIT changed(tr("Saving %1").arg(name));
}

} // namespace halftone::ui
