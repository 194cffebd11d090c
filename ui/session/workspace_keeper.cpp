// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/workspace_keeper.h"

#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/model/model_catalog.h"
#include "ui/document/path_text.h"
#include "ui/session/mask_folder.h"
#include "ui/session/session.h"
#include "ui/session/workspace_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <utility>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

/// A series of ten thousand slices, named twice, has 1 MB.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

QString fileName(const fs::path& path)
{
    return toQString(path.has_filename() ? path.filename() : path.parent_path().filename());
}

QString whatIs(NamedFile::Role role)
{
    switch (role) {
    case NamedFile::Role::Image: return QCoreApplication::translate("Workspace", "the image");
    case NamedFile::Role::Model: return QCoreApplication::translate("Workspace", "the model");
    case NamedFile::Role::OtherModel:
        return QCoreApplication::translate("Workspace", "the model to compare with");
    case NamedFile::Role::Layer: break;
    }
    return QCoreApplication::translate("Workspace", "a layer");
}

/// The same model where it is installed here.
bool findInstalled(WorkspaceModel& model, const StopToken& stop)
{
    try {
        const FileStamp installed = movedTo(model.file, model::findModel(model.name));
        if (stateOf(installed, stop) == FileState::Same) {
            model.file = installed;
            return true;
        }
    } catch (const Error&) {
        throwIfStopped(stop); // else there is none of that name
    }
    return false;
}

} // namespace

WorkspaceKeeper::WorkspaceKeeper(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_saver(session)
{
    connect(
        &m_opens, &JobRunner::progressed, this,
        [this](quint64, double fraction, const QString& what) { Q_EMIT checking(fraction, what); });
    for (const auto ended : {&JobRunner::finished, &JobRunner::cancelled}) {
        connect(&m_opens, ended, this, &WorkspaceKeeper::checked);
    }
    connect(&m_opens, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        forget();
        Q_EMIT checked();
        Q_EMIT failed(text);
    });
    connect(&m_saver, &WorkspaceSaver::saved, this, [this](const QString& path, LayerId base) {
        const Layer* now = m_session.document().base();
        if (now != nullptr && now->id == base) {
            m_path = toPath(path);
        }
    });

    connect(&session.document(), &Document::opened, this, [this] {
        m_path.clear();
        m_saver.setUnopened({});
        m_masks.clear();
        if (m_isRestoring) {
            forget(); // another one
        }
    });
    connect(&session, &Session::caseChanged, this, [this] {
        if (m_waitsForCase) {
            restoreCase();
        }
    });
    connect(&session, &Session::stayed, this, [this] {
        if (m_waitsForCase) {
            forget();
        }
    });
    Opener& opener = session.opener();
    connect(&opener, &Opener::layersRead, this, [this] {
        if (m_waitsForLayers) {
            finish();
        }
    });
    // Whatever ends it, the user or another file, the rest of the workspace is not wanted; but its
    // image may begin to be read as the models are there, and wait for somebody to be asked.
    connect(&opener, &Opener::ended, this, [this] {
        const bool comes = m_session.isLeaving() || m_session.opener().isBusy();
        if (m_waitsForLayers || (m_waitsForCase && !comes)) {
            forget();
        }
    });
    connect(&opener, &Opener::started, this, [this] {
        if (m_waitsForLayers && !m_isStarting) {
            forget();
        }
    });
}

void WorkspaceKeeper::forget()
{
    addMasks(std::numeric_limits<std::size_t>::max()); // what is read is not lost
    m_waitsForCase = m_waitsForLayers = m_isRestoring = false;
    m_look.reset();
}

void WorkspaceKeeper::open(const fs::path& path)
{
    forget();
    m_sentences.clear();
    m_opening = path;
    m_opens.start(
        [path](const JobContext& context) {
            std::error_code error;
            Look look;
            look.workspace =
                parseWorkspace(readBytes(path, kMostBytes), fs::absolute(path, error).parent_path(),
                               toUtf8(path.filename()));
            for (const WorkspaceLayer& layer : look.workspace.layers) {
                if (layer.kind == WorkspaceLayerKind::Edited) {
                    look.masks.push_back(layer.file->path);
                }
            }
            return lookThrough(std::move(look), context);
        },
        [this](Look look) { receive(std::move(look)); });
}

