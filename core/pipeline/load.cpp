// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/load.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"
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
        study.image =
            std::make_shared<const Image>(image::readImage(*request.image, progress, stop));
    } else {
        study.image = request.current;
    }
    if (!study.image) {
        throw Error(ErrorCode::InvalidArgument,
                    "There is no image yet. Open an image before its reference labels.");
    }
    if (request.reference) {
        study.nativeReference =
            std::make_shared<const LabelMap>(image::readLabelMap(*request.reference, stop));
    } else if (!study.nativeReference) {
        study.nativeReference = request.currentReference;
    }
}

void takeAskedModel(const LoadRequest& request, LoadedStudy& study)
{
    if (request.modelName) {
        study.modelFile = model::findModel(*request.modelName);
        study.model = model::loadModel(toUtf8(study.modelFile));
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
        study.notes.push_back(
            (known ? std::string("No model for ") + toString(study.image->modality)
                         + " images is installed"
                   : std::string("No model is installed"))
            + ": the image is shown without a mask. Use Precision > Open Model to load one.");
    }
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
    study.notes.insert(study.notes.end(), adapted.notes.begin(), adapted.notes.end());
}

} // namespace

ModelLibrary readModelLibrary()
{
    ModelLibrary library;
    for (const model::CatalogEntry& entry : model::listModels()) {
        try {
            library.models.push_back({entry.file, model::loadModel(toUtf8(entry.file))});
        } catch (const Error& error) {
            // One damaged file must not hide the others; its sentence is shown.
            library.problems.emplace_back(error.what());
        }
    }
    return library;
}

LoadedStudy loadStudy(const LoadRequest& request, const ProgressFn& progress, const StopToken& stop)
{
    LoadedStudy study;
    takeAskedModel(request, study); // first: a wrong name need not wait for a large image
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

    if (study.model) {
        const std::vector<std::string>& warnings = study.prepared->warnings();
        study.notes.insert(study.notes.end(), warnings.begin(), warnings.end());
    }
    if (study.nativeReference && study.model) {
        try {
            obtainReference(request, study);
        } catch (const Error& error) {
            if (request.reference) {
                throw;
            }
            // Labels of the study that was open must not keep another model from being looked at.
            study.notes.push_back(std::string("The reference labels are not compared. ")
                                  + error.what());
        }
    } else if (study.nativeReference) {
        study.reference = std::make_shared<const LabelMap>(
            image::resampleTo(*study.nativeReference, study.prepared->orientedGeometry()));
    }
    reportProgress(progress, 1.0, "ready");
    return study;
}

} // namespace halftone::pipeline
