// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/finding.h"
#include "core/base/progress.h"
#include "core/data/cases.h"
#include "core/data/dataset_file.h"
#include "core/data/slice_choice.h"
#include "core/model/model.h"
#include "core/pipeline/sweep_case.h"

#include <memory>
#include <string>
#include <vector>

/// From files to the cases of a sweep, one at a time.
namespace halftone::pipeline {

/// A case before any voxel is read.
struct CaseDescription {
    data::CaseRow files;             ///< with the name of the case
    std::vector<std::string> labels; ///< what a whole reference shows; see adaptReference()
    data::SliceChoice slices;
    bool sliceIsCase = false; ///< as SweepCase has it
    int volume = 0;           ///< of the image, as image::ReadOptions has it
};

/// Reads the image and its references and prepares them for the model; `found`, which may be empty,
/// gets what was found about each file. Throws what readImage(), adaptReference() and
/// chooseSlices() throw.
[[nodiscard]] SweepCase loadCase(const CaseDescription& description, const model::Model& model,
                                 const FindingFn& found, const StopToken& stop);
/// The same of an image that was read before; `description.volume` is not looked at.
[[nodiscard]] SweepCase loadCase(const CaseDescription& description,
                                 std::shared_ptr<const Image> image, const model::Model& model,
                                 const FindingFn& found, const StopToken& stop);

/// The validation slices of one case of a dataset, which follow each other in a group.
struct DatasetCase {
    std::string name;
    std::size_t group = 0;
    std::size_t firstSlice = 0;
    std::size_t lastSlice = 0; ///< not included
};

/// Real ones only, in the order of the dataset.
[[nodiscard]] std::vector<DatasetCase> validationCases(const data::Dataset& dataset);

/// Input codes as they are, on the model's grid, which is the native one where nothing is
/// resampled. Pixels nobody labelled count as background.
[[nodiscard]] SweepCase loadCase(const DatasetCase& description, const data::Dataset& dataset);

/// `found` as for loadCase(); it is kept and called by CaseSource::load.
[[nodiscard]] CaseSource caseSource(std::vector<CaseDescription> cases,
                                    std::shared_ptr<const model::Model> model, FindingFn found);
[[nodiscard]] CaseSource caseSource(std::shared_ptr<const data::Dataset> dataset);

} // namespace halftone::pipeline
