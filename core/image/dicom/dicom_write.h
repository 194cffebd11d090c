// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <filesystem>

namespace halftone::image {

/// Patient name of every DICOM file Halftone makes of a synthetic sample; readers recognise it.
inline constexpr const char* kSyntheticPatientName = "Synthetic^Phantom";

/// Writes a synthetic sample as an uncompressed DICOM series of one file a slice ("slice-001.dcm")
/// into `folder`, which is created. Values are rounded to int16 (CT: Hounsfield units). All depends
/// on the image alone, the unique identifiers, too: the same sample gives the same files. Throws
/// Error{InvalidArgument} unless image.synthetic: Halftone never makes DICOM files of patient
/// images, Error{FileWrite}.
void writeDicomSeries(const std::filesystem::path& folder, const Image& image);

} // namespace halftone::image
