// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/recovery.h"

#include "ui/document/path_text.h"
#include "ui/session/session.h"
#include "ui/session/workspace_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <exception>
#include <set>
#include <system_error>
#include <utility>

namespace halftone::ui {

namespace fs = std::filesystem;

Recovery::Recovery(Session& session, fs::path root, QObject* parent)
    : QObject(parent), m_session(session), m_root(std::move(root)),
      m_exceptions(std::uncaught_exceptions()),
      m_folder(std::make_shared<std::unique_ptr<RecoveryFolder>>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &Recovery::keepAll);
    Document* document = &session.document();
    connect(&document->edits(), &MaskEdits::voxelsChanged, this, &Recovery::follow);
    connect(&document->edits(), &MaskEdits::stateChanged, this, &Recovery::follow);
    connect(document, &Document::layerAdded, this, &Recovery::follow);
    connect(document, &Document::layerRemoved, this, &Recovery::follow);
    connect(document, &Document::opened, this, [this] {
        m_timer.stop(); // what it was to keep is of another image
        m_sums.cancel();
        m_image.reset();
        m_imageOf = 0;
        follow();
    });
    const auto say = [this](quint64, ErrorCode, const QString& text) {
        if (std::exchange(m_said, text) != text) {
            Q_EMIT failed(
                tr("Unsaved edits cannot be kept for a crash. Save them often. %1").arg(text));
        }
    };
    connect(&m_sums, &JobRunner::failed, this, say);
    connect(&m_writes, &JobRunner::failed, this, say);
    connect(&m_writes, &JobRunner::failed, this, [this] {
        for (auto& [layer, kept] : m_kept) {
            kept = {}; // all of it is tried again
        }
        follow();
    });
    connect(&m_reads, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        Q_EMIT failed(text);
        endRecovering();
    });
    // The lane that opens still tells of the end of the case then.
    connect(&session, &Session::caseChanged, this, &Recovery::addMask, Qt::QueuedConnection);
    connect(&session.opener(), &Opener::failed, this, [this] {
        if (m_waitsForCase) {
            endRecovering(); // why is said by whoever shows failures; the journal stays
        }
    });
    connect(&session.opener(), &Opener::ended, this, &Recovery::endWithoutImage,
            Qt::QueuedConnection);
    connect(&session, &Session::stayed, this, &Recovery::endWithoutImage, Qt::QueuedConnection);
}

Recovery::~Recovery()
{
    const bool isNormal = std::uncaught_exceptions() <= m_exceptions;
    m_writes.start(
        [folder = m_folder, isNormal](const JobContext&) {
            // Else the process ends, and its lock with it: the next one finds the journals.
            isNormal ? folder->reset() : static_cast<void>(folder->release());
        },
        [] {});
}

void Recovery::follow()
{
    const std::vector<LayerId> unsaved = m_session.document().edits().unsaved();
    std::set<LayerId> done;
    for (const auto& [layer, kept] : m_kept) {
        done.insert(layer);
    }
    for (const auto& [layer, journal] : m_takenFrom) {
        done.insert(layer); // it may have been saved before it was kept
    }
    for (const LayerId layer : unsaved) {
        done.erase(layer);
    }
    for (const LayerId layer : done) {
        drop(layer);
    }
    if (!unsaved.empty() && !m_timer.isActive()) {
        sumImage();
        m_timer.start();
    }
}

void Recovery::sumImage()
{
    const LayerId base = m_session.document().base()->id;
    if (m_session.active() == nullptr || std::exchange(m_imageOf, base) == base) {
        return;
    }
    m_image = sourceOf(m_session.active()->loaded());
    if (m_image->file() == nullptr) {
        return;
    }
    m_sums.start(
        [source = *m_image](const JobContext& context) mutable {
            addSum(*source.file(), context.stop());
            return source;
        },
        [this, base](const ImageSource& source) {
            if (m_imageOf == base) {
                m_image = source;
                for (auto& [layer, kept] : m_kept) {
                    kept.revision.reset(); // written again with the sum
                }
                follow();
            }
        });
}