WorkspaceKeeper::Look WorkspaceKeeper::lookThrough(Look look, const JobContext& context)
{
    const ProgressFn progress = context.progress();
    const std::vector<NamedFile> files = filesIn(look.workspace);
    look.problem.reset();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const NamedFile& file = files[i];
        if (look.sound.contains(file.stamp->path)) {
            continue;
        }
        reportProgress(progress, static_cast<double>(i) / static_cast<double>(files.size()),
                       "comparing " + toUtf8(file.stamp->path.filename()));
        const FileState state = stateOf(*file.stamp, context.stop());
        const bool isElsewhere =
            state != FileState::Same
            && ((file.role == NamedFile::Role::Model
                 && findInstalled(*look.workspace.model, context.stop()))
                || (file.role == NamedFile::Role::OtherModel
                    && findInstalled(std::get<WorkspaceOtherModel>(look.workspace.other).model,
                                     context.stop())));
        if (state != FileState::Same && !isElsewhere) {
            look.problem = i;
            // A workspace that was edited by hand has no sum.
            look.state = state == FileState::Unknown ? FileState::Changed : state;
            return look;
        }
        look.sound.insert(file.stamp->path);
    }
    return look;
}

void WorkspaceKeeper::receive(Look look)
{
    m_look = std::move(look);
    if (!m_look->problem) {
        restore();
        return;
    }
    const NamedFile file = filesIn(m_look->workspace)[*m_look->problem];
    FileQuestion question = questionAbout(*file.stamp, m_look->state, whatIs(file.role));
    question.needed = file.role == NamedFile::Role::Image;
    Q_EMIT asked(question);
}

void WorkspaceKeeper::answer()
{
    m_opens.start(
        [look = *m_look](const JobContext& context) { return lookThrough(look, context); },
        [this](Look look) { receive(std::move(look)); });
}

void WorkspaceKeeper::locate(const fs::path& path)
{
    if (m_look && m_look->problem) {
        FileStamp& stamp = *filesIn(m_look->workspace)[*m_look->problem].stamp;
        stamp = movedTo(stamp, path);
        answer();
    }
}

void WorkspaceKeeper::leaveOut()
{
    if (m_look && m_look->problem) {
        const NamedFile file = filesIn(m_look->workspace)[*m_look->problem];
        if (file.role == NamedFile::Role::Image) {
            return;
        }
        m_sentences << tr("%1 was left out of the workspace.").arg(fileName(file.stamp->path));
        ui::leaveOut(m_look->workspace, file);
        answer();
    }
}

void WorkspaceKeeper::takeAsItIs()
{
    if (m_look && m_look->problem && m_look->state == FileState::Changed) {
        const fs::path path = filesIn(m_look->workspace)[*m_look->problem].stamp->path;
        m_sentences << tr("%1 is not the file that the workspace was saved with: its content is "
                          "another. What was kept of it may not fit.")
                           .arg(fileName(path));
        m_look->sound.insert(path);
        answer();
    }
}

void WorkspaceKeeper::restore()
{
    const Layer* base = m_session.document().base();
    m_before = base != nullptr ? base->id : 0;
    m_waitsForCase = true;
    m_ids.clear();
    m_masksAdded = 0;
    m_session.open(requestFor(m_look->workspace));
}

void WorkspaceKeeper::restoreCase()
{
    const ActiveCase* active = m_session.active();
    if (active == nullptr || m_session.document().base()->id == m_before) {
        return; // a model was chosen meanwhile, or another reference
    }
    const Workspace& workspace = m_look->workspace;
    m_waitsForCase = false;
    if (!opensAs(workspace.image, active->loaded())) {
        forget(); // another one was opened meanwhile
        return;
    }
    m_saver.setUnopened(m_look->masks);
    if (!isFrom(workspace.image, active->loaded())) {
        const FileStamp& file = *workspace.image.file();
        Q_EMIT failed(tr("%1 is open, but nothing else of the workspace %2: the image is made of "
                         "other files than when that was saved (%3 now, %4 then). Take out of its "
                         "folder what was added, and open the workspace again.")
                          .arg(fileName(file.path), fileName(m_opening),
                               QString::number(active->image()->files.size()),
                               QString::number(std::max<std::size_t>(file.parts.size(), 1))));
        forget();
        return;
    }
    m_isRestoring = true;
    applyToCase(workspace, m_session);
    // The lane still tells of the case's end.
    QMetaObject::invokeMethod(
        this, [this, base = m_session.document().base()->id] { restoreMasks(base); },
        Qt::QueuedConnection);
}

