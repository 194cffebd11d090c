// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// TIFF with its descriptions, and PNG: the first bytes of a file decide, whatever its name.
#include "core/image/image_io.h"
#include "core/image/picture/png_write.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/image/tiff_builder.h"

#include <fstream>

namespace halftone::fuzz {
namespace {

void write(const std::filesystem::path& path, const test::TiffBuilder& tiff)
{
    std::ofstream(path, std::ios::binary).write(tiff.bytes().constData(), tiff.bytes().size());
}

} // namespace

const char* const kFileName = "input.tif";

void writeSeeds(const std::filesystem::path& folder)
{
    LabelMap labels;
    labels.geometry.size = {4, 3, 2};
    labels.voxels.assign(24, 1);
    image::writeLabelMap(folder / "labels.tif", labels);
    image::writePng(folder / "labels.png",
                    {4, 3, std::vector<std::uint8_t>(12, 1), {{0, 0, 0}, {9, 8, 7}}});
    test::TiffBuilder imagej;
    imagej.grey(4, 3, 16, QByteArray(4 * 24, 'x'), {{279, {24}}},
                "ImageJ=1\nimages=4\nchannels=2\nslices=2\nunit=um\n");
    write(folder / "imagej.tif", imagej);
    test::TiffBuilder ome;
    ome.grey(4, 3, 4, QByteArray(6, 'x'), {},
             "<OME><Image><Pixels DimensionOrder=\"XYZCT\" SizeX=\"4\" SizeY=\"3\" SizeZ=\"1\" "
             "SizeC=\"1\" SizeT=\"1\"><TiffData IFD=\"0\"/></Pixels></Image></OME>");
    write(folder / "ome.tif", ome);
}

void parse(const std::filesystem::path& file)
{
    (void)image::readInfo(file);
    (void)image::readImage(file, {}, {}, {.maxBytes = std::size_t{1} << 28});
    (void)image::readLabelMap(file);
}

} // namespace halftone::fuzz
