// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/image/detail/dicom_origin.h"
#include "core/image/detail/file_notes.h"
#include "core/image/mask_file.h"

#include <string>

namespace halftone::image::detail {

/// A binary DICOM segmentation of one segment a label, in their order, and one frame a slice for
/// each of them: a whole file, which has identifiers of its own. `origin` is that of the image on
/// whose grid `mask` is; its identifiers are sound. Throws Error{FileWrite} with what DCMTK says.
[[nodiscard]] std::string dicomSegmentationOf(const LabelMap& mask, const DicomOrigin& origin,
                                              const MaskOrigin& made, const FileNotes& notes);

} // namespace halftone::image::detail
