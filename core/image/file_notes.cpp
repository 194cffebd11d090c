// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/detail/file_notes.h"

#include "core/base/path_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace halftone::image::detail {

std::string FileNotes::lines() const
{
    std::string text;
    for (const auto& [name, value] : facts) {
        text += name + ": " + value + "\n";
    }
    return text;
}

std::optional<FileKind> fileKindOf(const std::filesystem::path& path)
{
    static constexpr std::array<std::pair<std::string_view, FileKind>, 11> kEndings{
        {{".nii", FileKind::Nifti},
         {".nii.gz", FileKind::Nifti},
         {".seg.nrrd", FileKind::SegNrrd},
         {".nrrd", FileKind::Nrrd},
         {".mha", FileKind::MetaImage},
         {".tif", FileKind::Tiff},
         {".tiff", FileKind::Tiff},
         {".png", FileKind::Png},
         {".stl", FileKind::Stl},
         {".dcm", FileKind::Dicom},
         {".dicom", FileKind::Dicom}}};
    std::string name = toUtf8(path.filename());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const auto& [ending, kind] : kEndings) {
        if (name.size() > ending.size() && name.ends_with(ending)) {
            return kind;
        }
    }
    return std::nullopt;
}

} // namespace halftone::image::detail
