// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/recipe.h"

#include <filesystem>
#include <string>
#include <vector>

/// The parts of the recipe for the pancreas. Included by core/data/pancreas*.cpp only.
namespace halftone::data::detail {

/// Name of the groups of NIH Pancreas-CT, whoever distributes it.
inline constexpr const char* kNihPancreas = "nih-pancreas-ct";
/// What the archive puts before the number of a subject.
inline constexpr const char* kPancreasPrefix = "PANCREAS_";

/// True where the folder holds Pancreas-CT as The Cancer Imaging Archive distributes it (see
/// prepare.h).
[[nodiscard]] bool hasTciaPancreas(const std::filesystem::path& folder);
/// Adds it and tells the card.
void addTciaPancreas(Dataset& dataset, const PrepareJob& job);

/// One row of an index of slices.
struct IndexRow {
    std::string file;
    std::string subject;
    std::string split;   ///< "train", "val"; empty without such a column
    int blankBorder = 0; ///< pixels
};

/// Reads a CSV with the columns file and subject, and `needed` ones. Throws Error{FileNotFound |
/// FileFormat} naming the file and what it lacks.
[[nodiscard]] std::vector<IndexRow> readIndex(const std::filesystem::path& path,
                                              const std::vector<std::string>& needed);

/// pancreas/btcv_slices_devonly, a part a subject, with grey levels brought back to Hounsfield
/// units by the level of air; and, where that is there, synthetic abdomens of seeds that no
/// training draws, which begin above and end below the pancreas.
[[nodiscard]] std::vector<OutsideSet> pancreasOutside(const std::filesystem::path& folder);

} // namespace halftone::data::detail
