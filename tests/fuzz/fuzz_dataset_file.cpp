// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Prepared datasets.
#include "core/data/dataset_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/file_bytes.h"

namespace halftone::fuzz {

const char* const kFileName = "input.dataset";

void writeSeeds(const std::filesystem::path& folder)
{
    data::Dataset dataset;
    dataset.card.name = "seed";
    dataset.card.labels = {{1, "membrane", {255, 176, 74}}};
    for (const data::Split split : {data::Split::Train, data::Split::Validation}) {
        data::SliceGroup group;
        group.name = split == data::Split::Train ? "train" : "validation";
        group.split = split;
        group.height = 2;
        group.width = 3;
        group.images = {0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255};
        group.labels = {0, 1, 0, 1, 0, 1, 255, 255, 0, 0, 1, 1};
        group.cases = {"a", "b"};
        dataset.groups.push_back(group);
    }
    data::writeDataset(folder / "two.dataset", dataset);
    test::rewrite(folder / "two.dataset", test::withoutChecksum); // it would refuse all mutations
}

void parse(const std::filesystem::path& file)
{
    (void)data::readDataset(file);
}

} // namespace halftone::fuzz
