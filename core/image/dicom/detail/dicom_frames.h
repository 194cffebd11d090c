// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_item.h"

#include <vector>

namespace halftone::image::detail {

/// What each of file.frameCount frames says of itself: in its own functional groups, those shared
/// by all, the vectors of nuclear medicine, or the data set. Says in file.fault what cannot be
/// read.
[[nodiscard]] std::vector<DicomFrame> readFrames(const DicomItem& data, DicomFile& file);

/// The segments that a segmentation object describes.
[[nodiscard]] std::vector<DicomSegment> readSegments(const DicomItem& data);

/// RecommendedDisplayCIELabValue of a colour of sRGB.
[[nodiscard]] std::array<std::uint16_t, 3> labOf(const std::array<std::uint8_t, 3>& colour);

} // namespace halftone::image::detail
