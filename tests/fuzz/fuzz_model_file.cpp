// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Model files: the safetensors header, the card, every tensor.
#include "core/model/model_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/file_bytes.h"

namespace halftone::fuzz {

const char* const kFileName = "input.halftone";

void writeSeeds(const std::filesystem::path& folder)
{
    model::Model network = model::makeRandomModel(model::makeUNet(4, 1, 3), 1);
    network.card.name = "seed";
    network.card.labels = {{1, "white-matter", {1, 2, 3}}, {2, "grey-matter", {255, 0, 128}}};
    model::writeModel(folder / "all.halftone", network);
    model::writeModel(folder / "packed.halftone", model::packedForPrecision(network, {4, 6}));
    for (const char* name : {"all.halftone", "packed.halftone"}) {
        test::rewrite(folder / name, test::inVersion1); // a checksum would refuse every mutation
    }
}

void parse(const std::filesystem::path& file)
{
    model::validate(model::readModel(file)); // what is read has to be usable
}

} // namespace halftone::fuzz
