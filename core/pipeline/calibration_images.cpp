// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/calibration_images.h"

#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::pipeline {
namespace {

/// `count` of 0..size-1, evenly: the middles of as many equal parts.
std::vector<std::size_t> spread(std::size_t size, std::size_t count)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) {
        chosen.push_back((2 * i + 1) * size / (2 * count));
    }
    return chosen;
}

} // namespace

CalibrationImages::CalibrationImages(std::vector<std::filesystem::path> files)
{
    const std::size_t count = std::min(files.size(), kMostCalibrationSlices);
    for (const std::size_t n : spread(files.size(), count)) {
        m_files.push_back(std::move(files[n]));
    }
}

CalibrationImages::CalibrationImages(std::shared_ptr<const Image> image) : m_image(std::move(image))
{
}

std::size_t CalibrationImages::count() const noexcept
{
    return m_files.empty() ? (m_image ? 1 : 0) : m_files.size();
}

std::shared_ptr<const Image> CalibrationImages::image(std::size_t n, const StopToken& stop)
{
    if (!m_image || m_number != n) {
        m_image = nullptr; // two at once may be more than memory holds
        m_image = std::make_shared<const Image>(image::readImage(m_files.at(n), {}, stop));
        m_number = n;
    }
    return m_image;
}

bool CalibrationImages::isEightBit(const StopToken& stop)
{
    for (std::size_t n = 0; n < count(); ++n) {
        if (!std::holds_alternative<std::vector<std::uint8_t>>(image(n, stop)->voxels)) {
            return false;
        }
    }
    return true;
}

std::pair<double, double> CalibrationImages::valueRange(const StopToken& stop)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t n = 0; n < count(); ++n) {
        std::visit(
            [&](const auto& voxels) {
                for (const auto voxel : voxels) {
                    const auto value = static_cast<double>(voxel);
                    if (std::isfinite(value)) {
                        low = std::min(low, value);
                        high = std::max(high, value);
                    }
                }
            },
            image(n, stop)->voxels);
    }
    return low < high ? std::pair(low, high) : std::pair(0.0, 1.0);
}

Modality CalibrationImages::modality(const StopToken& stop)
{
    Modality found = Modality::Unknown;
    for (std::size_t n = 0; n < count(); ++n) {
        const Modality other = image(n, stop)->modality;
        if (n > 0 && other != found) {
            return Modality::Unknown;
        }
        found = other;
    }
    return found;
}

std::vector<std::string> CalibrationImages::describe(const StopToken& stop)
{
    constexpr std::size_t kMostName = 200;
    std::vector<std::string> texts;
    for (const std::filesystem::path& file : m_files) {
        const std::vector<std::filesystem::path> read = image::filesOf(file, stop);
        texts.push_back(
            visible(toUtf8(file.filename()), kMostName) + " (SHA-256 "
            + (read.size() == 1 ? sha256OfFile(read.front(), stop) : sha256OfFiles(read, stop))
            + ")");
    }
    if (m_files.empty() && m_image) {
        const std::vector<std::filesystem::path>& read = m_image->files;
        texts.push_back(visible(m_image->name, kMostName)
                        + (read.empty()       ? std::string()
                           : read.size() == 1 ? " (SHA-256 " + sha256OfFile(read[0], stop) + ")"
                                              : " (SHA-256 " + sha256OfFiles(read, stop) + ")"));
    }
    return texts;
}

std::vector<nn::CalibrationImage> CalibrationImages::slices(const PreprocessSpec& spec,
                                                            const ProgressFn& progress,
                                                            const StopToken& stop)
{
    std::vector<nn::CalibrationImage> result;
    for (std::size_t n = 0; n < count(); ++n) {
        reportProgress(progress, static_cast<double>(n) / static_cast<double>(count()),
                       "reading images");
        throwIfStopped(stop);
        const image::PreparedImage prepared(image(n, stop), spec);
        const std::size_t left = (kMostCalibrationSlices - result.size()) / (count() - n);
        const auto slices = static_cast<std::size_t>(prepared.slices());
        for (const std::size_t k : spread(slices, std::min(left, slices))) {
            result.push_back(
                {prepared.height(), prepared.width(), prepared.slice(static_cast<int>(k))});
        }
    }
    return result;
}

} // namespace halftone::pipeline
