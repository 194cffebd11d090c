// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// MetaImage, whose header is text.
#include "core/base/atomic_file.h"
#include "core/image/image_io.h"
#include "tests/fuzz/fuzz_target.h"

namespace halftone::fuzz {

const char* const kFileName = "input.mha";

void writeSeeds(const std::filesystem::path& folder)
{
    Image image;
    image.geometry.size = {4, 3, 2};
    image.geometry.spacingKnown = image.geometry.orientationKnown = true;
    image.voxels = std::vector<std::uint8_t>(24, 1);
    image::writeImage(folder / "image.mha", image);
    const std::string start = "ObjectType = Image\nNDims = 4\nBinaryDataByteOrderMSB = True\n"
                              "ElementSpacing = 1 1 2 1\nHeaderSize = -1\n";
    const std::string end = "DimSize = 2 2 2 2\nElementType = MET_SHORT\nElementDataFile = ";
    writeAtomically(folder / "raw.mha", start + end + "LOCAL\n" + std::string(32, 'v'));
    writeAtomically(folder / "text.mha", "BinaryData = False\nNDims = 4\n" + end
                                             + "LOCAL\n1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
    writeAtomically(folder / "list.mha", "NDims = 4\n" + end + "v%d.raw 1 4 1\n");
}

void parse(const std::filesystem::path& file)
{
    (void)image::readInfo(file);
    (void)image::readImage(file, {}, {}, {.maxBytes = std::size_t{1} << 28});
    (void)image::readLabelMap(file);
}

} // namespace halftone::fuzz
