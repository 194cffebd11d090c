// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/opener.h"

#include "core/image/image_io.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/read_labels.h"
#include "ui/document/finding_text.h"
#include "ui/document/path_text.h"

#include <utility>

namespace halftone::ui {

namespace {

QString fileName(const std::filesystem::path& path)
{
    return toQString(path.filename());
}

std::shared_ptr<const Image> readSharedImage(const std::filesystem::path& path,
                                             const JobContext& context)
{
    Image image = image::readImage(path, context.progress(), context.stop());
    nameFile(image.findings, toUtf8(path.filename()));
    return std::make_shared<const Image>(std::move(image));
}

std::shared_ptr<const LabelMap>
readSharedLabels(const Image& base, const std::filesystem::path& path, const JobContext& context)
{
    LabelMap labels = pipeline::readLabelsOf(base, path, context.stop());
    nameFile(labels.findings, toUtf8(path.filename()));
    return std::make_shared<const LabelMap>(std::move(labels));
}

} // namespace

Opener::Opener(QObject* parent) : QObject(parent)
{
    connect(&m_lane, &JobRunner::progressed, this,
            [this](quint64, double fraction, const QString& what) {
                Q_EMIT progressed(fraction, what);
            });
    connect(&m_lane, &JobRunner::finished, this, &Opener::ended);
    connect(&m_lane, &JobRunner::cancelled, this, &Opener::ended);
    connect(&m_lane, &JobRunner::failed, this, [this](quint64, ErrorCode, const QString& text) {
        Q_EMIT ended();
        Q_EMIT failed(text);
    });
}

void Opener::start()
{
    m_lane.start(
        [](const JobContext& context) { return pipeline::readModelLibrary(context.stop()); },
        [this](pipeline::ModelLibrary library) {
            m_library = std::move(library);
            m_started = true;
            Q_EMIT libraryChanged();
            for (const std::string& problem : m_library.problems) {
                Q_EMIT modelUnreadable(coreText(problem));
            }
            if (m_waiting) {
                open(*std::exchange(m_waiting, std::nullopt), nullptr);
            }
        });
}

pipeline::LoadRequest Opener::keep(const ActiveCase& current) const
{
    const pipeline::LoadedStudy& now = current.loaded();
    pipeline::LoadRequest request;
    request.current = now.image;
    request.currentChoice = now.choice;
    request.currentReference = now.nativeReference;
    request.referenceLabel = now.referenceLabel;
    request.meanings = now.meanings;
    request.model = now.model;
    request.modelFile = now.modelFile;
    request.modelByHand = now.modelByHand;
    request.installed = m_library.models;
    return request;
}

void Opener::open(const OpenRequest& request, const std::shared_ptr<const ActiveCase>& current)
{
    if (!m_started) {
        m_waiting = request;
        return;
    }
    const bool opensImage = request.image || request.sample;
    if (!opensImage && !current) {
        if (request.model) {
            chooseModel(*request.model);
        }
        return;
    }
    pipeline::LoadRequest asked = opensImage ? pipeline::LoadRequest{} : keep(*current);
    asked.image = request.image;
    asked.volume = request.volume;
    asked.part = request.part;
    asked.asks = request.asks;
    asked.availableBytes = m_availableBytes;
    asked.sample = request.sample;
    asked.sampleOptions = request.sampleOptions;
    asked.reference = request.reference;
    asked.modelName = request.model;
    asked.installed = m_library.models;
    asked.lastUsed = m_lastUsed;
    if (opensImage && m_chosen) {
        asked.model = m_chosen->model;
        asked.modelFile = m_chosen->path;
    }
    if (request.reference) {
        asked.referenceLabel = request.referenceLabel;
        asked.meanings = request.meanings;
    }
    if (request.model && !request.modelByHand) {
        for (const pipeline::InstalledModel& installed : m_library.models) {
            if (installed.path == fromUtf8(*request.model)) {
                asked.modelName.reset();
                asked.model = installed.model;
                asked.modelFile = installed.path;
                asked.modelByHand = false;
            }
        }
    }
    const QString what = request.sample      ? tr("Making a synthetic sample")
                         : request.image     ? tr("Reading %1").arg(fileName(*request.image))
                         : request.reference ? tr("Reading %1").arg(fileName(*request.reference))
                                             : tr("Reading the model");
    load(std::move(asked), what, request);
}

void Opener::useModel(const model::Model& model, const std::shared_ptr<const ActiveCase>& current)
{
    for (const pipeline::InstalledModel& installed : m_library.models) {
        if (installed.model.get() == &model) {
            OpenRequest request;
            request.model = toUtf8(installed.path);
            open(request, current);
        }
    }
}

void Opener::nameReference(const std::string& structure,
                           const std::shared_ptr<const ActiveCase>& current)
{
    if (!current) {
        return;
    }
    pipeline::LoadRequest asked = keep(*current);
    asked.referenceLabel = structure;
    load(std::move(asked), tr("Comparing with the reference"));
}

void Opener::explainReference(const pipeline::ValueMeanings& meanings,
                              const std::shared_ptr<const ActiveCase>& current)
{
    if (!current || !current->canSegment() || !current->loaded().nativeReference) {
        return;
    }
    m_meanings->remember(*current->loaded().nativeReference, *current->model(), meanings);
    pipeline::LoadRequest asked = keep(*current);
    asked.meanings = meanings;
    load(std::move(asked), tr("Comparing with the reference"));
}

void Opener::judgeBy(std::shared_ptr<const LabelMap> reference, const ActiveCase& current)
{
    pipeline::LoadRequest asked = keep(current);
    asked.currentReference = std::move(reference);
    asked.referenceLabel.reset();
    asked.meanings.reset();
    load(std::move(asked), tr("Comparing with the reference"));
}

void Opener::chooseModel(const std::string& nameOrPath)
{
    Q_EMIT started(tr("Reading the model"));
    m_lane.start(
        [nameOrPath](const JobContext& context) {
            const std::filesystem::path file = model::findModel(nameOrPath);
            return pipeline::InstalledModel{file, model::loadModel(toUtf8(file), context.stop())};
        },
        [this](pipeline::InstalledModel loaded) {
            m_lastUsed = loaded.path;
            m_chosen = std::move(loaded);
            Q_EMIT modelChosen();
        });
}

void Opener::load(pipeline::LoadRequest request, const QString& what, const OpenRequest& from)
{
    Q_EMIT started(what);
    request.recall = [memory = m_meanings](const LabelMap& reference, const model::Model& model) {
        return memory->recall(reference, model);
    };
    m_lane.start(
        [request = std::move(request)](const JobContext& context) {
            return pipeline::loadStudy(request, context.progress(), context.stop());
        },
        [this, from](const pipeline::LoadedStudy& loaded) {
            if (loaded.tooLarge) {
                Q_EMIT tooLarge(from, *loaded.tooLarge);
                return;
            }
            if (!loaded.image) {
                Q_EMIT volumesFound(from, loaded.choice);
                return;
            }
            m_chosen.reset();
            m_rest = from.moreLabels;
            m_restOf = loaded.image;
            Q_EMIT caseLoaded(loaded);
        });
}

void Opener::readImage(const std::filesystem::path& path)
{
    Q_EMIT started(tr("Reading %1").arg(fileName(path)));
    m_lane.start([path](const JobContext& context) { return readSharedImage(path, context); },
                 [this](const std::shared_ptr<const Image>& image) { Q_EMIT imageLoaded(image); });
}

void Opener::readLabels(const std::vector<std::filesystem::path>& paths,
                        const std::shared_ptr<const Image>& base)
{
    const QString what = paths.size() == 1
                             ? fileName(paths.front())
                             : tr("%n label file(s)", nullptr, static_cast<int>(paths.size()));
    Q_EMIT started(tr("Reading %1").arg(what));
    m_lane.start(
        [this, paths, base](const JobContext& context) {
            for (const std::filesystem::path& path : paths) {
                const auto labels = readSharedLabels(*base, path, context);
                context.post(
                    [this, labels, name = fileName(path)] { Q_EMIT labelsLoaded(labels, name); });
            }
        },
        [] {});
}

void Opener::readLayers(const std::vector<LayerFile>& files,
                        const std::shared_ptr<const Image>& base,
                        const std::function<void(std::size_t number)>& added)
{
    Q_EMIT started(tr("Reading %n layer(s)", nullptr, static_cast<int>(files.size())));
    const auto readOne = [this, base](const LayerFile& file, const JobContext& context,
                                      const std::function<void()>& told) {
        if (file.isImage) {
            context.post([this, told, image = readSharedImage(file.path, context)] {
                Q_EMIT imageLoaded(image);
                told();
            });
        } else {
            context.post([this, told, labels = readSharedLabels(*base, file.path, context),
                          name = fileName(file.path)] {
                Q_EMIT labelsLoaded(labels, name);
                told();
            });
        }
    };
    m_lane.start(
        [this, files, added, readOne](const JobContext& context) {
            for (std::size_t i = 0; i < files.size(); ++i) {
                try {
                    readOne(files[i], context, [added, i] { added(i); });
                } catch (const Error& error) {
                    throwIfStopped(context.stop());
                    context.post(
                        [this, text = QString::fromUtf8(error.what())] { Q_EMIT failed(text); });
                }
            }
        },
        [this] { Q_EMIT layersRead(); });
}

} // namespace halftone::ui
