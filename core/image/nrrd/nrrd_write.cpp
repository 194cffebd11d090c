// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/nrrd/detail/nrrd.h"
#include "core/image/raw/detail/deflate.h"
#include "core/image/raw/detail/header_text.h"
#include "core/image/raw/detail/stored_voxels.h"

#include <array>

namespace halftone::image::detail {
namespace {

/// In the order of Voxels.
constexpr std::array<const char*, 8> kTypes{"uint8",  "int8",  "uint16", "int16",
                                            "uint32", "int32", "float",  "double"};

std::string vectorText(const std::array<double, 3>& v)
{
    return "(" + numberText(v[0]) + "," + numberText(v[1]) + "," + numberText(v[2]) + ")";
}

std::string headerText(const Geometry& geometry, const Voxels& voxels, const std::string& notes)
{
    const auto& size = geometry.size;
    std::string text = std::string("NRRD0004\n# Written by Halftone\ntype: ")
                       + kTypes[voxels.index()] + "\ndimension: 3\n";
    const std::string sizes =
        std::to_string(size[0]) + " " + std::to_string(size[1]) + " " + std::to_string(size[2]);
    if (!geometry.spacingKnown) {
        text += "sizes: " + sizes + "\n";
    } else {
        text += geometry.orientationKnown ? "space: left-posterior-superior\n"
                                          : "space dimension: 3\n"; // a space of no name
        text += "sizes: " + sizes + "\nspace directions:";
        for (std::size_t axis = 0; axis < 3; ++axis) {
            std::array<double, 3> step{};
            for (std::size_t row = 0; row < 3; ++row) {
                step[row] = geometry.direction[row * 3 + axis] * geometry.spacingMm[axis];
            }
            text += " " + vectorText(step);
        }
        text += "\nspace origin: " + vectorText(geometry.originMm) + "\n";
    }
    text += std::string("kinds: domain domain domain\nendian: ")
            + (isLittleEndian() ? "little" : "big") + "\nencoding: gzip\n";
    if (!notes.empty()) {
        text += std::string(kNotesKey) + ":=" + notes + "\n";
    }
    return text + "\n";
}

} // namespace

void writeNrrd(const std::filesystem::path& path, const Geometry& geometry, const Voxels& voxels,
               const std::string& notes)
{
    writeAtomically(path,
                    headerText(geometry, voxels, notes) + deflated({}, voxels, Wrapper::Gzip));
}

} // namespace halftone::image::detail
