// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/image_info.h"

#include "app/cli/findings.h"
#include "core/base/error.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"
#include "core/pipeline/load.h"

#include <memory>
#include <vector>

namespace halftone::cli {
namespace {

/// The header of an image, and how the installed models fit it.
struct Described {
    image::ImageInfo info;
    std::vector<pipeline::ModelFit> fits; ///< best first; empty: none is installed

    /// The one that the window would take; null: none.
    [[nodiscard]] const pipeline::ModelFit* chosen() const
    {
        return !fits.empty() && pipeline::isEnough(fits.front().fit) ? &fits.front() : nullptr;
    }
};

/// Voxels are read where the modality is not stated, as it is their values that tell it then.
Described describe(const std::filesystem::path& path, const image::ReadOptions& options,
                   const StopToken& stop)
{
    Described described{image::readInfo(path, stop, options), {}};
    const pipeline::ModelLibrary library = pipeline::readModelLibrary(stop);
    std::vector<std::shared_ptr<const model::Model>> models;
    for (const pipeline::InstalledModel& installed : library.models) {
        models.push_back(installed.model);
    }
    pipeline::ImageFacts facts = pipeline::factsOf(described.info);
    try {
        if (facts.modality == Modality::Unknown && !models.empty()) {
            facts = pipeline::factsOf(image::readImage(path, {}, stop, options));
        }
        described.fits = pipeline::rankModels(facts, models);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::FileFormat && error.code() != ErrorCode::OutOfMemory) {
            throw;
        }
        // The header is worth knowing where the voxels cannot be had.
        described.info.findings.push_back({Severity::Warning,
                                           {"voxels-unreadable",
                                            "Its voxels cannot be read, and no model was chosen "
                                            "by them. {0}",
                                            {error.what()}}});
    }
    return described;
}

Json modelJson(const Described& described)
{
    const pipeline::ModelFit* chosen = described.chosen();
    return chosen == nullptr ? Json()
                             : Json{{"name", chosen->model->card.name},
                                    {"fit", pipeline::toString(chosen->fit)},
                                    {"reason", chosen->reason}};
}

std::string modelText(const Described& described)
{
    if (described.fits.empty()) {
        return "none chosen";
    }
    const pipeline::ModelFit& best = described.fits.front();
    const std::string& title = model::titleOf(best.model->card);
    const std::string why = std::string(pipeline::toString(best.fit)) + " fit: " + best.reason;
    return described.chosen() != nullptr ? title + " (" + why + ")"
                                         : "none fits; the nearest is " + title + " (" + why + ")";
}

} // namespace

Json imageInfoJson(const std::filesystem::path& path, const image::ReadOptions& options,
                   const StopToken& stop)
{
    const Described described = describe(path, options, stop);
    const image::ImageInfo& info = described.info;
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
            {"model", modelJson(described)},
            {"bytes", info.bytes},
            {"volume", info.volume},
            {"volumes", std::move(volumes)},
            {"notes", sentences(info.findings)},
            {"findings", findingsJson(info.findings)}};
}

void printImageInfo(const std::filesystem::path& path, const image::ReadOptions& options,
                    const StopToken& stop)
{
    const Described described = describe(path, options, stop);
    const image::ImageInfo& info = described.info;
    printLine(info.format + ", modality " + toString(info.modality) + ", " + formatBytes(info.bytes)
              + " in memory");
    for (const std::string& line : image::geometryReport(info)) {
        printLine(line);
    }
    printLine("Model: " + modelText(described));
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
