// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom.h"

#include <vector>

namespace halftone::image::detail {

/// The file of the first frame of a volume.
[[nodiscard]] inline const DicomFile& fileOf(const std::vector<DicomFile>& files,
                                             const DicomVolume& volume)
{
    return files[volume.frames.front().file];
}

/// Names the volumes of one series by what tells them apart.
void nameVolumes(const std::vector<DicomFile>& files, std::vector<DicomVolume>& volumes);

/// What a person chooses a volume by.
[[nodiscard]] VolumeSummary summaryOf(const std::vector<DicomFile>& files,
                                      const DicomVolume& volume);

} // namespace halftone::image::detail
