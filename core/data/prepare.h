// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/progress.h"
#include "core/data/dataset_file.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace halftone::data {

struct PrepareOptions {
    /// Subjects to validate on instead of the task's own; all images of a subject follow it, so
    /// that none is on both sides. Empty: the task's own split. Not for "em", which has none.
    std::vector<std::string> validationSubjects;
    bool phantoms = true; ///< false: real images only
};

/// One call of prepare(), as a task sees it.
struct PrepareJob {
    std::filesystem::path folder;
    PrepareOptions options;
    ProgressFn progress;
    StopToken stop;
};

/// Reads the labelled images of a task below `folder`, adds phantom slices of seeds that no
/// built-in sample uses, preprocesses them through core/image as the application does, and splits
/// them by subject (EM: by section). The first of these layouts that the folder holds is read; a
/// folder that holds none, a missing file and labels that do not fit their image throw an Error
/// that names them. core/data/recipe.h has what else is known of each task.
///
/// em
/// - em/isbi2012/{image,membrane}_z00-24.tif, membranes 255, and, where they are there,
///   em/flyem_medulla_fib25/{image,membrane}_z000-199.tif (train sections 0-174, every third).
/// - ISBI 2012 as the challenge distributes it: train-volume.tif and train-labels.tif, cells 255.
/// - the same as single sections: train/image/N.png and train/label/N.png, cells 255.
/// Sections 0-19 of ISBI 2012 are for training, 20-24 for validation; later ones are left out.
///
/// gm
/// - gm/gm_challenge_2018/sub-X[SesN]_run-1_T2starw.nii.gz with _run-1_gmseg-manual.nii.gz and
///   _run-1_cordseg-manual.nii.gz (sessions of X are one subject; validation 9604) and, where it
///   is there, gm/amu7t_subject/amu7t_{qT1,gmseg,cordseg}.nii.gz (training only).
/// - the SCGM challenge: siteN-scNN-image.nii.gz with -mask-r1.nii.gz to -mask-r4.nii.gz, 1 grey
///   and 2 white matter: what most raters say, of equal votes grey before white before neither.
///   Validation: sc09 and sc10 of each site.
///
/// pancreas
/// - pancreas/nih_pancreas_ct/index.csv with images/ and masks/ (split and black borders by its
///   columns; borders are not labelled) and, where they are there, slices without pancreas of
///   loaders/ct_dicom_j2k and pancreas/totalsegmentator_example (training only).
/// - NIH Pancreas-CT as The Cancer Imaging Archive distributes it: Pancreas-CT/PANCREAS_NNNN/
///   with a DICOM series somewhere below (itself in `folder` or in a manifest folder there) and
///   TCIA_pancreas_labels*/labelNNNN.nii.gz. The rows of the label files run against those of the
///   series: axes are turned as the label's header says, without looking at its origin; if the
///   labels then lie less on soft tissue than with their rows turned round, they are turned
///   round; if they fit neither way, that is an Error. Every third slice is taken. Validation:
///   numbers divisible by 8; numbers with remainder 5 are left out, for tests.
[[nodiscard]] Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                              const ProgressFn& progress, const StopToken& stop,
                              const PrepareOptions& options = {});

} // namespace halftone::data
