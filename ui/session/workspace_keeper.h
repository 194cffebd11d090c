// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/edited_mask.h"
#include "ui/jobs/job_runner.h"
#include "ui/session/file_question.h"
#include "ui/session/workspace.h"
#include "ui/session/workspace_saver.h"

#include <QObject>
#include <QStringList>

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace halftone::ui {

class Session;

/// Opens workspaces, and knows which one is open. Everything that takes time (sums of files,
/// reading) is done in lanes. What is open stays until all files of a workspace are found.
/// One thread, that of the session.
class WorkspaceKeeper : public QObject {
    Q_OBJECT

public:
    /// `session` is borrowed.
    explicit WorkspaceKeeper(Session& session, QObject* parent = nullptr);

    [[nodiscard]] WorkspaceSaver& saver() noexcept { return m_saver; }

    void open(const std::filesystem::path& path);
    /// Answers to asked(): the file lies there; it is left out; it is taken as it is now (Changed
    /// alone); nothing is opened.
    void locate(const std::filesystem::path& path);
    void leaveOut();
    void takeAsItIs();
    void giveUp()
    {
        m_opens.cancel();
        forget();
    }

    /// The file that what is open was saved to or opened from last; empty: none, or not all of
    /// its edited masks could be opened.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    /// It is open in part: masks and layers are still read, and it must not be saved as it is.
    [[nodiscard]] bool isRestoring() const noexcept { return m_isRestoring; }
    /// The file that open() was asked for last.
    [[nodiscard]] const std::filesystem::path& opening() const noexcept { return m_opening; }

Q_SIGNALS:
    void failed(const QString& sentence);
    void asked(const halftone::ui::FileQuestion& question);
    /// Files are compared with their sums, from 0 to 1.
    void checking(double fraction, const QString& what);
    void checked(); ///< no more, for now
    /// All is open. `page` is to be shown; sentences say what is not as it was.
    void restored(const QString& page, const QStringList& sentences);

private:
    /// Of one look through the files of a workspace.
    struct Look {
        Workspace workspace;
        std::set<std::filesystem::path> sound; ///< files that are as they were, or were accepted
        std::optional<std::size_t> problem;    ///< a number into filesIn()
        FileState state{};
        std::vector<std::filesystem::path> masks; ///< those that were edited, all that it names
    };
    static Look lookThrough(Look look, const JobContext& context);
    void answer();
    void receive(Look look);
    void restore();
    void restoreCase();
    void restoreMasks(LayerId base);
    void restoreLayers();
    void receiveLayer(std::size_t number);
    void addMasks(std::size_t below);
    void finish();
    void forget();

    Session& m_session;
    std::filesystem::path m_path;
    // Of the workspace that is being opened:
    std::filesystem::path m_opening;
    std::optional<Look> m_look;
    QStringList m_sentences;
    bool m_isStarting = false; ///< what the opener starts is ours
    bool m_waitsForCase = false;
    bool m_waitsForLayers = false;
    bool m_isRestoring = false;
    LayerId m_before = 0;                        ///< the base that its image takes the place of
    std::map<std::size_t, MaskSnapshot> m_masks; ///< that are read, and no layers yet
    std::size_t m_masksAdded = 0;
    std::vector<std::size_t> m_reading; ///< numbers of the layers that are read
    std::map<std::size_t, LayerId> m_ids;
    // Last, so that they stop before what their results are delivered to is gone.
    JobRunner m_opens;
    WorkspaceSaver m_saver;
};

} // namespace halftone::ui
