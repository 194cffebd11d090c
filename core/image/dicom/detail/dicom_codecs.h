// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/dicom/detail/dicom.h"

#include <string>
#include <vector>

namespace halftone::image::detail {

/// True for the transfer syntaxes of JPEG, JPEG-LS, JPEG 2000, RLE and video.
[[nodiscard]] bool isCompressedSyntax(const std::string& syntax);

/// Throws Error{FileFormat} naming the transfer syntax where it is not read.
void requireDecoder(const DicomFile& file);

/// Decodes one frame. `format` comes as the header's and becomes that of the result, which is
/// little-endian. The code stream must be of the size that the header gives. Throws
/// Error{FileFormat}.
[[nodiscard]] std::vector<unsigned char>
decompress(const DicomFile& file, std::vector<unsigned char> codes, DicomPixelFormat& format);

} // namespace halftone::image::detail
