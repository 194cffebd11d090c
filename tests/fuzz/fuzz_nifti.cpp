// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// NIfTI, which Halftone reads by itself.
#include "core/image/image_io.h"
#include "tests/fuzz/fuzz_target.h"

namespace halftone::fuzz {

const char* const kFileName = "input.nii";

void writeSeeds(const std::filesystem::path& folder)
{
    LabelMap labels;
    labels.geometry.size = {4, 3, 2};
    labels.geometry.spacingMm = {0.5, 0.5, 3};
    labels.voxels.assign(24, 1);
    image::writeLabelMap(folder / "labels.nii", labels);
    Image image;
    image.geometry = labels.geometry;
    image.voxels = std::vector<float>(24, 1.5F);
    image::writeImage(folder / "image.nii", image);
}

void parse(const std::filesystem::path& file)
{
    (void)image::readInfo(file);
    (void)image::readImage(file, {}, {}, {.maxBytes = std::size_t{1} << 28});
    (void)image::readLabelMap(file);
}

} // namespace halftone::fuzz
