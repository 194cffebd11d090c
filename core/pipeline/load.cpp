// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/load.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/read_labels.h"
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
        study.choice.sample = request.sample;
        study.choice.sampleOptions = request.sampleOptions;
    } else if (request.image) {
        image::OpenedImage opened = image::openImage(*request.image, progress, stop,
                                                     {.volume = request.volume,
                                                      .askVolume = request.asks,
                                                      .part = request.part,
                                                      .askPart = request.asks,
                                                      .availableBytes = request.availableBytes});
        if (opened.room) {
            study.tooLarge = TooLarge{*request.image, opened.info, *opened.room};
        }
        study.choice = {*request.image, std::move(opened.info.volumes), opened.info.volume,
                        std::move(opened.info.format), opened.info.rule};
        if (study.tooLarge || (request.asks && study.choice.rule != image::VolumeRule::Given)) {
            return;
        }
        study.image = std::make_shared<const Image>(std::move(opened.image));
    } else {
        study.image = request.current;
        study.choice = request.currentChoice;
    }
    if (!study.image) {
        throw Error(ErrorCode::InvalidArgument,
                    "There is no image yet. Open an image before its reference labels.");
    }
    if (request.reference) {
        LabelMap labels = readLabelsOf(*study.image, *request.reference, stop);
        nameFile(labels.findings, toUtf8(request.reference->filename()));
        study.nativeReference = std::make_shared<const LabelMap>(std::move(labels));
    } else if (!study.nativeReference) {
        study.nativeReference = request.currentReference;
    }
}

void takeAskedModel(const LoadRequest& request, LoadedStudy& study, const StopToken& stop)
{
    study.modelByHand = request.modelName.has_value() || request.modelByHand;
    if (request.modelName) {
        study.modelFile = model::findModel(*request.modelName);
        study.model = model::loadModel(toUtf8(study.modelFile), stop);
    } else {
        study.model = request.model;
        study.modelFile = request.modelFile;
    }
}

/// The same model may have been read twice: as installed, and as the file that was asked for.
bool isSame(const InstalledModel& installed, const LoadedStudy& study)
{
    return installed.model == study.model
           || (!study.modelFile.empty() && installed.path == study.modelFile);
}

void rankInstalled(const LoadRequest& request, LoadedStudy& study)
{
    std::vector<std::shared_ptr<const model::Model>> models;
    std::shared_ptr<const model::Model> lastUsed;
    if (study.model) {
        models.push_back(study.model);
    }
    for (const InstalledModel& installed : request.installed) {
        if (!isSame(installed, study)) {
            models.push_back(installed.model);
        }
        if (installed.path == request.lastUsed) {
            lastUsed = installed.model;
        }
    }
    study.fits = rankModels(factsOf(*study.image), models, lastUsed);
}

void takeBest(const LoadRequest& request, LoadedStudy& study)
{
    study.modelByHand = false;
    if (study.fits.empty() || !isEnough(study.fits.front().fit)) {
        return;
    }
    study.model = study.fits.front().model;
    for (const InstalledModel& installed : request.installed) {
        if (installed.model == study.model) {
            study.modelFile = installed.path;
        }
    }
}

Finding noModelFinding(const LoadedStudy& study)
{
    if (study.fits.empty()) {
        return {Severity::Warning,
                {kNoModel,
                 "No model is installed: the image is shown without a mask. Use Precision > Open "
                 "Model to load one.",
                 {}}};
    }
    const ModelFit& nearest = study.fits.front();
    return {Severity::Warning,
            {kNoModel,
             "No installed model fits this image, which is shown without a mask; the nearest is "
             "'{0}' ({1}).",
             {model::titleOf(nearest.model->card), nearest.reason}}};
}

void reportChoice(LoadedStudy& study)
{
    if (!study.model) {
        study.findings.push_back(noModelFinding(study));
        if (std::string missing = model::missingModels(); !missing.empty()) {
            study.findings.push_back(
                {Severity::Warning, {"missing-model", std::move(missing), {}}});
        }
        return;
    }
    const ModelFit& fit = *study.fit();
    if (const ModelFit* better = study.better()) {
        study.findings.push_back({fit.fit == Fit::No ? Severity::Severe : Severity::Warning,
                                  {kBetterModel,
                                   "'{0}' fits this image better ({1}) than '{2}' ({3}).",
                                   {model::titleOf(better->model->card), better->reason,
                                    model::titleOf(study.model->card), fit.reason}}});
    } else if (!study.modelByHand && fit.fit == Fit::Appearance) {
        study.findings.push_back({Severity::Warning,
                                  {kModelByAppearance,
                                   "The file does not say what it shows. '{0}' was chosen by "
                                   "appearance: {1}. If the image is something else, its mask "
                                   "means nothing.",
                                   {model::titleOf(study.model->card), fit.reason}}});
    }
}

