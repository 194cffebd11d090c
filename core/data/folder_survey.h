// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/preprocess_spec.h"
#include "core/base/stop_token.h"
#include "core/data/folder_cases.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// A first look at the voxels of a user's own images, from which the preprocessing follows.
namespace halftone::data::detail {

/// What one image and its labels are like.
struct CaseSurvey {
    Geometry geometry;
    Modality modality = Modality::Unknown;
    double low = 0; ///< least and largest value of the image
    double high = 0;
    std::set<int> values;           ///< of the labels, as written here: 0 and classes
    std::vector<double> foreground; ///< values of labelled voxels, at most some thousands
};

/// The labels of a case on the grid of its image, with the values of the model: 0, 1, ..., and
/// kIgnoredLabel. `labels` must have names, the case a reference. Throws Error{FileFormat} naming
/// the file and the values found where these are not the folder's, and where masks of two labels
/// overlap; Error{ShapeMismatch} naming the file, and both grids, that has other voxels than its
/// image (see image::sameVoxels).
[[nodiscard]] LabelMap readCaseLabels(const CaseRow& row, const Geometry& grid,
                                      const FolderLabels& labels, const StopToken& stop);

/// Names for labels that nobody named: those of the columns reference:NAME in alphabetical order,
/// or "label-1", ... up to the largest value in the files. Throws Error{FileFormat} listing the
/// values where one is left out.
void nameLabels(const std::vector<CaseRow>& cases, FolderLabels& labels, const StopToken& stop);

[[nodiscard]] CaseSurvey surveyCase(const CaseRow& row, const FolderLabels& labels,
                                    const StopToken& stop);

/// What the user wants otherwise than the data suggest.
struct WantedPreprocessing {
    std::optional<std::pair<double, double>> window; ///< values of the image
    std::optional<double> spacingMm;                 ///< 0: never resample
};

/// Preprocessing with a sentence for every choice.
struct ChosenPreprocessing {
    PreprocessSpec spec;
    std::vector<std::string> reasons;
};

/// From the images to train on:
/// - modality: as the folder says, else as all images say;
/// - slices across the axis of the largest spacing where that is 1.5 times the others or more, else
///   axial; the stored order where images know no orientation;
/// - in plane the median spacing, or none where some image knows none;
/// - window: for CT the values between the percentiles 0.5 and 99.5 of labelled voxels, else these
///   percentiles of each image.
[[nodiscard]] ChosenPreprocessing choosePreprocessing(const std::vector<CaseSurvey>& images,
                                                      Modality modality,
                                                      const WantedPreprocessing& wanted);

} // namespace halftone::data::detail
