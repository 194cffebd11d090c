// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/load.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/reference.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace halftone::pipeline {

namespace {

/// Without a model there is nothing to prepare for; the image is only turned for looking at it.
PreprocessSpec viewingSpec(const Image& image)
{
    PreprocessSpec spec;
    spec.modality = image.modality;
    spec.orientation = image.geometry.orientationKnown ? "LPS" : "";
    spec.window = WindowKind::Percentile;
    spec.low = 0.5;
    spec.high = 99.5;
    spec.expectedMin = std::numeric_limits<double>::lowest();
    spec.expectedMax = std::numeric_limits<double>::max();
    return spec;
}

void obtainImage(const LoadRequest& request, LoadedStudy& study, const ProgressFn& progress,
                 const StopToken& stop)
{
    if (request.sample) {
        phantom::Sample sample =
            phantom::make(*request.sample, request.sampleOptions, progress, stop);
        study.image = std::make_shared<const Image>(std::move(sample.image));
        study.nativeReference = std::make_shared<const LabelMap>(std::move(sample.labels));
    } else if (request.image) {
        image::OpenedImage opened =
            image::openImage(*request.image, progress, stop, {.volume = request.volume});
        study.image = std::make_shared<const Image>(std::move(opened.image));
        study.choice = {*request.image, std::move(opened.info.volumes), opened.info.volume,
                        std::move(opened.info.format)};
    } else {
        study.image = request.current;
        study.choice = request.currentChoice;
    }
    if (!study.image) {
        throw Error(ErrorCode::InvalidArgument,
                    "There is no image yet. Open an image before its reference labels.");
    }
    if (request.reference) {
        LabelMap labels = image::readLabelMap(*request.reference, stop);
        nameFile(labels.findings, toUtf8(request.reference->filename()));
        study.nativeReference = std::make_shared<const LabelMap>(std::move(labels));
    } else if (!study.nativeReference) {
        study.nativeReference = request.currentReference;
    }
}

void takeAskedModel(const LoadRequest& request, LoadedStudy& study, const StopToken& stop)
{
    if (request.modelName) {
        study.modelFile = model::findModel(*request.modelName);
        study.model = model::loadModel(toUtf8(study.modelFile), stop);
    } else {
        study.model = request.model;
        study.modelFile = request.modelFile;
    }
}

void chooseInstalledModel(const LoadRequest& request, LoadedStudy& study)
{
    std::vector<std::shared_ptr<const model::Model>> models;
    for (const InstalledModel& installed : request.installed) {
        models.push_back(installed.model);
    }
    ModelChoice choice = chooseModel(*study.image, models, request.habit);
    study.model = std::move(choice.model);
    study.modelNote = std::move(choice.note);
    for (const InstalledModel& installed : request.installed) {
        if (installed.model == study.model) {
            study.modelFile = installed.path;
        }
    }
    if (!study.model) {
        const bool known = study.image->modality != Modality::Unknown;
        study.findings.push_back(
            {Severity::Warning,
             known ? Message{"no-model",
                             "No model for {0} images is installed: the image is shown without a "
                             "mask. Use Precision > Open Model to load one.",
                             {toString(study.image->modality)}}
                   : Message{"no-model",
                             "No model is installed: the image is shown without a mask. Use "
                             "Precision > Open Model to load one.",
                             {}}});
    }
}

void append(Findings& findings, const Findings& more)
{
    findings.insert(findings.end(), more.begin(), more.end());
}

void obtainReference(const LoadRequest& request, LoadedStudy& study)
{
    const LabelMap& stored = *study.nativeReference;
    const std::vector<eval::Structure> known = structuresOf(*study.model);
    const bool told = request.referenceLabel
                      && std::any_of(known.begin(), known.end(), [&](const auto& structure) {
                             return structure.name == *request.referenceLabel;
                         });
    std::vector<std::string> names;
    if (told) {
        study.referenceLabel = request.referenceLabel;
        names = {*request.referenceLabel};
    } else {
        study.referenceChoices = possibleMeanings(stored, *study.model);
        if (!study.referenceChoices.empty()) {
            return;
        }
    }
    ModelReference adapted = adaptReference(stored, *study.prepared, *study.model, names);
    study.reference = std::make_shared<const LabelMap>(std::move(adapted.labels));
    study.scored = std::move(adapted.scored);
    append(study.findings, adapted.findings);
}

} // namespace

ModelLibrary readModelLibrary(const StopToken& stop)
{
    ModelLibrary library;
    for (const model::CatalogEntry& entry : model::listModels()) {
        try {
            library.models.push_back({entry.file, model::loadModel(toUtf8(entry.file), stop)});
        } catch (const Error& error) {
            throwIfStopped(stop);
            // One damaged file must not hide the others; its sentence is shown.
            library.problems.emplace_back(error.what());
        }
    }
    return library;
}

LoadedStudy loadStudy(const LoadRequest& request, const ProgressFn& progress, const StopToken& stop)
{
    LoadedStudy study;
    takeAskedModel(request, study, stop); // first: a wrong name need not wait for a large image
    obtainImage(request, study, progress, stop);
    throwIfStopped(stop);
    if (!study.model) {
        chooseInstalledModel(request, study);
    }
    reportProgress(progress, 0.9, "preparing the image");
    const PreprocessSpec spec =
        study.model ? study.model->card.preprocess : viewingSpec(*study.image);
    study.prepared = std::make_shared<const image::PreparedImage>(study.image, spec);
    throwIfStopped(stop);

    append(study.findings, study.prepared->findings());
    if (study.model) {
        append(study.findings, study.model->findings);
    }
    if (study.nativeReference) {
        append(study.findings, study.nativeReference->findings);
    }
    if (study.nativeReference && study.model) {
        try {
            obtainReference(request, study);
        } catch (const Error& error) {
            if (request.reference) {
                throw;
            }
            // Labels of the study that was open must not keep another model from being looked at.
            study.findings.push_back({Severity::Warning,
                                      {"reference-not-compared",
                                       "The reference labels are not compared. {0}",
                                       {error.what()}}});
        }
    } else if (study.nativeReference) {
        study.reference = std::make_shared<const LabelMap>(
            image::resampleTo(*study.nativeReference, study.prepared->orientedGeometry()));
    }
    reportProgress(progress, 1.0, "ready");
    return study;
}

image::MaskOrigin maskOriginOf(const LoadedStudy& study, quant::Precision precision,
                               std::string program)
{
    image::MaskOrigin origin;
    origin.program = std::move(program);
    origin.model = study.model->card.name;
    origin.modelHash = study.model->hash;
    origin.precision = quant::toString(precision);
    origin.imageFile = study.choice.file;
    origin.volume = study.choice.volume;
    return origin;
}

} // namespace halftone::pipeline
