// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/stop_token.h"
#include "core/model/model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// The one-file dataset of `halftone-cli prepare`: all that training needs, already preprocessed
/// exactly as the application will preprocess an image. Free of LibTorch and ITK.
namespace halftone::data {

/// Label of pixels nobody labelled; they count in no loss and no score.
inline constexpr std::uint8_t kIgnoredLabel = 255;

enum class Split { Train, Validation };

/// Slices of one origin and one size.
struct SliceGroup {
    std::string name; ///< "isbi2012", "phantom"
    Split split = Split::Train;
    bool synthetic = false;
    double weight = 1; ///< how often a slice is drawn, relative to other groups' slices
    int height = 0;
    int width = 0;
    std::vector<std::uint8_t> images; ///< [N,H,W] input codes
    std::vector<std::uint8_t> labels; ///< [N,H,W] class index; 255: not labelled, ignored by loss
    std::vector<std::string> cases;   ///< [N] case a slice belongs to; Dice pools over equal names

    [[nodiscard]] std::size_t slices() const noexcept { return cases.size(); }
};

struct Dataset {
    model::ModelCard card; ///< becomes the card of the exported model
    std::vector<SliceGroup> groups;
};

/// Throws Error{FileNotFound}, Error{FileFormat}.
[[nodiscard]] Dataset readDataset(const std::filesystem::path& path, const StopToken& stop = {});
/// Atomic. Throws Error{FileWrite}.
void writeDataset(const std::filesystem::path& path, const Dataset& dataset);

} // namespace halftone::data
