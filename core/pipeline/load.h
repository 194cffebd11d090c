// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/image/mask_file.h"
#include "core/model/model.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/choose_model.h"
#include "core/pipeline/reference.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// From files and samples to what can be segmented: one way for the window and the command line.
namespace halftone::pipeline {

/// A model that was found and read.
struct InstalledModel {
    std::filesystem::path path;
    std::shared_ptr<const model::Model> model;
};

struct ModelLibrary {
    std::vector<InstalledModel> models;
    std::vector<std::string> problems; ///< one sentence for each file that could not be read
};

/// Reads every model that is installed (model::listModels).
[[nodiscard]] ModelLibrary readModelLibrary(const StopToken& stop = {});

/// The file an image is from, as far as another volume of it may be chosen.
struct VolumeChoice {
    std::filesystem::path file;
    std::vector<image::VolumeSummary> volumes; ///< empty: there is nothing to choose
    int volume = 1;                            ///< the one that was, or would be, taken, from 1
    std::string format{};                      ///< of the file: "NIfTI", "DICOM series"
    image::VolumeRule rule{};                  ///< why it is that volume
    std::optional<phantom::Kind> sample{};     ///< it was made: `file` is empty
    phantom::Options sampleOptions{};          ///< of `sample`
};

/// A volume that needs more memory than there is, of which a part may be chosen.
struct TooLarge {
    std::filesystem::path file;
    image::ImageInfo info; ///< of all of it
    std::size_t room = 0;  ///< bytes that voxels may have
};

/// What to open. Either `image` or `sample`, or neither when only the model or the reference of the
/// study that is open changes (then `current` is that study's image).
struct LoadRequest {
    std::optional<std::filesystem::path> image;
    int volume = 0;                 ///< of `image`, as image::ReadOptions has it
    std::optional<VolumePart> part; ///< the same
    /// Where there are several volumes, or one needs more memory than there is, only that is told.
    bool asks = false;
    /// As image::ReadOptions has it.
    std::function<std::optional<std::size_t>()> availableBytes = availableMemoryBytes;
    std::optional<phantom::Kind> sample;
    phantom::Options sampleOptions;
    std::shared_ptr<const Image> current;
    VolumeChoice currentChoice; ///< of `current`

    std::optional<std::filesystem::path> reference;
    /// Labels that are already in memory, on the grid of the image (not of `sample`, which brings
    /// its own); used when `reference` is empty.
    std::shared_ptr<const LabelMap> currentReference;
    /// What the reference shows, by the name of a structure; ignored where the model has none such.
    std::optional<std::string> referenceLabel;

    /// What its values mean; where that is open and this empty, `recall` is asked. Ignored for a
    /// model that has not these labels.
    std::optional<ValueMeanings> meanings;
    std::function<std::optional<ValueMeanings>(const LabelMap&, const model::Model&)> recall;

    std::optional<std::string> modelName; ///< catalogue name or file; wins over `model`
    std::shared_ptr<const model::Model> model;
    std::filesystem::path modelFile; ///< of `model`
    bool modelByHand = true;         ///< the user chose `model` for this image
    /// What is chosen from where neither is given, and what the given one is compared with.
    std::vector<InstalledModel> installed;
    std::filesystem::path lastUsed; ///< of `installed`: breaks ties between those that fit equally
};

struct LoadedStudy {
    /// Null: LoadRequest::asks, and there is a choice. Only `choice` and `tooLarge` are told then.
    std::shared_ptr<const Image> image;
    std::optional<TooLarge> tooLarge; ///< a part of it is to be chosen; else one of the volumes
    VolumeChoice choice;              ///< of the image
    std::shared_ptr<const image::PreparedImage> prepared;
    /// As read, its findings with the name of its file; for reuse with another model.
    std::shared_ptr<const LabelMap> nativeReference;
    std::shared_ptr<const LabelMap> reference; ///< on the oriented grid; null if none
    std::optional<std::string> referenceLabel; ///< what it shows, if that was told
    std::vector<std::string> scored;           ///< structures it determines; empty: all
    std::vector<bool> reached;                 ///< slices it covers (ModelReference); empty: all
    std::vector<std::string> referenceChoices; ///< not empty: what it shows must be asked
    bool mustExplain = false;                  ///< what each of its values means must be asked
    std::optional<ValueMeanings> meanings;     ///< what they were taken to mean, if that was said
    std::shared_ptr<const model::Model> model; ///< null: none fits
    std::filesystem::path modelFile;           ///< empty: not known
    bool modelByHand = false;                  ///< the user chose it for this image
    /// How well each installed model, and `model` itself, fits the image, best first.
    std::vector<ModelFit> fits;
    /// What the user must know before believing the mask. Of the choice of the model: kNoModel,
    /// kModelByAppearance, kBetterModel.
    Findings findings;

    /// Of `model`; null where there is none.
    [[nodiscard]] const ModelFit* fit() const;
    /// One that fits, and better than `model`; null where there is none.
    [[nodiscard]] const ModelFit* better() const;
};

/// Kinds of findings: no model fits; the one that was chosen fits by appearance alone; another one
/// fits better than that of the user.
inline constexpr const char* kNoModel = "no-model";
inline constexpr const char* kModelByAppearance = "model-by-appearance";
inline constexpr const char* kBetterModel = "better-model";
/// Kinds of findings: how the values of a reference were understood.
inline constexpr const char* kValuesSaid = "reference-values-said";
inline constexpr const char* kValuesOwn = "reference-values-own";

/// Throws what the readers throw; nothing is kept from a failed load.
[[nodiscard]] LoadedStudy loadStudy(const LoadRequest& request, const ProgressFn& progress,
                                    const StopToken& stop);

/// What a mask of this study at that precision says of itself, for image::MaskFile; `program` is
/// "Halftone 0.1.0". The study has a model.
[[nodiscard]] image::MaskOrigin maskOriginOf(const LoadedStudy& study, quant::Precision precision,
                                             std::string program);

} // namespace halftone::pipeline