void WorkspaceKeeper::restoreMasks(LayerId base)
{
    if (!m_look || m_session.document().base()->id != base) {
        return;
    }
    struct Read {
        std::size_t number = 0;
        MaskSnapshot mask;
        QString problem;
    };
    m_opens.start(
        [workspace = m_look->workspace,
         image = m_session.document().baseImage()](const JobContext& context) {
            std::vector<Read> read;
            for (std::size_t i = 0; i < workspace.layers.size(); ++i) {
                const WorkspaceLayer& layer = workspace.layers[i];
                if (layer.kind == WorkspaceLayerKind::Edited) {
                    Read one{i, {}, {}};
                    try {
                        one.mask.name = layer.name;
                        one.mask.labels = layer.style.labels;
                        one.mask.voxels =
                            readMask(layer.file->path, image->geometry, context.stop());
                        one.mask.origin = *layer.origin;
                        one.mask.edited = layer.origin->edited;
                        one.mask.findings = layer.findings.value_or(image->findings);
                    } catch (const Error& error) {
                        throwIfStopped(context.stop());
                        one.problem = QString::fromUtf8(error.what());
                    }
                    read.push_back(std::move(one));
                }
            }
            return read;
        },
        [this, base](const std::vector<Read>& read) {
            if (!m_look || m_session.document().base()->id != base) {
                return;
            }
            for (const Read& one : read) {
                if (one.problem.isEmpty()) {
                    m_masks[one.number] = one.mask;
                } else {
                    m_sentences << one.problem;
                }
            }
            restoreLayers();
        });
}

void WorkspaceKeeper::restoreLayers()
{
    const Workspace& workspace = m_look->workspace;
    std::vector<LayerFile> files;
    m_reading.clear();
    for (std::size_t i = 0; i < workspace.layers.size(); ++i) {
        const WorkspaceLayer& layer = workspace.layers[i];
        if (layer.kind == WorkspaceLayerKind::Image || layer.kind == WorkspaceLayerKind::Labels) {
            files.push_back({layer.file->path, layer.kind == WorkspaceLayerKind::Image});
            m_reading.push_back(i);
        }
    }
    if (files.empty()) {
        finish();
        return;
    }
    addMasks(m_reading.front());
    m_waitsForLayers = m_isStarting = true;
    m_session.opener().readLayers(files, m_session.active()->image(),
                                  [this](std::size_t number) { receiveLayer(number); });
    m_isStarting = false;
}

void WorkspaceKeeper::receiveLayer(std::size_t number)
{
    if (!m_look) {
        return;
    }
    const Layer& layer = m_session.document().layers().back();
    const FileStamp& file = *m_look->workspace.layers[m_reading[number]].file;
    const auto* image = layer.as<ImageContent>();
    if (image != nullptr && stampOf(file.path, image->image->files).parts != file.parts) {
        m_sentences << tr("%1 was left out of the workspace: it is made of other files now.")
                           .arg(fileName(file.path));
        m_session.document().remove(layer.id);
    } else {
        m_ids[m_reading[number]] = layer.id;
    }
    addMasks(number + 1 < m_reading.size() ? m_reading[number + 1] : m_reading[number]);
}

/// In the order in which they lay among the other layers.
void WorkspaceKeeper::addMasks(std::size_t below)
{
    while (!m_masks.empty() && m_masks.begin()->first < below) {
        const auto [number, mask] = *m_masks.begin();
        m_masks.erase(m_masks.begin());
        m_ids[number] = m_session.document().add(
            editedLayer(std::make_shared<EditedMask>(mask), mask.name, mask.labels));
        ++m_masksAdded;
    }
}

void WorkspaceKeeper::finish()
{
    addMasks(std::numeric_limits<std::size_t>::max());
    m_waitsForLayers = m_isRestoring = false;
    const std::size_t masks = m_look->masks.size();
    const Workspace workspace = std::move(m_look->workspace);
    m_look.reset();
    if (m_masksAdded == masks) {
        m_path = m_opening;
        m_saver.setUnopened({});
    } else {
        m_sentences << tr("Not all edited masks of the workspace %1 are open. Their files are "
                          "kept, and saving asks for a name.")
                           .arg(fileName(m_opening));
    }
    m_sentences += applyToLayers(workspace, m_ids, m_session);
    Q_EMIT restored(QString::fromStdString(workspace.page), std::exchange(m_sentences, {}));
}

} // namespace halftone::ui
