// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image_io.h"
#include "core/model/model_catalog.h"
#include "core/model/model_file.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/load.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

/// Small cohorts on the disk: EM phantoms with labels, a list of them, and a model for them.
namespace halftone::test {

/// A model of random weights for EM images, written to `file`. No float weights: full precision is
/// W8A8 with and without LibTorch.
inline pipeline::InstalledModel writeEmModel(const std::filesystem::path& file, int width,
                                             std::uint32_t seed)
{
    model::Model model = model::makeRandomModel(model::makeUNet(width, 1, 1), seed);
    model.card.name = "random-em";
    model.card.title = "Random EM";
    model.card.preprocess.modality = Modality::EM;
    model.card.labels = {{1, "membrane", {255, 176, 74}}};
    for (model::ConvWeights& conv : model.convs) {
        conv.master.clear();
        conv.floatScale.clear();
        conv.floatOffset.clear();
    }
    model::writeModel(file, model);
    return {file, model::loadModel(file.string())};
}

/// imageN.nii.gz and, if wanted, labelsN.nii.gz.
inline void writeEmCase(const std::filesystem::path& folder, int number, int size, int slices,
                        bool withLabels = true)
{
    const phantom::Sample sample =
        phantom::make(phantom::Kind::Em, {static_cast<std::uint32_t>(number), size, slices});
    const std::string end = std::to_string(number) + ".nii.gz";
    image::writeImage(folder / ("image" + end), sample.image);
    if (withLabels) {
        image::writeLabelMap(folder / ("labels" + end), sample.labels);
    }
}

inline void writeText(const std::filesystem::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

/// Six good cases "a" to "f" of four subjects, the first of two images, and three rows that are
/// none or cannot be read ("broken", "lost", a row that is cut).
inline std::filesystem::path writeEmCohort(const std::filesystem::path& folder, int size,
                                           int slices)
{
    for (int number = 1; number <= 7; ++number) {
        writeEmCase(folder, number, size, slices, number != 7);
    }
    writeText(folder / "broken.nii.gz", "this is no image");
    writeText(folder / "cases.csv", "case,subject,image,reference\n"
                                    "a,s1,image1.nii.gz,labels1.nii.gz\n"
                                    "b,s1,image2.nii.gz,labels2.nii.gz\n"
                                    "a,s1,image3.nii.gz,labels3.nii.gz\n"
                                    "broken,s2,broken.nii.gz,labels3.nii.gz\n"
                                    "c,s2,image4.nii.gz,labels4.nii.gz\n"
                                    "lost,s2,lost.nii.gz,labels4.nii.gz\n"
                                    "d,s3,image5.nii.gz,labels5.nii.gz\n"
                                    "cut,s3\n"
                                    "e,s4,image6.nii.gz,labels6.nii.gz\n"
                                    "f,s4,image7.nii.gz,\n");
    return folder / "cases.csv";
}

} // namespace halftone::test
