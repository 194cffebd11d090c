// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// ONNX models: the wire format, tensors, shapes computed from constants, every operation. What is
// read has to be a graph that check() takes, which readOnnx() asks. The seeds are the models of
// tests/import/make_zoo.py where python3-onnx is there, and always one written by hand.
#include "core/import/onnx.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/import/onnx_bytes.h"
#include "tests/import/zoo.h"
#include "tests/support/file_bytes.h"

namespace halftone::fuzz {

const char* const kFileName = "input.onnx";

void writeSeeds(const std::filesystem::path& folder)
{
    test::writeBytes(folder / "small.onnx", test::onnx::smallModel().bytes());
    std::string reason;
    const std::filesystem::path zoo = folder / "zoo";
    std::filesystem::create_directory(zoo);
    for (const test::ZooModel& model : test::makeZoo(zoo, reason)) {
        std::filesystem::rename(model.file, folder / model.file.filename());
    }
    std::filesystem::remove_all(zoo);
}

void parse(const std::filesystem::path& file)
{
    static_cast<void>(import::readOnnx(file));
}

} // namespace halftone::fuzz
