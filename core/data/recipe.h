// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/data/prepare.h"
#include "core/data/slice_choice.h"
#include "core/quant/precision.h"

#include <array>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What is known of the data of each shipped model: one file or small group of files a task.
namespace halftone::data {

/// The images a task's models are validated on, on their native grid: what `halftone-cli sweep
/// --cases CSV --slices ...` takes. The split is that of data::prepare.
struct ValidationCases {
    std::string csv;          ///< columns case, image and references; absolute paths
    SliceChoice slices;       ///< of every image
    bool sliceIsCase = false; ///< EM: every section is a case of its own
};

/// An image that was neither trained nor chosen on, with its labels as they were published.
struct OutsideImage {
    std::string caseName; ///< images of one case are pooled
    Image image;
    LabelMap labels;
    int firstSlice = 0;
    int sliceStep = 1;
    bool sliceIsCase = false;
};

/// Images of one source, read a part at a time.
struct OutsideSet {
    std::string name;      ///< "btcv"; what it is, resources/models/model_tables.py says
    std::size_t parts = 0; ///< stacks or subjects
    std::function<std::vector<OutsideImage>(std::size_t part, const StopToken& stop)> read;
};

/// Precisions for which a loss is allowed, in the order of Goal::losses.
inline constexpr std::array<quant::Precision, 5> kGoalPrecisions{
    {{8, 8}, {4, 6}, {4, 4}, {3, 4}, {2, 4}}};

/// What a model was meant to reach on its validation images.
struct Goal {
    std::string_view label;
    double full = 0;                ///< least Dice at full precision
    std::array<double, 5> losses{}; ///< largest loss of Dice below it, by kGoalPrecisions
};

/// A task of prepare().
struct Recipe {
    std::string_view task;    ///< "em"
    std::string_view model;   ///< of its configuration and of what comes out: "em-membrane"
    std::string_view layouts; ///< one line on the folders it takes, for help texts
    Dataset (*prepare)(const PrepareJob& job);
    /// Validation images below a folder in the layout of the data this project was made with, the
    /// first that prepare() names. An empty `csv`: the folder has another layout, whose images and
    /// labels only prepare() can bring together. `subjects`: others than the task's own, as
    /// PrepareOptions has them; a case is a subject, with all its sessions. Throws
    /// Error{FileNotFound} naming what is missing, Error{InvalidArgument} for an unknown subject.
    ValidationCases (*validationCases)(const std::filesystem::path& folder,
                                       const std::vector<std::string>& subjects);
    /// Images of other sources that a folder holds; may be empty. Reads no voxels.
    std::vector<OutsideSet> (*outsideSets)(const std::filesystem::path& folder);
    std::span<const Goal> goals;
};

[[nodiscard]] std::span<const Recipe> recipes();
/// Throws Error{InvalidArgument} listing the tasks.
[[nodiscard]] const Recipe& recipeOf(std::string_view task);

} // namespace halftone::data
