// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare.h"

#include "core/base/error.h"
#include "core/data/prepare_common.h"

namespace halftone::data {
namespace {

struct Task {
    std::string_view name;
    Dataset (*prepare)(const detail::PrepareJob&);
    std::string_view layouts;
};

constexpr Task kTasks[] = {
    {"em", detail::prepareEm,
     "em/isbi2012 [em/flyem_medulla_fib25], or ISBI 2012 as distributed: train-volume.tif and "
     "train-labels.tif, or train/image/N.png and train/label/N.png"},
    {"gm", detail::prepareGm,
     "gm/gm_challenge_2018 [gm/amu7t_subject], or the SCGM challenge as distributed: "
     "siteN-scNN-image.nii.gz and siteN-scNN-mask-rN.nii.gz"},
    {"pancreas", detail::preparePancreas,
     "pancreas/nih_pancreas_ct [loaders/ct_dicom_j2k, pancreas/totalsegmentator_example], or NIH "
     "Pancreas-CT as distributed: Pancreas-CT/PANCREAS_NNNN/ and "
     "TCIA_pancreas_labels-02-05-2017/labelNNNN.nii.gz"}};

const Task& taskNamed(std::string_view name)
{
    std::string names;
    for (const Task& task : kTasks) {
        if (task.name == name) {
            return task;
        }
        names += (names.empty() ? "" : ", ") + std::string(task.name);
    }
    throw Error(ErrorCode::InvalidArgument, "There is no task named '" + std::string(name)
                                                + "'; expected one of: " + names + ".");
}

} // namespace

std::vector<std::string> prepareTasks()
{
    std::vector<std::string> names;
    for (const Task& task : kTasks) {
        names.emplace_back(task.name);
    }
    return names;
}

std::string prepareLayouts(std::string_view task)
{
    return std::string(taskNamed(task).layouts);
}

Dataset prepare(std::string_view task, const std::filesystem::path& folder,
                const ProgressFn& progress, const StopToken& stop, const PrepareOptions& options)
{
    Dataset dataset = taskNamed(task).prepare({folder, options, progress, stop});
    reportProgress(progress, 1);
    return dataset;
}

} // namespace halftone::data
