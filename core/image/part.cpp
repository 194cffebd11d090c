// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/part.h"

#include "core/base/error.h"
#include "core/base/path_text.h"

#include <algorithm>
#include <utility>

namespace halftone::image {

VolumePart previewOf(const std::array<int, 3>& size, int pixels)
{
    const int longest = std::max(size[0], size[1]);
    return {size[2] / 2, 1, std::max(1, (longest + pixels - 1) / std::max(1, pixels))};
}

namespace detail {

namespace fs = std::filesystem;

VolumePart soundPart(const fs::path& path, const VolumePart& part, const Geometry& whole)
{
    const int count = whole.size[2];
    if (part.first < 0 || part.first >= count || part.slices < 0 || part.step < 1) {
        throw Error(ErrorCode::InvalidArgument,
                    Message{"no-such-part",
                            "'{0}' has slices 1 to {1}; {2} from slice {3} on, every {4}th voxel, "
                            "cannot be taken of it.",
                            {toUtf8(path), std::to_string(count), std::to_string(part.slices),
                             std::to_string(part.first + 1), std::to_string(part.step)}});
    }
    const int left = count - part.first;
    return {part.first, part.slices == 0 ? left : std::min(part.slices, left), part.step};
}

Geometry geometryOf(const VolumePart& part, const Geometry& whole)
{
    Geometry geometry = whole;
    const std::array<int, 3> size{whole.size[0], whole.size[1], part.slices};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = (size[axis] + part.step - 1) / part.step;
        geometry.spacingMm[axis] *= part.step; // unknown ones too: both lie in one space
        geometry.originMm[axis] += part.first * whole.spacingMm[2] * whole.direction[axis * 3 + 2];
    }
    return geometry;
}

std::vector<std::size_t> slicesOf(const VolumePart& part)
{
    std::vector<std::size_t> slices;
    for (int slice = 0; slice < part.slices; slice += part.step) {
        slices.push_back(static_cast<std::size_t>(part.first + slice));
    }
    return slices;
}

Finding partFinding(const VolumePart& part, const Geometry& whole)
{
    const bool some = part.slices < whole.size[2];
    std::vector<std::string> arguments{std::to_string(part.first + 1),
                                       std::to_string(part.first + part.slices),
                                       std::to_string(whole.size[2])};
    if (part.step == 1) {
        return {Severity::Warning,
                {"part-opened", "Only slices {0} to {1} of {2} were opened.", arguments}};
    }
    arguments.push_back(std::to_string(part.step));
    return {Severity::Warning,
            {"part-opened",
             some ? "Only slices {0} to {1} of {2} were opened, and of them one voxel in {3} along "
                    "each axis: whatever is smaller is not seen, and masks are as coarse."
                  : "Only one voxel in {3} along each axis was opened: whatever is smaller is not "
                    "seen, and masks are as coarse.",
             arguments}};
}

void narrowTo(const VolumePart& part, ImageInfo& info)
{
    info.part = OpenedPart{part, info.geometry};
    info.findings.push_back(partFinding(part, info.geometry));
    info.bytes /= info.geometry.voxels();
    info.geometry = geometryOf(part, info.geometry);
    info.bytes *= info.geometry.voxels();
}

void takePart(const fs::path& path, const ReadOptions& options, Source& source)
{
    if (!options.part || source.partTaken) {
        return;
    }
    ImageInfo& info = source.info;
    const Geometry whole = info.geometry;
    const VolumePart part = soundPart(path, *options.part, whole);
    narrowTo(part, info);
    source.partTaken = true;
    source.origin.reset(); // what it refers to has another grid
    source.read = [read = std::move(source.read), whole, part](const ProgressFn& progress,
                                                               const StopToken& stop,
                                                               Findings& findings, const ReadyFn&) {
        const Voxels all = read(progress, stop, findings, {});
        return std::visit(
            [&](const auto& voxels) -> Voxels {
                std::decay_t<decltype(voxels)> kept;
                const auto pixels = static_cast<std::ptrdiff_t>(whole.sliceVoxels());
                for (const std::size_t slice : slicesOf(part)) {
                    if (voxels.size() < whole.voxels()) {
                        break; // readVoxels() says what is missing
                    }
                    const auto first = voxels.begin() + static_cast<std::ptrdiff_t>(slice) * pixels;
                    const auto plane =
                        thinned(std::decay_t<decltype(voxels)>(first, first + pixels),
                                static_cast<std::size_t>(whole.size[0]), part.step);
                    kept.insert(kept.end(), plane.begin(), plane.end());
                }
                return kept;
            },
            all);
    };
}

} // namespace detail
} // namespace halftone::image
