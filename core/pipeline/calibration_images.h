// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/base/preprocess_spec.h"
#include "core/base/progress.h"
#include "core/base/stop_token.h"
#include "core/nn/calibrate_request.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace halftone::pipeline {

/// Most slices that calibration looks at.
inline constexpr std::size_t kMostCalibrationSlices = 8;

/// Unlabeled images that a network is calibrated by: files, or one that is open. Of many files
/// eight are looked at, evenly from first to last. Files are read when they are needed, the last
/// one is kept. For one thread.
class CalibrationImages {
public:
    CalibrationImages() = default; ///< none
    explicit CalibrationImages(std::vector<std::filesystem::path> files);
    explicit CalibrationImages(std::shared_ptr<const Image> image);

    [[nodiscard]] std::size_t count() const noexcept;
    /// Image n. Throws what readImage() does.
    [[nodiscard]] std::shared_ptr<const Image> image(std::size_t n, const StopToken& stop);

    /// Whether all hold unsigned 8-bit values.
    [[nodiscard]] bool isEightBit(const StopToken& stop);
    /// The least and the largest finite value of all; [0, 1] where there are no two.
    [[nodiscard]] std::pair<double, double> valueRange(const StopToken& stop);
    /// What all of them are, else Unknown.
    [[nodiscard]] Modality modality(const StopToken& stop);
    /// "slices.tif (SHA-256 ...)" of each file that is looked at; of an image in memory its name.
    [[nodiscard]] std::vector<std::string> describe(const StopToken& stop);

    /// At most kMostCalibrationSlices, spread evenly over the images, as a model with that
    /// preprocessing sees them when it segments (image::PreparedImage).
    [[nodiscard]] std::vector<nn::CalibrationImage>
    slices(const PreprocessSpec& spec, const ProgressFn& progress, const StopToken& stop);

private:
    std::vector<std::filesystem::path> m_files;
    std::shared_ptr<const Image> m_image; ///< image m_number
    std::size_t m_number = 0;
};

} // namespace halftone::pipeline
