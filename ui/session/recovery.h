// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_runner.h"
#include "ui/session/file_question.h"
#include "ui/session/recovery_folder.h"
#include "ui/session/recovery_journal.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

class Session;

/// Keeps unsaved edits of masks in the user's own folder, so that a crash loses at most the last
/// ten seconds of them, and offers what other windows left there. Packing, writing and reading is
/// done in lanes. One thread, that of the session.
class Recovery : public QObject {
    Q_OBJECT

public:
    /// Between two journals, from the first change on.
    static constexpr std::chrono::milliseconds kInterval{5000};

    /// `session` is borrowed; `root` is made once there is something to keep.
    Recovery(Session& session, std::filesystem::path root, QObject* parent = nullptr);
    /// A normal end: what was kept is removed. Not so where an exception ends the window.
    ~Recovery() override;

    /// Looks for what was left; then found() once, or nothing.
    void look();
    /// Opens the image of an offer, if it is not open, and puts the mask on it, unsaved as it was;
    /// one after the other. Its journal goes once this window keeps the mask itself. Where another
    /// image with unsaved edits is open it fails, and the journal stays.
    void recover(const std::filesystem::path& journal);
    /// Removes it for good.
    void discard(const std::filesystem::path& journal);
    /// All others stay where they are, for the next window that looks.
    void leaveTheRest();

    /// Answers to asked(): the image lies there; it is taken as it is; nothing is recovered now.
    void locate(const std::filesystem::path& image);
    void takeAsItIs();
    void giveUp();

Q_SIGNALS:
    void found(const std::vector<halftone::ui::RecoveryOffer>& offers);
    void kept(qint64 bytes, qint64 milliseconds); ///< a journal was written
    void recovered(const QString& mask);
    /// The image of a mask is gone, or another by now.
    void asked(const halftone::ui::FileQuestion& question);
    void failed(const QString& sentence);

private:
    struct Kept {
        std::shared_ptr<RecoveryWriter> writer = std::make_shared<RecoveryWriter>();
        std::optional<std::uint64_t> revision{}; ///< that is on the disk, or on its way
    };
    void follow();
    void keepAll();
    void keep(LayerId layer);
    void drop(LayerId layer);
    void sumImage();
    [[nodiscard]] ImageSource imageSource();
    void recoverNext();
    void endRecovering();
    void endWithoutImage();
    void openImage(FileState state);
    void addMask();
    void removeJournal(const std::filesystem::path& journal);

    Session& m_session;
    std::filesystem::path m_root;
    int m_exceptions; ///< on their way as it was made
    QTimer m_timer;
    std::map<LayerId, Kept> m_kept;
    std::optional<ImageSource> m_image; ///< of the base, with its sum once that is known
    LayerId m_imageOf = 0;
    QString m_said; ///< the last failure, which is not said again and again

    std::vector<LeftFolder> m_left;
    std::optional<RecoveryJournal> m_recovering;
    std::deque<std::filesystem::path> m_wanted; ///< to be recovered, the one that is at work first
    bool m_waitsForCase = false;
    std::map<LayerId, std::filesystem::path>
        m_takenFrom; ///< journals that go once ours are written

    std::shared_ptr<std::unique_ptr<RecoveryFolder>> m_folder; ///< touched by m_writes' thread
    // Last, so that they stop before what their results are delivered to is gone.
    JobRunner m_sums;
    JobRunner m_reads;
    JobRunner m_writes{Lane::Queued};
};

} // namespace halftone::ui