void Recovery::keepAll()
{
    if (m_writes.isBusy()) { // a slow disk: the next one will have it all
        m_timer.start();
        return;
    }
    for (const LayerId layer : m_session.document().edits().unsaved()) {
        sumImage();
        keep(layer);
    }
}

void Recovery::keep(LayerId layer)
{
    std::optional<MaskSnapshot> mask = m_session.document().edits().snapshot(layer);
    if (!mask || !m_image || m_kept[layer].revision == mask->revision) {
        return;
    }
    m_kept[layer].revision = mask->revision;
    if (!mask->unsaved) { // a stroke goes on, and is no step yet
        mask->edited = mask->origin.edited = true;
    }
    RecoveryJournal journal{std::move(*mask), *m_image,
                            "Halftone " + QCoreApplication::applicationVersion().toStdString(),
                            QDateTime::currentDateTime()};
    struct Written {
        std::size_t bytes = 0;
        qint64 milliseconds = 0;
    };
    m_writes.start(
        [folder = m_folder, root = m_root, writer = m_kept[layer].writer, layer,
         journal = std::move(journal)](const JobContext&) mutable {
            QElapsedTimer clock;
            clock.start();
            if (!*folder) {
                *folder = std::make_unique<RecoveryFolder>(root);
            }
            if (FileStamp* file = journal.image.file(); file != nullptr && file->sha256.empty()) {
                addSize(*file);
            }
            const std::size_t bytes =
                writer->write((*folder)->path() / (std::to_string(layer) + ".mask"), journal);
            return Written{bytes, clock.elapsed()};
        },
        [this, layer](const Written& written) {
            m_said.clear();
            if (const auto taken = m_takenFrom.extract(layer)) {
                removeJournal(taken.mapped());
            }
            Q_EMIT kept(static_cast<qint64>(written.bytes), written.milliseconds);
        });
}

void Recovery::drop(LayerId layer)
{
    m_kept.erase(layer);
    m_writes.start(
        [folder = m_folder, layer](const JobContext&) {
            if (*folder) {
                std::error_code ignored;
                fs::remove((*folder)->path() / (std::to_string(layer) + ".mask"), ignored);
            }
        },
        [] {});
    if (const auto taken = m_takenFrom.extract(layer)) {
        removeJournal(taken.mapped());
    }
}

void Recovery::look()
{
    struct Found {
        std::vector<LeftFolder> left;
        std::vector<RecoveryOffer> offers;
    };
    m_reads.start(
        [root = m_root](const JobContext& context) {
            auto found = std::make_shared<Found>();
            found->left = findLeft(root);
            for (const LeftFolder& folder : found->left) {
                for (const fs::path& journal : folder.journals) {
                    found->offers.push_back(offerOf(journal, context.stop()));
                }
            }
            return found;
        },
        [this](const std::shared_ptr<Found>& found) {
            m_left = std::move(found->left);
            if (!found->offers.empty()) {
                Q_EMIT this->found(found->offers);
            }
        });
}

void Recovery::leaveTheRest()
{
    std::erase_if(m_left, [this](const LeftFolder& folder) {
        const auto isNeeded = [&](const fs::path& journal) {
            return journal.parent_path() == folder.path;
        };
        return std::none_of(m_wanted.begin(), m_wanted.end(), isNeeded)
               && std::none_of(m_takenFrom.begin(), m_takenFrom.end(),
                               [&](const auto& taken) { return isNeeded(taken.second); });
    });
}

void Recovery::removeJournal(const fs::path& journal)
{
    std::error_code ignored;
    fs::remove(journal, ignored);
    for (LeftFolder& folder : m_left) {
        if (folder.path == journal.parent_path()) {
            removeIfEmpty(folder);
        }
    }
    std::erase_if(m_left, [](const LeftFolder& folder) { return !folder.lock.held(); });
}

void Recovery::discard(const fs::path& journal)
{
    removeJournal(journal);
}

void Recovery::recover(const fs::path& journal)
{
    m_wanted.push_back(journal);
    if (m_wanted.size() == 1) {
        recoverNext();
    }
}

