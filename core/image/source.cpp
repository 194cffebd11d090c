// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/source.h"

#include "core/base/checked_size.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/image/grid/geometry_report.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace halftone::image::detail {

namespace fs = std::filesystem;

Error unreadable(const fs::path& path, const std::string& reason)
{
    return Error(ErrorCode::FileFormat, "Cannot read '" + toUtf8(path) + "': " + reason + ".");
}

bool leavesChoice(const ReadOptions& options, ImageInfo& info)
{
    if (!options.askVolume || info.rule == VolumeRule::Given) {
        return false;
    }
    info.geometry = {};
    info.geometry.size = {1, 1, 1};
    info.bytes = 1;
    return true;
}

std::optional<GreyWindow> soundWindow(double low, double high) noexcept
{
    const bool sound = std::isfinite(low) && std::isfinite(high) && low < high;
    return sound ? std::optional(GreyWindow{low, high}) : std::nullopt;
}

void setAxisSize(const fs::path& path, unsigned axis, std::int64_t size, Geometry& geometry)
{
    if (size < 1 || size > std::int64_t{1} << 30) {
        throw unreadable(path, "its header gives a size of " + std::to_string(size)
                                   + " voxels along axis " + std::to_string(axis + 1));
    }
    if (axis < 3) {
        geometry.size[axis] = static_cast<int>(size);
    } else if (size != 1) {
        throw unreadable(path, "it holds " + std::to_string(size)
                                   + " volumes (4D); expected one. Split it and open one volume");
    }
}

void requireSoundGeometry(const fs::path& path, const Geometry& geometry)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (!std::isfinite(geometry.spacingMm[axis]) || geometry.spacingMm[axis] <= 0) {
            throw unreadable(path, "its voxel spacing along axis " + std::to_string(axis + 1)
                                       + " is " + formatSignificant(geometry.spacingMm[axis], 5)
                                       + " mm; expected a positive, finite number");
        }
        if (!std::isfinite(geometry.originMm[axis])) {
            throw unreadable(path, "its origin is not a finite number");
        }
    }
    const auto& d = geometry.direction;
    const double determinant = d[0] * (d[4] * d[8] - d[5] * d[7])
                               - d[1] * (d[3] * d[8] - d[5] * d[6])
                               + d[2] * (d[3] * d[7] - d[4] * d[6]);
    if (!std::isfinite(determinant) || std::abs(determinant) < 1e-6) {
        throw unreadable(path, "its axis directions do not span a space");
    }
}

std::size_t voxelBytes(const fs::path& path, const Geometry& geometry, std::size_t bytesEach)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 48; // what processors can address
    const auto& size = geometry.size;
    const auto bytes =
        checkedProduct({static_cast<std::uint64_t>(size[0]), static_cast<std::uint64_t>(size[1]),
                        static_cast<std::uint64_t>(size[2]), bytesEach},
                       kMost);
    if (!bytes) {
        throw unreadable(path, Message{"too-many-voxels",
                                       "its header gives {1} x {2} x {3} voxels, more than any "
                                       "memory holds; it is damaged",
                                       {std::to_string(size[0]), std::to_string(size[1]),
                                        std::to_string(size[2])}});
    }
    return static_cast<std::size_t>(*bytes);
}

void reportOddGeometry(const Geometry& geometry, Findings& findings)
{
    const double degrees = geometry.shearDegrees();
    if (degrees > 0) {
        findings.push_back({Severity::Warning,
                            {"sheared",
                             "Its axes are sheared: they miss right angles by {0} degrees. "
                             "Millimetres, millilitres and masks allow for it; pictures of slices "
                             "show their pixels at right angles.",
                             {formatNumber(degrees, 1)}}});
    }
    reportImplausiblePlace(geometry, findings);
}

void reportImplausiblePlace(const Geometry& geometry, Findings& findings)
{
    constexpr double kSmallestMm = 1e-7; // an atom
    constexpr double kLargestMm = 50;
    const bool odd = std::any_of(geometry.spacingMm.begin(), geometry.spacingMm.end(),
                                 [&](double mm) { return mm < kSmallestMm || mm > kLargestMm; });
    if (geometry.spacingKnown && odd) {
        findings.push_back({Severity::Warning,
                            {"spacing-implausible",
                             "By its header the voxels measure {0}. Check the unit that it was "
                             "written in.",
                             {formatSpacing(geometry)}}});
    }
    constexpr double kFarthestMm = 1e5; // no room that images are taken in is so large
    const auto& origin = geometry.originMm;
    const double farthest =
        std::max({std::abs(origin[0]), std::abs(origin[1]), std::abs(origin[2])});
    if (farthest > kFarthestMm) {
        findings.push_back({Severity::Warning,
                            {"origin-implausible",
                             "By its header it lies {0} mm from the origin of space, where places "
                             "of voxels cannot be told apart. Check what wrote it.",
                             {formatSignificant(farthest, 3)}}});
    }
}

void requirePlausibleSize(const fs::path& path, double claimedBytes)
{
    // Compressed formats reach about 1000:1 (deflate); 64 MB are harmless to allocate in any case.
    constexpr double kMaxRatio = 2000;
    constexpr double kHarmless = 64.0 * (1 << 20);
    std::error_code ignored;
    const auto fileBytes = static_cast<double>(fs::file_size(path, ignored));
    if (claimedBytes > kHarmless && claimedBytes > kMaxRatio * fileBytes) {
        throw unreadable(path, "its header claims " + formatBytes(claimedBytes)
                                   + " of voxels, but the file is only " + formatBytes(fileBytes)
                                   + " long; it is truncated or damaged");
    }
}

Finding syntheticFinding()
{
    return {Severity::Note, {"synthetic", "This is a synthetic sample, made by Halftone.", {}}};
}

void readMark(const std::string& notes, Source& source)
{
    const std::string_view mark = kSyntheticMark;
    source.synthetic = std::string_view(notes).starts_with(mark);
    if (!source.synthetic) {
        return;
    }
    source.info.findings.push_back(syntheticFinding());
    const std::string_view rest = std::string_view(notes).substr(mark.size());
    for (const Modality modality : {Modality::CT, Modality::MR, Modality::EM}) {
        if (rest.starts_with(toString(modality))) {
            source.info.modality = modality;
        }
    }
}

Error unreadable(const fs::path& path, Message reason)
{
    reason.pattern = "Cannot read '{0}': " + reason.pattern + ".";
    reason.arguments.insert(reason.arguments.begin(), toUtf8(path));
    return Error(ErrorCode::FileFormat, std::move(reason));
}

void requireVolume(const fs::path& path, const ReadOptions& options, int count)
{
    if (options.volume >= 0 && options.volume <= count) {
        return;
    }
    throw Error(ErrorCode::InvalidArgument,
                count == 1 ? Message{"no-such-volume",
                                     "'{0}' holds one volume; volume {1} was asked for.",
                                     {toUtf8(path), std::to_string(options.volume)}}
                           : Message{"no-such-volume",
                                     "'{0}' holds volumes 1 to {2}; volume {1} was asked for.",
                                     {toUtf8(path), std::to_string(options.volume),
                                      std::to_string(count)}});
}

} // namespace halftone::image::detail
