// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/image/dicom/detail/dicom.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace halftone::image::detail {

/// The DICOM images of a folder, or of a file and what belongs to it.
struct DicomFolder {
    std::vector<DicomFile> files;
    std::vector<DicomFrame> frames;
    std::vector<DicomFile> damaged; ///< which could not be read to their end
    std::vector<Error> unread;      ///< why the system did not give what may belong to it
    std::size_t sameUid = 0;        ///< images with the identifier of another one, elsewhere
    std::size_t copies = 0;         ///< of images that are there already, left out
};

/// Reads the headers of all files below a folder; of a file, its own and those of its neighbours
/// that may be of its series. Throws Error{FileFormat} for a folder without images and a file that
/// is none.
[[nodiscard]] DicomFolder readDicomFolder(const std::filesystem::path& path, const StopToken& stop);

/// What frames must share to be looked at together: the series; of a file with many frames that is
/// no part of a concatenation, the file.
[[nodiscard]] std::string setOf(const DicomFile& file);

} // namespace halftone::image::detail