void append(Findings& findings, const Findings& more)
{
    findings.insert(findings.end(), more.begin(), more.end());
}

/// "52 + 53 pancreas, 7 spleen"
std::string listed(const ValueMeanings& meanings)
{
    std::string text;
    for (const auto& [name, values] : meanings) {
        const char* before = text.empty() ? "" : ", ";
        for (const std::uint8_t value : values) {
            text += std::exchange(before, " + ") + std::to_string(value);
        }
        text += " " + name;
    }
    return text;
}

/// What was said of the values, now or before; empty where nothing was, or not for this model.
std::optional<ValueMeanings> meaningsFor(const LoadRequest& request, const LoadedStudy& study)
{
    const auto isKnown = [&](const auto& meaning) {
        const std::vector<Label>& labels = study.model->card.labels;
        return std::any_of(labels.begin(), labels.end(),
                           [&](const Label& label) { return label.name == meaning.first; });
    };
    std::optional<ValueMeanings> meanings = request.meanings;
    if (!meanings && request.recall) {
        meanings = request.recall(*study.nativeReference, *study.model);
    }
    const bool fits = meanings && std::all_of(meanings->begin(), meanings->end(), isKnown);
    return fits ? meanings : std::nullopt;
}

void takeReference(ModelReference adapted, LoadedStudy& study)
{
    study.reference = std::make_shared<const LabelMap>(std::move(adapted.labels));
    study.scored = std::move(adapted.scored);
    study.reached = std::move(adapted.reached);
    append(study.findings, adapted.findings);
}

/// Files of several values; false for those that show one structure, or where nothing is open.
bool explainReference(const LoadRequest& request, LoadedStudy& study)
{
    const LabelMap& stored = *study.nativeReference;
    study.meanings = meaningsFor(request, study);
    // What comes with a sample is no file that anybody could explain.
    study.mustExplain =
        !study.meanings && !stored.files.empty() && mustBeExplained(stored, *study.model);
    if (!study.meanings && !study.mustExplain) {
        return false;
    }
    // Also where its meaning is open: one that lies elsewhere is refused before anybody is asked.
    ModelReference adapted = adaptReference(stored, *study.prepared, *study.model,
                                            study.meanings.value_or(ValueMeanings{}));
    if (study.meanings) {
        takeReference(std::move(adapted), study);
        study.findings.push_back({Severity::Note,
                                  {kValuesSaid,
                                   "Values of the reference as you said: {0}; all others are "
                                   "background.",
                                   {listed(*study.meanings)}}});
    }
    return true;
}

void noteOwnValues(LoadedStudy& study)
{
    const std::vector<Label>& labels = study.model->card.labels;
    if (study.nativeReference->files.empty() || labels.size() < 2
        || study.nativeReference->labels.size() < 2) {
        return;
    }
    ValueMeanings own;
    for (const Label& label : labels) {
        own[label.name] = {label.value};
    }
    study.findings.push_back({Severity::Note,
                              {kValuesOwn,
                               "The reference's values were taken for the model's own: {0}.",
                               {listed(own)}}});
}

void obtainReference(const LoadRequest& request, LoadedStudy& study)
{
    const LabelMap& stored = *study.nativeReference;
    if (explainReference(request, study)) {
        return;
    }
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
    takeReference(adaptReference(stored, *study.prepared, *study.model, names), study);
    if (!told) {
        noteOwnValues(study);
    }
}

} // namespace

const ModelFit* LoadedStudy::fit() const
{
    const auto found = std::find_if(fits.begin(), fits.end(),
                                    [&](const ModelFit& one) { return one.model == model; });
    return model && found != fits.end() ? &*found : nullptr;
}

const ModelFit* LoadedStudy::better() const
{
    const ModelFit* own = fit();
    const bool found = own != nullptr && isEnough(fits.front().fit) && fits.front().fit > own->fit;
    return found ? &fits.front() : nullptr;
}

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
    if (!study.image) {
        return study;
    }
    rankInstalled(request, study);
    if (!study.model) {
        takeBest(request, study);
    }
    reportChoice(study);
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
