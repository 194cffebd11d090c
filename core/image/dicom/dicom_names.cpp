// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_names.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::image::detail {
namespace {

std::string planeName(const Geometry& geometry)
{
    constexpr double kOblique = 0.85; ///< cosine of some 30 degrees
    constexpr std::array<const char*, 3> kNames{"sagittal", "coronal", "axial"};
    if (!geometry.orientationKnown) {
        return "plane unknown";
    }
    for (std::size_t row = 0; row < 3; ++row) {
        // The normal of the slices, which a tilted gantry does not stack along.
        const auto& d = geometry.direction;
        const std::size_t a = (row + 1) % 3;
        const std::size_t b = (row + 2) % 3;
        const double normal = d[a * 3] * d[b * 3 + 1] - d[b * 3] * d[a * 3 + 1];
        if (std::abs(normal) > kOblique) {
            return kNames[row];
        }
    }
    return "oblique";
}

/// What tells the volumes of one series apart, in words.
std::string difference(const DicomVolume& volume, const std::vector<DicomVolume>& siblings)
{
    static constexpr std::array<std::pair<FrameKey, const char*>, 10> kWords{
        {{FrameKey::Stack, "stack "},
         {FrameKey::Temporal, "time "},
         {FrameKey::Echo, "echo "},
         {FrameKey::Diffusion, "b "},
         {FrameKey::Trigger, "trigger "},
         {FrameKey::Detector, "vector "},
         {FrameKey::Component, ""},
         {FrameKey::Kernel, "kernel "},
         {FrameKey::Acquisition, "acquisition "},
         {FrameKey::Type, ""}}};
    std::string words;
    int said = 0;
    for (const auto& [key, word] : kWords) {
        const std::string& own = volume.frames.front().key(key);
        const bool differs =
            std::any_of(siblings.begin(), siblings.end(), [&, which = key](const auto& sibling) {
                return sibling.frames.front().key(which) != own;
            });
        if (differs && !own.empty() && said < 2) {
            words += std::string(", ") + word + own;
            ++said;
        }
    }
    return words;
}

} // namespace

void nameVolumes(const std::vector<DicomFile>& files, std::vector<DicomVolume>& volumes)
{
    for (DicomVolume& volume : volumes) {
        const DicomFile& file = fileOf(files, volume);
        const auto& size = volume.geometry.size;
        const std::string extent = std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x "
                                   + std::to_string(size[2]);
        const char* what = file.segmentation    ? ", segmentation, "
                           : file.isLocalizer() ? ", localizer, "
                                                : ", ";
        const std::string plane =
            "series " + std::to_string(file.seriesNumber) + what + planeName(volume.geometry);
        const std::string apart = difference(volume, volumes);
        volume.name = plane + ", " + extent + apart;
        volume.kind = plane + apart;
    }
}

VolumeSummary summaryOf(const std::vector<DicomFile>& files, const DicomVolume& volume)
{
    const DicomFile& file = fileOf(files, volume);
    return {volume.name,
            volume.geometry.size,
            volume.kind,
            file.modality,
            file.description,
            file.date,
            static_cast<int>(volume.frames.size())};
}

} // namespace halftone::image::detail
