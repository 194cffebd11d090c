// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "ui/document/layer.h"
#include "ui/jobs/job_runner.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <map>
#include <utility>
#include <vector>

namespace halftone::ui {

class Session;

/// Saves what is open as workspaces, one after the other: sums of files and the masks that were
/// edited (mask_folder.h) are made in a lane. One thread, that of the session.
class WorkspaceSaver : public QObject {
    Q_OBJECT

public:
    /// `session` is borrowed.
    explicit WorkspaceSaver(Session& session, QObject* parent = nullptr);

    /// What is open now, `page` as Workspace::page. Fails where `path` is one of `open`. Once it
    /// is whole, edited masks count as saved.
    void save(const std::filesystem::path& path, const QString& page, std::vector<FileRole> open);
    /// Files of masks that a workspace names and that are not open: no save removes them.
    void setUnopened(std::vector<std::filesystem::path> masks) { m_unopened = std::move(masks); }
    [[nodiscard]] bool isBusy() const noexcept { return m_lane.isBusy(); }
    void cancel() { m_lane.cancel(); }

Q_SIGNALS:
    /// "Saving a.halftone-workspace", with how far it is; empty: there is nothing more to save.
    void changed(const QString& what);
    /// `base`: the layer that was the base then. `leftOut` names layers that lie in no file, which
    /// a workspace cannot hold.
    void saved(const QString& path, int base, const QStringList& leftOut);
    void failed(const QString& sentence);

private:
    Session& m_session;
    std::vector<std::filesystem::path> m_unopened;
    std::map<quint64, QString> m_names; ///< of the saves that are not at their end
    JobRunner m_lane{Lane::Queued};     ///< last: it ends before what it delivers to is gone
};

} // namespace halftone::ui
