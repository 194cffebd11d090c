// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// One DICOM file: with and without types, compressed, many frames, segments.
#include "core/image/image_io.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/image/dicom_files.h"

#include <fstream>

namespace halftone::fuzz {
namespace {

void write(const std::filesystem::path& path, const QByteArray& bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.constData(), bytes.size());
}

} // namespace

const char* const kFileName = "input.dcm";

void writeSeeds(const std::filesystem::path& folder)
{
    write(folder / "typed.dcm", test::dicomFile(test::dicomSlice(0)));
    write(folder / "untyped.dcm", test::dicomFile(test::dicomSlice(1, "CT"), false));
    write(folder / "bare.dcm", test::dicomSlice(2).write(true));
    write(folder / "frames.dcm", test::dicomFile(test::dicomFrames({2, 0, 1})));
    for (const char* syntax : {"1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.70",
                               "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90"}) {
        write(folder / (std::string(syntax) + ".dcm"), test::compressedFile(syntax));
    }
}

void parse(const std::filesystem::path& file)
{
    (void)image::readInfo(file);
    (void)image::readImage(file, {}, {}, {.maxBytes = std::size_t{1} << 28});
    (void)image::readLabelMap(file);
}

} // namespace halftone::fuzz
