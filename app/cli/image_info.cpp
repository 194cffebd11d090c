// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/image_info.h"

#include "app/cli/findings.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"

namespace halftone::cli {

Json imageInfoJson(const std::filesystem::path& path, const image::ReadOptions& options,
                   const StopToken& stop)
{
    const image::ImageInfo info = image::readInfo(path, stop, options);
    Json volumes = Json::array();
    for (std::size_t n = 0; n < info.volumes.size(); ++n) {
        volumes.push_back(
            {{"number", n + 1}, {"name", info.volumes[n].name}, {"size", info.volumes[n].size}});
    }
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
            {"volume", info.volume},
            {"volumes", std::move(volumes)},
            {"notes", sentences(info.findings)},
            {"findings", findingsJson(info.findings)}};
}

void printImageInfo(const std::filesystem::path& path, const image::ReadOptions& options,
                    const StopToken& stop)
{
    const image::ImageInfo info = image::readInfo(path, stop, options);
    printLine(info.format + ", modality " + toString(info.modality) + ", " + formatBytes(info.bytes)
              + " in memory");
    for (const std::string& line : image::geometryReport(info)) {
        printLine(line);
    }
    if (!info.volumes.empty()) {
        printLine("Volume " + std::to_string(info.volume) + " of "
                  + std::to_string(info.volumes.size()) + ":");
    }
    for (std::size_t n = 0; n < info.volumes.size(); ++n) {
        printLine("  " + std::to_string(n + 1) + "  " + info.volumes[n].name + " ("
                  + image::formatSize(info.volumes[n].size) + ")");
    }
    for (const Finding& finding : info.findings) {
        printLine(labelled(finding));
    }
}

} // namespace halftone::cli