void Recovery::endRecovering()
{
    m_recovering.reset();
    m_waitsForCase = false;
    if (!m_wanted.empty()) {
        m_wanted.pop_front();
        recoverNext();
    }
}

/// Its image was to be opened: whoever ended that, the user or another file.
void Recovery::endWithoutImage()
{
    if (m_waitsForCase && m_recovering && !m_session.isLeaving() && !m_session.opener().isBusy()) {
        Q_EMIT failed(tr("The edits of %1 were not recovered, as their image was not opened. They "
                         "are offered again by the next start.")
                          .arg(imageName(m_recovering->image)));
        endRecovering();
    }
}

void Recovery::recoverNext()
{
    if (m_wanted.empty()) {
        return;
    }
    struct Read {
        RecoveryJournal journal;
        FileState state = FileState::Same;
    };
    m_reads.start(
        [journal = m_wanted.front()](const JobContext& context) {
            Read read{readJournal(journal, context.stop())};
            if (const FileStamp* file = read.journal.image.file()) {
                read.state = stateOf(*file, context.stop());
            }
            return read;
        },
        [this](Read read) {
            m_recovering = std::move(read.journal);
            openImage(read.state);
        });
}

void Recovery::locate(const fs::path& image)
{
    if (!m_recovering || m_recovering->image.file() == nullptr) {
        return;
    }
    FileStamp& file = *m_recovering->image.file();
    file = movedTo(file, image);
    m_reads.start(
        [stamp = file](const JobContext& context) { return stateOf(stamp, context.stop()); },
        [this](FileState state) { openImage(state); });
}

void Recovery::takeAsItIs()
{
    if (m_recovering) {
        openImage(FileState::Same);
    }
}

void Recovery::giveUp()
{
    endRecovering();
}

void Recovery::openImage(FileState state)
{
    if (state != FileState::Same) {
        // Its sum may not have been known yet when it crashed: it may be another one.
        const FileState shown = state == FileState::Missing ? state : FileState::Changed;
        FileQuestion question = questionAbout(*m_recovering->image.file(), shown, tr("the image"));
        question.needed = true;
        Q_EMIT asked(question);
        return;
    }
    const ActiveCase* active = m_session.active();
    const bool isOpen = active != nullptr && isFrom(m_recovering->image, active->loaded());
    if (!isOpen && !m_session.document().edits().unsaved().empty()) {
        Q_EMIT failed(
            tr("The edits of %1 wait: save those of the image that is open first. They are "
               "offered again by the next start.")
                .arg(imageName(m_recovering->image)));
        endRecovering();
        return;
    }
    m_waitsForCase = true;
    if (isOpen) {
        addMask();
    } else {
        m_session.open(requestFor(m_recovering->image));
    }
}

void Recovery::addMask()
{
    const ActiveCase* active = m_session.active();
    if (!m_waitsForCase || !m_recovering || active == nullptr || m_session.isLeaving()) {
        return;
    }
    const RecoveryJournal journal = *m_recovering;
    if (!opensAs(journal.image, active->loaded())) {
        // Another one is wanted now, and not those of the others that wait.
        Q_EMIT failed(tr("The edits that were to be recovered wait, as another image was opened. "
                         "They are offered again by the next start."));
        m_wanted.clear();
        endRecovering();
        return;
    }
    if (!isFrom(journal.image, active->loaded())) {
        Q_EMIT failed(tr("The edits of %1 were not recovered: its image %2 is made of other files "
                         "now. They stay where they are.")
                          .arg(journal.mask.name, imageName(journal.image)));
        endRecovering();
        return;
    }
    if (!journal.mask.voxels.geometry.sameGrid(active->image()->geometry)) {
        Q_EMIT failed(tr("The edits of %1 were not recovered: its image has another grid now. They "
                         "stay where they are.")
                          .arg(journal.mask.name));
        endRecovering();
        return;
    }
    const LayerId id = m_session.document().add(editedLayer(
        std::make_shared<EditedMask>(journal.mask), journal.mask.name, journal.mask.labels));
    m_takenFrom[id] = m_wanted.front();
    follow();
    Q_EMIT recovered(journal.mask.name);
    endRecovering();
}

} // namespace halftone::ui
