// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff_volumes.h"

#include <algorithm>
#include <array>

namespace halftone::image::detail {

namespace fs = std::filesystem;

std::size_t chooseVolume(const fs::path& path, const ReadOptions& options, ImageInfo& info)
{
    const std::size_t count = std::max<std::size_t>(1, info.volumes.size());
    requireVolume(path, options, static_cast<int>(count));
    if (options.volume > 0 || count == 1) {
        return static_cast<std::size_t>(std::max(options.volume, 1)) - 1;
    }
    const auto voxels = [](const VolumeSummary& volume) {
        return std::int64_t{volume.size[0]} * volume.size[1] * volume.size[2];
    };
    const auto largest =
        std::max_element(info.volumes.begin(), info.volumes.end(),
                         [&](const auto& a, const auto& b) { return voxels(a) < voxels(b); });
    const auto chosen = static_cast<std::size_t>(largest - info.volumes.begin());
    const bool alike = std::all_of(info.volumes.begin(), info.volumes.end(),
                                   [&](const auto& one) { return one.size == largest->size; });
    info.rule = alike ? VolumeRule::First : VolumeRule::Largest;
    info.findings.push_back({Severity::Warning,
                             {"several-volumes",
                              "It holds {0} volumes; number {1} is taken ({2}).",
                              {std::to_string(count), std::to_string(chosen + 1), largest->name}}});
    return chosen;
}

void listVolumes(const fs::path& path, const StackPlan& plan, const PageLayout& first,
                 ImageInfo& info)
{
    if (plan.volumes.size() == 1) {
        return;
    }
    for (const VolumePlan& volume : plan.volumes) {
        VolumeSummary summary;
        Geometry size;
        std::array<std::uint64_t, 2> plane =
            volume.size[0] != 0 ? volume.size
                                : std::array<std::uint64_t, 2>{first.width, first.height};
        if (first.isTurned()) {
            std::swap(plane[0], plane[1]);
        }
        setAxisSize(path, 0, static_cast<std::int64_t>(plane[0]), size);
        setAxisSize(path, 1, static_cast<std::int64_t>(plane[1]), size);
        setAxisSize(path, 2, static_cast<std::int64_t>(volume.planes.size()), size);
        summary.size = size.size;
        summary.kind = volume.name;
        summary.name = volume.name + ", " + std::to_string(size.size[0]) + " x "
                       + std::to_string(size.size[1]) + " x " + std::to_string(size.size[2]);
        info.volumes.push_back(std::move(summary));
    }
}

} // namespace halftone::image::detail
