// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/image_info.h"

#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"

namespace halftone::cli {

Json imageInfoJson(const std::filesystem::path& path)
{
    const image::ImageInfo info = image::readInfo(path);
    const Geometry& grid = info.geometry;
    return {{"kind", "image"},
            {"format", info.format},
            {"voxel_type", info.voxelType},
            {"size", grid.size},
            {"spacing_mm", grid.spacingMm},
            {"spacing_known", grid.spacingKnown},
            {"origin_mm", grid.originMm},
            {"direction", grid.direction},
            {"orientation", grid.orientationKnown ? Json(image::orientationCode(grid)) : Json()},
            {"modality", toString(info.modality)},
            {"bytes", info.bytes},
            {"notes", sentences(info.findings)}};
}

void printImageInfo(const std::filesystem::path& path)
{
    const image::ImageInfo info = image::readInfo(path);
    printLine(info.format + ", modality " + toString(info.modality) + ", " + formatBytes(info.bytes)
              + " in memory");
    for (const std::string& line : image::geometryReport(info)) {
        printLine(line);
    }
}

} // namespace halftone::cli
