// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What a reader process that was taken over may answer. The first byte says as what it is read;
// what is taken for well-formed must be written as it was read.
#include "core/image/process/detail/frames.h"
#include "tests/fuzz/fuzz_target.h"

#include <fstream>
#include <iterator>
#include <string>

namespace halftone::fuzz {
namespace {

using namespace halftone::image::detail;

Source someSource()
{
    Source source;
    source.info.format = "TIFF";
    source.info.voxelType = "uint16";
    source.info.geometry.size = {6, 4, 2};
    source.info.bytes = 96;
    source.info.findings = {{Severity::Note, {"few-bits", "It stores {0} bits.", {"12"}}, "a.tif"}};
    source.info.volumes = {{"channel 1", {6, 4, 2}}, {"channel 2", {6, 4, 2}}};
    source.info.files = {"a.tif", "b.tif"};
    source.labels = {{1, "liver", {1, 2, 3}}};
    return source;
}

void seed(const std::filesystem::path& file, char as, const Bytes& body)
{
    std::ofstream stream(file, std::ios::binary);
    stream.put(as);
    stream.write(reinterpret_cast<const char*>(body.data()),
                 static_cast<std::streamsize>(body.size()));
}

Bytes writtenAgain(char as, std::span<const std::byte> body)
{
    switch (as) {
    case 'o': return write(readOpened(body));
    case 'v': return write(readVoxelsReply(body, someSource().info));
    case 'n': return write(readFindings(body));
    case 'p': return write(readProgress(body));
    default: return write(readFailed(body));
    }
}

} // namespace

const char* const kFileName = "input.frame";

void writeSeeds(const std::filesystem::path& folder)
{
    seed(folder / "opened", 'o', write(someSource()));
    seed(folder / "voxels", 'v', write(VoxelsReply{2, 48}));
    seed(folder / "findings", 'n', write(someSource().info.findings));
    seed(folder / "progress", 'p', write(ProgressReport{0.5, "slice 1 of 2"}));
    seed(folder / "failed", 'f',
         write(Error(ErrorCode::FileFormat, Message{"empty", "'{0}' is empty.", {"a.tif"}})));
}

void parse(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const char as = static_cast<char>(stream.get());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::span body = std::as_bytes(std::span(text));
    try {
        const Bytes again = writtenAgain(as, body);
        if (!std::equal(again.begin(), again.end(), body.begin(), body.end())) {
            throw Error(ErrorCode::Internal, std::string("what was read is written otherwise"));
        }
    } catch (const BadFrame&) {
        throw Error(ErrorCode::FileFormat, std::string("the frame is refused"));
    }
}

} // namespace halftone::fuzz
