// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
// StudyController: everything that reads and writes files.
#include "core/image/image_io.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/segment.h"
#include "ui/document/path_text.h"
#include "ui/widgets/window/study_controller.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

QString fileName(const std::filesystem::path& path)
{
    return toQString(path.filename());
}

} // namespace

void StudyController::start()
{
    m_loader.start([](const JobContext&) { return pipeline::readModelLibrary(); },
                   [this](pipeline::ModelLibrary library) {
                       m_library = std::move(library);
                       m_started = true;
                       Q_EMIT libraryChanged();
                       for (const std::string& problem : m_library.problems) {
                           Q_EMIT failed(QString::fromStdString(problem));
                       }
                       if (m_waiting) {
                           open(*std::exchange(m_waiting, std::nullopt));
                       }
                   });
}

void StudyController::openImage(const std::filesystem::path& path)
{
    open({path, std::nullopt, {}, std::nullopt, std::nullopt});
}

void StudyController::openSample(phantom::Kind kind, const phantom::Options& options)
{
    open({std::nullopt, kind, options, std::nullopt, std::nullopt});
}

void StudyController::openReference(const std::filesystem::path& path)
{
    open({std::nullopt, std::nullopt, {}, path, std::nullopt});
}

void StudyController::openModel(const std::string& nameOrPath)
{
    open({std::nullopt, std::nullopt, {}, std::nullopt, nameOrPath});
}

void StudyController::open(const OpenRequest& request)
{
    if (!m_started) {
        m_waiting = request;
        return;
    }
    if (request.model && !request.image && !request.sample && !m_study.isOpen()) {
        chooseModel(*request.model);
        return;
    }
    pipeline::LoadRequest asked;
    asked.image = request.image;
    asked.sample = request.sample;
    asked.sampleOptions = request.sampleOptions;
    asked.reference = request.reference;
    asked.modelName = request.model;
    asked.installed = m_library.models;
    asked.habit = m_habit;
    if (!request.image && !request.sample) {
        asked.current = m_study.image;
        asked.currentReference = m_study.nativeReference;
        if (!request.reference) {
            asked.referenceLabel = m_study.referenceLabel;
        }
        asked.model = m_study.model;
        asked.modelFile = m_study.modelFile;
    }
    QString what;
    if (request.sample) {
        what = tr("Making a synthetic sample");
    } else if (request.image) {
        what = tr("Reading %1").arg(fileName(*request.image));
    } else if (request.reference) {
        what = tr("Reading %1").arg(fileName(*request.reference));
    } else {
        what = tr("Reading the model");
    }
    load(std::move(asked), what);
}

void StudyController::setReferenceLabel(const std::string& name)
{
    pipeline::LoadRequest asked;
    asked.current = m_study.image;
    asked.currentReference = m_study.nativeReference;
    asked.referenceLabel = name;
    asked.model = m_study.model;
    asked.modelFile = m_study.modelFile;
    load(std::move(asked), tr("Comparing with the reference"));
}

void StudyController::chooseModel(const std::string& nameOrPath)
{
    Q_EMIT loadStarted(tr("Reading the model"));
    m_loader.start(
        [nameOrPath](const JobContext&) {
            const std::filesystem::path file = model::findModel(nameOrPath);
            return pipeline::InstalledModel{file, model::loadModel(toUtf8(file))};
        },
        [this](pipeline::InstalledModel loaded) {
            m_habit = {loaded.model, loaded.model};
            m_study.model = std::move(loaded.model); // shown at once; used by the next image
            m_study.modelFile = std::move(loaded.path);
            Q_EMIT studyChanged();
        });
}

void StudyController::load(pipeline::LoadRequest request, const QString& what)
{
    Q_EMIT loadStarted(what);
    const bool modelAsked = request.modelName.has_value();
    m_loader.start(
        [request = std::move(request)](const JobContext& context) {
            return pipeline::loadStudy(request, context.progress(), context.stop());
        },
        [this, modelAsked](pipeline::LoadedStudy loaded) {
            if (modelAsked) {
                m_habit.chosen = loaded.model;
            }
            adopt(std::move(loaded));
        });
}

void StudyController::adopt(pipeline::LoadedStudy loaded)
{
    m_segmenter.cancel();
    m_backgroundTimer.stop();
    const bool sameImage = loaded.image == m_study.image;
    const bool sameModel = loaded.model == m_study.model;
    m_study.image = std::move(loaded.image);
    m_study.prepared = std::move(loaded.prepared);
    m_study.nativeReference = std::move(loaded.nativeReference);
    m_study.reference = std::move(loaded.reference);
    m_study.model = std::move(loaded.model);
    m_study.modelFile = std::move(loaded.modelFile);
    if (m_study.model) {
        m_habit.lastUsed = m_study.model;
    }
    if (!sameImage || !sameModel) { // else the guess of before still stands
        m_study.modelNote = QString::fromStdString(loaded.modelNote);
    }
    m_study.referenceLabel = std::move(loaded.referenceLabel);
    m_study.scored = std::move(loaded.scored);
    m_study.referenceChoices = std::move(loaded.referenceChoices);
    m_study.notes.clear();
    for (const std::string& note : loaded.notes) {
        m_study.notes.push_back(QString::fromStdString(note));
    }
    const int slices = m_study.slices();
    m_slice = sameImage ? std::clamp(m_slice, 0, std::max(0, slices - 1)) : slices / 2;
    m_sweepCancelled = false;
    m_session =
        m_study.canSegment() ? std::make_shared<pipeline::InferenceSession>(
            m_runtime, m_study.model, m_study.prepared, m_study.reference, m_study.structures())
                             : nullptr;
    setDomain();
    m_layers.setStudy(m_study);
    Q_EMIT studyChanged();
    requestMask();
}

void StudyController::saveMask(const std::filesystem::path& path)
{
    if (!m_study.canSegment()) {
        Q_EMIT failed(tr("There is no mask to save: open an image and a model first."));
        return;
    }
    Q_EMIT savingChanged(tr("Saving the mask"));
    m_saver.start(
        [runtime = m_runtime, study = m_study, precision = m_precision.precision(),
         path](const JobContext& context) {
            const auto predictor = pipeline::makePredictor(runtime, study.model, precision);
            const pipeline::VolumeResult result =
                pipeline::segmentVolume(*predictor, *study.model, *study.prepared, false,
                                        context.progress(), context.stop(), runtime.pool.get());
            image::writeLabelMap(path, result.mask);
        },
        [this, path] { Q_EMIT maskSaved(toQString(path)); });
}

} // namespace halftone::ui
