// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// NRRD, whose header is text.
#include "core/base/atomic_file.h"
#include "core/image/image_io.h"
#include "tests/fuzz/fuzz_target.h"

namespace halftone::fuzz {

const char* const kFileName = "input.nrrd";

void writeSeeds(const std::filesystem::path& folder)
{
    Image image;
    image.geometry.size = {4, 3, 2};
    image.geometry.spacingKnown = image.geometry.orientationKnown = true;
    image.voxels = std::vector<std::uint8_t>(24, 1);
    image::writeImage(folder / "image.nrrd", image);
    const std::string sizes = "NRRD0004\ntype: short\nendian: big\ndimension: 4\n"
                              "sizes: 2 2 2 2\nkinds: domain domain domain time\n";
    writeAtomically(folder / "raw.nrrd", sizes
                                             + "space: RAS\nspace directions: (1,0,0) (0,1,0) "
                                               "(0,0,1) none\nbyte skip: -1\nencoding: raw\n\n"
                                             + std::string(32, 'v'));
    writeAtomically(folder / "text.nrrd",
                    sizes
                        + "spacings: 1 1 2 nan\nencoding: ascii\n\n1 2 3 4 5 6 7 8 9 10 11 12 13 "
                          "14 15 16\n");
    writeAtomically(folder / "list.nrrd",
                    sizes + "encoding: hex\ndata file: v%02d.raw 1 4 1\nSegment0_Name:=a\n");
}

void parse(const std::filesystem::path& file)
{
    (void)image::readInfo(file);
    (void)image::readImage(file, {}, {}, {.maxBytes = std::size_t{1} << 28});
    (void)image::readLabelMap(file);
}

} // namespace halftone::fuzz
