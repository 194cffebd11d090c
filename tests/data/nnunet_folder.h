// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/prepare_folder.h"
#include "tests/data/prepare_folders.h"

#include <fstream>

/// A small folder in nnU-Net's layout, as prepareFolder() reads it.
namespace halftone::test {

inline constexpr int kSide = 24;
inline constexpr int kSlices = 6;

inline void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path) << text;
}

/// A block of label 1 beside one of label 2, on slices 1 to 4.
inline int labelAt(int x, int y, int z)
{
    const bool inside = y >= 6 && y < 16 && z >= 1 && z <= 4;
    return !inside ? 0 : x >= 4 && x < 12 ? 1 : x >= 12 && x < 18 ? 2 : 0;
}

/// Hounsfield units that differ by label, and a little by case.
inline Image scan(const Geometry& grid, int offset)
{
    return imageOf<std::int16_t>(grid, [=](int x, int y, int z) {
        constexpr int kUnits[] = {-900, 40, 120};
        return kUnits[labelAt(x, y, z)] + offset + (x * 7 + y * 3 + z) % 10;
    });
}

inline constexpr const char* kVersion2 = R"({"channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
    "labels": {"background": 0, "liver": 1, "tumour": 2}, "numTraining": 5})";

/// Five cases in nnU-Net's layout.
inline void writeNnunet(const Folder& folder, const std::string& description,
                        const std::string& ending = ".nii.gz")
{
    writeText(folder / "dataset.json", description);
    for (int n = 1; n <= 5; ++n) {
        const std::string name = "case_" + std::to_string(n);
        const Geometry grid = patientGrid(kSide, kSlices, 0.8);
        image::writeImage(folder / ("imagesTr/" + name + "_0000" + ending), scan(grid, n));
        writeVoxels(folder / ("labelsTr/" + name + ending), grid, labelAt);
    }
}

inline data::Dataset prepared(const Folder& folder, const data::FolderOptions& options = {},
                              std::vector<std::string>* notes = nullptr)
{
    const LogFn log = [notes](LogLevel, std::string_view text) {
        if (notes != nullptr) {
            notes->emplace_back(text);
        }
    };
    return data::prepareFolder(folder.root(), options, log, {}, {});
}

} // namespace halftone::test
