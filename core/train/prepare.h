// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/train/dataset_file.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace halftone::train {

/// Names of the tasks prepare() knows: "em", "gm", "pancreas".
[[nodiscard]] std::vector<std::string> prepareTasks();

struct PrepareOptions {
    /// Subjects to validate on instead of the task's own; all images of a subject follow it, so
    /// that none is on both sides. Empty: the task's own split. Not for "em", which has none.
    std::vector<std::string> validationSubjects;
};

/// Reads the labelled images of a task below `folder`, adds phantom slices, preprocesses them
/// through core/image as the application does, and splits them by subject (EM: by section).
/// Throws Error naming what is missing.
///
/// em: em/isbi2012/{image,membrane}_z00-24.tif (membrane 255; train sections 0-19, validation
///     20-24) and, where it is there, em/flyem_medulla_fib25/{image,membrane}_z000-199.tif (train
///     sections 0-174, every third).
/// gm: gm/gm_challenge_2018/sub-X[SesN]_run-1_T2starw.nii.gz with _run-1_gmseg-manual.nii.gz and
///     _run-1_cordseg-manual.nii.gz (sessions of X are one subject; validation 9604) and, where it
///     is there, gm/amu7t_subject/amu7t_{qT1,gmseg,cordseg}.nii.gz (training only).
/// pancreas: pancreas/nih_pancreas_ct/index.csv with images/ and masks/ (split and black borders by
///     its columns; borders are not labelled) and, where they are there, slices without pancreas
///     of loaders/ct_dicom_j2k and pancreas/totalsegmentator_example (training only).
[[nodiscard]] Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                              const ProgressFn& progress, const std::stop_token& stop,
                              const PrepareOptions& options = {});

} // namespace halftone::train
