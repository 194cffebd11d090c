// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/metaimage/detail/metaimage.h"
#include "core/image/metaimage/detail/metaimage_header.h"
#include "core/image/raw/detail/deflate.h"
#include "core/image/raw/detail/header_text.h"
#include "core/image/raw/detail/stored_voxels.h"

#include <array>
#include <span>

namespace halftone::image::detail {
namespace {

/// In the order of Voxels.
constexpr std::array<const char*, 8> kTypes{"MET_UCHAR", "MET_CHAR", "MET_USHORT", "MET_SHORT",
                                            "MET_UINT",  "MET_INT",  "MET_FLOAT",  "MET_DOUBLE"};

std::string numbersText(std::span<const double> numbers)
{
    std::string text;
    for (const double number : numbers) {
        text += (text.empty() ? "" : " ") + numberText(number);
    }
    return text;
}

} // namespace

void writeMetaImage(const std::filesystem::path& path, const Geometry& geometry,
                    const Voxels& voxels, const FileNotes& notes)
{
    std::array<double, 9> matrix{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (std::size_t row = 0; row < 3; ++row) {
            matrix[axis * 3 + row] = geometry.direction[row * 3 + axis];
        }
    }
    const auto& size = geometry.size;
    const std::string data = deflated({}, voxels, Wrapper::Zlib);
    std::string header =
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = "
        + std::string(isLittleEndian() ? "False" : "True")
        + "\nCompressedData = True\nCompressedDataSize = " + std::to_string(data.size())
        + "\nTransformMatrix = " + numbersText(matrix) + "\nOffset = "
        + numbersText(geometry.originMm) + "\nCenterOfRotation = 0 0 0\nAnatomicalOrientation = "
        + (geometry.orientationKnown ? orientationStart(geometry) : "???") + "\n";
    if (geometry.spacingKnown) {
        header += "ElementSpacing = " + numbersText(geometry.spacingMm) + "\n";
    }
    if (!notes.remark.empty()) {
        header += std::string(kNotesKey) + " = " + notes.remark + "\n";
    }
    std::string comment;
    for (const auto& [name, value] : notes.facts) {
        comment += (comment.empty() ? "" : "; ") + name + ": " + value;
    }
    if (!comment.empty()) {
        header += "Comment = " + comment + "\n";
    }
    header += "DimSize = " + std::to_string(size[0]) + " " + std::to_string(size[1]) + " "
              + std::to_string(size[2]) + "\nElementType = " + kTypes[voxels.index()]
              + "\nElementDataFile = LOCAL\n";
    writeAtomically(path, header + data);
}

} // namespace halftone::image::detail
